public import Kernel
public import People
public import Storage
public import Web

extension Reflection {
  /// The condition on a row of `reflection AS f` that its newest word on sharing is yes.
  private static let isShared: SQL =
    """
    EXISTS (
      SELECT 1 FROM reflection_sharing AS s
      WHERE s.workspace_id = f.workspace_id AND s.reflection_id = f.id AND s.is_shared = 1
        AND NOT EXISTS (
          SELECT 1 FROM reflection_sharing AS later
          WHERE later.workspace_id = s.workspace_id
            AND later.reflection_id = s.reflection_id AND later.number > s.number))
    """

  /// The one condition under which somebody reads a row of `reflection AS f`: it is their own, or
  /// it is shown to the lead of its team and they are that lead.
  static func isReadable(by actor: Actor) -> SQL {
    """
    (f.agent_id = \(actor.person)
      OR (\(isShared) AND \(actor.predicate(.read, .reflection, team: "f.team_id"))))
    """
  }

  private static func fetch(
    _ condition: SQL, for actor: Actor, in db: any Connection
  ) throws -> [Reflection] {
    try db.rows(
      """
      SELECT f.id, f.cycle_id, f.agent_id, f.version, f.surprised, f.keeps, f.changes,
        f.written_at, CASE WHEN \(isShared) THEN 1 ELSE 0 END AS is_shared
      FROM reflection AS f
      WHERE f.workspace_id = \(actor.scope) AND \(condition) AND \(isReadable(by: actor))
      ORDER BY f.written_at DESC, f.id
      """
    ).map(Reflection.init(row:))
  }

  /// One reflection, as far as the actor may read it.
  public static func find(
    _ id: ID, for actor: Actor, in db: any Connection
  ) throws -> Reflection? {
    try fetch("f.id = \(id)", for: actor, in: db).first
  }

  /// The reflections of a person that the actor may read, the newest first.
  public static func all(
    of agent: Person.ID, for actor: Actor, in db: any Connection
  ) throws -> [Reflection] {
    try fetch("f.agent_id = \(agent)", for: actor, in: db)
  }

  /// The actor's own reflection on a cycle.
  public static func own(
    on cycle: Cycle.ID, for actor: Actor, in db: any Connection
  ) throws -> Reflection? {
    try fetch("f.agent_id = \(actor.person) AND f.cycle_id = \(cycle)", for: actor, in: db).first
  }

  /// Writes the acting person's reflection on a cycle whose reviews they can read.
  ///
  /// Nothing of it goes to the record of who changed what: the words and their moment are theirs.
  /// - Throws: ``ReflectionError/stale(version:)`` unless `version` is the newest one (0 for none).
  public static func write(
    _ wording: Wording, on cycle: Cycle, over version: Int, by actor: Actor, world: World,
    in db: any Connection
  ) throws {
    let wording = wording.tidied
    guard !wording.isEmpty else { throw ReflectionError.empty }
    let scope = actor.scope
    let received = try Review.received(by: actor.person, scope, in: db)
    guard received.contains(where: { $0.cycle == cycle.id }) else {
      throw ReflectionError.nothingToReflect
    }
    let changed =
      version == 0
      ? try insert(wording, on: cycle, by: actor, world: world, in: db)
      : try db.execute(
        """
        UPDATE reflection
        SET version = version + 1, surprised = \(wording.surprised), keeps = \(wording.keeps),
          changes = \(wording.changes), written_at = \(world.now())
        WHERE workspace_id = \(scope) AND agent_id = \(actor.person)
          AND cycle_id = \(cycle.id) AND version = \(version)
        """)
    guard changed == 1 else {
      let newest = try own(on: cycle.id, for: actor, in: db)
      throw ReflectionError.stale(version: newest?.version ?? 0)
    }
  }

  private static func insert(
    _ wording: Wording, on cycle: Cycle, by actor: Actor, world: World, in db: any Connection
  ) throws -> Int {
    try db.execute(
      """
      INSERT INTO reflection
        (workspace_id, id, cycle_id, team_id, agent_id, version, surprised, keeps, changes,
         written_at)
      VALUES
        (\(actor.scope), \(world.key()), \(cycle.id), \(cycle.team), \(actor.person), 1,
         \(wording.surprised), \(wording.keeps), \(wording.changes), \(world.now()))
      ON CONFLICT (workspace_id, agent_id, cycle_id) DO NOTHING
      """)
  }

  /// Shows the acting person's own reflection to the lead of its team, or takes that back.
  public static func share(
    _ isShared: Bool, on cycle: Cycle, by actor: Actor, world: World, in db: any Connection
  ) throws {
    let scope = actor.scope
    guard let own = try own(on: cycle.id, for: actor, in: db) else {
      throw ReflectionError.unknown
    }
    guard own.isShared != isShared else { return }
    try db.execute(
      """
      INSERT INTO reflection_sharing (workspace_id, id, reflection_id, number, is_shared, at)
      SELECT \(scope), \(world.key()), \(own.id), COALESCE(MAX(number), 0) + 1, \(isShared),
        \(world.now())
      FROM reflection_sharing
      WHERE workspace_id = \(scope) AND reflection_id = \(own.id)
      """)
    try Audit.record(
      .change, .reflection, object: own.id.rawValue,
      isShared ? "reflection.audit.shared" : "reflection.audit.takenBack", scope: scope,
      world: world, in: db)
  }
}

extension Reflection {
  fileprivate init(row: Row) throws {
    self.init(
      id: try row.get("id"), cycle: try row.get("cycle_id"), agent: try row.get("agent_id"),
      wording: Wording(
        surprised: try row.get("surprised"), keeps: try row.get("keeps"),
        changes: try row.get("changes")),
      version: try row.get("version"), writtenAt: try row.get("written_at"),
      isShared: try row.get("is_shared"))
  }
}

extension Reflection.Wording {
  fileprivate var tidied: Self {
    Self(
      surprised: String(surprised.trimmed.prefix(4000)), keeps: String(keeps.trimmed.prefix(4000)),
      changes: String(changes.trimmed.prefix(4000)))
  }
}
