import Glibc

/// What the range and the standard deviation of n normal values are, in units of sigma.
///
/// Control charts turn moving ranges into sigma with these. For n = 2 in closed form, otherwise
/// integrals of the distribution of the range. Handbooks print d2 as 1.128, which changes the
/// fourth digit of limits.
/// Sources: Tippett 1925; Montgomery, "Introduction to Statistical Quality Control", Appendix VI.
public struct ChartConstants: Hashable, Sendable {
  /// The mean of the range.
  public let d2: Double
  /// The standard deviation of the range.
  public let d3: Double
  /// The mean of the standard deviation (over n − 1).
  public let c4: Double
  /// The median of the range, for charts of the median moving range.
  public let medianRange: Double

  /// 3 / d2: mean ranges to three sigma.
  public var threeOverD2: Double { 3 / d2 }
  /// The upper limit of a range chart over the mean range.
  public var rangeUpperFactor: Double { 1 + 3 * d3 / d2 }
  /// The lower limit of a range chart over the mean range.
  public var rangeLowerFactor: Double { Swift.max(0, 1 - 3 * d3 / d2) }

  /// The constants for two values: neighbouring points of an XmR chart.
  public static let pair = ChartConstants(
    d2: 2 / Double.pi.squareRoot(), d3: (2 - 4 / Double.pi).squareRoot(),
    c4: (2 / Double.pi).squareRoot(), medianRange: 0.953_872_552_408_939_78)

  /// The constants for samples of a size; `nil` below 2 and above 1,000.
  public init?(sampleSize n: Int) {
    guard n >= 2, n <= 1_000 else { return nil }
    if n == 2 {
      self = .pair
      return
    }
    let rule = GaussLegendre(40)
    let edges: [Double] = [0, 2, 4, 6, 9, 13, 18]
    let panels = zip(edges, edges.dropFirst())
    var (mean, square) = (0.0, 0.0)
    for (from, to) in panels {
      mean += rule.integral(from: from, to: to) { 1 - rangeCDF($0, n) }
      square += rule.integral(from: from, to: to) { 2 * $0 * (1 - rangeCDF($0, n)) }
    }
    let size = Double(n)
    d2 = mean
    d3 = (square - mean * mean).squareRoot()
    c4 = (2 / (size - 1)).squareRoot() * exp(lgamma(size / 2).0 - lgamma((size - 1) / 2).0)
    var (low, high) = (0.0, 18.0)
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if rangeCDF(middle, n) < 0.5 { low = middle } else { high = middle }
    }
    medianRange = (low + high) / 2
  }

  private init(d2: Double, d3: Double, c4: Double, medianRange: Double) {
    self.d2 = d2
    self.d3 = d3
    self.c4 = c4
    self.medianRange = medianRange
  }
}

/// P(range of n standard normal values ≤ w), by the trapezoid rule over the smallest value.
private func rangeCDF(_ w: Double, _ n: Int) -> Double {
  let step = 0.125
  var sum = 0.0
  for index in -80...80 {
    let smallest = Double(index) * step
    let inside = Swift.max(0, StandardNormal.cdf(smallest + w) - StandardNormal.cdf(smallest))
    sum += StandardNormal.density(smallest) * pow(inside, Double(n - 1))
  }
  return Swift.min(1, Double(n) * step * sum)
}
