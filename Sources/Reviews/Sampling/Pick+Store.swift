internal import Conversations
public import Kernel
internal import People
public import Storage
internal import Web

extension Pick {
  init(
    _ choice: Drawing.Choice, stream: Stream = .random, probability: Double? = nil,
    reason: Reason, id: ID, cycle: Cycle.ID, at: Instant
  ) {
    self.init(
      id: id, cycle: cycle, conversation: choice.item.conversation, agent: choice.item.agent,
      channel: choice.item.channel, openedAt: choice.item.openedAt,
      language: choice.item.language, stream: stream, part: choice.part,
      probability: probability ?? choice.probability, reason: reason, pickedAt: at,
      replacement: nil)
  }

  init(row: Row) throws {
    let replacedAt: Instant? = try row.get("replaced_at")
    let replacedBy: ID? = try row.get("new_pick_id")
    let stream: String = try row.get("stream")
    self.init(
      id: try row.get("id"), cycle: try row.get("cycle_id"),
      conversation: try row.get("conversation_id"), agent: try row.get("agent_id"),
      channel: try row.get("channel"), openedAt: try row.get("opened_at"),
      language: try row.get("language"), stream: Stream(rawValue: stream) ?? .random,
      part: try row.get("part"), probability: try row.get("probability"),
      reason: try Reason(row: row), pickedAt: try row.get("picked_at"),
      replacement: try replacedAt.flatMap { at in
        try replacedBy.map { next in
          Replacement(
            by: next, person: try row.get("replaced_person_id"),
            reason: try row.get("replacement_reason"), at: at)
        }
      })
    isDrawnTwice = try row.get("is_drawn_twice")
  }

  private static let columns: SQL =
    """
    pick.id, pick.cycle_id, pick.conversation_id, pick.agent_id, pick.channel, pick.opened_at,
    pick.language, pick.stream, pick.part, pick.probability, pick.reason, pick.drawn, pick.population,
    pick.picked_at, replacement.new_pick_id, replacement.person_id AS replaced_person_id,
    replacement.reason AS replacement_reason, replacement.at AS replaced_at,
    CASE WHEN \(drawnAgain) THEN 1 ELSE 0 END AS is_drawn_twice
    """

  /// The condition that the other stream drew a row of `pick` as well.
  static let drawnAgain: SQL =
    """
    EXISTS (
      SELECT 1 FROM redraw
      WHERE redraw.workspace_id = pick.workspace_id AND redraw.pick_id = pick.id)
    """

  private static let tables: SQL =
    """
    pick
    LEFT JOIN replacement
      ON replacement.workspace_id = pick.workspace_id AND replacement.pick_id = pick.id
    """

  /// The sample of a cycle with what was replaced, by person and time.
  public static func all(
    in cycle: Cycle.ID, _ scope: Scope, in db: any Connection
  ) throws -> [Pick] {
    try fetch("pick.cycle_id = \(cycle)", scope, in: db)
  }

  /// One pick.
  public static func find(_ id: ID, _ scope: Scope, in db: any Connection) throws -> Pick? {
    try fetch("pick.id = \(id)", scope, in: db).first
  }

  static func fetch(_ condition: SQL, _ scope: Scope, in db: any Connection) throws -> [Pick] {
    var picks = try db.rows(
      """
      SELECT \(columns) FROM \(tables)
      WHERE pick.workspace_id = \(scope) AND \(condition)
      ORDER BY pick.agent_id, pick.opened_at, pick.id
      """
    ).map(Pick.init(row:))
    for cycle in Set(picks.filter(\.isSuspicious).map(\.cycle)).sorted() {
      let flags = Dictionary(
        grouping: try FrameItem.flags(in: cycle, scope, in: db), by: \.conversation)
      for index in picks.indices where picks[index].isSuspicious && picks[index].cycle == cycle {
        picks[index].flags = (flags[picks[index].conversation] ?? []).map {
          FrameItem.Flag(signal: $0.signal, value: $0.value)
        }
      }
    }
    return picks
  }

  /// Notes that the other stream drew this conversation as well; nobody reads it twice for that.
  func noteRedraw(
    by stream: Stream, scope: Scope, world: World, in db: any Connection
  ) throws {
    try db.execute(
      """
      INSERT INTO redraw (workspace_id, id, cycle_id, pick_id, stream, drawn_at)
      VALUES (\(scope), \(world.key()), \(cycle), \(id), \(stream.rawValue), \(world.now()))
      """)
  }

  func insert(_ scope: Scope, in db: any Connection) throws {
    let (reason, drawn, population) = self.reason.columns
    try db.execute(
      """
      INSERT INTO pick
        (workspace_id, id, cycle_id, conversation_id, agent_id, channel, opened_at, language,
         stream, part, probability, reason, drawn, population, picked_at)
      VALUES
        (\(scope), \(id), \(cycle), \(conversation), \(agent), \(channel), \(openedAt),
         \(language), \(stream.rawValue), \(part), \(probability), \(reason), \(drawn),
         \(population), \(pickedAt))
      """)
  }

  /// Puts the next conversation by lot, from the same part of the person's list, in this one's place.
  ///
  /// Reviews of the old one that were not handed in are withdrawn and handed out anew.
  /// - Throws: ``CycleError`` without a reason, after a review was handed in, or when nothing is left.
  @discardableResult
  public func replace(
    reason: String, scope: Scope, world: World, in db: any Connection
  ) throws -> Pick {
    let reason = reason.trimmed
    guard !reason.isEmpty else { throw CycleError.replacementWithoutReason }
    let round = try Cycle.require(cycle, scope, in: db)
    guard round.state == .open else { throw CycleError.state(round.state) }
    let reviews = try Review.all(of: id, scope, in: db)
    let isInPlace = try Pick.find(id, scope, in: db)?.replacement == nil
    guard isInPlace, reviews.allSatisfy({ $0.submittedAt == nil }) else {
      throw CycleError.alreadyReviewed
    }
    let next = try successor(in: round, scope: scope, world: world, in: db)
    let authors = try Author.of(reviews.map(\.id), scope, in: db)
    let isReviewer = authors.values.contains { $0.rawValue == scope.person }
    let trace = isReviewer ? Author.trace(scope, in: round) : scope
    let quiet = isReviewer ? try Author.quiet(world, in: round, scope, db: db) : world
    try next.insert(scope, in: db)
    try db.execute(
      """
      INSERT INTO replacement
        (workspace_id, id, cycle_id, pick_id, new_pick_id, person_id, reason, at)
      VALUES
        (\(scope), \(world.key()), \(cycle), \(id), \(next.id), \(trace.person), \(reason),
         \(quiet.now()))
      """)
    for review in reviews where review.isOpen {
      try review.record(.withdrawn, scope: scope, world: world, in: db)
      guard let author = authors[review.id] else { continue }
      try Review.assign(
        next, to: author, as: review.kind, reason: review.reason, in: round,
        scope: scope, world: world, db: db)
    }
    try Audit.record(
      .change, .sampling, object: cycle.rawValue, team: round.team.rawValue,
      "cycle.audit.replaced", ["pick": id.text, "by": next.id.text], scope: trace,
      world: quiet, in: db)
    return next
  }

  private func successor(
    in round: Cycle, scope: Scope, world: World, in db: any Connection
  ) throws -> Pick {
    let drawing = try drawing(in: round, scope, in: db)
    let taken = try Pick.all(in: cycle, scope, in: db).map(\.conversation)
    let item = FrameItem(
      conversation: conversation, agent: agent, channel: channel, openedAt: openedAt,
      language: language)
    let choice = Drawing.Choice(item: item, part: part, probability: probability)
    guard let next = drawing.replacement(for: choice, excluding: Set(taken)) else {
      throw CycleError.noneLeft
    }
    let chance = Chances(try Lot.all(in: cycle, scope, in: db))
      .any(of: agent, isFlagged: next.item.isFlagged)
    return Pick(
      next, stream: stream, probability: chance,
      reason: .replacement(drawn: drawing.size, of: drawing.list.count),
      id: world.id(), cycle: cycle, at: world.now())
  }

  /// The draw this pick came from, or for an addition the person's first one.
  private func drawing(
    in round: Cycle, _ scope: Scope, in db: any Connection
  ) throws -> Drawing {
    if stream == .suspicious {
      let lots = try Lot.all(in: cycle, scope, in: db)
      return Drawing(
        flagged: try FrameItem.frozen(in: cycle, scope, in: db),
        size: lots.first { $0.kind == .suspicious }?.drawn ?? 0, seed: round.seed)
    }
    let items = try FrameItem.frozen(in: cycle, of: agent, scope, in: db)
    let lot = try Lot.all(in: cycle, scope, in: db).first {
      $0.kind == .random && $0.agent == agent
    }
    return Drawing(
      of: items, agent: agent, size: lot?.drawn ?? round.plan.size.count(of: items.count),
      line: round.line, seed: round.seed)
  }
}

extension Pick.Reason {
  init(row: Row) throws {
    let name: String = try row.get("reason")
    let drawn: Int = try row.get("drawn")
    let population: Int = try row.get("population")
    self =
      switch name {
      case "all": .all(of: population)
      case "replacement": .replacement(drawn: drawn, of: population)
      case "flagged": .flagged(drawn: drawn, of: population)
      case "unsettled": .unsettled(drawn: drawn, of: population)
      default: .lot(drawn: drawn, of: population)
      }
  }

  var columns: (name: String, drawn: Int, population: Int) {
    switch self {
    case .lot(let drawn, let population): ("lot", drawn, population)
    case .all(let population): ("all", population, population)
    case .replacement(let drawn, let population): ("replacement", drawn, population)
    case .flagged(let drawn, let population): ("flagged", drawn, population)
    case .unsettled(let drawn, let population): ("unsettled", drawn, population)
    }
  }
}
