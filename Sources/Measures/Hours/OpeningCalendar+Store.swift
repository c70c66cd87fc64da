public import Kernel
internal import People
public import Storage
internal import Web

extension OpeningCalendar {
  /// Each save is a new row; of one calendar the highest number counts.
  static let schema: [SQL] = [
    """
    CREATE TABLE opening_calendar (
      \(.key),
      calendar_id INTEGER NOT NULL,
      number INTEGER NOT NULL CHECK (number > 0),
      name TEXT NOT NULL CHECK (LENGTH(name) > 0),
      team_id INTEGER,
      queue_id INTEGER CHECK (queue_id IS NULL OR team_id IS NULL),
      zone TEXT NOT NULL,
      week TEXT NOT NULL,
      special TEXT NOT NULL,
      from_day INTEGER NOT NULL,
      is_retired INTEGER NOT NULL CHECK (is_retired IN (0, 1)),
      written_at INTEGER NOT NULL,
      written_by INTEGER,
      UNIQUE (workspace_id, calendar_id, number),
      \(.reference(column: "team_id", table: "team")),
      \(.reference(column: "queue_id", table: "queue")),
      \(.reference(column: "written_by", table: "person"))
    ) \(.strict)
    """,
    "\(.appendOnly("opening_calendar"))",
  ]

  /// Every wording of every calendar, in the order they were written.
  public static func wordings(
    _ scope: Scope, in db: any Connection
  ) throws -> [OpeningCalendar] {
    try db.rows(
      """
      SELECT calendar_id, number, name, team_id, queue_id, zone, week, special, from_day,
        is_retired, written_at, written_by
      FROM opening_calendar
      WHERE workspace_id = \(scope)
      ORDER BY calendar_id, number
      """
    ).map(OpeningCalendar.init(row:))
  }

  /// The newest wording of each calendar that is in use.
  public static func current(_ scope: Scope, in db: any Connection) throws -> [OpeningCalendar] {
    let newest = Dictionary(
      try wordings(scope, in: db).map { ($0.id, $0) }, uniquingKeysWith: { $1 })
    return newest.values.filter { !$0.isRetired }.sorted { $0.id < $1.id }
  }

  /// Writes the next wording with its entry in the record.
  ///
  /// - Throws: ``Refusal`` when another save came first, or another calendar has that place.
  @discardableResult
  public func write(scope: Scope, world: World, in db: any Connection) throws -> OpeningCalendar {
    let all = try OpeningCalendar.current(scope, in: db)
    guard !all.contains(where: { $0.place == place && $0.id != id }) || isRetired else {
      throw Refusal.placeTaken
    }
    let version = OpeningCalendar(
      id: id, number: number + 1, name: name, place: place, hours: hours, from: from,
      isRetired: isRetired, writtenAt: world.now(),
      writtenBy: scope.person.map(Person.ID.init(rawValue:)))
    do {
      try version.insert(scope, key: world.key(), in: db)
    } catch StorageError.constraint {
      throw Refusal.stale
    }
    try Renewal.askIfKept(scope, in: db)
    try Audit.record(
      number == 0 ? .create : .change, .openingHours, object: id.rawValue,
      isRetired ? "hours.audit.retired" : "hours.audit.written", ["name": name], scope: scope,
      world: world, in: db)
    return version
  }

  /// Why hours were not written.
  public enum Refusal: Error, Hashable, Sendable {
    case stale
    case placeTaken
  }

  private func insert(_ scope: Scope, key: Int64, in db: any Connection) throws {
    var (team, queue): (Int64?, Int64?) = (nil, nil)
    switch place {
    case .workspace: break
    case .team(let id): team = id.rawValue
    case .queue(let id): queue = id.rawValue
    }
    try db.execute(
      """
      INSERT INTO opening_calendar
        (workspace_id, id, calendar_id, number, name, team_id, queue_id, zone, week, special,
         from_day, is_retired, written_at, written_by)
      VALUES
        (\(scope), \(key), \(id), \(number), \(name), \(team), \(queue), \(hours.zone.name),
         \(hours.weekText.joined(separator: "\n")), \(hours.specialText), \(from), \(isRetired),
         \(writtenAt), \(writtenBy))
      """)
  }

  private init(row: Row) throws {
    let week: String = try row.get("week")
    let place: Place =
      if let queue: Int64 = try row.get("queue_id") {
        .queue(.init(rawValue: queue))
      } else if let team: Int64 = try row.get("team_id") {
        .team(.init(rawValue: team))
      } else {
        .workspace
      }
    self.init(
      id: try row.get("calendar_id"), number: try row.get("number"), name: try row.get("name"),
      place: place,
      hours: try Hours(
        zone: try row.get("zone"),
        week: week.split(separator: "\n", omittingEmptySubsequences: false).map(String.init),
        special: try row.get("special")),
      from: try row.get("from_day"), isRetired: try row.get("is_retired"),
      writtenAt: try row.get("written_at"), writtenBy: try row.get("written_by"))
  }
}

extension OpeningCalendars {
  /// Reads all of them; without any, the working hours of the settings count.
  public init(_ scope: Scope, in db: any Connection) throws {
    let workspace = try Workspace.find(scope, in: db)
    let zone = workspace?.zone ?? .utc
    self.init(
      try OpeningCalendar.wordings(scope, in: db),
      fallback: Hours(workspace?.hours ?? .office, zone: zone))
  }
}
