internal import Conversations
internal import Kernel
internal import Markup
internal import Storage
internal import Web

/// The page of a review: a form while it is written, afterwards what it says.
enum ReviewPages {
  static func add(to routes: Routes, beside asides: [ReviewAside]) {
    routes.get("/reviews/{id}", allow: .read, .review) { try await show($0, asides) }
    routes.post("/reviews/{id}/draft", allow: .create, .review, save)
    routes.post("/reviews/{id}/submission", allow: .create, .review, submit)
    routes.post("/reviews/{id}/comments", allow: .create, .review, comment)
    routes.post("/reviews/{id}/comments/{comment}/removal", allow: .create, .review, uncomment)
    routes.post("/reviews/{id}/replacement", allow: .create, .review, replace)
    routes.post("/reviews/{id}/acknowledgement", allow: .create, .acknowledgement, acknowledge)
  }

  private static func desk(_ visit: Visit) async throws -> Desk {
    let id: Review.ID = try visit.id("id")
    let (actor, today) = (visit.actor, visit.today)
    return try await visit.database.read { db in
      try Desk.find(id, for: actor, on: today, in: db)
    }
  }

  private static func show(_ visit: Visit, _ asides: [ReviewAside]) async throws -> Reply {
    let desk = try await desk(visit)
    let subject = desk.subject
    let beside = try await visit.database.read { db in
      try asides.compactMap { try $0.html(subject, visit, db) }
    }
    guard desk.isWriting else {
      return visit.page(
        ReviewReading.title(desk, visit.text),
        ReviewReading(visit: visit, desk: desk, beside: beside).html, isWide: true)
    }
    return screen(
      visit, desk, desk.saved?.draft ?? ReviewDraft(), version: desk.saved?.version ?? 0,
      beside: beside)
  }

  private static func screen(
    _ visit: Visit, _ desk: Desk, _ draft: ReviewDraft, version: Int, seconds: Int? = nil,
    flaws: [ReviewDraft.Flaw] = [], isStale: Bool = false, beside: [HTML] = [],
    status: Status = .ok
  ) -> Reply {
    let screen = ReviewScreen(
      visit: visit, desk: desk, draft: draft, version: version,
      seconds: seconds ?? desk.saved?.seconds ?? 0, flaws: flaws, isStale: isStale, beside: beside)
    return visit.page(screen.title, screen.html, status: status, isWide: true)
  }

  // MARK: Writing

  /// What a form of the review screen brought.
  private struct Sent: Sendable {
    let draft: ReviewDraft
    let version: Int
    let seconds: Int
    let problems: [AnswerProblem]

    init(_ form: Form, _ desk: Desk) {
      let (answers, problems) = ScorecardForm.read(form, desk.card.rubric)
      draft = ReviewDraft(answers: answers, feedback: FeedbackForm.read(form))
      self.problems = problems
      version = form.int("version") ?? 0
      seconds = form.int("seconds") ?? 0
    }

    /// The draft's flaws, with numbers that could not be read said as such.
    func flaws(_ desk: Desk) -> [ReviewDraft.Flaw] {
      problems.map(ReviewDraft.Flaw.answer)
        + draft.flaws(desk.card.rubric, kind: desk.review.kind).filter {
          if case .answer = $0 { false } else { true }
        }
    }
  }

  private static func save(_ visit: Visit) async throws -> Reply {
    let desk = try await writable(visit)
    let sent = Sent(try await visit.form(), desk)
    do {
      let version = try await store(sent, desk, visit)
      guard visit.wantsFragment else {
        return visit.redirect(
          to: .review(desk.review.id), notice: visit.text("review.notice.saved"))
      }
      return visit.fragment(
        ReviewScreen.live(sent.draft, desk.card.rubric, visit.text)
          + ReviewScreen.versionField(version))
    } catch ReviewError.stale(let version) {
      return conflict(visit, desk, sent, version)
    }
  }

  private static func submit(_ visit: Visit) async throws -> Reply {
    let desk = try await writable(visit)
    let sent = Sent(try await visit.form(), desk)
    do {
      let version = try await store(sent, desk, visit)
      let flaws = sent.flaws(desk)
      guard flaws.isEmpty else {
        return screen(
          visit, desk, sent.draft, version: version, seconds: sent.seconds, flaws: flaws,
          status: .unprocessableContent)
      }
      let (scope, world) = (visit.scope, visit.world)
      let score = try await visit.database.write { db in
        try desk.review.current(scope, in: db).submit(
          sent.draft, over: version, seconds: sent.seconds, scope: scope, world: world, in: db)
      }
      let next = desk.queue.first { $0 != desk.review.id }
      let notice = visit.text(
        "review.notice.submitted", ["score": .string(ScorecardForm.value(score, visit.text))])
      return visit.redirect(to: next.map(Path.review) ?? .work, notice: notice)
    } catch ReviewError.stale(let version) {
      return conflict(visit, desk, sent, version)
    } catch let error as ReviewError {
      throw error.problem
    }
  }

  private static func store(_ sent: Sent, _ desk: Desk, _ visit: Visit) async throws -> Int {
    let (scope, world) = (visit.scope, visit.world)
    return try await visit.database.write { db in
      try desk.review.current(scope, in: db).save(
        sent.draft, over: sent.version, seconds: sent.seconds, scope: scope, world: world,
        in: db)
    }
  }

  /// The words of this window are kept in the form; saving once more is then a decision.
  private static func conflict(
    _ visit: Visit, _ desk: Desk, _ sent: Sent, _ version: Int
  ) -> Reply {
    if visit.wantsFragment {
      return visit.fragment(
        "<p class=\"notice is-bad\" role=\"alert\">\(visit.text("review.stale"))</p>",
        status: .conflict)
    }
    return screen(
      visit, desk, sent.draft, version: version, seconds: sent.seconds, isStale: true,
      status: .conflict)
  }

  private static func writable(_ visit: Visit) async throws -> Desk {
    let desk = try await desk(visit)
    guard desk.review.isMine else { throw Problem.notFound }
    guard desk.isWriting else {
      throw Problem.conflict(
        desk.review.submittedAt == nil ? "review.problem.closed" : "review.problem.submitted")
    }
    return desk
  }

  // MARK: Comments

  private static func comment(_ visit: Visit) async throws -> Reply {
    let desk = try await writable(visit)
    let form = try await visit.form()
    let message = desk.messages.first { $0.id.text == form["message"] }
    guard let message else { throw Problem.invalid("review.problem.message") }
    let criterion = form.id("criterion").flatMap { desk.card.rubric.criterion($0)?.id }
    let (scope, world) = (visit.scope, visit.world)
    do {
      let comments = try await visit.database.write { db in
        try desk.review.current(scope, in: db).comment(
          form["comment"], on: message.id, quote: form["quote"], about: criterion,
          scope: scope, world: world, in: db)
        return try Comment.all(of: desk.review.id, scope, in: db)
      }
      guard visit.wantsFragment else {
        return visit.redirect(
          to: Path.review(desk.review.id).fragment(message.anchor),
          notice: visit.text("review.notice.commented"))
      }
      return visit.fragment(
        CommentView(visit: visit, desk: desk).list(comments, below: message))
    } catch let error as ReviewError {
      throw error.problem
    }
  }

  private static func uncomment(_ visit: Visit) async throws -> Reply {
    let desk = try await writable(visit)
    let id: Comment.ID = try visit.id("comment")
    let (scope, world) = (visit.scope, visit.world)
    let comments = try await visit.database.write { db in
      try desk.review.current(scope, in: db).remove(id, scope: scope, world: world, in: db)
      return try Comment.all(of: desk.review.id, scope, in: db)
    }
    let old = desk.comments.first { $0.id == id }
    guard let message = desk.messages.first(where: { $0.id == old?.message }) else {
      return visit.redirect(to: .review(desk.review.id))
    }
    guard visit.wantsFragment else {
      return visit.redirect(to: Path.review(desk.review.id).fragment(message.anchor))
    }
    return visit.fragment(CommentView(visit: visit, desk: desk).list(comments, below: message))
  }

  // MARK: Skipping and acknowledging

  private static func replace(_ visit: Visit) async throws -> Reply {
    let desk = try await writable(visit)
    guard desk.review.kind.counts, let pick = desk.pick else { throw Problem.notFound }
    let reason = String(try await visit.form()["reason"].prefix(500))
    let (scope, world) = (visit.scope, visit.world)
    do {
      try await visit.database.write { db in
        _ = try pick.replace(reason: reason, scope: scope, world: world, in: db)
      }
      return visit.redirect(to: .work, notice: visit.text("review.notice.replaced"))
    } catch let error as CycleError {
      throw error.problem
    }
  }

  private static func acknowledge(_ visit: Visit) async throws -> Reply {
    let desk = try await desk(visit)
    try visit.require(.create, .acknowledgement, desk.review.ownership(for: visit.actor))
    let comment = try await visit.form()["comment"]
    let (scope, world) = (visit.scope, visit.world)
    do {
      try await visit.database.write { db in
        try desk.review.current(scope, in: db).acknowledge(
          comment: comment, scope: scope, world: world, in: db)
      }
    } catch let error as ReviewError {
      throw error.problem
    }
    return visit.redirect(
      to: .review(desk.review.id), notice: visit.text("review.notice.acknowledged"))
  }
}

extension Review {
  /// The review as it is in this transaction.
  func current(_ scope: Scope, in db: any Connection) throws -> Review {
    guard let current = try Review.find(id, scope, in: db) else { throw ReviewError.unknown }
    return current
  }
}
