import Kernel
import Staffing
import Statistics
import Storage
import Support
import Testing
import Web

@testable import People
@testable import Workforce

@Suite struct WeekNeedTests {
  private let monday = Floor.monday

  private func queue(_ number: Int64, _ kind: StaffingQueue.Kind = .calls) -> StaffingQueue {
    StaffingQueue(
      id: .init(rawValue: number), name: "Q\(number)", kind: kind, hours: .always,
      writtenAt: Instant(milliseconds: 0))
  }

  private func contract(_ person: Int64, _ minutes: Int, _ works: [Int64] = []) -> Contract {
    Contract(
      id: .init(rawValue: person), person: .init(rawValue: person), number: 1,
      terms: Contract.Terms(
        from: monday, minutes: minutes, works: works.map { .init(rawValue: $0) }))
  }

  private func need(_ queue: Int64, _ agents: Double) -> HalfHourNeed {
    HalfHourNeed(
      queue: .init(rawValue: queue), start: Zone.utc.instant(of: monday, second: 36_000),
      calls: 6, quantiles: .init(low: 0, lower: 0, middle: 0, upper: 0, high: 0), handling: 240,
      agents: agents, variation: 0.2)
  }

  private func week(
    _ needs: [HalfHourNeed], _ queues: [StaffingQueue], _ contracts: [Contract],
    _ members: Set<Int64>
  ) -> WeekNeed {
    WeekNeed(
      monday: monday, needs: needs, queues: queues,
      contracts: Dictionary(uniqueKeysWithValues: contracts.map { ($0.person, $0) }),
      members: Set(members.map { .init(rawValue: $0) }), zone: .utc)
  }

  @Test func `queues that the same people answer are added first and rounded once`() throws {
    let found = week(
      [need(1, 3.2), need(2, 2.3)], [queue(1), queue(2)], [contract(1, 2400), contract(2, 2400)],
      [1, 2])
    let pool = try #require(found.pools.first)
    #expect(found.pools.count == 1 && pool.people(0, 20) == 6)
    #expect(pool.people(0, 21) == nil && found.isOpen(0) && !found.isOpen(1))
    #expect(found.open == 20..<21)
  }

  @Test func `queues that others answer are work of their own`() {
    let found = week(
      [need(1, 3.2), need(2, 2.3)], [queue(1), queue(2)],
      [contract(1, 2400), contract(2, 2400, [2])], [1, 2])
    #expect(found.pools.map { $0.people(0, 20) } == [4, 3])
  }

  @Test func `each team takes the share of its contracted hours`() throws {
    let found = week(
      [need(1, 6)], [queue(1)], [contract(1, 2400), contract(2, 1200)], [2])
    #expect(try #require(found.pools.first).people(0, 20) == 2)
  }

  @Test func `letters take people but no customer waits for them`() throws {
    let found = week([need(1, 2.4)], [queue(1, .letters)], [contract(1, 2400)], [1])
    let pool = try #require(found.pools.first)
    #expect(pool.people(0, 20) == 3)
    #expect(pool.plan(0, staff: Array(repeating: 3, count: 48)) == nil)
  }
}

@Suite struct SupplyTests {
  @Test func `people are shared out as needs are, and none is lost`() {
    #expect(Supply.shared(5, by: [3, 1]) == [4, 1])
    #expect(Supply.shared(3, by: [0, 0]) == [2, 1])
    #expect(Supply.shared(0, by: [2, 1]) == [0, 0])
    #expect(Supply.shared(4, by: []) == [])
    for count in 0..<40 {
      #expect(Supply.shared(count, by: [0.3, 1.9, 2.2]).reduce(0, +) == count)
    }
  }
}

@Suite struct ScheduleTests {
  @Test(arguments: Engine.available)
  func `the same number gives the same week, rests are kept and everybody works the contract`(
    engine: Engine
  ) async throws {
    try await withFloor(engine) { floor in
      let desk = try await floor.desk()
      let once = try desk.made(seed: 5, rounds: 4_000)
      let again = try desk.made(seed: 5, rounds: 4_000)
      #expect(once == again)
      let problem = try #require(desk.problem())
      for (index, person) in desk.people.enumerated() {
        let own = once.filter { $0.person == person.id }.sorted { $0.day < $1.day }
        #expect(own.count == 5 && problem.people[index].workDays == 5)
        for (before, after) in zip(own, own.dropFirst())
        where after.day.number == before.day.number + 1 {
          #expect(48 + after.shift.start - before.shift.end >= 22)
        }
      }
      // Closed on Sunday.
      #expect(once.allSatisfy { $0.day.weekday < 7 })
    }
  }

  @Test(arguments: Engine.available)
  func `a published week is told, shown to members and to nobody before`(
    engine: Engine
  ) async throws {
    try await withFloor(engine) { floor in
      let path = "/schedules/\(floor.team.text)/\(Floor.monday.iso)"
      let lead = floor.leadBrowser
      let empty = try await lead.get(path)
      #expect(empty.status == 200 && empty.body.contains("\(path)/making"))
      let made = try await lead.post("\(path)/making", [("csrf", "token"), ("seed", "7")])
      #expect(made.status == 303)
      let agent = floor.browser(floor.agents[0], Grant(.agent))
      let before = try await agent.get("/my-week?week=\(Floor.monday.iso)")
      #expect(before.status == 200 && !before.body.contains("<table"))
      let draft = try await lead.get(path)
      #expect(draft.body.contains("\(path)/publication") && draft.body.contains("<svg"))
      let published = try await lead.post("\(path)/publication", [("csrf", "token")])
      #expect(published.status == 303)
      let after = try await agent.get("/my-week?week=\(Floor.monday.iso)")
      #expect(after.body.contains("<table") && after.body.contains("5 shifts"))
      #expect(try await floor.notices(of: floor.agents[0]) == ["schedule.notice.published"])
      let team = try await agent.get(path)
      #expect(team.status == 200 && !team.body.contains("making"))
      #expect(team.body.contains("Monday <span"), "the day and its date are two words on cards")
      let supply = try await floor.database.read { db in
        try HalfHourSupply.all(
          of: floor.queues.map(\.id), from: Zone.utc.start(of: Floor.monday),
          until: Zone.utc.start(of: floor.day(1)), floor.scope, in: db)
      }
      let desk = try await floor.desk()
      let cover = try #require(desk.coverage(of: desk.published).first)
      #expect(cover.people[0].reduce(0, +) == supply.reduce(0) { $0 + $1.agents })
      let stranger = floor.browser(floor.agents[0], Grant(.agent), teams: [])
      let hidden = try await stranger.get(path)
      #expect(hidden.status == 404)
      let wrong = try await lead.get("/schedules/\(floor.team.text)/\(floor.day(1).iso)")
      #expect(wrong.status == 404)
    }
  }

  @Test(arguments: Engine.available)
  func `what is moved by hand stays when the week is planned anew, and rests are refused`(
    engine: Engine
  ) async throws {
    try await withFloor(engine) { floor in
      let desk = try await floor.plan()
      let duty = try #require(desk.newest?.duties.first { $0.day == floor.day(2) })
      let base = "/schedules/\(floor.team.text)/\(Floor.monday.iso)"
      let path = "\(base)/duties/\(duty.person.text)/\(duty.day.iso)"
      let lead = floor.leadBrowser
      let page = try await lead.get(path)
      #expect(page.status == 200 && page.body.contains("value=\"exchange\""))
      let start = duty.shift.start == 19 ? 20 : 19
      let moved = try await lead.post(
        path, [("csrf", "token"), ("do", "shift"), ("start", "\(start)")])
      #expect(moved.status == 303)
      let impossible = try await lead.post(
        path, [("csrf", "token"), ("do", "shift"), ("start", "3")])
      #expect(impossible.status == 422)
      let changed = try await floor.desk()
      let kept = try #require(changed.newest?.duty(of: duty.person, on: duty.day))
      #expect(kept.isLocked && kept.shift.start == start && !changed.isOnShow)
      for seed in 1...3 {
        let again = try changed.made(seed: UInt64(seed), rounds: 2_000)
        #expect(again.contains(kept))
      }
      let freed = try await lead.post(path, [("csrf", "token"), ("do", "free")])
      #expect(freed.status == 303)
      let free = try await floor.desk()
      let without = try free.made(seed: 9, rounds: 2_000)
      #expect(!without.contains { $0.person == duty.person && $0.day == duty.day })
      let unlocked = try await lead.post(path, [("csrf", "token"), ("do", "unlock")])
      #expect(unlocked.status == 303)
      let last = try await floor.desk()
      #expect(last.newest?.freed.isEmpty == true)
    }
  }

  @Test(arguments: Engine.available)
  func `somebody is ill: the shift goes, repairs are offered, taking one tells the person`(
    engine: Engine
  ) async throws {
    try await withFloor(engine) { floor in
      let desk = try await floor.plan()
      let day = floor.day(1)
      let ill = try #require(desk.newest?.duties.first { $0.day == day }).person
      let base = "/schedules/\(floor.team.text)/\(Floor.monday.iso)"
      let lead = floor.leadBrowser
      let said = try await lead.post(
        "\(base)/illness",
        [("csrf", "token"), ("person", ill.text), ("from", day.iso), ("until", day.iso)])
      #expect(said.status == 303)
      let after = try await floor.desk()
      #expect(after.newest?.duty(of: ill, on: day) == nil && after.isOnShow)
      #expect(after.isAway(ill, on: day))
      let board = try #require(after.repairs(on: day))
      let best = try #require(board.repairs.first)
      #expect(best.person != ill && board.chance.map { (0...1).contains($0) } == true)
      let page = try await lead.get("\(base)/repairs?day=\(day.iso)")
      #expect(page.status == 200 && page.body.contains(best.person.text))
      let before = try await floor.notices(of: best.person).count
      let taken = try await lead.post(
        "\(base)/repairs",
        [
          ("csrf", "token"), ("person", best.person.text), ("day", day.iso),
          ("kind", "\(best.kind.rawValue)"),
        ])
      #expect(taken.status == 303)
      let repaired = try await floor.desk()
      #expect(repaired.newest?.duty(of: best.person, on: day)?.shift == best.duty.shift)
      #expect(try await floor.notices(of: best.person).count == before + 1)
      #expect(repaired.newest?.cause == .repaired)
    }
  }

  @Test(arguments: Engine.available)
  func `of two who change a week at once one does`(engine: Engine) async throws {
    try await withFloor(engine) { floor in
      let desk = try await floor.plan()
      let duties = desk.newest?.duties ?? []
      let done = await withTaskGroup(of: Bool.self) { group in
        for _ in 0..<4 {
          group.addTask {
            let written = try? await floor.database.write { db in
              try desk.write(
                duties, because: .changed, scope: floor.acting(floor.lead), world: floor.world,
                in: db)
            }
            return written != nil
          }
        }
        return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      #expect(done == 1)
    }
  }
}
