internal import Kernel
internal import People
internal import Statistics

/// The reviewers of a cycle that runs, with what they have to do: who may take one more, and whom
/// something goes to that a colleague could not do.
///
/// It keeps to the rule of ``Assignment/Rule``: never oneself, no conflicts, nobody twice for the
/// same conversation, no two people who look at each other's work, a known language and the needed
/// skills where there is a choice, and always to whoever has least.
struct Bench: Sendable {
  let reviewers: [Assignment.Reviewer]
  let leads: [Person.ID]
  /// The pairs that may not look at each other's work, both ways round.
  let conflicts: Set<Assignment.Pair>
  /// The pairs of the months before.
  let past: Set<Assignment.Pair>
  /// Who looks at whose work in this cycle.
  private(set) var pairs: [Assignment.Pair: Int]
  /// How many reviews of others each person was asked for and has not given back.
  private(set) var load: [Person.ID: Int]
  /// Everybody who was ever asked for a conversation.
  private(set) var writers: [Pick.ID: Set<Person.ID>]
  /// How many reviews of others each conversation has or is to have.
  private(set) var live: [Pick.ID: Int]
  private let fit: Fit

  init(
    reviewers: [Assignment.Reviewer], leads: [Person.ID], conflicts: Set<Assignment.Pair>,
    past: Set<Assignment.Pair>, seats: [Author.Seat]
  ) {
    self.reviewers = reviewers
    self.leads = leads
    self.conflicts = conflicts
    self.past = past
    (pairs, load, writers, live) = ([:], [:], [:], [:])
    fit = Fit(reviewers)
    for seat in seats {
      if seat.isTaken {
        add(seat.person, Assignment.Work(pick: seat.pick, agent: seat.agent))
      } else {
        writers[seat.pick, default: []].insert(seat.person)
      }
    }
  }

  /// Whether a person may look at a conversation now.
  func mayReview(_ person: Person.ID, _ work: Assignment.Work) -> Bool {
    let pair = Assignment.Pair(reviewer: person, reviewed: work.agent)
    return person != work.agent && !conflicts.contains(pair)
      && !(writers[work.pick] ?? []).contains(person) && pairs[pair.swapped] == nil
  }

  /// Whom a conversation goes to: by lot among those with least to do who fit it best; the lead
  /// when no colleague may, nobody when no lead may either.
  func next(
    for work: Assignment.Work, using generator: inout SplitMix64
  ) -> (person: Person.ID, kind: Review.Kind, reason: Assignment.Reason)? {
    let able = reviewers.map(\.person).filter { mayReview($0, work) }
    guard !able.isEmpty else {
      let lead = leads.filter { mayReview($0, work) }.min {
        (load[$0] ?? 0, $0) < (load[$1] ?? 0, $1)
      }
      return lead.map { ($0, .lead, .lead) }
    }
    let reading = fit.choice(for: work, among: able, atLeast: 1).readers
    let fresh = reading.filter {
      !past.contains(.init(reviewer: work.agent, reviewed: $0))
    }
    let people = fresh.isEmpty ? reading : fresh
    // Equal numbers come before skills, as when the cycle was opened.
    let least = people.map { load[$0] ?? 0 }.min()
    let idle = people.filter { (load[$0] ?? 0) == least }
    let fitting = fit.skilled(for: work, among: idle)
    let person = fitting[generator.below(fitting.count)]
    return (person, .peer, .passed(among: fitting.count))
  }

  /// A conversation that found somebody, and why them.
  struct Seating {
    let work: Assignment.Work
    let person: Person.ID
    let kind: Review.Kind
    let reason: Assignment.Reason
  }

  /// Shares conversations out in equal parts: those that fewest may look at first, each to whoever
  /// has least; then what can still go to somebody with at least two fewer does.
  mutating func share(
    _ work: [Assignment.Work], using generator: inout SplitMix64
  ) -> [Seating] {
    let choices = work.map { item in
      (item: item, free: reviewers.count { mayReview($0.person, item) })
    }.sorted { ($0.free, $0.item.pick) < ($1.free, $1.item.pick) }
    var seats: [Seating] = []
    for choice in choices {
      guard let next = next(for: choice.item, using: &generator) else { continue }
      add(next.person, choice.item)
      seats.append(
        Seating(work: choice.item, person: next.person, kind: next.kind, reason: next.reason))
    }
    while let (place, person) = evener(seats) {
      let old = seats[place]
      remove(old.person, old.work)
      add(person, old.work)
      seats[place] = Seating(work: old.work, person: person, kind: .peer, reason: old.reason)
    }
    return seats
  }

  /// A seating that could move to a colleague with at least two fewer.
  private func evener(_ seats: [Seating]) -> (place: Int, person: Person.ID)? {
    for (place, seat) in seats.enumerated() where seat.kind == .peer {
      let most = load[seat.person] ?? 0
      let other = reviewers.map(\.person).filter {
        (load[$0] ?? 0) <= most - 2 && mayReview($0, seat.work) && fit.reads($0, seat.work)
      }.min { (load[$0] ?? 0, $0) < (load[$1] ?? 0, $1) }
      if let other { return (place, other) }
    }
    return nil
  }

  /// Notes that somebody was asked for a conversation.
  mutating func add(_ person: Person.ID, _ work: Assignment.Work) {
    pairs[.init(reviewer: person, reviewed: work.agent), default: 0] += 1
    load[person, default: 0] += 1
    live[work.pick, default: 0] += 1
    writers[work.pick, default: []].insert(person)
  }

  private mutating func remove(_ person: Person.ID, _ work: Assignment.Work) {
    let pair = Assignment.Pair(reviewer: person, reviewed: work.agent)
    pairs[pair] = pairs[pair].flatMap { $0 > 1 ? $0 - 1 : nil }
    load[person, default: 0] -= 1
    live[work.pick, default: 0] -= 1
    writers[work.pick]?.remove(person)
  }

  /// The bench without somebody, who keeps what they have.
  func without(_ person: Person.ID) -> Bench {
    var bench = Bench(
      reviewers: reviewers.filter { $0.person != person }, leads: leads.filter { $0 != person },
      conflicts: conflicts, past: past, seats: [])
    (bench.pairs, bench.load, bench.writers, bench.live) = (pairs, load, writers, live)
    return bench
  }

  /// How well a conversation suits a person who has time, the smaller the better: whether they can
  /// read it; then no pair of the past the other way round, what they know most of, and people they
  /// look at already, so that no colleague's work is spread over ever more eyes.
  func distance(
    _ person: Person.ID, _ work: Assignment.Work
  ) -> (reads: Int, others: [Int]) {
    let pair = Assignment.Pair(reviewer: person, reviewed: work.agent)
    let others = [
      past.contains(pair.swapped) ? 1 : 0, -fit.matches(person, work),
      pairs[pair] == nil ? 1 : 0,
    ]
    return (fit.reads(person, work) ? 0 : 1, others)
  }
}
