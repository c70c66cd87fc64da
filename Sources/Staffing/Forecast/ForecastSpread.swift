import Glibc

/// How far counts fall from forecasts, learned by forecasting days that are past.
///
/// The variance of a count with mean m is φ m + (cv m)²: chance within the day, and a day that is
/// busier or quieter as a whole. It is then stretched until four in five of the past counts lie
/// inside; and no day is taken to be surer than one nearer by.
struct ForecastSpread {
  /// How far ahead, in days: tomorrow, the week, the month.
  enum Reach: Int, CaseIterable {
    case day
    case week
    case month

    init(ahead: Int) {
      self = ahead < 1 ? .day : ahead < 7 ? .week : .month
    }
  }

  struct Part {
    /// The variation of the day's level.
    var variation = 0.2
    /// Variance over mean within the day, by interval.
    var dispersion: [Double]
    /// What the variance is multiplied with.
    var stretch = 1.2
  }

  private(set) var parts: [Part]
  /// The variation that a marked day adds.
  let marked: Double
  /// How good past forecasts were, a day ahead; `nil` where there were too few.
  let record: TrackRecord?

  /// The variance of a count.
  ///
  /// `unsure` is the variation that a special day at hand adds.
  func variance(_ mean: Double, slot: Int, ahead: Int, unsure: Double) -> Double {
    let part = parts[Reach(ahead: ahead).rawValue]
    let wave = part.variation * mean
    let more = unsure * mean
    return (part.dispersion[slot] * mean + wave * wave) * part.stretch + more * more
  }

  /// A count on a day that was forecast from before it.
  private struct Pair {
    let count: Double
    let mean: Double
    let slot: Int
  }

  private struct PastDay {
    var pairs: [Pair] = []
    var mean = 0.0
    var count = 0.0
    /// What its counts weigh where the ends are stretched.
    var weight = 1.0
  }

  /// What a day's counts weigh by its age: half of those ten days later.
  ///
  /// How surely customers can be foreseen changes with the season.
  private static let fade: [Double] = (0...64).map { exp2(-Double($0) / 10) }

  /// Forecasts the days before `end` from every second day of the last two months.
  init(_ past: Past, end: Int) {
    var seen = [[PastDay]](repeating: [], count: Reach.allCases.count)
    var naive = TrackRecord.Naive()
    var origin = end - 1
    for _ in 0..<30 {
      guard origin >= 45 else { break }
      let model = VolumeModel(past, end: origin)
      for day in origin..<Swift.min(end, origin + 28) where past.isUsable(day) {
        guard past.mark(day) == nil else { continue }
        let ahead = day - origin
        // Neighbouring days of the month tell the same again.
        if ahead > 7, (ahead + origin) % 3 != 0 { continue }
        let means = model.expected(past.history.first + day, ahead: ahead)
        guard !means.isEmpty else { continue }
        var pastDay = Self.pastDay(past, day, means)
        pastDay.weight = Self.fade[Swift.min(end - day, Self.fade.count - 1)]
        seen[Reach(ahead: ahead).rawValue].append(pastDay)
        if ahead == 0 { naive.add(past, day, means) }
      }
      origin -= 2
    }
    record = naive.record
    let usual = Part(dispersion: Array(repeating: 1.2, count: past.slots))
    parts = []
    for reach in Reach.allCases {
      let days = seen[reach.rawValue]
      parts.append(days.count < 5 ? parts.last ?? usual : Self.part(days, slots: past.slots))
    }
    marked =
      past.marks.isEmpty
      ? SpecialDays.unknown
      : SpecialDays.variation(past, end: end, model: VolumeModel(past, end: end))
    growWithDistance()
  }

  /// Where days further ahead seem surer of their level than nearer ones, luck made it so: both get
  /// their mean (pooling of adjacent violators, Ayer and others 1955).
  private mutating func growWithDistance() {
    var pools = [(square: Double, count: Int)]()
    for part in parts {
      pools.append((part.variation * part.variation * part.stretch, 1))
      while let last = pools.last, let before = pools.dropLast().last, before.square > last.square {
        let count = before.count + last.count
        let sum = before.square * Double(before.count) + last.square * Double(last.count)
        pools.removeLast(2)
        pools.append((sum / Double(count), count))
      }
    }
    let squares = pools.flatMap { Array(repeating: $0.square, count: $0.count) }
    for (index, square) in squares.enumerated() {
      parts[index].variation = (square / parts[index].stretch).squareRoot()
    }
  }

  private static func pastDay(_ past: Past, _ day: Int, _ means: [Double]) -> PastDay {
    var found = PastDay()
    found.pairs.reserveCapacity(means.count)
    for slot in means.indices {
      let count = past.count(day, slot)
      guard count >= 0 else { continue }
      found.pairs.append(Pair(count: count, mean: means[slot], slot: slot))
      found.count += count
      found.mean += means[slot]
    }
    return found
  }

  private static func part(_ days: [PastDay], slots: Int) -> Part {
    let dispersion = dispersion(days, slots: slots)
    var part = Part(
      variation: variation(days, dispersion: dispersion), dispersion: dispersion, stretch: 1)
    part.stretch = stretch(days, part)
    return part
  }

  /// Variance over mean once the day's own level is known, smoothed over neighbouring intervals.
  private static func dispersion(_ days: [PastDay], slots: Int) -> [Double] {
    var (squares, means) = (
      [Double](repeating: 0, count: slots), [Double](repeating: 0, count: slots)
    )
    for day in days {
      let ratio = (day.count + 1) / (day.mean + 1)
      for pair in day.pairs {
        let mean = pair.mean * ratio
        squares[pair.slot] += (pair.count - mean) * (pair.count - mean)
        means[pair.slot] += mean
      }
    }
    let all = means.reduce(0, +)
    let usual = all > 0 ? squares.reduce(0, +) / all : 1
    return (0..<slots).map { slot in
      var (square, mean) = (0.0, 0.0)
      for (offset, weight) in [(-2, 1.0), (-1, 2), (0, 3), (1, 2), (2, 1)] {
        let other = slot + offset
        guard squares.indices.contains(other) else { continue }
        square += weight * squares[other]
        mean += weight * means[other]
      }
      return Swift.max(0.8, (square + 3 * usual) / (mean + 3))
    }
  }

  /// The variation of the day's level beyond what chance within the day explains.
  private static func variation(_ days: [PastDay], dispersion: [Double]) -> Double {
    var (sizes, weights, sum, weight) = ([Double](), [Double](), 0.0, 0.0)
    var chance = 0.0
    for day in days where day.mean > 0 {
      let noise = day.pairs.reduce(0) { $0 + dispersion[$1.slot] * $1.mean } / day.mean
      let off = (day.count - day.mean) / day.mean
      sum += day.mean * (off * off - noise / day.mean)
      chance += noise
      weight += day.mean
      sizes.append(abs(off))
      weights.append(day.mean)
    }
    guard weight > 0 else { return 0.2 }
    // Two thirds of the days lie within one deviation; a few wild ones shall not decide.
    let order = sizes.indices.sorted { sizes[$0] < sizes[$1] }
    var (passed, usual) = (0.0, 0.0)
    for index in order {
      passed += weights[index]
      usual = sizes[index]
      if passed >= 0.68 * weight { break }
    }
    let robust = Swift.max(0.0005, usual * usual - chance / weight)
    let square = Swift.max(0.0005, sum / weight)
    return Swift.min(square, days.count > 8 ? 1.5 * robust : square).squareRoot()
  }

  /// What the variance must be multiplied with for four in five past counts to lie inside.
  private static func stretch(_ days: [PastDay], _ part: Part) -> Double {
    // Counted in steps of a twentieth on the logarithm, from e^−2 to e^3.
    var steps = [Double](repeating: 0, count: 101)
    var all = 0.0
    for day in days {
      // Where hardly anything is expected both ends are zero, however wide.
      for pair in day.pairs where pair.mean >= 0.25 {
        let mean = pair.mean
        let wave = part.variation * mean
        let spread = (part.dispersion[pair.slot] * mean + wave * wave).squareRoot() / mean
        all += day.weight
        let needed = GammaQuantile.spread(reaching: pair.count, mean: mean)
        guard needed < .infinity else { continue }
        let position = (2 * log(Swift.max(needed, 1e-9) / spread) + 2) * 20
        if position <= 100 { steps[Swift.max(0, Int(position.rounded(.up)))] += day.weight }
      }
    }
    guard all > 0 else { return 1 }
    var inside = 0.0
    for (step, count) in steps.enumerated() {
      inside += count
      if inside >= 0.8 * all { return exp(Double(step) / 20 - 2) }
    }
    return exp(3)
  }
}
