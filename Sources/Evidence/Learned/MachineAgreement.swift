internal import Statistics
internal import Web

/// How well answers of the machine agree with people's on conversations it had not seen.
struct MachineAgreement: Hashable, Sendable, Codable {
  /// A number with its 95 % interval.
  struct Bounded: Hashable, Sendable, Codable {
    var value: Double
    var lower: Double
    var upper: Double

    init(_ value: Double, _ lower: Double, _ upper: Double) {
      self.value = value
      self.lower = lower
      self.upper = upper
    }

    init?(_ estimate: Estimate) {
      guard let value = estimate.value, let lower = estimate.lower, let upper = estimate.upper
      else { return nil }
      self.init(value, lower, upper)
    }
  }

  /// Conversations it gave an answer for, of all.
  var answered = 0
  var conversations = 0
  /// Weighted kappa with each single reviewer (quadratic weights), by resampling conversations.
  var kappa: Bounded?
  /// Gwet's AC2 with each single reviewer.
  var gwet: Bounded?
  /// The chance that of two conversations the machine puts the better one higher: the better half
  /// against the rest.
  var auc: Bounded?
  /// Weighted kappa of two reviewers of one conversation with each other.
  var between: Bounded?
  /// Mean distance of stated chances and shares of right answers, 0…1.
  var calibrationError = 0.0

  /// What was rated by people and by the machine.
  struct Case: Sendable {
    let answer: MachineAnswer
    let ratings: [Int]
  }

  init(_ cases: [Case], points: [PublishedAnswers.Point], seed: UInt64) {
    conversations = cases.count
    let sure = cases.filter { $0.answer.doubt == nil }
    answered = sure.count
    let scale = AgreementScale(points)
    kappa = scale.kappa(
      sure.map { one in one.ratings.map { (one.answer.point, $0) } }, seed: seed)
    between = scale.kappa(cases.map { Self.pairs($0.ratings) }, seed: seed &+ 1)
    gwet = scale.gwet(sure.flatMap { one in one.ratings.map { (one.answer.point, $0) } })
    auc = Self.auc(sure, points)
    calibrationError = Self.calibrationError(cases, points)
  }

  /// Each pair both ways round, because neither reviewer is the first.
  private static func pairs(_ ratings: [Int]) -> [(Int, Int)] {
    ratings.indices.flatMap { one in
      ratings.indices.filter { $0 != one }.map { (ratings[one], ratings[$0]) }
    }
  }

  private static func mean(_ one: Case, _ points: [PublishedAnswers.Point]) -> Double {
    one.ratings.reduce(0) { $0 + points[$1].value } / Double(max(1, one.ratings.count))
  }

  /// Hanley and McNeil 1982, from ranks.
  private static func auc(_ cases: [Case], _ points: [PublishedAnswers.Point]) -> Bounded? {
    let values = cases.map { mean($0, points) }
    guard let middle = values.sorted().dropFirst(values.count / 2).first else { return nil }
    let best = values.max() ?? 0
    // Where most are at the top, the top is held against the rest.
    let isGood = values.map { middle < best ? $0 > middle : $0 >= best }
    let order = cases.indices.sorted { cases[$0].answer.expected < cases[$1].answer.expected }
    var (rankSum, start) = (0.0, 0)
    while start < order.count {
      var end = start
      while end + 1 < order.count,
        cases[order[end + 1]].answer.expected == cases[order[start]].answer.expected
      { end += 1 }
      for place in start...end where isGood[order[place]] {
        rankSum += Double(start + end) / 2 + 1
      }
      start = end + 1
    }
    let good = Double(isGood.count { $0 }), bad = Double(isGood.count) - good
    guard good > 0, bad > 0 else { return nil }
    let area = (rankSum - good * (good + 1) / 2) / (good * bad)
    let one = area / (2 - area), two = 2 * area * area / (1 + area)
    let variance =
      (area * (1 - area) + (good - 1) * (one - area * area) + (bad - 1) * (two - area * area))
      / (good * bad)
    let reach = 1.96 * max(0, variance).squareRoot()
    return Bounded(area, max(0, area - reach), min(1, area + reach))
  }

  private static func calibrationError(
    _ cases: [Case], _ points: [PublishedAnswers.Point]
  ) -> Double {
    var gaps = [Double](repeating: 0, count: 10)
    for one in cases {
      let isRight = points.place(nearest: mean(one, points)) == one.answer.point
      let bin = min(9, max(0, Int(one.answer.chance * 10)))
      gaps[bin] += one.answer.chance - (isRight ? 1 : 0)
    }
    return gaps.reduce(0) { $0 + abs($1) } / Double(max(1, cases.count))
  }
}

/// The points of a scale as categories of a coefficient of agreement.
private struct AgreementScale {
  let categories: [Double]

  init(_ points: [PublishedAnswers.Point]) {
    let values = points.map(\.value)
    // Two points may be worth the same; then their places tell them apart.
    categories =
      Set(values).count == values.count ? values : values.indices.map { Double($0) }
  }

  private static let replicates = 400
  private static let fewest = 10

  /// Weighted kappa of pairs, resampled by conversation: pairs of one conversation belong together.
  func kappa(_ pairs: [[(Int, Int)]], seed: UInt64) -> MachineAgreement.Bounded? {
    let known = pairs.filter { !$0.isEmpty }
    guard known.count >= Self.fewest, let value = value(known.flatMap(\.self)) else {
      return nil
    }
    var chance = SplitMix64(seed: seed)
    var found: [Double] = []
    for _ in 0..<Self.replicates {
      let drawn = (0..<known.count).flatMap { _ in known[chance.below(known.count)] }
      if let one = self.value(drawn) { found.append(one) }
    }
    guard found.count > Self.replicates / 2 else { return nil }
    found.sort()
    func quantile(_ share: Double) -> Double {
      found[min(found.count - 1, max(0, Int(Double(found.count) * share)))]
    }
    return MachineAgreement.Bounded(value, quantile(0.025), quantile(0.975))
  }

  private func value(_ pairs: [(Int, Int)]) -> Double? {
    var table = [[Double]](
      repeating: [Double](repeating: 0, count: categories.count), count: categories.count)
    for (machine, person) in pairs { table[machine][person] += 1 }
    return cohenKappa(table: table, categories: categories, weights: .quadratic).estimate.value
  }

  func gwet(_ pairs: [(Int, Int)]) -> MachineAgreement.Bounded? {
    guard pairs.count >= Self.fewest else { return nil }
    let ratings = Ratings(pairs.map { [categories[$0.0], categories[$0.1]] })
    return MachineAgreement.Bounded(
      gwetAC(ratings, categories: categories, weights: .quadratic).estimate)
  }
}
