internal import Kernel
internal import Markup
internal import People
internal import Storage
internal import Web

/// What the command palette finds beyond the navigation: views and conversations by their words.
enum PalettePages {
  private static let most = 8

  static func add(to routes: Routes) {
    routes.get("/palette", allow: .read, .conversation, answer)
  }

  private static func answer(_ visit: Visit) async throws -> Reply {
    let words = String((visit.query("q") ?? "").prefix(200))
    guard words.count > 1 else { return visit.fragment("") }
    let (views, lines) = try await visit.database.read {
      [visit] db -> ([SavedView], [ConversationLine]) in
      let views = try SavedView.all(for: visit.actor, in: db)
      return (views, try hits(words, visit, in: db))
    }
    let folded = words.lowercased()
    let named = views.filter { $0.name.lowercased().contains(folded) }.prefix(most)
    let links = named.map { view -> HTML in
      link(view.path, view.name, visit.text("view.list"))
    }
    let found = lines.map { line -> HTML in
      let note = [line.agentName, visit.text.clock(line.conversation.openedAt)]
      return link(
        Conversation.path(line.conversation.id), line.title,
        note.compactMap(\.self).joined(separator: ", "))
    }
    return visit.fragment("\(links)\(found)")
  }

  private static func hits(
    _ words: String, _ visit: Visit, in db: any Connection
  ) throws -> [ConversationLine] {
    var filter = ConversationFilter()
    filter.words = words
    let listing = Listing(
      filter: filter, actor: visit.actor, zone: visit.actor.zone, now: visit.world.now())
    let keys = try listing.page(.start, limit: most, in: db).keys.map(\.id)
    return try ConversationLine.all(keys, scope: visit.scope, in: db)
  }

  private static func link(_ path: Path, _ title: String, _ note: String) -> HTML {
    "<a href=\"\(path)\" data-note=\"\(note)\" dir=\"auto\">\(title)</a>"
  }
}
