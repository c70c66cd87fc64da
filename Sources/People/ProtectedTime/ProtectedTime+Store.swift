public import Kernel
public import Storage
public import Web

extension ProtectedTime {
  init(row: Row) throws {
    let purpose: String = try row.get("purpose")
    let cause: String? = try row.get("cause")
    let pieces: Int? = try row.get("pieces")
    self.init(
      id: try row.get("id"), person: try row.get("person_id"), team: try row.get("team_id"),
      purpose: Purpose(rawValue: purpose) ?? .review, occasion: try row.get("occasion_id"),
      place: try row.get("place"), firstDay: try row.get("first_day"),
      lastDay: try row.get("last_day"),
      basis: try pieces.map {
        Basis(
          pieces: $0, secondsEach: try row.get("seconds_each"),
          observations: try row.get("observations"))
      },
      from: try row.get("starts_at"), until: try row.get("ends_at"),
      revision: try row.get("number"), changedAt: try row.get("at"),
      cancellation: try cause.flatMap(Cause.init(rawValue:)).map {
        Cancellation(cause: $0, note: try row.get("note"), by: try row.get("by_id"))
      })
  }

  private static func fetch(
    _ condition: SQL, _ scope: Scope, in db: any Connection
  ) throws -> [ProtectedTime] {
    try db.rows(
      """
      SELECT p.id, p.person_id, p.team_id, p.purpose, p.occasion_id, p.place, p.first_day,
        p.last_day, p.pieces, p.seconds_each, p.observations, e.number, e.starts_at, e.ends_at,
        e.cause, e.note, e.at, e.by_id
      FROM protected_time AS p
      JOIN protected_time_event AS e
        ON e.workspace_id = p.workspace_id AND e.protected_time_id = p.id
      WHERE p.workspace_id = \(scope) AND \(condition)
        AND NOT EXISTS (
          SELECT 1 FROM protected_time_event AS newer
          WHERE newer.workspace_id = e.workspace_id
            AND newer.protected_time_id = e.protected_time_id AND newer.number > e.number)
      ORDER BY e.starts_at, p.id
      """
    ).map(ProtectedTime.init(row:))
  }

  /// One piece, if the actor may read it.
  static func find(
    _ id: ID, for actor: Actor, in db: any Connection
  ) throws -> ProtectedTime? {
    try fetch("p.id = \(id) AND \(isReadable(by: actor))", actor.scope, in: db).first
  }

  private static func isReadable(by actor: Actor) -> SQL {
    actor.predicate(.read, .protectedTime, person: "p.person_id", team: "p.team_id")
  }

  /// What the actor may read that begins from a moment on, the earliest first.
  public static func all(
    since moment: Instant, for actor: Actor, in db: any Connection
  ) throws -> [ProtectedTime] {
    try fetch(
      "e.starts_at >= \(moment) AND \(isReadable(by: actor))", actor.scope, in: db)
  }

  /// What a person has from a moment on, the earliest first, with what was cancelled.
  public static func all(
    of person: Person.ID, since moment: Instant, _ scope: Scope, in db: any Connection
  ) throws -> [ProtectedTime] {
    try fetch("p.person_id = \(person) AND e.starts_at >= \(moment)", scope, in: db)
  }

  /// Everything that was kept for an occasion.
  public static func all(
    for purpose: Purpose, _ occasion: Int64, _ scope: Scope, in db: any Connection
  ) throws -> [ProtectedTime] {
    try fetch(
      "p.purpose = \(purpose.rawValue) AND p.occasion_id = \(occasion)", scope, in: db)
  }

  /// What a team has between two moments, with what was cancelled, the earliest first.
  public static func all(
    from: Instant, until: Instant, of team: Team.ID, _ scope: Scope, in db: any Connection
  ) throws -> [ProtectedTime] {
    try fetch(
      "p.team_id = \(team) AND e.starts_at >= \(from) AND e.starts_at < \(until)", scope, in: db)
  }

  /// What begins within two moments and was not cancelled.
  public static func kept(
    from: Instant, until: Instant, _ scope: Scope, in db: any Connection
  ) throws -> [ProtectedTime] {
    try fetch(
      "e.starts_at >= \(from) AND e.starts_at < \(until) AND e.cause IS NULL", scope, in: db)
  }

  // MARK: Placing

  /// Keeps time of a person free for an occasion; what is there already stays as it is.
  ///
  /// Answers the pieces that are new. A person's place for an occasion exists once, so that two
  /// who do this at the same moment make it once.
  @discardableResult
  public static func keep(
    _ places: [ProtectedHours.Place], of hours: ProtectedHours, for purpose: Purpose,
    _ occasion: Int64, person: Person.ID, team: Team.ID, within window: ClosedRange<Day>,
    because basis: Basis?, in zone: Zone, scope: Scope, world: World, db: any Connection
  ) throws -> [ID] {
    var made: [ID] = []
    for (index, place) in places.enumerated() {
      let id: ID = world.id()
      let from = zone.instant(of: place.day, second: place.second)
      let added = try db.execute(
        """
        INSERT INTO protected_time
          (workspace_id, id, person_id, team_id, purpose, occasion_id, place, first_day, last_day,
           pieces, seconds_each, observations)
        VALUES
          (\(scope), \(id), \(person), \(team), \(purpose.rawValue), \(occasion), \(index + 1),
           \(window.lowerBound), \(window.upperBound), \(basis?.pieces), \(basis?.secondsEach),
           \(basis?.observations))
        ON CONFLICT (workspace_id, purpose, occasion_id, person_id, place) DO NOTHING
        """)
      guard added == 1 else { continue }
      try note(
        "placed", number: 0, of: id, from: from,
        until: from.advanced(bySeconds: Int64(hours.minutes) * 60), scope: scope, world: world,
        in: db)
      made.append(id)
    }
    return made
  }

  /// Writes the next step; refused when somebody else wrote it first.
  static func note(
    _ kind: StaticString, number: Int, of id: ID, from: Instant, until: Instant,
    cause: Cause? = nil, because note: String = "", scope: Scope, world: World,
    in db: any Connection
  ) throws {
    let added = try db.execute(
      """
      INSERT INTO protected_time_event
        (workspace_id, id, protected_time_id, number, kind, starts_at, ends_at, cause, note, at,
         by_id)
      VALUES
        (\(scope), \(world.key()), \(id), \(number), \(kind.description), \(from), \(until),
         \(cause?.rawValue), \(note), \(world.now()), \(scope.person))
      ON CONFLICT (workspace_id, protected_time_id, number) DO NOTHING
      """)
    guard added == 1 else { throw ProtectedTimeError.stale }
    try report([from], scope: scope, world: world, in: db)
  }

  /// Queues word of a change in its own transaction, for whoever reckons with who is there; the
  /// payload is a moment in the day that changed.
  static func report(
    _ moments: [Instant], scope: Scope, world: World, in db: any Connection
  ) throws {
    for moment in moments {
      try Job.queue(
        changed.description, payload: "\(moment.milliseconds)",
        slot: "\(moment.milliseconds):\(world.now().milliseconds)", scope: scope, world: world,
        in: db)
    }
  }
}
