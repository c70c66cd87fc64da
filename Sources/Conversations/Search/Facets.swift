internal import Kernel
internal import People
internal import Storage
public import Web

/// What a reader can choose from in the filters, and how chosen values are called.
struct Facets: Sendable {
  struct Choice: Hashable, Sendable {
    let value: String
    let name: String
  }

  var channels: [Choice] = []
  var statuses: [Choice] = []
  var queues: [Choice] = []
  var teams: [Choice] = []
  var agents: [Choice] = []
  var tags: [Choice] = []
  var languages: [Choice] = []
  var sources: [Choice] = []
  var signals: [Choice] = []

  /// Reads the choices an actor has; people only where the actor sees more than their own.
  static func all(_ actor: Actor, _ text: Text, in db: any Connection) throws -> Facets {
    let scope = actor.scope
    var facets = Facets()
    facets.channels = try distinct("channel", scope, in: db)
      .map { Choice(value: $0, name: text.channel(Channel(rawValue: $0))) }
    facets.statuses = try distinct("status", scope, in: db)
      .map { Choice(value: $0, name: text.status(ConversationStatus(rawValue: $0))) }
    facets.languages = try distinct("language", scope, in: db)
      .map { Choice(value: $0, name: text.languageName($0)) }
    facets.sources = try distinct("source", scope, in: db).map { Choice(value: $0, name: $0) }
    facets.signals = try Signal.published(scope, in: db)
      .map { Choice(value: $0, name: Signal.name($0, text)) }
    facets.queues = try named(
      "SELECT id, name FROM queue WHERE workspace_id = \(scope) ORDER BY id LIMIT 500", in: db)
    facets.tags = try named(
      "SELECT id, name FROM tag WHERE workspace_id = \(scope) ORDER BY id LIMIT 500", in: db)
    switch Reach(actor) {
    case .everything:
      facets.teams = try named(
        "SELECT id, name FROM team WHERE workspace_id = \(scope) ORDER BY id", in: db)
      facets.agents = try named(
        """
        SELECT id, name FROM person p
        WHERE p.workspace_id = \(scope) AND EXISTS (
          SELECT 1 FROM conversation c
          WHERE c.workspace_id = p.workspace_id AND c.agent_id = p.id AND c.deleted_at IS NULL)
        ORDER BY id LIMIT 1000
        """, in: db)
    case .part(_, let teams):
      facets.teams = try named(
        """
        SELECT id, name FROM team WHERE workspace_id = \(scope) AND id IN (\(list: teams))
        ORDER BY id
        """, in: db)
      facets.agents = try named(
        """
        SELECT id, name FROM person p
        WHERE p.workspace_id = \(scope) AND EXISTS (
          SELECT 1 FROM membership m
          WHERE m.workspace_id = p.workspace_id AND m.person_id = p.id
            AND m.team_id IN (\(list: teams)))
        ORDER BY id LIMIT 1000
        """, in: db)
    }
    return facets
  }

  private static func named(_ sql: SQL, in db: any Connection) throws -> [Choice] {
    try db.rows(sql).map { row in
      let id: Identifier<Facets> = try row.get("id")
      return Choice(value: id.text, name: try row.get("name"))
    }.sorted { $0.name.lowercased() < $1.name.lowercased() }
  }

  /// The different values of an indexed column: one jump in the index for each, at most 100.
  private static func distinct(
    _ column: StaticName, _ scope: Scope, in db: any Connection
  ) throws -> [String] {
    var values: [String] = []
    while values.count < 100 {
      let name = SQL(column)
      let after: SQL = values.last.map { "AND \(name) > \($0)" } ?? ""
      let next: String? = try db.row(
        """
        SELECT \(name) AS value FROM conversation
        WHERE workspace_id = \(scope) AND deleted_at IS NULL AND \(name) IS NOT NULL \(after)
        ORDER BY \(name) LIMIT 1
        """)?.get("value")
      guard let next else { break }
      values.append(next)
    }
    return values
  }
}

extension Text {
  /// A channel in the reader's language; a source's own word as it is.
  public func channel(_ channel: Channel) -> String {
    switch channel {
    case .email: self("channel.email")
    case .chat: self("channel.chat")
    case .call: self("channel.call")
    case .sms: self("channel.sms")
    case .social: self("channel.social")
    case .web: self("channel.web")
    case .api: self("channel.api")
    case .inPerson: self("channel.inPerson")
    default: channel.rawValue
    }
  }

  /// A status in the reader's language; a source's own word as it is.
  func status(_ status: ConversationStatus) -> String {
    switch status {
    case .new: self("status.new")
    case .open: self("status.open")
    case .pending: self("status.pending")
    case .onHold: self("status.onHold")
    case .solved: self("status.solved")
    case .closed: self("status.closed")
    case .deleted: self("status.deleted")
    default: status.rawValue
    }
  }

  /// A language's own name where we know it, else its tag.
  func languageName(_ tag: String) -> String { Language(rawValue: tag)?.ownName ?? tag }

  /// A satisfaction band in the reader's words.
  func satisfaction(_ value: ConversationFilter.Satisfaction) -> String {
    switch value {
    case .low: self("csat.low")
    case .middle: self("csat.middle")
    case .high: self("csat.high")
    case .answered: self("csat.answered")
    case .unanswered: self("csat.unanswered")
    }
  }

  func order(_ value: ConversationFilter.Order) -> String {
    switch value {
    case .newest: self("order.newest")
    case .oldest: self("order.oldest")
    case .longest: self("order.longest")
    case .unhappiest: self("order.unhappiest")
    }
  }

  func period(_ value: ConversationFilter.Period) -> String {
    switch value {
    case .any: self("period.any")
    case .last(1): self("period.today")
    case .last(let days): self("period.last", ["count": .integer(days)])
    case .between(let from?, let to?):
      self("period.between", ["from": .string(day(from)), "to": .string(day(to))])
    case .between(let from?, nil): self("period.from", ["day": .string(day(from))])
    case .between(nil, let to?): self("period.until", ["day": .string(day(to))])
    case .between(nil, nil): self("period.any")
    }
  }
}
