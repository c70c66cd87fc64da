import Kernel
import People
import Statistics
import Testing

@testable import Reviews

/// Conflicts, languages and skills in the rule, over random teams.
@Suite struct AssignmentFitTests {
  private static func person(_ number: Int) -> Person.ID { Person.ID(rawValue: Int64(number + 1)) }

  private static let lead = Person.ID(rawValue: 900)

  /// A team, its work, and what the two are like.
  private struct Case {
    var reviewers: [Assignment.Reviewer]
    var work: [Assignment.Work]
    var conflicts: Set<Assignment.Pair>
    var past: Set<Assignment.Pair>

    func rule(leads: [Person.ID] = [lead]) -> Assignment.Rule {
      Assignment.Rule(reviewers: reviewers, leads: leads, past: past, conflicts: conflicts)
    }

    func agent(_ assignment: Assignment) -> Person.ID? {
      work.first { $0.pick == assignment.pick }?.agent
    }
  }

  private static func random(_ size: Int, _ generator: inout SplitMix64) -> Case {
    let tags = ["en", "he", "ru"]
    let names = ["Refunds", "Pairing"]
    let reviewers = (0..<size).map { index in
      Assignment.Reviewer(
        person: person(index),
        languages: Set(["en"] + tags.filter { _ in generator.below(3) == 0 }),
        skills: Set(names.filter { _ in generator.below(2) == 0 }))
    }
    var key: Int64 = 0
    let work = (0..<size).flatMap { index in
      (0..<4).map { _ in
        key += 1
        return Assignment.Work(
          pick: Pick.ID(rawValue: key), agent: person(index),
          language: generator.below(4) == 0 ? tags[generator.below(3)] : "en",
          skills: generator.below(3) == 0 ? [names[generator.below(2)]] : [])
      }
    }
    func pairs(_ count: Int) -> Set<Assignment.Pair> {
      Set(
        (0..<count).compactMap { _ in
          let pair = Assignment.Pair(
            reviewer: person(generator.below(size)), reviewed: person(generator.below(size)))
          return pair.reviewer == pair.reviewed ? nil : pair
        })
    }
    return Case(
      reviewers: reviewers, work: work, conflicts: pairs(generator.below(3)),
      past: pairs(generator.below(size)))
  }

  @Test func `whatever the team, no conflict is touched, nobody swaps and nothing is lost`() {
    var generator = SplitMix64(seed: 31)
    for _ in 0..<300 {
      let one = Self.random(3 + generator.below(12), &generator)
      let seed = generator.next()
      let outcome = one.rule().assign(one.work, seed: seed)
      let pairs = Set(
        outcome.assignments.compactMap { assignment in
          one.agent(assignment).map {
            Assignment.Pair(reviewer: assignment.reviewer, reviewed: $0)
          }
        })
      let refused = one.conflicts.union(one.conflicts.map(\.swapped))
      #expect(pairs.isDisjoint(with: refused))
      #expect(pairs.allSatisfy { $0.reviewer != $0.reviewed && !pairs.contains($0.swapped) })
      #expect(outcome.assignments.count == one.work.count)
      #expect(one.rule().assign(one.work, seed: seed) == outcome)
    }
  }

  @Test func `what is uneven, not read or not known is said, each in its own words`() {
    var generator = SplitMix64(seed: 32)
    for _ in 0..<200 {
      let one = Self.random(4 + generator.below(10), &generator)
      let outcome = one.rule().assign(one.work, seed: generator.next())
      let peers = outcome.assignments.filter { $0.reviewer != Self.lead }
      let loads = one.reviewers.map { reviewer in
        peers.count { $0.reviewer == reviewer.person }
      }
      let isUneven = (loads.max() ?? 0) - (loads.min() ?? 0) > 1
      let saysUneven = outcome.remarks.contains { remark in
        switch remark {
        case .unequalLoad, .unequalForLanguage, .unequalForConflicts: true
        default: false
        }
      }
      #expect(isUneven == saysUneven)
      let fit = Fit(one.reviewers)
      for assignment in peers {
        guard let work = one.work.first(where: { $0.pick == assignment.pick }) else { continue }
        if !fit.reads(assignment.reviewer, work), let language = work.language {
          let isSaid = outcome.remarks.contains {
            if case .languageUnknown(language, _) = $0 { true } else { false }
          }
          #expect(isSaid)
        }
        if case .skill(let skill, let among) = assignment.reason {
          #expect(fit.matches(assignment.reviewer, work) > 0 && work.skills == [skill])
          #expect(among > 0)
        }
      }
    }
  }

  @Test func `whoever knows the subject gets it while numbers stay equal`() {
    // Half of eight know refunds, and a quarter of the conversations are refunds.
    let reviewers = (0..<8).map { index in
      Assignment.Reviewer(
        person: Self.person(index), skills: index.isMultiple(of: 2) ? ["Refunds"] : [])
    }
    var known = 0
    for seed in 0..<20 {
      let work = (0..<32).map { index in
        Assignment.Work(
          pick: Pick.ID(rawValue: Int64(index + 1)), agent: Self.person(index / 4),
          skills: index.isMultiple(of: 4) ? ["Refunds"] : [])
      }
      let outcome = Assignment.Rule(reviewers: reviewers, leads: []).assign(
        work, seed: UInt64(seed))
      let loads = reviewers.map { reviewer in
        outcome.assignments.count { $0.reviewer == reviewer.person }
      }
      #expect((loads.max() ?? 0) - (loads.min() ?? 0) <= 1)
      let fit = Fit(reviewers)
      known += outcome.assignments.count { assignment in
        work.contains {
          $0.pick == assignment.pick && !$0.skills.isEmpty
            && fit.matches(assignment.reviewer, $0) > 0
        }
      }
    }
    // 8 of each 32 need it; by lot alone half of them would find it.
    #expect(known >= 20 * 8 * 9 / 10)
  }

  @Test func `equal numbers come before skills, and that is said`() {
    // One of four knows refunds, and everything is a refund.
    let reviewers = (0..<4).map {
      Assignment.Reviewer(person: Self.person($0), skills: $0 == 0 ? ["Refunds"] : [])
    }
    let work = (0..<16).map { index in
      Assignment.Work(
        pick: Pick.ID(rawValue: Int64(index + 1)), agent: Self.person(index / 4),
        skills: ["Refunds"])
    }
    let outcome = Assignment.Rule(reviewers: reviewers, leads: []).assign(work, seed: 5)
    let loads = reviewers.map { one in outcome.assignments.count { $0.reviewer == one.person } }
    #expect(loads == [4, 4, 4, 4])
    #expect(outcome.remarks.contains(.skillMissing("Refunds", conversations: 4)))
    #expect(
      outcome.remarks.contains { if case .skillForBalance = $0 { true } else { false } })
  }

  @Test func `who reads a language reads it with any region`() {
    let reader = Assignment.Reviewer(person: Self.person(0), languages: ["zh-Hans", "en"])
    let fit = Fit([reader])
    let one = Assignment.Work(
      pick: Pick.ID(rawValue: 1), agent: Self.person(1), language: "en-GB")
    #expect(fit.reads(reader.person, one))
    let other = Assignment.Work(
      pick: Pick.ID(rawValue: 1), agent: Self.person(1), language: "ru")
    #expect(!fit.reads(reader.person, other))
  }

  @Test func `two who may not look at each other leave the rest to others, or to the lead`() {
    let reviewers = (0..<3).map { Assignment.Reviewer(person: Self.person($0)) }
    let work = (0..<12).map {
      Assignment.Work(pick: Pick.ID(rawValue: Int64($0 + 1)), agent: Self.person($0 / 4))
    }
    let pair = Assignment.Pair(reviewer: Self.person(0), reviewed: Self.person(1))
    let outcome = Assignment.Rule(
      reviewers: reviewers, leads: [Self.lead], conflicts: [pair]
    ).assign(work, seed: 1)
    #expect(outcome.assignments.count == 12)
    for assignment in outcome.assignments {
      let agent = Self.person(Int(assignment.pick.rawValue - 1) / 4)
      let looked = Assignment.Pair(reviewer: assignment.reviewer, reviewed: agent)
      #expect(looked != pair && looked != pair.swapped)
    }
    // A lead with a conflict is no way out either.
    let led = Assignment.Rule(
      reviewers: [], leads: [Self.lead],
      conflicts: [.init(reviewer: Self.lead, reviewed: Self.person(0))]
    ).assign(Array(work.prefix(4)), seed: 1)
    #expect(led.remarks == [.nobodyLeft(conversations: 4)])
  }
}
