public import Kernel
public import People
public import Storage
internal import Web

/// Days on which somebody is away: asked for and decided, or, for an illness, just said.
public struct Absence: Hashable, Sendable {
  /// The key of an absence.
  public typealias ID = Identifier<Absence>

  /// Why somebody is away.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case leave
    case sickness
    case other
  }

  /// Where it stands.
  public enum State: String, Hashable, Sendable, CaseIterable {
    case asked
    case granted
    case refused
    case withdrawn
  }

  public let id: ID
  public let person: Person.ID
  public let team: Team.ID
  public let kind: Kind
  public let first: Day
  public let last: Day
  public let askedAt: Instant
  public let state: State
  /// What was said to the decision.
  public let note: String

  /// Whether the person does not come that day.
  public func keepsAway(on day: Day) -> Bool {
    state == .granted && first <= day && day <= last
  }

  func overlaps(_ from: Day, _ until: Day) -> Bool { first <= until && from <= last }
}

extension Absence {
  static let schema: [SQL] = [
    """
    CREATE TABLE absence (
      \(.key),
      person_id INTEGER NOT NULL,
      team_id INTEGER NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('leave', 'sickness', 'other')),
      first_day INTEGER NOT NULL,
      last_day INTEGER NOT NULL,
      at INTEGER NOT NULL,
      by_id INTEGER,
      CHECK (first_day <= last_day),
      \(.reference(column: "person_id", table: "person")),
      \(.reference(column: "team_id", table: "team"))
    ) \(.strict)
    """,
    "CREATE INDEX absence_person ON absence (workspace_id, person_id)",
    "CREATE INDEX absence_last_day ON absence (workspace_id, last_day)",
    "\(.appendOnly("absence"))",
    """
    CREATE TABLE absence_event (
      \(.key),
      absence_id INTEGER NOT NULL,
      number INTEGER NOT NULL CHECK (number > 0),
      state TEXT NOT NULL CHECK (state IN ('granted', 'refused', 'withdrawn')),
      note TEXT NOT NULL,
      at INTEGER NOT NULL,
      by_id INTEGER,
      UNIQUE (workspace_id, absence_id, number),
      \(.reference(column: "absence_id", table: "absence"))
    ) \(.strict)
    """,
    "\(.appendOnly("absence_event"))",
  ]

  init(row: Row) throws {
    let kind: String = try row.get("kind")
    let state: String? = try row.get("state")
    let note: String? = try row.get("note")
    self.init(
      id: try row.get("id"), person: try row.get("person_id"), team: try row.get("team_id"),
      kind: Kind(rawValue: kind) ?? .other, first: try row.get("first_day"),
      last: try row.get("last_day"), askedAt: try row.get("at"),
      state: state.flatMap(State.init(rawValue:)) ?? .asked, note: note ?? "")
  }

  /// Everything that reaches into or beyond a day, in the order it was asked for.
  static func all(until last: Day? = nil, since day: Day, _ scope: Scope, in db: any Connection)
    throws -> [Absence]
  {
    let end: SQL = last.map { "AND a.first_day <= \($0)" } ?? ""
    return try fetch("a.last_day >= \(day) \(end)", scope, in: db)
  }

  private static func fetch(
    _ condition: SQL, _ scope: Scope, in db: any Connection
  ) throws -> [Absence] {
    try db.rows(
      """
      SELECT a.id, a.person_id, a.team_id, a.kind, a.first_day, a.last_day, a.at, e.state, e.note
      FROM absence AS a
      \(SQL.newestEvent(of: "absence", as: "a"))
      WHERE a.workspace_id = \(scope) AND \(condition)
      ORDER BY a.id
      """
    ).map(Absence.init(row:))
  }

  static func find(_ id: ID, _ scope: Scope, in db: any Connection) throws -> Absence? {
    try fetch("a.id = \(id)", scope, in: db).first
  }

  /// Asks for time off; whoever says that somebody is ill asks nobody.
  @discardableResult
  public static func ask(
    _ kind: Kind, from first: Day, until last: Day, person: Person.ID, team: Team.ID, today: Day,
    scope: Scope, world: World, in db: any Connection
  ) throws -> ID {
    guard first <= last, today.advanced(by: -31) <= first, last <= today.advanced(by: 550),
      last.number - first.number < 185
    else { throw WishError.day }
    let taken = try all(until: last, since: first, scope, in: db).contains {
      $0.person == person && ($0.state == .asked || $0.state == .granted)
    }
    guard !taken else { throw WishError.overlaps }
    let id: ID = world.id()
    try db.execute(
      """
      INSERT INTO absence
        (workspace_id, id, person_id, team_id, kind, first_day, last_day, at, by_id)
      VALUES
        (\(scope), \(id), \(person), \(team), \(kind.rawValue), \(first), \(last), \(world.now()),
         \(scope.person))
      """)
    try Audit.record(
      .create, .workWish, object: person.rawValue, team: team.rawValue, "absence.audit.asked",
      ["from": first.iso, "until": last.iso], scope: scope, world: world, in: db)
    guard kind == .sickness else { return id }
    let absence = Absence(
      id: id, person: person, team: team, kind: kind, first: first, last: last,
      askedAt: world.now(), state: .asked, note: "")
    try absence.decide(.granted, note: "", tells: false, scope: scope, world: world, in: db)
    return id
  }

  /// Grants what was asked for.
  public static func grant(
    _ id: ID, scope: Scope, world: World, in db: any Connection
  ) throws {
    guard let absence = try find(id, scope, in: db) else { throw WishError.unknown }
    try absence.decide(.granted, note: "", scope: scope, world: world, in: db)
  }

  /// Grants, refuses or takes back; whoever asked is told.
  public func decide(
    _ new: State, note: String, tells: Bool = true, scope: Scope, world: World,
    in db: any Connection
  ) throws {
    let isFit = new == .withdrawn ? state == .asked || state == .granted : state == .asked
    guard isFit, new != .asked else { throw WishError.decided }
    let known: Int =
      try db.value(
        """
        SELECT COUNT(*) AS value FROM absence_event
        WHERE workspace_id = \(scope) AND absence_id = \(id)
        """) ?? 0
    let added = try db.execute(
      """
      INSERT INTO absence_event (workspace_id, id, absence_id, number, state, note, at, by_id)
      VALUES
        (\(scope), \(world.key()), \(id), \(known + 1), \(new.rawValue),
         \(Person.tidied(note) ?? ""), \(world.now()), \(scope.person))
      ON CONFLICT (workspace_id, absence_id, number) DO NOTHING
      """)
    guard added == 1 else { throw WishError.decided }
    try Audit.record(
      .change, .workWish, object: person.rawValue, team: team.rawValue, "absence.audit.decided",
      ["state": new.rawValue], scope: scope, world: world, in: db)
    guard tells, scope.person != person.rawValue else { return }
    try Notice.tell(
      person, new == .granted ? "absence.notice.granted" : "absence.notice.refused",
      ["from": .day(first), "until": .day(last)], path: .timeOff,
      occasion: "absence:\(id):\(known + 1)", scope: scope, world: world, in: db)
  }
}
