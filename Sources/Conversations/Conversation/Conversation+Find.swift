public import Kernel
internal import People
public import Storage
public import Web

extension Conversation {
  /// The conversation with that key, unless its import was undone; asks for no right.
  public static func find(
    _ id: ID, scope: Scope, in db: any Connection
  ) throws -> Conversation? {
    try db.row(
      """
      SELECT \(SQL(columns)) FROM conversation
      WHERE workspace_id = \(scope) AND id = \(id) AND deleted_at IS NULL
      """
    ).map(Conversation.init)
  }

  /// The conversation with that key, if the actor may read it.
  public static func find(
    _ id: ID, for actor: Actor, in db: any Connection
  ) throws -> Conversation? {
    try db.row(
      """
      SELECT \(SQL(columns)) FROM conversation c
      WHERE c.workspace_id = \(actor.scope) AND c.id = \(id) AND c.deleted_at IS NULL
        AND \(actor.mayRead(.read, .conversation))
      """
    ).map(Conversation.init)
  }

  /// The conversations opened last that the actor may read, the newest first.
  public static func recent(
    _ count: Int, for actor: Actor, in db: any Connection
  ) throws -> [Conversation] {
    try db.rows(
      """
      SELECT \(SQL(columns)) FROM conversation c
      WHERE c.workspace_id = \(actor.scope) AND c.deleted_at IS NULL
        AND \(actor.mayRead(.read, .conversation))
      ORDER BY c.opened_at DESC, c.id DESC LIMIT \(count)
      """
    ).map(Conversation.init)
  }

  /// What a sample needs to know of a conversation.
  public struct Candidate: Hashable, Sendable {
    public let id: ID
    /// Whom a review would concern.
    public let agent: Actor.ID
    public let channel: Channel
    public let reason: String?
    public let openedDay: Day
    public let language: String?
    public let messageCount: Int
  }

  /// The conversations a sample may be drawn from, in the order of their keys.
  ///
  /// Only those count in which an agent wrote to the customer or talked on the telephone. The
  /// days are the first and the last in the workspace's zone; no agents means everybody. The
  /// filter's words, order and period are not used: the days say the period.
  public static func pool(
    _ filter: ConversationFilter = ConversationFilter(), days: ClosedRange<Day>,
    agents: [Actor.ID] = [], zone: Zone, scope: Scope, in db: any Connection
  ) throws -> [Candidate] {
    let from = zone.start(of: days.lowerBound)
    let until = zone.start(of: days.upperBound.advanced(by: 1))
    let facets = filter.conditions()
    var pool: [Candidate] = []
    let walks: [SQL] =
      agents.isEmpty
      ? ["c.credited_id IS NOT NULL"]
      : Array(Set(agents)).map { "c.credited_id = \($0)" }
    for walk in walks {
      try db.forEachRow(
        """
        SELECT c.id AS id, c.credited_id AS credited_id, c.channel AS channel,
          c.reason AS reason, c.opened_day AS opened_day, c.language AS language,
          c.message_count AS message_count
        FROM conversation c
        WHERE c.workspace_id = \(scope) AND c.deleted_at IS NULL AND \(walk)
          AND c.opened_at >= \(from) AND c.opened_at < \(until)
          AND (c.agent_message_count > 0 OR c.channel = 'call') AND \(facets)
        """
      ) { row in
        pool.append(
          Candidate(
            id: try row.get("id"), agent: try row.get("credited_id"),
            channel: try row.get("channel"), reason: try row.get("reason"),
            openedDay: try row.get("opened_day"), language: try row.get("language"),
            messageCount: try row.get("message_count")))
      }
    }
    return pool.sorted { $0.id < $1.id }
  }
}
