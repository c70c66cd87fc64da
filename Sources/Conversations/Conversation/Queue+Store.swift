public import Kernel
public import Storage

extension Queue {
  /// The queues of a workspace in order of keys, at most five hundred.
  public static func all(_ scope: Scope, in db: any Connection) throws -> [Queue] {
    try db.rows(
      """
      SELECT id, source, name FROM queue WHERE workspace_id = \(scope) ORDER BY id LIMIT \(500)
      """
    ).map { Queue(id: try $0.get("id"), source: try $0.get("source"), name: try $0.get("name")) }
  }
}
