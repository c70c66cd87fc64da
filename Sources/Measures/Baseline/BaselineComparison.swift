public import Statistics

/// Later months held against a baseline, with season and case mix in view.
public struct BaselineComparison: Hashable, Sendable {
  /// After how many months.
  public let months: Int
  public let period: Period
  /// The value of the later months.
  public let later: Estimate
  /// Later minus baseline, its interval widened for the number of looks.
  public let change: Estimate
  /// The change less the one of the same months a year earlier; `nil` without that year.
  public let beyondSeason: Estimate?
  /// The change if the later months had the baseline's channels, reasons, hours and languages; `nil`
  /// when they cannot be weighed.
  public let atSameMix: Estimate?
  public let verdict: Verdict
  /// Why a change that the plain numbers show is not called one.
  public let doubt: Doubt?

  /// What else may have made a difference.
  public enum Doubt: String, Hashable, Sendable {
    case season, mix
  }

  /// Compares one look.
  ///
  /// The interval of each difference holds at the level of all looks together (Bonferroni), so that
  /// looking three times does not make three chances to be lucky. A signal is one only when the
  /// season and the mix, where they are known, leave it one in the same direction.
  ///
  /// - Parameters:
  ///   - baseline: what was locked.
  ///   - months: after how many months.
  ///   - later: the value of those months.
  ///   - yearBefore: the values of the baseline's and of the later months a year earlier.
  ///   - weighed: the later value at the baseline's mix.
  public init(
    _ baseline: Baseline, months: Int, later: Estimate,
    yearBefore: (baseline: Estimate, later: Estimate)? = nil, weighed: Estimate? = nil
  ) {
    self.months = months
    period = baseline.window(months: months)
    self.later = later
    let raw = difference(of: later, minus: baseline.estimate)
    change = raw.widened()
    let season = yearBefore.flatMap { year -> Estimate? in
      guard year.baseline.isComparable, year.later.isComparable else { return nil }
      return difference(of: raw, minus: difference(of: year.later, minus: year.baseline))
    }
    beyondSeason = season.flatMap { $0.status == .ok ? $0.widened() : nil }
    let mixed = weighed.flatMap { weighed -> Estimate? in
      let mixed = difference(of: weighed, minus: baseline.estimate)
      return mixed.status == .ok ? mixed.widened() : nil
    }
    atSameMix = mixed
    let plain = comparisonVerdict(
      of: change, between: later, and: baseline.estimate, margin: baseline.margin)
    guard case .signal(let direction, _) = plain else {
      (verdict, doubt) = (plain, nil)
      return
    }
    func holds(_ estimate: Estimate?) -> Bool {
      guard let estimate else { return true }
      let adjusted = comparisonVerdict(
        lower: estimate.lower, upper: estimate.upper, margin: baseline.margin)
      if case .signal(direction, _) = adjusted { return true }
      return false
    }
    let found: Doubt? = !holds(atSameMix) ? .mix : !holds(beyondSeason) ? .season : nil
    doubt = found
    verdict = found == nil ? plain : .inconclusive
  }
}

extension Estimate {
  /// The interval made as wide as all looks at a baseline together need.
  ///
  /// Each end moves out by the ratio of the normal quantiles for 1 − α/k and 1 − α (Bonferroni).
  fileprivate func widened() -> Estimate {
    guard let value, let lower, let upper, status == .ok,
      let one = normalQuantile((1 + confidence) / 2),
      let all = normalQuantile(1 - (1 - confidence) / 2 / Double(Baseline.looks.count))
    else { return self }
    let ratio = all / one
    return Estimate(
      value: value, lower: value - (value - lower) * ratio, upper: value + (upper - value) * ratio,
      n: n, effectiveN: effectiveN, method: method, status: status, confidence: confidence)
  }
}
