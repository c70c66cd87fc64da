internal import Kernel
public import Storage
public import Web

extension SavedView {
  /// The views somebody may use: their own and those others share, by name.
  public static func all(
    for actor: Actor, in db: any Connection
  ) throws -> [SavedView] {
    try db.rows(
      """
      SELECT v.id AS id, v.name AS name, v.filter AS filter, v.is_shared AS is_shared,
        v.person_id AS person_id, d.view_id AS default_id
      FROM saved_view v
      LEFT JOIN default_view d ON d.workspace_id = v.workspace_id
        AND d.person_id = \(actor.person) AND d.view_id = v.id
      WHERE v.workspace_id = \(actor.scope)
        AND (v.person_id = \(actor.person) OR v.is_shared = 1)
      ORDER BY v.id
      LIMIT 100
      """
    ).map { row in
      let owner: Actor.ID = try row.get("person_id")
      let standard: ID? = try row.get("default_id")
      return SavedView(
        id: try row.get("id"), name: try row.get("name"), filter: try row.get("filter"),
        isShared: try row.get("is_shared"), isOwn: owner == actor.person,
        isDefault: standard != nil)
    }
  }

  /// The view with that key, if the actor may use it.
  static func find(_ id: ID, for actor: Actor, in db: any Connection) throws -> SavedView? {
    try all(for: actor, in: db).first { $0.id == id }
  }

  /// The view somebody's list begins with.
  static func standard(of actor: Actor, in db: any Connection) throws -> SavedView? {
    try all(for: actor, in: db).first(where: \.isDefault)
  }

  /// Keeps a filter under a name; the same name of the same person is replaced.
  static func save(
    _ name: String, _ filter: ConversationFilter, isShared: Bool, by actor: Actor,
    world: World, in db: any Connection
  ) throws {
    let id: ID = world.id()
    try db.execute(
      """
      INSERT INTO saved_view (workspace_id, id, person_id, name, filter, is_shared, created_at)
      VALUES (\(actor.scope), \(id), \(actor.person), \(name), \(filter.items.queryText),
        \(isShared), \(world.now()))
      ON CONFLICT (workspace_id, person_id, name) DO UPDATE SET
        filter = excluded.filter, is_shared = excluded.is_shared
      """)
  }

  /// Lets somebody's list begin with a view, or with everything.
  static func begin(
    with view: ID?, _ actor: Actor, in db: any Connection
  ) throws {
    try db.execute(
      """
      DELETE FROM default_view
      WHERE workspace_id = \(actor.scope) AND person_id = \(actor.person)
      """)
    guard let view else { return }
    try db.execute(
      """
      INSERT INTO default_view (workspace_id, person_id, view_id)
      VALUES (\(actor.scope), \(actor.person), \(view))
      """)
  }

  /// Removes a view of one's own; whoever began with it begins with everything again.
  static func remove(_ view: ID, by actor: Actor, in db: any Connection) throws -> Bool {
    guard let found = try find(view, for: actor, in: db), found.isOwn else { return false }
    try db.execute(
      "DELETE FROM default_view WHERE workspace_id = \(actor.scope) AND view_id = \(view)")
    return try db.execute(
      """
      DELETE FROM saved_view
      WHERE workspace_id = \(actor.scope) AND id = \(view) AND person_id = \(actor.person)
      """) > 0
  }
}
