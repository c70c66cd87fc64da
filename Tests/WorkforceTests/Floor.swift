import Conversations
import Kernel
import Staffing
import Storage
import Support
import Synchronization
import Web

@testable import People
@testable import Workforce

/// A team with a lead, a planner and six agents, two queues that all of them answer, and what a week
/// of them needs.
struct Floor: Sendable {
  let database: any Database
  let clock: Clock
  let world: World
  let scope: Scope
  let team: Team.ID
  let lead: Person.ID
  let planner: Person.ID
  let agents: [Person.ID]
  let queues: [StaffingQueue]

  /// A clock that stands until it is moved.
  final class Clock: Sendable {
    private let moment = Mutex(Zone.utc.instant(of: Floor.monday.advanced(by: -3), second: 43_200))

    var now: Instant { moment.withLock { $0 } }

    func set(_ day: Day, hour: Int = 12) {
      moment.withLock { $0 = Zone.utc.instant(of: day, second: hour * 3_600) }
    }
  }

  /// A Monday; the clock stands on the Friday before.
  static let monday = Day(iso: "2026-03-09") ?? Day(number: 0)

  func acting(_ person: Person.ID) -> Scope {
    Scope(workspace: scope.workspace, person: person.rawValue)
  }

  func day(_ index: Int) -> Day { Self.monday.advanced(by: index) }

  /// A browser of somebody of the team.
  func browser(_ person: Person.ID, _ grant: Grant, teams: Set<Team.ID>? = nil) -> TestClient {
    let shown = Actor(
      person: person, name: "Reader", workspace: scope.workspace, grants: [grant],
      teams: teams ?? [team], csrf: "token")
    let features: [Feature] = [.people(mill: PasswordMill(world: world)), .schedules]
    let site = Site(
      world: world, database: database, features: features, session: { _, _, _ in shown },
      workspace: Workspace.label)
    let client = TestClient(site: site, features: features)
    client.set(cookie: site.sessionCookie, "any")
    return client
  }

  var leadBrowser: TestClient { browser(lead, Grant(.lead, team: team)) }

  func desk(_ day: Day = Floor.monday) async throws -> ScheduleDesk {
    try await database.read { db in
      guard let desk = try ScheduleDesk(team, day, scope: scope, now: clock.now, in: db) else {
        throw ScheduleError.unknown
      }
      return desk
    }
  }

  /// Plans the week with few changes, which is enough for six people, and publishes it.
  @discardableResult
  func plan(_ day: Day = Floor.monday, seed: UInt64 = 1) async throws -> ScheduleDesk {
    let before = try await desk(day)
    let duties = try before.made(seed: seed, rounds: 4_000)
    try await database.write { db in
      _ = try before.write(
        duties, because: .made, seed: seed, publishes: true, scope: acting(lead), world: world,
        in: db)
    }
    return try await desk(day)
  }

  func notices(of person: Person.ID) async throws -> [String] {
    try await database.read { db in try Notice.all(of: person, scope, in: db).map(\.summary) }
  }

  /// People wanted in a half-hour: three by day, two early and late; closed on Sunday.
  static func need(_ day: Int, _ slot: Int) -> Double? {
    guard day < 6, (16..<40).contains(slot) else { return nil }
    return day == 5 ? 1.2 : (20..<34).contains(slot) ? 2.6 : 1.7
  }
}

/// Runs a test on a fresh floor on one engine.
func withFloor(
  _ engine: Engine, _ body: @Sendable (Floor) async throws -> Void
) async throws {
  let migrations =
    Job.migrations + People.Schema.migrations + Conversation.migrations
    + Feature.workforce.migrations + Feature.schedules.migrations
  try await withDatabase(engine, migrations) { database in
    let clock = Floor.Clock()
    var moving = World.still(at: clock.now)
    moving.now = { clock.now }
    let world = moving
    let floor = try await database.write { db in
      try Floor(database: database, clock: clock, world: world, in: db)
    }
    try await body(floor)
  }
}

extension Floor {
  init(database: any Database, clock: Clock, world: World, in db: any Connection) throws {
    let workspace = Workspace(
      id: world.id(), name: "Harbour Goods", zone: .utc, createdAt: world.now())
    try workspace.insert(in: db)
    let scope = workspace.scope
    let team = try Team.resolve(name: "North", scope: scope, world: world, in: db)
    func person(_ name: String, _ grant: Grant, isMember: Bool = true) throws -> Person.ID {
      let person = Person(id: world.id(), name: name, createdAt: world.now())
      try person.insert(scope, in: db)
      try grant.give(to: person.id, scope: scope, world: world, in: db)
      if isMember { try Membership.add(person.id, to: team, scope: scope, world: world, in: db) }
      return person.id
    }
    let lead = try person("Lea Lead", Grant(.lead, team: team))
    let planner = try person("Pia Planner", Grant(.planner), isMember: false)
    let agents = try (0..<6).map { try person("Agent \($0 + 1)", Grant(.agent)) }
    for agent in agents {
      try Contract.agree(
        on: Contract.Terms(
          from: Floor.monday.advanced(by: -70), weekdays: [1, 2, 3, 4, 5, 6]), with: agent,
        over: 0, scope: scope, world: world, in: db)
    }
    var queues: [StaffingQueue] = []
    for (name, kind) in [("Calls", StaffingQueue.Kind.calls), ("Chats", .chats)] {
      let queue = StaffingQueue(
        id: world.id(), name: name, kind: kind, hours: .always, patience: 180, handling: 300,
        writtenAt: world.now())
      queues.append(try queue.write(scope: scope, world: world, in: db))
    }
    for queue in queues {
      let needs = (0..<14).flatMap { day in
        (0..<48).compactMap { slot -> HalfHourNeed? in
          guard let people = Floor.need(day % 7, slot) else { return nil }
          return HalfHourNeed(
            queue: queue.id,
            start: Zone.utc.instant(
              of: Floor.monday.advanced(by: day), second: slot * 1_800), calls: people * 4,
            quantiles: .init(low: 1, lower: 2, middle: 3, upper: 4, high: 5), handling: 300,
            agents: people / 2, variation: 0.1)
        }
      }
      try HalfHourNeed.replace(
        needs, of: queue.id, from: Zone.utc.start(of: Floor.monday), scope, in: db)
    }
    self.init(
      database: database, clock: clock, world: world, scope: scope, team: team, lead: lead,
      planner: planner, agents: agents, queues: queues)
  }
}
