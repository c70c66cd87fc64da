internal import Kernel
internal import Storage

/// A mapping that somebody kept under a name, for files of any source.
struct NamedMapping: Sendable {
  typealias ID = Identifier<NamedMapping>

  let id: ID
  let name: String
  let mapping: Mapping

  /// All kept mappings, by name; one that an older version wrote and nobody can read is left out.
  static func all(_ scope: Scope, in db: any Connection) throws -> [NamedMapping] {
    try db.rows(
      """
      SELECT id, name, mapping FROM named_mapping WHERE workspace_id = \(scope)
      ORDER BY name LIMIT 200
      """
    ).compactMap { row in
      let text: String = try row.get("mapping")
      guard let mapping = try? Mapping(json: Array(text.utf8)) else { return nil }
      return NamedMapping(id: try row.get("id"), name: try row.get("name"), mapping: mapping)
    }
  }

  /// Keeps a mapping under a name, in place of the one that had it.
  static func keep(
    _ mapping: Mapping, as name: String, scope: Scope, world: World, in db: any Connection
  ) throws {
    let id: ID = world.id()
    try db.execute(
      """
      INSERT INTO named_mapping (workspace_id, id, name, mapping, saved_by, saved_at)
      VALUES (\(scope), \(id), \(name), \(mapping.json.compact), \(scope.person),
        \(world.now()))
      ON CONFLICT (workspace_id, name)
      DO UPDATE SET mapping = excluded.mapping, saved_by = excluded.saved_by,
        saved_at = excluded.saved_at
      """)
  }
}
