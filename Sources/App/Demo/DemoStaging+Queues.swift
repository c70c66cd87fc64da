internal import Kernel
internal import People
internal import Storage
internal import Workforce

extension DemoStaging {
  /// Counts, forecasts and plans the work of the story as it stands today.
  func staffQueues() async throws {
    let hotline = DemoHotline(story)
    let (calendar, world) = (story.calendar, clock.world)
    clock.set(calendar.now)
    guard let lead = crew.leads.first else { return }
    let scope = crew.scope(of: lead)
    let names = story.cast.teams
    try await database.write { db in
      let hours = try OpenWeek(
        text: Array(repeating: "8–20", count: 5) + ["8–20", ""])
      let line = StaffingQueue(
        id: world.id(), name: DemoHotline.name, kind: .calls, covers: [DemoHotline.name],
        hours: hours, absence: 0.04, writtenAt: world.now())
      let others = [
        StaffingQueue(
          id: world.id(), name: "Calls from the conversations", kind: .calls, covers: names,
          hours: hours, target: 30, writtenAt: world.now()),
        StaffingQueue(
          id: world.id(), name: "Chat", kind: .chats, hours: hours, target: 60, concurrency: 2,
          writtenAt: world.now()),
        StaffingQueue(
          id: world.id(), name: "Mail", kind: .letters, hours: hours, target: 8 * 3600,
          writtenAt: world.now()),
      ]
      for queue in [line] + others { try queue.write(scope: scope, world: world, in: db) }
      _ = try VolumeInterval.store(
        hotline.rows(), file: "hotline.csv", scope: scope, world: world, in: db)
      for day in hotline.sales {
        try SpecialDay(day: day, queue: line.id, word: "Sale")
          .write(scope: scope, world: world, in: db)
      }
      try Self.plan(line.id, from: calendar.zone.day(of: calendar.now), calendar.zone, scope, db)
    }
    try await ForecastWork(database: database, scope: crew.scope, world: world).run()
  }

  /// Writes down who is planned for the next four weeks, unless a roster says so already.
  private static func plan(
    _ queue: StaffingQueue.ID, from today: Day, _ zone: Zone, _ scope: Scope, _ db: any Connection
  ) throws {
    let (first, last) = (zone.start(of: today), zone.start(of: today.advanced(by: 28)))
    guard
      try HalfHourSupply.all(of: [queue], from: first, until: last, scope, in: db).isEmpty
    else { return }
    let supply = (0..<28).flatMap { ahead -> [HalfHourSupply] in
      let day = today.advanced(by: ahead)
      return (0..<OpenWeek.slots).compactMap { slot in
        let agents = DemoHotline.planned(day, slot)
        return agents > 0
          ? HalfHourSupply(
            queue: queue, start: zone.instant(of: day, second: slot * 1800), agents: agents)
          : nil
      }
    }
    try HalfHourSupply.replace(supply, of: queue, from: first, until: last, scope, in: db)
  }
}
