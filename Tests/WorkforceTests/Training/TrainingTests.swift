import Kernel
import Staffing
import Storage
import Support
import Testing
import Web

@testable import People
@testable import Workforce

@Suite struct TrainingOfferTests {
  @Test(arguments: Engine.available)
  func `for one person the price is the library's, cheapest first, and never today`(
    engine: Engine
  ) async throws {
    try await withFloor(engine) { floor in
      let desk = try await floor.plan()
      let agent = floor.agents[0]
      let offers = desk.offers(for: [agent], length: 2)
      #expect(!offers.isEmpty)
      let prices = offers.compactMap(\.price)
      #expect(prices == prices.sorted() && prices.allSatisfy { $0 >= 0 })
      let cover = try #require(desk.coverage(of: desk.published).first)
      for offer in offers {
        let day = offer.day.number - Floor.monday.number
        let plan = try #require(cover.pool.plan(day, staff: cover.people[day]))
        let first = try #require(cover.pool.opening(day))
        let training = try #require(
          TrainingDay(
            calls: plan.calls, staff: plan.staff, handlingTime: plan.handlingTime,
            patience: plan.patience ?? 240, target: plan.promise.target))
        let window = TrainingPlan.windows(training, length: 2).first {
          $0.start == offer.start - first
        }
        #expect(abs((window?.price ?? -1) - (offer.price ?? -2)) < 1e-9)
      }
      floor.clock.set(floor.day(2))
      let later = try await floor.desk()
      #expect(later.offers(for: [agent], length: 2).allSatisfy { $0.day > floor.day(2) })
      #expect(ScheduleDesk.best(offers).count <= 3)
    }
  }
}

@Suite struct TrainingSequenceTests {
  @Test(arguments: Engine.available)
  func `one after the other everybody gets a time, and no other choice is cheaper for one alone`(
    engine: Engine
  ) async throws {
    try await withFloor(engine) { floor in
      let desk = try await floor.plan()
      let group = Set(floor.agents.prefix(4))
      let plan = try #require(desk.sequence(for: group, length: 2, mostAtOnce: 1))
      #expect(Set(plan.turns.map(\.person)) == group && plan.turns.count == 4)
      #expect(plan == desk.sequence(for: group, length: 2, mostAtOnce: 1))
      for (index, one) in plan.turns.enumerated() {
        for other in plan.turns.dropFirst(index + 1) where other.day == one.day {
          #expect(abs(one.start - other.start) >= 2)
        }
        let offers = desk.offers(for: [one.person], length: 2)
        #expect(offers.contains { $0.day == one.day && $0.start == one.start })
      }
      // Never overlapping, so the price is the sum of single prices.
      let single = plan.turns.reduce(0.0) { sum, turn in
        let offer = desk.offers(for: [turn.person], length: 2).first {
          $0.day == turn.day && $0.start == turn.start
        }
        return sum + (offer?.price ?? 0)
      }
      #expect(abs((plan.price ?? -1) - single) < 1e-9)
      let best = floor.agents.prefix(4).reduce(0.0) {
        $0 + (desk.offers(for: [$1], length: 2).first?.price ?? 0)
      }
      #expect(single >= best - 1e-9)
      #expect(desk.sequence(for: [], length: 2, mostAtOnce: 1) == nil)
      #expect(desk.sequence(for: group, length: 2, mostAtOnce: 0) == nil)
    }
  }

  @Test(arguments: Engine.available)
  func `the page shows the turns, keeps them free, and refuses them once they are gone`(
    engine: Engine
  ) async throws {
    try await withFloor(engine) { floor in
      let desk = try await floor.plan()
      let group = Array(floor.agents.prefix(3))
      let plan = try #require(desk.sequence(for: Set(group), length: 1, mostAtOnce: 1))
      let lead = floor.leadBrowser
      let people = group.map { "&person=\($0.text)" }.joined()
      let page = try await lead.get(
        "/training/new?team=\(floor.team.text)&turns=1&length=1&week=\(Floor.monday.iso)\(people)")
      #expect(page.status == 200)
      for turn in plan.turns { #expect(page.body.contains("value=\"\(turn.field)\"")) }
      let fields =
        [
          ("csrf", "token"), ("team", floor.team.text), ("turns", "1"), ("length", "1"),
          ("week", Floor.monday.iso), ("subject", "Listening"), ("purpose", "training"),
        ] + group.map { ("person", $0.text) } + plan.turns.map { ("turn", $0.field) }
      #expect(try await lead.post("/training", fields).status == 303)
      let after = try await floor.desk()
      #expect(Set(after.kept.map(\.person)) == Set(group))
      #expect(try await lead.post("/training", fields).status == 422)
      #expect(try await floor.desk().kept.count == 3)
    }
  }
}

@Suite struct TrainingTests {
  @Test(arguments: Engine.available)
  func `a placed session is kept free, taken off the cover, and cancelling it is counted`(
    engine: Engine
  ) async throws {
    try await withFloor(engine) { floor in
      let desk = try await floor.plan()
      let agent = floor.agents[0]
      let offer = try #require(desk.offers(for: [agent], length: 2).first)
      let lead = floor.leadBrowser
      let form = try await lead.get(
        "/training/new?team=\(floor.team.text)&person=\(agent.text)&length=2&week=\(Floor.monday.iso)"
      )
      #expect(form.status == 200 && form.body.contains("\(offer.day.iso) \(offer.start)"))
      let fields = [
        ("csrf", "token"), ("team", floor.team.text), ("person", agent.text), ("length", "2"),
        ("place", "\(offer.day.iso) \(offer.start)"), ("subject", "Listening"),
        ("purpose", "coaching"), ("week", Floor.monday.iso),
      ]
      let placed = try await lead.post("/training", fields)
      #expect(placed.status == 303)
      let twice = try await lead.post("/training", fields)
      #expect(twice.status == 422)
      #expect(try await floor.notices(of: agent).contains("training.notice.placed"))
      let after = try await floor.desk()
      let day = offer.day.number - Floor.monday.number
      let (before, now) = (
        desk.coverage(of: desk.published)[0].people[day],
        after.coverage(of: after.published)[0].people[day]
      )
      for slot in 0..<48 {
        let isTaken = (offer.start..<offer.start + 2).contains(slot)
        #expect(now[slot] == before[slot] - (isTaken ? 1 : 0))
      }
      // The shift does not move away from it, and a repair asks somebody else.
      let place = Schedule.Place(person: agent, day: offer.day)
      #expect(throws: ScheduleError.kept) { try after.after(.free(place)) }
      let piece = try #require(after.kept.first)
      #expect(piece.purpose == .coaching && piece.minutes == 60)
      try await floor.database.write { db in
        try piece.cancel(
          because: .volume, note: "", in: .utc, scope: floor.acting(floor.lead),
          world: floor.world, db: db)
      }
      let (pieces, sessions) = try await floor.database.read { db in
        (
          try ProtectedTime.all(
            for: .coaching, piece.occasion, floor.scope, in: db),
          try TrainingSession.all(of: floor.team, since: floor.day(0), floor.scope, in: db)
        )
      }
      let month = try #require(TrainingMonth.all(pieces, sessions, in: .utc).first)
      #expect(month.lostMinutes == 60 && month.heldMinutes == 0 && month.price == 0)
      #expect(month.saved == offer.price)
      let page = try await lead.get("/training")
      #expect(page.status == 200 && page.body.contains("Listening"))
      let peer = try await floor.browser(floor.agents[1], Grant(.agent)).get("/training")
      #expect(peer.status == 200 && !peer.body.contains("/protected-time/\(piece.id.text)"))
      let agentPost = try await floor.browser(agent, Grant(.agent)).post("/training", fields)
      #expect(agentPost.status == 404)
    }
  }
}
