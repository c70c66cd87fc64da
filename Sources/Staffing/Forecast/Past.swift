import Glibc

/// A history made ready for learning: totals, roots and marks, computed once for all origins.
struct Past {
  let history: VolumeHistory
  let special: SpecialDays
  let slots: Int
  /// What came on each day.
  let total: [Double]
  /// The logarithm of the total and one.
  let logTotal: [Double]
  let dayOfMonth: [Int]
  /// What a day counts by its age in days.
  let fade: [Double]
  /// Marks of days of the history, by their number from its first day.
  let marks: [Int: SpecialDays.Mark]
  private let isWhole: [Bool]
  private let isMarked: [Bool]
  /// Square roots of counts; negative where missing.
  private let roots: [Double]
  private let firstWeekday: Int

  init(_ history: VolumeHistory, special: SpecialDays) {
    self.history = history
    self.special = special
    slots = history.slots
    let sums = (0..<history.days).map { history.total($0) }
    total = sums.map(\.total)
    logTotal = total.map { log($0 + 1) }
    dayOfMonth = (0..<history.days).map { (history.first + $0).date.day }
    fade = (0..<Swift.max(1, history.days)).map {
      pow(VolumeModel.Weight.week, Double($0) / 7)
    }
    roots = history.counts.map { $0 < 0 ? -1 : $0.squareRoot() }
    firstWeekday = history.first.weekday
    marks = special.marks.reduce(into: [:]) { marks, entry in
      let day = entry.key.number - history.first.number
      if day >= 0, day < history.days { marks[day] = entry.value }
    }
    var isMarked = [Bool](repeating: false, count: history.days)
    for day in marks.keys { isMarked[day] = true }
    self.isMarked = isMarked
    isWhole = Self.wholeDays(sums.map(\.seen), firstWeekday: history.first.weekday)
  }

  /// Days on which nearly everything was recorded that usually is on that weekday.
  private static func wholeDays(_ seen: [Int], firstWeekday: Int) -> [Bool] {
    var usual = [Double](repeating: 0, count: 7)
    for weekday in 0..<7 {
      let days = seen.indices.filter { (firstWeekday + $0) % 7 == weekday && seen[$0] > 0 }
      usual[weekday] = median(days.map { Double(seen[$0]) })
    }
    return seen.indices.map { day in
      seen[day] > 0 && Double(seen[day]) >= 0.9 * usual[(firstWeekday + day) % 7]
    }
  }

  func weekday(_ day: Int) -> Int { (firstWeekday + day) % 7 }

  /// The first day of the history that is such a weekday.
  func firstDay(_ weekday: Int) -> Int { (weekday - firstWeekday + 7) % 7 }

  func mark(_ day: Int) -> SpecialDays.Mark? { isMarked[day] ? marks[day] : nil }

  /// Whether a day was recorded whole.
  func isUsable(_ day: Int) -> Bool { isWhole[day] }

  /// What came in an interval; negative where it is missing.
  func count(_ day: Int, _ slot: Int) -> Double { history.counts[day * slots + slot] }

  /// Adds the roots of a day, each with its weight.
  func add(
    _ day: Int, weight: Double, scale: Double, to sums: inout [Double], _ weights: inout [Double]
  ) {
    roots.withUnsafeBufferPointer { roots in
      for slot in 0..<slots {
        let root = roots[day * slots + slot]
        guard root >= 0 else { continue }
        sums[slot] += weight * scale * root
        weights[slot] += weight
      }
    }
  }
}
