internal import Kernel
internal import People
internal import Storage
internal import Web

extension Listing {
  /// One page of keys with what lies before and after.
  struct Page: Hashable, Sendable {
    var keys: [Cursor] = []
    var hasPrevious = false
    var hasNext = false
    /// How many there are in all, counted no further than ``Listing/mostCounted``.
    var count = 0
  }

  /// From here on the list says "1,000+".
  static let mostCounted = 1001
  /// Above this many hits the words follow the order of the list instead of leading.
  static let manyHits = 4000

  /// Chooses how words are looked up by how many conversations hold them.
  private func wordSearch(in db: any Connection) throws -> WordSearch {
    guard !filter.words.isEmpty else { return .none }
    guard !TextIndex.terms(of: filter.words, limit: 32, forQuery: true).isEmpty else {
      return .impossible
    }
    let hits = try Conversation.text.count(
      filter.words, upTo: Self.manyHits + 1, scope: actor.scope, in: db)
    return hits > Self.manyHits ? .following : .leading
  }

  /// A page from that place on; the first page is counted by the same walk.
  func page(_ place: Place, limit: Int, in db: any Connection) throws -> Page {
    let words = try wordSearch(in: db)
    let most = place == .start ? max(limit + 1, Self.mostCounted) : limit + 1
    let found = try db.rows(keys(place, limit: most, words: words, dialect: db.dialect))
      .map { Cursor(value: try $0.get("place"), id: try $0.get("id")) }
    let hasMore = found.count > limit
    let some = Array(found.prefix(limit))
    switch place {
    case .start:
      return Page(keys: some, hasNext: hasMore, count: min(found.count, Self.mostCounted))
    case .after:
      return Page(
        keys: some, hasPrevious: true, hasNext: hasMore, count: try count(words, in: db))
    case .before:
      return Page(
        keys: some.reversed(), hasPrevious: hasMore, hasNext: true,
        count: try count(words, in: db))
    }
  }

  private func count(_ words: WordSearch, in db: any Connection) throws -> Int {
    try db.value(count(upTo: Self.mostCounted, words: words, dialect: db.dialect)) ?? 0
  }
}

/// A line of the list: a conversation with the names a reader needs.
struct ConversationLine: Hashable, Sendable {
  let conversation: Conversation
  let agentName: String?
  let queueName: String?
  let customerName: String?
  /// The beginning of the first message.
  let opening: String?

  /// What stands for the conversation where it has no subject.
  var title: String {
    if let subject = conversation.subject, !subject.isEmpty { return subject }
    if let opening, !opening.isEmpty { return opening.shortened(to: 90) }
    return conversation.externalID
  }

  /// The lines of keys, in the order of the keys.
  static func all(
    _ keys: [Conversation.ID], scope: Scope, in db: any Connection
  ) throws -> [ConversationLine] {
    guard !keys.isEmpty else { return [] }
    let rows = try db.rows(
      """
      SELECT \(SQL(Conversation.columns)) FROM conversation
      WHERE workspace_id = \(scope) AND id IN (\(list: keys))
      """
    ).map(Conversation.init)
    let agents = try Person.names(of: rows.compactMap(\.agent), scope, in: db)
    let queues = try Queue.names(of: rows.compactMap(\.queue), scope: scope, in: db)
    let customers = try Customer.names(of: rows.compactMap(\.customer), scope: scope, in: db)
    let openings = try openings(of: keys, scope: scope, in: db)
    let lines = rows.map { row in
      (
        row.id,
        ConversationLine(
          conversation: row, agentName: row.agent.flatMap { agents[$0] },
          queueName: row.queue.flatMap { queues[$0] },
          customerName: row.customer.flatMap { customers[$0] }, opening: openings[row.id])
      )
    }
    let byKey = Dictionary(lines, uniquingKeysWith: { first, _ in first })
    return keys.compactMap { byKey[$0] }
  }

  private static func openings(
    of keys: [Conversation.ID], scope: Scope, in db: any Connection
  ) throws -> [Conversation.ID: String] {
    let rows = try db.rows(
      """
      SELECT conversation_id, SUBSTR(text, 1, 160) AS opening FROM message
      WHERE workspace_id = \(scope) AND conversation_id IN (\(list: keys)) AND position = 0
        AND removed_at IS NULL
      """)
    return try Dictionary(
      rows.map { (try $0.get("conversation_id"), try $0.get("opening")) },
      uniquingKeysWith: { first, _ in first })
  }
}

extension Queue {
  static func names(
    of keys: some Sequence<ID>, scope: Scope, in db: any Connection
  ) throws -> [ID: String] {
    let rows = try db.rows(
      """
      SELECT id, name FROM queue
      WHERE workspace_id = \(scope) AND id IN (\(list: Array(Set(keys))))
      """)
    return try Dictionary(
      rows.map { (try $0.get("id"), try $0.get("name")) }, uniquingKeysWith: { first, _ in first })
  }
}

extension Customer {
  static func names(
    of keys: some Sequence<ID>, scope: Scope, in db: any Connection
  ) throws -> [ID: String] {
    let rows = try db.rows(
      """
      SELECT id, name FROM customer
      WHERE workspace_id = \(scope) AND id IN (\(list: Array(Set(keys))))
      """)
    return try Dictionary(
      rows.map { (try $0.get("id"), try $0.get("name")) }, uniquingKeysWith: { first, _ in first })
  }
}
