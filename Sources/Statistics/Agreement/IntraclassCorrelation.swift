/// How much of the spread of scores is the items' own, in all six forms of Shrout and Fleiss.
public struct IntraclassCorrelation: Hashable, Sendable {
  /// Mean squares: between items, between raters, of the rest, and within items.
  public let meanSquareItems: Double?
  public let meanSquareRaters: Double?
  public let meanSquareRest: Double?
  public let meanSquareWithin: Double?
  /// How many items were rated by everybody.
  public let items: Int
  /// How many raters there are.
  public let raters: Int
  /// ICC(1,1): one rater's score where each item has other raters.
  public let oneWay: Estimate
  /// ICC(2,1): absolute agreement of one rater from a larger staff; the form to show.
  public let agreement: Estimate
  /// ICC(3,1): consistency of one of just these raters; a constant offset costs nothing.
  public let consistency: Estimate
  /// ICC(1,k), ICC(2,k) and ICC(3,k): the same for the mean of all k raters.
  public let oneWayOfMean: Estimate
  public let agreementOfMean: Estimate
  public let consistencyOfMean: Estimate
  /// Satterthwaite's degrees of freedom behind the interval of ICC(2,1).
  public let degreesOfFreedom: Double?

  /// Whether the numbers mean anything.
  public var status: Estimate.Status { agreement.status }
}

/// Intraclass correlations of a panel in which every rater scored every item.
///
/// Use ``IntraclassCorrelation/agreement`` for scores on a 0 to 100 scale, and `…OfMean` to say how
/// good the average of the panel is. Items that somebody did not rate are left out; where many are,
/// use ``krippendorffAlpha(_:level:)``. Not for categories. Negative values are possible: raters
/// then differ more than items do.
///
/// The lead is told: "About 67 % of the differences between scores are differences between
/// conversations; the rest is who scored them."
///
/// Sources: Shrout and Fleiss 1979; McGraw and Wong 1996. Cost: linear in the ratings.
/// - Parameters:
///   - ratings: items and raters.
///   - confidence: the coverage asked for, two-sided.
/// - Returns: correlations of at most 1, without a unit; an end that is 0/0 is `nil`.
public func intraclassCorrelation(_ ratings: Ratings, confidence: Double = 0.95)
  -> IntraclassCorrelation
{
  guard ratings.isValid, confidence > 0, confidence < 1 else {
    return .undefined(.invalidInput, confidence)
  }
  let complete = (0..<ratings.items).filter { ratings.count(of: $0) == ratings.raters }
  guard complete.count >= 2, ratings.raters >= 2 else {
    return .undefined(.notEnoughData, confidence, items: complete.count, raters: ratings.raters)
  }
  let squares = MeanSquares(ratings, complete)
  guard squares.total > 0 else {
    return .undefined(.noVariation, confidence, squares)
  }
  return IntraclassCorrelation(squares, confidence)
}

/// The reliability of a mean of several raters, from that of one: kr / (1 + (k − 1) r).
///
/// Source: Spearman 1910; Brown 1910. `nil` where the denominator is 0 or a value is not a number.
public func spearmanBrown(_ reliability: Double, raters: Int) -> Double? {
  let k = Double(raters)
  return finite(k * reliability / (1 + (k - 1) * reliability))
}

/// The two-way analysis of variance of complete items.
private struct MeanSquares {
  let n: Double
  let k: Double
  let total: Double
  let items: Double
  let raters: Double
  let rest: Double
  let within: Double

  init(_ ratings: Ratings, _ complete: [Int]) {
    let raters = ratings.raters
    let (n, k) = (Double(complete.count), Double(raters))
    let origin = ratings.values[ratings.starts[complete[0]]]
    func value(_ item: Int, _ rater: Int) -> Double {
      ratings.values[ratings.starts[item] + rater] - origin
    }
    let itemMeans = complete.map { item in
      (0..<raters).reduce(0) { $0 + (value(item, $1) - value(item, 0)) } / k + value(item, 0)
    }
    let raterMeans = (0..<raters).map { rater in
      complete.reduce(0) { $0 + value($1, rater) } / n
    }
    let mean = itemMeans.reduce(0, +) / n
    var (all, rest, within, size) = (0.0, 0.0, 0.0, 0.0)
    for (place, item) in complete.enumerated() {
      for rater in 0..<raters {
        let own = value(item, rater)
        let inside = own - itemMeans[place]
        let left = inside - (raterMeans[rater] - mean)
        all += (own - mean) * (own - mean)
        within += inside * inside
        rest += left * left
        size += own * own
      }
    }
    // What is left of rounding when nothing is left of variation.
    func cleaned(_ sum: Double) -> Double { sum <= 1e-26 * size ? 0 : sum }
    self.n = n
    self.k = k
    total = cleaned(all)
    items = cleaned(k * itemMeans.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }) / (n - 1)
    self.raters = cleaned(n * raterMeans.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }) / (k - 1)
    self.rest = cleaned(rest) / ((n - 1) * (k - 1))
    self.within = cleaned(within) / (n * (k - 1))
  }
}

extension IntraclassCorrelation {
  fileprivate init(_ squares: MeanSquares, _ confidence: Double) {
    let (n, k) = (squares.n, squares.k)
    let share = (1 + confidence) / 2
    func estimate(_ value: Double, _ lower: Double?, _ upper: Double?) -> Estimate {
      let isOrdered = (lower ?? 0) <= (upper ?? 0) || lower == nil || upper == nil
      return Estimate(
        value: value, lower: isOrdered ? lower : nil, upper: upper, n: Int(n),
        method: .intraclass, confidence: confidence)
    }
    /// One rater's and the mean's correlation, from the ratio of two mean squares.
    func byRatio(_ error: Double, df: Double) -> (Estimate, Estimate) {
      let ratio = squares.items / error
      let low = fQuantile(share, numerator: n - 1, denominator: df).map { ratio / $0 }
      let high = fQuantile(share, numerator: df, denominator: n - 1).map { ratio * $0 }
      func single(_ ratio: Double) -> Double? { finite((ratio - 1) / (ratio + k - 1)) }
      func mean(_ ratio: Double) -> Double? { finite(1 - 1 / ratio) }
      return (
        estimate(
          (squares.items - error) / (squares.items + (k - 1) * error), low.flatMap(single),
          high.flatMap(single)),
        estimate(
          (squares.items - error) / squares.items, low.flatMap(mean), high.flatMap(mean))
      )
    }
    meanSquareItems = squares.items
    meanSquareRaters = squares.raters
    meanSquareRest = squares.rest
    meanSquareWithin = squares.within
    items = Int(n)
    raters = Int(k)
    (oneWay, oneWayOfMean) = byRatio(squares.within, df: n * (k - 1))
    (consistency, consistencyOfMean) = byRatio(squares.rest, df: (n - 1) * (k - 1))
    let offset = k * (squares.raters - squares.rest) / n
    let value =
      (squares.items - squares.rest) / (squares.items + (k - 1) * squares.rest + offset)
    let ends = AgreementEnds(squares, value, share)
    degreesOfFreedom = ends?.degreesOfFreedom
    agreement = estimate(value, ends?.lower, ends?.upper)
    agreementOfMean = estimate(
      (squares.items - squares.rest) / (squares.items + offset / k),
      ends.flatMap { spearmanBrown($0.lower, raters: Int(k)) },
      ends.flatMap { spearmanBrown($0.upper, raters: Int(k)) })
  }

  fileprivate static func undefined(
    _ status: Estimate.Status, _ confidence: Double, _ squares: MeanSquares? = nil,
    items: Int = 0, raters: Int = 0
  ) -> IntraclassCorrelation {
    let none = Estimate(
      value: nil, lower: nil, upper: nil, n: squares.map { Int($0.n) } ?? items,
      method: .intraclass, status: status, confidence: confidence)
    return IntraclassCorrelation(
      meanSquareItems: squares?.items, meanSquareRaters: squares?.raters,
      meanSquareRest: squares?.rest, meanSquareWithin: squares?.within,
      items: squares.map { Int($0.n) } ?? items, raters: squares.map { Int($0.k) } ?? raters,
      oneWay: none, agreement: none, consistency: none, oneWayOfMean: none,
      agreementOfMean: none, consistencyOfMean: none, degreesOfFreedom: nil)
  }
}

/// The ends of ICC(2,1), by Satterthwaite's approximation.
private struct AgreementEnds {
  let degreesOfFreedom: Double
  let lower: Double
  let upper: Double

  init?(_ squares: MeanSquares, _ value: Double, _ share: Double) {
    let (n, k) = (squares.n, squares.k)
    let raters = k * value * squares.raters
    let rest = (n * (1 + (k - 1) * value) - k * value) * squares.rest
    let df =
      (raters + rest) * (raters + rest)
      / (raters * raters / (k - 1) + rest * rest / ((n - 1) * (k - 1)))
    guard df.isFinite, df > 0, let high = fQuantile(share, numerator: n - 1, denominator: df),
      let low = fQuantile(share, numerator: df, denominator: n - 1)
    else { return nil }
    let mixed = k * squares.raters + (k * n - k - n) * squares.rest
    let lower = n * (squares.items - high * squares.rest) / (high * mixed + n * squares.items)
    let upper = n * (low * squares.items - squares.rest) / (mixed + n * low * squares.items)
    guard lower.isFinite, upper.isFinite else { return nil }
    self.lower = lower
    self.upper = upper
    degreesOfFreedom = df
  }
}
