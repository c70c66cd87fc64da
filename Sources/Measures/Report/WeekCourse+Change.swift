internal import Glibc
internal import Statistics

/// The difference of two groups of weeks on the scale it is tested on: shares and points as they
/// are, times and counts as logarithms.
struct WeekContrast: Hashable, Sendable {
  let effect: Double
  let error: Double
  /// Of the spread between weeks.
  let degreesOfFreedom: Double
  let now: Double
  let before: Double
  let n: Int

  /// Fewer weeks than these say nothing about how weeks differ by themselves.
  static let fewestRecent = 3
  static let fewestPast = 8

  var p: Double? { studentTTwoSidedP(effect / error, degreesOfFreedom: degreesOfFreedom) }

  init?(_ recent: [WeekCourse.Week], since past: [WeekCourse.Week], _ kind: Metric.Kind) {
    let (recent, past) = (recent.filter { $0.n > 0 }, past.filter { $0.n > 0 })
    guard recent.count >= Self.fewestRecent, past.count >= Self.fewestPast else { return nil }
    switch kind {
    case .share: self.init(shares: recent, past)
    case .count: self.init(counts: recent, past)
    case .quantile: self.init(values: recent, past, isTime: true)
    case .index, .mean: self.init(values: recent, past, isTime: false)
    case .rate: return nil
    }
  }

  private init?(
    effect: Double, variance: Double, weeks: Int, now: Double, before: Double, n: Int
  ) {
    guard effect.isFinite, variance > 0, variance.isFinite else { return nil }
    self.effect = effect
    error = variance.squareRoot()
    degreesOfFreedom = Double(weeks - 2)
    self.now = now
    self.before = before
    self.n = n
  }

  /// Two shares whose weeks differ at least as much as the binomial has them differ (quasi-binomial,
  /// McCullagh and Nelder 1989, 4.5).
  private init?(shares recent: [WeekCourse.Week], _ past: [WeekCourse.Week]) {
    let (new, old) = (Sums(recent), Sums(past))
    let both = (new.hits + old.hits) / (new.n + old.n)
    let fewest = min(new.n, old.n) * min(both, 1 - both)
    guard fewest >= Self.fewestOfAKind else { return nil }
    var squares = 0.0
    for (weeks, sums) in [(recent, new), (past, old)] {
      let share = sums.share > 0 && sums.share < 1 ? sums.share : both
      for week in weeks {
        let distance = Double(week.hits) - Double(week.n) * share
        squares += distance * distance / (Double(week.n) * share * (1 - share))
      }
    }
    let count = recent.count + past.count
    let spread = max(1, squares / Double(count - 2))
    self.init(
      effect: new.share - old.share, variance: spread * both * (1 - both) * (1 / new.n + 1 / old.n),
      weeks: count, now: new.share, before: old.share, n: Int(new.n))
  }

  /// With fewer expected hits or misses than these, a share has no bell curve.
  private static let fewestOfAKind = 5.0

  /// Two rates a week whose weeks differ at least as much as counting noise (quasi-Poisson).
  private init?(counts recent: [WeekCourse.Week], _ past: [WeekCourse.Week]) {
    let (new, old) = (Sums(recent), Sums(past))
    let (now, before) = (new.hits / Double(recent.count), old.hits / Double(past.count))
    guard new.hits >= 10, old.hits >= 10 else { return nil }
    var squares = 0.0
    for (weeks, mean) in [(recent, now), (past, before)] {
      for week in weeks {
        let distance = Double(week.hits) - mean
        squares += distance * distance / mean
      }
    }
    let count = recent.count + past.count
    let spread = max(1, squares / Double(count - 2))
    self.init(
      effect: log(now / before), variance: spread * (1 / new.hits + 1 / old.hits), weeks: count,
      now: now, before: before, n: Int(new.hits))
  }

  /// Two weighted means of weekly values; a week counts as much as it holds.
  private init?(values recent: [WeekCourse.Week], _ past: [WeekCourse.Week], isTime: Bool) {
    func points(_ weeks: [WeekCourse.Week]) -> [(value: Double, weight: Double)] {
      weeks.compactMap { week in
        guard let value = week.value, week.n >= Self.fewestInAWeek else { return nil }
        return (isTime ? log(max(0, value) + 1) : value, Double(week.n))
      }
    }
    let (new, old) = (points(recent), points(past))
    guard new.count >= Self.fewestRecent, old.count >= Self.fewestPast else { return nil }
    func mean(_ points: [(value: Double, weight: Double)]) -> (mean: Double, weight: Double) {
      let weight = points.reduce(0) { $0 + $1.weight }
      return (points.reduce(0) { $0 + $1.value * $1.weight } / weight, weight)
    }
    let (now, before) = (mean(new), mean(old))
    func squares(_ points: [(value: Double, weight: Double)], _ mean: Double) -> Double {
      points.reduce(0) { $0 + $1.weight * ($1.value - mean) * ($1.value - mean) }
    }
    let spread = squares(new, now.mean) + squares(old, before.mean)
    let count = new.count + old.count
    self.init(
      effect: now.mean - before.mean,
      variance: spread / Double(count - 2) * (1 / now.weight + 1 / before.weight), weeks: count,
      now: isTime ? exp(now.mean) - 1 : now.mean,
      before: isTime ? exp(before.mean) - 1 : before.mean,
      n: Int(now.weight))
  }

  private static let fewestInAWeek = 3

  private struct Sums {
    let hits: Double
    let n: Double
    var share: Double { hits / n }

    init(_ weeks: [WeekCourse.Week]) {
      hits = Double(weeks.reduce(0) { $0 + $1.hits })
      n = Double(weeks.reduce(0) { $0 + $1.n })
    }
  }
}

extension WeekCourse {
  private var contrast: WeekContrast? { WeekContrast(recent, since: past, metric.kind) }

  /// The change since the months before, with the chance of as much by luck.
  var candidate: Candidate? {
    guard let contrast, let p = contrast.p else { return nil }
    let (lower, upper) = ends(contrast)
    return Candidate(
      .figure(metric), now: contrast.now, before: contrast.before,
      effect: Estimate(
        value: contrast.now - contrast.before, lower: lower, upper: upper, n: contrast.n,
        method: .leastSquares),
      p: max(p, beyondSeason(contrast)), plainP: p)
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
  private func beyondSeason(_ contrast: WeekContrast) -> Double {
    guard let year = WeekContrast(recentYearBefore, since: pastYearBefore, metric.kind) else {
      return 0
    }
    let beyond = contrast.effect - year.effect
    guard beyond * contrast.effect > 0 else { return 1 }
    let error = (contrast.error * contrast.error + year.error * year.error).squareRoot()
    return studentTTwoSidedP(
      beyond / error, degreesOfFreedom: min(contrast.degreesOfFreedom, year.degreesOfFreedom)) ?? 1
  }
}

/// Whether one weekday brings more than each of the others that are open, by at least a tenth.
///
/// Each week is compared with itself, so that busy weeks and quiet ones tell the same. The day has to
/// beat every other one (Berger 1982). Two days could each be taken for the busy one, so its chance
/// counts twice; that a third is, too, the tenth rules out.
func busyWeekday(_ weeks: [[Int]]) -> [Candidate] {
  let weeks = weeks.filter { $0.count == 7 }
  guard weeks.count >= WeekContrast.fewestPast else { return [] }
  let sums = (0..<7).map { day in weeks.reduce(0) { $0 + $1[day] } }
  let usual = Double(sums.reduce(0, +)) / 7
  let open = (0..<7).filter { Double(sums[$0]) >= usual / 2 }
  guard open.count > 2, sums.reduce(0, +) >= 200,
    let top = open.max(by: { sums[$0] < sums[$1] })
  else { return [] }
  func logs(_ count: (_ week: [Int]) -> Double) -> Moments {
    Moments(weeks.map { log(Double($0[top]) + 0.5) - log(count($0) + 0.5) })
  }
  let df = Double(weeks.count - 1)
  var largest = 0.0
  for other in open where other != top {
    let moments = logs { Double($0[other]) }
    guard let mean = moments.mean, let spread = moments.standardDeviation, spread > 0,
      let below = studentTCDF(
        -(mean - log(1.1)) / (spread / Double(weeks.count).squareRoot()), degreesOfFreedom: df)
    else { return [] }
    largest = max(largest, below)
  }
  let others = open.filter { $0 != top }
  let moments = logs { week in
    others.reduce(0) { $0 + Double(week[$1]) } / Double(others.count)
  }
  guard let mean = moments.mean, let spread = moments.standardDeviation,
    let t = studentTQuantile(0.975, degreesOfFreedom: df)
  else { return [] }
  let reach = t * spread / Double(weeks.count).squareRoot()
  return [
    Candidate(
      .busyWeekday(top + 1), now: Double(sums[top]) / Double(weeks.count),
      before: others.reduce(0) { $0 + Double(sums[$1]) } / Double(others.count * weeks.count),
      effect: Estimate(
        value: exp(mean), lower: exp(mean - reach), upper: exp(mean + reach), n: weeks.count,
        method: .studentT),
      p: min(1, largest * 2))
  ]
}
