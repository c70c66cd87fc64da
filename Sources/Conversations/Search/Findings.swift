internal import Kernel
internal import Markup
internal import People
internal import Storage
internal import Web

extension Finder {
  /// Saved views by their names, and conversations by what was said in them.
  static let conversations: [Finder] = [
    Finder(allow: .read, .conversation) { visit, words in
      let views = try await visit.database.read { [visit] db in
        try SavedView.all(for: visit.actor, in: db)
      }
      return views.filter { $0.name.matches(words) }.prefix(most).map {
        Finding($0.path, $0.name, note: visit.text("view.list"))
      }
    },
    Finder(allow: .read, .conversation) { visit, words in
      let lines = try await visit.database.read { [visit] db in try hits(words, visit, in: db) }
      return lines.map { line in
        let note = [line.agentName, visit.text.clock(line.conversation.openedAt)]
        return Finding(
          Conversation.path(line.conversation.id), line.title,
          note: visit.text.list(note.compactMap(\.self)))
      }
    },
  ]

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
}
