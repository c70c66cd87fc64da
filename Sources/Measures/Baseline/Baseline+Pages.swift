internal import Kernel
internal import Markup
internal import People
internal import Storage
public import Web

extension Feature {
  /// Figures locked on a day, and what became of them.
  public static func baselines(_ published: [PublishedFigure] = []) -> Feature {
    Feature(
      "baselines", migrations: [Migration("baselines-1", Baseline.schema)], words: baselineWords,
      navigation: [
        NavigationItem("/baselines", "baseline.navigation", allow: .read, .baseline, rank: 27)
      ],
      routes: { routes in BaselinePages(published: published).add(to: routes) },
      finders: [.page("/baselines/new", "baseline.new", allow: .create, .baseline)])
  }
}

extension Path {
  static func baseline(_ id: Baseline.ID) -> Path { ("/baselines" as Path).appending(id.text) }
}

/// The list of baselines, one with its looks, and the form that locks one.
struct BaselinePages: Sendable {
  let published: [PublishedFigure]

  func add(to routes: Routes) {
    routes.get("/baselines", allow: .read, .baseline, list)
    routes.get("/baselines/new", allow: .create, .baseline) { visit in
      let aims = try await Aims(visit)
      return try await form(visit, aims, BaselineForm(visit, aims))
    }
    routes.post("/baselines/new", allow: .create, .baseline, lock)
    routes.get("/baselines/{id}", allow: .read, .baseline, show)
  }

  private func list(_ visit: Visit) async throws -> Reply {
    let aims = try await Aims(visit)
    let scope = visit.scope
    let all = try await visit.database.read { db in try Baseline.all(scope, in: db) }
    let seen = all.filter { aims.circles.allow(visit.actor, .read, .baseline, $0.aim) }
    let view = BaselineListView(visit: visit, baselines: seen, aims: aims)
    return visit.page(visit.text("baseline.title"), view.page)
  }

  private func show(_ visit: Visit) async throws -> Reply {
    let aims = try await Aims(visit)
    let (scope, now) = (visit.scope, visit.world.now())
    let id: Baseline.ID = try visit.id("id")
    let model = try await visit.database.read { [published] db -> BaselineView.Model? in
      guard let baseline = try Baseline.find(id, scope, in: db) else { return nil }
      let zone = try Workspace.find(scope, in: db)?.zone ?? .utc
      let today = zone.day(of: now)
      let readings = Readings(scope: scope, now: now, published: published)
      let whole = Period(first: baseline.period.first, last: today)
      return BaselineView.Model(
        baseline: baseline, aims: aims, today: today,
        looks: try baseline.looks(today: today, zone: zone, by: readings, from: db),
        months: try readings.series(baseline.question, by: .month, in: whole, from: db))
    }
    guard let model, aims.circles.allow(visit.actor, .read, .baseline, model.baseline.aim) else {
      throw Problem.notFound
    }
    return visit.page(
      model.baseline.title, BaselineView(visit: visit, model: model).page, isTitleTheirs: true)
  }

  // MARK: Locking

  private func form(
    _ visit: Visit, _ aims: Aims, _ typed: BaselineForm, _ complaint: Complaint? = nil,
    status: Status = .ok
  ) async throws -> Reply {
    let preview = try await taken(visit, aims, typed)
    let view = BaselineFormView(
      visit: visit, aims: aims, typed: typed, preview: preview,
      fields: FormView(visit.text, complaint))
    return visit.page(visit.text("baseline.new"), view.html, status: status)
  }

  /// What would be locked; `nil` when the choice is not one the reader may make.
  private func taken(
    _ visit: Visit, _ aims: Aims, _ typed: BaselineForm
  ) async throws -> Baseline? {
    guard let metric = Metric.named(typed.metric), Baseline.metrics.contains(metric),
      let aim = Goal.Aim(text: typed.aim),
      aims.choices(visit.actor, .create, .baseline).contains(aim)
    else { return nil }
    let (scope, now, key) = (visit.scope, visit.world.now(), visit.world.key())
    let title = Person.tidied(typed.title) ?? ""
    return try await visit.database.read { [published] db in
      let zone = try Workspace.find(scope, in: db)?.zone ?? .utc
      return try Baseline.taken(
        title, of: aim, typed.question(metric, aim),
        over: typed.period(today: zone.day(of: now)), margin: typed.margin(metric), zone: zone,
        key: Identifier(rawValue: key), by: Readings(scope: scope, now: now, published: published),
        from: db)
    }
  }

  private func lock(_ visit: Visit) async throws -> Reply {
    let aims = try await Aims(visit)
    let typed = BaselineForm(try await visit.form())
    guard typed.step == "lock" else { return try await form(visit, aims, typed) }
    guard let baseline = try await taken(visit, aims, typed) else { throw Problem.notFound }
    let (scope, world) = (visit.scope, visit.world)
    do {
      try await visit.database.write { db in
        try baseline.lock(scope: scope, world: world, in: db)
      }
    } catch let refusal as Baseline.Refusal {
      return try await form(
        visit, aims, typed, refusal.complaint(visit.text), status: .unprocessableContent)
    }
    return visit.redirect(
      to: .baseline(baseline.id), notice: visit.text("baseline.notice.locked"))
  }
}

extension Baseline.Refusal {
  func complaint(_ text: Text) -> Complaint {
    switch self {
    case .titleMissing: Complaint(field: "title", message: text("baseline.fault.title"))
    case .notEnoughData: Complaint(field: "months", message: text("baseline.fault.data"))
    case .marginOutOfRange: Complaint(field: "margin", message: text("baseline.fault.margin"))
    }
  }
}
