public import Kernel
public import Storage
public import Web

extension AccessToken {
  /// Makes a token of a person; its text is in the answer and nowhere else.
  ///
  /// - Throws: ``Refusal``.
  static func make(
    _ name: String, _ role: Role, days: Int, of actor: Actor, world: World,
    in db: any Connection
  ) throws -> String {
    let (scope, now) = (actor.scope, world.now())
    guard let name = Person.tidied(name) else { throw Refusal.nameMissing }
    guard lifetimes.contains(days) else { throw Refusal.lifetimeUnknown }
    guard try Grant.of(actor.person, scope, in: db).contains(where: { $0.role == role }) else {
      throw Refusal.roleNotHeld
    }
    guard try all(of: actor.person, at: now, scope, in: db).count < most else {
      throw Refusal.tooMany
    }
    let token = Token(workspace: scope.workspace, secret: world.secret(32))
    let id: ID = world.id()
    try db.execute(
      """
      INSERT INTO access_token
        (workspace_id, id, person_id, name, role, token_hash, created_at, expires_at)
      VALUES
        (\(scope), \(id), \(actor.person), \(name), \(role.rawValue), \(token.hash), \(now),
         \(now.advanced(byDays: Int64(days))))
      """)
    try Audit.record(
      .create, .account, object: actor.person.rawValue, "token.audit.made",
      ["name": name, "role": role.rawValue], scope: scope, world: world, in: db)
    return mark + token.text
  }

  /// A person's tokens that still work, the newest first.
  static func all(
    of person: Person.ID, at now: Instant, _ scope: Scope, in db: any Connection
  ) throws -> [AccessToken] {
    try db.rows(
      """
      SELECT id, name, role, created_at, expires_at, used_at FROM access_token
      WHERE workspace_id = \(scope) AND person_id = \(person) AND expires_at > \(now)
      ORDER BY created_at DESC, id DESC
      """
    ).map { row in
      AccessToken(
        id: try row.get("id"), name: try row.get("name"), role: try row.get("role"),
        createdAt: try row.get("created_at"), expiresAt: try row.get("expires_at"),
        usedAt: try row.get("used_at"))
    }
  }

  /// Ends a token of a person from this transaction on; says whether there was one.
  @discardableResult
  static func end(
    _ id: ID, of person: Person.ID, scope: Scope, world: World, in db: any Connection
  ) throws -> Bool {
    let name: String? = try db.row(
      """
      SELECT name FROM access_token
      WHERE workspace_id = \(scope) AND id = \(id) AND person_id = \(person)
      """)?.get("name")
    guard let name else { return false }
    try db.execute(
      """
      DELETE FROM access_token
      WHERE workspace_id = \(scope) AND id = \(id) AND person_id = \(person)
      """)
    try Audit.record(
      .remove, .account, object: person.rawValue, "token.audit.ended", ["name": name],
      scope: scope, world: world, in: db)
    return true
  }

  // MARK: Who holds one

  /// How often a use is remembered in the row, in seconds.
  private static let touchEvery: Double = 60

  /// Who asks with a token: its owner as they are now, in the one role it carries.
  ///
  /// `nil` when it is unknown or over, when its owner has left or lost the role, and while the
  /// workspace asks the owner for a second step that is not set up.
  static func holder(
    of text: String, world: World, _ database: any Database
  ) async throws -> Actor? {
    guard text.hasPrefix(mark), let token = Token(text: text.dropFirst(mark.count)) else {
      return nil
    }
    let (scope, now) = (Scope(workspace: token.workspace), world.now())
    let found = try await database.read { db in try find(token, at: now, scope, in: db) }
    guard let found else { return nil }
    if found.usedAt.map({ now.seconds(since: $0) >= touchEvery }) ?? true {
      try await database.write { db in
        try db.execute(
          """
          UPDATE access_token SET used_at = \(now)
          WHERE workspace_id = \(scope) AND token_hash = \(token.hash)
          """)
      }
    }
    return found.actor
  }

  private static func find(
    _ token: Token, at now: Instant, _ scope: Scope, in db: any Connection
  ) throws -> (actor: Actor, usedAt: Instant?)? {
    let row = try db.row(
      """
      SELECT t.person_id, t.role, t.used_at FROM access_token AS t
      JOIN person AS p ON p.workspace_id = t.workspace_id AND p.id = t.person_id AND p.active = 1
      WHERE t.workspace_id = \(scope) AND t.token_hash = \(token.hash) AND t.expires_at > \(now)
      """)
    guard let row, let owner = try Person.actor(try row.get("person_id"), scope, in: db) else {
      return nil
    }
    let role: Role = try row.get("role")
    let grants = owner.grants.filter { $0.role == role }
    guard !grants.isEmpty, try !owesSecondStep(owner, scope, in: db) else { return nil }
    return (owner.carrying(grants), try row.get("used_at"))
  }

  private static func owesSecondStep(
    _ owner: Actor, _ scope: Scope, in db: any Connection
  ) throws -> Bool {
    guard try Setting.value("secondStep", scope, in: db) == "1",
      owner.grants.contains(where: { SecondStep.roles.contains($0.role) })
    else { return false }
    return try SecondStep.of(owner.person, scope, in: db)?.isOn != true
  }
}

extension Actor {
  /// The same person with fewer rights.
  fileprivate func carrying(_ grants: [Grant]) -> Actor {
    Actor(
      person: person, name: name, workspace: scope.workspace, grants: grants, teams: teams,
      language: language, zone: zone)
  }

  /// Who asks with a token made on somebody's profile; `nil` when it leads nowhere.
  public static func holding(
    token: String, _ world: World, _ database: any Database
  ) async throws -> Actor? {
    try await AccessToken.holder(of: token, world: world, database)
  }
}
