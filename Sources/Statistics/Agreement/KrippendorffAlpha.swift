/// What the numbers of a form mean, which decides how far apart two of them are.
public enum MeasurementLevel: String, Hashable, Sendable, CaseIterable {
  /// Names: two values are the same or not.
  case nominal
  /// An order without distances, such as 1 to 5: distances are counted in ranks.
  case ordinal
  /// Distances mean something, such as points from 0 to 100.
  case interval
  /// Distances relative to size; values from 0 upwards.
  case ratio
}

/// How far raters agree beyond chance, for any number of raters and any scale.
public struct KrippendorffAlpha: Hashable, Sendable {
  /// Alpha; n is the number of items with at least two ratings.
  ///
  /// A single coefficient has no interval: ``krippendorffAlphaBootstrap(_:level:replicates:seed:confidence:)``
  /// gives one.
  public let estimate: Estimate
  /// The mean disagreement inside items, in squared distances of the level.
  public let observedDisagreement: Double?
  /// The mean disagreement of values paired without regard to items.
  public let expectedDisagreement: Double?
  /// How many ratings share their item with another one.
  public let pairableValues: Int

  /// Whether the numbers mean anything.
  public var status: Estimate.Status { estimate.status }
}

/// Krippendorff's alpha: 1 minus observed over expected disagreement.
///
/// The coefficient to use first: any number of raters, missing ratings, and categories, ranks or
/// points by one definition. Take `nominal` for categories, `ordinal` for 1 to 5, `interval` for 0
/// to 100. Not for items that nearly always pass: there show percent agreement and
/// ``gwetAC(_:categories:weights:confidence:)`` beside it. Items with one rating are no data. When
/// every rating is the same value there was nothing to disagree about: `noVariation`, not 1.
///
/// The lead is told: "If another colleague had scored these conversations, the ranking would mostly
/// be the same: agreement is 0.72, somewhere between 0.55 and 0.85."
///
/// Sources: Krippendorff, "Computing Krippendorff's Alpha-Reliability", 2011; Hayes and Krippendorff
/// 2007. Cost: linear in the ratings, and at the ratio level also square in the different values.
/// - Parameters:
///   - ratings: items and raters; empty cells are allowed.
///   - level: what the numbers mean.
/// - Returns: a coefficient of at most 1, without a unit; 0 is chance, below 0 systematic
///   disagreement.
public func krippendorffAlpha(_ ratings: Ratings, level: MeasurementLevel) -> KrippendorffAlpha {
  guard let pairs = PairableRatings(ratings, level: level) else {
    return .undefined(.invalidInput)
  }
  guard pairs.values.count > 0 else { return .undefined(.notEnoughData) }
  guard pairs.distinct.sorted.count > 1 else {
    return .undefined(
      .noVariation, items: pairs.pairableItems, pairable: pairs.values.count)
  }
  let n = Double(pairs.values.count)
  let observed = pairs.disagreements().reduce(0, +) / n
  let expected = pairs.expectedDisagreement()
  guard expected > 0, expected.isFinite, observed.isFinite else {
    return .undefined(.degenerate, items: pairs.pairableItems, pairable: pairs.values.count)
  }
  return KrippendorffAlpha(
    estimate: Estimate(
      value: 1 - observed / expected, lower: nil, upper: nil, n: pairs.pairableItems,
      method: .itemBootstrap),
    observedDisagreement: observed, expectedDisagreement: expected,
    pairableValues: pairs.values.count)
}

extension KrippendorffAlpha {
  static func undefined(_ status: Estimate.Status, items: Int = 0, pairable: Int = 0)
    -> KrippendorffAlpha
  {
    KrippendorffAlpha(
      estimate: Estimate(
        value: nil, lower: nil, upper: nil, n: items, method: .itemBootstrap, status: status),
      observedDisagreement: nil, expectedDisagreement: nil, pairableValues: pairable)
  }
}

/// The ratings that can be compared with another one of their item, and their distances.
///
/// The ordinal distance of two categories is the difference of their mid-ranks, so that ordinal
/// alpha is interval alpha on mid-ranks and needs the marginals only.
struct PairableRatings {
  let level: MeasurementLevel
  /// The pairable values, item after item.
  let values: [Double]
  /// Where each item, pairable or not, begins in `values`; one entry more for the end.
  let starts: [Int]
  let distinct: DistinctValues
  /// How often each different value occurs.
  let marginals: [Double]

  /// `nil` when a value is not a number, or is negative on a ratio scale.
  init?(_ ratings: Ratings, level: MeasurementLevel) {
    guard ratings.isValid, level != .ratio || ratings.values.allSatisfy({ $0 >= 0 }) else {
      return nil
    }
    var values: [Double] = []
    var starts = [0]
    values.reserveCapacity(ratings.values.count)
    starts.reserveCapacity(ratings.starts.count)
    for item in 0..<ratings.items {
      if ratings.count(of: item) >= 2 {
        values.append(contentsOf: ratings.values[ratings.starts[item]..<ratings.starts[item + 1]])
      }
      starts.append(values.count)
    }
    self.level = level
    self.values = values
    self.starts = starts
    distinct = DistinctValues(values)
    var marginals = Array(repeating: 0.0, count: distinct.sorted.count)
    for rank in distinct.ranks { marginals[rank] += 1 }
    self.marginals = marginals
  }

  /// All items, also those that cannot be compared.
  var items: Int { starts.count - 1 }

  var pairableItems: Int {
    zip(starts, starts.dropFirst()).count { $0 < $1 }
  }

  /// For each item the sum of squared distances of its ordered pairs over its ratings less one.
  func disagreements() -> [Double] {
    switch level {
    case .nominal: nominalDisagreements()
    case .interval: squaredDisagreements(values)
    case .ordinal: squaredDisagreements(positions(midranks(of: marginals)))
    case .ratio: ratioDisagreements()
    }
  }

  /// The mean squared distance of all ordered pairs of values, whatever their items.
  func expectedDisagreement() -> Double {
    let n = Double(values.count)
    switch level {
    case .nominal: return (n * n - marginals.reduce(0) { $0 + $1 * $1 }) / (n * (n - 1))
    case .interval: return 2 * sumOfSquares(distinct.sorted, times: marginals) / (n - 1)
    case .ordinal: return 2 * sumOfSquares(midranks(of: marginals), times: marginals) / (n - 1)
    case .ratio: return ratioDisagreement(of: marginals) / (n * (n - 1))
    }
  }

  /// The value of each rating after each category has been given a new one.
  func positions(_ places: [Double]) -> [Double] { distinct.ranks.map { places[$0] } }

  private func nominalDisagreements() -> [Double] {
    var counts = Array(repeating: 0.0, count: distinct.sorted.count)
    return (0..<items).map { item in
      let range = starts[item]..<starts[item + 1]
      guard !range.isEmpty else { return 0 }
      var same = 0.0
      for position in range {
        let rank = distinct.ranks[position]
        same += 2 * counts[rank] + 1
        counts[rank] += 1
      }
      for position in range { counts[distinct.ranks[position]] = 0 }
      let m = Double(range.count)
      return (m * m - same) / (m - 1)
    }
  }

  /// By sums and sums of squares around each item's first value, so that equal values give 0.
  private func squaredDisagreements(_ values: [Double]) -> [Double] {
    (0..<items).map { item in
      let range = starts[item]..<starts[item + 1]
      guard let first = range.first else { return 0 }
      let origin = values[first]
      var sum = 0.0
      var squares = 0.0
      for position in range {
        let rest = values[position] - origin
        sum += rest
        squares += rest * rest
      }
      let m = Double(range.count)
      return Swift.max(0, 2 * (m * squares - sum * sum) / (m - 1))
    }
  }

  private func ratioDisagreements() -> [Double] {
    (0..<items).map { item in
      let range = starts[item]..<starts[item + 1]
      var sum = 0.0
      for first in range {
        for second in range where second > first {
          sum += 2 * ratioDistance(values[first], values[second])
        }
      }
      return range.isEmpty ? 0 : sum / Double(range.count - 1)
    }
  }

  /// The sum over ordered pairs of counted values of their squared relative difference.
  func ratioDisagreement(of counts: [Double]) -> Double {
    var sum = 0.0
    for first in counts.indices where counts[first] > 0 {
      for second in 0..<first where counts[second] > 0 {
        sum +=
          2 * counts[first] * counts[second]
          * ratioDistance(distinct.sorted[first], distinct.sorted[second])
      }
    }
    return sum
  }
}

/// ((a − b) / (a + b))² for values from 0 upwards; two zeros are the same.
func ratioDistance(_ a: Double, _ b: Double) -> Double {
  guard a != b else { return 0 }
  let ratio = (a - b) / (a + b)
  return ratio * ratio
}

/// The mean rank of each category, given how often each occurs.
func midranks(of counts: [Double]) -> [Double] {
  var below = 0.0
  return counts.map { count in
    defer { below += count }
    return below + count / 2
  }
}

/// The sum of squared distances from the mean of counted values.
func sumOfSquares(_ values: [Double], times counts: [Double]) -> Double {
  let n = counts.reduce(0, +)
  guard let first = values.first, n > 0 else { return 0 }
  let mean = first + zip(values, counts).reduce(0) { $0 + ($1.0 - first) * $1.1 } / n
  return zip(values, counts).reduce(0) { $0 + ($1.0 - mean) * ($1.0 - mean) * $1.1 }
}
