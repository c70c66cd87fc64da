internal import Kernel
internal import Markup
internal import People
internal import Storage
internal import Web

/// The form of a target, which looks at the past before anything is promised.
struct TargetPages: Sendable {
  let published: [PublishedFigure]

  func add(to routes: Routes) {
    routes.get("/goals/{id}/targets/new", allow: .change, .goal) { visit in
      let (goal, _) = try await GoalPages.goal(visit, .change)
      guard let metric = visit.query("metric").flatMap(Metric.named) else {
        return visit.page(
          visit.text("target.new"), MetricChoiceView(visit: visit, goal: goal).html)
      }
      return try await form(visit, goal, TargetForm(metric))
    }
    routes.post("/goals/{id}/targets/new", allow: .change, .goal) { visit in
      let (goal, _) = try await GoalPages.goal(visit, .change)
      return try await save(visit, goal, old: nil)
    }
    routes.get("/goals/{id}/targets/{target}", allow: .change, .goal) { visit in
      let (goal, old) = try await target(visit)
      return try await form(visit, goal, TargetForm(old))
    }
    routes.post("/goals/{id}/targets/{target}", allow: .change, .goal) { visit in
      let (goal, old) = try await target(visit)
      return try await save(visit, goal, old: old)
    }
    routes.post("/goals/{id}/targets/{target}/end", allow: .change, .goal, end)
  }

  private func target(_ visit: Visit) async throws -> (Goal, Target) {
    let (goal, _) = try await GoalPages.goal(visit, .change)
    let id: Target.ID = try visit.id("target")
    let scope = visit.scope
    let wordings = try await visit.database.read { db in
      try Target.wordings(of: [goal.id], scope, in: db)
    }
    guard let newest = wordings[goal.id]?.first(where: { $0.last?.id == id })?.last,
      !newest.isEnded
    else { throw Problem.notFound }
    return (goal, newest)
  }

  /// The form with the past beside it; without a value, only the past.
  private func form(
    _ visit: Visit, _ goal: Goal, _ typed: TargetForm, _ complaint: Complaint? = nil,
    status: Status = .ok
  ) async throws -> Reply {
    let now = visit.world.now()
    let today = visit.text.zone.day(of: now)
    let scope = visit.scope
    let target = typed.target(goal, today: today, key: Identifier(rawValue: 0))
    let readings = try await visit.database.read { [published] db in
      try Readings(scope: scope, now: now, published: published).course(
        of: target ?? typed.blank(goal, today: today), aim: goal.aim, since: today,
        today: today, from: db)
    }
    let view = TargetFormView(
      visit: visit, goal: goal, typed: typed, target: target, readings: readings,
      today: today, fields: FormView(visit.text, complaint))
    return visit.page(
      visit.text(typed.id == nil ? "target.new" : "target.edit"), view.html, status: status)
  }

  private func save(_ visit: Visit, _ goal: Goal, old: Target?) async throws -> Reply {
    let sent = try await visit.form()
    guard let typed = TargetForm(sent, old: old) else { throw Problem.notFound }
    let today = visit.text.zone.day(of: visit.world.now())
    let (scope, world) = (visit.scope, visit.world)
    guard let target = typed.target(goal, today: today, key: old?.id ?? world.id()),
      target.isSound
    else {
      return try await form(
        visit, goal, typed, Goal.Refusal.valueOutOfRange.complaint(visit.text),
        status: .unprocessableContent)
    }
    guard typed.step == "save" else { return try await form(visit, goal, typed) }
    do {
      try await visit.database.write { db in
        _ = try target.write(for: goal, scope: scope, world: world, in: db)
      }
    } catch let refusal as Goal.Refusal {
      return try await form(
        visit, goal, typed, refusal.complaint(visit.text), status: .conflict)
    }
    return visit.redirect(to: .goal(goal.id), notice: visit.text("target.notice.written"))
  }

  private func end(_ visit: Visit) async throws -> Reply {
    var (goal, last) = try await target(visit)
    last.isEnded = true
    last.from = visit.text.zone.day(of: visit.world.now())
    let (scope, world, ended) = (visit.scope, visit.world, last)
    goal.isEnded = false
    let holder = goal
    try await visit.database.write { db in
      _ = try ended.write(for: holder, scope: scope, world: world, in: db)
    }
    return visit.redirect(to: .goal(goal.id), notice: visit.text("target.notice.ended"))
  }
}

/// A target as it is typed: the value in the unit people say it in.
struct TargetForm: Sendable {
  var id: Target.ID?
  var number = 0
  let metric: Metric
  var statistic = Question.Statistic.median
  var clock = Question.Clock.business
  var comparison = Target.Comparison.atLeast
  var value = ""
  var timeUnit = TimeUnit.minutes
  var unit = Period.Unit.month
  var step = ""

  /// In what a length of time is typed.
  enum TimeUnit: String, CaseIterable, Sendable {
    case seconds, minutes, hours

    var factor: Double {
      switch self {
      case .seconds: 1
      case .minutes: 60
      case .hours: 3600
      }
    }
  }

  init(_ metric: Metric) {
    self.metric = metric
    comparison = metric.better == .lower ? .atMost : .atLeast
    if metric.kind == .quantile { statistic = .ninetieth }
    if metric.isOfCertificates {
      unit = .halfYear
      value = "1"
    }
  }

  init(_ target: Target) {
    metric = target.metric
    id = target.id
    number = target.number
    statistic = target.statistic
    clock = target.clock
    comparison = target.comparison
    unit = target.unit
    timeUnit =
      target.value.truncatingRemainder(dividingBy: 3600) == 0 && target.value > 0
      ? .hours : target.value.truncatingRemainder(dividingBy: 60) == 0 ? .minutes : .seconds
    value = Self.plain(target.value / factor)
  }

  init?(_ form: Form, old: Target?) {
    guard let metric = old?.metric ?? Metric.named(form["metric"]) else { return nil }
    self.metric = metric
    id = old?.id
    number = form.int("number") ?? 0
    statistic = Question.Statistic(rawValue: form["statistic"]) ?? .median
    clock = Question.Clock(rawValue: form["clock"]) ?? .calendar
    comparison = Target.Comparison(rawValue: form["comparison"]) ?? .atLeast
    value = String(form["value"].prefix(20))
    timeUnit = TimeUnit(rawValue: form["time-unit"]) ?? .minutes
    unit =
      Period.Unit(rawValue: form["unit"]).flatMap { Target.units.contains($0) ? $0 : nil } ?? .month
    step = form["do"]
  }

  /// What a typed 1 is worth in the metric's own unit.
  private var factor: Double {
    switch metric.unit {
    case .share: 0.01
    case .seconds: timeUnit.factor
    case .count, .points, .score: 1
    }
  }

  /// The target as typed; `nil` while there is no value to read.
  ///
  /// A new one counts from the running period, a changed one from the next.
  func target(_ goal: Goal, today: Day, key: Target.ID) -> Target? {
    guard let typed = Form([("value", value)]).double("value") else { return nil }
    var target = blank(goal, today: today)
    target.value = typed * factor
    return Target(
      id: key, number: number, goal: goal.id, metric: metric, statistic: target.statistic,
      clock: target.clock, comparison: comparison, value: target.value, unit: unit,
      from: target.from)
  }

  func blank(_ goal: Goal, today: Day) -> Target {
    let current = Period(unit, holding: today)
    return Target(
      id: Identifier(rawValue: 0), goal: goal.id, metric: metric,
      statistic: metric.kind == .quantile ? statistic : .median,
      clock: metric.hasClock ? clock : .calendar, comparison: comparison, value: 0, unit: unit,
      from: id == nil ? current.first : current.last.advanced(by: 1))
  }

  static func plain(_ value: Double) -> String {
    let rounded = (value * 100).rounded() / 100
    return rounded == rounded.rounded() && abs(rounded) < 1e12 ? "\(Int(rounded))" : "\(rounded)"
  }
}
