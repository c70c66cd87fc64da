internal import Kernel
internal import Markup
internal import People
internal import Storage
internal import Web

/// The page of one conversation.
enum ConversationPages {
  static func add(
    to routes: Routes, asides: [ConversationAside], glosses: [MessageGlosses]
  ) {
    routes.get("/conversations/{id}", allow: .read, .conversation) { visit in
      try await show(visit, asides, glosses)
    }
  }

  /// Everything the page is made of.
  struct Model: Sendable {
    let whole: Conversation.Whole
    var people: [Actor.ID: String] = [:]
    var team: String?
    var queue: String?
    var customer: Customer?
    var tags: [Facets.Choice] = []
    /// What other rooms say beside it.
    var asides: [HTML] = []
    var glosses: [Message.ID: Gloss] = [:]
  }

  private static func show(
    _ visit: Visit, _ asides: [ConversationAside], _ glosses: [MessageGlosses]
  ) async throws -> Reply {
    let id: Conversation.ID = try visit.id("id")
    let model = try await visit.database.read { [visit] db in
      guard try Conversation.find(id, for: visit.actor, in: db) != nil,
        let whole = try Conversation.whole(id, scope: visit.scope, in: db)
      else { throw Problem.notFound }
      var model = try read(whole, visit.scope, in: db)
      model.asides = try asides.compactMap { try $0.html(id, visit, db) }
      for room in glosses {
        model.glosses.merge(try room.all(whole.messages, visit, db)) { first, _ in first }
      }
      return model
    }
    let view = ConversationView(visit: visit, model: model)
    return visit.page(
      view.title, view.page, isWide: true, isTitleTheirs: view.hasSubject)
  }

  private static func read(
    _ whole: Conversation.Whole, _ scope: Scope, in db: any Connection
  ) throws -> Model {
    let one = whole.conversation
    let people =
      whole.participants.map(\.person) + [one.agent, one.credited].compactMap(\.self)
    var model = Model(whole: whole)
    model.people = try Person.names(of: people, scope, in: db)
    model.team = try one.team.flatMap { try Team.find($0, scope, in: db)?.name }
    model.queue = try one.queue.flatMap { key in
      try Queue.names(of: [key], scope: scope, in: db)[key]
    }
    model.customer = try one.customer.flatMap { try Customer.find($0, scope: scope, in: db) }
    model.tags = try db.rows(
      """
      SELECT id, name FROM tag WHERE workspace_id = \(scope) AND id IN (\(list: whole.tags))
      ORDER BY id
      """
    ).map { row in
      let id: Tag.ID = try row.get("id")
      return Facets.Choice(value: id.text, name: try row.get("name"))
    }
    return model
  }
}

extension Customer {
  static func find(_ id: ID, scope: Scope, in db: any Connection) throws -> Customer? {
    try db.row(
      """
      SELECT id, name, email, phone FROM customer
      WHERE workspace_id = \(scope) AND id = \(id)
      """
    ).map {
      Customer(
        id: try $0.get("id"), name: try $0.get("name"), email: try $0.get("email"),
        phone: try $0.get("phone"))
    }
  }
}
