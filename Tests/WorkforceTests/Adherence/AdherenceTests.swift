import Conversations
import Kernel
import Staffing
import Storage
import Support
import Testing
import Web

@testable import People
@testable import Workforce

@Suite struct AdherenceTests {
  private let day = Floor.monday
  /// From 8 to 12 with half an hour of pause at 10.
  private let shift = Shift(start: 16, length: 8, pauses: [4])

  private var at: @Sendable (Double) -> Instant {
    { [day] hour in Zone.utc.instant(of: day, second: Int(hour * 3600)) }
  }

  private func held(_ reports: [(Double, AgentState)]) -> Adherence? {
    Adherence(
      shift, on: day, zone: .utc,
      reports: reports.map { Adherence.Report(at: at($0.0), state: $0.1) })
  }

  private func minutes(_ count: Int) -> Int { count * 60_000 }

  @Test func `who is there when planned keeps all of it, and a planned pause costs nothing`() {
    let found = held([
      (7.9, .available), (9, .inCall), (9.5, .available), (10, .paused), (10.5, .available),
      (12, .loggedOut),
    ])
    #expect(found == Adherence(planned: minutes(210), kept: minutes(210)))
  }

  @Test func `coming late, a longer pause and leaving early are what is missed`() {
    let late = held([(8.25, .available), (10, .paused), (10.75, .available), (11.5, .loggedOut)])
    #expect(late == Adherence(planned: minutes(210), kept: minutes(210 - 15 - 15 - 30)))
  }

  @Test func `a day is judged as far as it was told, and a day without a word not at all`() {
    let half = held([(8, .available), (9, .paused), (9.25, .available)])
    #expect(half == Adherence(planned: minutes(75), kept: minutes(60)))
    #expect(held([]) == nil)
    #expect(held([(-6, .available)]) == nil)
    #expect(held([(12.5, .available)]) == nil)
  }

  @Test(arguments: Engine.available)
  func `reports and publications keep it in their transaction, whichever comes first`(
    engine: Engine
  ) async throws {
    try await withFloor(engine) { floor in
      let (scope, at) = (floor.scope, at)
      @Sendable func shares(_ request: PublishedFigure.Request) async throws -> [[Double]] {
        try await floor.database.read { db in
          try PublishedFigure.adherence.observations(request, scope, db).map {
            [($0.value * 100).rounded(), $0.weight]
          }
        }
      }
      @Sendable func report(_ states: [(Double, AgentState)]) async throws {
        try await floor.database.write { db in
          var delivery = Delivery(
            scope: scope, source: "phone", importRun: nil, zone: .utc, world: floor.world,
            watches: [.adherence])
          let reports = states.map { hour, state in
            AgentStateRecord(
              agent: PartyRecord(externalID: "a", name: "a"), state: state, at: at(hour))
          }
          try delivery.store(reports, in: db)
          try delivery.settle(in: db)
        }
      }
      let week = PublishedFigure.Request(first: floor.day(0), last: floor.day(6))
      try await report([(7, .available)])
      let agent: Person.ID = try await floor.database.read { db in
        try #require(
          try db.row("SELECT person_id FROM agent_state_event WHERE workspace_id = \(scope)")
        ).get("person_id")
      }
      let duty = Schedule.Duty(person: agent, day: day, shift: shift, works: [])
      try await floor.database.write { db in
        try Schedule.enter(
          [duty], of: floor.team, duty.day, scope: scope, world: floor.world, in: db)
      }
      #expect(try await shares(week).isEmpty)
      try await report([
        (8, .paused), (8.5, .available), (10, .paused), (10.5, .available), (12, .loggedOut),
      ])
      #expect(try await shares(week) == [[86, 3.5]])
      var other = week
      other.person = floor.agents[1]
      #expect(try await shares(other).isEmpty)
      other.person = agent
      other.team = floor.team
      #expect(try await shares(other).count == 1)
      // Another version without the shift: nothing is planned, so nothing is kept or missed.
      try await floor.database.write { db in
        let id = try Schedule.write(
          [], of: floor.team, duty.day, over: 1, because: .changed, scope: scope,
          world: floor.world,
          in: db)
        try Schedule.publish(id, tells: false, scope: scope, world: floor.world, in: db)
      }
      #expect(try await shares(week).isEmpty)
    }
  }
}
