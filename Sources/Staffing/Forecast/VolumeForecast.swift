import Glibc

/// What will come in each interval of the next days, with how sure that is.
public struct VolumeForecast: Hashable, Sendable {
  /// One interval of a day.
  public struct Value: Hashable, Sendable {
    /// Counted from midnight, local time.
    public let slot: Int
    /// The expected count.
    public let mean: Double
    /// The whole count that one, five and nine in ten stay below; never negative.
    public let low: Double
    public let middle: Double
    public let high: Double
    /// The whole count that one and three in four stay below.
    public let lowerQuarter: Double
    public let upperQuarter: Double

    /// The points of a gamma distribution.
    init(slot: Int, mean: Double, variance: Double) {
      func point(_ z: Double) -> Double {
        GammaQuantile.count(mean: mean, variance: variance, z: z)
      }
      self.slot = slot
      self.mean = mean
      (low, middle, high) = (point(-GammaQuantile.ninety), point(0), point(GammaQuantile.ninety))
      lowerQuarter = point(-GammaQuantile.threeQuarters)
      upperQuarter = point(GammaQuantile.threeQuarters)
    }
  }

  /// One day: only the intervals in which the team is open.
  public struct Day: Hashable, Sendable {
    public let day: CalendarDay
    public let values: [Value]
    /// How far the whole day may be off: the variation of its level, for ``DayPlan``.
    public let variation: Double
    /// The word of the mark, on a special day.
    public let mark: String?

    /// The expected count of the day.
    public var mean: Double { values.reduce(0) { $0 + $1.mean } }
  }

  public let days: [Day]
  /// How good forecasts of the past weeks were; `nil` with less than two months of history.
  public let record: TrackRecord?
  /// The calendar that customers follow, where the history shows one.
  public let calendar: HolidayCalendar?

  /// Forecasts from a history alone; see <doc:Forecasts> for how, and how well it does.
  ///
  /// With two weeks of history the shapes of all weekdays are nearly one; with more each gets its
  /// own. Nothing from the first forecast day on is looked at. No days without a history.
  /// - Parameters:
  ///   - history: what came.
  ///   - first: the first day to forecast; the day after the history by default.
  ///   - count: how many days, up to 400.
  ///   - special: marked days of the past and of the days to come; a calendar that the history shows
  ///     is added by itself.
  ///   - hours: whether the team is open, by weekday from Monday and interval; by default where
  ///     something was recorded on that weekday in the last half year.
  public init(
    _ history: VolumeHistory, from first: CalendarDay? = nil, days count: Int,
    special: SpecialDays = SpecialDays(), hours: [[Bool]]? = nil
  ) {
    let first = first ?? history.end
    let known = history.before(first)
    let calendar = HolidayCalendar.followed(in: known)
    let count = Swift.max(0, Swift.min(400, count))
    let marked = calendar.map {
      SpecialDays($0, from: known.first, through: first + count).adding(special)
    }
    let past = Past(known, special: marked ?? special)
    self.calendar = calendar
    guard known.days > 0 else {
      (days, record) = ([], nil)
      return
    }
    let model = VolumeModel(past, end: known.days)
    let spread = ForecastSpread(past, end: known.days)
    record = spread.record
    let open = hours ?? Self.hours(past)
    let gap = first.number - known.end.number
    days = (0..<count).map { ahead in
      Self.day(
        first + ahead, ahead: ahead + gap, model, spread, special: past.special, open: open)
    }
  }

  /// A first forecast for a team without two weeks of history, from a ``typicalWeek(monthly:hours:)``.
  ///
  /// As unsure as new teams usually are: three in ten on the level of a day.
  /// - Parameters:
  ///   - week: expected counts by weekday from Monday and interval.
  ///   - first: the first day to forecast.
  ///   - count: how many days, up to 400.
  ///   - hours: whether the team is open, by weekday from Monday and interval.
  public init(
    typical week: [[Double]], from first: CalendarDay, days count: Int, hours: [[Bool]]
  ) {
    (record, calendar) = (nil, nil)
    let variation = 0.3
    days = (0..<Swift.max(0, Swift.min(400, count))).map { ahead in
      let day = first + ahead
      let counts = week.indices.contains(day.weekday) ? week[day.weekday] : []
      let open = hours.indices.contains(day.weekday) ? hours[day.weekday] : []
      let values = counts.indices.filter { $0 < open.count && open[$0] }.map { slot in
        let wave = variation * counts[slot]
        return Value(slot: slot, mean: counts[slot], variance: 1.5 * counts[slot] + wave * wave)
      }
      return Day(day: day, values: values, variation: variation, mark: nil)
    }
  }

  static func day(
    _ day: CalendarDay, ahead: Int, _ model: VolumeModel, _ spread: ForecastSpread,
    special: SpecialDays, open: [[Bool]]
  ) -> Day {
    let means = model.expected(day, ahead: ahead)
    let mark = special.marks[day]
    let unsure = special.variation(around: day, marked: spread.marked)
    let isOpen = open.indices.contains(day.weekday) ? open[day.weekday] : []
    let values = means.indices.compactMap { slot -> Value? in
      guard slot < isOpen.count, isOpen[slot] else { return nil }
      let mean = means[slot]
      let variance = spread.variance(mean, slot: slot, ahead: ahead, unsure: unsure)
      return Value(slot: slot, mean: mean, variance: variance)
    }
    return Day(
      day: day, values: values, variation: spread.levelVariation(ahead: ahead), mark: mark?.word)
  }

  /// Where something was recorded in the last half year, zero or not.
  private static func hours(_ past: Past) -> [[Bool]] {
    let end = past.history.days
    return (0..<7).map { weekday in
      var open = [Bool](repeating: false, count: past.slots)
      let days = stride(from: past.firstDay(weekday), to: end, by: 7)
      for day in days where day >= end - VolumeModel.Weight.window {
        for slot in open.indices where past.count(day, slot) >= 0 { open[slot] = true }
      }
      return open
    }
  }
}

extension ForecastSpread {
  /// The variation of a day's level so many days ahead.
  func levelVariation(ahead: Int) -> Double {
    let part = parts[Reach(ahead: ahead).rawValue]
    return part.variation * part.stretch.squareRoot()
  }
}
