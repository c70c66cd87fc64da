/// What two raters' table of categories says about their agreement beyond chance.
public struct CohenKappa: Hashable, Sendable {
  /// Kappa and its large-sample interval; n is the number of pairs.
  public let estimate: Estimate
  /// The (weighted) share of pairs that agree.
  public let observedAgreement: Double?
  /// The share that would agree if both drew from their own habits at random.
  public let expectedAgreement: Double?
  /// The standard error around the estimate.
  public let standardError: Double?
  /// The standard error if kappa were 0; for a test against 0 only.
  public let standardErrorNull: Double?

  /// Whether the numbers mean anything.
  public var status: Estimate.Status { estimate.status }
}

/// Cohen's kappa of two raters: (po − pe) / (1 − pe), on the weights given.
///
/// Use it for exactly two raters and one table, when a number other tools print is asked for. Not
/// for more raters or missing ratings (``krippendorffAlpha(_:level:)``), and not alone when one
/// category dominates: kappa collapses although nearly all pairs agree, so show percent agreement
/// and ``gwetAC(_:categories:weights:confidence:)`` beside it. When both raters always said the
/// same one category kappa is 0/0 and the status is `noVariation`.
///
/// The lead is told: "Two reviewers gave the same answer in 85 of 100 reviews; 78 would be expected
/// by habit alone, so their real agreement is 0.32 on a scale where 1 is perfect."
///
/// Sources: Cohen 1960, 1968; standard errors of Fleiss, Cohen and Everitt 1969. Cost: q² for q
/// categories.
/// - Parameters:
///   - table: counts; rows are the first rater's categories, columns the second's.
///   - categories: the values of the categories, in the table's order.
///   - weights: how near misses count.
///   - confidence: the coverage asked for, two-sided.
/// - Returns: kappa in −1…1, without a unit.
public func cohenKappa(
  table: [[Double]], categories: [Double], weights: AgreementWeights = .identity,
  confidence: Double = 0.95
) -> CohenKappa {
  let size = categories.count
  guard table.count == size, table.allSatisfy({ $0.count == size }),
    CategoryIndex(categories) != nil, let matrix = weights.matrix(of: categories)
  else { return .invalid }
  return cohenKappa(counts: table.flatMap { $0 }, matrix, size, confidence)
}

/// Cohen's kappa of two raters' ratings of the same items, pair by pair.
public func cohenKappa(
  _ first: [Double], _ second: [Double], categories: [Double],
  weights: AgreementWeights = .identity, confidence: Double = 0.95
) -> CohenKappa {
  let size = categories.count
  guard first.count == second.count, let index = CategoryIndex(categories),
    let matrix = weights.matrix(of: categories)
  else { return .invalid }
  var counts = Array(repeating: 0.0, count: size * size)
  for position in first.indices {
    guard let row = index[first[position]], let column = index[second[position]] else {
      return .invalid
    }
    counts[row * size + column] += 1
  }
  return cohenKappa(counts: counts, matrix, size, confidence)
}

private func cohenKappa(
  counts: [Double], _ weights: [Double], _ size: Int, _ confidence: Double
) -> CohenKappa {
  guard counts.allSatisfy({ $0 >= 0 && $0.isFinite }), confidence > 0, confidence < 1,
    let z = normalQuantile((1 + confidence) / 2)
  else { return .invalid }
  let n = counts.reduce(0, +)
  guard n > 0 else { return .undefined(.notEnoughData, n: 0, confidence) }
  let shares = counts.map { $0 / n }
  let margins = Margins(shares, size)
  let observed = zip(shares, weights).reduce(0) { $0 + $1.0 * $1.1 }
  let expected = margins.mean(of: weights)
  guard abs(1 - expected) > 1e-14 else {
    return .undefined(
      .noVariation, n: n, confidence, observed: observed, expected: expected)
  }
  let kappa = (observed - expected) / (1 - expected)
  let spread = margins.spread(of: weights, shares: shares, kappa: kappa)
  let scale = n.squareRoot() * (1 - expected)
  let error = spread.observed.squareRoot() / scale
  return CohenKappa(
    estimate: Estimate(
      value: kappa, lower: Swift.max(-1, kappa - z * error), upper: Swift.min(1, kappa + z * error),
      n: Int(exactly: n.rounded(.down)) ?? 0, effectiveN: n, method: .kappa,
      confidence: confidence),
    observedAgreement: finite(observed), expectedAgreement: finite(expected),
    standardError: finite(error),
    standardErrorNull: finite(spread.null.squareRoot() / scale))
}

/// The two raters' habits: how often each uses each category.
private struct Margins {
  let size: Int
  var rows: [Double]
  var columns: [Double]

  init(_ shares: [Double], _ size: Int) {
    self.size = size
    rows = Array(repeating: 0, count: size)
    columns = rows
    for row in 0..<size {
      for column in 0..<size {
        rows[row] += shares[row * size + column]
        columns[column] += shares[row * size + column]
      }
    }
  }

  func mean(of weights: [Double]) -> Double {
    var sum = 0.0
    for row in 0..<size {
      for column in 0..<size {
        sum += weights[row * size + column] * rows[row] * columns[column]
      }
    }
    return sum
  }

  /// The two variances of Fleiss, Cohen and Everitt, as mean squares around a mean so that 0 is 0.
  func spread(of weights: [Double], shares: [Double], kappa: Double)
    -> (observed: Double, null: Double)
  {
    let rowMeans = (0..<size).map { row in
      (0..<size).reduce(0) { $0 + weights[row * size + $1] * columns[$1] }
    }
    let columnMeans = (0..<size).map { column in
      (0..<size).reduce(0) { $0 + weights[$1 * size + column] * rows[$1] }
    }
    var means = (observed: 0.0, null: 0.0)
    var squares = (observed: 0.0, null: 0.0)
    for pass in 0..<2 {
      for row in 0..<size {
        for column in 0..<size {
          let cell = row * size + column
          let habits = rowMeans[row] + columnMeans[column]
          let observed = weights[cell] - habits * (1 - kappa)
          let null = weights[cell] - habits
          let chance = rows[row] * columns[column]
          if pass == 0 {
            means.observed += shares[cell] * observed
            means.null += chance * null
          } else {
            let rest = (observed - means.observed, null - means.null)
            squares.observed += shares[cell] * rest.0 * rest.0
            squares.null += chance * rest.1 * rest.1
          }
        }
      }
    }
    return squares
  }
}

extension CohenKappa {
  fileprivate static var invalid: CohenKappa { undefined(.invalidInput, n: 0, 0.95) }

  fileprivate static func undefined(
    _ status: Estimate.Status, n: Double, _ confidence: Double, observed: Double? = nil,
    expected: Double? = nil
  ) -> CohenKappa {
    CohenKappa(
      estimate: Estimate(
        value: nil, lower: nil, upper: nil, n: Int(exactly: n.rounded(.down)) ?? 0, method: .kappa,
        status: status, confidence: confidence),
      observedAgreement: observed.flatMap(finite), expectedAgreement: expected.flatMap(finite),
      standardError: nil, standardErrorNull: nil)
  }
}
