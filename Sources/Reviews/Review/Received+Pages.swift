internal import Conversations
internal import Kernel
internal import Markup
internal import People
internal import Storage
internal import Web

/// My reviews: what colleagues wrote about one's own conversations.
enum ReceivedPages {
  static func add(to routes: Routes) {
    routes.get("/received", allow: .create, .acknowledgement, show)
  }

  struct Item: Sendable {
    let review: Review
    let headline: Headline?
    let score: Review.StoredScore?
    let reviewer: String?
    /// The score it was handed in with, where it was corrected since.
    let before: Review.StoredScore?
    let dispute: Dispute?
    let cycle: Cycle?
    let pick: Pick?
  }

  private static func show(_ visit: Visit) async throws -> Reply {
    let actor = visit.actor
    let (items, own, newest) = try await visit.database.read { db in
      let items = try Self.items(for: actor, in: db)
      let newest = try items.first.flatMap { try Cycle.find($0.review.cycle, actor.scope, in: db) }
      return (items, try Self.ownViews(of: actor, in: db), newest)
    }
    return visit.page(
      visit.text("received.title"),
      ReceivedView(
        items: items, own: own, today: visit.today, newest: newest, text: visit.text
      ).html)
  }

  private static func items(for actor: Actor, in db: any Connection) throws -> [Item] {
    let scope = actor.scope
    let reviews = try Review.received(by: actor.person, withWithdrawn: true, scope, in: db)
    let headlines = try Headline.all(reviews.map(\.conversation), scope, in: db)
    let scores = try Review.StoredScore.newest(of: reviews.map(\.id), scope, in: db)
    let first = try Review.StoredScore.first(of: reviews.map(\.id), scope, in: db)
    let disputes = try Dispute.all(of: reviews.map(\.id), scope, in: db)
      .filter { $0.state != .withdrawn }.reduce(into: [:]) { $0[$1.review] = $1 }
    let authors = try Author.known(to: actor, of: reviews, in: db)
    let names = try Person.names(of: authors.values, scope, in: db)
    let cycles = try Cycle.all(scope, in: db).reduce(into: [Cycle.ID: Cycle]()) { $0[$1.id] = $1 }
    let picks = try Pick.all(keys: reviews.map(\.pick), scope, in: db)
    return reviews.map { review in
      Item(
        review: review, headline: headlines[review.conversation], score: scores[review.id],
        reviewer: authors[review.id].flatMap { names[$0] },
        before: first[review.id]?.version == scores[review.id]?.version
          ? nil : first[review.id], dispute: disputes[review.id],
        cycle: cycles[review.cycle], pick: picks[review.pick])
    }
  }

  /// One's own views by the conversation they are about.
  private static func ownViews(
    of actor: Actor, in db: any Connection
  ) throws -> [Conversation.ID: Review.ID] {
    let cycles = try Cycle.all(actor.scope, in: db).map(\.id)
    return try Review.asked(of: actor.person, in: cycles, actor.scope, in: db)
      .filter { $0.kind == .`self` && $0.submittedAt != nil }
      .reduce(into: [:]) { $0[$1.conversation] = $1.id }
  }
}

private struct ReceivedView {
  let items: [ReceivedPages.Item]
  let own: [Conversation.ID: Review.ID]
  let today: Day
  /// The cycle of the newest review, whose rule is told.
  let newest: Cycle?
  let text: Text

  private var unread: Int { items.count { $0.review.state == .shared } }

  var html: HTML {
    guard !items.isEmpty else {
      return """
        <div class="empty"><h2>\(text("received.empty"))</h2><p>\(text("received.empty.why"))</p>
        <a class="button" href="/work">\(text("received.empty.action"))</a></div>
        """
    }
    return """
      <p class="lede">\(text("received.lede", ["count": .integer(items.count), "unread": .integer(unread)]))</p>
      <div class="page-actions"><a class="button" href="/reflections">\(text("reflection.compare"))</a></div>\(why)
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("received.title"))">
      <table><thead><tr>
      <th scope="col">\(text("work.conversation"))</th><th scope="col">\(text("received.by"))</th><th scope="col">\(text("work.why"))</th>
      <th scope="col" class="is-numeric">\(text("review.score"))</th>
      <th scope="col">\(text("received.shared"))</th><th scope="col">\(text("work.state"))</th>
      </tr></thead><tbody>\(rows)</tbody></table></div>
      <p class="is-soft is-small">\(text("review.score.one"))</p>
      """
  }

  /// What still waits first, then the newest.
  private var rows: [HTML] {
    let waiting = items.filter { $0.review.state == .shared }
    return (waiting + items.filter { $0.review.state != .shared }).map(row)
  }

  private func when(_ item: ReceivedPages.Item) -> HTML? {
    item.review.sharedAt.map { text.dayElement(text.zone.day(of: $0)) }
  }

  private func kind(_ item: ReceivedPages.Item) -> HTML {
    item.cycle?.plan.namesReviewers == true ? ReviewKind.badge(item.review.kind, text) : ""
  }

  /// How the cycle chose, in plain words.
  private var why: HTML? {
    newest.map { cycle in
      let sentences = SamplingSentences.all(of: cycle.plan, line: cycle.line, text)
      return """
        <details class="disclosure"><summary>\(text("sampling.why"))</summary><ul>\(sentences.map { "<li>\($0)</li>" as HTML })</ul></details>
        """
    }
  }

  private func row(_ item: ReceivedPages.Item) -> HTML {
    let review = item.review
    let state: HTML =
      switch review.state {
      case .shared: "<span class=\"badge is-active\">\(text("received.unread"))</span>"
      case .withdrawn: "<span class=\"badge\">\(text("received.takenOut"))</span>"
      default: "<span class=\"badge is-good\">\(text("review.state.acknowledged"))</span>"
      }
    let dispute: HTML? = item.dispute.map { dispute in
      """
      <a href="\(Path.dispute(dispute.id))">\(text("received.disputed"))</a> \(DisputeState.badge(dispute, on: today, text))
      """
    }
    let before: HTML? = item.before.map { before in
      "<span class=\"row-note\">\(text("dispute.was")) <del>\(ReviewReading.shown(before.value, text))</del></span>"
    }
    let mine: HTML? = own[review.conversation].map { id in
      "<span class=\"row-note\"><a href=\"\(Path.review(id))\">\(text("received.own"))</a></span>"
    }
    return """
      <tr><th scope="row"><a class="row-link" href="\(Path.review(review.id))" dir="auto">\(item.headline?.title(text) ?? "–")</a>\
      <span class="row-note">\(item.headline?.note(text))</span>\(mine)</th>
      <td><bdi>\(item.reviewer ?? text("review.someone"))</bdi> \(kind(item))</td>
      <td class="is-small">\(item.pick?.why(text, toAgent: true))</td>
      <td class="is-numeric">\(ReviewReading.shown(item.score?.value, text))\(before)</td>
      <td class="is-nowrap">\(when(item))</td><td>\(state) \(dispute)</td></tr>
      """
  }
}
