/// Past days as they would have been forecast the evening before.
///
/// Each day is learned from the days before it alone. How far counts fall from forecasts is learned
/// anew every seventh day, also from what was past then.
/// - Parameters:
///   - history: what came.
///   - first: the first day to look at.
///   - count: how many days.
///   - special: marked days, as far as anybody knows today.
///   - hours: whether the team is open, by weekday from Monday and interval.
/// - Returns: the days of which something is known.
public func rolledForecasts(
  _ history: VolumeHistory, from first: CalendarDay, days count: Int,
  special: SpecialDays = SpecialDays(), hours: [[Bool]]
) -> [VolumeForecast.Day] {
  let marked = HolidayCalendar.followed(in: history.before(first)).map {
    SpecialDays($0, from: history.first, through: first + Swift.max(0, count)).adding(special)
  }
  let past = Past(history, special: marked ?? special)
  let start = first.number - history.first.number
  var spread: ForecastSpread?
  return (0..<Swift.max(0, Swift.min(400, count))).compactMap { index in
    let end = start + index
    guard end > 0, end < history.days else { return nil }
    if index.isMultiple(of: 7) || spread == nil { spread = ForecastSpread(past, end: end) }
    guard past.isUsable(end), let spread else { return nil }
    return VolumeForecast.day(
      history.first + end, ahead: 0, VolumeModel(past, end: end), spread, special: past.special,
      open: hours)
  }
}
