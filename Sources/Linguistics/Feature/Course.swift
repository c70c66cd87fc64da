/// How a conversation goes, apart from its words: who speaks how often, how long, how repeatedly.
struct Course {
  private struct Side {
    var turns = 0
    var words = 0
    var questions = 0
    var marks = 0
    var numbers = 0
    var repeated = 0
    var last: Set<UInt64> = []
    var before: Set<UInt64> = []
    var whole: Set<UInt64> = []
  }

  private var sides = [Side](repeating: Side(), count: Passage.Side.allCases.count)
  private var first = 0
  private var now = 0
  private var run = 0
  private var longestRun = 0
  private var count = 0

  mutating func begin() { self = Course() }

  mutating func turn(_ side: Passage.Side, _ tokens: Tokens, _ hashes: [UInt64]) {
    let number = Int(side.rawValue)
    if count == 0 { first = number }
    run = count > 0 && now == number ? run + 1 : 1
    longestRun = max(longestRun, run)
    now = number
    count += 1
    var whole: UInt64 = 0
    var words: Set<UInt64> = []
    for (token, hash) in zip(tokens.items, hashes) {
      whole = FeatureMaker.mix(whole, hash)
      switch token.kind {
      case .mark, .repeatedMark:
        let mark = tokens.folded[token.folded.lowerBound]
        if mark == 0x3F { sides[number].questions += 1 }
        if mark == 0x21 || token.kind == .repeatedMark { sides[number].marks += 1 }
      case .number: sides[number].numbers += 1
      default: words.insert(hash)
      }
    }
    sides[number].turns += 1
    sides[number].words += words.count
    if !sides[number].whole.insert(whole).inserted { sides[number].repeated += 1 }
    sides[number].before.formUnion(sides[number].last)
    sides[number].last = words
  }

  /// A hash for each thing that can be said of the course.
  func keys() -> [UInt64] {
    var keys: [UInt64] = []
    func say(_ kind: UInt64, _ value: Int) {
      keys.append(FeatureMaker.mix(kind &+ 0x6000, UInt64(truncatingIfNeeded: value) &+ 11))
    }
    say(1, Self.step(of: count))
    say(2, first)
    say(3, now)
    say(4, min(6, longestRun))
    for (number, side) in sides.enumerated() where side.turns > 0 {
      let kind = UInt64(number) &* 32
      say(kind &+ 5, Self.step(of: side.turns))
      say(kind &+ 6, Self.step(of: side.words / side.turns))
      say(kind &+ 7, Self.step(of: side.last.count))
      say(kind &+ 8, min(4, side.questions))
      say(kind &+ 9, min(4, side.marks))
      say(kind &+ 10, min(4, side.numbers))
      say(kind &+ 11, min(3, side.repeated))
      say(kind &+ 12, Self.share(side.last, of: side.before))
      for (other, its) in sides.enumerated() where other > number && its.turns > 0 {
        say(kind &+ 13, Self.share(side.last, of: its.last))
        let sum = side.words + its.words + 1
        say(kind &+ 14, (side.words - its.words) * 8 / sum)
      }
    }
    return keys
  }

  /// 0, 1, 2, 3, 4, 6, 8, 12, 16, 24 …: steps of about one half.
  static func step(of value: Int) -> Int {
    guard value > 3 else { return max(0, value) }
    let bits = Int.bitWidth - value.leadingZeroBitCount
    return bits * 2 + ((value >> (bits - 2)) & 1)
  }

  /// How much of the first stands in the second, in fifths; −1 where there is nothing.
  private static func share(_ words: Set<UInt64>, of others: Set<UInt64>) -> Int {
    words.isEmpty ? -1 : words.count(where: others.contains) * 5 / words.count
  }
}
