internal import People
internal import Statistics

/// A seating of the team: everybody may look at the work of those who sit next on one side.
///
/// Looking in one direction only is what makes swapped pairs impossible: whoever sits `o` places
/// after me has me `M − o` places after them, and only offsets below M/2 are used. Exactly
/// opposite, the earlier seat looks at the later one.
struct Circle {
  var seats: [Person.ID]
  let reviewers: Set<Person.ID>
  let reviewed: Set<Person.ID>
  let past: Set<Assignment.Pair>
  /// The pairs that may not look at each other's work, both ways round.
  var conflicts: Set<Assignment.Pair> = []

  /// How many neighbours may be looked at before nothing new is possible.
  var widest: Int { max(0, seats.count - 1) }

  /// Whether the reviewer's seat may look at the work of the seat so many places on.
  func allows(from seat: Int, offset: Int) -> Bool {
    reaches(from: seat, offset: offset) && !conflicts.contains(pair(seat, offset))
  }

  private func pair(_ seat: Int, _ offset: Int) -> Assignment.Pair {
    Assignment.Pair(reviewer: seats[seat], reviewed: seats[(seat + offset) % seats.count])
  }

  /// The same, whatever the two have with each other.
  private func reaches(from seat: Int, offset: Int) -> Bool {
    let person = seats[seat]
    let other = seats[(seat + offset) % seats.count]
    guard person != other, reviewers.contains(person), reviewed.contains(other) else {
      return false
    }
    let couldSwap = reviewers.contains(other) && reviewed.contains(person)
    if !couldSwap || offset * 2 < seats.count { return true }
    return offset * 2 == seats.count && seat < seats.count / 2
  }

  /// The pairs that neighbours up to a distance form, nearest first.
  func pairs(within distance: Int) -> [Assignment.Pair] {
    (1...max(1, distance)).flatMap { offset in
      seats.indices.filter { allows(from: $0, offset: offset) }.map { pair($0, offset) }
    }
  }

  /// How much this seating repeats: a pair the other way round weighs far more than the same again,
  /// and so do neighbours who may not look at each other's work.
  func cost(within distance: Int) -> Int {
    let wasted = conflicts.isEmpty ? 0 : 200 * conflictsWithin(distance)
    guard !past.isEmpty else { return wasted }
    return pairs(within: distance).reduce(wasted) { cost, pair in
      cost + (past.contains(pair.swapped) ? 1000 : 0) + (past.contains(pair) ? 1 : 0)
    }
  }

  private func conflictsWithin(_ distance: Int) -> Int {
    (1...max(1, distance)).reduce(0) { count, offset in
      count
        + seats.indices.count {
          reaches(from: $0, offset: offset) && conflicts.contains(pair($0, offset))
        }
    }
  }

  /// Seats the team by lot, then exchanges seats as long as fewer pairs of the past come back.
  mutating func settle(within distance: Int, using generator: inout SplitMix64) {
    seats = generator.permutation(of: seats.count).map { seats[$0] }
    var best = cost(within: distance)
    var patience = 40 * seats.count
    while best > 0, patience > 0 {
      patience -= 1
      let left = generator.below(seats.count)
      let right = generator.below(seats.count)
      seats.swapAt(left, right)
      let cost = cost(within: distance)
      if cost <= best {
        if cost < best { patience = 40 * seats.count }
        best = cost
      } else {
        seats.swapAt(left, right)
      }
    }
  }
}
