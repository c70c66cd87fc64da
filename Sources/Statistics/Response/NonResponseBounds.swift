/// Between what values the truth lies, whatever those who did not answer may think.
public struct NonResponseBounds: Hashable, Sendable {
  /// The bounds widened by chance (Imbens and Manski); its value is the mean of the answers.
  public let estimate: Estimate
  /// Answered over asked; `nil` when nobody was asked.
  public let responseRate: Double?
  /// The mean if all the silent gave the lowest answer.
  public let lower: Double?
  /// The mean if all the silent gave the highest answer.
  public let upper: Double?
  /// The multiple of the standard error by which the bounds were widened.
  public let multiplier: Double?

  /// Whether the numbers mean anything.
  public var status: Estimate.Status { estimate.status }

  /// How far apart the bounds are: the share of the silent times the length of the scale.
  public var width: Double? {
    guard let lower, let upper else { return nil }
    return upper - lower
  }
}

/// Worst-case bounds of a mean, with no assumption about those who did not answer.
///
/// Use it as the honesty check beside every satisfaction score, and to say why changes are worth
/// more than levels. Not as a margin of error: the truth is rarely at an end.
///
/// The lead is told: "One in five customers answered; if the silent four think like them the score is
/// 82, but the silent four alone could move it anywhere between 16 and 96, so watch the change, not
/// the level."
///
/// Sources: Manski 1989, 2003; Imbens and Manski 2004 (interval for the parameter). Cost: linear.
/// - Parameters:
///   - responses: the answers, on the scale.
///   - nonRespondents: how many were asked and did not answer.
///   - scaleMin: the lowest answer there can be.
///   - scaleMax: the highest answer there can be.
///   - confidence: the coverage asked for, two-sided.
/// - Returns: `notEnoughData` without an answer; the bounds are then the whole scale.
public func nonResponseBounds(
  _ responses: [Double], nonRespondents: Int, scaleMin: Double = 0, scaleMax: Double = 100,
  confidence: Double = 0.95
) -> NonResponseBounds {
  guard scaleMin < scaleMax, scaleMin.isFinite, scaleMax.isFinite, nonRespondents >= 0,
    confidence > 0, confidence < 1,
    responses.allSatisfy({ $0 >= scaleMin && $0 <= scaleMax })
  else { return .without(.invalidInput, confidence) }
  let asked = responses.count + nonRespondents
  let rate = asked > 0 ? Double(responses.count) / Double(asked) : nil
  guard let rate, let mean = Moments(responses).mean else {
    return NonResponseBounds(
      estimate: .without(.notEnoughData, confidence), responseRate: rate, lower: scaleMin,
      upper: scaleMax, multiplier: nil)
  }
  let lower = rate * mean + (1 - rate) * scaleMin
  let upper = rate * mean + (1 - rate) * scaleMax
  func deviation(_ silent: Double, _ center: Double) -> Double? {
    guard asked > 1 else { return nil }
    let answered = responses.reduce(0) { $0 + ($1 - center) * ($1 - center) }
    let rest = (silent - center) * (silent - center) * Double(nonRespondents)
    return ((answered + rest) / Double(asked - 1)).squareRoot()
  }
  let spread = (low: deviation(scaleMin, lower), high: deviation(scaleMax, upper))
  let root = Double(asked).squareRoot()
  let multiplier = spread.low.flatMap { low in
    spread.high.flatMap { high in
      imbensManski(
        distance: upper - lower, spread: Swift.max(low, high) / root, confidence: confidence)
    }
  }
  func end(_ bound: Double, _ spread: Double?, _ sign: Double) -> Double? {
    guard let spread, let multiplier else { return nil }
    return Swift.max(
      scaleMin, Swift.min(scaleMax, bound + sign * multiplier * spread / root))
  }
  return NonResponseBounds(
    estimate: Estimate(
      value: mean, lower: end(lower, spread.low, -1), upper: end(upper, spread.high, 1),
      n: responses.count, method: .worstCase, confidence: confidence),
    responseRate: rate, lower: finite(lower), upper: finite(upper), multiplier: multiplier)
}

/// What the silent do to a mean, if their mean were known.
public struct NonResponseBias: Hashable, Sendable {
  /// How far the mean of the answers is from the mean of all.
  public let bias: Double
  /// The mean of all.
  public let populationMean: Double
}

/// The identity behind every worry about silence: bias = (1 − r) (mean of answers − mean of silent).
///
/// Use it with the automatic scores of those who answered and of those who did not, to see how large
/// the bias may be. Not as an estimate by itself: the mean of the silent is an assumption or a
/// measurement of something else.
///
/// The lead is told: "If the silent are 15 points less happy, the true score is 12 points lower."
///
/// Source: Cochran, "Sampling Techniques", 1977, 13.2. Cost: constant.
/// - Parameters:
///   - responseRate: answered over asked, in 0…1.
///   - respondentMean: the mean of the answers.
///   - nonRespondentMean: the mean the silent would have given.
/// - Returns: `nil` for a rate outside 0…1 or for what is not a number.
public func nonResponseBias(
  responseRate: Double, respondentMean: Double, nonRespondentMean: Double
) -> NonResponseBias? {
  guard responseRate >= 0, responseRate <= 1,
    let bias = finite((1 - responseRate) * (respondentMean - nonRespondentMean)),
    let mean = finite(respondentMean - bias)
  else { return nil }
  return NonResponseBias(bias: bias, populationMean: mean)
}

/// The c with Φ(c + distance / spread) − Φ(−c) = confidence, by bisection.
private func imbensManski(distance: Double, spread: Double, confidence: Double) -> Double? {
  guard let high = normalQuantile((1 + confidence) / 2) else { return nil }
  if distance == 0 { return high }
  guard spread > 0 else { return normalQuantile(confidence) }
  let apart = distance / spread
  var (low, top) = (0.0, high)
  for _ in 0..<200 {
    let middle = (low + top) / 2
    guard middle > low, middle < top else { break }
    if 1 - StandardNormal.upperTail(middle + apart) - StandardNormal.upperTail(middle) < confidence
    {
      low = middle
    } else {
      top = middle
    }
  }
  return (low + top) / 2
}

extension Estimate {
  fileprivate static func without(_ status: Status, _ confidence: Double) -> Estimate {
    Estimate(
      value: nil, lower: nil, upper: nil, n: 0, method: .worstCase, status: status,
      confidence: confidence)
  }
}

extension NonResponseBounds {
  fileprivate static func without(_ status: Estimate.Status, _ confidence: Double)
    -> NonResponseBounds
  {
    NonResponseBounds(
      estimate: .without(status, confidence), responseRate: nil, lower: nil, upper: nil,
      multiplier: nil)
  }
}
