internal import Statistics

/// A division of examples into parts of which one at a time is set aside.
///
/// What belongs to one group stays in one part, so that nobody's other texts betray their own.
struct Folds: Sendable {
  /// The part of each example.
  let parts: [Int]
  let count: Int

  init(_ examples: [Example], count: Int, seed: UInt64) {
    var chance = SplitMix64(seed: seed)
    var places: [String: Int] = [:]
    var groups: [Int] = []
    for (number, example) in examples.enumerated() {
      let name = example.group ?? "#\(number)"
      let next = places.count
      groups.append(places[name, default: next])
      if groups[number] == next { places[name] = next }
    }
    // Groups with the same most frequent outcome are dealt out in turn.
    var outcomes = [Int](repeating: 0, count: places.count)
    for (number, example) in examples.enumerated() {
      if case .one(let label) = example.outcome { outcomes[groups[number]] = label }
    }
    let order = chance.permutation(of: places.count).sorted { outcomes[$0] < outcomes[$1] }
    var part = [Int](repeating: 0, count: places.count)
    for (place, group) in order.enumerated() { part[group] = place % count }
    self.count = min(count, max(1, places.count))
    parts = groups.map { part[$0] }
  }

  func others(than part: Int) -> [Int] { parts.indices.filter { parts[$0] != part } }
  func members(of part: Int) -> [Int] { parts.indices.filter { parts[$0] == part } }
}
