import Kernel
import Staffing
import Storage
import Support
import Testing
import Web

@testable import People
@testable import Workforce

@Suite struct ShiftSwapTests {
  /// A pair of shifts that two agents can exchange.
  private func pair(_ desk: ScheduleDesk) throws -> (Schedule.Place, Schedule.Place) {
    let duties = desk.published?.duties ?? []
    for one in duties {
      for other in duties where other.person != one.person && other.day != one.day {
        let places = (
          Schedule.Place(person: one.person, day: one.day),
          Schedule.Place(person: other.person, day: other.day)
        )
        if (try? desk.after(.exchange(places.0, places.1))) != nil { return places }
      }
    }
    throw WishError.notPossible
  }

  @Test(arguments: Engine.available)
  func `the colleague agrees, the lead approves, and both have the other's shift`(
    engine: Engine
  ) async throws {
    try await withFloor(engine) { floor in
      let desk = try await floor.plan()
      let (own, other) = try pair(desk)
      let asker = floor.browser(own.person, Grant(.agent))
      let asked = try await asker.post(
        "/my-week/swaps",
        [
          ("csrf", "token"), ("own", own.day.iso),
          ("other", "\(other.person.text) \(other.day.iso)"),
        ])
      #expect(asked.status == 303)
      let swap = try await floor.database.read { db in
        try #require(try ShiftSwap.all(since: floor.day(0), floor.scope, in: db).first)
      }
      let path = "/swaps/\(swap.id.text)"
      let lead = floor.leadBrowser
      // Nobody approves before the colleague agrees, and the asker does not agree for them.
      let early = try await lead.post("\(path)/decision", [("csrf", "token"), ("answer", "yes")])
      #expect(early.status == 303)
      let self1 = try await asker.post("\(path)/answer", [("csrf", "token"), ("answer", "yes")])
      #expect(self1.status == 404)
      let colleague = floor.browser(other.person, Grant(.agent))
      let page = try await colleague.get("/my-week?week=\(Floor.monday.iso)")
      #expect(page.body.contains("\(path)/answer"))
      let agreed = try await colleague.post(
        "\(path)/answer", [("csrf", "token"), ("answer", "yes")])
      #expect(agreed.status == 303)
      let third = floor.agents.first { $0 != own.person && $0 != other.person }
      let foreign = try await floor.browser(try #require(third), Grant(.agent)).post(
        "\(path)/withdrawal", [("csrf", "token")])
      #expect(foreign.status == 404)
      let approved = try await lead.post(
        "\(path)/decision", [("csrf", "token"), ("answer", "yes")])
      #expect(approved.status == 303)
      let after = try await floor.desk()
      #expect(after.published?.duty(of: own.person, on: other.day) != nil)
      #expect(after.published?.duty(of: other.person, on: own.day) != nil)
      #expect(after.published?.duty(of: own.person, on: own.day) == nil)
      #expect(after.published?.cause == .swapped)
      let late = try await asker.post("\(path)/withdrawal", [("csrf", "token")])
      #expect(late.status == 422)
    }
  }

  @Test(arguments: Engine.available)
  func `the calendar of a person has the shifts of the published week`(
    engine: Engine
  ) async throws {
    try await withFloor(engine) { floor in
      let desk = try await floor.plan()
      let actor = Actor(
        person: floor.agents[0], name: "A", workspace: floor.scope.workspace,
        grants: [Grant(.agent)])
      let features: [Feature] = [.people(mill: PasswordMill(world: floor.world)), .schedules]
      let site = Site(
        world: floor.world, database: floor.database, features: features,
        session: { _, _, _ in nil })
      let text = Text(scheduleWords + contractWords, language: .en)
      let events = try await floor.database.read { db in
        try site.calendar(of: actor, text, since: floor.day(0), in: db)
      }
      let own = desk.published?.duties.filter { $0.person == floor.agents[0] } ?? []
      #expect(events.count == own.count && own.count == 5)
      #expect(Set(events.map(\.key)).count == 5)
      #expect(events.first?.title == "Shift")
    }
  }

  @Test(arguments: Engine.available)
  func `fairness counts late shifts, weekends and wishes of published weeks`(
    engine: Engine
  ) async throws {
    try await withFloor(engine) { floor in
      try await floor.database.write { db in
        _ = try Wish.make(
          .free, for: .weekday(6), person: floor.agents[0], today: floor.day(-3),
          scope: floor.acting(floor.agents[0]), world: floor.world, in: db)
      }
      floor.clock.set(floor.day(-2))
      let desk = try await floor.plan()
      let fair = Fairness(
        [try #require(desk.published)], wishes: desk.wishes, weekend: desk.weekend)
      let duties = desk.published?.duties ?? []
      for person in floor.agents {
        let own = duties.filter { $0.person == person }
        let share = try #require(fair.shares[person])
        #expect(share.shifts == own.count && share.minutes == own.count * 480)
        #expect(share.late == own.count { $0.shift.end > 36 })
        #expect(share.weekend == own.count { $0.day.weekday > 5 })
      }
      let wished = try #require(fair.shares[floor.agents[0]])
      let isFree = desk.published?.duty(of: floor.agents[0], on: floor.day(5)) == nil
      #expect(wished.wishes == 1 && wished.granted == (isFree ? 1 : 0))
      floor.clock.set(floor.day(3))
      let page = try await floor.browser(floor.agents[1], Grant(.agent)).get("/fairness")
      #expect(page.status == 200 && page.body.contains("Agent 6"))
    }
  }
}
