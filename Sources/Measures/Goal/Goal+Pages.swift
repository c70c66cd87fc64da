public import Kernel
internal import Markup
internal import People
public import Storage
public import Web

extension Feature {
  /// From the purpose over goals to targets, and how they go.
  ///
  /// `purpose` reads the sentence the team wrote about what it is for.
  public static func goals(
    _ published: [PublishedFigure] = [],
    purpose: @escaping @Sendable (Scope, any Connection) throws -> String?
  ) -> Feature {
    let pages = GoalPages(purpose: purpose, published: published)
    return Feature(
      "goals",
      migrations: [
        Migration("goals-1", Goal.schema + Certificate.schema),
        Migration("goals-2", Certificate.validitySchema),
      ],
      words: goalWords + advisorWords,
      navigation: [
        NavigationItem("/goals", "goal.navigation", allow: .read, .teamReport, rank: 26)
      ],
      routes: { routes in
        pages.add(to: routes)
        TargetPages(published: published).add(to: routes)
        AdvisorPages(purpose: purpose).add(to: routes)
      },
      finders: [
        .page("/goals/new", "goal.new", allow: .create, .goal),
        .page("/goals/advisor", "advisor.title", allow: .create, .goal),
      ])
  }
}

extension Path {
  static func goal(_ id: Goal.ID) -> Path { ("/goals" as Path).appending(id.text) }
}

/// The tree of goals, one goal, and the form that writes one.
struct GoalPages: Sendable {
  let purpose: @Sendable (Scope, any Connection) throws -> String?
  let published: [PublishedFigure]

  func add(to routes: Routes) {
    routes.get("/goals", allow: .read, .teamReport, tree)
    routes.get("/goals/new", allow: .create, .goal) { visit in
      let aims = try await Aims(visit)
      return Self.form(visit, aims, GoalForm(visit, aims))
    }
    routes.post("/goals/new", allow: .create, .goal) { visit in
      try await Self.save(visit, old: nil)
    }
    routes.get("/goals/{id}", allow: .read, .teamReport, show)
    routes.get("/goals/{id}/edit", allow: .change, .goal) { visit in
      let (goal, aims) = try await Self.goal(visit, .change)
      return Self.form(visit, aims, GoalForm(goal))
    }
    routes.post("/goals/{id}/edit", allow: .change, .goal) { visit in
      try await Self.save(visit, old: try await Self.goal(visit, .change).0)
    }
    routes.post("/goals/{id}/end", allow: .change, .goal, end)
    routes.post("/goals/{id}/certificates", allow: .change, .goal, recordCertificate)
  }

  /// The goal of the path, for who may do that to it.
  static func goal(_ visit: Visit, _ action: Action) async throws -> (Goal, Aims) {
    let id: Goal.ID = try visit.id("id")
    let scope = visit.scope
    let found = try await visit.database.read { db in try Goal.find(id, scope, in: db) }
    let aims = try await Aims(visit)
    guard let found, aims.circles.allow(visit.actor, action, .goal, found.aim) else {
      throw Problem.notFound
    }
    return (found, aims)
  }

  // MARK: Reading

  private func tree(_ visit: Visit) async throws -> Reply {
    let aims = try await Aims(visit)
    let actor = visit.actor
    let model = try await visit.database.read { [purpose, published] db in
      let goals = try Goal.current(actor.scope, in: db).filter { goal in
        !goal.isEnded && aims.circles.allow(actor, .read, .goal, goal.aim)
      }
      return GoalTreeView.Model(
        purpose: try purpose(actor.scope, db), goals: goals, aims: aims,
        courses: try TargetCourse.all(of: goals, visit, published, in: db))
    }
    return visit.page(
      visit.text("goal.title"), GoalTreeView(visit: visit, model: model).page)
  }

  private func show(_ visit: Visit) async throws -> Reply {
    let (goal, aims) = try await Self.goal(visit, .read)
    let scope = visit.scope
    let model = try await visit.database.read { [published] db in
      GoalView.Model(
        goal: goal, aims: aims,
        courses: try TargetCourse.all(of: [goal], visit, published, in: db)[goal.id] ?? [],
        certificates: try goal.certificates(visit, scope, in: db))
    }
    return visit.page(
      goal.title, GoalView(visit: visit, model: model).page, isTitleTheirs: true)
  }

  // MARK: Writing

  private static func form(
    _ visit: Visit, _ aims: Aims, _ typed: GoalForm, _ complaint: Complaint? = nil,
    status: Status = .ok
  ) -> Reply {
    visit.page(
      visit.text(typed.id == nil ? "goal.new" : "goal.edit"),
      typed.page(visit, aims, FormView(visit.text, complaint)), status: status)
  }

  private static func save(_ visit: Visit, old: Goal?) async throws -> Reply {
    let aims = try await Aims(visit)
    let typed = GoalForm(try await visit.form(), old: old)
    guard let aim = Goal.Aim(text: typed.aim),
      aims.choices(visit.actor, old == nil ? .create : .change, .goal).contains(aim)
    else {
      let message = visit.text("goal.fault.aim")
      return form(
        visit, aims, typed, Complaint(field: "aim", message: message),
        status: .unprocessableContent)
    }
    let (scope, world) = (visit.scope, visit.world)
    let goal = Goal(
      id: old?.id ?? world.id(), number: old == nil ? 0 : typed.number,
      title: Person.tidied(typed.title) ?? "", why: typed.why, aim: old?.aim ?? aim,
      owner: typed.owner.flatMap { id in aims.people.contains { $0.id == id } ? id : nil },
      writtenAt: world.now())
    do {
      try await visit.database.write { db in
        _ = try goal.write(scope: scope, world: world, in: db)
      }
    } catch let refusal as Goal.Refusal {
      let complaint = refusal.complaint(visit.text)
      return form(
        visit, aims, typed, complaint,
        status: refusal == .stale ? .conflict : .unprocessableContent)
    }
    return visit.redirect(
      to: old == nil ? Path.goal(goal.id).appending("targets").appending("new") : .goal(goal.id),
      notice: visit.text(old == nil ? "goal.notice.begun" : "goal.notice.written"))
  }

  private func end(_ visit: Visit) async throws -> Reply {
    var (goal, _) = try await Self.goal(visit, .change)
    goal.isEnded = true
    let (scope, world, last) = (visit.scope, visit.world, goal)
    try await visit.database.write { db in
      _ = try last.write(scope: scope, world: world, in: db)
    }
    return visit.redirect(to: "/goals", notice: visit.text("goal.notice.ended"))
  }

  private func recordCertificate(_ visit: Visit) async throws -> Reply {
    let (goal, _) = try await Self.goal(visit, .change)
    let sent = try await visit.form()
    let today = visit.text.zone.day(of: visit.world.now())
    guard case .person(let person) = goal.aim, let name = Person.tidied(sent["name"]),
      let day = sent.day("day"), day <= today
    else { throw Problem.invalid("certificate.problem") }
    let until = sent.day("until")
    guard until.map({ $0 >= day }) ?? (sent["until"].isEmpty) else {
      throw Problem.invalid("certificate.problem.until")
    }
    let (scope, world) = (visit.scope, visit.world)
    let isNew = try await visit.database.write { db in
      try Certificate.record(
        name, of: person, on: day, validUntil: until, scope: scope, world: world, in: db)
    }
    return visit.redirect(
      to: .goal(goal.id),
      notice: visit.text(isNew ? "certificate.notice.recorded" : "certificate.notice.known"))
  }
}

extension Goal {
  /// The passes that the goal's page lists; none unless a target asks for them.
  fileprivate func certificates(
    _ visit: Visit, _ scope: Scope, in db: any Connection
  ) throws -> [Certificate] {
    guard case .person(let person) = aim else { return [] }
    let today = visit.text.zone.day(of: visit.world.now())
    let years = Period(first: today.advanced(by: -1100), last: today)
    return try Certificate.all(of: [person], in: years, scope, in: db)
  }
}

extension Goal.Refusal {
  func complaint(_ text: Text) -> Complaint {
    switch self {
    case .titleMissing: Complaint(field: "title", message: text("goal.fault.title"))
    case .valueOutOfRange: Complaint(field: "value", message: text("target.fault.value"))
    case .stale: Complaint(field: nil, message: text("hours.problem.stale"))
    case .ended: Complaint(field: nil, message: text("goal.fault.ended"))
    }
  }
}
