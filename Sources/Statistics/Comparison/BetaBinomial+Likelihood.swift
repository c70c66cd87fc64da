import Glibc

/// The likelihood of counts under a beta distribution of rates, as sums that stay exact down to
/// equal rates.
///
/// With mean μ and θ = 1 / (α + β): Σ log(μ + jθ) over j below each number of successes, the same
/// for failures with 1 − μ, less Σ log(1 + jθ) over j below each number of cases.
struct BetaBinomialLikelihood {
  enum Maximum {
    case equalRates
    case spread(mean: Double, theta: Double, gain: Double)
    /// It rises until everyone has only successes or only failures.
    case noEnd
  }

  // How many agents have more than j successes, failures, cases.
  private let good: [Double]
  private let bad: [Double]
  private let all: [Double]

  init(_ successes: [Int], _ counts: [Int]) {
    func reaching(_ numbers: [Int]) -> [Double] {
      var found = [Double](repeating: 0, count: numbers.max() ?? 0)
      for number in numbers where number > 0 { found[number - 1] += 1 }
      for index in found.indices.reversed().dropFirst() { found[index] += found[index + 1] }
      return found
    }
    good = reaching(successes)
    bad = reaching(zip(successes, counts).map { $1 - $0 })
    all = reaching(counts)
  }

  /// The highest point over means and spreads; `nil` when a search does not come to rest.
  func maximum(pooled: Double) -> Maximum? {
    guard let first = slope(0) else { return nil }
    let flat = value(pooled, 0)
    var best: (mean: Double, theta: Double, value: Double)?
    var (low, isRising) = (0.0, first > 0)
    // From correlations of one in ten million to all but one in ten million.
    for step in stride(from: -16.0, through: 16, by: 0.5) {
      let high = exp(step)
      guard let reached = slope(high) else { return nil }
      if isRising && reached <= 0 {
        guard let theta = bracketedRoot(low, high, { slope($0) ?? .nan }), let mean = mean(theta)
        else { return nil }
        let value = value(mean, theta)
        if theta > 0, value > best?.value ?? flat { best = (mean, theta, value) }
      }
      (low, isRising) = (high, reached > 0)
    }
    if isRising { return .noEnd }
    return best.map { .spread(mean: $0.mean, theta: $0.theta, gain: $0.value - flat) }
      ?? .equalRates
  }

  private func value(_ mean: Double, _ theta: Double) -> Double {
    var sum = 0.0
    for (j, count) in good.enumerated() { sum += count * log(mean + Double(j) * theta) }
    for (j, count) in bad.enumerated() { sum += count * log(1 - mean + Double(j) * theta) }
    for (j, count) in all.enumerated() { sum -= count * log1p(Double(j) * theta) }
    return sum
  }

  /// The derivative by θ where the mean is the best for it.
  private func slope(_ theta: Double) -> Double? {
    guard let mean = mean(theta) else { return nil }
    var sum = 0.0
    for (j, count) in good.enumerated() {
      sum += count * Double(j) / (mean + Double(j) * theta)
    }
    for (j, count) in bad.enumerated() {
      sum += count * Double(j) / (1 - mean + Double(j) * theta)
    }
    for (j, count) in all.enumerated() { sum -= count * Double(j) / (1 + Double(j) * theta) }
    return sum
  }

  /// The best mean for a spread: the likelihood is concave in it.
  private func mean(_ theta: Double) -> Double? {
    var (low, high) = (0.0, 1.0)
    var mean = (good.first ?? 0) / ((good.first ?? 0) + (bad.first ?? 0))
    if !(mean > 0 && mean < 1) { mean = 0.5 }
    for _ in 0..<200 {
      var (slope, bend) = (0.0, 0.0)
      for (j, count) in good.enumerated() {
        let inverse = 1 / (mean + Double(j) * theta)
        slope += count * inverse
        bend -= count * inverse * inverse
      }
      for (j, count) in bad.enumerated() {
        let inverse = 1 / (1 - mean + Double(j) * theta)
        slope -= count * inverse
        bend -= count * inverse * inverse
      }
      if slope > 0 { low = mean } else { high = mean }
      var next = mean - slope / bend
      if !(next > low && next < high) { next = (low + high) / 2 }
      if abs(next - mean) <= 1e-16 + 2e-16 * mean { return next }
      if high - low < 1e-16 { return next }
      mean = next
    }
    return mean
  }
}
