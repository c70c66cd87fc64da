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

  /// A condition on `conversation AS c` that holds for all that was opened on some days, and lets an
  /// index by time leave out the rest: in no zone is a day further than a day from that of UTC.
  public static func isOpened(around first: Day, _ last: Day) -> SQL {
    """
    c.opened_at >= \(Zone.utc.start(of: first.advanced(by: -1))) \
    AND c.opened_at < \(Zone.utc.start(of: last.advanced(by: 2)))
    """
  }
}
