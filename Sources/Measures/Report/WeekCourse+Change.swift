internal import Glibc
internal import Statistics

extension WeekCourse {
  /// With how many of the newest months as now a figure is looked at, and with which part of the
  /// level: a month's report asks of its month first, and a change that began earlier is best seen
  /// where it began.
  private static let splits: [(months: Int, weight: Double)] = [
    (1, 0.55), (2, 0.15), (3, 0.15), (4, 0.15),
  ]

  static var mostMonths: Int { splits.map(\.months).max() ?? 1 }

  /// The surest change of them, with the chance of as much by luck among all (a union bound).
  var candidate: Candidate? {
    let found = Self.splits.compactMap { split in
      candidate(since: split.months).map { (weight: split.weight, candidate: $0) }
    }
    let whole = found.reduce(0) { $0 + $1.weight }
    let all = found.map { $0.candidate.among(whole / $0.weight) }
    guard let surest = all.min(by: { $0.p < $1.p }), surest.p > Report.level else {
      return all.min { $0.p < $1.p }
    }
    // What season or mix explain is told with the numbers that look like news.
    return all.min { $0.plainP < $1.plainP }
  }

  private func candidate(since months: Int) -> Candidate? {
    guard let contrast = Self.contrast(weeks, months, metric), let p = contrast.p else {
      return nil
    }
    let season = beyondSeason(contrast, months)
    let mix = atSameMix[months].map { atSameMix(contrast, $0) } ?? 0
    let (lower, upper) = ends(contrast)
    return Candidate(
      .figure(metric), now: contrast.now, before: contrast.before,
      effect: Estimate(
        value: contrast.now - contrast.before, lower: lower, upper: upper, n: contrast.n,
        method: .leastSquares),
      p: max(p, season, mix), plainP: p, months: months,
      doubt: max(season, mix) <= Report.level ? nil : mix > season ? .mix : .season)
  }

  private static func contrast(
    _ weeks: [Week], _ months: Int, _ metric: Metric
  ) -> WeekContrast? {
    WeekContrast(
      weeks.filter { $0.monthsAgo < months }, since: weeks.filter { $0.monthsAgo >= months },
      metric.kind)
  }

  /// Both ends of the difference in the metric's own unit.
  private func ends(_ contrast: WeekContrast) -> (Double?, Double?) {
    guard let t = studentTQuantile(0.975, degreesOfFreedom: contrast.degreesOfFreedom) else {
      return (nil, nil)
    }
    let ends = [-t, t].map { contrast.effect + $0 * contrast.error }
    switch metric.kind {
    case .quantile, .count:
      // A ratio of what was before.
      let shift = metric.kind == .quantile ? 1.0 : 0
      let both = ends.map { (contrast.before + shift) * (exp($0) - 1) }
      return (both.first, both.last)
    default: return (ends.first, ends.last)
    }
  }

  /// How often chance alone would move this year as much beyond last year; 0 where last year is not
  /// known, 1 where it moved as far or further.
  private func beyondSeason(_ contrast: WeekContrast, _ months: Int) -> Double {
    guard let year = Self.contrast(yearBefore, months, metric) else { return 0 }
    let beyond = contrast.effect - year.effect
    guard beyond * contrast.effect > 0 else { return 1 }
    let error = (contrast.error * contrast.error + year.error * year.error).squareRoot()
    return studentTTwoSidedP(
      beyond / error, degreesOfFreedom: min(contrast.degreesOfFreedom, year.degreesOfFreedom)) ?? 1
  }

  /// How often chance alone would leave as much of the change as the other mix of conversations does
  /// not explain; 1 where it explains all of it.
  private func atSameMix(_ contrast: WeekContrast, _ change: MixedChange) -> Double {
    func scaled(_ value: Double) -> Double {
      metric.kind == .quantile ? log(max(0, value) + 1) : value
    }
    let explained = scaled(change.now) - scaled(change.standardised)
    let left = contrast.effect - explained
    guard left * contrast.effect > 0 else { return 1 }
    return studentTTwoSidedP(
      left / contrast.error, degreesOfFreedom: contrast.degreesOfFreedom) ?? 1
  }
}
