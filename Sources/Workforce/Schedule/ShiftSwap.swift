public import Kernel
public import People
public import Storage
internal import Web

/// That two people would like to exchange shifts: the colleague agrees, then the lead does.
public struct ShiftSwap: Hashable, Sendable {
  /// The key of a swap.
  public typealias ID = Identifier<ShiftSwap>

  /// Where it stands.
  public enum State: String, Hashable, Sendable, CaseIterable {
    /// The colleague has not answered.
    case asked
    /// The lead has not decided.
    case agreed
    case declined
    case approved
    case refused
    case withdrawn

    var isOpen: Bool { self == .asked || self == .agreed }
  }

  public let id: ID
  public let team: Team.ID
  /// Whose shift it is that is given away.
  public let asker: Schedule.Place
  /// Whose shift is wanted for it.
  public let other: Schedule.Place
  public let at: Instant
  public let state: State
  /// How many steps it has gone.
  let steps: Int
}

extension ShiftSwap {
  static let schema: [SQL] = [
    """
    CREATE TABLE shift_swap (
      \(.key),
      team_id INTEGER NOT NULL,
      asker_id INTEGER NOT NULL,
      day INTEGER NOT NULL,
      other_id INTEGER NOT NULL,
      other_day INTEGER NOT NULL,
      at INTEGER NOT NULL,
      CHECK (asker_id <> other_id),
      \(.reference(column: "team_id", table: "team")),
      \(.reference(column: "asker_id", table: "person")),
      \(.reference(column: "other_id", table: "person"))
    ) \(.strict)
    """,
    "CREATE INDEX shift_swap_team ON shift_swap (workspace_id, team_id, day)",
    "\(.appendOnly("shift_swap"))",
    """
    CREATE TABLE shift_swap_event (
      \(.key),
      shift_swap_id INTEGER NOT NULL,
      number INTEGER NOT NULL CHECK (number > 0),
      state TEXT NOT NULL
        CHECK (state IN ('agreed', 'declined', 'approved', 'refused', 'withdrawn')),
      at INTEGER NOT NULL,
      by_id INTEGER,
      UNIQUE (workspace_id, shift_swap_id, number),
      \(.reference(column: "shift_swap_id", table: "shift_swap"))
    ) \(.strict)
    """,
    "\(.appendOnly("shift_swap_event"))",
  ]

  init(row: Row) throws {
    let state: String? = try row.get("state")
    let number: Int? = try row.get("number")
    self.init(
      id: try row.get("id"), team: try row.get("team_id"),
      asker: Schedule.Place(person: try row.get("asker_id"), day: try row.get("day")),
      other: Schedule.Place(person: try row.get("other_id"), day: try row.get("other_day")),
      at: try row.get("at"), state: state.flatMap(State.init(rawValue:)) ?? .asked,
      steps: number ?? 0)
  }

  /// The swaps of a team, or of all teams, about days from one on; in the order they were asked.
  static func all(
    of team: Team.ID? = nil, since day: Day, _ scope: Scope, in db: any Connection
  ) throws -> [ShiftSwap] {
    let place: SQL = team.map { "AND s.team_id = \($0)" } ?? ""
    return try fetch("s.day >= \(day) \(place)", scope, in: db)
  }

  private static func fetch(
    _ condition: SQL, _ scope: Scope, in db: any Connection
  ) throws -> [ShiftSwap] {
    try db.rows(
      """
      SELECT s.id, s.team_id, s.asker_id, s.day, s.other_id, s.other_day, s.at, e.state, e.number
      FROM shift_swap AS s
      \(SQL.newestEvent(of: "shift_swap", as: "s"))
      WHERE s.workspace_id = \(scope) AND \(condition)
      ORDER BY s.id
      """
    ).map(ShiftSwap.init(row:))
  }

  static func find(_ id: ID, _ scope: Scope, in db: any Connection) throws -> ShiftSwap? {
    try fetch("s.id = \(id)", scope, in: db).first
  }

  /// Asks a colleague for a shift in exchange for one of one's own, both of the published week.
  @discardableResult
  public static func ask(
    _ own: Schedule.Place, for other: Schedule.Place, desk: ScheduleDesk, scope: Scope,
    world: World, in db: any Connection
  ) throws -> ID {
    guard own.person != other.person, desk.today < own.day, desk.today < other.day else {
      throw WishError.day
    }
    guard desk.published?.duty(of: own.person, on: own.day) != nil,
      desk.published?.duty(of: other.person, on: other.day) != nil
    else { throw WishError.noShift }
    guard (try? desk.after(.exchange(own, other), of: desk.standing)) != nil else {
      throw WishError.notPossible
    }
    let isThere = try all(of: desk.team.id, since: desk.monday, scope, in: db).contains {
      $0.asker == own && $0.other == other && $0.state.isOpen
    }
    guard !isThere else { throw WishError.overlaps }
    let id: ID = world.id()
    try db.execute(
      """
      INSERT INTO shift_swap
        (workspace_id, id, team_id, asker_id, day, other_id, other_day, at)
      VALUES
        (\(scope), \(id), \(desk.team.id), \(own.person), \(own.day), \(other.person),
         \(other.day), \(world.now()))
      """)
    try Audit.record(
      .create, .workWish, object: id.rawValue, team: desk.team.id.rawValue, "swap.audit.asked",
      ["day": own.day.iso, "other": other.day.iso], scope: scope, world: world, in: db)
    try Notice.tell(
      other.person, "swap.notice.asked",
      [
        "name": .text(desk.name(of: own.person)), "own": .day(other.day), "theirs": .day(own.day),
      ], path: .ownWeek(desk.monday), occasion: "swap:\(id)", scope: scope, world: world, in: db)
    return id
  }

  /// Agrees as the colleague who was asked.
  public static func agree(
    _ id: ID, desk: ScheduleDesk, scope: Scope, world: World, in db: any Connection
  ) throws {
    guard let swap = try find(id, scope, in: db) else { throw WishError.unknown }
    try swap.step(.agreed, desk: desk, scope: scope, world: world, in: db)
  }

  /// Takes the next step; the approved exchange is a new version of the week.
  func step(
    _ new: State, desk: ScheduleDesk, scope: Scope, world: World, in db: any Connection
  ) throws {
    let isFit =
      switch new {
      case .asked: false
      case .agreed, .declined: state == .asked
      case .approved, .refused: state == .agreed
      case .withdrawn: state.isOpen
      }
    guard isFit else { throw WishError.decided }
    let added = try db.execute(
      """
      INSERT INTO shift_swap_event (workspace_id, id, shift_swap_id, number, state, at, by_id)
      VALUES
        (\(scope), \(world.key()), \(id), \(steps + 1), \(new.rawValue), \(world.now()),
         \(scope.person))
      ON CONFLICT (workspace_id, shift_swap_id, number) DO NOTHING
      """)
    guard added == 1 else { throw WishError.decided }
    try Audit.record(
      .change, .workWish, object: id.rawValue, team: team.rawValue, "swap.audit.stepped",
      ["state": new.rawValue], scope: scope, world: world, in: db)
    if new == .approved {
      let after = try desk.after(.exchange(asker, other), of: desk.standing)
      let places = [asker, other].flatMap { place in
        [asker.person, other.person].map { Schedule.Place(person: $0, day: place.day) }
      }
      try desk.settle(
        after.duties, freed: after.freed, at: Set(places), because: .swapped, scope: scope,
        world: world, in: db)
    }
    guard new != .withdrawn else { return }
    let told = new == .agreed || new == .declined ? [asker.person] : [asker.person, other.person]
    for person in told where person.rawValue != scope.person {
      try Notice.tell(
        person, Self.sentence(new), ["day": .day(asker.day), "other": .day(other.day)],
        path: .ownWeek(desk.monday), occasion: "swap:\(id):\(steps + 1)", scope: scope,
        world: world, in: db)
    }
  }

  private static func sentence(_ state: State) -> StaticString {
    switch state {
    case .agreed: "swap.notice.agreed"
    case .approved: "swap.notice.approved"
    default: "swap.notice.refused"
    }
  }
}
