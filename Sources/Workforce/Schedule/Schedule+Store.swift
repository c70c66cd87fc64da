public import Kernel
public import People
internal import Staffing
public import Storage
internal import Web

extension Schedule {
  static let schema: [SQL] = [
    """
    CREATE TABLE schedule (
      \(.key),
      team_id INTEGER NOT NULL,
      monday INTEGER NOT NULL,
      number INTEGER NOT NULL CHECK (number > 0),
      cause TEXT NOT NULL CHECK (cause IN ('made', 'changed', 'absence', 'repaired', 'swapped')),
      seed INTEGER,
      at INTEGER NOT NULL,
      by_id INTEGER,
      UNIQUE (workspace_id, team_id, monday, number),
      \(.reference(column: "team_id", table: "team"))
    ) \(.strict)
    """,
    "CREATE INDEX schedule_monday ON schedule (workspace_id, monday)",
    "\(.appendOnly("schedule"))",
    """
    CREATE TABLE schedule_duty (
      \(.key),
      schedule_id INTEGER NOT NULL,
      person_id INTEGER NOT NULL,
      day INTEGER NOT NULL,
      starts INTEGER CHECK (starts BETWEEN 0 AND 47),
      length INTEGER CHECK (length BETWEEN 1 AND 48),
      pauses TEXT NOT NULL,
      works TEXT NOT NULL,
      locked INTEGER NOT NULL CHECK (locked IN (0, 1)),
      CHECK ((starts IS NULL) = (length IS NULL)),
      UNIQUE (workspace_id, schedule_id, person_id, day),
      \(.reference(column: "schedule_id", table: "schedule")),
      \(.reference(column: "person_id", table: "person"))
    ) \(.strict)
    """,
    "\(.appendOnly("schedule_duty"))",
    """
    CREATE TABLE schedule_publication (
      \(.key),
      schedule_id INTEGER NOT NULL,
      at INTEGER NOT NULL,
      by_id INTEGER,
      UNIQUE (workspace_id, schedule_id),
      \(.reference(column: "schedule_id", table: "schedule"))
    ) \(.strict)
    """,
    "\(.appendOnly("schedule_publication"))",
  ]

  init(row: Row) throws {
    let cause: String = try row.get("cause")
    self.init(
      id: try row.get("id"), team: try row.get("team_id"), monday: try row.get("monday"),
      number: try row.get("number"), cause: Cause(rawValue: cause) ?? .changed,
      seed: try row.get("seed"), at: try row.get("at"), by: try row.get("by_id"),
      publishedAt: try row.get("published_at"), duties: [], freed: [])
  }

  private static func fetch(
    _ condition: SQL, _ scope: Scope, in db: any Connection
  ) throws -> [Schedule] {
    try db.rows(
      """
      SELECT s.id, s.team_id, s.monday, s.number, s.cause, s.seed, s.at, s.by_id,
        p.at AS published_at
      FROM schedule AS s
      LEFT JOIN schedule_publication AS p
        ON p.workspace_id = s.workspace_id AND p.schedule_id = s.id
      WHERE s.workspace_id = \(scope) AND \(condition)
      ORDER BY s.monday, s.number
      """
    ).map(Schedule.init(row:))
  }

  /// Every version of a week without its shifts, the oldest first.
  static func versions(
    of team: Team.ID, _ monday: Day, _ scope: Scope, in db: any Connection
  ) throws -> [Schedule] {
    try fetch("s.team_id = \(team) AND s.monday = \(monday)", scope, in: db)
  }

  /// The newest version of a week, or the newest that was published.
  public static func newest(
    of team: Team.ID, _ monday: Day, published: Bool = false, _ scope: Scope,
    in db: any Connection
  ) throws -> Schedule? {
    let found = try versions(of: team, monday, scope, in: db).last {
      !published || $0.publishedAt != nil
    }
    return try filled(found.map { [$0] } ?? [], scope, in: db).first
  }

  /// The published versions of some weeks, of one team or of all.
  public static func published(
    from first: Day, until last: Day, of team: Team.ID? = nil, _ scope: Scope,
    in db: any Connection
  ) throws -> [Schedule] {
    let place: SQL = team.map { "AND s.team_id = \($0)" } ?? ""
    let found = try fetch(
      """
      s.monday >= \(monday(of: first)) AND s.monday <= \(last) AND p.at IS NOT NULL \(place)
      AND NOT EXISTS (
        SELECT 1 FROM schedule AS newer
        JOIN schedule_publication AS q
          ON q.workspace_id = newer.workspace_id AND q.schedule_id = newer.id
        WHERE newer.workspace_id = s.workspace_id AND newer.team_id = s.team_id
          AND newer.monday = s.monday AND newer.number > s.number)
      """, scope, in: db)
    return try filled(found, scope, in: db)
  }

  /// Every published version of a week, the oldest first.
  static func shown(
    of team: Team.ID, _ monday: Day, _ scope: Scope, in db: any Connection
  ) throws -> [Schedule] {
    try filled(
      try versions(of: team, monday, scope, in: db).filter { $0.publishedAt != nil }, scope, in: db)
  }

  /// The weeks of a team that have a version, the newest version of each, without shifts.
  static func weeks(
    of team: Team.ID, since first: Day, _ scope: Scope, in db: any Connection
  ) throws -> [Schedule] {
    try fetch("s.team_id = \(team) AND s.monday >= \(first)", scope, in: db)
  }

  private static func filled(
    _ schedules: [Schedule], _ scope: Scope, in db: any Connection
  ) throws -> [Schedule] {
    guard !schedules.isEmpty else { return [] }
    let rows = try db.rows(
      """
      SELECT schedule_id, person_id, day, starts, length, pauses, works, locked
      FROM schedule_duty
      WHERE workspace_id = \(scope) AND schedule_id IN (\(list: schedules.map(\.id)))
      ORDER BY schedule_id, day, person_id
      """)
    var (duties, freed) = ([ID: [Duty]](), [ID: Set<Place>]())
    for row in rows {
      let id: ID = try row.get("schedule_id")
      let (person, day): (Person.ID, Day) = (try row.get("person_id"), try row.get("day"))
      guard let starts: Int = try row.get("starts"), let length: Int = try row.get("length") else {
        freed[id, default: []].insert(Place(person: person, day: day))
        continue
      }
      let (pauses, works): (String, String) = (try row.get("pauses"), try row.get("works"))
      duties[id, default: []].append(
        Duty(
          person: person, day: day,
          shift: Shift(
            start: starts, length: length,
            pauses: pauses.split(separator: " ").compactMap { Int($0) }),
          works: works.split(separator: " ").compactMap { StaffingQueue.ID(text: $0) },
          isLocked: try row.get("locked")))
    }
    return schedules.map { schedule in
      var whole = schedule
      whole.duties = duties[schedule.id] ?? []
      whole.freed = freed[schedule.id] ?? []
      return whole
    }
  }

  /// Writes the next version of a week over the number the writer saw, 0 for none.
  ///
  /// - Throws: ``ScheduleError/stale`` when there is a newer one.
  @discardableResult
  static func write(
    _ duties: [Duty], freed: Set<Place> = [], of team: Team.ID, _ monday: Day, over number: Int,
    because cause: Cause, seed: Int64? = nil, scope: Scope, world: World, in db: any Connection
  ) throws -> ID {
    guard try versions(of: team, monday, scope, in: db).last?.number ?? 0 == number else {
      throw ScheduleError.stale
    }
    let id: ID = world.id()
    let added = try db.execute(
      """
      INSERT INTO schedule (workspace_id, id, team_id, monday, number, cause, seed, at, by_id)
      VALUES
        (\(scope), \(id), \(team), \(monday), \(number + 1), \(cause.rawValue), \(seed),
         \(world.now()), \(scope.person))
      ON CONFLICT (workspace_id, team_id, monday, number) DO NOTHING
      """)
    guard added == 1 else { throw ScheduleError.stale }
    try insert(duties, freed: freed, into: id, scope, world: world, in: db)
    try Audit.record(
      number == 0 ? .create : .change, .roster, object: id.rawValue, team: team.rawValue,
      "schedule.audit.written",
      ["week": monday.iso, "cause": cause.rawValue, "count": String(duties.count)], scope: scope,
      world: world, in: db)
    return id
  }

  /// Writes the shifts of a version, and the days that stay free.
  private static func insert(
    _ duties: [Duty], freed: Set<Place>, into id: ID, _ scope: Scope, world: World,
    in db: any Connection
  ) throws {
    var batch = Batch(
      "schedule_duty",
      "workspace_id, id, schedule_id, person_id, day, starts, length, pauses, works, locked")
    func add(_ place: Place, _ shift: Shift?, _ works: [StaffingQueue.ID], isLocked: Bool) {
      batch.add(scope.workspace)
      batch.add(world.key())
      batch.add(id)
      batch.add(place.person)
      batch.add(place.day)
      batch.add(shift?.start)
      batch.add(shift?.length)
      batch.add(shift?.pauses.map(String.init).joined(separator: " ") ?? "")
      batch.add(works.map(\.text).joined(separator: " "))
      batch.add(isLocked)
    }
    let places = Set(duties.map { Place(person: $0.person, day: $0.day) })
    for duty in duties {
      add(
        Place(person: duty.person, day: duty.day), duty.shift, duty.works, isLocked: duty.isLocked)
    }
    for place in freed.subtracting(places).sorted(by: {
      ($0.day, $0.person) < ($1.day, $1.person)
    }) {
      add(place, nil, [], isLocked: true)
    }
    if !batch.isEmpty { try db.insert(batch) }
  }

  /// Enters a week that was planned elsewhere as its first version, published without a word.
  public static func enter(
    _ duties: [Duty], of team: Team.ID, _ monday: Day, scope: Scope, world: World,
    in db: any Connection
  ) throws {
    let id = try write(
      duties, of: team, monday, over: 0, because: .changed, scope: scope, world: world, in: db)
    try publish(id, tells: false, scope: scope, world: world, in: db)
  }

  /// Shows a version to the team; everybody whose shifts it changes is told.
  static func publish(
    _ id: ID, tells: Bool = true, scope: Scope, world: World, in db: any Connection
  ) throws {
    guard let header = try fetch("s.id = \(id)", scope, in: db).first,
      let new = try filled([header], scope, in: db).first
    else { throw ScheduleError.unknown }
    guard new.publishedAt == nil else { return }
    let before = try newest(of: new.team, new.monday, published: true, scope, in: db)
    try db.execute(
      """
      INSERT INTO schedule_publication (workspace_id, id, schedule_id, at, by_id)
      VALUES (\(scope), \(world.key()), \(id), \(world.now()), \(scope.person))
      """)
    try Audit.record(
      .change, .roster, object: id.rawValue, team: new.team.rawValue, "schedule.audit.published",
      ["week": new.monday.iso], scope: scope, world: world, in: db)
    if tells { try tell(new, before, scope: scope, world: world, in: db) }
    try Supply.renew(new.monday, scope, in: db)
    let places = (new.duties + (before?.duties ?? [])).map { Place(person: $0.person, day: $0.day) }
    try Adherence.renew(Set(places), scope, in: db)
  }

  private static func tell(
    _ new: Schedule, _ before: Schedule?, scope: Scope, world: World, in db: any Connection
  ) throws {
    func shifts(_ schedule: Schedule?, _ person: Person.ID) -> [Day: Shift] {
      let own = schedule?.duties.filter { $0.person == person } ?? []
      return Dictionary(own.map { ($0.day, $0.shift) }, uniquingKeysWith: { $1 })
    }
    let people = Set((new.duties + (before?.duties ?? [])).map(\.person))
    for person in people.sorted() where person.rawValue != scope.person {
      guard shifts(new, person) != shifts(before, person) else { continue }
      try Notice.tell(
        person, before == nil ? "schedule.notice.published" : "schedule.notice.changed",
        ["day": .day(new.monday), "count": .number(shifts(new, person).count)],
        path: .ownWeek(new.monday), occasion: "schedule:\(new.id)", scope: scope, world: world,
        in: db)
    }
  }
}
