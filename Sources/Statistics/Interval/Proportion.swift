/// A share of successes with Wilson's score interval; for pass rates and critical-free rates.
///
/// All shares that a score test would not reject. The lower end is exactly 0 without a success, the
/// upper exactly 1 without a failure. Without data the interval is the whole of 0…1.
///
/// Use it for any yes-or-no result; not for means of graded scores, where it is too wide, and not
/// where a contract asks for a guarantee (``clopperPearsonInterval(successes:n:confidence:)``).
/// Say: "9 of 10 is 90 %, but with ten reviews the true rate could be anywhere from 60 to 98 %."
///
/// Sources: Wilson 1927; Brown, Cai and DasGupta 2001. Constant time.
/// - Parameters:
///   - successes: how many, or their weight.
///   - n: of how many, or of what weight.
///   - confidence: the coverage asked for, two-sided.
/// - Returns: a share in 0…1.
public func wilsonInterval(successes: Double, n: Double, confidence: Double = 0.95) -> Estimate {
  wilson(
    successes: successes, n: n, count: wholeCount(n), method: .wilson, confidence: confidence)
}

/// A share of successes with Wilson's score interval.
public func wilsonInterval(successes: Int, of n: Int, confidence: Double = 0.95) -> Estimate {
  wilsonInterval(successes: Double(successes), n: Double(n), confidence: confidence)
}

func wilson(
  successes: Double, n: Double, count: Int, method: Estimate.Method, confidence: Double
) -> Estimate {
  guard isShare(successes, of: n), let z = criticalZ(confidence) else { return .invalid(method) }
  guard n > 0 else { return .unknownShare(method, confidence) }
  let (lower, upper) = wilsonLimits(successes, n, z)
  return Estimate(
    value: successes / n, lower: lower, upper: upper, n: count, effectiveN: n, method: method,
    confidence: confidence)
}

/// Wilson's limits, exactly 0 without a success and exactly 1 without a failure.
@inline(__always)
func wilsonLimits(_ successes: Double, _ n: Double, _ z: Double) -> (lower: Double, upper: Double) {
  let square = z * z
  let divisor = 1 / (n + square)
  let middle = (successes + square / 2) * divisor
  let reach = z * divisor * (successes * (1 - successes / n) + square / 4).squareRoot()
  return (
    successes == 0 ? 0 : Swift.max(0, middle - reach),
    successes == n ? 1 : Swift.min(1, middle + reach)
  )
}

/// The z that a two-sided interval reaches out to; `nil` unless 0 < confidence < 1.
func criticalZ(_ confidence: Double) -> Double? {
  // The levels everyone asks for, to save the inversion where a hundred thousand are asked for.
  switch confidence {
  case 0.95: return 1.959_963_984_540_054
  case 0.9: return 1.644_853_626_951_472_7
  case 0.99: return 2.575_829_303_548_900_7
  default: break
  }
  guard confidence > 0, confidence < 1 else { return nil }
  return normalQuantile((1 - confidence) / 2).map { -$0 }
}

func isShare(_ successes: Double, of n: Double) -> Bool {
  n.isFinite && successes >= 0 && successes <= n
}

extension Estimate {
  /// A share of nothing: anything between 0 and 1.
  static func unknownShare(_ method: Method, _ confidence: Double) -> Estimate {
    Estimate(
      value: nil, lower: 0, upper: 1, n: 0, method: method, status: .notEnoughData,
      confidence: confidence)
  }
}

/// How many whole observations a weight makes.
func wholeCount(_ n: Double) -> Int {
  n >= 0 && n < 0x1p62 ? Int(n) : 0
}
