internal import Kernel
internal import People
internal import Staffing
internal import Storage

/// Everything a forecast of one queue is made from.
struct ForecastInput: Sendable {
  let queue: StaffingQueue
  let zone: Zone
  let today: Day
  /// What came before today.
  let volumes: [HalfHourVolume]
  let special: SpecialDays
  let supply: [HalfHourSupply]
  /// What other work leaves idle for letters.
  let idle: [Instant: Double]
  let pace: ChatPace?
  let fingerprint: String

  /// Days that are forecast, and days of the past that are looked at.
  static let ahead = 28
  private static let mostPast = 800

  /// Reads it; `nil` where the newest forecast was made from the very same.
  init?(
    _ queue: StaffingQueue, today: Day, in zone: Zone, _ scope: Scope, db: any Connection
  ) throws {
    self.queue = queue
    self.zone = zone
    self.today = today
    fingerprint = try Self.fingerprint(queue, today, zone, scope, db: db)
    guard try MadeForecast.newest(of: queue.id, scope, in: db)?.fingerprint != fingerprint else {
      return nil
    }
    let known = try queue.knownDays(in: zone, scope, db: db)
    let first = Swift.max(known?.lowerBound ?? today, today.advanced(by: -Self.mostPast))
    volumes = try queue.volumes(from: first, until: today, in: zone, scope, db: db)
    special = try SpecialDay.current(scope, in: db).marks(of: queue.id)
    let start = zone.start(of: today)
    supply = try HalfHourSupply.all(
      of: [queue.id], from: start, until: zone.start(of: today.advanced(by: Self.ahead)), scope,
      in: db)
    idle = try queue.idle(
      from: start, until: zone.start(of: today.advanced(by: Self.ahead)), scope, in: db)
    pace =
      queue.kind == .chats
      ? ChatPace(
        try ChatPace.chats(
          of: queue, from: start.advanced(byDays: -56), until: start, scope, in: db))
      : nil
  }

  /// What would have to change for another forecast.
  private static func fingerprint(
    _ queue: StaffingQueue, _ today: Day, _ zone: Zone, _ scope: Scope, db: any Connection
  ) throws -> String {
    let start = zone.start(of: today)
    let numbers: [Int64?] = try [
      db.value(
        """
        SELECT COUNT(*) AS value FROM conversation
        WHERE workspace_id = \(scope) AND deleted_at IS NULL AND opened_at < \(start)
        """),
      db.value(
        """
        SELECT COALESCE(MAX(finished_at), 0) AS value FROM import_run
        WHERE workspace_id = \(scope)
        """),
      db.value(
        """
        SELECT COALESCE(MAX(written_at), 0) AS value FROM volume_interval
        WHERE workspace_id = \(scope)
        """),
      db.value(
        "SELECT COALESCE(MAX(id), 0) AS value FROM special_day WHERE workspace_id = \(scope)"),
    ]
    let parts = numbers.map { "\($0 ?? 0)" }
    let supply = try HalfHourSupply.all(
      of: [queue.id], from: start, until: zone.start(of: today.advanced(by: ahead)), scope, in: db)
    // Order matters: the same people at another time are another plan.
    let plan = supply.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { hash, place in
      (hash ^ UInt64(bitPattern: place.start.milliseconds &+ Int64(place.agents)))
        &* 0x100_0000_01b3
    }
    let idle = try queue.idle(
      from: start, until: zone.start(of: today.advanced(by: ahead)), scope, in: db)
    let spare = Int((idle.values.sorted().reduce(0, +) * 100).rounded())
    return ([today.iso, zone.name, "\(queue.number)"] + parts + ["\(plan)", "\(spare)"])
      .joined(separator: " ")
  }
}
