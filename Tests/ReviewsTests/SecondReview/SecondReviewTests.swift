import Kernel
import Statistics
import Storage
import Support
import Testing
import Web

@testable import People
@testable import Reviews

@Suite struct SecondReviewTests {
  @Test func `the lot chooses as many as it should, and always the same`() {
    for percent in [0, 10, 35, 100] {
      let drawn = (0..<20_000).filter { number in
        SecondReview.isDrawn(.init(rawValue: Int64(number)), seed: 7, percent: percent)
      }
      let share = Double(drawn.count) / 20_000
      #expect(abs(share - Double(percent) / 100) < 0.015, "\(percent)")
      let again = drawn.allSatisfy { number in
        SecondReview.isDrawn(.init(rawValue: Int64(number)), seed: 7, percent: percent)
      }
      #expect(again)
    }
  }

  @Test func `whoever has the fewest is chosen, and among them everybody can be`() {
    let people = (1...4).map { Person.ID(rawValue: $0) }
    let chosen = (0..<200).compactMap { number in
      SecondReview.reviewer(
        for: .init(rawValue: Int64(number)), among: people,
        given: [people[0]: 1, people[1]: 0], seed: 3)
    }
    #expect(Set(chosen) == Set(people.dropFirst()))
    let none = SecondReview.reviewer(for: .init(rawValue: 1), among: [], given: [:], seed: 3)
    #expect(none == nil)
  }

  @Test(arguments: Engine.available)
  func `a second look is blind, avoids conflicts, enters no score and is not shared`(
    engine: Engine
  ) async throws {
    try await withMonth(engine, agents: 6, conversations: 6) { month in
      let cycle = try await month.sharedCycle(rule: DisputeRule(secondPercent: 100))
      let reviews = try await month.reviews(cycle)
      let authors = try await month.authors(cycle)
      let firsts = reviews.filter { $0.kind.counts }
      let seconds = reviews.filter { $0.kind == .second }
      #expect(seconds.count == firsts.count)
      for second in seconds {
        let person = try #require(authors[second.id])
        #expect(person != second.agent)
        for other in firsts where other.pick == second.pick {
          #expect(authors[other.id] != person)
        }
        // Nobody looks twice at the work of somebody who reviews theirs.
        #expect(!firsts.contains { authors[$0.id] == second.agent && $0.agent == person })
        #expect(second.dueOn == cycle.plan.shareOn.advanced(by: 14))
      }
      let before = try await month.results(cycle)
      let first = try #require(firsts.first)
      let second = try #require(seconds.first { $0.pick == first.pick })
      let writer = try #require(authors[second.id])
      let reader = month.actor(writer, Grant(.lead, team: month.team))
      let today = cycle.plan.shareOn
      await #expect(throws: Problem.self) {
        _ = try await month.database.read { db in
          try Desk.find(first.id, for: reader, on: today, in: db)
        }
      }
      let own = try await month.database.read { db in
        try Desk.find(second.id, for: reader, on: today, in: db)
      }
      #expect(own.isWriting && own.comments.isEmpty && own.content == nil)
      // No feedback is asked: its agent does not read it.
      var draft = month.draft(best: true)
      draft.feedback = []
      let final = draft
      try await month.database.write { db in
        try second.submit(
          final, seconds: 60, scope: month.acting(writer), world: month.world, in: db)
      }
      let after = try await month.results(cycle)
      #expect(after.rated == before.rated)
      let current = try await month.current(second)
      #expect(current.state == .submitted && current.sharedAt == nil)
      let (agent, lead) = (month.actor(second.agent, Grant(.agent)), month.leading)
      await #expect(throws: Problem.self) {
        _ = try await month.database.read { db in
          try Desk.find(second.id, for: agent, on: today, in: db)
        }
      }
      let read = try await month.database.read { db in
        try Desk.find(second.id, for: lead, on: today, in: db)
      }
      #expect(read.content?.score.value == 100)
      let now = try await month.database.read { db in
        try Desk.find(first.id, for: reader, on: today, in: db)
      }
      #expect(now.content != nil)
      // Where the workspace says so, the agent reads it.
      try await month.database.write { db in
        _ = try DisputeRule(secondPercent: 100, showsSecond: true)
          .enact(scope: month.scope, world: month.world, in: db)
      }
      let shown = try await month.database.read { db in
        try Desk.find(first.id, for: agent, on: today, in: db).disagreement.second
      }
      #expect(shown == second.id)
    }
  }

  @Test(arguments: Engine.available)
  func `the figures rest on pairs that nobody disputed`(engine: Engine) async throws {
    try await withMonth(engine, agents: 6, conversations: 6) { month in
      let cycle = try await month.sharedCycle(rule: DisputeRule(secondPercent: 100))
      let reviews = try await month.reviews(cycle)
      let seconds = reviews.filter { $0.kind == .second }
      let firsts = reviews.filter { $0.kind.counts }
      // Six agree with the first, two do not; one is disputed before its second look is there.
      for second in seconds.prefix(6) { try await month.handIn(second, month.middling) }
      for second in seconds[6..<8] { try await month.handIn(second, month.draft()) }
      let quiet = try #require(firsts.first { $0.pick == seconds[8].pick })
      try await month.dispute(quiet)
      let loud = try #require(firsts.first { $0.pick == seconds[0].pick })
      let look = try await month.look(cycle)
      #expect(look.pairs.count == 8 && look.drawn == firsts.count && look.disputed == 1)
      #expect(look.waiting == firsts.count - 9 && look.unassigned == 0)
      let base = try #require(month.base)
      #expect(look.different.value == 0.25 && look.differing.value == 25 && look.isEnough)
      #expect(abs((look.gap.value ?? 0) - (100 - base) / 4) < 1e-9)
      let unfinished = try await month.current(seconds[8])
      #expect(unfinished.state == .withdrawn)
      // A later dispute takes its pair out, whatever came of it; the correction does not move it.
      let dispute = try await month.dispute(loud)
      try await month.decide(dispute, .accepted)
      let after = try await month.look(cycle)
      #expect(after.pairs.count == 7 && after.disputed == 2)
      #expect(abs((after.different.value ?? 0) - 2.0 / 7) < 1e-12)
    }
  }

  @Test func `each pair stands for as many reviews as its chance says`() {
    func pair(_ probability: Double, _ first: Double, _ second: Double, _ flips: Bool = false)
      -> SecondLook.Pair
    {
      SecondLook.Pair(
        probability: probability, first: first, second: second, compared: 4,
        differing: first == second ? 0 : 1, flips: flips)
    }
    // Weights 10, 10, 2, 2, 2: 26 in all.
    let look = SecondLook(
      pairs: [
        pair(0.1, 80, 90), pair(0.1, 80, 80), pair(0.5, 80, 71), pair(0.5, 60, 60, true),
        pair(0.5, 50, 50),
      ], drawn: 5, unassigned: 0, waiting: 0, missed: 0, disputed: 0)
    #expect(look.isEnough)
    #expect(abs((look.gap.value ?? 0) - (10 * 10 + 2 * 9) / 26) < 1e-9)
    #expect(abs((look.differing.value ?? 0) - 25 * (10 + 2) / 26) < 1e-9)
    #expect(abs((look.flips.value ?? 0) - 2.0 / 26) < 1e-9)
    // Ten points count, nine do not, and a flip counts whatever the score.
    #expect(abs((look.different.value ?? 0) - 12.0 / 26) < 1e-9)
    #expect((look.different.lower ?? 1) < 12.0 / 26 && (look.different.upper ?? 0) > 12.0 / 26)
    let few = SecondLook(
      pairs: Array(look.pairs.prefix(4)), drawn: 4, unassigned: 0, waiting: 0, missed: 0,
      disputed: 0)
    #expect(!few.isEnough)
  }
}
