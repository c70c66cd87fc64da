internal import Kernel
internal import Storage
internal import Web

/// The address under which a person's own calendar program reads their dates.
///
/// Whoever has the address reads the calendar and nothing else; a new one ends the old one.
struct CalendarFeed: Hashable, Sendable {
  /// The key of a feed.
  typealias ID = Identifier<CalendarFeed>

  let id: ID
  let createdAt: Instant
  /// When a program asked for it last; `nil` before the first time.
  let askedAt: Instant?

  static let schema: [SQL] = [
    """
    CREATE TABLE calendar_feed (
      \(.key),
      person_id INTEGER NOT NULL,
      token_hash BLOB NOT NULL,
      created_at INTEGER NOT NULL,
      asked_at INTEGER,
      UNIQUE (workspace_id, person_id),
      UNIQUE (workspace_id, token_hash),
      \(.reference(column: "person_id", table: "person"))
    ) \(.strict)
    """
  ]
}

extension CalendarFeed {
  /// How often it is remembered that a program asked, in seconds.
  private static let touchEvery: Double = 3600

  /// The feed of a person, if they have one.
  static func of(
    _ person: Person.ID, _ scope: Scope, in db: any Connection
  ) throws -> CalendarFeed? {
    try db.row(
      """
      SELECT id, created_at, asked_at FROM calendar_feed
      WHERE workspace_id = \(scope) AND person_id = \(person)
      """
    ).map {
      CalendarFeed(
        id: try $0.get("id"), createdAt: try $0.get("created_at"),
        askedAt: try $0.get("asked_at"))
    }
  }

  /// Gives a person a new address; the one before leads nowhere from now on.
  static func renew(
    for person: Person.ID, scope: Scope, world: World, in db: any Connection
  ) throws -> Token {
    let token = Token(workspace: scope.workspace, secret: world.secret(32))
    let id: ID = world.id()
    try db.execute(
      """
      INSERT INTO calendar_feed (workspace_id, id, person_id, token_hash, created_at)
      VALUES (\(scope), \(id), \(person), \(token.hash), \(world.now()))
      ON CONFLICT (workspace_id, person_id)
      DO UPDATE SET token_hash = excluded.token_hash, created_at = excluded.created_at,
        asked_at = NULL
      """)
    try Audit.record(
      .change, .account, object: person.rawValue, "feed.audit.renewed", scope: scope,
      world: world, in: db)
    return token
  }

  /// Takes a person's address away.
  static func remove(
    of person: Person.ID, scope: Scope, world: World, in db: any Connection
  ) throws {
    let gone = try db.execute(
      "DELETE FROM calendar_feed WHERE workspace_id = \(scope) AND person_id = \(person)")
    guard gone > 0 else { return }
    try Audit.record(
      .change, .account, object: person.rawValue, "feed.audit.removed", scope: scope,
      world: world, in: db)
  }

  /// Whose calendar an address shows, with their rights as they are now; `nil` when nobody's.
  static func reader(
    of token: Token, world: World, _ database: any Database
  ) async throws -> Actor? {
    let scope = Scope(workspace: token.workspace)
    let now = world.now()
    let found = try await database.read { db -> (actor: Actor, askedAt: Instant?)? in
      let row = try db.row(
        """
        SELECT f.person_id, f.asked_at
        FROM calendar_feed AS f
        JOIN person AS p
          ON p.workspace_id = f.workspace_id AND p.id = f.person_id AND p.active = 1
        WHERE f.workspace_id = \(scope) AND f.token_hash = \(token.hash)
        """)
      guard let row, let actor = try Person.actor(try row.get("person_id"), scope, in: db) else {
        return nil
      }
      return (actor, try row.get("asked_at"))
    }
    guard let found else { return nil }
    if found.askedAt.map({ now.seconds(since: $0) >= touchEvery }) ?? true {
      try await database.write { db in
        try db.execute(
          """
          UPDATE calendar_feed SET asked_at = \(now)
          WHERE workspace_id = \(scope) AND token_hash = \(token.hash)
          """)
      }
    }
    return found.actor
  }
}

extension Person {
  /// A person as somebody who asks, with their rights as they are now; `nil` when there is none.
  static func actor(
    _ id: ID, _ scope: Scope, in db: any Connection
  ) throws -> Actor? {
    guard let person = try find(id, scope, in: db),
      let workspace = try Workspace.find(scope, in: db)
    else { return nil }
    return Actor(
      person: id, name: person.name, workspace: scope.workspace,
      grants: try Grant.of(id, scope, in: db),
      teams: Set(try Membership.teams(of: id, scope, in: db)),
      language: person.language ?? workspace.language, zone: person.zone ?? workspace.zone)
  }
}
