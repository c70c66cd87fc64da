public import Kernel
internal import People
public import Storage
internal import Web

/// Makes the forecasts that are due: of queues of which something is new, and of each new day.
public struct ForecastWork: Sendable {
  let database: any Database
  let scope: Scope
  let world: World

  public init(database: any Database, scope: Scope, world: World) {
    self.database = database
    self.scope = scope
    self.world = world
  }

  /// The work of the background, every five minutes.
  static let job = JobKind("staffing-forecast", every: .seconds(300)) { run in
    try await ForecastWork(database: run.database, scope: run.scope, world: run.world).run()
  }

  /// Makes every forecast that is due, of all queues or of some; returns how many there were.
  @discardableResult
  public func run(
    of isConcerned: @Sendable (StaffingQueue) -> Bool = { _ in true }
  ) async throws -> Int {
    let queues = try await database.read { [scope] db in
      try StaffingQueue.current(scope, in: db)
    }
    var count = 0
    for queue in queues where isConcerned(queue) {
      if try await make(queue) { count += 1 }
    }
    return count
  }

  /// Makes the forecast of one queue, unless the newest one still says all there is to say.
  func make(_ queue: StaffingQueue) async throws -> Bool {
    let (now, id): (Instant, MadeForecast.ID) = (world.now(), world.id())
    let input = try await database.read { [scope] db in
      let zone = try Workspace.find(scope, in: db)?.zone ?? .utc
      return try ForecastInput(queue, today: zone.day(of: now), in: zone, scope, db: db)
    }
    guard let input, let making = ForecastMaking(input, id: id, now: now) else { return false }
    try await database.write { [scope] db in
      try making.made.insert(scope, in: db)
      try HalfHourNeed.replace(
        making.needs, of: queue.id, from: input.zone.start(of: input.today), scope, in: db)
      try ForecastCheck.replace(making.checks, of: queue.id, scope, in: db)
      try DayProspect.replace(making.prospects, of: queue.id, scope, in: db)
    }
    return true
  }
}
