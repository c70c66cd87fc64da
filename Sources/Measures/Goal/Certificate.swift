public import Kernel
public import People
internal import Statistics
public import Storage
internal import Web

/// A certificate somebody passed: a fact with its day, kept for ever.
public struct Certificate: Hashable, Sendable {
  /// The key of a pass.
  public typealias ID = Identifier<Certificate>

  public let id: ID
  public let person: Person.ID
  public let name: String
  public let passedOn: Day
  /// The last day on which it is valid; `nil` when it never runs out.
  public let validUntil: Day?

  static let schema: [SQL] = [
    """
    CREATE TABLE certificate_pass (
      \(.key),
      person_id INTEGER NOT NULL,
      name TEXT NOT NULL CHECK (LENGTH(name) > 0),
      passed_day INTEGER NOT NULL,
      recorded_at INTEGER NOT NULL,
      recorded_by INTEGER,
      UNIQUE (workspace_id, person_id, name, passed_day),
      \(.reference(column: "person_id", table: "person")),
      \(.reference(column: "recorded_by", table: "person"))
    ) \(.strict)
    """,
    "\(.appendOnly("certificate_pass"))",
  ]
  static let validitySchema: [SQL] = [
    "ALTER TABLE certificate_pass ADD COLUMN valid_until INTEGER"
  ]

  /// Those of some passes that are valid on a day; of one certificate of a person the newest
  /// counts.
  static func held(of passes: [Certificate], on day: Day) -> [Certificate] {
    let valid = passes.filter {
      $0.passedOn <= day && ($0.validUntil.map { $0 >= day } ?? true)
    }
    var known: Set<Holding> = []
    return valid.reversed().filter {
      known.insert(Holding(person: $0.person, name: $0.name.lowercased())).inserted
    }.reversed()
  }

  /// Who holds what.
  private struct Holding: Hashable {
    let person: Person.ID
    let name: String
  }

  /// Records a pass; the same one again changes nothing and answers `false`.
  @discardableResult
  public static func record(
    _ name: String, of person: Person.ID, on day: Day, validUntil: Day? = nil, scope: Scope,
    world: World, in db: any Connection
  ) throws -> Bool {
    let isNew =
      try db.execute(
        """
        INSERT INTO certificate_pass
          (workspace_id, id, person_id, name, passed_day, valid_until, recorded_at, recorded_by)
        VALUES
          (\(scope), \(world.key()), \(person), \(String(name.prefix(80))), \(day),
           \(validUntil), \(world.now()), \(scope.person))
        ON CONFLICT (workspace_id, person_id, name, passed_day) DO NOTHING
        """) > 0
    guard isNew else { return false }
    try Audit.record(
      .create, .goal, object: person.rawValue,
      team: try Membership.teams(of: person, scope, in: db).first?.rawValue,
      "certificate.audit.recorded", ["name": String(name.prefix(80))], scope: scope,
      world: world, in: db)
    return true
  }

  /// The passes of some people in some days, by day; of everybody without people.
  public static func all(
    of people: [Person.ID]?, in period: Period, _ scope: Scope, in db: any Connection
  ) throws -> [Certificate] {
    if let people, people.isEmpty { return [] }
    let filter: SQL = people.map { "AND person_id IN (\(list: $0))" } ?? ""
    return try db.rows(
      """
      SELECT id, person_id, name, passed_day, valid_until
      FROM certificate_pass
      WHERE workspace_id = \(scope) AND passed_day >= \(period.first)
        AND passed_day <= \(period.last) \(filter)
      ORDER BY passed_day, id
      """
    ).map {
      Certificate(
        id: try $0.get("id"), person: try $0.get("person_id"), name: try $0.get("name"),
        passedOn: try $0.get("passed_day"), validUntil: try $0.get("valid_until"))
    }
  }
}
