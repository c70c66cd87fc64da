internal import Conversations
internal import Kernel
internal import Markup
internal import People
internal import Storage
internal import Web

/// The plan of a new session, filled in with what is usual.
struct CalibrationForm {
  let visit: Visit
  let choices: Choices
  let sent: Form?
  let faults: [CalibrationPlan.Fault]
  let problem: String?

  private var text: Text { visit.text }

  /// Conversation numbers nobody knows, or that the planner may not read.
  struct Unknown: Error {
    let numbers: [String]
  }

  /// What can be chosen.
  struct Choices: Sendable {
    let teams: [Team]
    let cards: [ScorecardVersion]
    let people: [(id: Person.ID, name: String)]
    /// Conversations with an agreed rating: benchmarks in force, and those of closed sessions.
    let benchmarks: [Headline]

    static func of(_ actor: Actor, in db: any Connection) throws -> Choices {
      let scope = actor.scope
      let teams = try Team.all(scope, in: db).filter {
        $0.isActive && actor.can(.create, .calibration, Ownership(team: $0.id.rawValue))
      }
      var people: [Person.ID: String] = [:]
      for team in teams {
        let hands = try Hands.of(team.id, scope, in: db)
        let members = try Person.members(of: team.id, scope, in: db).map(\.id)
        let names = try Person.names(of: hands.peers + hands.leads + members, scope, in: db)
        people.merge(names) { first, _ in first }
      }
      people[actor.person] = actor.name
      let sessions = try Calibration.all(scope, in: db).filter {
        $0.isClosed && $0.isVisible(to: actor)
      }
      let agreed = try Calibration.consensus(of: sessions.map(\.id), scope, in: db)
      let library = try Benchmark.all(scope, in: db).filter { $0.retirement == nil }
      let conversations = Set(agreed.values.joined().map(\.conversation))
        .union(library.map(\.conversation))
      let found = try Headline.all(conversations, scope, in: db)
      return Choices(
        teams: teams, cards: try Scorecard.published(scope, in: db),
        people: people.map { ($0.key, $0.value) }
          .sorted { ($0.name.lowercased(), $0.id) < ($1.name.lowercased(), $1.id) },
        benchmarks: found.values.sorted { ($0.openedAt, $0.id) > ($1.openedAt, $1.id) })
    }
  }

  /// Reads a plan; `nil` when a field holds no day, number or key.
  static func plan(_ form: Form) -> CalibrationPlan? {
    guard let card: ScorecardVersion.ID = form.id("scorecard"), let due = form.day("due"),
      let drawn = form.int("drawn"), (0...20).contains(drawn)
    else { return nil }
    let baseline: Calibration.Baseline
    switch form["baseline"] {
    case "consensus": baseline = .consensus
    case "mean": baseline = .mean
    case "expert":
      guard let expert: Person.ID = form.id("expert") else { return nil }
      baseline = .expert(expert)
    default: return nil
    }
    return CalibrationPlan(
      name: form["name"], scorecard: card, baseline: baseline, dueOn: due, drawn: drawn,
      benchmarks: form.all("benchmark").compactMap(Conversation.ID.init(text:)),
      participants: form.all("participant").compactMap(Person.ID.init(text:)),
      opensPractice: form.bool("practice"))
  }

  /// The plan with the conversations that were named by their numbers, as far as the actor may read them.
  static func resolved(
    _ plan: CalibrationPlan, _ form: Form, _ actor: Actor, in db: any Connection
  ) throws -> (plan: CalibrationPlan, unknown: [String]) {
    var plan = plan
    var unknown: [String] = []
    let numbers = form["numbers"].split { $0.isWhitespace || $0 == "," || $0 == ";" }
    for number in numbers.prefix(40).map(String.init) {
      let found: Conversation.ID? = try db.value(
        """
        SELECT id AS value FROM conversation
        WHERE workspace_id = \(actor.scope) AND external_id = \(number) AND deleted_at IS NULL
        ORDER BY id LIMIT 1
        """)
      if let found, try Conversation.find(found, for: actor, in: db) != nil {
        plan.chosen.append(found)
      } else {
        unknown.append(number)
      }
    }
    return (plan, unknown)
  }

  var html: HTML {
    guard !choices.teams.isEmpty, !choices.cards.isEmpty else {
      return """
        <div class="empty"><h2>\(text("calibration.new.none"))</h2><p>\(text("calibration.new.none.why"))</p>
        <a class="button" href="/scorecards">\(text("cycle.new.none.action"))</a></div>
        """
    }
    return """
      <p class="lede">\(text("calibration.new.lede"))</p>\(summary)
      <form class="form" method="post" action="/calibrations">\(visit.csrf)
      <div class="field"><label for="name">\(text("calibration.name"))</label><p class="hint" id="name-hint">\(text("calibration.name.hint"))</p>
      <input id="name" name="name" required maxlength="120" dir="auto" aria-describedby="name-hint" value="\(sent?["name"] ?? "")"></div>
      <div class="fields">\(select("team", text("cycle.team"), choices.teams.map { ($0.id.text, $0.name) }))
      \(select("scorecard", text("cycle.scorecard"), choices.cards.map { ($0.id.text, "\($0.rubric.name) · \($0.label)") }))</div>
      \(conversations)\(baseline)\(people)
      <div class="field"><label for="due">\(text("calibration.due"))</label>
      <input id="due" name="due" type="date" required value="\(sent?["due"] ?? visit.today.advanced(by: 7).iso)"></div>
      <div class="choices"><label class="choice"><input type="checkbox" name="practice" value="1"\("checked", if: sent?.bool("practice") ?? true)>
      <span>\(text("calibration.practice")) <span class="hint">\(text("calibration.practice.hint"))</span></span></label></div>
      <div class="form-actions"><button class="is-primary">\(text("calibration.plan"))</button><a class="button is-quiet" href="/calibrations">\(text("cycle.cancel"))</a></div>
      </form>
      """
  }

  private var conversations: HTML {
    let chosen = Set(sent?.all("benchmark") ?? [])
    let boxes = choices.benchmarks.prefix(30).map { one -> HTML in
      """
      <label class="choice"><input type="checkbox" name="benchmark" value="\(one.id.text)"\("checked", if: chosen.contains(one.id.text))> <span><span dir="auto">\(one.title(text))</span> <span class="hint">\(one.note(text))</span></span></label>
      """
    }
    let benchmarks: HTML =
      boxes.isEmpty
      ? ""
      : """
      <details class="disclosure"><summary>\(text("calibration.benchmarks"))</summary><p class="hint">\(text("calibration.benchmarks.hint"))</p><div class="choices">\(Array(boxes))</div></details>
      """
    return """
      <fieldset class="field"><legend>\(text("calibration.conversations"))</legend><div class="stack">
      <div class="field"><label for="drawn">\(text("calibration.drawn"))</label><p class="hint" id="drawn-hint">\(text("calibration.drawn.hint"))</p>
      <input id="drawn" name="drawn" type="number" min="0" max="20" required aria-describedby="drawn-hint" value="\(sent?["drawn"] ?? "6")"></div>
      <div class="field"><label for="numbers">\(text("calibration.numbers")) <span class="optional">\(text("feedback.optional"))</span></label><p class="hint" id="numbers-hint">\(text("calibration.numbers.hint"))</p>
      <input id="numbers" name="numbers" dir="auto" aria-describedby="numbers-hint" value="\(sent?["numbers"] ?? "")"></div>
      \(benchmarks)</div></fieldset>
      """
  }

  private var baseline: HTML {
    func choice(_ value: String, _ name: String, _ hint: String) -> HTML {
      let isOn = (sent?["baseline"] ?? "consensus") == value
      return """
        <label class="choice"><input type="radio" name="baseline" value="\(value)"\("checked", if: isOn)> <span>\(name) <span class="hint">\(hint)</span></span></label>
        """
    }
    return """
      <fieldset class="field"><legend>\(text("calibration.baseline"))</legend><div class="stack"><p class="hint">\(text("calibration.baseline.hint"))</p>
      <div class="choices">\(choice("consensus", text("calibration.baseline.consensus"), text("calibration.baseline.consensus.hint")))
      \(choice("expert", text("calibration.baseline.expert"), text("calibration.baseline.expert.hint")))
      \(choice("mean", text("calibration.baseline.mean"), text("calibration.baseline.mean.hint")))</div>
      \(select("expert", text("calibration.expert"), choices.people.map { ($0.id.text, $0.name) }))</div></fieldset>
      """
  }

  private var people: HTML {
    let chosen = sent.map { Set($0.all("participant")) }
    let boxes = choices.people.map { person -> HTML in
      let isOn = chosen?.contains(person.id.text) ?? (choices.teams.count == 1)
      return """
        <label class="choice"><input type="checkbox" name="participant" value="\(person.id.text)"\("checked", if: isOn)> <span dir="auto">\(person.name)</span></label>
        """
    }
    return """
      <fieldset class="field"><legend>\(text("calibration.participants"))</legend><p class="hint">\(text("calibration.participants.hint"))</p>
      <div class="choices is-inline">\(boxes)</div></fieldset>
      """
  }

  private var summary: HTML {
    PlanFields.summary(faults.map(sentence) + [problem].compactMap(\.self), text)
  }

  private func sentence(_ fault: CalibrationPlan.Fault) -> String {
    switch fault {
    case .nameMissing: text("calibration.fault.name")
    case .dueInThePast: text("calibration.fault.due")
    case .tooFewParticipants: text("calibration.fault.people")
    case .conversationsOutOfRange: text("calibration.fault.conversations")
    case .expertAbsent: text("calibration.fault.expert")
    }
  }

  private func select(_ name: String, _ label: String, _ options: [(String, String)]) -> HTML {
    PlanFields.select(
      name, label, options, chosen: sent?[name] ?? visit.query(name) ?? "")
  }
}
