public import Kernel
public import People
public import Storage
internal import Web

extension Contract {
  static let schema: [SQL] = [
    """
    CREATE TABLE work_contract (
      \(.key),
      person_id INTEGER NOT NULL,
      number INTEGER NOT NULL CHECK (number > 0),
      from_day INTEGER NOT NULL,
      minutes INTEGER NOT NULL CHECK (minutes BETWEEN 0 AND 3600),
      days INTEGER NOT NULL CHECK (days BETWEEN 1 AND 7),
      weekdays TEXT NOT NULL,
      earliest INTEGER NOT NULL CHECK (earliest BETWEEN 0 AND 48),
      latest INTEGER NOT NULL CHECK (latest BETWEEN 0 AND 48),
      pause INTEGER NOT NULL CHECK (pause BETWEEN 0 AND 4),
      rest INTEGER NOT NULL CHECK (rest BETWEEN 0 AND 48),
      works TEXT NOT NULL,
      at INTEGER NOT NULL,
      by_id INTEGER,
      UNIQUE (workspace_id, person_id, number),
      \(.reference(column: "person_id", table: "person"))
    ) \(.strict)
    """,
    "\(.appendOnly("work_contract"))",
  ]

  init(row: Row) throws {
    let (weekdays, works): (String, String) = (try row.get("weekdays"), try row.get("works"))
    self.init(
      id: try row.get("id"), person: try row.get("person_id"), number: try row.get("number"),
      terms: Terms(
        from: try row.get("from_day"), minutes: try row.get("minutes"), days: try row.get("days"),
        weekdays: weekdays.split(separator: " ").compactMap { Int($0) },
        earliest: try row.get("earliest"), latest: try row.get("latest"),
        pause: try row.get("pause"), rest: try row.get("rest"),
        works: works.split(separator: " ").compactMap { StaffingQueue.ID(text: $0) }))
  }

  /// The version of everybody that holds on a day, by person.
  public static func all(
    on day: Day, _ scope: Scope, in db: any Connection
  ) throws -> [Person.ID: Contract] {
    let rows = try db.rows(
      """
      SELECT c.id, c.person_id, c.number, c.from_day, c.minutes, c.days, c.weekdays, c.earliest,
        c.latest, c.pause, c.rest, c.works
      FROM work_contract AS c
      WHERE c.workspace_id = \(scope) AND c.from_day <= \(day)
        AND NOT EXISTS (
          SELECT 1 FROM work_contract AS newer
          WHERE newer.workspace_id = c.workspace_id AND newer.person_id = c.person_id
            AND newer.number > c.number AND newer.from_day <= \(day))
      """)
    return try Dictionary(
      rows.map(Contract.init(row:)).map { ($0.person, $0) }, uniquingKeysWith: { $1 })
  }

  /// Every version of one person, the newest first.
  static func history(
    of person: Person.ID, _ scope: Scope, in db: any Connection
  ) throws -> [Contract] {
    try db.rows(
      """
      SELECT id, person_id, number, from_day, minutes, days, weekdays, earliest, latest, pause,
        rest, works
      FROM work_contract
      WHERE workspace_id = \(scope) AND person_id = \(person)
      ORDER BY number DESC
      """
    ).map(Contract.init(row:))
  }

  /// Writes the next version over the number the writer saw, 0 for none.
  ///
  /// - Throws: ``ContractError``.
  @discardableResult
  public static func agree(
    on terms: Terms, with person: Person.ID, over number: Int, team: Team.ID? = nil, scope: Scope,
    world: World, in db: any Connection
  ) throws -> ID {
    try terms.check()
    guard try Person.find(person, scope, in: db) != nil else { throw ContractError.unknownPerson }
    guard try history(of: person, scope, in: db).first?.number ?? 0 == number else {
      throw ContractError.stale
    }
    let id: ID = world.id()
    let weekdays = terms.weekdays.map(String.init).joined(separator: " ")
    let works = terms.works.map(\.text).joined(separator: " ")
    let added = try db.execute(
      """
      INSERT INTO work_contract
        (workspace_id, id, person_id, number, from_day, minutes, days, weekdays, earliest, latest,
         pause, rest, works, at, by_id)
      VALUES
        (\(scope), \(id), \(person), \(number + 1), \(terms.from), \(terms.minutes), \(terms.days),
         \(weekdays), \(terms.earliest), \(terms.latest), \(terms.pause), \(terms.rest), \(works),
         \(world.now()), \(scope.person))
      ON CONFLICT (workspace_id, person_id, number) DO NOTHING
      """)
    guard added == 1 else { throw ContractError.stale }
    try Audit.record(
      number == 0 ? .create : .change, .contract, object: person.rawValue, team: team?.rawValue,
      "contract.audit", ["day": terms.from.iso, "minutes": String(terms.minutes)], scope: scope,
      world: world, in: db)
    return id
  }
}
