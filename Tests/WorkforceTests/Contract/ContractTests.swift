import Kernel
import Staffing
import Storage
import Support
import Testing
import Web

@testable import People
@testable import Workforce

@Suite struct ContractTermsTests {
  private let day = Day(number: 20_000)

  @Test
  func `forty hours on five days are shifts of eight and a half with the pause around the middle`()
  {
    let terms = Contract.Terms(from: day)
    #expect(terms.length == 17)
    let shifts = terms.shifts()
    #expect(Set(shifts.map(\.start)) == Set(16...23))
    #expect(shifts.allSatisfy { $0.end <= 40 && $0.pauses.count == 1 })
    #expect(Set(shifts.flatMap(\.pauses)) == [6, 7, 8, 9])
  }

  @Test func `short days have no pause, long pauses are in one piece`() {
    let short = Contract.Terms(from: day, minutes: 1_200, days: 4)
    #expect(short.length == 10 && short.shifts().allSatisfy(\.pauses.isEmpty))
    let long = Contract.Terms(from: day, pause: 2)
    #expect(long.length == 18)
    #expect(long.shifts().allSatisfy { $0.pauses.count == 2 && $0.pauses[1] == $0.pauses[0] + 1 })
  }

  @Test func `shifts lie within the doors as far as they fit`() {
    let terms = Contract.Terms(from: day, earliest: 12, latest: 44)
    #expect(Set(terms.shifts(within: 16..<40).map(\.start)) == Set(16...23))
    // Doors that are open for less than a shift: it begins with them.
    #expect(Set(terms.shifts(within: 20..<30).map(\.start)) == [20])
  }

  @Test func `what cannot be kept is refused by name`() {
    func fault(_ change: (inout Contract.Terms) -> Void) -> ContractError? {
      var terms = Contract.Terms(from: day)
      change(&terms)
      do {
        try terms.check()
        return nil
      } catch { return error }
    }
    #expect(fault { _ in } == nil)
    #expect(fault { $0.minutes = -1 } == .minutes)
    #expect(fault { $0.days = 6 } == .days)
    #expect(fault { $0.latest = 30 } == .hours)
    #expect(fault { $0.rest = 60 } == .rest)
    #expect(fault { $0.minutes = 0 } == nil)
  }
}

@Suite struct ContractTests {
  @Test(arguments: Engine.available)
  func `a version holds from its day on, and the one before until then`(
    engine: Engine
  ) async throws {
    try await withFloor(engine) { floor in
      let agent = floor.agents[0]
      try await floor.database.write { db in
        _ = try Contract.agree(
          on: Contract.Terms(from: floor.day(7), minutes: 1_200, days: 3), with: agent, over: 1,
          scope: floor.acting(floor.lead), world: floor.world, in: db)
        let now = try Contract.all(on: floor.day(6), floor.scope, in: db)[agent]
        let then = try Contract.all(on: floor.day(7), floor.scope, in: db)[agent]
        #expect(now?.terms.minutes == 2_400 && then?.terms.minutes == 1_200)
        #expect(throws: ContractError.stale) {
          try Contract.agree(
            on: Contract.Terms(from: floor.day(7)), with: agent, over: 1, scope: floor.scope,
            world: floor.world, in: db)
        }
        let history = try Contract.history(of: agent, floor.scope, in: db)
        #expect(history.map(\.number) == [2, 1])
      }
    }
  }

  @Test(arguments: Engine.available)
  func `the lead agrees on hours in the form, an agent sees only the own ones`(
    engine: Engine
  ) async throws {
    try await withFloor(engine) { floor in
      let lead = floor.leadBrowser
      let list = try await lead.get("/contracts")
      #expect(list.body.contains("Agent 6") && list.body.contains("240"))
      let path = "/contracts/\(floor.agents[2].text)"
      let form = try await lead.get(path)
      #expect(form.status == 200 && form.body.contains("name=\"rest\""))
      var fields = [
        ("csrf", "token"), ("number", "1"), ("from", floor.day(7).iso), ("hours", "30"),
        ("days", "4"), ("weekday", "1"), ("weekday", "2"), ("weekday", "3"), ("weekday", "4"),
        ("earliest", "08:00"), ("latest", "00:00"), ("pause", "1"), ("rest", "11"),
        ("work", floor.queues[0].id.text),
      ]
      let saved = try await lead.post(path, fields)
      #expect(saved.status == 303)
      let stale = try await lead.post(path, fields)
      #expect(stale.status == 422)
      fields[3] = ("hours", "90")
      let wrong = try await lead.post(path, fields)
      #expect(wrong.status == 422 && wrong.body.contains("aria-invalid"))
      let terms = try await floor.database.read { db in
        try Contract.all(on: floor.day(8), floor.scope, in: db)[floor.agents[2]]?.terms
      }
      #expect(terms?.latest == 48 && terms?.works == [floor.queues[0].id] && terms?.days == 4)
      let agent = floor.browser(floor.agents[0], Grant(.agent))
      let own = try await agent.get("/contracts")
      #expect(own.body.contains("Agent 1") && !own.body.contains("Agent 2"))
      let foreign = try await agent.get(path)
      #expect(foreign.status == 404)
      let stranger = floor.browser(floor.agents[0], Grant(.lead, team: .init(rawValue: 99)))
      let elsewhere = try await stranger.post(path, fields)
      #expect(elsewhere.status == 404)
    }
  }
}
