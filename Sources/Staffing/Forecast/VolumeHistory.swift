/// What came in each interval of past days, in local time.
///
/// An interval nobody recorded is missing, which is not zero; zero is written as zero.
public struct VolumeHistory: Hashable, Sendable {
  /// The first day there is.
  public let first: CalendarDay
  /// Intervals of a day: 48 half-hours, unless the rows say otherwise.
  public let slots: Int
  /// Day by day, interval by interval; negative where it is missing.
  private(set) var counts: [Double]

  /// How many days there are from the first to the last.
  public var days: Int { counts.count / slots }

  /// One recorded interval.
  public struct Row: Hashable, Sendable {
    public let day: CalendarDay
    /// Counted from midnight, local time.
    public let slot: Int
    public let count: Double

    public init(day: CalendarDay, slot: Int, count: Double) {
      self.day = day
      self.slot = slot
      self.count = count
    }
  }

  /// Fits rows into days; those out of range or without a number are left out.
  ///
  /// An hour that the clock shows twice is one interval with the mean of both; an hour that it
  /// leaves out is missing. `nil` without rows, and for more than ten million intervals.
  public init?(_ rows: [Row], slots: Int = 48) {
    guard (1...1440).contains(slots) else { return nil }
    let valid = rows.filter {
      (0..<slots).contains($0.slot) && $0.count >= 0 && $0.count <= 1e9
        && abs($0.day.number) < 4_000_000
    }
    guard let first = valid.map(\.day).min(), let last = valid.map(\.day).max(),
      (last.number - first.number + 1) * slots <= 10_000_000
    else { return nil }
    self.first = first
    self.slots = slots
    var sums = [Double](repeating: 0, count: (last.number - first.number + 1) * slots)
    var times = [Double](repeating: 0, count: sums.count)
    for row in valid {
      let place = (row.day.number - first.number) * slots + row.slot
      sums[place] += row.count
      times[place] += 1
    }
    counts = zip(sums, times).map { $1 > 0 ? $0 / $1 : -1 }
  }

  /// What came in an interval; `nil` where it is missing or not yet known.
  public func count(_ day: CalendarDay, _ slot: Int) -> Double? {
    let index = day.number - first.number
    guard index >= 0, index < days, (0..<slots).contains(slot) else { return nil }
    let count = counts[index * slots + slot]
    return count < 0 ? nil : count
  }

  /// The same without everything from a day on.
  public func before(_ day: CalendarDay) -> VolumeHistory {
    var earlier = self
    let kept = Swift.max(0, Swift.min(days, day.number - first.number))
    earlier.counts.removeLast(counts.count - kept * slots)
    return earlier
  }

  /// The day after the last one.
  public var end: CalendarDay { first + days }
}
