internal import Conversations
public import Kernel
public import Storage

extension StaffingQueue {
  /// What came in each open half-hour from one day until another, in order of time.
  ///
  /// A file's own count goes before ours. What nobody recorded is absent, which is not zero: days
  /// without any conversation of the workspace, and what has come since the last one.
  public func volumes(
    from: Day, until: Day, in zone: Zone, _ scope: Scope, db: any Connection
  ) throws -> [HalfHourVolume] {
    let (start, end) = (zone.start(of: from), zone.start(of: until))
    let filed = VolumeInterval.halfHours(
      try VolumeInterval.all(
        named: covers + [name], channels: kind.channels.map(\.rawValue), from: start, until: end,
        scope, in: db), in: zone)
    let counted = try counted(from: start, until: end, in: zone, scope, db: db)
    let reach = try Reach(from: start, until: end, in: zone, scope, in: db)
    var result: [HalfHourVolume] = []
    for number in from.number..<Swift.max(from.number, until.number) {
      let day = Day(number: number)
      let isKnown = reach.isKnown(day)
      for half in HalfHour.all(of: day, in: zone) {
        if let own = filed[half.start] {
          result.append(own)
        } else if let ours = counted[half.start] {
          result.append(ours)
        } else if isKnown, arrives(on: day, half.slot),
          let first = reach.first, let last = reach.last,
          first <= half.start, half.start.advanced(bySeconds: 1800) <= last, !counted.isEmpty
        {
          result.append(HalfHourVolume(start: half.start, offered: 0, origin: .conversations))
        }
      }
    }
    return result
  }

  /// Whether work comes in then: letters do at all times.
  func arrives(on day: Day, _ slot: Int) -> Bool {
    kind == .letters || hours.isOpen(weekday: day.weekday, slot: slot)
  }

  /// The first and the last day of which anything is known; `nil` when nothing is.
  public func knownDays(
    in zone: Zone, _ scope: Scope, db: any Connection
  ) throws -> ClosedRange<Day>? {
    let filed = try db.row(
      """
      SELECT MIN(start_at) AS first, MAX(start_at) AS last FROM volume_interval
      WHERE workspace_id = \(scope) AND queue_name IN (\(list: covers + [name]))
        AND channel IN (\(list: kind.channels))
      """)
    let own = try db.row(
      """
      SELECT MIN(c.opened_at) AS first, MAX(c.opened_at) AS last FROM conversation c
      WHERE c.workspace_id = \(scope) AND c.deleted_at IS NULL
        AND c.channel IN (\(list: kind.channels))\(coverage(scope))
      """)
    let rows = [filed, own].compactMap(\.self)
    let first: [Instant] = try rows.compactMap { try $0.get("first") }
    let last: [Instant] = try rows.compactMap { try $0.get("last") }
    guard let first = first.min(), let last = last.max() else { return nil }
    return zone.day(of: first)...zone.day(of: last)
  }

  /// What is known of the whole workspace, to tell a quiet half-hour from one nobody recorded.
  private struct Reach {
    let first: Instant?
    let last: Instant?
    private let days: Set<Int>

    init(
      from start: Instant, until end: Instant, in zone: Zone, _ scope: Scope,
      in db: any Connection
    ) throws {
      let row = try db.row(
        """
        SELECT MIN(opened_at) AS first, MAX(opened_at) AS last FROM conversation
        WHERE workspace_id = \(scope) AND deleted_at IS NULL
        """)
      first = try row?.get("first")
      last = try row?.get("last")
      // One jump in the index for each day, however many conversations it holds.
      var days: Set<Int> = []
      var next = start
      while next < end,
        let opened: Instant = try db.row(
          """
          SELECT opened_at FROM conversation
          WHERE workspace_id = \(scope) AND deleted_at IS NULL AND opened_at >= \(next)
          ORDER BY opened_at LIMIT 1
          """)?.get("opened_at")
      {
        let day = zone.day(of: opened)
        days.insert(day.number)
        next = zone.start(of: day.advanced(by: 1))
      }
      self.days = days
    }

    func isKnown(_ day: Day) -> Bool { days.contains(day.number) }
  }

  /// The queues of the sources that count; nothing where all work of the kind does.
  func coverage(_ scope: Scope) -> SQL {
    covers.isEmpty ? .empty : " AND \(isCovering(scope))"
  }

  /// Whether a conversation `c` came by one of the queues that count.
  func isCovering(_ scope: Scope) -> SQL {
    guard !covers.isEmpty else { return "1 = 1" }
    return """
      c.queue_id IN (
        SELECT q.id FROM queue q WHERE q.workspace_id = \(scope) AND q.name IN (\(list: covers)))
      """
  }

  private func counted(
    from: Instant, until: Instant, in zone: Zone, _ scope: Scope, db: any Connection
  ) throws -> [Instant: HalfHourVolume] {
    // Half-hours of the local clock: some zones are a quarter of an hour off.
    let shift = Int64(((zone.offset(at: from) % 1800) + 1800) % 1800) * 1000
    let rows = try db.rows(
      kind == .calls ? calls(shift, from, until, scope) : others(shift, from, until, scope))
    return try rows.reduce(into: [:]) { found, row in
      let slot: Int64 = try row.get("slot")
      let start = Instant(milliseconds: slot * 1_800_000 - shift)
      guard start >= from, start < until else { return }
      var volume = HalfHourVolume(
        start: start, offered: try row.get("offered"), origin: .conversations)
      volume.answered = try row.get("answered")
      volume.inTime = kind == .letters ? nil : try row.get("in_time")
      if kind == .calls {
        volume.abandoned = try row.get("abandoned")
        volume.again = try row.get("again")
        volume.short = try row.get("short")
        volume.waitAnswered = try row.get("wait_answered")
        volume.waitAbandoned = try row.get("wait_abandoned")
        volume.handled = try row.get("handled")
      }
      found[start] = volume
    }
  }

  /// Calls that asked for somebody: neither ours, nor among ourselves, nor over in the menu.
  ///
  /// Whoever hangs up and calls again within ten minutes is marked: demand that a short wait made.
  private func calls(_ shift: Int64, _ from: Instant, _ until: Instant, _ scope: Scope) -> SQL {
    """
    SELECT slot, COUNT(*) AS offered,
      COUNT(CASE WHEN is_answered = 1 THEN 1 END) AS answered,
      COUNT(CASE WHEN is_abandoned = 1 THEN 1 END) AS abandoned,
      COUNT(CASE WHEN is_again = 1 THEN 1 END) AS again,
      COUNT(CASE WHEN is_answered = 1 AND wait <= \(target) THEN 1 END) AS in_time,
      COUNT(CASE WHEN is_answered = 1 AND handled < 10 THEN 1 END) AS short,
      SUM(CASE WHEN is_answered = 1 THEN wait ELSE 0.0 END) AS wait_answered,
      SUM(CASE WHEN is_abandoned = 1 THEN wait ELSE 0.0 END) AS wait_abandoned,
      SUM(CASE WHEN is_answered = 1 THEN handled ELSE 0.0 END) AS handled
    FROM (
      SELECT (COALESCE(k.started_at, c.opened_at) + \(shift)) / 1800000 AS slot, k.is_answered,
        k.is_abandoned, COALESCE(k.wait_s, 0.0) AS wait,
        CASE WHEN EXISTS (
          SELECT 1 FROM conversation b
          JOIN call h ON h.workspace_id = b.workspace_id AND h.conversation_id = b.id
          WHERE b.workspace_id = c.workspace_id AND b.customer_id = c.customer_id
            AND b.opened_at / 2592000000
              IN (c.opened_at / 2592000000, (c.opened_at - 600000) / 2592000000)
            AND b.opened_at < c.opened_at AND b.opened_at >= c.opened_at - 600000
            AND b.deleted_at IS NULL AND h.is_abandoned = 1
        ) THEN 1 ELSE 0 END AS is_again,
        COALESCE(k.talk_s, 0.0) + COALESCE(k.hold_s, 0.0) + COALESCE(k.wrap_s, 0.0) AS handled
      FROM conversation c
      LEFT JOIN call k ON k.workspace_id = c.workspace_id AND k.conversation_id = c.id
      WHERE c.workspace_id = \(scope) AND c.deleted_at IS NULL
        AND c.channel IN (\(list: kind.channels))
        AND c.opened_at >= \(from.advanced(byDays: -1)) AND c.opened_at < \(until)
        AND (k.direction IS NULL OR k.direction NOT IN ('outbound', 'internal'))
        AND NOT (\(MenuEnds.condition))\(coverage(scope))
    ) t
    GROUP BY slot
    """
  }

  private func others(_ shift: Int64, _ from: Instant, _ until: Instant, _ scope: Scope) -> SQL {
    """
    SELECT slot, COUNT(*) AS offered, COUNT(waited) AS answered,
      COUNT(CASE WHEN waited <= \(Int64(target * 1000)) THEN 1 END) AS in_time
    FROM (
      SELECT (c.opened_at + \(shift)) / 1800000 AS slot,
        c.first_reply_at - c.opened_at AS waited
      FROM conversation c
      WHERE c.workspace_id = \(scope) AND c.deleted_at IS NULL
        AND c.channel IN (\(list: kind.channels))
        AND c.opened_at >= \(from) AND c.opened_at < \(until)\(coverage(scope))
    ) t
    GROUP BY slot
    """
  }
}
