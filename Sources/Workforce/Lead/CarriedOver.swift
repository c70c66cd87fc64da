internal import Kernel
internal import Storage

/// Letters that nobody has answered yet, against their clock.
struct CarriedOver: Hashable, Sendable {
  let waiting: Int
  /// Those whose time has run out.
  let late: Int
  /// Those that came before today.
  let fromBefore: Int

  /// Reads what waits in a queue of letters; the clock runs while the desk is open.
  init(
    _ queue: StaffingQueue, at now: Instant, in zone: Zone, _ scope: Scope, db: any Connection
  ) throws {
    let opened: [Instant] = try db.rows(
      """
      SELECT c.opened_at FROM conversation c
      WHERE c.workspace_id = \(scope) AND c.deleted_at IS NULL
        AND c.channel IN (\(list: queue.kind.channels)) AND c.status IN ('new', 'open')
        AND c.first_reply_at IS NULL AND c.opened_at >= \(now.advanced(byDays: -60))
        AND c.opened_at <= \(now)\(queue.coverage(scope))
      ORDER BY c.opened_at LIMIT \(5_000)
      """
    ).map { try $0.get("opened_at") }
    let today = zone.start(of: zone.day(of: now))
    waiting = opened.count
    fromBefore = opened.count { $0 < today }
    late = opened.count { queue.openSeconds(from: $0, until: now, in: zone) > queue.target }
  }
}

extension StaffingQueue {
  /// Seconds in which the desk was open between two moments, to the half-hour's share; no more than
  /// two weeks are looked at.
  func openSeconds(from start: Instant, until end: Instant, in zone: Zone) -> Double {
    let begin = Swift.max(start, end.advanced(byDays: -14))
    var half = HalfHour(begin, in: zone)
    var sum = 0.0
    while half.start < end {
      let next = half.start.advanced(bySeconds: 1800)
      if hours.isOpen(weekday: half.day.weekday, slot: half.slot) {
        sum += Swift.min(next, end).seconds(since: Swift.max(half.start, begin))
      }
      half = HalfHour(next, in: zone)
    }
    return sum
  }
}
