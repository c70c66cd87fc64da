public import Kernel
public import Storage
internal import Web

extension Person {
  init(row: Row) throws {
    let zone: String? = try row.get("zone")
    let theme: String = try row.get("theme")
    let signsIn: Bool = try row.get("signs_in")
    self.init(
      id: try row.get("id"), name: try row.get("name"), email: try row.get("email"),
      language: try row.get("language"), zone: zone.flatMap(Zone.init(name:)),
      theme: Theme(rawValue: theme) ?? .system, shortcutsOn: try row.get("shortcuts_on"),
      isActive: try row.get("active"), signsIn: signsIn, createdAt: try row.get("created_at"))
  }

  static let columns: SQL =
    """
    person.id, person.name, person.email, person.language, person.zone, person.theme,
    person.shortcuts_on, person.active, person.created_at,
    CASE WHEN person.password IS NULL THEN 0 ELSE 1 END AS signs_in
    """

  /// The person with that key, if the workspace has them.
  public static func find(_ id: ID, _ scope: Scope, in db: any Connection) throws -> Person? {
    try db.row(
      "SELECT \(columns) FROM person WHERE workspace_id = \(scope) AND id = \(id)"
    ).map(Person.init(row:))
  }

  /// The person who signs in with that address, if the workspace has them.
  public static func find(
    email: String, _ scope: Scope, in db: any Connection
  ) throws -> Person? {
    guard let folded = folded(email: email) else { return nil }
    return try db.row(
      "SELECT \(columns) FROM person WHERE workspace_id = \(scope) AND email = \(folded)"
    ).map(Person.init(row:))
  }

  /// Names by key, for pages that show many.
  public static func names(
    of ids: some Sequence<ID>, _ scope: Scope, in db: any Connection
  ) throws -> [ID: String] {
    let rows = try db.rows(
      """
      SELECT id, name FROM person
      WHERE workspace_id = \(scope) AND id IN (\(list: Array(Set(ids))))
      """)
    return try Dictionary(
      rows.map { (try $0.get("id"), try $0.get("name")) }, uniquingKeysWith: { first, _ in first })
  }

  /// Everybody the workspace ever had, in order of keys.
  public static func all(_ scope: Scope, in db: any Connection) throws -> [Person] {
    try db.rows(
      "SELECT \(columns) FROM person WHERE workspace_id = \(scope) ORDER BY id"
    ).map(Person.init(row:))
  }

  /// The active members of a team, or everybody active who belongs to any; in order of keys.
  public static func members(
    of team: Team.ID?, _ scope: Scope, in db: any Connection
  ) throws -> [Person] {
    let filter: SQL = team.map { "AND membership.team_id = \($0)" } ?? ""
    return try db.rows(
      """
      SELECT \(columns)
      FROM person
      WHERE workspace_id = \(scope) AND active = 1 AND EXISTS (
        SELECT 1 FROM membership
        WHERE membership.workspace_id = person.workspace_id AND membership.person_id = person.id
          \(filter))
      ORDER BY id
      """
    ).map(Person.init(row:))
  }

  /// Writes a new person, who cannot sign in before a password is set.
  public func insert(_ scope: Scope, in db: any Connection) throws {
    try db.execute(
      """
      INSERT INTO person
        (workspace_id, id, name, email, language, zone, theme, shortcuts_on, active, created_at)
      VALUES
        (\(scope), \(id), \(name), \(email), \(language), \(zone?.name), \(theme.rawValue),
         \(shortcutsOn), \(isActive), \(createdAt))
      """)
  }

  /// Writes a person's own choices and name.
  public func save(_ scope: Scope, in db: any Connection) throws {
    try db.execute(
      """
      UPDATE person
      SET name = \(name), email = \(email), language = \(language), zone = \(zone?.name),
        theme = \(theme.rawValue), shortcuts_on = \(shortcutsOn)
      WHERE workspace_id = \(scope) AND id = \(id)
      """)
  }
}

extension Person {
  /// The person a source means by its own key; made on the fly, without sign-in, when unknown.
  ///
  /// The same source and key always give the same person. Someone of the workspace with the
  /// same address is that person. Importers should keep the answers of one run.
  public static func resolve(
    source: String, externalID: String, name: String, email: String? = nil, scope: Scope,
    world: World, in db: any Connection
  ) throws -> ID {
    if let known = try known(source: source, externalID: externalID, scope, in: db) {
      return known
    }
    let folded = email.flatMap(folded(email:))
    let same = try folded.flatMap { try find(email: $0, scope, in: db)?.id }
    let now = world.now()
    let person = Person(
      id: same ?? world.id(), name: tidied(name) ?? tidied(externalID) ?? "–", email: folded,
      createdAt: now)
    if same == nil { try person.insert(scope, in: db) }
    let alias: Identifier<Person> = world.id()
    let added = try db.execute(
      """
      INSERT INTO person_alias (workspace_id, id, source, external_id, person_id, created_at)
      VALUES (\(scope), \(alias), \(source), \(externalID), \(person.id), \(now))
      ON CONFLICT (workspace_id, source, external_id) DO NOTHING
      """)
    guard added == 0, same == nil else { return person.id }
    // Somebody else's import was faster: theirs is the person.
    try db.execute("DELETE FROM person WHERE workspace_id = \(scope) AND id = \(person.id)")
    return try known(source: source, externalID: externalID, scope, in: db) ?? person.id
  }

  private static func known(
    source: String, externalID: String, _ scope: Scope, in db: any Connection
  ) throws -> ID? {
    try db.value(
      """
      SELECT person_id AS value FROM person_alias
      WHERE workspace_id = \(scope) AND source = \(source) AND external_id = \(externalID)
      """)
  }
}
