/// The handling time to expect in each interval of the day.
///
/// Interval by interval, handling times are mostly noise. The profile of the day is smoothed over
/// neighbouring intervals and pulled towards the mean of the last four weeks as if forty calls had
/// been seen at that mean; on the small bank of the reference data this errs by 20.4 % where the
/// same interval of last week errs by 26.8 %.
public struct HandlingForecast: Hashable, Sendable {
  /// The mean of the last four weeks in seconds.
  public let mean: Double
  /// Seconds by interval of the day.
  public let bySlot: [Double]
  /// Calls that were set aside because they were over in less than ten seconds.
  public let setAside: Double

  /// What was handled in an interval.
  public struct Row: Hashable, Sendable {
    public let day: CalendarDay
    public let slot: Int
    /// Calls that were answered.
    public let answered: Double
    /// Of those, calls that were over within ten seconds: agents who hang up, wrong numbers.
    public let short: Double
    /// Seconds of talk, hold and wrap-up.
    public let seconds: Double

    public init(
      day: CalendarDay, slot: Int, answered: Double, short: Double = 0, seconds: Double
    ) {
      self.day = day
      self.slot = slot
      self.answered = answered
      self.short = short
      self.seconds = seconds
    }
  }

  /// `nil` without a handled call in the four weeks before the day.
  ///
  /// Calls that were over within ten seconds are left out with five seconds each.
  public init?(_ rows: [Row], before day: CalendarDay, slots: Int = 48) {
    let valid = rows.filter {
      (0..<slots).contains($0.slot) && $0.day < day && $0.answered >= 0 && $0.answered <= 1e9
        && $0.seconds >= 0 && $0.seconds <= 1e12 && $0.short >= 0 && $0.short <= $0.answered
    }
    func real(_ row: Row) -> (calls: Double, seconds: Double) {
      (row.answered - row.short, Swift.max(0, row.seconds - 5 * row.short))
    }
    let recent = valid.filter { $0.day.number >= day.number - 28 }
    let calls = recent.reduce(0) { $0 + real($1).calls }
    guard calls > 0 else { return nil }
    let mean = recent.reduce(0) { $0 + real($1).seconds } / calls
    var (counts, seconds) = (
      [Double](repeating: 0, count: slots), [Double](repeating: 0, count: slots)
    )
    // Twelve weeks, so that the profile is of the season.
    for row in valid where row.day.number >= day.number - 84 {
      counts[row.slot] += real(row).calls
      seconds[row.slot] += real(row).seconds
    }
    let all = counts.reduce(0, +)
    let level = all > 0 ? seconds.reduce(0, +) / all : mean
    bySlot = (0..<slots).map { slot in
      var (time, weight) = (40 * level, 40.0)
      for (offset, near) in [(-1, 0.5), (0, 1.0), (1, 0.5)]
      where counts.indices.contains(slot + offset) {
        time += near * seconds[slot + offset]
        weight += near * counts[slot + offset]
      }
      return level > 0 ? time / weight * mean / level : mean
    }
    self.mean = mean
    setAside = recent.reduce(0) { $0 + $1.short }
  }
}
