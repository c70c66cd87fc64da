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

  /// A median of fewer is one customer's luck, and weeks of so few are skewed.
  private static let fewestInAWeek = 5

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
