internal import Conversations
internal import Kernel
internal import Markup
internal import People
internal import Storage
internal import Web

/// One conversation of a session: rated blind while it is open, side by side once it is closed.
enum CalibrationRatingPages {
  static func add(to routes: Routes) {
    routes.get(
      "/calibrations/{id}/conversations/{conversation}", allow: .read, .calibration, show)
    routes.post(
      "/calibrations/{id}/conversations/{conversation}/draft", allow: .change, .calibration, save)
    routes.post(
      "/calibrations/{id}/conversations/{conversation}/submission", allow: .change, .calibration,
      submit)
    routes.post(
      "/calibrations/{id}/conversations/{conversation}/remarks", allow: .change, .calibration,
      remark)
    routes.post(
      "/calibrations/{id}/conversations/{conversation}/remarks/{remark}/removal", allow: .change,
      .calibration, unremark)
    routes.post(
      "/calibrations/{id}/conversations/{conversation}/consensus", allow: .change, .calibration,
      agree)
  }

  /// One conversation on the desk of a session.
  struct Place: Sendable {
    let desk: CalibrationDesk
    let item: Calibration.Item
    let conversation: Conversation
    let messages: [Message]
    let saved: Review.SavedDraft?

    /// Whether the reader rates it now.
    var isRating: Bool {
      !desk.session.isClosed && desk.takesPart && item.agent != desk.reader
        && desk.mine(item.conversation) == nil
    }

    var path: Path { .calibration(desk.session.id, item.conversation) }
  }

  private static func place(_ visit: Visit) async throws -> Place {
    let id: Calibration.ID = try visit.id("id")
    let conversation: Conversation.ID = try visit.id("conversation")
    let actor = visit.actor
    return try await visit.database.read { db in
      let desk = try CalibrationDesk.find(id, for: actor, in: db)
      guard let item = desk.session.items.first(where: { $0.conversation == conversation }),
        desk.session.isClosed || desk.takesPart,
        let found = try Conversation.find(conversation, scope: actor.scope, in: db)
      else { throw Problem.notFound }
      return Place(
        desk: desk, item: item, conversation: found,
        messages: try Message.all(of: conversation, scope: actor.scope, in: db),
        saved: try desk.session.savedDraft(
          on: conversation, by: actor.person, actor.scope, in: db))
    }
  }

  private static func rating(_ visit: Visit) async throws -> Place {
    let place = try await place(visit)
    guard place.desk.takesPart, place.item.agent != visit.actor.person else {
      throw Problem.notFound
    }
    guard place.isRating else {
      throw
        (place.desk.session.isClosed ? CalibrationError.closed : CalibrationError.alreadyRated)
        .problem
    }
    return place
  }

  private static func show(_ visit: Visit) async throws -> Reply {
    let place = try await place(visit)
    if place.isRating {
      return screen(
        visit, place, place.saved?.draft.answers ?? Answers(),
        version: place.saved?.version ?? 0, seconds: place.saved?.seconds ?? 0)
    }
    return visit.page(
      visit.text("calibration.one"), CalibrationReading(visit: visit, place: place).html,
      isWide: true)
  }

  private static func screen(
    _ visit: Visit, _ place: Place, _ answers: Answers, version: Int, seconds: Int,
    problems: [AnswerProblem] = [], isStale: Bool = false, status: Status = .ok
  ) -> Reply {
    let text = visit.text
    let number =
      (place.desk.session.items.firstIndex { $0.conversation == place.item.conversation } ?? 0) + 1
    let stale: HTML =
      isStale
      ? "<div class=\"notice is-bad\" role=\"alert\"><p>\(text("review.stale.kept"))</p></div>"
      : ""
    let head: HTML = """
      \(CalibrationState.breadcrumb(place.desk, text, here: "\(text("calibration.one"))"))
      <p class="lede">\(text("calibration.rate.lede")) \(text("calibration.neverCounts"))</p>
      <div class="review-header"><span class="review-place">\(text("review.place", ["place": .integer(number), "count": .integer(place.desk.session.items.count)]))</span>
      <span class="is-soft">\(text("review.dueOn")) \(text.dayElement(place.desk.session.dueOn))</span></div>\(stale)
      """
    let view = RatingScreen(
      visit: visit, card: place.desk.card, conversation: place.conversation,
      messages: place.messages, answers: answers, version: version, seconds: seconds,
      problems: problems, path: place.path, savesDrafts: true, head: head,
      slot: RemarkView(visit: visit, place: place).slot,
      submit: text("calibration.rate.submit"))
    return visit.page(text("calibration.one"), view.html, status: status, isWide: true)
  }

  // MARK: Rating

  private static func save(_ visit: Visit) async throws -> Reply {
    let place = try await rating(visit)
    let form = try await visit.form()
    let (answers, _) = ScorecardForm.read(form, place.desk.card.rubric)
    let (version, seconds) = (form.int("version") ?? 0, form.int("seconds") ?? 0)
    let (scope, world) = (visit.scope, visit.world)
    do {
      let saved = try await visit.database.write { db in
        try place.desk.session.save(
          answers, on: place.item.conversation, over: version, seconds: seconds, scope: scope,
          world: world, in: db)
      }
      guard visit.wantsFragment else {
        return visit.redirect(to: place.path, notice: visit.text("review.notice.saved"))
      }
      return visit.fragment(
        ScorecardForm.liveScore(Scoring.score(answers, place.desk.card.rubric), text: visit.text)
          + ReviewScreen.versionField(saved))
    } catch CalibrationError.stale(let version) {
      if visit.wantsFragment { throw CalibrationError.stale(version: version).problem }
      return screen(
        visit, place, answers, version: version, seconds: seconds, isStale: true,
        status: .conflict)
    } catch let error as CalibrationError {
      throw error.problem
    }
  }

  private static func submit(_ visit: Visit) async throws -> Reply {
    let place = try await rating(visit)
    let form = try await visit.form()
    let (answers, problems) = ScorecardForm.read(form, place.desk.card.rubric)
    let (version, seconds) = (form.int("version") ?? 0, form.int("seconds") ?? 0)
    guard problems.isEmpty else {
      return screen(
        visit, place, answers, version: version, seconds: seconds, problems: problems,
        status: .unprocessableContent)
    }
    let (scope, world) = (visit.scope, visit.world)
    return try await CalibrationPages.refusing {
      try await visit.database.write { db in
        try place.desk.session.rate(
          place.item.conversation, answers, seconds: seconds, scope: scope, world: world, in: db)
      }
      let next = place.desk.toDo.first { $0 != place.item.conversation }
      let session = place.desk.session.id
      return visit.redirect(
        to: next.map { Path.calibration(session, $0) } ?? .calibration(session),
        notice: visit.text("calibration.notice.rated"))
    }
  }

  // MARK: Pointing at words

  private static func remark(_ visit: Visit) async throws -> Reply {
    let place = try await rating(visit)
    let form = try await visit.form()
    guard let message = place.messages.first(where: { $0.id.text == form["message"] }) else {
      throw Problem.invalid("review.problem.message")
    }
    let criterion = form.id("criterion").flatMap { place.desk.card.rubric.criterion($0)?.id }
    let (scope, world) = (visit.scope, visit.world)
    return try await CalibrationPages.refusing {
      try await visit.database.write { db in
        try place.desk.session.remark(
          form["comment"], on: message.id, in: place.item.conversation, quote: form["quote"],
          about: criterion, scope: scope, world: world, in: db)
      }
      return try await renewed(visit, below: message)
    }
  }

  private static func unremark(_ visit: Visit) async throws -> Reply {
    let place = try await rating(visit)
    let id: CalibrationRemark.ID = try visit.id("remark")
    guard let remark = place.desk.remarks.first(where: { $0.id == id }),
      let message = place.messages.first(where: { $0.id == remark.message })
    else { throw Problem.notFound }
    let (scope, world) = (visit.scope, visit.world)
    return try await CalibrationPages.refusing {
      try await visit.database.write { db in
        try place.desk.session.remove(
          id, in: place.item.conversation, scope: scope, world: world, in: db)
      }
      return try await renewed(visit, below: message)
    }
  }

  private static func renewed(_ visit: Visit, below message: Message) async throws -> Reply {
    let place = try await place(visit)
    guard visit.wantsFragment else {
      return visit.redirect(to: place.path.fragment(message.anchor))
    }
    return visit.fragment(RemarkView(visit: visit, place: place).list(below: message))
  }

  // MARK: Agreeing

  private static func agree(_ visit: Visit) async throws -> Reply {
    let place = try await place(visit)
    guard place.desk.leads else { throw Problem.notFound }
    let form = try await visit.form()
    guard let criterion: Criterion.ID = form.id("criterion") else { throw Problem.notFound }
    let choice: Answer.Choice?
    if form["rating"] == "na" {
      choice = .notApplicable
    } else {
      choice = Criterion.Option.ID(text: form["rating"]).map(Answer.Choice.option)
    }
    guard let asked = place.desk.card.rubric.criterion(criterion), let choice else {
      throw Problem.invalid("calibration.problem.fields")
    }
    let (scope, world) = (visit.scope, visit.world)
    return try await CalibrationPages.refusing {
      try await visit.database.write { db in
        try place.desk.session.agree(
          on: asked.id, choice, of: place.item.conversation, reason: form["reason"],
          scope: scope, world: world, in: db)
      }
      return visit.redirect(
        to: place.path.fragment("criterion-\(asked.id.text)"),
        notice: visit.text("calibration.notice.agreed"))
    }
  }
}
