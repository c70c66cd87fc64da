internal import Conversations
internal import Kernel
internal import Markup
internal import People
internal import Statistics
internal import Storage
internal import Web

/// Practice: rate a conversation that has an agreed rating, then see the agreed one and why.
enum PracticePages {
  static func add(to routes: Routes) {
    routes.get("/practice", allow: .change, .calibration, list)
    routes.get("/practice/{id}/{conversation}", allow: .change, .calibration, show)
    routes.post("/practice/{id}/{conversation}/submission", allow: .change, .calibration, submit)
  }

  private static func list(_ visit: Visit) async throws -> Reply {
    let actor = visit.actor
    let room = try await visit.database.read { db in
      try PracticeRoom.of(actor.person, actor.scope, in: db)
    }
    return visit.page(
      visit.text("practice.title"), PracticeView(visit: visit, room: room).html)
  }

  /// One conversation to practise on, with the agreed rating once the own one is in.
  struct Exercise: Sendable {
    let session: Calibration
    let card: ScorecardVersion
    let conversation: Conversation
    let messages: [Message]
    let agreed: Agreed
    let mine: CalibrationRating?
    let next: PracticeRoom.Place?
  }

  private static func exercise(_ visit: Visit) async throws -> Exercise {
    let id: Calibration.ID = try visit.id("id")
    let conversation: Conversation.ID = try visit.id("conversation")
    let actor = visit.actor
    return try await visit.database.read { db in
      let scope = actor.scope
      let room = try PracticeRoom.of(actor.person, scope, in: db)
      let place = PracticeRoom.Place(session: id, conversation: conversation)
      guard room.open.contains(place) || room.done.contains(place),
        let session = try Calibration.find(id, scope, in: db),
        let card = try ScorecardVersion.find(session.scorecard, scope: scope, in: db),
        let found = try Conversation.find(conversation, scope: scope, in: db)
      else { throw Problem.notFound }
      let agreed = session.agreed(
        on: conversation, for: nil,
        ratings: try CalibrationRating.all(of: id, scope, in: db),
        consensus: try Calibration.consensus(of: [id], scope, in: db)[id] ?? [], card.rubric)
      return Exercise(
        session: session, card: card, conversation: found,
        messages: try Message.all(of: conversation, scope: scope, in: db), agreed: agreed,
        mine: try CalibrationRating.find(
          by: actor.person, on: conversation, in: id, scope, in: db),
        next: room.open.first { $0 != place })
    }
  }

  private static func show(_ visit: Visit) async throws -> Reply {
    let exercise = try await exercise(visit)
    guard exercise.mine != nil else { return screen(visit, exercise, Answers()) }
    return visit.page(
      visit.text("practice.one"), ExerciseReading(visit: visit, exercise: exercise).html,
      isWide: true)
  }

  private static func screen(
    _ visit: Visit, _ exercise: Exercise, _ answers: Answers, seconds: Int = 0,
    problems: [AnswerProblem] = [], status: Status = .ok
  ) -> Reply {
    let text = visit.text
    let view = RatingScreen(
      visit: visit, card: exercise.card, conversation: exercise.conversation,
      messages: exercise.messages, answers: answers, version: 0, seconds: seconds,
      problems: problems, path: .practice(exercise.session.id, exercise.conversation.id),
      savesDrafts: false,
      head: """
        <nav class="breadcrumb" aria-label="\(text("cycle.breadcrumb"))"><ol><li><a href="/practice">\(text("practice.title"))</a></li><li>\(text("practice.one"))</li></ol></nav>
        <p class="lede">\(text("practice.rate.lede"))</p>
        """, slot: { _ in "" }, submit: text("practice.submit"))
    return visit.page(text("practice.one"), view.html, status: status, isWide: true)
  }

  private static func submit(_ visit: Visit) async throws -> Reply {
    let exercise = try await exercise(visit)
    guard exercise.mine == nil else { throw CalibrationError.alreadyRated.problem }
    let form = try await visit.form()
    let (answers, problems) = ScorecardForm.read(form, exercise.card.rubric)
    let seconds = form.int("seconds") ?? 0
    guard problems.isEmpty else {
      return screen(
        visit, exercise, answers, seconds: seconds, problems: problems,
        status: .unprocessableContent)
    }
    let (scope, world, person) = (visit.scope, visit.world, visit.actor.person)
    return try await CalibrationPages.refusing {
      let isBack = try await visit.database.write { db in
        let before = try Standing.history(of: person, scope, in: db).first?.state
        try exercise.session.rate(
          exercise.conversation.id, answers, for: .practice, seconds: seconds, scope: scope,
          world: world, in: db)
        let after = try Standing.update(
          person, because: exercise.session.id, scope: scope, world: world, in: db)
        return before == .practising && after == .counting
      }
      let notice =
        isBack ? visit.text("practice.notice.back") : visit.text("practice.notice.rated")
      return visit.redirect(
        to: .practice(exercise.session.id, exercise.conversation.id), notice: notice)
    }
  }
}

/// What somebody may practise on, where they stand, and how they came there.
struct PracticeRoom: Sendable {
  struct Place: Hashable, Sendable {
    let session: Calibration.ID
    let conversation: Conversation.ID
  }

  let record: TrackRecord
  let history: [Standing]
  let open: [Place]
  let done: [Place]
  let headlines: [Conversation.ID: Headline]

  var state: Standing.State { history.first?.state ?? .counting }

  /// Conversations of closed sessions with an agreed rating that the person has not rated, and is
  /// not the agent of.
  static func of(
    _ person: Person.ID, _ scope: Scope, in db: any Connection
  ) throws -> PracticeRoom {
    let sessions = try Calibration.all(scope, in: db).filter { $0.isClosed && $0.opensPractice }
    let consensus = try Calibration.consensus(of: sessions.map(\.id), scope, in: db)
    let mine = try CalibrationRating.all(by: person, scope, in: db)
    let rated = Set(mine.map { Place(session: $0.session, conversation: $0.conversation) })
    let seen = Set(mine.map(\.conversation))
    var open: [Place] = []
    for session in sessions {
      // The expert's rating and the mean exist for every conversation somebody rated.
      let written = Set((consensus[session.id] ?? []).map(\.conversation))
      let others =
        session.baseline == .consensus
        ? [] : Set(try CalibrationRating.all(of: session.id, scope, in: db).map(\.conversation))
      for item in session.items where item.agent != person {
        let place = Place(session: session.id, conversation: item.conversation)
        guard written.contains(item.conversation) || others.contains(item.conversation),
          !seen.contains(item.conversation)
        else { continue }
        if !open.contains(where: { $0.conversation == item.conversation }) { open.append(place) }
      }
    }
    let practised = mine.filter(\.isPractice).reversed()
      .map { Place(session: $0.session, conversation: $0.conversation) }
    return PracticeRoom(
      record: try TrackRecord.of(person, scope, in: db),
      history: try Standing.history(of: person, scope, in: db), open: open,
      done: practised.filter(rated.contains),
      headlines: try Headline.all((open + practised).map(\.conversation), scope, in: db))
  }
}
