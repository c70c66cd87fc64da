internal import Conversations
internal import Kernel
internal import Markup
internal import People
internal import Storage
internal import Web

extension Path {
  /// The page of a workshop.
  static func workshop(_ id: Workshop.ID) -> Path { ("/workshops" as Path).appending(id.text) }

  /// The page of an example.
  static func benchmark(_ id: Benchmark.ID) -> Path { ("/benchmarks" as Path).appending(id.text) }
}

/// Workshops: opening one, rating alone, seeing the spread, agreeing, keeping the result.
enum WorkshopPages {
  static func add(to routes: Routes) {
    routes.get("/workshops", allow: .read, .workshop, list)
    routes.get("/workshops/new", allow: .create, .workshop) { visit in try await form(visit) }
    routes.post("/workshops", allow: .create, .workshop, create)
    routes.get("/workshops/{id}", allow: .read, .workshop, show)
    routes.get("/workshops/{id}/spread.csv", allow: .read, .workshop, spread)
    routes.post("/workshops/{id}/draft", allow: .use, .workshop, save)
    routes.post("/workshops/{id}/submission", allow: .use, .workshop, handIn)
    routes.post("/workshops/{id}/seats", allow: .change, .workshop, invite)
    routes.post("/workshops/{id}/discussion", allow: .change, .workshop, discuss)
    routes.post("/workshops/{id}/agreements", allow: .change, .workshop, agree)
    routes.post("/workshops/{id}/closing", allow: .change, .workshop, close)
    routes.post("/workshops/{id}/cancellation", allow: .change, .workshop, cancel)
  }

  private static func desk(_ visit: Visit) async throws -> WorkshopDesk {
    let id: Workshop.ID = try visit.id("id")
    let actor = visit.actor
    return try await visit.database.read { db in try WorkshopDesk.find(id, for: actor, in: db) }
  }

  private static func list(_ visit: Visit) async throws -> Reply {
    let model = try await WorkshopList.Model.load(visit)
    return visit.page(
      visit.text("workshop.list"), WorkshopList(visit: visit, model: model).page)
  }

  // MARK: Opening

  private static func form(
    _ visit: Visit, sent: Form? = nil, problem: String? = nil, status: Status = .ok
  ) async throws -> Reply {
    let actor = visit.actor
    let asked = sent?["conversation"] ?? visit.query("conversation") ?? ""
    let model = try await visit.database.read { db in
      let conversation = try WorkshopForm.conversation(asked, for: actor, in: db)
      return WorkshopForm.Model(
        conversation: conversation,
        headline: try conversation.flatMap {
          try Headline.all([$0.id], actor.scope, in: db)[$0.id]
        },
        candidates: conversation == nil ? try WorkshopCandidate.all(for: actor, in: db) : [],
        cards: try Scorecard.published(actor.scope, in: db),
        people: conversation == nil
          ? [] : try Workshop.invitable(by: actor, except: conversation, in: db))
    }
    let unknown = !asked.isEmpty && model.conversation == nil
    let view = WorkshopForm(
      visit: visit, model: model, sent: sent,
      problem: problem ?? (unknown ? visit.text("workshop.problem.conversation") : nil))
    return visit.page(visit.text("workshop.new"), view.html, status: status)
  }

  private static func create(_ visit: Visit) async throws -> Reply {
    let sent = try await visit.form()
    let (actor, world) = (visit.actor, visit.world)
    let people = sent.all("person").compactMap { Person.ID(text: $0) }
    let card: ScorecardVersion.ID? = sent.id("card")
    do {
      let id = try await visit.database.write { db in
        guard
          let conversation = try WorkshopForm.conversation(
            sent["conversation"], for: actor, in: db),
          let card, try ScorecardVersion.find(card, scope: actor.scope, in: db) != nil
        else { throw WorkshopError.unknown }
        let owner = Ownership(
          person: (conversation.credited ?? conversation.agent)?.rawValue,
          team: conversation.team?.rawValue)
        guard actor.can(.create, .workshop, owner) else { throw WorkshopError.unknown }
        let allowed = try Workshop.invitable(by: actor, except: conversation, in: db).map(\.id)
        return try Workshop.open(
          on: conversation, with: card, inviting: people.filter(allowed.contains),
          note: sent["note"], scope: actor.scope, world: world, in: db)
      }
      return visit.redirect(to: .workshop(id), notice: visit.text("workshop.notice.opened"))
    } catch let error as WorkshopError {
      let problem = error == .unknown ? nil : visit.text(error.problem.key)
      return try await form(
        visit, sent: sent, problem: problem ?? visit.text("workshop.problem.conversation"),
        status: error == .unknown ? .unprocessableContent : error.problem.status)
    }
  }

  // MARK: Rating alone

  private static func show(_ visit: Visit) async throws -> Reply {
    page(visit, try await desk(visit))
  }

  private static func page(
    _ visit: Visit, _ desk: WorkshopDesk, answers: Answers? = nil,
    problems: [AnswerProblem] = [], status: Status = .ok
  ) -> Reply {
    let title = visit.text("workshop.title", ["title": .string(desk.shownTitle(visit.text))])
    let body: HTML =
      desk.takesRatings
      ? WorkshopRating(
        visit: visit, desk: desk, answers: answers ?? desk.own, problems: problems
      ).html
      : WorkshopView(visit: visit, desk: desk).html
    return visit.page(title, body, status: status, isWide: true)
  }

  private static func save(_ visit: Visit) async throws -> Reply {
    let desk = try await desk(visit)
    guard desk.takesRatings else { throw Problem.conflict("workshop.problem.stage") }
    let (answers, _) = ScorecardForm.read(try await visit.form(), desk.card.rubric)
    let (actor, world) = (visit.actor, visit.world)
    try await visit.database.write { db in
      try desk.workshop.current(actor.scope, in: db).save(
        answers, of: actor.person, scope: actor.scope, world: world, in: db)
    }
    guard visit.wantsFragment else {
      return visit.redirect(
        to: .workshop(desk.workshop.id), notice: visit.text("workshop.notice.saved"))
    }
    return visit.fragment(
      ScorecardForm.live(desk.card.rubric, answers: answers, text: visit.text))
  }

  private static func handIn(_ visit: Visit) async throws -> Reply {
    let desk = try await desk(visit)
    guard desk.takesRatings else { throw Problem.conflict("workshop.problem.stage") }
    let (answers, problems) = ScorecardForm.read(try await visit.form(), desk.card.rubric)
    let (actor, world) = (visit.actor, visit.world)
    try await visit.database.write { db in
      try desk.workshop.current(actor.scope, in: db).save(
        answers, of: actor.person, scope: actor.scope, world: world, in: db)
    }
    guard problems.isEmpty else {
      return page(
        visit, desk, answers: answers, problems: problems, status: .unprocessableContent)
    }
    return try await answering {
      try await visit.database.write { db in
        try desk.workshop.current(actor.scope, in: db).handIn(
          answers, of: actor.person, by: desk.card.rubric, scope: actor.scope, world: world,
          in: db)
      }
      return visit.redirect(
        to: .workshop(desk.workshop.id), notice: visit.text("workshop.notice.handedIn"))
    }
  }

  /// How everybody rated, as rows for a spreadsheet: counts alone, and only once they are shown.
  private static func spread(_ visit: Visit) async throws -> Reply {
    let desk = try await desk(visit)
    guard desk.workshop.showsRatings else { throw Problem.notFound }
    let lines = desk.csv(visit.text)
    return visit.table(name: "spread.csv") { write in
      for line in lines { try await write(line) }
    }
  }

  // MARK: Leading

  private static func led(_ visit: Visit) async throws -> WorkshopDesk {
    let desk = try await desk(visit)
    guard desk.isLed else { throw Problem.notFound }
    return desk
  }

  private static func invite(_ visit: Visit) async throws -> Reply {
    let desk = try await led(visit)
    let chosen = Set(try await visit.form().all("person").compactMap { Person.ID(text: $0) })
    let people = desk.others.map(\.id).filter(chosen.contains)
    let (scope, world) = (visit.scope, visit.world)
    return try await answering {
      if !people.isEmpty {
        try await visit.database.write { db in
          try desk.workshop.current(scope, in: db).invite(
            people, scope: scope, world: world, in: db)
        }
      }
      return visit.redirect(
        to: .workshop(desk.workshop.id),
        notice: visit.text("workshop.notice.invited", ["count": .integer(people.count)]))
    }
  }

  private static func discuss(_ visit: Visit) async throws -> Reply {
    let desk = try await led(visit)
    let (scope, world) = (visit.scope, visit.world)
    return try await answering {
      try await visit.database.write { db in
        try desk.workshop.current(scope, in: db).discuss(scope: scope, world: world, in: db)
      }
      return visit.redirect(to: .workshop(desk.workshop.id))
    }
  }

  private static func agree(_ visit: Visit) async throws -> Reply {
    let desk = try await led(visit)
    let sent = try await visit.form()
    guard let criterion = sent.id("criterion").flatMap({ desk.card.rubric.criterion($0) }),
      !sent["option"].isEmpty
    else { throw Problem.invalid("workshop.problem.noOption") }
    let agreement = Agreement(
      criterion.id, option: sent.id("option"), discussion: sent["discussion"],
      evidence: .init(message: sent.id("message"), quote: sent["quote"]), why: sent["why"],
      isKept: sent.bool("keep"))
    let (scope, world) = (visit.scope, visit.world)
    return try await answering {
      try await visit.database.write { db in
        let messages = try Message.all(of: desk.conversation.id, scope: scope, in: db)
        try desk.workshop.current(scope, in: db).agree(
          agreement, by: desk.card.rubric, messages: messages, scope: scope, world: world, in: db)
      }
      return visit.redirect(
        to: Path.workshop(desk.workshop.id).fragment("criterion-\(criterion.id.text)"),
        notice: visit.text("workshop.notice.agreed", ["name": .string(criterion.name)]))
    }
  }

  private static func close(_ visit: Visit) async throws -> Reply {
    let desk = try await led(visit)
    let (scope, world) = (visit.scope, visit.world)
    return try await answering {
      let kept = try await visit.database.write { db in
        try desk.workshop.current(scope, in: db).close(scope: scope, world: world, in: db)
      }
      return visit.redirect(
        to: .workshop(desk.workshop.id),
        notice: visit.text("workshop.notice.closed", ["count": .integer(kept.count)]))
    }
  }

  private static func cancel(_ visit: Visit) async throws -> Reply {
    let desk = try await led(visit)
    let (scope, world) = (visit.scope, visit.world)
    return try await answering {
      try await visit.database.write { db in
        try desk.workshop.current(scope, in: db).cancel(scope: scope, world: world, in: db)
      }
      return visit.redirect(to: "/workshops", notice: visit.text("workshop.notice.cancelled"))
    }
  }

  static func answering(_ work: () async throws -> Reply) async throws -> Reply {
    do {
      return try await work()
    } catch let error as WorkshopError {
      throw error.problem
    }
  }
}

extension Workshop {
  /// The workshop as it is in this transaction.
  func current(_ scope: Scope, in db: any Connection) throws -> Workshop {
    guard let current = try Workshop.find(id, scope, in: db) else { throw WorkshopError.unknown }
    return current
  }
}

extension WorkshopError {
  /// The refusal as the reader sees it.
  var problem: Problem {
    switch self {
    case .unknown, .notInvited: .notFound
    case .tooFew: .invalid("workshop.problem.tooFew")
    case .ownConversation: .invalid("workshop.problem.own")
    case .handedIn: .conflict("workshop.problem.handedIn")
    case .stage: .conflict("workshop.problem.stage")
    case .incomplete: .invalid("workshop.problem.incomplete")
    case .noOption: .invalid("workshop.problem.noOption")
    case .noWhy: .invalid("workshop.problem.noWhy")
    case .quote: .invalid("workshop.problem.quote")
    case .nothingAgreed: .invalid("workshop.problem.nothingAgreed")
    case .retired: .conflict("benchmark.problem.retired")
    }
  }
}
