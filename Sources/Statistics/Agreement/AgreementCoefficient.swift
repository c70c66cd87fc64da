/// How far raters agree, by one of the coefficients that compare with chance.
public struct AgreementCoefficient: Hashable, Sendable {
  /// The coefficient with its interval; n is the number of items with at least one rating.
  public let estimate: Estimate
  /// The mean over items of the (weighted) share of agreeing pairs of ratings.
  public let observedAgreement: Double?
  /// The agreement chance alone would give, under the coefficient's idea of chance.
  public let expectedAgreement: Double?
  /// Gwet's linearised standard error over items; `nil` for a single item.
  public let standardError: Double?
  /// How many items have the two ratings an agreement needs.
  public let itemsWithTwoOrMore: Int
  /// How many categories were used at all; with one, say that nothing could be disagreed about.
  public let categoriesUsed: Int

  /// Whether the numbers mean anything.
  public var status: Estimate.Status { estimate.status }
}

/// The share of pairs of ratings that agree, averaged over items; without any idea of chance.
///
/// Show it beside a chance-corrected coefficient, above all for items where nearly everything
/// passes. Not alone: two raters who always say "yes" agree in every case and know nothing.
///
/// The lead is told: "In 77 of 100 pairs two reviewers gave the same answer."
///
/// Source: Gwet, "Handbook of Inter-Rater Reliability", 2014. Cost: items × categories².
/// - Parameters:
///   - ratings: items and raters; empty cells are allowed.
///   - categories: every category of the form, used or not.
///   - weights: how near misses count.
///   - confidence: the coverage asked for, two-sided.
/// - Returns: a share in 0…1; the interval is Student's t on items, its upper end at most 1.
public func percentAgreement(
  _ ratings: Ratings, categories: [Double], weights: AgreementWeights = .identity,
  confidence: Double = 0.95
) -> AgreementCoefficient {
  coefficient(ratings.counts(of: categories), categories, weights, .none, confidence)
}

/// Gwet's AC1 (identity weights) or AC2: agreement beyond chance that survives skewed categories.
///
/// Use it for yes/no items that nearly always pass, where kappa and alpha collapse although raters
/// agree. Not where categories are balanced (it then says what alpha says) and never with a
/// category list that differs from the form's: every listed category counts, used or not.
///
/// The lead is told: "Reviewers agree in 85 of 100 cases; beyond what guessing would give, that is
/// 0.81 of what is possible."
///
/// Sources: Gwet 2008; Gwet 2014 (linearised variance). Cost: items × categories².
/// - Parameters:
///   - ratings: items and raters; empty cells are allowed.
///   - categories: every category of the form, used or not.
///   - weights: identity gives AC1, all others AC2.
///   - confidence: the coverage asked for, two-sided.
/// - Returns: a coefficient of at most 1, without a unit; the upper end is at most 1.
public func gwetAC(
  _ ratings: Ratings, categories: [Double], weights: AgreementWeights = .identity,
  confidence: Double = 0.95
) -> AgreementCoefficient {
  coefficient(ratings.counts(of: categories), categories, weights, .gwet, confidence)
}

/// Fleiss' kappa of any number of raters, from how often each item received each category.
///
/// Use it when a panel rated all items and readers expect this name; items may have unequal numbers
/// of ratings. Not for ordered categories (``krippendorffAlpha(_:level:)``) and not for skewed ones.
///
/// The lead is told: "Beyond chance, reviewers reach 0.38 of the agreement that is possible."
///
/// Sources: Fleiss 1971; Gwet 2014 (unequal numbers, linearised variance). Cost: items × categories².
/// - Parameters:
///   - counts: one row an item, one column a category.
///   - confidence: the coverage asked for, two-sided.
/// - Returns: a coefficient of at most 1, without a unit; the upper end is at most 1.
public func fleissKappa(counts: [[Double]], confidence: Double = 0.95) -> AgreementCoefficient {
  let size = counts.first?.count ?? 0
  return coefficient(
    CategoryCounts(counts), (0..<size).map(Double.init), .identity, .fleiss, confidence)
}

/// Fleiss' kappa of ratings.
public func fleissKappa(_ ratings: Ratings, categories: [Double], confidence: Double = 0.95)
  -> AgreementCoefficient
{
  coefficient(ratings.counts(of: categories), categories, .identity, .fleiss, confidence)
}

/// What a coefficient takes for chance.
private enum Chance { case none, gwet, fleiss }

private func coefficient(
  _ counts: CategoryCounts?, _ categories: [Double], _ weights: AgreementWeights,
  _ chance: Chance, _ confidence: Double
) -> AgreementCoefficient {
  guard confidence > 0, confidence < 1, let counts else { return .undefined(.invalidInput) }
  if counts.items == 0 { return .undefined(.notEnoughData) }
  guard let matrix = weights.matrix(of: categories) else { return .undefined(.invalidInput) }
  let panel = Panel(counts, matrix, chance)
  guard panel.paired > 0 else {
    return .undefined(
      .notEnoughData, n: panel.items.count, used: panel.categoriesUsed, confidence)
  }
  guard let expected = panel.expected, abs(1 - expected) > 1e-14 else {
    return .undefined(
      .noVariation, n: panel.items.count, used: panel.categoriesUsed, confidence,
      observed: panel.observed, expected: panel.expected, paired: panel.paired)
  }
  let value = (panel.observed - expected) / (1 - expected)
  let error = panel.standardError(expected: expected, value: value)
  let reach = error.flatMap { error in
    studentTQuantile((1 + confidence) / 2, degreesOfFreedom: Double(panel.items.count - 1))
      .map { $0 * error }
  }
  return AgreementCoefficient(
    estimate: Estimate(
      value: value, lower: reach.map { value - $0 },
      upper: reach.map { Swift.min(1, value + $0) }, n: panel.items.count,
      method: .linearisedAgreement, confidence: confidence),
    observedAgreement: finite(panel.observed), expectedAgreement: finite(expected),
    standardError: error.flatMap(finite), itemsWithTwoOrMore: panel.paired,
    categoriesUsed: panel.categoriesUsed)
}

/// The agreement of each rated item, and what chance would give it.
private struct Panel {
  /// One rated item: how much its pairs agree (`nil` without a pair) and its share of chance.
  struct Item {
    var agreement: Double?
    var chance: Double
  }
  private(set) var items: [Item] = []
  private(set) var paired = 0
  private(set) var observed = 0.0
  /// The expected agreement; `nil` where chance is undefined, with a single category.
  private(set) var expected: Double?
  private(set) var categoriesUsed = 0

  init(_ counts: CategoryCounts, _ weights: [Double], _ chance: Chance) {
    let size = counts.categories
    let totals = (0..<counts.items).map(counts.total)
    let rated = totals.indices.filter { totals[$0] > 0 }
    var shares = Array(repeating: 0.0, count: size)
    for item in rated {
      for category in 0..<size {
        shares[category] += counts[item, category] / totals[item]
      }
    }
    categoriesUsed = shares.count { $0 > 0 }
    for category in 0..<size { shares[category] /= Double(Swift.max(1, rated.count)) }
    let perCategory = Panel.chance(chance, weights, shares)
    expected = perCategory.map { pull in
      chance == .none ? 0 : zip(pull, shares).reduce(0) { $0 + $1.0 * $1.1 }
    }
    items.reserveCapacity(rated.count)
    var sum = 0.0
    for item in rated {
      var agreeing = 0.0
      var pull = 0.0
      let total = totals[item]
      for category in 0..<size where counts[item, category] > 0 {
        var similar = 0.0
        for other in 0..<size {
          similar += weights[category * size + other] * counts[item, other]
        }
        agreeing += counts[item, category] * (similar - 1)
        pull += counts[item, category] * (perCategory?[category] ?? 0)
      }
      let agreement = total >= 2 ? agreeing / (total * (total - 1)) : nil
      if let agreement {
        sum += agreement
        paired += 1
      }
      items.append(Item(agreement: agreement, chance: pull / total))
    }
    observed = paired > 0 ? sum / Double(paired) : 0
  }

  /// How much each category pulls two random ratings together.
  private static func chance(_ chance: Chance, _ weights: [Double], _ shares: [Double])
    -> [Double]?
  {
    let size = shares.count
    switch chance {
    case .none:
      return Array(repeating: 0, count: size)
    case .gwet:
      guard size > 1 else { return nil }
      let factor = weights.reduce(0, +) / Double(size * (size - 1))
      return shares.map { factor * (1 - $0) }
    case .fleiss:
      return (0..<size).map { category in
        (0..<size).reduce(0) { sum, other in
          sum + shares[other]
            * (weights[category * size + other] + weights[other * size + category]) / 2
        }
      }
    }
  }

  /// The linearised standard error over items; `nil` for a single item.
  func standardError(expected: Double, value: Double) -> Double? {
    guard items.count > 1 else { return nil }
    let n = Double(items.count)
    let scale = n / Double(paired)
    let squares = items.reduce(0) { sum, item in
      let own = item.agreement.map { scale * ($0 - expected) / (1 - expected) } ?? 0
      let rest = own - 2 * (1 - value) * (item.chance - expected) / (1 - expected) - value
      return sum + rest * rest
    }
    return (squares / (n * (n - 1))).squareRoot()
  }
}

extension AgreementCoefficient {
  fileprivate static func undefined(
    _ status: Estimate.Status, n: Int = 0, used: Int = 0, _ confidence: Double = 0.95,
    observed: Double? = nil, expected: Double? = nil, paired: Int = 0
  ) -> AgreementCoefficient {
    AgreementCoefficient(
      estimate: Estimate(
        value: nil, lower: nil, upper: nil, n: n, method: .linearisedAgreement, status: status,
        confidence: confidence),
      observedAgreement: observed.flatMap(finite), expectedAgreement: expected.flatMap(finite),
      standardError: nil, itemsWithTwoOrMore: paired, categoriesUsed: used)
  }
}
