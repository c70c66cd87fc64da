import Glibc

/// How many observations reach a precision.
public struct SampleSize: Hashable, Sendable {
  /// Before the size of the whole is taken into account.
  public let unlimited: Double
  /// Before rounding.
  public let exact: Double
  /// Rounded up, never more than there are.
  public let n: Int
  /// Rounded to the nearest, as older tables do; misses the precision by a little.
  public let roundedToNearest: Int
}

/// How many yes-or-no results show a share to within a margin, for planning.
///
/// n0 = z² p (1 − p) / e²; of N there are n = n0 / (1 + (n0 − 1) / N). Rounded up.
///
/// Use it to plan a month's reviews; p = 0.5 asks for the most. Give N when the question is about
/// this month's conversations; leave it out when it is about how good the team is. Not an interval
/// for data already there. Margin and p are shares. Constant time.
/// Say: "To know the pass rate of these 500 chats to within 5 points, read 218 of them."
/// Sources: Cochran 1977; Krejcie and Morgan 1970.
/// - Returns: `nil` when an argument makes no sense.
public func sampleSizeProportion(
  share p: Double = 0.5, margin: Double, confidence: Double = 0.95, population: Int? = nil
) -> SampleSize? {
  guard p >= 0, p <= 1, margin > 0, margin.isFinite, let z = criticalZ(confidence) else {
    return nil
  }
  let unlimited = z * z * p * (1 - p) / (margin * margin)
  return sampleSize(unlimited, population) { unlimited / (1 + (unlimited - 1) / $0) }
}

/// How many scores show their mean to within a margin, for planning.
///
/// n0 = (z s / e)²; of N there are n = n0 / (1 + n0 / N). Rounded up. A spread of 0 asks for none: the
/// product's minimum still holds. Standard deviation and margin are in the unit of the score.
/// Say: "Scores here differ by about 12 points; 62 reviews show the mean to within 3."
/// Source: Cochran 1977. Constant time.
/// - Returns: `nil` when an argument makes no sense.
public func sampleSizeMean(
  standardDeviation: Double, margin: Double, confidence: Double = 0.95, population: Int? = nil
) -> SampleSize? {
  guard standardDeviation >= 0, standardDeviation.isFinite, margin > 0, margin.isFinite,
    let z = criticalZ(confidence)
  else { return nil }
  let root = z * standardDeviation / margin
  let unlimited = root * root
  return sampleSize(unlimited, population) { unlimited / (1 + unlimited / $0) }
}

private func sampleSize(_ unlimited: Double, _ population: Int?, of whole: (Double) -> Double)
  -> SampleSize?
{
  if let population, population <= 0 {
    return population == 0
      ? SampleSize(unlimited: unlimited, exact: 0, n: 0, roundedToNearest: 0) : nil
  }
  let exact = population.map { whole(Double($0)) } ?? unlimited
  guard exact.isFinite, exact < 0x1p53, unlimited.isFinite else { return nil }
  // What is a whole number but for rounding errors is not rounded up to the next.
  let rounded = Int((exact * (1 - 1e-13)).rounded(.up))
  return SampleSize(
    unlimited: unlimited, exact: exact, n: population.map { Swift.min($0, rounded) } ?? rounded,
    roundedToNearest: Int(exact.rounded()))
}

/// How many clean reviews exclude a fault rate.
public struct DetectionSampleSize: Hashable, Sendable {
  /// How many reviews without a fault are needed.
  public let n: Int
  /// How many faults a whole of known size would hold at that rate; `nil` without a size.
  public let failuresInPopulation: Int?
}

/// How many reviews find at least one fault, if faults are at least so frequent.
///
/// The smallest n with (1 − rate)ⁿ ≤ 1 − confidence; of a whole of known size, with as many faults as
/// the rate makes (rounded up), the smallest n that misses them all that rarely.
///
/// Use it for critical mistakes that must be rare. Not for estimating how frequent they are. The
/// rate is a share. Constant time; n steps with a known size.
/// Say: "59 clean reviews in a row show that fewer than 5 % are faulty, with 95 % confidence."
/// Source: discovery sampling; Hanley and Lippman-Hand 1983.
/// - Returns: `nil` when an argument makes no sense.
public func detectionSampleSize(rate: Double, confidence: Double = 0.95, population: Int? = nil)
  -> DetectionSampleSize?
{
  guard rate > 0, rate <= 1, confidence > 0, confidence < 1, population.map({ $0 > 0 }) ?? true
  else { return nil }
  guard let population else {
    let exact = rate == 1 ? 1 : log1p(-confidence) / log1p(-rate)
    guard exact < 0x1p53 else { return nil }
    return DetectionSampleSize(
      n: Swift.max(1, Int((exact * (1 - 1e-13)).rounded(.up))), failuresInPopulation: nil)
  }
  let failures = Swift.max(1, Int((rate * Double(population) * (1 - 1e-12)).rounded(.up)))
  var missed = 1.0
  var n = 0
  while missed > (1 - confidence) * (1 + 1e-12) {
    missed *= Swift.max(0, Double(population - failures - n)) / Double(population - n)
    n += 1
  }
  return DetectionSampleSize(n: n, failuresInPopulation: failures)
}
