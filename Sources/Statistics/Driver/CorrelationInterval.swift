import Glibc

/// A correlation with Fisher's interval.
///
/// Use it for two measures that rise and fall together along a line, such as handling time and
/// score. Not for long-tailed measures (take ranks first), and not for conversations of the same
/// agent as if they were independent. Below four pairs there is no interval.
///
/// The lead is told: "Longer chats score lower (−0.45); with 30 chats it could be anywhere from
/// −0.70 to −0.11."
///
/// Source: Fisher 1921. Cost: constant.
/// - Parameters:
///   - r: the correlation, in −1…1.
///   - n: of how many pairs.
///   - confidence: the coverage asked for, two-sided.
/// - Returns: the correlation; at exactly ±1 both ends are there too.
public func correlationInterval(r: Double, n: Int, confidence: Double = 0.95) -> Estimate {
  guard r >= -1, r <= 1, n >= 0, confidence > 0, confidence < 1,
    let z = normalQuantile((1 + confidence) / 2)
  else { return .invalid(.fisherZ) }
  guard n > 3 else {
    return Estimate(
      value: r, lower: nil, upper: nil, n: n, method: .fisherZ, status: .notEnoughData,
      confidence: confidence)
  }
  let reach = z / Double(n - 3).squareRoot()
  return Estimate(
    value: r, lower: abs(r) == 1 ? r : tanh(atanh(r) - reach),
    upper: abs(r) == 1 ? r : tanh(atanh(r) + reach), n: n, method: .fisherZ,
    confidence: confidence)
}

/// The correlation of pairs, with Fisher's interval; `noVariation` when one side does not vary.
public func correlationInterval(_ first: [Double], _ second: [Double], confidence: Double = 0.95)
  -> Estimate
{
  guard first.count == second.count, (first + second).allSatisfy(\.isFinite) else {
    return .invalid(.fisherZ)
  }
  guard first.count > 1, let one = Moments(first).mean, let two = Moments(second).mean else {
    return Estimate(
      value: nil, lower: nil, upper: nil, n: first.count, method: .fisherZ,
      status: .notEnoughData, confidence: confidence)
  }
  var (xx, yy, xy) = (0.0, 0.0, 0.0)
  for index in first.indices {
    let (x, y) = (first[index] - one, second[index] - two)
    xx += x * x
    yy += y * y
    xy += x * y
  }
  guard xx > 0, yy > 0 else {
    return Estimate(
      value: nil, lower: nil, upper: nil, n: first.count, method: .fisherZ,
      status: .noVariation, confidence: confidence)
  }
  let r = xy / (xx.squareRoot() * yy.squareRoot())
  return correlationInterval(
    r: Swift.max(-1, Swift.min(1, r)), n: first.count, confidence: confidence)
}
