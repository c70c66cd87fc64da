public import Kernel
public import People
public import Storage
internal import Web

/// Training or coaching that was placed where customers lose least, and is kept free since.
///
/// Whether it took place is known of each person's ``ProtectedTime``: cancelling goes through that door.
public struct TrainingSession: Hashable, Sendable {
  /// The key of a session.
  public typealias ID = Identifier<TrainingSession>

  public let id: ID
  public let team: Team.ID
  public let purpose: ProtectedTime.Purpose
  /// What it is about, in the words of whoever placed it.
  public let subject: String
  public let day: Day
  /// Seconds after local midnight.
  public let second: Int
  public let minutes: Int
  /// Customers answered late that it was reckoned to cost; `nil` where nobody could say.
  public let price: Double?
  public let levels: TrainingOffer.Levels?
  public let at: Instant
}

/// Why a session is not placed.
public enum TrainingError: Error, Hashable, Sendable {
  case subjectMissing
  case nobody
  /// Not all of them are free then.
  case notFree
}

extension TrainingSession {
  static let schema: [SQL] = [
    """
    CREATE TABLE training_session (
      \(.key),
      team_id INTEGER NOT NULL,
      purpose TEXT NOT NULL CHECK (purpose IN ('training', 'coaching')),
      subject TEXT NOT NULL CHECK (LENGTH(subject) BETWEEN 1 AND 200),
      day INTEGER NOT NULL,
      second INTEGER NOT NULL CHECK (second BETWEEN 0 AND 86399),
      minutes INTEGER NOT NULL CHECK (minutes BETWEEN 15 AND 240),
      price REAL,
      level_before REAL,
      level_after REAL,
      at INTEGER NOT NULL,
      by_id INTEGER,
      \(.reference(column: "team_id", table: "team"))
    ) \(.strict)
    """,
    "CREATE INDEX training_session_day ON training_session (workspace_id, team_id, day)",
    "\(.appendOnly("training_session"))",
  ]

  init(row: Row) throws {
    let purpose: String = try row.get("purpose")
    let before: Double? = try row.get("level_before")
    let after: Double? = try row.get("level_after")
    self.init(
      id: try row.get("id"), team: try row.get("team_id"),
      purpose: ProtectedTime.Purpose(rawValue: purpose) ?? .training,
      subject: try row.get("subject"), day: try row.get("day"), second: try row.get("second"),
      minutes: try row.get("minutes"), price: try row.get("price"),
      levels: before.flatMap { before in
        after.map { TrainingOffer.Levels(before: before, after: $0) }
      }, at: try row.get("at"))
  }

  /// The sessions of a team from a day on, the earliest first.
  public static func all(
    of team: Team.ID, since day: Day, _ scope: Scope, in db: any Connection
  ) throws -> [TrainingSession] {
    try db.rows(
      """
      SELECT id, team_id, purpose, subject, day, second, minutes, price, level_before, level_after,
        at
      FROM training_session
      WHERE workspace_id = \(scope) AND team_id = \(team) AND day >= \(day)
      ORDER BY day, second, id
      """
    ).map(TrainingSession.init(row:))
  }

  /// Places a session at a time that is still on offer; everybody is told.
  @discardableResult
  public static func place(
    _ offer: TrainingOffer, _ purpose: ProtectedTime.Purpose, subject: String,
    people: [Person.ID], desk: ScheduleDesk, scope: Scope, world: World, in db: any Connection
  ) throws -> ID {
    let people = Array(Set(people)).sorted()
    guard !people.isEmpty else { throw TrainingError.nobody }
    let isThere = desk.offers(for: Set(people), length: offer.length).contains {
      $0.day == offer.day && $0.start == offer.start
    }
    guard isThere else { throw TrainingError.notFree }
    let id = try keep(
      offer, purpose, subject: subject, people: people, team: desk.team.id, today: desk.today,
      in: desk.zone, scope: scope, world: world, db: db)
    for person in people where person.rawValue != scope.person {
      try Notice.tell(
        person, "training.notice.placed",
        [
          "day": .day(offer.day), "time": .text(ClockTime.text(offer.start * 1_800)),
          "minutes": .number(offer.length * 30),
        ], path: .protectedTimes, occasion: "training:\(id)", scope: scope, world: world, in: db)
    }
    try Supply.renew(offer.day, scope, in: db)
    return id
  }

  /// Places the sessions of a sequence; those who learn at the same time share one.
  static func place(
    _ plan: TrainingSequence, _ purpose: ProtectedTime.Purpose, subject: String,
    desk: ScheduleDesk, scope: Scope, world: World, in db: any Connection
  ) throws {
    let groups = Dictionary(grouping: plan.turns) { [$0.day.number, $0.start] }
    for key in groups.keys.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      let turns = groups[key] ?? []
      let people = turns.map(\.person)
      let offer = desk.offers(for: Set(people), length: plan.length).first {
        $0.day == turns.first?.day && $0.start == turns.first?.start
      }
      guard let offer else { throw TrainingError.notFree }
      try place(
        offer, purpose, subject: subject, people: people, desk: desk, scope: scope, world: world,
        in: db)
    }
  }

  /// Writes a session and keeps the time of everybody free.
  @discardableResult
  public static func keep(
    _ offer: TrainingOffer, _ purpose: ProtectedTime.Purpose, subject: String,
    people: [Person.ID], team: Team.ID, today: Day, in zone: Zone, scope: Scope, world: World,
    db: any Connection
  ) throws -> ID {
    guard let subject = Person.tidied(subject) else { throw TrainingError.subjectMissing }
    let (second, minutes) = (offer.start * 1_800, offer.length * 30)
    guard
      let hours = ProtectedHours(
        days: 1...7, from: second, until: second + minutes * 60, minutes: minutes)
    else { throw TrainingError.notFree }
    let id: ID = world.id()
    try db.execute(
      """
      INSERT INTO training_session
        (workspace_id, id, team_id, purpose, subject, day, second, minutes, price, level_before,
         level_after, at, by_id)
      VALUES
        (\(scope), \(id), \(team), \(purpose.rawValue), \(subject), \(offer.day), \(second),
         \(minutes), \(offer.price), \(offer.levels?.before), \(offer.levels?.after),
         \(world.now()), \(scope.person))
      """)
    let window = min(today.advanced(by: 1), offer.day)...offer.day.advanced(by: 14)
    for person in people {
      try ProtectedTime.keep(
        [ProtectedHours.Place(day: offer.day, second: second)], of: hours, for: purpose,
        id.rawValue, person: person, team: team, within: window, because: nil, in: zone,
        scope: scope, world: world, db: db)
    }
    try Audit.record(
      .create, .training, object: id.rawValue, team: team.rawValue, "training.audit.placed",
      ["day": offer.day.iso, "count": String(people.count), "minutes": String(minutes)],
      scope: scope, world: world, in: db)
    return id
  }
}

/// What a team gained of time to learn in a month, and what was given up.
struct TrainingMonth: Sendable {
  let month: Day
  /// Person-minutes by purpose that were held or lie ahead.
  var held: [ProtectedTime.Purpose: Int] = [:]
  /// Person-minutes by cause that did not take place; what was no longer needed is no loss.
  var lost: [ProtectedTime.Cause: Int] = [:]
  /// Customers answered late that the sessions were reckoned to cost.
  var price = 0.0
  /// The same of sessions that were given up.
  var saved = 0.0

  var heldMinutes: Int { held.values.reduce(0, +) }
  var lostMinutes: Int { lost.reduce(0) { $0 + ($1.key == .done ? 0 : $1.value) } }

  /// Counts by month, the earliest first.
  ///
  /// A session's price is shared by its people, so that half of it is lost when half of them lose it.
  static func all(
    _ pieces: [ProtectedTime], _ sessions: [TrainingSession], in zone: Zone
  ) -> [TrainingMonth] {
    let known = Dictionary(sessions.map { ($0.id.rawValue, $0) }, uniquingKeysWith: { $1 })
    let heads = Dictionary(grouping: pieces.filter { $0.purpose != .review }, by: \.occasion)
      .mapValues(\.count)
    var months: [Day: TrainingMonth] = [:]
    for piece in pieces {
      let month = zone.day(of: piece.from).startOfMonth
      var sum = months[month] ?? TrainingMonth(month: month)
      let session = piece.purpose == .review ? nil : known[piece.occasion]
      let part = session?.price.map { $0 / Double(max(1, heads[piece.occasion] ?? 1)) } ?? 0
      if let cause = piece.cancellation?.cause {
        sum.lost[cause, default: 0] += piece.minutes
        if cause != .done { sum.saved += part }
      } else {
        sum.held[piece.purpose, default: 0] += piece.minutes
        sum.price += part
      }
      months[month] = sum
    }
    return months.values.sorted { $0.month < $1.month }
  }
}
