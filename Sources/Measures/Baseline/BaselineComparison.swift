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
  /// Whether the plain numbers do not show the change that is called one, because the mix moved
  /// against it.
  public let isHiddenByMix: Bool

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
  /// Where the mix is known, a change at the old mix is called one also when the plain numbers hide
  /// it: that adds no chance to be lucky, because the change at the old mix has to be a signal in
  /// either case.
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
    let usual = yearBefore.flatMap { year -> Estimate? in
      guard year.baseline.isComparable, year.later.isComparable else { return nil }
      let usual = difference(of: year.later, minus: year.baseline)
      return usual.status == .ok ? usual : nil
    }
    beyondSeason = raw.beyond(usual)
    let mixed = weighed.flatMap { weighed -> Estimate? in
      let mixed = difference(of: weighed, minus: baseline.estimate)
      return mixed.status == .ok ? mixed : nil
    }
    atSameMix = mixed?.widened()
    let margin = baseline.margin
    let plain = comparisonVerdict(
      of: change, between: later, and: baseline.estimate, margin: margin)
    let atMix = comparisonVerdict(
      lower: atSameMix?.lower, upper: atSameMix?.upper, margin: margin)
    if plain != .notEnoughData, let hidden = atMix.direction, hidden != plain.direction {
      // The plain numbers stand still, or even go the other way.
      let rest = mixed?.beyond(usual)
      isHiddenByMix = rest.map { $0.direction == hidden } ?? true
      doubt = isHiddenByMix ? nil : .season
      verdict = isHiddenByMix ? atMix : .inconclusive
      return
    }
    isHiddenByMix = false
    let shown = plain.direction
    let isOnlyMix = atSameMix != nil && atMix.direction != shown
    let isOnlySeason = beyondSeason.map { $0.direction != shown } ?? false
    doubt = shown == nil ? nil : isOnlyMix ? .mix : isOnlySeason ? .season : nil
    verdict = doubt == nil ? plain : .inconclusive
  }
}

extension Verdict {
  fileprivate var direction: Direction? {
    if case .signal(let direction, _) = self { direction } else { nil }
  }
}

extension Estimate {
  /// The way in which a difference leaves 0 behind; `nil` when 0 is inside.
  fileprivate var direction: Verdict.Direction? {
    comparisonVerdict(lower: lower, upper: upper).direction
  }

  /// A difference less the one that was usual at that time of the year; `nil` without one.
  fileprivate func beyond(_ usual: Estimate?) -> Estimate? {
    let rest = usual.map { difference(of: self, minus: $0) }
    return rest.flatMap { $0.status == .ok ? $0.widened() : nil }
  }

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
