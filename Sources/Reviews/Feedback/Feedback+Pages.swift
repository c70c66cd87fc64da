internal import Kernel
internal import Markup
internal import Statistics
internal import Storage
internal import Web

/// Rating feedback as its receiver, seeing how one's own lands, and a short lesson.
enum FeedbackPages {
  static func add(to routes: Routes) {
    routes.get("/feedback", allow: .create, .review, show)
    routes.get("/feedback/lesson", allow: .create, .review, lesson)
    routes.post("/feedback/lesson", allow: .create, .review, tryOut)
    routes.post("/reviews/{id}/ratings", allow: .create, .acknowledgement, rate)
  }

  private static func show(_ visit: Visit) async throws -> Reply {
    let actor = visit.actor
    let balance = try await visit.database.read { db in
      try FeedbackBalance.own(actor, in: db)
    }
    return visit.page(
      visit.text("craft.title"),
      FeedbackCraftView(balance: balance, visit: visit).html)
  }

  private static func lesson(_ visit: Visit) async throws -> Reply {
    let step = visit.query("step").flatMap(Int.init) ?? 1
    return page(of: FeedbackLesson(step: step, pick: visit.query("pick"), visit: visit), visit)
  }

  private static func page(of lesson: FeedbackLesson, _ visit: Visit) -> Reply {
    let text = visit.text
    let way: HTML = """
      <nav class="breadcrumb" aria-label="\(text("cycle.breadcrumb"))"><ol><li><a href="/feedback">\(text("craft.title"))</a></li><li>\(text("lesson.title"))</li></ol></nav>
      """
    return visit.page(text("lesson.title"), way + lesson.html)
  }

  /// What somebody tries to say better; it is read once and kept nowhere.
  private static func tryOut(_ visit: Visit) async throws -> Reply {
    let form = try await visit.form()
    var attempt = Feedback(.correction, did: "", effect: "")
    for part in Feedback.Part.allCases { attempt[part] = String(form[part.rawValue].prefix(1000)) }
    let view = FeedbackLesson(
      step: FeedbackLesson.tryout, pick: nil, visit: visit, attempt: attempt)
    return page(of: view, visit)
  }

  private static func rate(_ visit: Visit) async throws -> Reply {
    let id: Review.ID = try visit.id("id")
    let (actor, today) = (visit.actor, visit.today)
    let desk = try await visit.database.read { db in
      try Desk.find(id, for: actor, on: today, in: db)
    }
    try visit.require(.create, .acknowledgement, desk.review.ownership(for: actor))
    let form = try await visit.form()
    guard let rating = FeedbackRating(rawValue: form["rating"]),
      let position = form.int("position")
    else { throw Problem.notFound }
    let (scope, world) = (visit.scope, visit.world)
    do {
      try await visit.database.write { db in
        try desk.review.current(scope, in: db).rate(
          position, as: rating, word: form["word"], scope: scope, world: world, in: db)
      }
    } catch let error as ReviewError {
      throw error.problem
    }
    return visit.redirect(
      to: Path.review(id).fragment("feedback-\(position)"), notice: visit.text("craft.notice.rated")
    )
  }
}

/// The word of the receiver below a piece of feedback.
struct FeedbackRatingForm {
  let visit: Visit
  let review: Review
  let given: [Int: (rating: FeedbackRating, word: String)]

  private var text: Text { visit.text }

  func html(_ position: Int) -> HTML {
    let now = given[position]
    let buttons = FeedbackRating.allCases.map { rating -> HTML in
      let isNow = now?.rating == rating
      return """
        <button class="is-small\(isNow ? " is-primary" : "")" name="rating" value="\(rating.rawValue)" aria-pressed="\(isNow ? "true" : "false")">\(Self.name(rating, text))</button>
        """
    }
    return """
      <form class="form" id="feedback-\(position)" method="post" action="\(Path.review(review.id).appending("ratings"))">\(visit.csrf)
      <input type="hidden" name="position" value="\(position)">
      <div class="field"><label for="word-\(position)">\(text("craft.word")) <span class="optional">\(text("feedback.optional"))</span></label>
      <input id="word-\(position)" name="word" maxlength="500" dir="auto" value="\(now?.word ?? "")"></div>
      <div class="form-actions" role="group" aria-label="\(text("craft.ask"))"><span>\(text("craft.ask"))</span> \(buttons)</div></form>
      """
  }

  static func name(_ rating: FeedbackRating, _ text: Text) -> String {
    switch rating {
    case .useful: text("craft.useful")
    case .partly: text("craft.partly")
    case .not: text("craft.not")
    }
  }
}

/// How one's own feedback lands, for oneself alone.
struct FeedbackCraftView {
  let balance: FeedbackBalance
  let visit: Visit

  private var text: Text { visit.text }

  var html: HTML {
    let action: HTML =
      "<div class=\"page-actions\"><a class=\"button is-primary\" href=\"/feedback/lesson\">\(text("lesson.open"))</a>\(reviewing)</div>"
    guard balance.praise + balance.corrections > 0 else {
      return """
        <p class="lede">\(text("craft.lede"))</p>\(action)
        <div class="empty"><h2>\(text("craft.empty"))</h2><p>\(text("craft.empty.why"))</p></div>
        """
    }
    let values: [String: TextValue] = [
      "praise": .integer(balance.praise), "corrections": .integer(balance.corrections),
    ]
    return """
      <p class="lede">\(text("craft.lede"))</p>\(action)
      <section class="card"><h2>\(text("craft.balance"))</h2>
      <p>\(text("craft.balance.say", values))</p>
      <p>\(text("craft.praiseShare")): \(balance.praiseShare.html(text, scale: .share))</p>
      <p class="is-soft is-small">\(text("craft.balance.how"))</p></section>
      <section class="card"><h2>\(text("craft.rate"))</h2>\(rate)</section>
      """
  }

  /// The way to everything else that is known about one's reviewing.
  private var reviewing: HTML? {
    let person = visit.actor.person
    guard visit.actor.can(.read, .personReport, Ownership(person: person.rawValue)) else {
      return nil
    }
    return
      " <a class=\"button\" href=\"\(Path.reviewer(person))\">\(text("reviewer.title.own"))</a>"
  }

  private var rate: HTML {
    guard !balance.ratings.isEmpty else {
      return
        "<p>\(text("craft.rate.none", ["count": .integer(FeedbackRating.fewestToShow)]))</p>"
    }
    let counts = Dictionary(balance.words.map { ($0, 1) }, uniquingKeysWith: +)
    let words = counts.sorted { $0.key < $1.key }.map { word, count -> HTML in
      let times: HTML? = count > 1 ? " <bdi class=\"is-soft\">×\(text.number(count))</bdi>" : nil
      return "<li><bdi>\(word)</bdi>\(times)</li>"
    }
    let list: HTML? =
      words.isEmpty ? nil : "<h3>\(text("craft.words"))</h3><ul>\(words)</ul>"
    let values: [String: TextValue] = [
      "useful": .integer(balance.ratings.count { $0 == .useful }),
      "count": .integer(balance.ratings.count),
    ]
    return """
      <p>\(text("craft.useful.say", values))</p>
      <p>\(text("craft.useful.share")): \(balance.useful.html(text, scale: .share))</p>\(list)
      <p class="is-soft is-small">\(text("craft.rate.how", ["count": .integer(FeedbackRating.fewestToShow)]))</p>
      """
  }
}
