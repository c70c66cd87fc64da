import Kernel
import People
import Statistics
import Testing

@testable import Reviews

@Suite struct AssignmentRuleTests {
  private static func person(_ number: Int) -> Person.ID { Person.ID(rawValue: Int64(number)) }

  private static let lead = person(900)

  private static func team(_ size: Int) -> [Assignment.Reviewer] {
    (0..<size).map { Assignment.Reviewer(person: person($0 + 1)) }
  }

  private static func work(_ counts: [Int]) -> [Assignment.Work] {
    var key: Int64 = 0
    return counts.enumerated().flatMap { index, count in
      (0..<count).map { _ in
        key += 1
        return Assignment.Work(pick: Pick.ID(rawValue: key), agent: person(index + 1))
      }
    }
  }

  private static func pairs(
    _ outcome: Assignment.Outcome, _ work: [Assignment.Work]
  ) -> Set<Assignment.Pair> {
    let agents = Dictionary(uniqueKeysWithValues: work.map { ($0.pick, $0.agent) })
    return Set(
      outcome.assignments.compactMap { assignment in
        agents[assignment.pick].map { .init(reviewer: assignment.reviewer, reviewed: $0) }
      })
  }

  private static func loads(_ outcome: Assignment.Outcome, of size: Int) -> [Int] {
    (0..<size).map { index in
      outcome.assignments.count { $0.reviewer == person(index + 1) }
    }
  }

  @Test func `with equal numbers all is shared equally, without swaps, for every team size`() {
    for size in 3...40 {
      for seed in 0..<8 {
        let work = Self.work(Array(repeating: 4, count: size))
        let rule = Assignment.Rule(reviewers: Self.team(size), leads: [Self.lead])
        let outcome = rule.assign(work, seed: UInt64(seed))
        let pairs = Self.pairs(outcome, work)
        #expect(outcome.assignments.count == work.count)
        #expect(pairs.allSatisfy { $0.reviewer != $0.reviewed && !pairs.contains($0.swapped) })
        let loads = Self.loads(outcome, of: size)
        #expect((loads.max() ?? 0) - (loads.min() ?? 0) <= 1)
        #expect(outcome.remarks.isEmpty)
      }
    }
  }

  @Test
  func
    `with any numbers nobody looks at their own work, nothing swaps, and what is uneven is said`()
  {
    var generator = SplitMix64(seed: 77)
    for _ in 0..<600 {
      let size = 1 + generator.below(20)
      let counts = (0..<size).map { _ in generator.below(7) }
      let times = 1 + generator.below(2)
      let work = Self.work(counts)
      let hasLead = generator.below(3) > 0
      let rule = Assignment.Rule(
        reviewers: Self.team(size), leads: hasLead ? [Self.lead] : [],
        reviewsPerConversation: times)
      let outcome = rule.assign(work, seed: generator.next())
      let pairs = Self.pairs(outcome, work)
      #expect(pairs.allSatisfy { $0.reviewer != $0.reviewed && !pairs.contains($0.swapped) })
      #expect(
        Set(outcome.assignments.map { "\($0.pick) \($0.reviewer)" }).count
          == outcome.assignments.count)
      let peers = outcome.assignments.filter { $0.reviewer != Self.lead }
      let loads = Self.loads(outcome, of: size)
      if !peers.isEmpty, (loads.max() ?? 0) - (loads.min() ?? 0) > 1 {
        #expect(outcome.remarks.contains { if case .unequalLoad = $0 { true } else { false } })
      }
      let seen = Set(outcome.assignments.map(\.pick))
      let unseen = work.count { !seen.contains($0.pick) }
      if unseen > 0 { #expect(outcome.remarks.contains(.nobodyLeft(conversations: unseen))) }
      if hasLead { #expect(unseen == 0) }
    }
  }

  @Test func `moderately unequal numbers are still shared equally in a team of six`() {
    var generator = SplitMix64(seed: 5)
    for _ in 0..<200 {
      let size = 6 + generator.below(8)
      let work = Self.work((0..<size).map { _ in 3 + generator.below(3) })
      let outcome = Assignment.Rule(reviewers: Self.team(size), leads: [])
        .assign(work, seed: generator.next())
      let loads = Self.loads(outcome, of: size)
      #expect((loads.max() ?? 0) - (loads.min() ?? 0) <= 1)
    }
  }

  @Test func `two people would swap, so the lead looks, and without a lead nobody does`() {
    let work = Self.work([4, 4])
    let led = Assignment.Rule(reviewers: Self.team(2), leads: [Self.lead]).assign(work, seed: 1)
    #expect(led.assignments.count == 8)
    #expect(led.assignments.allSatisfy { $0.reviewer == Self.lead && $0.reason == .lead })
    #expect(led.remarks == [.swapUnavoidable(conversations: 8)])
    let alone = Assignment.Rule(reviewers: Self.team(2), leads: []).assign(work, seed: 1)
    #expect(alone.assignments.isEmpty)
    #expect(alone.remarks == [.nobodyLeft(conversations: 8)])
  }

  @Test func `a lead never reviews the lead's own conversations`() {
    let work = Self.work([3])
    let rule = Assignment.Rule(reviewers: [], leads: [Self.person(1)])
    #expect(rule.assign(work, seed: 1).remarks == [.nobodyLeft(conversations: 3)])
  }

  @Test func `two reviews of a conversation come from two people, and a small team says it cannot`()
  {
    let work = Self.work(Array(repeating: 4, count: 7))
    let outcome = Assignment.Rule(
      reviewers: Self.team(7), leads: [], reviewsPerConversation: 2
    ).assign(work, seed: 3)
    #expect(outcome.assignments.count == 56)
    #expect(outcome.remarks.isEmpty)
    let few = Self.work(Array(repeating: 4, count: 3))
    let small = Assignment.Rule(
      reviewers: Self.team(3), leads: [], reviewsPerConversation: 2
    ).assign(few, seed: 3)
    #expect(small.assignments.count == 12)
    #expect(small.remarks == [.fewerReviews(asked: 2, possible: 1)])
  }

  @Test func `a conversation goes to somebody who reads its language where there is a choice`() {
    let reviewers = (0..<8).map { index in
      Assignment.Reviewer(
        person: Self.person(index + 1), languages: index.isMultiple(of: 2) ? ["he"] : ["en"])
    }
    let work = Self.work(Array(repeating: 4, count: 8)).map {
      Assignment.Work(pick: $0.pick, agent: $0.agent, language: "he")
    }
    let outcome = Assignment.Rule(reviewers: reviewers, leads: []).assign(work, seed: 4)
    for assignment in outcome.assignments {
      guard case .language(let language, _) = assignment.reason else { continue }
      #expect(language == "he")
      #expect(!assignment.reviewer.rawValue.isMultiple(of: 2))
    }
    let none = work.map { Assignment.Work(pick: $0.pick, agent: $0.agent, language: "ru") }
    let unread = Assignment.Rule(reviewers: reviewers, leads: []).assign(none, seed: 4)
    #expect(unread.remarks.contains(.languageUnknown("ru", conversations: 32)))
    #expect(unread.assignments.count == 32)
  }

  @Test func `over three months no pair comes back the other way round`() {
    for size in [3, 5, 6, 12] {
      var months: [Set<Assignment.Pair>] = []
      for month in 0..<8 {
        let work = Self.work(Array(repeating: 4, count: size))
        let past = months.suffix(3).reduce(into: Set()) { $0.formUnion($1) }
        let outcome = Assignment.Rule(reviewers: Self.team(size), leads: [], past: past)
          .assign(work, seed: UInt64(month * 31 + size))
        let pairs = Self.pairs(outcome, work)
        #expect(outcome.assignments.count == work.count)
        let swapped = pairs.count { past.contains($0.swapped) }
        if swapped > 0 {
          #expect(outcome.remarks.contains(.swappedOverMonths(pairs: swapped)))
        }
        if size != 6 { #expect(swapped == 0) }
        months.append(pairs)
      }
    }
  }

  @Test func `the same seed gives the same assignment`() {
    let work = Self.work([3, 5, 4, 4, 2])
    let rule = Assignment.Rule(reviewers: Self.team(5), leads: [Self.lead])
    #expect(rule.assign(work, seed: 9).assignments == rule.assign(work, seed: 9).assignments)
  }
}
