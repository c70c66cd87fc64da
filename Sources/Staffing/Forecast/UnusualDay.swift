import Glibc

/// A past day that was unlike its weekday, and that nobody has explained yet.
public struct UnusualDay: Hashable, Sendable {
  public let day: CalendarDay
  /// What came.
  public let count: Double
  /// The weighted middle of the same weekday.
  public let usual: Double

  /// The days of a history that are further from their weekday than luck and ups and downs explain.
  ///
  /// Further than three spreads, and than a quarter; the newest first. Weekdays seen fewer than four
  /// times say nothing.
  public static func all(
    in history: VolumeHistory, special: SpecialDays = SpecialDays()
  ) -> [UnusualDay] {
    let levels = DayLevels(history).surprises
    let known = levels.compactMap(\.self)
    guard known.count >= 28 else { return [] }
    let spread = Swift.max(
      0.05, 1.4826 * weightedMedian(known.map { abs($0) }, known.map { _ in 1 }))
    return levels.indices.reversed().compactMap { index in
      let day = history.first + index
      guard let surprise = levels[index], abs(surprise) > Swift.max(0.25, 3 * spread),
        special.marks[day] == nil
      else { return nil }
      let count = history.total(index).total
      let usual = Swift.max(0, (count + 1) / exp(surprise) - 1)
      // Of a handful of contacts luck alone explains half or double.
      guard abs(count - usual) > 3 * Swift.max(1, usual).squareRoot() else { return nil }
      return UnusualDay(day: day, count: count, usual: usual)
    }
  }
}
