internal import Kernel
internal import Measures
internal import People
internal import Storage

extension DemoAgreement {
  /// The office with its lunch break, and what is promised to whoever writes.
  func writeHours(zone: Zone, in db: any Connection) throws {
    guard let lead = crew.leads.first else { return }
    let scope = crew.scope(of: lead)
    let weekday = "8-12:30, 13-20"
    let hours = try Hours(
      zone: zone.name, week: Array(repeating: weekday, count: 5) + ["9-16", ""],
      special: holidays(zone))
    try OpeningCalendar(
      id: clock.world.id(), name: "Lantern Post", hours: hours,
      from: zone.day(of: clock.world.now()), writtenAt: clock.world.now()
    ).write(scope: scope, world: clock.world, in: db)
    try ServicePolicy(
      id: clock.world.id(), name: "Chat", position: 1, channel: "chat", firstResponse: 300
    ).write(scope: scope, world: clock.world, in: db)
    try ServicePolicy(
      id: clock.world.id(), name: "Everything else", position: 2, firstResponse: 8 * 3600,
      resolution: 24 * 3600
    ).write(scope: scope, world: clock.world, in: db)
  }

  /// The feast days of the story's years.
  private func holidays(_ zone: Zone) -> String {
    let first = zone.day(of: clock.world.now()).civil.year
    let last = zone.day(of: limit).civil.year + 1
    return (first...last).flatMap { year in
      [
        "\(year)-01-01 New Year", "\(year)-03-17 Saint Patrick's Day",
        "\(year)-12-24 9-13 Christmas Eve", "\(year)-12-25 Christmas Day",
        "\(year)-12-26 Saint Stephen's Day",
      ]
    }.joined(separator: "\n")
  }
}
