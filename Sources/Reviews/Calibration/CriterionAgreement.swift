public import Statistics

/// How far people agree on one criterion, by every coefficient the page shows.
public struct CriterionAgreement: Sendable {
  public let criterion: Criterion
  public let level: MeasurementLevel
  /// Krippendorff's alpha, resampled over conversations.
  public let alpha: Estimate
  /// Gwet's AC1 for names, AC2 for ordered scales.
  public let gwet: Estimate
  /// The share of pairs of ratings that are the same.
  public let same: Estimate
  /// Cohen's weighted kappa; `nil` unless exactly two people rated.
  public let kappa: Estimate?
  /// How many conversations have ratings of two people or more.
  public let items: Int
  /// How many of the answers were "not applicable"; they are left out of the coefficients.
  public let notApplicable: Int
  public let answers: Int

  /// What the interval's lower end allows to be said (Krippendorff, "Content Analysis", 2004).
  public enum Decision: String, Hashable, Sendable, CaseIterable {
    case notEnoughData
    /// Everybody always gave the same answer; there was nothing to disagree about.
    case noVariation
    /// All pairs are the same, and too few to say how far that would hold.
    case perfectSoFar
    case calibrateMore, usable, good
  }

  public static let usableFrom = 0.667
  public static let goodFrom = 0.8

  public var decision: Decision {
    if alpha.status == .noVariation { return .noVariation }
    guard alpha.isComparable, let value = alpha.value, let lower = alpha.lower,
      let upper = alpha.upper
    else { return .notEnoughData }
    // Resampling ratings that never differ gives an interval without width, which is no interval.
    if upper - lower < 1e-9 { return value > 0.999 ? .perfectSoFar : .notEnoughData }
    return lower >= Self.goodFrom ? .good : lower >= Self.usableFrom ? .usable : .calibrateMore
  }

  /// Computes the agreement of some ratings, one row a conversation and one column a person.
  init(
    _ criterion: Criterion, rows: [[CalibrationRating?]], seed: UInt64
  ) {
    self.criterion = criterion
    let isNumber = if case .number = criterion.measure { true } else { false }
    level = isNumber ? .interval : criterion.options.count > 2 ? .ordinal : .nominal
    let places = rows.map { row in row.map { $0.flatMap { criterion.place(in: $0) } } }
    let values = isNumber ? rows.map { row in row.map { criterion.number(in: $0) } } : places
    let verdicts = rows.joined().compactMap { $0?.verdict(on: criterion.id) }
    answers = verdicts.count
    notApplicable = verdicts.count { $0 == .notApplicable }
    items = places.count { $0.count { $0 != nil } > 1 }
    alpha = krippendorffAlphaBootstrap(Ratings(values), level: level, seed: seed).estimate
    let categories = criterion.options.indices.map(Double.init)
    let ratings = Ratings(places)
    let weights: AgreementWeights = level == .nominal ? .identity : .ordinal
    gwet = gwetAC(ratings, categories: categories, weights: weights).estimate
    same = percentAgreement(ratings, categories: categories).estimate
    let isPair = (rows.map(\.count).max() ?? 0) == 2
    let pairs = places.compactMap { row -> (Double, Double)? in
      guard row.count == 2, let first = row[0], let second = row[1] else { return nil }
      return (first, second)
    }
    kappa =
      isPair
      ? cohenKappa(
        pairs.map(\.0), pairs.map(\.1), categories: categories,
        weights: level == .nominal ? .identity : .quadratic
      ).estimate : nil
  }
}

extension Criterion {
  /// The place of the chosen option on the scale, from 0.
  fileprivate func place(in rating: CalibrationRating) -> Double? {
    guard let choice = rating.answers[id]?.choice, let chosen = option(for: choice) else {
      return nil
    }
    return options.firstIndex { $0.id == chosen.id }.map(Double.init)
  }

  fileprivate func number(in rating: CalibrationRating?) -> Double? {
    if case .number(let number)? = rating?.answers[id]?.choice { number } else { nil }
  }
}
