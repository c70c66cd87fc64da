import Statistics

extension SplitMix64 {
  /// A number from the standard normal distribution.
  mutating func normal() -> Double { normalQuantile(unit() + 0x1p-54) ?? 0 }

  /// Ratings of which some agree with the item's truth and some are missing.
  mutating func ratings(
    items: Int, raters: Int, categories: Int, agree: Double, missing: Double = 0
  ) -> [[Double?]] {
    (0..<items).map { _ in
      let truth = Double(below(categories) + 1)
      return (0..<raters).map { _ in
        if unit() < missing { return nil }
        return unit() < agree ? truth : Double(below(categories) + 1)
      }
    }
  }
}

/// How many times in 100 something happened in so many rounds.
func percentage(of rounds: Int, _ happens: (Int) throws -> Bool) rethrows -> Double {
  var count = 0
  for round in 0..<rounds where try happens(round) { count += 1 }
  return Double(count) * 100 / Double(rounds)
}

extension Estimate {
  /// Whether the interval holds the truth.
  func covers(_ truth: Double) -> Bool {
    guard let lower, let upper else { return false }
    return lower <= truth && truth <= upper
  }
}

/// Whether no number anywhere inside a value is infinite or not a number.
func isFinite<Value>(_ value: Value) -> Bool {
  let words = "\(value)".split { !($0.isLetter || $0.isNumber) }
  return !words.contains("nan") && !words.contains("inf")
}

/// Whether two numbers are the same up to rounding.
func isClose(_ one: Double?, _ two: Double?, _ tolerance: Double = 1e-9) -> Bool {
  guard let one, let two else { return one == nil && two == nil }
  return abs(one - two) <= tolerance * Swift.max(1, abs(one), abs(two))
}
