internal import People
internal import Statistics

/// Deals conversations out so that everybody's number is as equal as the allowed pairs permit.
///
/// Conversations go to whoever has least; then chains of hand-overs from those with more to those
/// with at least two fewer are followed until there is none. That this ends at the best balance
/// there is: Harvey, Ladner, Lovász and Tamir, "Semi-matchings for bipartite graphs", 2006.
///
/// First among those who fit a conversation best; where that leaves the numbers apart by two or
/// more, chains go on through everybody who may.
struct Dealing {
  private(set) var load: [Person.ID: Int]
  private(set) var reviewers: [Pick.ID: [Person.ID]] = [:]
  private var work: [Person.ID: [Pick.ID]] = [:]
  private var allowed: [Pick.ID: [Person.ID]]

  /// Deals each conversation to `times` different people of its allowed ones.
  ///
  /// `widely` are those who may besides; among them numbers are made even at last.
  init(
    of allowed: [Pick.ID: [Person.ID]], widely: [Pick.ID: [Person.ID]] = [:],
    among people: [Person.ID], times: Int, using generator: inout SplitMix64
  ) {
    self.allowed = allowed
    load = Dictionary(people.map { ($0, 0) }, uniquingKeysWith: { first, _ in first })
    let picks = allowed.keys.sorted()
    for index in generator.permutation(of: picks.count) {
      for _ in 0..<times { deal(picks[index], using: &generator) }
    }
    while let chain = chainToEven() { follow(chain) }
    guard !widely.isEmpty, spread > 1 else { return }
    // Those who fit stay first, so that chains lead to them where they can.
    self.allowed.merge(widely) { fitting, all in fitting + all.filter { !fitting.contains($0) } }
    while let chain = chainToEven() { follow(chain) }
  }

  /// The difference between the most and the least anybody has.
  var spread: Int { (load.values.max() ?? 0) - (load.values.min() ?? 0) }

  private mutating func deal(_ pick: Pick.ID, using generator: inout SplitMix64) {
    let taken = reviewers[pick] ?? []
    let free = (allowed[pick] ?? []).filter { !taken.contains($0) }
    let least = free.map { load[$0] ?? 0 }.min()
    let candidates = free.filter { load[$0] == least }
    guard !candidates.isEmpty else { return }
    give(pick, to: candidates[generator.below(candidates.count)])
  }

  private mutating func give(_ pick: Pick.ID, to person: Person.ID) {
    reviewers[pick, default: []].append(person)
    work[person, default: []].append(pick)
    load[person, default: 0] += 1
  }

  private mutating func take(_ pick: Pick.ID, from person: Person.ID) {
    reviewers[pick]?.removeAll { $0 == person }
    work[person]?.removeAll { $0 == pick }
    load[person, default: 0] -= 1
  }

  private struct Step {
    let pick: Pick.ID
    let from: Person.ID
    let to: Person.ID
  }

  /// A chain of hand-overs that ends at somebody with at least two fewer; `nil` when all is even.
  private func chainToEven() -> [Step]? {
    let busiest = load.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    for (start, most) in busiest {
      var reachedBy: [Person.ID: Step] = [:]
      var queue = [start]
      var next = 0
      while next < queue.count {
        let person = queue[next]
        next += 1
        if person != start, (load[person] ?? 0) <= most - 2 {
          return chain(to: person, from: start, by: reachedBy)
        }
        for pick in work[person] ?? [] {
          for other in allowed[pick] ?? []
          where other != start && reachedBy[other] == nil
            && !(reviewers[pick] ?? []).contains(other)
          {
            reachedBy[other] = Step(pick: pick, from: person, to: other)
            queue.append(other)
          }
        }
      }
    }
    return nil
  }

  private func chain(
    to end: Person.ID, from start: Person.ID, by steps: [Person.ID: Step]
  ) -> [Step] {
    var chain: [Step] = []
    var person = end
    while person != start, let step = steps[person] {
      chain.append(step)
      person = step.from
    }
    return chain
  }

  private mutating func follow(_ chain: [Step]) {
    for step in chain {
      take(step.pick, from: step.from)
      give(step.pick, to: step.to)
    }
  }
}
