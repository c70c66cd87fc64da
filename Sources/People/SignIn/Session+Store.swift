public import Kernel
public import Storage
public import Web

extension Session {
  /// How often a request is remembered in the row, in seconds.
  private static let touchEvery: Double = 60

  /// Opens a session; the token is in the answer and nowhere else.
  static func open(
    _ person: Person.ID, browser: String, limits: Limits, scope: Scope, world: World,
    in db: any Connection
  ) throws -> Token {
    let token = Token(workspace: scope.workspace, secret: world.secret(32))
    let id: ID = world.id()
    let now = world.now()
    try db.execute(
      "DELETE FROM session WHERE workspace_id = \(scope) AND expires_at <= \(now)")
    try db.execute(
      """
      INSERT INTO session
        (workspace_id, id, token_hash, person_id, generation, browser, created_at, seen_at,
         expires_at)
      SELECT workspace_id, \(id), \(token.hash), id, generation, \(shortened(browser)), \(now),
        \(now), \(now.advanced(bySeconds: limits.absolute))
      FROM person
      WHERE workspace_id = \(scope) AND id = \(person) AND active = 1
      """)
    return token
  }

  /// Who holds a token now; `nil` when it is unknown, too old, or the person's rights ended.
  ///
  /// Everything is read anew for each request, so that a change of rights holds at once.
  public static func resolve(
    token text: String, limits: Limits = .standard, _ world: World, _ database: any Database
  ) async throws -> Actor? {
    guard let token = Token(text: text) else { return nil }
    let now = world.now()
    let scope = Scope(workspace: token.workspace)
    let found = try await database.read { db in
      try find(token, at: now, limits: limits, scope, in: db)
    }
    guard let found else { return nil }
    if now.seconds(since: found.seenAt) >= touchEvery {
      try await database.write { db in
        try db.execute(
          """
          UPDATE session SET seen_at = \(now)
          WHERE workspace_id = \(scope) AND id = \(found.session) AND seen_at < \(now)
          """)
      }
    }
    return found.actor
  }

  private static func find(
    _ token: Token, at now: Instant, limits: Limits, _ scope: Scope, in db: any Connection
  ) throws -> (actor: Actor, session: ID, seenAt: Instant)? {
    let row = try db.row(
      """
      SELECT session.id AS session_id, session.seen_at, person.id, person.name,
        COALESCE(person.language, workspace.language) AS language,
        COALESCE(person.zone, workspace.zone) AS zone, person.theme, person.shortcuts_on,
        CASE WHEN EXISTS (
          SELECT 1 FROM setting
          WHERE setting.workspace_id = session.workspace_id AND setting.name = 'secondStep'
            AND setting.value = '1'
        ) AND NOT EXISTS (
          SELECT 1 FROM second_step AS s
          WHERE s.workspace_id = session.workspace_id AND s.person_id = session.person_id
            AND s.confirmed_at IS NOT NULL
        ) THEN 1 ELSE 0 END AS lacks_step
      FROM session
      JOIN person ON person.workspace_id = session.workspace_id
        AND person.id = session.person_id AND person.generation = session.generation
        AND person.active = 1
      JOIN workspace ON workspace.workspace_id = session.workspace_id
      WHERE session.workspace_id = \(scope) AND session.token_hash = \(token.hash)
        AND session.expires_at > \(now)
        AND session.seen_at > \(now.advanced(bySeconds: -limits.idle))
      """)
    guard let row else { return nil }
    let person: Person.ID = try row.get("id")
    let theme: String = try row.get("theme")
    let grants = try Grant.of(person, scope, in: db)
    let lacksStep: Bool = try row.get("lacks_step")
    let actor = Actor(
      person: person, name: try row.get("name"), workspace: scope.workspace,
      grants: grants,
      teams: Set(try Membership.teams(of: person, scope, in: db)),
      language: try row.get("language"), zone: Zone(name: try row.get("zone")) ?? .utc,
      theme: Theme(rawValue: theme) ?? .system, shortcutsOn: try row.get("shortcuts_on"),
      csrf: token.csrf,
      owesSecondStep: lacksStep && grants.contains { SecondStep.roles.contains($0.role) })
    return (actor, try row.get("session_id"), try row.get("seen_at"))
  }

  /// The key of a token's session, if it is there.
  static func key(of token: Token, _ scope: Scope, in db: any Connection) throws -> ID? {
    try db.value(
      """
      SELECT id AS value FROM session
      WHERE workspace_id = \(scope) AND token_hash = \(token.hash)
      """)
  }

  /// A person's open sessions, the latest seen first, at most thirty.
  static func open(
    of person: Person.ID, at now: Instant, limits: Limits = .standard, _ scope: Scope,
    in db: any Connection
  ) throws -> [Session] {
    try db.rows(
      """
      SELECT session.id, session.browser, session.created_at, session.seen_at,
        session.expires_at
      FROM session
      JOIN person ON person.workspace_id = session.workspace_id
        AND person.id = session.person_id AND person.generation = session.generation
      WHERE session.workspace_id = \(scope) AND session.person_id = \(person)
        AND session.expires_at > \(now) AND session.seen_at > \(now.advanced(bySeconds: -limits.idle))
      ORDER BY session.seen_at DESC, session.id DESC
      LIMIT 30
      """
    ).map { row in
      Session(
        id: try row.get("id"), person: person, browser: try row.get("browser"),
        createdAt: try row.get("created_at"), seenAt: try row.get("seen_at"),
        expiresAt: try row.get("expires_at"))
    }
  }

  /// Ends one session of a person; says whether there was one.
  @discardableResult
  static func end(
    _ id: ID, of person: Person.ID, _ scope: Scope, in db: any Connection
  ) throws -> Bool {
    try db.execute(
      """
      DELETE FROM session
      WHERE workspace_id = \(scope) AND id = \(id) AND person_id = \(person)
      """) > 0
  }

  /// Ends the session of a token, as signing out does.
  public static func end(
    token text: String, _ database: any Database
  ) async throws {
    guard let token = Token(text: text) else { return }
    let scope = Scope(workspace: token.workspace)
    try await database.write { db in
      try db.execute(
        "DELETE FROM session WHERE workspace_id = \(scope) AND token_hash = \(token.hash)")
    }
  }

  /// Makes every session of a person worthless from this transaction on.
  static func endAll(of person: Person.ID, _ scope: Scope, in db: any Connection) throws {
    try db.execute(
      """
      UPDATE person SET generation = generation + 1
      WHERE workspace_id = \(scope) AND id = \(person)
      """)
    try db.execute(
      "DELETE FROM session WHERE workspace_id = \(scope) AND person_id = \(person)")
  }

  private static func shortened(_ browser: String) -> String {
    Person.tidied(browser) ?? "–"
  }
}
