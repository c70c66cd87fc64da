public import Kernel
public import Storage

/// A small fact about the workspace under a name, such as a dismissed checklist.
public enum Setting {
  /// The value under a name, if one was set.
  public static func value(
    _ name: StaticString, _ scope: Scope, in db: any Connection
  ) throws -> String? {
    try db.value(
      """
      SELECT value FROM setting WHERE workspace_id = \(scope) AND name = \(name.description)
      """)
  }

  /// Sets the value under a name.
  public static func set(
    _ name: StaticString, to value: String, scope: Scope, world: World, in db: any Connection
  ) throws {
    let id: Identifier<Setting> = world.id()
    try db.execute(
      """
      INSERT INTO setting (workspace_id, id, name, value, changed_at)
      VALUES (\(scope), \(id), \(name.description), \(value), \(world.now()))
      ON CONFLICT (workspace_id, name)
      DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at
      """)
  }
}
