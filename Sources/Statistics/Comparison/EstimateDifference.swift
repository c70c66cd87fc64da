/// First − second, for two independent estimates of which only the intervals are known.
///
/// Each end of the difference takes the distance of the end that matters on either side, so that
/// lopsided and clipped intervals stay what they are: the variances are recovered from the limits.
/// For two Wilson intervals this is Newcombe's method 10. Use it for scores of two periods or two
/// groups that share no conversation; not for pairs (``pairedChange(_:_:confidence:)``).
///
/// "The score rose by 4 points, from −2 to +10: that may be chance."
///
/// Source: Zou and Donner 2008. Constant time.
/// - Returns: no interval when either side has none; invalid when the confidences differ.
public func difference(of first: Estimate, minus second: Estimate) -> Estimate {
  guard first.confidence == second.confidence else { return .invalid(.recovered) }
  let n = first.n + second.n
  func without(_ status: Estimate.Status) -> Estimate {
    Estimate(
      value: first.value.flatMap { a in second.value.map { a - $0 } }, lower: nil, upper: nil,
      n: n, method: .recovered, status: status, confidence: first.confidence)
  }
  guard let a = first.value, let b = second.value, let lowerA = first.lower,
    let upperA = first.upper, let lowerB = second.lower, let upperB = second.upper
  else { return without(.notEnoughData) }
  return Estimate(
    value: a - b, lower: a - b - distance(a - lowerA, upperB - b),
    upper: a - b + distance(upperA - a, b - lowerB), n: n,
    effectiveN: first.effectiveN + second.effectiveN, method: .recovered,
    confidence: first.confidence)
}
