internal import Statistics

/// A division of examples into parts of which one at a time is set aside.
///
/// What belongs to one group stays in one part, so that nobody's other texts betray their own; the
/// same text twice is one group too.
struct Folds: Sendable {
  /// The part of each example.
  let parts: [Int]
  let count: Int

  init(_ examples: [LabelledText], count: Int, seed: UInt64) {
    var chance = SplitMix64(seed: seed)
    let groups = Self.groups(examples)
    let groupCount = (groups.max() ?? -1) + 1
    // Groups with the same outcome are dealt out in turn.
    var outcomes = [Int](repeating: 0, count: groupCount)
    for (number, example) in examples.enumerated() {
      switch example.outcome {
      case .one(let label): outcomes[groups[number]] = label
      case .many(let labels): outcomes[groups[number]] = labels.min() ?? -1
      case .number: break
      }
    }
    let order = chance.permutation(of: groupCount)
    let rank = order.enumerated().sorted {
      (outcomes[$0.element], $0.offset) < (outcomes[$1.element], $1.offset)
    }
    var part = [Int](repeating: 0, count: groupCount)
    for (place, entry) in rank.enumerated() { part[entry.element] = place % count }
    self.count = min(count, max(1, groupCount))
    parts = groups.map { part[$0] }
  }

  /// A division that somebody else made; parts are numbered from 0.
  init(parts: [Int]) {
    self.parts = parts
    count = (parts.max() ?? -1) + 1
  }

  /// A number for each example; equal where they belong together.
  private static func groups(_ examples: [LabelledText]) -> [Int] {
    var names: [String: Int] = [:]
    var texts: [[Passage]: Int] = [:]
    var groups: [Int] = []
    for example in examples {
      let next = names.count + texts.count
      if let name = example.group {
        if let known = names[name] {
          groups.append(known)
        } else {
          names[name] = next
          groups.append(next)
        }
      } else if let known = texts[example.passages] {
        groups.append(known)
      } else {
        texts[example.passages] = next
        groups.append(next)
      }
    }
    return groups
  }

  func others(than part: Int) -> [Int] { parts.indices.filter { parts[$0] != part } }
  func members(of part: Int) -> [Int] { parts.indices.filter { parts[$0] == part } }
}
