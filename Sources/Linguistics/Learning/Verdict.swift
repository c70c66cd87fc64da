internal import Glibc

/// How raw outputs become an answer.
struct Verdict: Hashable, Sendable {
  /// Divides the raw outputs, so that a chance of 0.8 is right eight times in ten.
  var temperature: Float = 1
  /// For labels that exclude each other factors of their chances; for several the thresholds.
  var weights: [Float] = []
  /// Below this chance the model abstains.
  var doubt: Float = 0
  /// Half the width of a 90 % interval of a number, on the learning scale.
  var spread: Float = 0
  /// Whether labels of which several could stand together hardly ever do.
  var isSingle = false
  var record = Record()

  /// How the model did on examples it had not seen.
  struct Record: Hashable, Sendable {
    var examples = 0
    /// Share of right labels; for several labels the mean F1; for numbers the rank correlation.
    var agreement = 0.0
    /// Mean distance of stated chance and share of right answers, fifteen bins.
    var calibrationError = 0.0
  }

  /// Chances of labels that exclude each other.
  static func chances(_ raw: some Collection<Float>, temperature: Float) -> [Float] {
    let count = raw.count
    let lanes = (count + 7) / 8
    return [Float](unsafeUninitializedCapacity: lanes * 8) { space, filled in
      _ = space.initialize(from: raw)
      // What lies behind the last has no chance.
      for place in count..<(lanes * 8) { space.initializeElement(at: place, to: -.infinity) }
      let bytes = UnsafeMutableRawBufferPointer(space)
      func lane(_ place: Int) -> SIMD8<Float> {
        bytes.loadUnaligned(fromByteOffset: place * 32, as: SIMD8<Float>.self)
      }
      var highest = SIMD8<Float>(repeating: -.infinity)
      for place in 0..<lanes {
        highest.replace(with: lane(place), where: highest .< lane(place))
      }
      let top = highest.max(), cool = 1 / temperature
      var sums = SIMD8<Float>.zero
      for place in 0..<lanes {
        let powers = Power.of((lane(place) - top) * cool)
        sums += powers
        bytes.storeBytes(of: powers, toByteOffset: place * 32, as: SIMD8<Float>.self)
      }
      let share = 1 / sums.sum()
      for place in 0..<lanes {
        bytes.storeBytes(of: lane(place) * share, toByteOffset: place * 32, as: SIMD8<Float>.self)
      }
      filled = count
    }
  }

  /// The chance of a label beside which others may stand.
  static func chance(_ raw: Float, temperature: Float) -> Float {
    1 / (1 + expf(-raw / temperature))
  }

  /// The place of the highest chance after its factor; without factors of the highest.
  static func best(_ chances: [Float], _ factors: [Float]) -> Int {
    var best = 0, highest = -Float.infinity
    guard factors.count == chances.count else {
      return chances.withUnsafeBytes { bytes in
        var lanes = SIMD8<Float>(repeating: -.infinity)
        var start = 0
        while start + 8 <= chances.count {
          let lane = bytes.loadUnaligned(fromByteOffset: start * 4, as: SIMD8<Float>.self)
          lanes.replace(with: lane, where: lanes .< lane)
          start += 8
        }
        highest = lanes.max()
        for place in start..<chances.count { highest = max(highest, chances[place]) }
        return chances.firstIndex(of: highest) ?? 0
      }
    }
    for place in chances.indices where chances[place] * factors[place] > highest {
      (best, highest) = (place, chances[place] * factors[place])
    }
    return best
  }
}

/// A stated chance and whether it came true.
struct Certainty: Hashable, Sendable {
  let chance: Double
  let isRight: Bool

  /// The mean distance between stated chances and shares of right answers, in fifteen bins.
  static func calibrationError(_ judged: [Certainty]) -> Double {
    var gaps = [Double](repeating: 0, count: 15)
    for one in judged {
      gaps[min(14, max(0, Int(one.chance * 15)))] += one.chance - (one.isRight ? 1 : 0)
    }
    return gaps.reduce(0) { $0 + abs($1) } / Double(max(1, judged.count))
  }

  /// The lowest chance above which the answers hold half the share of errors that all answers hold.
  static func doubt(_ judged: [Certainty], agreement: Double) -> Double {
    let goal = agreement + (1 - agreement) / 2
    let sorted = judged.sorted { $0.chance > $1.chance }
    var right = 0
    var doubt = 1.0
    for (place, one) in sorted.enumerated() {
      right += one.isRight ? 1 : 0
      if Double(right) >= goal * Double(place + 1) { doubt = one.chance }
    }
    return doubt
  }

  /// The chance from which on to say yes for the highest F1, of a list from high to low.
  ///
  /// Between the two chances around it, so that it does not hang on one example; and not so low
  /// that a label is given more than twice as often as it was: one that stands almost nowhere would
  /// be given to everything for the sake of a hit.
  static func bestThreshold(_ list: [Certainty]) -> (threshold: Double, score: Double) {
    let was = list.count { $0.isRight }
    var hits = 0
    var best = (score: 0.0, place: -1)
    for (place, one) in list.prefix(2 * was).enumerated() {
      hits += one.isRight ? 1 : 0
      let score = Double(2 * hits) / Double(place + 1 + was)
      if score > best.score { best = (score, place) }
    }
    guard best.place >= 0 else { return (0.5, 0) }
    let last = list[best.place].chance
    let next = best.place + 1 < list.count ? list[best.place + 1].chance : last
    return ((last + next) / 2, best.score)
  }
}

/// How alike two orders are.
enum RankCorrelation {
  /// Spearman's correlation, ties at their mean rank; 0 where one side does not vary.
  static func spearman(_ left: [Double], _ right: [Double]) -> Double {
    let a = ranks(left), b = ranks(right)
    let mean = Double(a.count + 1) / 2
    var both = 0.0, one = 0.0, other = 0.0
    for (x, y) in zip(a, b) {
      both += (x - mean) * (y - mean)
      one += (x - mean) * (x - mean)
      other += (y - mean) * (y - mean)
    }
    return one > 0 && other > 0 ? both / (one * other).squareRoot() : 0
  }

  private static func ranks(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var ranks = [Double](repeating: 0, count: values.count)
    var start = 0
    while start < order.count {
      var end = start
      while end + 1 < order.count, values[order[end + 1]] == values[order[start]] { end += 1 }
      for place in start...end { ranks[order[place]] = Double(start + end) / 2 + 1 }
      start = end + 1
    }
    return ranks
  }
}
