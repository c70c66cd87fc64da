public import Kernel
internal import People
public import Storage
internal import Web

/// How a workspace lets people disagree: windows, limits, and how many reviews are looked at twice.
///
/// A rule is never changed, a newer one takes its place: a review keeps the window of the day it
/// was shared, so that nobody loses a right they were promised.
public struct DisputeRule: Hashable, Sendable {
  /// How many days after the day of sharing one may disagree.
  public var windowDays: Int
  /// How many disputes of one person may be open in one cycle.
  public var openLimit: Int
  /// How many days there are to decide.
  public var decideDays: Int
  /// The share of shared reviews that are drawn for a blind second review, in percent.
  public var secondPercent: Int
  /// Whether agents read the second reviews of their work.
  public var showsSecond: Bool

  public init(
    windowDays: Int = 14, openLimit: Int = 3, decideDays: Int = 7, secondPercent: Int = 10,
    showsSecond: Bool = false
  ) {
    self.windowDays = windowDays
    self.openLimit = openLimit
    self.decideDays = decideDays
    self.secondPercent = secondPercent
    self.showsSecond = showsSecond
  }

  /// What holds until somebody says otherwise.
  public static let standard = DisputeRule()

  /// The fields that are out of range, by their names in the form.
  var faults: [String] {
    var faults: [String] = []
    if !(1...90).contains(windowDays) { faults.append("window") }
    if !(1...50).contains(openLimit) { faults.append("limit") }
    if !(1...60).contains(decideDays) { faults.append("decide") }
    if !(0...100).contains(secondPercent) { faults.append("second") }
    return faults
  }

  /// The last day on which a review shared that day may be disputed.
  public func lastDay(sharedOn day: Day) -> Day { day.advanced(by: windowDays) }
}

extension DisputeRule {
  /// The rule that holds now, or that held at a moment.
  public static func current(
    at moment: Instant? = nil, _ scope: Scope, in db: any Connection
  ) throws -> DisputeRule {
    let until: SQL = moment.map { "AND at <= \($0)" } ?? .empty
    return try db.row(
      """
      SELECT window_days, open_limit, decide_days, second_percent, shows_second
      FROM dispute_rule WHERE workspace_id = \(scope) \(until)
      ORDER BY at DESC, id DESC LIMIT 1
      """
    ).map(DisputeRule.init(row:)) ?? .standard
  }

  /// Puts a rule in force from now on; answers false when it is the one that holds already.
  @discardableResult
  public func enact(scope: Scope, world: World, in db: any Connection) throws -> Bool {
    guard faults.isEmpty else { throw DisputeError.faulty([]) }
    guard try DisputeRule.current(scope, in: db) != self else { return false }
    let key = world.key()
    try db.execute(
      """
      INSERT INTO dispute_rule
        (workspace_id, id, window_days, open_limit, decide_days, second_percent, shows_second,
         person_id, at)
      VALUES
        (\(scope), \(key), \(windowDays), \(openLimit), \(decideDays), \(secondPercent),
         \(showsSecond), \(scope.person), \(world.now()))
      """)
    try Audit.record(
      .change, .disputeRule, object: key, "dispute.audit.rule",
      [
        "window": String(windowDays), "limit": String(openLimit), "decide": String(decideDays),
        "second": String(secondPercent),
      ], scope: scope, world: world, in: db)
    return true
  }

  fileprivate init(row: Row) throws {
    self.init(
      windowDays: try row.get("window_days"), openLimit: try row.get("open_limit"),
      decideDays: try row.get("decide_days"), secondPercent: try row.get("second_percent"),
      showsSecond: try row.get("shows_second"))
  }
}
