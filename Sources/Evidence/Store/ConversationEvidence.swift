internal import Conversations
internal import Kernel
internal import Linguistics
internal import Storage
internal import Web

/// What the texts of one conversation show, as it is kept.
struct ConversationEvidence: Sendable {
  /// Counts up when detectors change, so that everything is read again.
  static let version = 3

  let conversation: Conversation.ID
  let examination: Examination
  let sayings: Sayings
  /// The message of each turn.
  let messages: [Message]
  let rules: [KeptRule]

  init(
    _ conversation: Conversation.ID, _ all: [Message], _ examiner: inout Examiner,
    rules: [KeptRule]
  ) {
    self.conversation = conversation
    sayings = Sayings(all)
    messages = sayings.messages.map { all[$0] }
    examination = examiner.examine(sayings.turns)
    self.rules = rules
  }

  /// Questions of the customer that nobody answered or put off.
  var openQuestions: [Examination.Answer] {
    examination.answers.filter { $0.chance < 0.5 && !$0.isDeferred }
  }

  // MARK: Signals

  /// What the detectors publish for the list, for samples and for their reasons.
  static let signalNames = [
    "negativeEnd", "openQuestion", "undatedPromise", "complaint", "churn", "escalation",
    "repeatContact", "insult", "blame", "personalData",
  ]

  /// How sure the detectors are of each signal, where it is there.
  var signals: [Signal.Finding] {
    var values: [String: Double] = [:]
    for sighting in examination.sightings {
      guard let name = Self.signal(of: sighting.kind) else { continue }
      values[name] = max(values[name] ?? 0, sighting.confidence)
    }
    if let course = examination.course, course.messages > 1, course.end < -0.15 {
      values["negativeEnd"] = min(1, 0.5 - course.end / 2)
    }
    if let least = openQuestions.map(\.chance).min() { values["openQuestion"] = 1 - least }
    for match in examination.matches { values[rules[match.rule].name] = 1 }
    return values.sorted { $0.key < $1.key }.map {
      Signal.Finding(conversation: conversation, signal: $0.key, value: $0.value)
    }
  }

  /// The signal that a detector publishes, where it is one.
  static func signal(of kind: Sighting.Kind) -> String? {
    switch kind {
    case .undatedPromise: "undatedPromise"
    case .complaint: "complaint"
    case .churn: "churn"
    case .escalation: "escalation"
    case .repeatContact: "repeatContact"
    case .insult: "insult"
    case .blame: "blame"
    default: kind.group == .personalData ? "personalData" : nil
    }
  }
}

extension ConversationEvidence {
  /// Puts what is known of some conversations in the place of what was known before.
  static func replace(
    _ all: [ConversationEvidence], by rules: KeptRule.Compiled, names: [String], scope: Scope,
    world: World, in db: any Connection
  ) throws {
    let ids = all.map(\.conversation)
    try remove(ids, names: names, scope, in: db)
    var rows = Batch(
      "conversation_evidence",
      """
      workspace_id, id, version, rules, mood_start, mood_end, mood_lowest, questions, \
      open_questions, undated_promises, politeness, lix, examined_at
      """)
    var matches = Batch(
      "phrase_rule_match", "workspace_id, rule_id, conversation_id, message_id")
    for one in all {
      one.add(to: &rows, stamp: rules.stamp, at: world.now(), scope)
      one.add(to: &matches, scope)
    }
    if !rows.isEmpty { try db.insert(rows) }
    if !matches.isEmpty { try db.insert(matches) }
    try Signal.publish(all.flatMap(\.signals), scope: scope, world: world, in: db)
  }

  private func add(to batch: inout Batch, stamp: Int64, at now: Instant, _ scope: Scope) {
    let found = examination
    batch.add(scope.workspace)
    batch.add(conversation)
    batch.add(Self.version)
    batch.add(stamp)
    batch.add(found.course?.start)
    batch.add(found.course?.end)
    batch.add(found.course?.lowest)
    batch.add(found.answers.count)
    batch.add(openQuestions.count)
    batch.add(found.sightings.count { $0.kind == .undatedPromise })
    batch.add(found.politeness)
    batch.add(found.clarity.lix)
    batch.add(now)
  }

  private func add(to batch: inout Batch, _ scope: Scope) {
    var seen: Set<KeptRule.Opinion> = []
    for match in examination.matches {
      let place = KeptRule.Opinion(rule: rules[match.rule].id, message: messages[match.turn].id)
      guard seen.insert(place).inserted else { continue }
      batch.add(scope.workspace)
      batch.add(place.rule)
      batch.add(conversation)
      batch.add(place.message)
    }
  }

  /// Takes away all that is known of some conversations.
  static func remove(
    _ ids: [Conversation.ID], names: [String], _ scope: Scope, in db: any Connection
  ) throws {
    guard !ids.isEmpty else { return }
    try Signal.withdraw(names, of: ids, scope: scope, in: db)
    try db.execute(
      "DELETE FROM conversation_evidence WHERE workspace_id = \(scope) AND id IN (\(list: ids))")
    try db.execute(
      """
      DELETE FROM phrase_rule_match
      WHERE workspace_id = \(scope) AND conversation_id IN (\(list: ids))
      """)
  }
}
