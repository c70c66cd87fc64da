/// One rater's score of one item.
public struct RatedScore: Hashable, Sendable {
  public let item: Int
  public let rater: Int
  /// In points of the scale.
  public let score: Double

  public init(item: Int, rater: Int, score: Double) {
    self.item = item
    self.rater = rater
    self.score = score
  }
}

/// Who scores strictly and who leniently, once it is taken out which items each happened to get.
public struct RaterSeverity: Hashable, Sendable {
  /// One rater against the panel.
  public struct Rater: Hashable, Sendable {
    public let rater: Int
    /// How many points above (lenient) or below (strict) the panel; n is the number of scores.
    public let leniency: Estimate
    /// The standard error of the leniency; `nil` when the design leaves no degree of freedom.
    public let standardError: Double?
    /// Two-sided, against the panel's mean, by Student's distribution.
    public let p: Double?
    /// The same after Benjamini and Hochberg over the raters: flag by this one only.
    public let adjustedP: Double?
  }

  /// One item's quality, with the raters' strictness taken out.
  public struct Item: Hashable, Sendable {
    public let item: Int
    /// Points above or below the mean item.
    public let effect: Double
    /// What a rater of the panel's mean leniency would have given; for talks, not for records.
    public let adjustedScore: Double
  }

  public let status: Estimate.Status
  /// The score of a mean item by a mean rater.
  public let grandMean: Double?
  /// In ascending order of their numbers.
  public let raters: [Rater]
  /// In ascending order of their numbers.
  public let items: [Item]
  public let residualDegreesOfFreedom: Int?
  /// The square of what is left, in points²; `nil` without a degree of freedom.
  public let residualVariance: Double?
  /// The test that all raters are equally lenient; `nil` when nothing is left to test against.
  public let test: Test?
  /// Into how many parts the items and raters fall; more than 1 means no comparison is possible.
  public let components: Int

  /// An F test.
  public struct Test: Hashable, Sendable {
    public let f: Double
    public let degreesOfFreedom: Int
    public let p: Double
  }
}

/// Fits score = mean + item + leniency by least squares, on designs with gaps.
///
/// Use it to ask who is strict with some 5 to 30 items that two or more people scored: raw means of
/// raters mix strictness with the luck of the items. Positive is lenient. Not for ranking people:
/// flag only by ``RaterSeverity/Rater/adjustedP``, and never change stored scores. When no chain of
/// shared items links two raters the status is `disconnected`, and no method could tell strictness
/// from item quality: double-score across them.
///
/// The lead is told: "Ben scores about 4 points stricter than the panel on the same conversations;
/// with 12 shared ones it is between 1 and 7 points."
///
/// Source: two-way additive model, both effects summing to zero (Searle, "Linear Models", 1971, ch.
/// 7). Cost: linear in the scores, cubic in the raters.
/// - Parameters:
///   - scores: who gave which item how much; a pair may occur more than once.
///   - confidence: the coverage asked for, two-sided.
/// - Returns: leniency and effects in points.
public func raterSeverity(_ scores: [RatedScore], confidence: Double = 0.95) -> RaterSeverity {
  guard scores.allSatisfy(\.score.isFinite), confidence > 0, confidence < 1 else {
    return .without(.invalidInput)
  }
  let design = RatingDesign(scores)
  guard design.raters.count >= 2 else {
    return .without(.notEnoughData, components: design.components)
  }
  guard design.components == 1 else {
    return .without(.disconnected, components: design.components)
  }
  guard let fit = AdditiveFit(design) else { return .without(.degenerate) }
  return RaterSeverity(design, fit, confidence)
}

extension RaterSeverity {
  fileprivate static func without(_ status: Estimate.Status, components: Int = 0)
    -> RaterSeverity
  {
    RaterSeverity(
      status: status, grandMean: nil, raters: [], items: [], residualDegreesOfFreedom: nil,
      residualVariance: nil, test: nil, components: components)
  }

  fileprivate init(_ design: RatingDesign, _ fit: AdditiveFit, _ confidence: Double) {
    let df = design.scores.count - design.items.count - design.raters.count + 1
    let variance = df > 0 ? fit.residualSquares / Double(df) : nil
    let errors = fit.raterVariances.map { own in
      variance.map { ($0 * own).squareRoot() }
    }
    let quantile = studentTQuantile((1 + confidence) / 2, degreesOfFreedom: Double(df))
    let ps = zip(fit.raters, errors).map { leniency, error -> Double? in
      guard let error, error > 0 else { return nil }
      return studentTTwoSidedP(leniency / error, degreesOfFreedom: Double(df))
    }
    let adjusted = adjustPValues(ps.compactMap { $0 }).flatMap {
      $0.count == ps.count ? $0 : nil
    }
    status = .ok
    grandMean = finite(fit.mean)
    raters = design.raters.indices.map { index in
      let reach = quantile.flatMap { t in errors[index].map { t * $0 } }
      let leniency = fit.raters[index]
      return Rater(
        rater: design.raters[index],
        leniency: Estimate(
          value: leniency, lower: reach.map { leniency - $0 }, upper: reach.map { leniency + $0 },
          n: design.raterCounts[index], method: .additiveModel,
          status: variance == 0 ? .degenerate : .ok, confidence: confidence),
        standardError: errors[index].flatMap(finite), p: ps[index], adjustedP: adjusted?[index])
    }
    items = design.items.indices.map { index in
      Item(
        item: design.items[index], effect: fit.items[index],
        adjustedScore: fit.mean + fit.items[index])
    }
    residualDegreesOfFreedom = df
    residualVariance = variance
    test = variance.flatMap { Test(design, fit, variance: $0, df: df) }
    components = 1
  }
}

extension RaterSeverity.Test {
  fileprivate init?(_ design: RatingDesign, _ fit: AdditiveFit, variance: Double, df: Int) {
    guard variance > 0 else { return nil }
    let own = design.raters.count - 1
    let f = Swift.max(0, fit.squaresWithoutRaters - fit.residualSquares) / Double(own) / variance
    guard f.isFinite,
      let p = fUpperTail(f, numerator: Double(own), denominator: Double(df))
    else { return nil }
    self.init(f: f, degreesOfFreedom: own, p: p)
  }
}

/// Scores with items and raters numbered from 0, and how they hang together.
private struct RatingDesign {
  let items: [Int]
  let raters: [Int]
  let scores: [(item: Int, rater: Int, score: Double)]
  let itemCounts: [Int]
  let raterCounts: [Int]
  let components: Int

  init(_ scores: [RatedScore]) {
    let items = Set(scores.map(\.item)).sorted()
    let raters = Set(scores.map(\.rater)).sorted()
    let itemPlaces = Dictionary(uniqueKeysWithValues: zip(items, items.indices))
    let raterPlaces = Dictionary(uniqueKeysWithValues: zip(raters, raters.indices))
    let placed = scores.compactMap { score in
      itemPlaces[score.item].flatMap { item in
        raterPlaces[score.rater].map { (item: item, rater: $0, score: score.score) }
      }
    }
    var counts = (Array(repeating: 0, count: items.count), Array(repeating: 0, count: raters.count))
    var parents = Array(0..<(items.count + raters.count))
    func root(_ node: Int) -> Int {
      var node = node
      while parents[node] != node {
        parents[node] = parents[parents[node]]
        node = parents[node]
      }
      return node
    }
    for score in placed {
      counts.0[score.item] += 1
      counts.1[score.rater] += 1
      parents[root(score.item)] = root(items.count + score.rater)
    }
    self.items = items
    self.raters = raters
    self.scores = placed
    (itemCounts, raterCounts) = counts
    components = parents.indices.count { parents[$0] == $0 }
  }
}

/// The additive model, with the items eliminated so that a small system of the raters is left.
private struct AdditiveFit {
  private(set) var mean = 0.0
  private(set) var items: [Double]
  /// Leniency, summing to zero.
  private(set) var raters: [Double]
  /// The diagonal of the raters' unscaled covariance.
  private(set) var raterVariances: [Double]
  private(set) var residualSquares = 0.0
  private(set) var squaresWithoutRaters = 0.0

  init?(_ design: RatingDesign) {
    let size = design.raters.count
    let origin = design.scores.first?.score ?? 0
    var itemMeans = Array(repeating: 0.0, count: design.items.count)
    for score in design.scores {
      itemMeans[score.item] += (score.score - origin) / Double(design.itemCounts[score.item])
    }
    var right = Array(repeating: 0.0, count: size)
    for score in design.scores {
      let rest = score.score - origin - itemMeans[score.item]
      right[score.rater] += rest
      squaresWithoutRaters += rest * rest
    }
    guard let inverse = AdditiveFit.inverse(design) else { return nil }
    raters = (0..<size).map { row in
      (0..<size).reduce(0) { $0 + inverse[row * size + $1] * right[$1] }
    }
    let shift = raters.reduce(0, +) / Double(size)
    raters = raters.map { $0 - shift }
    raterVariances = (0..<size).map { Swift.max(0, inverse[$0 * size + $0]) }
    items = itemMeans
    for score in design.scores {
      items[score.item] -= raters[score.rater] / Double(design.itemCounts[score.item])
    }
    let center = items.reduce(0, +) / Double(items.count)
    var size2 = 0.0
    for score in design.scores {
      let rest = score.score - origin - items[score.item] - raters[score.rater]
      residualSquares += rest * rest
      size2 += (score.score - origin) * (score.score - origin)
    }
    if residualSquares <= 1e-24 * size2 { residualSquares = 0 }
    items = items.map { $0 - center }
    mean = origin + center
    guard mean.isFinite, residualSquares.isFinite, items.allSatisfy(\.isFinite),
      raters.allSatisfy(\.isFinite)
    else { return nil }
  }

  /// The pseudo-inverse of the raters' reduced normal equations, which is orthogonal to 1.
  ///
  /// The reduced matrix L sends 1 to 0; L + c·11ᵀ is positive definite, and its inverse less
  /// 11ᵀ / (c·size²) is the pseudo-inverse of L.
  private static func inverse(_ design: RatingDesign) -> [Double]? {
    let size = design.raters.count
    var matrix = Array(repeating: 0.0, count: size * size)
    for (rater, count) in design.raterCounts.enumerated() {
      matrix[rater * size + rater] = Double(count)
    }
    var byItem = Array(repeating: [Int](), count: design.items.count)
    for score in design.scores { byItem[score.item].append(score.rater) }
    for shared in byItem {
      let weight = 1 / Double(shared.count)
      for row in shared {
        for column in shared { matrix[row * size + column] -= weight }
      }
    }
    let scale = (0..<size).reduce(0) { $0 + matrix[$1 * size + $1] } / Double(size * size)
    guard scale > 0,
      let inverse = Cholesky(matrix.map { $0 + scale }, size: size)?.inverse()
    else { return nil }
    let extra = 1 / (scale * Double(size * size))
    return inverse.map { $0 - extra }
  }
}
