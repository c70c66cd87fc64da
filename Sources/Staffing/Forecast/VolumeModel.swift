import Glibc

/// What a usual day of each weekday brings, how the month bends it, and where the level stands.
///
/// Volume = shape of the weekday × place in the month × level now × what a special day does. Square
/// roots of counts are averaged, so that busy and quiet intervals weigh alike; weeks fade by 0.92;
/// a day unlike its weekday weighs less; half of what makes weekdays differ in shape is taken for
/// chance until many weeks say otherwise. See <doc:Forecasts>.
struct VolumeModel {
  /// How the past is weighed; one set for every team.
  enum Weight {
    /// What a week counts of the one after it.
    static let week = 0.92
    /// Days that are looked at for the shape.
    static let window = 182
    /// Weeks' worth of shape of all days that a weekday's own shape is mixed with.
    static let shared = 7.0
    /// Half-life of the level in days, how much of it is believed, and what a day keeps of it.
    static let levelHalfLife = 1.2
    static let levelBelieved = 0.8
    static let levelKept = 0.85
    static let levelDays = 14
    /// Beyond so many spreads a day weighs less.
    static let unusual = 3.0
    /// Days around a day of the month that count for it, and ordinary months it is pulled to.
    static let monthReach = 1.3
    static let monthPull = 1.0
  }

  /// Expected counts of a usual day, weekday by weekday; empty where none was seen.
  let profiles: [[Double]]
  /// By day of the month, 1…31; the factor on a day's volume.
  let month: [Double]
  /// The logarithm of the level on the day before the forecast, against the profiles.
  let level: Double
  /// The effect of each special mark.
  let effects: [String: Double]
  private let special: SpecialDays

  /// Learns from the days of a past before day `end`, counted from its first.
  init(_ past: Past, end: Int) {
    special = past.special
    let start = Swift.max(0, end - Weight.window)
    let base = (0..<end).map { day in
      day >= start && past.isUsable(day) && past.mark(day) == nil
        ? past.fade[end - 1 - day] : 0
    }
    let surprise = Self.surprises(past, end: end, base: base)
    let spread = Self.spread(surprise, base: base)
    let month = MonthEffect(past, end: end, surprise: surprise, spread: spread)
    self.month = month.factors
    let weight = Self.typicality(past, surprise, month: month.factors, spread: spread)
    var profiles = Self.profiles(
      past, end: end, month: self.month, weight: zip(base, weight).map { $0 * $1 })
    let largest = Self.shareShapes(&profiles)
    self.profiles = profiles.map(\.counts)
    level = Self.level(
      past, end: end, month: self.month, typical: weight, totals: profiles.map(\.total),
      largest: largest)
    effects = Self.effects(past, end: end, surprise: surprise)
  }

  /// Expected counts of a day, so many days after the last one that was learned from.
  func expected(_ day: CalendarDay, ahead: Int) -> [Double] {
    let profile = profiles[day.weekday]
    guard !profile.isEmpty else { return [] }
    let now = level * pow(Weight.levelKept, Double(ahead))
    let factor = exp(now) * month[day.date.day] * effect(day)
    return profile.map { $0 * factor }
  }

  /// What the mark of a day does; 1 on a usual one.
  func effect(_ day: CalendarDay) -> Double {
    guard let mark = special.marks[day] else { return 1 }
    return mark.factor ?? effects[mark.word] ?? 1
  }

  /// How far each day is from the weighted median of its weekday, on the logarithm.
  private static func surprises(_ past: Past, end: Int, base: [Double]) -> [Double?] {
    var surprise = [Double?](repeating: nil, count: end)
    for weekday in 0..<7 {
      let days = stride(from: past.firstDay(weekday), to: end, by: 7)
      let seen = days.filter { base[$0] > 0 }
      guard !seen.isEmpty else { continue }
      let usual = weightedMedian(seen.map { past.logTotal[$0] }, seen.map { base[$0] })
      for day in days where past.isUsable(day) { surprise[day] = past.logTotal[day] - usual }
    }
    return surprise
  }

  /// How far usual days are from their weekday's median.
  private static func spread(_ surprise: [Double?], base: [Double]) -> Double {
    let sizes = surprise.indices.compactMap { base[$0] > 0 ? surprise[$0].map { abs($0) } : nil }
    return Swift.max(0.05, 1.4826 * weightedMedian(sizes, sizes.map { _ in 1 }))
  }

  /// 1 for a day like its weekday and its day of the month, less for one that is not.
  private static func typicality(
    _ past: Past, _ surprise: [Double?], month: [Double], spread: Double
  ) -> [Double] {
    surprise.indices.map { day in
      guard let value = surprise[day] else { return 0 }
      let distance = abs(value - log(month[past.dayOfMonth[day]])) / spread
      let ratio = Weight.unusual / Swift.max(distance, 1e-9)
      return distance < Weight.unusual ? 1 : ratio * ratio
    }
  }

  private struct Profile {
    var counts: [Double] = []
    var total = 0.0
    /// Weeks' worth of days behind it.
    var weeks = 0.0
  }

  private static func profiles(_ past: Past, end: Int, month: [Double], weight: [Double])
    -> [Profile]
  {
    (0..<7).map { weekday in
      var (sums, weights) = (
        [Double](repeating: 0, count: past.slots), [Double](repeating: 0, count: past.slots)
      )
      var (all, total) = (0.0, 0.0)
      for day in stride(from: past.firstDay(weekday), to: end, by: 7) where weight[day] > 0 {
        let bend = month[past.dayOfMonth[day]]
        past.add(day, weight: weight[day], scale: 1 / bend.squareRoot(), to: &sums, &weights)
        all += weight[day]
        total += weight[day] * past.total[day] / bend
      }
      guard all > 0 else { return Profile() }
      let means = zip(sums, weights).map { $1 > 0 ? RootMean.count(root: $0 / $1) : 0 }
      let (sum, mean) = (means.reduce(0, +), total / all)
      return Profile(
        counts: means.map { sum > 0 ? $0 * mean / sum : 0 }, total: sum > 0 ? mean : 0,
        weeks: all)
    }
  }

  /// Mixes each full weekday's shape with the shape of all of them; gives the usual total.
  private static func shareShapes(_ profiles: inout [Profile]) -> Double {
    let totals = profiles.map(\.total).filter { $0 > 0 }
    let usual = median(totals)
    let full = profiles.indices.filter { profiles[$0].total > 0.7 * usual }
    guard let one = full.first else { return usual }
    var shape = [Double](repeating: 0, count: profiles[one].counts.count)
    for index in full {
      for slot in shape.indices {
        shape[slot] += profiles[index].counts[slot] / profiles[index].total / Double(full.count)
      }
    }
    for index in full {
      let own = profiles[index].weeks / (profiles[index].weeks + Weight.shared)
      let total = profiles[index].total
      for slot in shape.indices {
        profiles[index].counts[slot] =
          own * profiles[index].counts[slot] + (1 - own) * total * shape[slot]
      }
    }
    return usual
  }

  private static func level(
    _ past: Past, end: Int, month: [Double], typical: [Double], totals: [Double], largest: Double
  ) -> Double {
    var (sum, weights) = (0.0, 0.0)
    for day in Swift.max(0, end - Weight.levelDays)..<end
    where past.isUsable(day) && past.mark(day) == nil {
      let expected = totals[past.weekday(day)]
      let total = past.total[day] / month[past.dayOfMonth[day]]
      guard expected > 0, total > 0 else { continue }
      let age = Double(end - 1 - day)
      let weight =
        exp2(-age / Weight.levelHalfLife) * typical[day] * Swift.min(1, expected / largest)
      sum += weight * log(total / expected)
      weights += weight
    }
    return weights > 0 ? Weight.levelBelieved * sum / weights : 0
  }

  private static func effects(_ past: Past, end: Int, surprise: [Double?]) -> [String: Double] {
    var (sums, counts) = ([String: Double](), [String: Double]())
    for (day, mark) in past.marks where day < end {
      guard let value = surprise[day] else { continue }
      sums[mark.word, default: 0] += value
      counts[mark.word, default: 0] += 1
    }
    return sums.reduce(into: [:]) { effects, entry in
      effects[entry.key] = exp(entry.value / ((counts[entry.key] ?? 0) + 1))
    }
  }
}

/// The middle one, or the mean of the two; 0 of nothing.
func median(_ values: [Double]) -> Double {
  guard !values.isEmpty else { return 0 }
  let sorted = values.sorted()
  let middle = sorted.count / 2
  return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}
