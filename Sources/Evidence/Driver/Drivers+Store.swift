internal import Conversations
internal import Kernel
internal import Linguistics
internal import Storage
internal import Web

extension Actor {
  /// The rows of `conversation c` that a report for this reader may be made of.
  var mayReport: SQL {
    predicate(
      .export, .teamReport, person: "COALESCE(c.credited_id, 0)", team: "COALESCE(c.team_id, 0)")
  }
}

extension Drivers {
  /// What is read in one transaction; words are counted after it.
  struct Source: Sendable {
    var all = Sides()
    var signals: [String: Sides] = [:]
    var reasons: [String: Int] = [:]
    /// The messages of the newest conversations of each side.
    var low: [Conversation.ID: [Message]] = [:]
    var high: [Conversation.ID: [Message]] = [:]
  }

  /// So many conversations of each side are read word by word.
  static let mostRead = 1_000

  init(_ source: Source) {
    func tally(_ talks: [Conversation.ID: [Message]]) -> WordTally {
      var tally = WordTally()
      for messages in talks.values { tally.add(Sayings(messages).turns, of: .customer) }
      return tally
    }
    self.init(
      all: source.all, signals: source.signals, reasons: source.reasons, low: tally(source.low),
      high: tally(source.high))
  }
}

extension Drivers.Source {
  private static let isLow: SQL = "c.csat < 50"
  private static let isHigh: SQL = "c.csat >= 75"

  init(_ span: RecentDays, zone: Zone, for actor: Actor, in db: any Connection) throws {
    let scope = actor.scope
    let condition: SQL =
      """
      c.workspace_id = \(scope) AND c.deleted_at IS NULL AND c.csat IS NOT NULL
        AND c.opened_at >= \(zone.start(of: span.first))
        AND c.opened_at < \(zone.start(of: span.last.advanced(by: 1))) AND \(actor.mayReport)
      """
    for row in try db.rows(
      """
      SELECT c.reason, SUM(CASE WHEN \(Self.isLow) THEN 1 ELSE 0 END) AS low,
        SUM(CASE WHEN \(Self.isHigh) THEN 1 ELSE 0 END) AS high
      FROM conversation AS c WHERE \(condition) GROUP BY c.reason
      """)
    {
      let sides = try Self.sides(row)
      all.low += sides.low
      all.high += sides.high
      if let reason: String = try row.get("reason"), !reason.isEmpty, sides.low > 0 {
        reasons[reason] = sides.low
      }
    }
    for row in try db.rows(
      """
      SELECT s.name, SUM(CASE WHEN \(Self.isLow) THEN 1 ELSE 0 END) AS low,
        SUM(CASE WHEN \(Self.isHigh) THEN 1 ELSE 0 END) AS high
      FROM conversation AS c JOIN conversation_signal AS s
        ON s.workspace_id = c.workspace_id AND s.conversation_id = c.id
      WHERE \(condition) GROUP BY s.name
      """)
    { signals[try row.get("name")] = try Self.sides(row) }
    low = try Self.newest(Self.isLow, condition, scope, in: db)
    high = try Self.newest(Self.isHigh, condition, scope, in: db)
  }

  private static func sides(_ row: Row) throws -> Drivers.Sides {
    Drivers.Sides(low: try row.get("low"), high: try row.get("high"))
  }

  private static func newest(
    _ side: SQL, _ condition: SQL, _ scope: Scope, in db: any Connection
  ) throws -> [Conversation.ID: [Message]] {
    let ids: [Conversation.ID] = try db.rows(
      """
      SELECT c.id FROM conversation AS c WHERE \(condition) AND \(side)
      ORDER BY c.opened_at DESC, c.id DESC LIMIT \(Drivers.mostRead)
      """
    ).map { try $0.get("id") }
    var talks: [Conversation.ID: [Message]] = [:]
    for start in stride(from: 0, to: ids.count, by: 200) {
      let some = Array(ids[start..<min(ids.count, start + 200)])
      talks.merge(try Message.all(of: some, scope: scope, in: db)) { first, _ in first }
    }
    return talks
  }
}
