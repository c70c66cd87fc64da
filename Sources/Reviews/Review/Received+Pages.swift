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
  }

  private static func show(_ visit: Visit) async throws -> Reply {
    let actor = visit.actor
    let (items, own) = try await visit.database.read { db in
      (try Self.items(for: actor, in: db), try Self.ownViews(of: actor, in: db))
    }
    return visit.page(
      visit.text("received.title"),
      ReceivedView(items: items, own: own, text: visit.text).html)
  }

  private static func items(for actor: Actor, in db: any Connection) throws -> [Item] {
    let scope = actor.scope
    let reviews = try Review.received(by: actor.person, scope, in: db)
    let headlines = try Headline.all(reviews.map(\.conversation), scope, in: db)
    let scores = try Review.StoredScore.newest(of: reviews.map(\.id), scope, in: db)
    let authors = try Author.known(to: actor, of: reviews, in: db)
    let names = try Person.names(of: authors.values, scope, in: db)
    return reviews.map { review in
      Item(
        review: review, headline: headlines[review.conversation], score: scores[review.id],
        reviewer: authors[review.id].flatMap { names[$0] })
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
      <div class="page-actions"><a class="button" href="/reflections">\(text("reflection.compare"))</a></div>
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("received.title"))">
      <table><thead><tr>
      <th scope="col">\(text("work.conversation"))</th><th scope="col">\(text("received.by"))</th>
      <th scope="col" class="is-numeric">\(text("review.score"))</th>
      <th scope="col">\(text("received.shared"))</th><th scope="col">\(text("work.state"))</th>
      </tr></thead><tbody>\(items.map(row))</tbody></table></div>
      <p class="is-soft is-small">\(text("review.score.one"))</p>
      """
  }

  private func row(_ item: ReceivedPages.Item) -> HTML {
    let review = item.review
    let state: HTML =
      review.state == .shared
      ? "<span class=\"badge is-active\">\(text("received.unread"))</span>"
      : "<span class=\"badge is-good\">\(text("review.state.acknowledged"))</span>"
    let mine: HTML? = own[review.conversation].map { id in
      "<span class=\"row-note\"><a href=\"\(Path.review(id))\">\(text("received.own"))</a></span>"
    }
    return """
      <tr><th scope="row"><a class="row-link" href="\(Path.review(review.id))" dir="auto">\(item.headline?.title(text) ?? "–")</a>\
      <span class="row-note">\(item.headline?.note(text))</span>\(mine)</th>
      <td dir="auto">\(item.reviewer ?? text("review.someone"))</td>
      <td class="is-numeric">\(ReviewReading.shown(item.score?.value, text))</td>
      <td class="is-nowrap">\(review.sharedAt.map(text.moment))</td><td>\(state)</td></tr>
      """
  }
}
