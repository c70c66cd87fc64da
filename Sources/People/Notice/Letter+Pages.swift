internal import Kernel
internal import Markup
internal import Outbound
internal import Storage
internal import Web

/// Whether mail is set up, and what became of the letters of the last month.
struct LetterPages: Sendable {
  let post: Post?

  func add(to routes: Routes) {
    routes.get("/letters", allow: .read, .settings) { try await show($0) }
  }

  private func show(_ visit: Visit) async throws -> Reply {
    let (scope, now) = (visit.scope, visit.world.now())
    let (letters, names) = try await visit.database.read { db in
      let letters = try Letter.all(since: now.advanced(byDays: -31), scope, in: db)
      return (letters, try Person.names(of: letters.map(\.person), scope, in: db))
    }
    let text = visit.text
    return visit.page(
      text("letter.title"),
      """
      <nav class="breadcrumb" aria-label="\(text("letter.breadcrumb"))"><ol>\
      <li><a href="/settings">\(text("settings.title"))</a></li><li>\(text("letter.title"))</li></ol></nav>
      <p class="lede">\(text("letter.about"))</p>\(setUp(visit))
      \(letters.isEmpty ? empty(text) : table(letters, names, at: now, text))
      """)
  }

  private func setUp(_ visit: Visit) -> HTML {
    let text = visit.text
    if visit.label?.isDemo == true { return "<p class=\"notice\">\(text("letter.demo"))</p>" }
    guard let post else { return "<p class=\"notice is-warn\">\(text("letter.none"))</p>" }
    return """
      <p class="notice is-good">\(text("letter.ready")) <bdi>\(post.relay.description)</bdi>, \
      <bdi>\(post.from.address)</bdi></p>
      """
  }

  private func empty(_ text: Text) -> HTML {
    """
    <div class="empty"><h2>\(text("letter.empty"))</h2><p>\(text("letter.empty.why"))</p>
    <a class="button" href="/people">\(text("letter.empty.action"))</a></div>
    """
  }

  private func table(
    _ letters: [Letter], _ names: [Person.ID: String], at now: Instant, _ text: Text
  ) -> HTML {
    let rows = letters.map { letter -> HTML in
      """
      <tr><th scope="row"><a class="row-link" href="\(Path.person(letter.person))" dir="auto">\
      \(names[letter.person] ?? "–")</a> <span class="row-note"><bdi>\(letter.address)</bdi></span></th>
      <td class="is-nowrap">\(text.moment(letter.createdAt))</td>
      <td>\(badge(letter.state(at: now), text))</td><td class="is-small"><bdi>\(letter.answer)</bdi></td></tr>
      """
    }
    return """
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("letter.title"))">
      <table><thead><tr><th scope="col">\(text("letter.to"))</th>
      <th scope="col">\(text("notice.when"))</th><th scope="col">\(text("notice.state"))</th>
      <th scope="col">\(text("letter.answer"))</th></tr></thead><tbody>\(rows)</tbody></table></div>
      """
  }

  private func badge(_ state: Letter.State, _ text: Text) -> HTML {
    switch state {
    case .waiting: "<span class=\"badge is-active\">\(text("letter.state.waiting"))</span>"
    case .sent: "<span class=\"badge is-good\">\(text("letter.state.sent"))</span>"
    case .refused: "<span class=\"badge is-bad\">\(text("letter.state.refused"))</span>"
    case .abandoned: "<span class=\"badge is-bad\">\(text("letter.state.abandoned"))</span>"
    }
  }
}
