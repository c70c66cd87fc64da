internal import Kernel
internal import Markup
internal import Storage
internal import Web

/// What waits to be read by the person who asks; nobody else sees it.
enum NoticePages {
  static func add(to routes: Routes) {
    routes.get("/notices", allow: .read, .account, show)
    routes.post("/notices/reading", allow: .change, .account, readAll)
    routes.post("/notices/{id}/reading", allow: .change, .account, read)
  }

  private static func show(_ visit: Visit) async throws -> Reply {
    let actor = visit.actor
    let (notices, unread) = try await visit.database.read { db in
      (
        try Notice.all(of: actor.person, actor.scope, in: db),
        try Notice.unread(by: actor.person, actor.scope, in: db)
      )
    }
    return visit.page(
      visit.text("notice.title"), NoticeList(visit: visit, notices: notices, unread: unread).html)
  }

  /// Opens what a notice leads to; it is read from then on.
  private static func read(_ visit: Visit) async throws -> Reply {
    let id: Notice.ID = try visit.id("id")
    let (actor, world) = (visit.actor, visit.world)
    let notice = try await visit.database.write { db in
      guard let notice = try Notice.find(id, of: actor.person, actor.scope, in: db) else {
        throw Problem.notFound
      }
      try notice.read(scope: actor.scope, world: world, in: db)
      return notice
    }
    return visit.redirect(to: notice.path)
  }

  private static func readAll(_ visit: Visit) async throws -> Reply {
    guard let last: Notice.ID = try await visit.form().id("last") else {
      throw Problem(.unprocessableContent, "problem.malformed")
    }
    let (actor, world) = (visit.actor, visit.world)
    try await visit.database.write { db in
      try Notice.readAll(
        of: actor.person, upTo: last, scope: actor.scope, world: world, in: db)
    }
    return visit.redirect(to: "/notices", notice: visit.text("notice.read.all.done"))
  }
}

/// The notices of one person, the newest first.
private struct NoticeList {
  let visit: Visit
  let notices: [Notice]
  let unread: Int

  private var text: Text { visit.text }

  var html: HTML {
    guard let newest = notices.map(\.id).max() else {
      return """
        <p class="lede">\(text("notice.lede.none"))</p>
        <div class="empty"><h2>\(text("notice.empty"))</h2><p>\(text("notice.empty.why"))</p>
        <a class="button" href="/">\(text("notice.empty.action"))</a></div>
        """
    }
    return """
      <p class="lede">\(text("notice.lede", ["count": .integer(unread)]))</p>\(readAll(newest))
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("notice.title"))">
      <table><thead><tr><th scope="col">\(text("notice.what"))</th>
      <th scope="col">\(text("notice.when"))</th><th scope="col">\(text("notice.state"))</th>
      <th scope="col"><span class="visually-hidden">\(text("notice.open"))</span></th></tr></thead>
      <tbody>\(notices.map(row))</tbody></table></div>
      <p><a href="/profile">\(text("notice.mail.choice"))</a></p>
      """
  }

  private func readAll(_ newest: Notice.ID) -> HTML {
    guard unread > 0 else { return "" }
    return """
      <form class="actions" method="post" action="/notices/reading">\(visit.csrf)\
      <input type="hidden" name="last" value="\(newest.text)">\
      <button>\(text("notice.read.all"))</button></form>
      """
  }

  private func row(_ notice: Notice) -> HTML {
    let isNew = notice.readAt == nil
    let sentence = notice.sentence(text)
    let state: HTML =
      isNew
      ? "<span class=\"badge is-active\">\(text("notice.state.new"))</span>"
      : "<span class=\"badge is-plain\">\(text("notice.state.read"))</span>"
    let action = ("/notices" as Path).appending(notice.id.text).appending("reading")
    return """
      <tr><th scope="row" id="notice-\(notice.id.text)">\(sentence)</th>
      <td class="is-nowrap">\(text.moment(notice.createdAt))</td><td>\(state)</td>
      <td><form class="inline-form" method="post" action="\(action)">\(visit.csrf)\
      <button class="is-small" aria-describedby="notice-\(notice.id.text)">\(text("notice.open"))</button></form></td></tr>
      """
  }
}
