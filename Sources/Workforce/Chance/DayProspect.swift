internal import Kernel
internal import Storage

/// A coming day in short, as it is kept: its chance as planned, with one more and without some.
struct DayProspect: Hashable, Sendable {
  let day: Day
  let isPlanned: Bool
  let met: Double
  let low: Double?
  let middle: Double?
  let high: Double?
  let offered: Double
  let late: Double
  /// The chance with one more all day, and with one and two away.
  let metWithOneMore: Double
  let lateWithOneMore: Double
  let metWithOneAway: Double
  let metWithTwoAway: Double

  /// Plays a day four times with the same customers.
  init(_ desk: DeskDay, chats: Double = 1) {
    func play(_ more: Int) -> Prospect {
      Prospect(desk, WhatIf(more: more), chats: chats, plays: 400)
    }
    let (now, more) = (play(0), play(1))
    day = desk.day
    isPlanned = desk.isPlanned
    met = now.met
    (low, middle, high) = (now.low, now.middle, now.high)
    (offered, late) = (now.offered, now.late)
    (metWithOneMore, lateWithOneMore) = (more.met, more.late)
    (metWithOneAway, metWithTwoAway) = (play(-1).met, play(-2).met)
  }

  static let schema: [SQL] = [
    """
    CREATE TABLE day_prospect (
      workspace_id INTEGER NOT NULL,
      queue_id INTEGER NOT NULL,
      day INTEGER NOT NULL,
      is_planned INTEGER NOT NULL CHECK (is_planned IN (0, 1)),
      met REAL NOT NULL,
      low REAL,
      middle REAL,
      high REAL,
      offered REAL NOT NULL,
      late REAL NOT NULL,
      met_one_more REAL NOT NULL,
      late_one_more REAL NOT NULL,
      met_one_away REAL NOT NULL,
      met_two_away REAL NOT NULL,
      PRIMARY KEY (workspace_id, queue_id, day)
    ) \(.strict)
    """
  ]

  /// The coming days of a queue.
  static func all(
    of queue: StaffingQueue.ID, from day: Day, _ scope: Scope, in db: any Connection
  ) throws -> [DayProspect] {
    try db.rows(
      """
      SELECT day, is_planned, met, low, middle, high, offered, late, met_one_more, late_one_more,
        met_one_away, met_two_away
      FROM day_prospect
      WHERE workspace_id = \(scope) AND queue_id = \(queue) AND day >= \(day)
      ORDER BY day
      """
    ).map(DayProspect.init(row:))
  }

  static func replace(
    _ days: [DayProspect], of queue: StaffingQueue.ID, _ scope: Scope, in db: any Connection
  ) throws {
    try db.execute(
      "DELETE FROM day_prospect WHERE workspace_id = \(scope) AND queue_id = \(queue)")
    for day in days {
      try db.execute(
        """
        INSERT INTO day_prospect
          (workspace_id, queue_id, day, is_planned, met, low, middle, high, offered, late,
           met_one_more, late_one_more, met_one_away, met_two_away)
        VALUES
          (\(scope), \(queue), \(day.day), \(day.isPlanned), \(day.met), \(day.low),
           \(day.middle), \(day.high), \(day.offered), \(day.late), \(day.metWithOneMore),
           \(day.lateWithOneMore), \(day.metWithOneAway), \(day.metWithTwoAway))
        """)
    }
  }

  private init(row: Row) throws {
    day = try row.get("day")
    isPlanned = try row.get("is_planned")
    met = try row.get("met")
    low = try row.get("low")
    middle = try row.get("middle")
    high = try row.get("high")
    offered = try row.get("offered")
    late = try row.get("late")
    metWithOneMore = try row.get("met_one_more")
    lateWithOneMore = try row.get("late_one_more")
    metWithOneAway = try row.get("met_one_away")
    metWithTwoAway = try row.get("met_two_away")
  }
}
