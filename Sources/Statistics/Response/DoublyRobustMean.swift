import Glibc

/// A mean over everybody asked, from the answers of some and what is known about all.
public struct DoublyRobustMean: Hashable, Sendable {
  /// The augmented inverse-probability-weighted mean with a normal interval.
  public let estimate: Estimate
  public let standardError: Double?
  /// Log odds of answering per unit of each covariate; empty when everybody answered.
  public let propensityCoefficients: [Double]
  /// Points of the answer per unit of each covariate.
  public let outcomeCoefficients: [Double]
  /// The plain mean of the answers.
  public let respondentMean: Double?
  /// The mean of answers weighted by one over the chance to answer.
  public let weightedMean: Double?
  /// The mean of what the outcome model expects of everybody.
  public let regressionMean: Double?
  /// The smallest estimated chance to answer; below 0.05 single answers carry the result.
  public let smallestPropensity: Double?

  /// Whether the numbers mean anything.
  public var status: Estimate.Status { estimate.status }
}

/// The mean answer of everybody asked, when measures are known also of those who stayed silent.
///
/// A logistic model of who answers and a linear model of the answer are put together; the result is
/// right if either of them is. Use it with handling time, reopening or, best, the automatic score of
/// all conversations. Not when what keeps people silent is not among the measures, and not when the
/// smallest chance to answer is near 0. When a measure separates the silent from the others the
/// search does not come to rest: `notConverged`.
///
/// The lead is told: "Those who did not answer had slower chats; taking that into account the score
/// is 78 instead of 80."
///
/// Sources: Robins, Rotnitzky and Zhao 1994; Kang and Schafer 2007 (what can go wrong). Cost: people
/// × measures² × a handful of steps.
/// - Parameters:
///   - covariates: one row a person, the first column 1.
///   - answers: the answer of each person, `nil` of the silent.
///   - confidence: the coverage asked for, two-sided.
/// - Returns: `notEnoughData` with fewer answers than measures, `collinear` when one measure can be
///   told from the others.
public func doublyRobustMean(
  covariates: [[Double]], answers: [Double?], confidence: Double = 0.95
) -> DoublyRobustMean {
  guard let survey = Survey(covariates, answers), confidence > 0, confidence < 1,
    let z = normalQuantile((1 + confidence) / 2)
  else { return .without(.invalidInput, 0.95) }
  guard survey.answered.count >= Swift.max(2, survey.columns) else {
    return .without(.notEnoughData, confidence, survey)
  }
  let outcome = survey.outcomeDesign()
  guard outcome.status == .ok, let fit = outcome.fit(survey.answered.map(\.answer)) else {
    return .without(outcome.status == .ok ? .degenerate : outcome.status, confidence, survey)
  }
  let isEverybody = survey.answered.count == survey.people
  let response = isEverybody ? ResponseModel(everybody: survey.people) : ResponseModel(survey)
  guard let response else { return .without(.notConverged, confidence, survey) }
  let expected = survey.expected(fit.coefficients)
  var parts = expected
  var weighted = 0.0
  var weights = 0.0
  for (person, answer) in survey.answered {
    let weight = 1 / response.propensities[person]
    parts[person] += (answer - expected[person]) * weight
    weighted += answer * weight
    weights += weight
  }
  let moments = Moments(parts)
  guard let mean = moments.mean, let error = moments.standardError else {
    return .without(.degenerate, confidence, survey)
  }
  return DoublyRobustMean(
    estimate: Estimate(
      value: mean, lower: mean - z * error, upper: mean + z * error, n: survey.answered.count,
      method: .doublyRobust, status: error > 0 ? .ok : .noVariation, confidence: confidence),
    standardError: error, propensityCoefficients: response.coefficients,
    outcomeCoefficients: fit.coefficients, respondentMean: survey.plainMean,
    weightedMean: finite(weighted / weights), regressionMean: Moments(expected).mean,
    smallestPropensity: response.propensities.min())
}

extension DoublyRobustMean {
  fileprivate static func without(
    _ status: Estimate.Status, _ confidence: Double, _ survey: Survey? = nil
  ) -> DoublyRobustMean {
    DoublyRobustMean(
      estimate: Estimate(
        value: nil, lower: nil, upper: nil, n: survey?.answered.count ?? 0,
        method: .doublyRobust, status: status, confidence: confidence),
      standardError: nil, propensityCoefficients: [], outcomeCoefficients: [],
      respondentMean: survey?.plainMean, weightedMean: nil, regressionMean: nil,
      smallestPropensity: nil)
  }
}

/// Everybody asked, with measures in one buffer, column after column.
private struct Survey {
  let people: Int
  let columns: Int
  let design: [Double]
  let answered: [(person: Int, answer: Double)]

  /// `nil` for ragged rows, other lengths, or what is not a number.
  init?(_ covariates: [[Double]], _ answers: [Double?]) {
    people = covariates.count
    columns = covariates.first?.count ?? 0
    let width = columns
    guard answers.count == people, people == 0 || width > 0,
      covariates.allSatisfy({ $0.count == width && $0.allSatisfy(\.isFinite) }),
      answers.allSatisfy({ $0?.isFinite ?? true })
    else { return nil }
    design = (0..<width).flatMap { column in covariates.map { $0[column] } }
    answered = answers.enumerated().compactMap { person, answer in
      answer.map { (person: person, answer: $0) }
    }
  }

  var plainMean: Double? { Moments(answered.map(\.answer)).mean }

  func outcomeDesign() -> LeastSquares {
    let rows = answered.map(\.person)
    return LeastSquares(
      columnMajor: (0..<columns).flatMap { column in rows.map { design[column * people + $0] } },
      rows: rows.count, columns: columns)
  }

  /// What a linear model says of everybody.
  func expected(_ coefficients: [Double]) -> [Double] {
    var sums = Array(repeating: 0.0, count: people)
    for (column, coefficient) in coefficients.enumerated() {
      for person in 0..<people { sums[person] += coefficient * design[column * people + person] }
    }
    return sums
  }
}

/// Who answers: logistic regression by Newton's method, each step a weighted least squares fit.
private struct ResponseModel {
  let coefficients: [Double]
  let propensities: [Double]

  init(everybody people: Int) {
    coefficients = []
    propensities = Array(repeating: 1, count: people)
  }

  /// `nil` when the steps do not come to rest, as when a measure separates the silent from others.
  init?(_ survey: Survey) {
    var answers = Array(repeating: 0.0, count: survey.people)
    for (person, _) in survey.answered { answers[person] = 1 }
    var coefficients = Array(repeating: 0.0, count: survey.columns)
    var deviance = Double.infinity
    for _ in 0..<60 {
      let scores = survey.expected(coefficients)
      let chances = scores.map { 1 / (1 + exp(-$0)) }
      let weights = chances.map { $0 * (1 - $0) }
      guard weights.allSatisfy({ $0 > 1e-12 }) else { return nil }
      let pulls = answers.indices.map { (answers[$0] - chances[$0]) / weights[$0] }
      guard
        let step = LeastSquares(
          columnMajor: survey.design, rows: survey.people, columns: survey.columns,
          weights: weights
        ).fit(pulls)?.coefficients
      else { return nil }
      var share = 1.0
      var next = zip(coefficients, step).map { $0 + $1 }
      var reached = ResponseModel.deviance(survey.expected(next), answers)
      while !(reached <= deviance + 1e-9), share > 1e-6 {
        share /= 2
        next = zip(coefficients, step).map { $0 + share * $1 }
        reached = ResponseModel.deviance(survey.expected(next), answers)
      }
      let size = zip(step, coefficients).reduce(0) { Swift.max($0, abs($1.0) / (1 + abs($1.1))) }
      coefficients = next
      deviance = reached
      if size < 1e-12 {
        self.coefficients = coefficients
        propensities = survey.expected(coefficients).map { 1 / (1 + exp(-$0)) }
        guard propensities.allSatisfy({ $0 > 0 }) else { return nil }
        return
      }
    }
    return nil
  }

  /// Minus twice the log likelihood, without overflow.
  private static func deviance(_ scores: [Double], _ answers: [Double]) -> Double {
    zip(scores, answers).reduce(0) { sum, pair in
      let score = pair.1 > 0 ? pair.0 : -pair.0
      return sum + 2 * (score > 0 ? log1p(exp(-score)) : log1p(exp(score)) - score)
    }
  }
}
