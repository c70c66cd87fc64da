internal import Conversations
internal import Kernel
internal import Linguistics
internal import Markup
internal import Storage
internal import Web

/// Writing rules, trying them on recent conversations, and saying whether a match is right.
enum RulePages {
  static func add(to routes: Routes) {
    routes.get("/evidence/rules/new", allow: .create, .evidence) { visit in
      visit.page(
        visit.text("evidence.rule.new"), RuleEditor(visit: visit, name: "", words: "").html)
    }
    routes.post("/evidence/rules/trial", allow: .create, .evidence, attempt)
    routes.post("/evidence/rules", allow: .create, .evidence, begin)
    routes.get("/evidence/rules/{id}", allow: .read, .evidence, show)
    routes.post("/evidence/rules/{id}", allow: .change, .evidence, change)
    routes.post("/evidence/opinions", allow: .use, .evidence, judge)
  }

  // MARK: Trying

  /// What a wording finds in the conversations opened last.
  private static func attempt(_ visit: Visit) async throws -> Reply {
    let words = try await visit.form()["text"]
    return visit.fragment(
      RuleTrialView(trial: try await trial(words, visit), text: visit.text).html)
  }

  private static func trial(_ words: String, _ visit: Visit) async throws -> RuleTrial {
    let rule: PhraseRule
    do { rule = try PhraseRule(words) } catch { return .fault(error, words) }
    let (recent, messages) = try await visit.database.read { [visit] db in
      let recent = try Conversation.recent(RuleTrial.most, for: visit.actor, in: db)
      return (recent, try Message.all(of: recent.map(\.id), scope: visit.scope, in: db))
    }
    return .hits(RuleTrial.Hits(rule, recent, messages))
  }

  // MARK: Writing

  private static func begin(_ visit: Visit) async throws -> Reply {
    let form = try await visit.form()
    let (name, words) = (String(form["name"].prefix(KeptRule.longestName)), form["text"])
    let scope = visit.scope
    let trial = try await trial(words, visit)
    if form["do"] == "try" {
      return visit.page(
        visit.text("evidence.rule.new"),
        RuleEditor(visit: visit, name: name, words: words, trial: trial).html)
    }
    let isTaken = try await visit.database.read { db in
      try KeptRule.named(name, scope, in: db) != nil
    }
    let problem =
      name.isEmpty ? "evidence.problem.noName" : isTaken ? "evidence.problem.taken" : nil
    guard problem == nil, case .hits = trial else {
      return visit.page(
        visit.text("evidence.rule.new"),
        RuleEditor(visit: visit, name: name, words: words, trial: trial, problem: problem).html,
        status: .unprocessableContent)
    }
    let world = visit.world
    let id = try await visit.database.write { db in
      guard try KeptRule.all(scope, in: db).count(where: \.wording.isActive) < KeptRule.most else {
        throw Problem.conflict("evidence.problem.many")
      }
      return try KeptRule.begin(name, words, scope: scope, world: world, in: db)
    }
    return visit.redirect(to: .rule(id), notice: visit.text("evidence.notice.saved"))
  }

  private static func change(_ visit: Visit) async throws -> Reply {
    let form = try await visit.form()
    let rule = try await rule(visit)
    let isActive = form["do"] != "retire"
    let words = isActive ? form["text"] : rule.wording.text
    let (scope, world) = (visit.scope, visit.world)
    let isTrial = form["do"] == "try"
    let trial = isActive ? try await trial(words, visit) : nil
    if isTrial || trial?.isFault == true {
      return visit.page(
        rule.name,
        RuleEditor(visit: visit, rule: rule, name: rule.name, words: words, trial: trial).html,
        status: isTrial ? .ok : .unprocessableContent, isTitleTheirs: true)
    }
    try await visit.database.write { db in
      try rule.write(words, isActive: isActive, scope: scope, world: world, in: db)
    }
    return visit.redirect(
      to: isActive ? .rule(rule.id) : .evidence,
      notice: visit.text(isActive ? "evidence.notice.saved" : "evidence.notice.retired"))
  }

  private static func rule(_ visit: Visit) async throws -> KeptRule {
    let id: KeptRule.ID = try visit.id("id")
    let scope = visit.scope
    let found = try await visit.database.read { db in try KeptRule.find(id, scope, in: db) }
    guard let found else { throw Problem.notFound }
    return found
  }

  private static func show(_ visit: Visit) async throws -> Reply {
    let rule = try await rule(visit)
    let scope = visit.scope
    let (matches, records, progress) = try await visit.database.read { db in
      (
        try KeptRule.matches(scope, in: db), try KeptRule.records(scope, in: db),
        try EvidenceProgress.read(scope, in: db)
      )
    }
    let trial = try await trial(rule.wording.text, visit)
    return visit.page(
      rule.name,
      RuleEditor(
        visit: visit, rule: rule, name: rule.name, words: rule.wording.text, trial: trial,
        found: matches[rule.id] ?? 0, record: records[rule.id] ?? KeptRule.Record(),
        progress: progress
      ).html, isTitleTheirs: true)
  }

  // MARK: Judging

  private static func judge(_ visit: Visit) async throws -> Reply {
    let form = try await visit.form()
    guard let id: KeptRule.ID = form.id("rule"),
      let key: Conversation.ID = form.id("conversation"),
      let message: Message.ID = form.id("message"), ["1", "0"].contains(form["right"])
    else { throw Problem.notFound }
    let isRight = form["right"] == "1"
    try await visit.database.write { [visit] db in
      guard let rule = try KeptRule.find(id, visit.scope, in: db),
        try Conversation.find(key, for: visit.actor, in: db) != nil,
        try Message.all(of: key, scope: visit.scope, in: db).contains(where: { $0.id == message })
      else { throw Problem.notFound }
      try rule.judge(
        isRight, message: message, in: key, scope: visit.scope, world: visit.world, in: db)
    }
    return visit.redirect(
      to: ("/conversations" as Path).appending(key.text),
      notice: visit.text("evidence.notice.judged"))
  }
}

/// What came of trying a wording.
enum RuleTrial: Sendable {
  case fault(PhraseFault, String)
  case hits(Hits)

  /// Whether the wording is not understood.
  var isFault: Bool {
    if case .fault = self { true } else { false }
  }

  /// So many of the conversations opened last are tried.
  static let most = 200
  private static let shown = 20

  struct Hits: Sendable {
    struct Hit: Sendable {
      let conversation: Conversation
      let message: Message
      let marks: [Range<Int>]
    }

    let tried: Int
    let found: Int
    let some: [Hit]

    init(
      _ rule: PhraseRule, _ recent: [Conversation], _ messages: [Conversation.ID: [Message]]
    ) {
      var reader = PhraseReader(PhraseBook([rule]))
      var (found, some) = (0, [Hit]())
      for conversation in recent {
        let all = messages[conversation.id] ?? []
        let sayings = Sayings(all)
        let matches = reader.matches(in: sayings.turns)
        guard let first = matches.first else { continue }
        found += 1
        if some.count < RuleTrial.shown {
          let turn = first.places.first?.turn ?? first.turn
          some.append(
            Hit(
              conversation: conversation, message: all[sayings.messages[turn]],
              marks: first.places.filter { $0.turn == turn }.map(\.range).apart))
        }
      }
      tried = recent.count
      self.found = found
      self.some = some
    }
  }
}

extension [Range<Int>] {
  /// The same places in order, with those that touch joined.
  var apart: [Range<Int>] {
    var result: [Range<Int>] = []
    for range in sorted(by: { $0.lowerBound < $1.lowerBound }) where !range.isEmpty {
      if let last = result.last, last.upperBound >= range.lowerBound {
        result[result.count - 1] =
          last.lowerBound..<Swift.max(last.upperBound, range.upperBound)
      } else {
        result.append(range)
      }
    }
    return result
  }
}
