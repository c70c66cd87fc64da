import Glibc

/// Days unlike others, marked by people or by a calendar.
///
/// A marked day never teaches what a usual day is like. What it does to the volume is learned from
/// earlier days with the same mark, each of them pulled towards no effect as if one ordinary day had
/// been seen too; or it is said outright.
public struct SpecialDays: Hashable, Sendable {
  /// One mark.
  public struct Mark: Hashable, Sendable {
    /// Days with the same word are taken to be alike.
    public let word: String
    /// What the usual volume is multiplied with; `nil` to learn it.
    public let factor: Double?

    public init(_ word: String, factor: Double? = nil) {
      self.word = word
      self.factor = factor.flatMap { $0 >= 0 && $0 <= 100 ? $0 : nil }
    }
  }

  public var marks: [CalendarDay: Mark]

  public init(_ marks: [CalendarDay: Mark] = [:]) {
    self.marks = marks
  }

  /// The marks of a calendar, with one's own on top.
  public init(_ calendar: HolidayCalendar, from first: CalendarDay, through last: CalendarDay) {
    marks = calendar.kinds(from: first, through: last).mapValues {
      Mark("\(calendar.rawValue) \($0.rawValue)")
    }
  }

  /// The variation of a marked day before any was seen.
  static let unknown = 0.5

  /// How unsure a day is because it is special, or because one is near: bridges, rushes before, rests
  /// after.
  func variation(around day: CalendarDay, marked: Double) -> Double {
    if marks[day] != nil { return marked }
    return [-2, -1, 1, 2].contains { marks[day + $0] != nil } ? 0.25 : 0
  }

  /// Both, and of two marks for one day the other's.
  public func adding(_ own: SpecialDays) -> SpecialDays {
    SpecialDays(marks.merging(own.marks) { $1 })
  }
}

extension HolidayCalendar {
  /// The calendar that customers follow, as their calls show; `nil` when none explains them.
  ///
  /// A calendar must have had three special days or more in the history, most of them clearly
  /// quieter or busier than their weekday usually is, and all of them together further from it than
  /// four standard errors. Of several that pass the clearest is taken.
  public static func followed(in history: VolumeHistory) -> HolidayCalendar? {
    let unusual = DayLevels(history).surprises
    let usual = unusual.compactMap(\.self)
    guard usual.count >= 28 else { return nil }
    let middle = weightedMedian(usual.map { abs($0) }, usual.map { _ in 1 })
    let spread = Swift.max(0.05, 1.4826 * middle)
    let found = allCases.compactMap { calendar -> (HolidayCalendar, Double)? in
      let kinds = calendar.kinds(from: history.first, through: history.end + -1)
      let seen = kinds.keys.compactMap { unusual[$0.number - history.first.number] }
      guard seen.count >= 3 else { return nil }
      let clear = seen.count { abs($0) > Swift.max(0.25, 2 * spread) }
      let mean = seen.reduce(0, +) / Double(seen.count)
      let score = abs(mean) / (spread / Double(seen.count).squareRoot())
      guard clear * 2 > seen.count, score > 4 else { return nil }
      return (calendar, score)
    }
    return found.max { $0.1 < $1.1 }?.0
  }
}

/// How far each day's total is from its weekday's median, on the logarithm.
struct DayLevels {
  /// By day; `nil` where nothing was recorded.
  let surprises: [Double?]

  init(_ history: VolumeHistory) {
    let logs = (0..<history.days).map { day -> Double? in
      let (total, seen) = history.total(day)
      return seen > 0 ? log(total + 1) : nil
    }
    var medians = [Double?](repeating: nil, count: 7)
    for weekday in 0..<7 {
      let values = logs.indices.compactMap {
        (history.first + $0).weekday == weekday ? logs[$0] : nil
      }
      guard !values.isEmpty else { continue }
      medians[weekday] = weightedMedian(values, values.map { _ in 1 })
    }
    surprises = logs.indices.map { day in
      guard let value = logs[day], let usual = medians[(history.first + day).weekday] else {
        return nil
      }
      return value - usual
    }
  }
}

extension VolumeHistory {
  /// What came on a day, and in how many intervals something was recorded.
  func total(_ day: Int) -> (total: Double, seen: Int) {
    var (total, seen) = (0.0, 0)
    for slot in 0..<slots {
      let count = counts[day * slots + slot]
      if count >= 0 {
        total += count
        seen += 1
      }
    }
    return (total, seen)
  }
}

/// The value with half of the weight below it; 0 of nothing.
func weightedMedian(_ values: [Double], _ weights: [Double]) -> Double {
  let order = values.indices.sorted { values[$0] < values[$1] }
  let half = weights.reduce(0, +) / 2
  var sum = 0.0
  for index in order {
    sum += weights[index]
    if sum >= half { return values[index] }
  }
  return order.last.map { values[$0] } ?? 0
}
