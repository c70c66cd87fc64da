public import Kernel
public import People
public import Staffing
public import Statistics
public import Storage
internal import Web

/// Where the paid hours of a team went in a month, as planned or as it was.
public struct PaidHours: Hashable, Sendable {
  /// Planned before, or known afterwards.
  public enum Side: String, Hashable, Sendable, CaseIterable {
    case planned
    case actual
  }

  public let team: Team.ID
  /// The first day of the month.
  public let month: Day
  public let side: Side
  public let ledger: ShrinkageLedger
  public let at: Instant

  public init(team: Team.ID, month: Day, side: Side, ledger: ShrinkageLedger, at: Instant) {
    self.team = team
    self.month = month.startOfMonth
    self.side = side
    self.ledger = ledger
    self.at = at
  }
}

/// Why hours are refused.
public enum PaidHoursError: Error, Hashable, Sendable {
  /// More hours than were paid, or a number that is none.
  case hours
  case month
  /// A line of a file cannot be read; counted from 1.
  case line(Int)
  case tooMany
}

extension PaidHours {
  static let schema: [SQL] = [
    """
    CREATE TABLE paid_hours (
      \(.key),
      team_id INTEGER NOT NULL,
      month INTEGER NOT NULL,
      side TEXT NOT NULL CHECK (side IN ('planned', 'actual')),
      number INTEGER NOT NULL CHECK (number > 0),
      paid REAL NOT NULL CHECK (paid > 0),
      leave REAL NOT NULL CHECK (leave >= 0),
      sickness REAL NOT NULL CHECK (sickness >= 0),
      training REAL NOT NULL CHECK (training >= 0),
      coaching REAL NOT NULL CHECK (coaching >= 0),
      meetings REAL NOT NULL CHECK (meetings >= 0),
      breaks REAL NOT NULL CHECK (breaks >= 0),
      other REAL NOT NULL CHECK (other >= 0),
      at INTEGER NOT NULL,
      by_id INTEGER,
      UNIQUE (workspace_id, team_id, month, side, number),
      \(.reference(column: "team_id", table: "team"))
    ) \(.strict)
    """,
    "\(.appendOnly("paid_hours"))",
  ]

  init?(row: Row) throws {
    var hours: [ShrinkageLedger.Cause: Double] = [:]
    for cause in ShrinkageLedger.Cause.allCases { hours[cause] = try row.get(cause.rawValue) }
    let side: String = try row.get("side")
    guard let ledger = ShrinkageLedger(paid: try row.get("paid"), hours: hours) else { return nil }
    self.init(
      team: try row.get("team_id"), month: try row.get("month"),
      side: Side(rawValue: side) ?? .actual, ledger: ledger, at: try row.get("at"))
  }

  /// The newest entry of every month and side of a team, the earliest month first.
  public static func all(
    of team: Team.ID, _ scope: Scope, in db: any Connection
  ) throws -> [PaidHours] {
    try db.rows(
      """
      SELECT h.team_id, h.month, h.side, h.paid, h.leave, h.sickness, h.training, h.coaching,
        h.meetings, h.breaks, h.other, h.at
      FROM paid_hours AS h
      WHERE h.workspace_id = \(scope) AND h.team_id = \(team)
        AND NOT EXISTS (
          SELECT 1 FROM paid_hours AS newer
          WHERE newer.workspace_id = h.workspace_id AND newer.team_id = h.team_id
            AND newer.month = h.month AND newer.side = h.side AND newer.number > h.number)
      ORDER BY h.month, h.side
      """
    ).compactMap(PaidHours.init(row:))
  }

  /// Writes a month in place of what was known of it; the earlier entry stays on record.
  public func write(scope: Scope, world: World, in db: any Connection) throws {
    let today = Day(number: Int(world.now().milliseconds / 86_400_000))
    guard today.advanced(by: -3_700) < month, month < today.advanced(by: 740) else {
      throw PaidHoursError.month
    }
    let number: Int =
      try db.value(
        """
        SELECT COALESCE(MAX(number), 0) AS value FROM paid_hours
        WHERE workspace_id = \(scope) AND team_id = \(team) AND month = \(month)
          AND side = \(side.rawValue)
        """) ?? 0
    func hours(_ cause: ShrinkageLedger.Cause) -> Double { ledger.hours[cause] ?? 0 }
    try db.execute(
      """
      INSERT INTO paid_hours
        (workspace_id, id, team_id, month, side, number, paid, leave, sickness, training, coaching,
         meetings, breaks, other, at, by_id)
      VALUES
        (\(scope), \(world.key()), \(team), \(month), \(side.rawValue), \(number + 1),
         \(ledger.paid), \(hours(.leave)), \(hours(.sickness)), \(hours(.training)),
         \(hours(.coaching)), \(hours(.meetings)), \(hours(.breaks)), \(hours(.other)),
         \(world.now()), \(scope.person))
      """)
    try Audit.record(
      .change, .shrinkage, object: team.rawValue, team: team.rawValue, "shrinkage.audit",
      ["month": month.iso, "side": side.rawValue], scope: scope, world: world, in: db)
  }
}

/// What a team's ledger says: the measured share, and what of it planning still has to add.
public struct Shrinkage: Sendable {
  /// Months with what was planned, what was, or both; the earliest first.
  public let months: [(month: Day, planned: ShrinkageLedger?, actual: ShrinkageLedger?)]
  /// Measured over the months that are known.
  public let whole: Estimate
  /// The share of each cause in all paid hours.
  public let byCause: [ShrinkageLedger.Cause: Double]

  /// What a roster holds by itself: leave is a day away, pauses and training are in the shifts.
  public static let scheduled: Set<ShrinkageLedger.Cause> = [.leave, .training, .coaching]

  public init(_ entries: [PaidHours]) {
    let groups = Dictionary(grouping: entries, by: \.month)
    months = groups.keys.sorted().map { month in
      let both = groups[month] ?? []
      return (
        month, both.first { $0.side == .planned }?.ledger,
        both.first { $0.side == .actual }?.ledger
      )
    }
    let actual = months.compactMap(\.actual)
    whole = measuredShrinkage(actual)
    let sum = ShrinkageLedger.sum(actual)
    byCause = Dictionary(
      uniqueKeysWithValues: ShrinkageLedger.Cause.allCases.map { ($0, sum?.share(of: $0) ?? 0) })
  }

  /// The measured share without causes that the roster holds explicitly, with its interval.
  ///
  /// What is scheduled leaves paid hours and lost hours alike: of the hours that are left over, the
  /// rest is a share.
  public func remaining(without causes: Set<ShrinkageLedger.Cause>) -> Estimate {
    measuredShrinkage(months.compactMap(\.actual).compactMap { $0.without(causes) })
  }
}

extension ShrinkageLedger {
  /// The ledger of the hours that are left when some causes are scheduled as events of their own.
  public func without(_ causes: Set<Cause>) -> ShrinkageLedger? {
    let gone = causes.reduce(0) { $0 + (hours[$1] ?? 0) }
    return ShrinkageLedger(
      paid: paid - gone, hours: hours.filter { !causes.contains($0.key) })
  }
}
