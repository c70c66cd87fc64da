public import Kernel
public import People
internal import Staffing
public import Storage
internal import Web

/// What somebody would like of their days: a wish, which may be refused, unlike time off.
public struct Wish: Hashable, Sendable {
  /// The key of a wish.
  public typealias ID = Identifier<Wish>

  /// What is wished.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// To be free.
    case free
    /// A shift that begins early.
    case early
    /// A shift that begins late.
    case late
  }

  /// For when.
  public enum Occasion: Hashable, Sendable {
    /// Every week, 1 for Monday to 7 for Sunday.
    case weekday(Int)
    case day(Day)
  }

  public let id: ID
  public let person: Person.ID
  public let kind: Kind
  public let occasion: Occasion
  public let at: Instant
  /// When it was taken back.
  public let endedAt: Instant?

  /// Whether it is about that day.
  public func concerns(_ day: Day) -> Bool {
    switch occasion {
    case .weekday(let weekday): day.weekday == weekday
    case .day(let wanted): day == wanted
    }
  }

  /// Whether it was known at a moment.
  func holds(at moment: Instant) -> Bool { at <= moment && endedAt.map { moment < $0 } ?? true }

  /// More wishes than that at once are none.
  static let most = 8
  /// Early is to begin at nine or before, late to begin at eleven or after; half-hours of the day.
  static let earlyStart = 18
  static let lateStart = 22

  /// As the roster takes it.
  var rule: RosterProblem.DayRule {
    switch kind {
    case .free: .wishesFree
    case .early: .wishesStart(before: Self.earlyStart)
    case .late: .wishesStartAfter(Self.lateStart)
    }
  }

  /// Whether a shift, or a free day, is what was wished.
  func isGranted(by shift: Shift?) -> Bool {
    switch kind {
    case .free: shift == nil
    case .early: shift.map { $0.start <= Self.earlyStart } ?? true
    case .late: shift.map { $0.start >= Self.lateStart } ?? true
    }
  }
}

/// Why a wish, time off or a swap is refused.
public enum WishError: Error, Hashable, Sendable {
  case unknown
  /// The day is gone or too far away.
  case day
  /// There are as many wishes as one may have.
  case tooMany
  /// It overlaps time off that was asked for before.
  case overlaps
  /// It was decided before.
  case decided
  /// There is no such shift.
  case noShift
  /// Somebody would have too short a rest, or cannot do that work.
  case notPossible
}

extension Wish {
  static let schema: [SQL] = [
    """
    CREATE TABLE shift_wish (
      \(.key),
      person_id INTEGER NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('free', 'early', 'late')),
      weekday INTEGER CHECK (weekday BETWEEN 1 AND 7),
      day INTEGER,
      at INTEGER NOT NULL,
      CHECK ((weekday IS NULL) <> (day IS NULL)),
      \(.reference(column: "person_id", table: "person"))
    ) \(.strict)
    """,
    "CREATE INDEX shift_wish_person ON shift_wish (workspace_id, person_id)",
    "\(.appendOnly("shift_wish"))",
    """
    CREATE TABLE shift_wish_end (
      \(.key),
      shift_wish_id INTEGER NOT NULL,
      at INTEGER NOT NULL,
      by_id INTEGER,
      UNIQUE (workspace_id, shift_wish_id),
      \(.reference(column: "shift_wish_id", table: "shift_wish"))
    ) \(.strict)
    """,
    "\(.appendOnly("shift_wish_end"))",
  ]

  init(row: Row) throws {
    let kind: String = try row.get("kind")
    let (weekday, day): (Int?, Day?) = (try row.get("weekday"), try row.get("day"))
    self.init(
      id: try row.get("id"), person: try row.get("person_id"),
      kind: Kind(rawValue: kind) ?? .free,
      occasion: day.map { .day($0) } ?? .weekday(weekday ?? 1), at: try row.get("at"),
      endedAt: try row.get("ended_at"))
  }

  /// Everybody's wishes, with those that were taken back, in the order they were made.
  static func all(_ scope: Scope, in db: any Connection) throws -> [Wish] {
    try db.rows(
      """
      SELECT w.id, w.person_id, w.kind, w.weekday, w.day, w.at, e.at AS ended_at
      FROM shift_wish AS w
      LEFT JOIN shift_wish_end AS e
        ON e.workspace_id = w.workspace_id AND e.shift_wish_id = w.id
      WHERE w.workspace_id = \(scope)
      ORDER BY w.id
      """
    ).map(Wish.init(row:))
  }

  /// Makes a wish of one's own.
  @discardableResult
  public static func make(
    _ kind: Kind, for occasion: Occasion, person: Person.ID, today: Day, scope: Scope,
    world: World, in db: any Connection
  ) throws -> ID {
    let open = try all(scope, in: db).filter { $0.person == person && $0.endedAt == nil }
    let coming = open.filter { wish in
      if case .day(let day) = wish.occasion { day >= today } else { true }
    }
    guard coming.count < most else { throw WishError.tooMany }
    var (weekday, day): (Int?, Day?) = (nil, nil)
    switch occasion {
    case .weekday(let number):
      guard (1...7).contains(number) else { throw WishError.day }
      weekday = number
    case .day(let wanted):
      guard today < wanted, wanted <= today.advanced(by: 366) else { throw WishError.day }
      day = wanted
    }
    let id: ID = world.id()
    try db.execute(
      """
      INSERT INTO shift_wish (workspace_id, id, person_id, kind, weekday, day, at)
      VALUES (\(scope), \(id), \(person), \(kind.rawValue), \(weekday), \(day), \(world.now()))
      """)
    try Audit.record(
      .create, .workWish, object: person.rawValue, "wish.audit.made", scope: scope, world: world,
      in: db)
    return id
  }

  /// Takes a wish of one's own back.
  static func end(
    _ id: ID, person: Person.ID, scope: Scope, world: World, in db: any Connection
  ) throws {
    let own = try all(scope, in: db).first { $0.id == id && $0.person == person }
    guard let own else { throw WishError.unknown }
    guard own.endedAt == nil else { throw WishError.decided }
    try db.execute(
      """
      INSERT INTO shift_wish_end (workspace_id, id, shift_wish_id, at, by_id)
      VALUES (\(scope), \(world.key()), \(id), \(world.now()), \(scope.person))
      """)
    try Audit.record(
      .remove, .workWish, object: person.rawValue, "wish.audit.ended", scope: scope, world: world,
      in: db)
  }
}
