public import Kernel
internal import Markup
internal import People
public import Storage
public import Web

extension Feature {
  /// What the machine learns from the team's own reviews, and what both say together.
  public static func learned(_ published: PublishedAnswers) -> Feature {
    Feature(
      "learned", migrations: [Migration("learned-1", LearnedSchema.tables)],
      words: learnedWords,
      navigation: [
        NavigationItem("/learned", "learned.title", allow: .read, .learnedScore, rank: 45),
        NavigationItem("/combined", "combined.title", allow: .read, .teamReport, rank: 27),
      ],
      routes: { routes in
        LearnedPages(published: published).add(to: routes)
        CombinedPages(published: published).add(to: routes)
      },
      jobs: [
        JobKind("learned-lesson") { run in
          guard let id = Int64(run.payload) else { return }
          try await LearnedWork(run, published).learn(id)
        },
        JobKind("learned-renewal", every: .seconds(900)) { run in
          let zone =
            try await run.database.read { db in try Workspace.find(run.scope, in: db)?.zone }
            ?? .utc
          let hour = zone.secondOfDay(of: run.world.now()) / 3600
          try await LearnedWork(run, published).renew(isNight: (1..<5).contains(hour))
        },
      ])
  }
}

/// Lessons that are asked for from elsewhere than the pages.
public enum LearnedScores {
  /// Queues a lesson of each criterion with reviews enough; returns how many.
  @discardableResult
  public static func queueLessons(
    of published: PublishedAnswers, scope: Scope, world: World, in db: any Connection
  ) throws -> Int {
    let all = try LearnedCriterion.all(published, scope, in: db)
      .filter { $0.rated >= Lesson.Plan.usual.fewest }
    for one in all {
      try LearnedWork.queue(one.criterion.id, scope: scope, world: world, in: db)
    }
    return all.count
  }
}

extension LearnedWork {
  /// Whether people see what the machine says before they have rated; not unless the team wants it.
  static func showsBeforeRating(_ scope: Scope, in db: any Connection) throws -> Bool {
    try Setting.value("learned-before-rating", scope, in: db) == "1"
  }
}

extension Path {
  static let learned: Path = "/learned"

  static func learned(_ criterion: Int64) -> Path {
    ("/learned/criteria" as Path).appending(Identifier<LearnedCriterion>(rawValue: criterion).text)
  }
}

/// What was learned of each criterion, and how far it is let near people's work.
struct LearnedPages: Sendable {
  let published: PublishedAnswers

  func add(to routes: Routes) {
    routes.get("/learned", allow: .read, .learnedScore) { try await show($0) }
    routes.get("/learned/criteria/{id}", allow: .read, .learnedScore) { try await explain($0) }
    routes.post("/learned/lessons", allow: .create, .learnedScore) { try await learn($0) }
    routes.post("/learned/setting", allow: .change, .learnedScore) { try await set($0) }
    routes.post("/learned/opinions", allow: .use, .learnedScore) { try await judge($0) }
  }

  private func show(_ visit: Visit) async throws -> Reply {
    let (scope, published) = (visit.scope, published)
    let model = try await visit.database.read { db in
      LearnedView.Model(
        criteria: try LearnedCriterion.all(published, scope, in: db),
        showsBefore: try LearnedWork.showsBeforeRating(scope, in: db),
        isLearning: try Job.isUnderWay(LearnedWork.lesson, scope: scope, in: db))
    }
    return visit.page(visit.text("learned.title"), LearnedView(visit: visit, model: model).html)
  }

  private func explain(_ visit: Visit) async throws -> Reply {
    let id: Identifier<LearnedCriterion> = try visit.id("id")
    let (scope, published) = (visit.scope, published)
    let model = try await visit.database.read { db -> LearnedCriterionView.Model in
      let all = try LearnedCriterion.all(published, scope, in: db)
      guard let one = all.first(where: { $0.criterion.id == id.rawValue }) else {
        throw Problem.notFound
      }
      let answers = try MachineAnswer.all(of: id.rawValue, scope, in: db)
      return LearnedCriterionView.Model(
        one: one, versions: try LearnedVersion.all(of: id.rawValue, scope, in: db),
        words: DecidingWords(answers.values, points: one.version?.record.points ?? []),
        read: answers.count,
        notes: try one.version.map { try LearnedOpinion.notes(of: $0.id, scope, in: db) } ?? [])
    }
    return visit.page(
      model.one.criterion.name, LearnedCriterionView(visit: visit, model: model).html,
      isTitleTheirs: true)
  }

  private func learn(_ visit: Visit) async throws -> Reply {
    let (scope, world, published) = (visit.scope, visit.world, published)
    let count = try await visit.database.write { db in
      try LearnedScores.queueLessons(of: published, scope: scope, world: world, in: db)
    }
    return visit.redirect(
      to: .learned, notice: visit.text("learned.notice.begun", ["count": .integer(count)]))
  }

  private func set(_ visit: Visit) async throws -> Reply {
    let isOn = try await visit.form().bool("before")
    let (scope, world) = (visit.scope, visit.world)
    try await visit.database.write { db in
      guard try LearnedWork.showsBeforeRating(scope, in: db) != isOn else { return }
      try Setting.set(
        "learned-before-rating", to: isOn ? "1" : "0", scope: scope, world: world, in: db)
      try Audit.record(
        .change, .learnedScore,
        isOn ? "learned.audit.before" : "learned.audit.after", scope: scope, world: world, in: db)
    }
    return visit.redirect(to: .learned, notice: visit.text("learned.notice.set"))
  }

  /// Keeps what somebody says of an answer, if they see the review it stands beside.
  private func judge(_ visit: Visit) async throws -> Reply {
    let form = try await visit.form()
    guard let review: Identifier<Never> = form.id("review"),
      let criterion: Identifier<LearnedCriterion> = form.id("criterion"),
      ["1", "0"].contains(form["right"])
    else { throw Problem.notFound }
    let (isRight, note) = (
      form["right"] == "1", String(form["note"].prefix(LearnedOpinion.longest))
    )
    let published = published
    try await visit.database.write { [visit] db in
      let subject = try published.review(review.rawValue, visit, db)
      guard subject.isRated,
        try MachineAnswer.all(in: subject.conversation, visit.scope, in: db)[criterion.rawValue]
          != nil,
        let version = try LearnedVersion.newest(visit.scope, in: db)[criterion.rawValue]
      else { throw Problem.notFound }
      try LearnedOpinion(
        review: review.rawValue, criterion: criterion.rawValue, version: version.id,
        isByWriter: subject.isOwn, isRight: isRight, note: isRight ? "" : note
      ).insert(visit.scope, world: visit.world, in: db)
    }
    return visit.redirect(
      to: ("/reviews" as Path).appending(review.text).fragment("attune"),
      notice: visit.text("learned.notice.judged"))
  }
}
