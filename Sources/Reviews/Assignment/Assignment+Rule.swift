public import Kernel
public import People
internal import Statistics

extension Assignment {
  /// The rule of peer assignment: who may look at whose work, and how it is shared out.
  ///
  /// Never yourself, no swapped pairs, equal numbers give or take one, a known language if there is
  /// a choice, and over the months new pairs before old ones. The same seed gives the same outcome.
  public struct Rule: Sendable {
    /// How many colleagues look at one person's work when the team is large enough.
    static let usualBreadth = 2

    public let reviewers: [Reviewer]
    /// Who reviews what no colleague may.
    public let leads: [Person.ID]
    public let reviewsPerConversation: Int
    /// The pairs of the last ninety days.
    public let past: Set<Pair>

    public init(
      reviewers: [Reviewer], leads: [Person.ID], reviewsPerConversation: Int = 1,
      past: Set<Pair> = []
    ) {
      self.reviewers = reviewers
      self.leads = leads
      self.reviewsPerConversation = max(1, reviewsPerConversation)
      self.past = past
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

    private func breadths(for work: [Work]) -> [Int] {
      let people = Set(reviewers.map(\.person)).union(work.map(\.agent))
      let widest = max(1, people.count - 1)
      let narrow = min(widest, max(Self.usualBreadth, reviewsPerConversation))
      return Array(narrow...widest)
    }

    private func outcome(of deal: Deal, _ work: [Work]) -> Outcome {
      var remarks = deal.remarks
      var assignments = deal.assignments
      let left = work.filter { deal.shares.reviewers[$0.pick] == nil }
      let toLead = left.filter { item in leads.contains { $0 != item.agent } }
      assignments += led(toLead)
      if !toLead.isEmpty { remarks.append(.swapUnavoidable(conversations: toLead.count)) }
      if toLead.count < left.count {
        remarks.append(.nobodyLeft(conversations: left.count - toLead.count))
      }
      return Outcome(assignments: assignments, remarks: remarks)
    }

    /// Shares what no colleague may look at among the leads, in turn.
    private func led(_ work: [Work]) -> [Assignment] {
      var load: [Person.ID: Int] = [:]
      return work.compactMap { item in
        let free = leads.filter { $0 != item.agent }
        guard let lead = free.min(by: { (load[$0] ?? 0, $0) < (load[$1] ?? 0, $1) }) else {
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
  /// Conversations nobody may look at, the spread of the numbers, pairs that swap over months.
  private let faults: [Int]

  init(
    _ rule: Assignment.Rule, _ work: [Assignment.Work], breadth: Int,
    using generator: inout SplitMix64
  ) {
    let people = rule.reviewers.map(\.person)
    let reviewed = Set(work.map(\.agent))
    var circle = Circle(
      seats: Set(people).union(reviewed).sorted(), reviewers: Set(people), reviewed: reviewed,
      past: rule.past)
    circle.settle(within: breadth, using: &generator)
    let isPair = circle.seats.count == 2 && reviewed.count == 2 && people.count == 2
    let pairs = isPair ? [] : circle.pairs(within: breadth)
    let eyes = Eyes(pairs: pairs, rule: rule)
    let candidates = work.map { (work: $0, people: eyes.candidates(for: $0)) }
    let possible = candidates.map(\.people.count).filter { $0 > 0 }.min() ?? 0
    let times = min(rule.reviewsPerConversation, max(1, possible))
    let allowed = candidates.filter { !$0.people.isEmpty }
    shares = Dealing(
      of: Dictionary(
        allowed.map { ($0.work.pick, $0.people) }, uniquingKeysWith: { first, _ in first }),
      among: people, times: times, using: &generator)
    let dealt = shares.reviewers
    assignments = candidates.flatMap { candidate in
      (dealt[candidate.work.pick] ?? []).sorted().map { reviewer in
        Assignment(
          pick: candidate.work.pick, reviewer: reviewer,
          reason: eyes.reason(for: candidate.work, among: candidate.people.count))
      }
    }
    let used = Set(
      work.flatMap { item in
        (dealt[item.pick] ?? []).map { Assignment.Pair(reviewer: $0, reviewed: item.agent) }
      })
    let swapped = used.count { rule.past.contains($0.swapped) }
    let unseen = candidates.count { $0.people.isEmpty }
    remarks = Deal.remarks(
      rule: rule, times: times, shares: shares, swapped: swapped,
      unread: unseen == work.count ? [:] : eyes.unread(work))
    let missing = allowed.isEmpty ? 0 : rule.reviewsPerConversation - times
    faults = [unseen, missing, swapped, max(0, shares.spread - 1)]
  }

  var isGood: Bool { faults.allSatisfy { $0 == 0 } }

  func isBetter(than other: Deal?) -> Bool {
    guard let other else { return true }
    return faults.lexicographicallyPrecedes(other.faults)
  }

  private static func remarks(
    rule: Assignment.Rule, times: Int, shares: Dealing, swapped: Int, unread: [String: Int]
  ) -> [Assignment.Remark] {
    var remarks: [Assignment.Remark] = []
    if !shares.reviewers.isEmpty {
      if times < rule.reviewsPerConversation {
        remarks.append(.fewerReviews(asked: rule.reviewsPerConversation, possible: times))
      }
      if shares.spread > 1 {
        let loads = shares.load.values
        remarks.append(.unequalLoad(least: loads.min() ?? 0, most: loads.max() ?? 0))
      }
    }
    remarks += unread.sorted { $0.key < $1.key }
      .map { .languageUnknown($0.key, conversations: $0.value) }
    if swapped > 0 { remarks.append(.swappedOverMonths(pairs: swapped)) }
    return remarks
  }
}

/// Who may look at whose work, and who of them reads what language.
private struct Eyes {
  private let byReviewed: [Person.ID: [Person.ID]]
  private let languages: [Person.ID: Set<String>]
  private let needed: Int

  init(pairs: [Assignment.Pair], rule: Assignment.Rule) {
    let all = Dictionary(grouping: pairs, by: \.reviewed)
    needed = rule.reviewsPerConversation
    byReviewed = all.mapValues { pairs in
      let fresh = pairs.filter { !rule.past.contains($0.swapped) }
      return (fresh.count >= rule.reviewsPerConversation ? fresh : pairs).map(\.reviewer)
    }
    languages = Dictionary(
      rule.reviewers.map { ($0.person, $0.languages) }, uniquingKeysWith: { first, _ in first })
  }

  func candidates(for work: Assignment.Work) -> [Person.ID] {
    let all = byReviewed[work.agent] ?? []
    let reading = readers(of: work.language, among: all)
    return reading.count >= needed ? reading : all
  }

  func reason(for work: Assignment.Work, among count: Int) -> Assignment.Reason {
    let all = byReviewed[work.agent] ?? []
    let isNarrowed = candidates(for: work).count < all.count
    guard let language = work.language, isNarrowed else { return .lot(among: count) }
    return .language(language, among: count)
  }

  /// The languages nobody allowed is known to read, with the number of conversations.
  func unread(_ work: [Assignment.Work]) -> [String: Int] {
    work.reduce(into: [:]) { counts, item in
      let all = byReviewed[item.agent] ?? []
      if let language = item.language, !all.isEmpty, readers(of: language, among: all).isEmpty {
        counts[language, default: 0] += 1
      }
    }
  }

  private func readers(of language: String?, among people: [Person.ID]) -> [Person.ID] {
    guard let language else { return people }
    return people.filter { person in
      let known = languages[person] ?? []
      return known.isEmpty || known.contains(language)
    }
  }
}
