/// What helpers say of the turns, as features of their conversation.
enum Hints {
  /// A hash for each level that a chance reaches: in the last turn of a side, at most, on average,
  /// and on average of its last three turns.
  static func keys(_ passages: [Passage]) -> [UInt64] {
    guard passages.contains(where: { !$0.hints.isEmpty }) else { return [] }
    var keys: [UInt64] = []
    for side in Passage.Side.allCases {
      let turns = passages.filter { $0.side == side && !$0.hints.isEmpty }.map(\.hints)
      guard let last = turns.last else { continue }
      for label in last.indices {
        let chances = turns.map { label < $0.count ? Int($0[label]) : 0 }
        let end = chances.suffix(3)
        let figures = [
          Int(last[label]), chances.max() ?? 0, chances.reduce(0, +) / chances.count,
          end.reduce(0, +) / end.count,
        ]
        for (kind, figure) in figures.enumerated() {
          let name = FeatureMaker.mix(UInt64(side.rawValue) &* 64 &+ UInt64(kind), UInt64(label))
          for level in levels where figure >= level {
            keys.append(FeatureMaker.mix(name &+ 0x7000, UInt64(level)))
          }
        }
      }
    }
    return keys
  }

  /// In 255ths, closer where most chances lie.
  private static let levels = [8, 20, 38, 64, 96, 128, 160, 191, 217, 235, 247]
}
