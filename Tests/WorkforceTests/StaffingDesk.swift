import Conversations
import Kernel
import People
import Statistics
import Storage
import Support
import Web

@testable import Workforce

/// A workspace with a lead, a planner and an agent, and a browser for each.
struct StaffingDesk {
  let database: any Database
  let world: World
  let scope: Scope
  let lead: Actor
  let planner: Actor
  let agent: Actor

  /// 2 March 2026, 10:40 UTC, a Monday; 11:40 in Berlin.
  static let now = Instant(milliseconds: 1_772_448_000_000)
  static let zone = Zone(name: "Europe/Berlin") ?? .utc
  static let features: [Feature] = [
    .people(mill: PasswordMill(world: .still(at: now))), .workforce,
  ]

  func browser(_ actor: Actor, language: String = "en") -> TestClient {
    let shown = Actor(
      person: actor.person, name: actor.name, workspace: actor.scope.workspace,
      grants: actor.grants, teams: actor.teams, language: language, zone: Self.zone,
      csrf: "token")
    let site = Site(
      world: world, database: database, features: Self.features, session: { _, _, _ in shown },
      workspace: Workspace.label)
    let client = TestClient(site: site, features: Self.features)
    client.set(cookie: site.sessionCookie, "any")
    return client
  }

  /// Opens a line of calls from nine to one, with so many calls a half-hour for some weeks.
  @discardableResult
  func line(
    weeks: Int = 8, mean: Double = 6, name: String = "Line", kind: StaffingQueue.Kind = .calls,
    handling: Double? = nil, monthly: Double? = nil
  ) async throws -> StaffingQueue {
    let queue = StaffingQueue(
      id: world.id(), name: name, kind: kind, covers: [name],
      hours: try OpenWeek(text: Array(repeating: "9-13", count: 5) + ["", ""]),
      handling: handling, monthly: monthly, writtenAt: world.now())
    let rows = Self.rows(name, weeks: weeks, mean: mean)
    let (scope, world) = (scope, world)
    try await database.write { db in
      try queue.write(scope: scope, world: world, in: db)
      _ = try VolumeInterval.store(rows, file: "line.csv", scope: scope, world: world, in: db)
    }
    return queue
  }

  /// Imports conversations from a source.
  func deliver(_ records: [ConversationRecord]) async throws {
    let (scope, world) = (scope, world)
    try await database.write { db in
      var delivery = Delivery(
        scope: scope, source: "desk", importRun: nil, zone: Self.zone, world: world, watches: [])
      _ = try delivery.store(
        delivery.prepare(records.map { Draft($0, now: world.now()) }), in: db)
    }
  }

  /// Half-hours that vary by luck alone, with the morning of today.
  static func rows(_ name: String, weeks: Int, mean: Double) -> [VolumeInterval] {
    var chance = SplitMix64(seed: 7)
    let today = zone.day(of: now)
    return (-7 * weeks...0).flatMap { ahead -> [VolumeInterval] in
      let day = today.advanced(by: ahead)
      guard weeks > 0, day.weekday < 6 else { return [] }
      return (18..<26).compactMap { slot in
        let start = zone.instant(of: day, second: slot * 1800)
        let count = Double((0..<40).count { _ in chance.unit() < mean / 40 })
        guard start.advanced(bySeconds: 1800) <= now else { return nil }
        return VolumeInterval(
          key: .init(queue: name, channel: "call", start: start), seconds: 1800,
          sums: [
            .offered: count, .answered: count, .abandoned: 0, .answeredInTarget: count,
            .handled: count * 240, .waitAnswered: 0,
          ])
      }
    }
  }

  func forecast() async throws -> Int {
    try await ForecastWork(database: database, scope: scope, world: world).run()
  }
}

/// Runs a test at a fresh desk on one engine.
func withStaffingDesk(
  _ engine: Engine, _ body: (StaffingDesk) async throws -> Void
) async throws {
  let migrations =
    Job.migrations + Schema.migrations + Conversation.migrations
    + Feature.workforce.migrations + Feature.schedules.migrations
  try await withDatabase(engine, migrations) { database in
    let world = World.still(at: StaffingDesk.now)
    let workspace = Workspace(
      id: world.id(), name: "Harbour Goods", zone: StaffingDesk.zone, createdAt: world.now())
    let people = ["Lia Lead", "Per Planner", "Amir Agent"].map {
      Person(id: world.id(), name: $0, createdAt: world.now())
    }
    try await database.write { db in
      try workspace.insert(in: db)
      for person in people { try person.insert(workspace.scope, in: db) }
    }
    func actor(_ index: Int, _ role: Role) -> Actor {
      Actor(
        person: people[index].id, name: people[index].name, workspace: workspace.id,
        grants: [Grant(role)], csrf: "token")
    }
    let lead = actor(0, .lead)
    try await body(
      StaffingDesk(
        database: database, world: world, scope: lead.scope, lead: lead,
        planner: actor(1, .planner), agent: actor(2, .agent)))
  }
}
