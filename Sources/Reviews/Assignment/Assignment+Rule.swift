public import Kernel
public import People
internal import Statistics

extension Assignment {
  /// The rule of peer assignment: who may look at whose work, and how it is shared out.
  ///
  /// Never yourself, no swapped pairs, nobody who has a conflict with the other, equal numbers give
  /// or take one, a known language if there is a choice, the skills a conversation needs where that
  /// leaves numbers equal, and over the months new pairs before old ones. The same seed gives the
  /// same outcome.
  public struct Rule: Sendable {
    /// How many colleagues look at one person's work when the team is large enough.
    static let usualBreadth = 2

    public let reviewers: [Reviewer]
    /// Who reviews what no colleague may.
    public let leads: [Person.ID]
    public let reviewsPerConversation: Int
    /// The pairs of the last ninety days.
    public let past: Set<Pair>
    /// The pairs that may not look at each other's work, both ways round.
    public let conflicts: Set<Pair>

    public init(
      reviewers: [Reviewer], leads: [Person.ID], reviewsPerConversation: Int = 1,
      past: Set<Pair> = [], conflicts: Set<Pair> = []
    ) {
      self.reviewers = reviewers
      self.leads = leads
      self.reviewsPerConversation = max(1, reviewsPerConversation)
      self.past = past
      self.conflicts = conflicts.union(conflicts.map(\.swapped))
    }

    /// Assigns every conversation or says why not.
    public func assign(_ work: [Work], seed: UInt64) -> Outcome {
      guard !work.isEmpty else { return Outcome(assignments: [], remarks: []) }
      var generator = SplitMix64(seed: seed)
      var best: Deal?
      for breadth in breadths(for: work) {
        let deal = Deal(self, work, breadth: breadth, using: &generator)
        if deal.isBetter(than: best) { best = deal }
        if deal.isGood { break }
      }
      guard let best else { return Outcome(assignments: [], remarks: []) }
      return outcome(of: best, work)
    }

    /// From few colleagues for each person to all, in growing steps; a small team is seated at the
    /// widest more than once, because another seating may fit better.
    private func breadths(for work: [Work]) -> [Int] {
      let people = Set(reviewers.map(\.person)).union(work.map(\.agent))
      let widest = max(1, people.count - 1)
      var breadth = min(widest, max(Self.usualBreadth, reviewsPerConversation))
      var breadths: [Int] = []
      while breadth < widest {
        breadths.append(breadth)
        breadth = min(widest, breadth + max(1, breadth / 4))
      }
      return breadths + Array(repeating: widest, count: people.count > 20 ? 1 : 6)
    }

    private func outcome(of deal: Deal, _ work: [Work]) -> Outcome {
      var remarks = deal.remarks
      var assignments = deal.assignments
      let left = work.filter { deal.shares.reviewers[$0.pick] == nil }
      let toLead = left.filter { !free($0).isEmpty }
      assignments += led(toLead)
      if !toLead.isEmpty { remarks.append(.swapUnavoidable(conversations: toLead.count)) }
      if toLead.count < left.count {
        remarks.append(.nobodyLeft(conversations: left.count - toLead.count))
      }
      return Outcome(assignments: assignments, remarks: remarks)
    }

    /// The leads who may look at a conversation.
    private func free(_ work: Work) -> [Person.ID] {
      leads.filter { lead in
        lead != work.agent && !conflicts.contains(Pair(reviewer: lead, reviewed: work.agent))
      }
    }

    /// Shares what no colleague may look at among the leads, in turn.
    private func led(_ work: [Work]) -> [Assignment] {
      var load: [Person.ID: Int] = [:]
      return work.compactMap { item in
        guard let lead = free(item).min(by: { (load[$0] ?? 0, $0) < (load[$1] ?? 0, $1) }) else {
          return nil
        }
        load[lead, default: 0] += 1
        return Assignment(pick: item.pick, reviewer: lead, reason: .lead)
      }
    }
  }
}

/// One try of the rule: a seating, and the conversations dealt out along it.
private struct Deal {
  let shares: Dealing
  let assignments: [Assignment]
  let remarks: [Assignment.Remark]
  /// What went wrong, the worst first: conversations nobody may look at, reviews too few, pairs
  /// that swap over months, languages not read, unequal numbers, skills not there.
  private let faults: [Int]

  init(
    _ rule: Assignment.Rule, _ work: [Assignment.Work], breadth: Int,
    using generator: inout SplitMix64
  ) {
    let people = rule.reviewers.map(\.person)
    let pairs = Deal.pairs(rule, work, breadth: breadth, using: &generator)
    let eyes = Eyes(pairs: pairs, rule: rule)
    let candidates = work.map { (work: $0, circle: eyes.circle(for: $0)) }
    let allowed = candidates.filter { !$0.circle.readers.isEmpty }
    shares = Dealing(
      of: Self.keyed(allowed.map { ($0.work.pick, $0.circle.skilled) }),
      widely: Self.keyed(allowed.map { ($0.work.pick, $0.circle.readers) }),
      among: people, times: rule.reviewsPerConversation, using: &generator)
    let dealt = shares.reviewers
    assignments = candidates.flatMap { candidate in
      (dealt[candidate.work.pick] ?? []).sorted().map { reviewer in
        Assignment(
          pick: candidate.work.pick, reviewer: reviewer,
          reason: eyes.reason(for: candidate.work, candidate.circle, reviewer))
      }
    }
    let used = Set(
      work.flatMap { item in
        (dealt[item.pick] ?? []).map { Assignment.Pair(reviewer: $0, reviewed: item.agent) }
      })
    let swapped = used.count { rule.past.contains($0.swapped) }
    let unseen = candidates.count { $0.circle.readers.isEmpty }
    let possible = allowed.map { min(rule.reviewsPerConversation, $0.circle.all.count) }
    let shortfall = Shortfall(rule, eyes, work, dealt, isEmpty: unseen == work.count)
    var remarks = Deal.remarks(rule: rule, times: possible.min() ?? 0, shares: shares)
    remarks += Deal.balance(rule, work, pairs: pairs, shares: shares)
    remarks += shortfall.remarks
    if swapped > 0 { remarks.append(.swappedOverMonths(pairs: swapped)) }
    self.remarks = remarks
    let missing = possible.reduce(0) { $0 + rule.reviewsPerConversation - $1 }
    faults = [
      unseen, missing, swapped, shortfall.unread, max(0, shares.spread - 1), shortfall.unskilled,
    ]
  }

  var isGood: Bool { faults.allSatisfy { $0 == 0 } }

  func isBetter(than other: Deal?) -> Bool {
    guard let other else { return true }
    return faults.lexicographicallyPrecedes(other.faults)
  }

  private static func keyed(
    _ entries: [(Pick.ID, [Person.ID])]
  ) -> [Pick.ID: [Person.ID]] {
    Dictionary(entries, uniquingKeysWith: { first, _ in first })
  }

  /// Who may look at whose work along one seating.
  private static func pairs(
    _ rule: Assignment.Rule, _ work: [Assignment.Work], breadth: Int,
    using generator: inout SplitMix64
  ) -> [Assignment.Pair] {
    let people = Set(rule.reviewers.map(\.person))
    let reviewed = Set(work.map(\.agent))
    var circle = Circle(
      seats: people.union(reviewed).sorted(), reviewers: people, reviewed: reviewed,
      past: rule.past, conflicts: rule.conflicts)
    circle.settle(within: breadth, using: &generator)
    let isPair = circle.seats.count == 2 && reviewed.count == 2 && people.count == 2
    return isPair ? [] : circle.pairs(within: breadth)
  }

  private static func remarks(
    rule: Assignment.Rule, times: Int, shares: Dealing
  ) -> [Assignment.Remark] {
    guard !shares.reviewers.isEmpty, times < rule.reviewsPerConversation else { return [] }
    return [.fewerReviews(asked: rule.reviewsPerConversation, possible: times)]
  }

  /// That shares are unequal, and what made them so: what would have been equal without it.
  private static func balance(
    _ rule: Assignment.Rule, _ work: [Assignment.Work], pairs: [Assignment.Pair],
    shares: Dealing
  ) -> [Assignment.Remark] {
    guard !shares.reviewers.isEmpty, shares.spread > 1 else { return [] }
    let loads = shares.load.values
    let (least, most) = (loads.min() ?? 0, loads.max() ?? 0)
    let people = rule.reviewers.map(\.person)
    func spread(_ allowed: (Assignment.Work) -> [Person.ID]) -> Int {
      var generator = SplitMix64(seed: 0)
      return Dealing(
        of: keyed(work.map { ($0.pick, allowed($0)) }), among: people,
        times: rule.reviewsPerConversation, using: &generator
      ).spread
    }
    let seeing = Dictionary(grouping: pairs, by: \.reviewed).mapValues { $0.map(\.reviewer) }
    if spread({ seeing[$0.agent] ?? [] }) <= 1 {
      return [.unequalForLanguage(least: least, most: most)]
    }
    if !rule.conflicts.isEmpty {
      let free = Assignment.Rule(
        reviewers: people.map { Assignment.Reviewer(person: $0) }, leads: [],
        reviewsPerConversation: rule.reviewsPerConversation, past: rule.past)
      let outcome = free.assign(work.map { .init(pick: $0.pick, agent: $0.agent) }, seed: 0)
      let isEven = !outcome.remarks.contains {
        if case .unequalLoad = $0 { true } else { false }
      }
      if isEven { return [.unequalForConflicts(least: least, most: most)] }
    }
    return [.unequalLoad(least: least, most: most)]
  }
}
