internal import Kernel
internal import Markup
internal import People
internal import Storage
internal import Web

/// The list of conversations: filters in the address, saved views, pages by place.
enum ListPages {
  static let path: Path = "/conversations"
  private static let size = 50

  static func add(to routes: Routes) {
    routes.get("/conversations", allow: .read, .conversation, show)
    routes.post("/conversations/export", allow: .export, .bulkExport, export)
  }

  /// Everything one page of the list is made of.
  struct Model: Sendable {
    var filter: ConversationFilter
    var page = Listing.Page()
    var lines: [ConversationLine] = []
    var facets = Facets()
    var views: [SavedView] = []
    var zone = Zone.utc
    var isStart = true
    /// Whether the workspace holds any conversation at all.
    var hasAny = true
  }

  private static func show(_ visit: Visit) async throws -> Reply {
    let filter = ConversationFilter(visit.query)
    let place = place(visit)
    let asksForNothing = visit.query.fields.isEmpty
    let model = try await visit.database.read { [visit] db -> Model? in
      if asksForNothing, try SavedView.standard(of: visit.actor, in: db) != nil { return nil }
      return try read(filter, place, visit, in: db)
    }
    guard let model else {
      let view = try await visit.database.read { [visit] db in
        try SavedView.standard(of: visit.actor, in: db)
      }
      return visit.redirect(to: view?.path ?? path.query([("all", "1")]))
    }
    return visit.page(
      visit.text("conversation.list"), ListView(visit: visit, model: model).page, isWide: true)
  }

  private static func read(
    _ filter: ConversationFilter, _ place: Listing.Place, _ visit: Visit,
    in db: any Connection
  ) throws -> Model {
    let actor = visit.actor
    let zone = try Workspace.find(actor.scope, in: db)?.zone ?? actor.zone
    let listing = Listing(filter: filter, actor: actor, zone: zone, now: visit.world.now())
    var model = Model(filter: filter)
    model.zone = zone
    model.isStart = place == .start
    model.page = try listing.page(place, limit: size, in: db)
    model.lines = try ConversationLine.all(model.page.keys.map(\.id), scope: actor.scope, in: db)
    model.facets = try Facets.all(actor, visit.text, in: db)
    model.views = try SavedView.all(for: actor, in: db)
    if model.lines.isEmpty {
      let any: Int? = try db.value(
        "SELECT 1 AS value FROM conversation WHERE workspace_id = \(actor.scope) LIMIT 1")
      model.hasAny = any != nil
    }
    return model
  }

  private static func place(_ visit: Visit) -> Listing.Place {
    if let after = visit.query("after").flatMap(Listing.Cursor.init(text:)) {
      return .after(after)
    }
    if let before = visit.query("before").flatMap(Listing.Cursor.init(text:)) {
      return .before(before)
    }
    return .start
  }

  // MARK: Export

  private static let mostExported = 100_000

  /// Sends the filtered list as CSV; why it is needed is written into the audit log.
  private static func export(_ visit: Visit) async throws -> Reply {
    let form = try await visit.form()
    let reason = form["reason"]
    guard !reason.isEmpty else { throw Problem.invalid("conversation.export.reasonMissing") }
    guard let query = try? Form(urlencoded: form["filter"]) else {
      throw Problem.invalid("conversation.export.filterUnreadable")
    }
    let filter = ConversationFilter(query)
    let zone = try await visit.database.write { [visit] db in
      try Audit.record(
        .export, .conversation, "audit.conversation.export",
        ["reason": String(reason.prefix(200))], scope: visit.scope, world: visit.world, in: db)
      return try Workspace.find(visit.scope, in: db)?.zone ?? visit.actor.zone
    }
    let listing = Listing(
      filter: filter, actor: visit.actor, zone: zone, now: visit.world.now())
    return visit.table(name: "conversations.csv") { send in
      try await send(CSVWriter.line(Self.header))
      var place = Listing.Place.start
      var count = 0
      while count < mostExported {
        let (page, lines) = try await visit.database.read { [place, visit] db in
          let page = try listing.page(place, limit: 500, in: db)
          return (
            page, try ConversationLine.all(page.keys.map(\.id), scope: visit.scope, in: db)
          )
        }
        try await send(lines.map { CSVWriter.line(cells($0, zone)) }.joined())
        count += lines.count
        guard page.hasNext, let last = page.keys.last else { return }
        place = .after(last)
      }
    }
  }

  /// The names of the columns; they stay the same in every language, so that programs find them.
  private static let header = [
    "id", "source", "external_id", "opened_at", "opened_day", "channel", "status", "subject",
    "agent", "queue", "customer", "language", "reason", "messages", "agent_messages",
    "first_reply_at", "csat",
  ]

  private static func cells(_ line: ConversationLine, _ zone: Zone) -> [String] {
    let one = line.conversation
    return [
      one.id.text, one.source, one.externalID, Text.iso(one.openedAt), one.openedDay.iso,
      one.channel.rawValue, one.status.rawValue, one.subject ?? "", line.agentName ?? "",
      line.queueName ?? "", line.customerName ?? "", one.language ?? "", one.reason ?? "",
      String(one.messageCount), String(one.agentMessageCount),
      one.firstReplyAt.map(Text.iso) ?? "", one.csat.map { "\($0)" } ?? "",
    ]
  }
}
