import Staffing

/// Forecasts from many origins, beside what came.
struct ForecastReport: Encodable {
  /// One interval.
  struct Value: Encodable {
    let start: String
    let mean: Double
    let q10: Double
    let q50: Double
    let q90: Double
  }

  /// One look ahead.
  struct Origin: Encodable {
    let origin: String
    /// The calendar that customers had followed until then.
    let calendar: String?
    /// Days that are marked, with their word.
    let special: [String: String]
    let evaluation: Evaluation
    let values: [Value]
  }

  /// Forecasts against counts that are known.
  struct Evaluation: Encodable {
    var intervals = 0
    var counted = 0.0
    var forecast = 0.0
    var missed = 0.0
    var inside = 0

    mutating func add(_ count: Double, _ value: VolumeForecast.Value) {
      intervals += 1
      counted += count
      forecast += value.mean
      missed += abs(count - value.mean)
      if count >= value.low && count <= value.high { inside += 1 }
    }

    mutating func add(_ other: Evaluation) {
      intervals += other.intervals
      counted += other.counted
      forecast += other.forecast
      missed += other.missed
      inside += other.inside
    }

    var error: Double? { counted > 0 ? missed / counted : nil }
    var coverage: Double? { intervals > 0 ? Double(inside) / Double(intervals) : nil }

    private enum CodingKeys: String, CodingKey {
      case intervals, counted, forecast, wape
      case coverage = "coverage_80"
    }

    func encode(to encoder: any Encoder) throws {
      var box = encoder.container(keyedBy: CodingKeys.self)
      try box.encode(intervals, forKey: .intervals)
      try box.encode(counted, forKey: .counted)
      try box.encode(forecast, forKey: .forecast)
      try box.encode(error, forKey: .wape)
      try box.encode(coverage, forKey: .coverage)
    }
  }

  let history: String
  let intervalSeconds: Int
  let horizonDays: Int
  let stepDays: Int
  let evaluation: Evaluation
  let origins: [Origin]

  private enum CodingKeys: String, CodingKey {
    case history, evaluation, origins
    case intervalSeconds = "interval_s"
    case horizonDays = "horizon_days"
    case stepDays = "step_days"
  }

  /// Only origins whose whole horizon ends before `until`.
  init(
    _ file: VolumeFile, path: String, from: CalendarDay, until: CalendarDay, horizon: Int,
    step: Int, special: SpecialDays
  ) {
    history = path
    intervalSeconds = file.interval
    horizonDays = horizon
    stepDays = step
    var (origins, all) = ([Origin](), Evaluation())
    var origin = from
    while origin + horizon <= until {
      let found = Self.origin(file, origin, horizon: horizon, special: special)
      all.add(found.evaluation)
      origins.append(found)
      origin = origin + step
    }
    self.origins = origins
    evaluation = all
  }

  private static func origin(
    _ file: VolumeFile, _ origin: CalendarDay, horizon: Int, special: SpecialDays
  ) -> Origin {
    let forecast = VolumeForecast(file.history, from: origin, days: horizon, special: special)
    var (values, evaluation, marks) = ([Value](), Evaluation(), [String: String]())
    for day in forecast.days {
      if let mark = day.mark { marks[day.day.text] = mark }
      for value in day.values {
        let minute = value.slot * file.interval / 60
        values.append(
          Value(
            start: "\(day.day.text)T\((minute / 60).padded(2)):\((minute % 60).padded(2))",
            mean: value.mean, q10: value.low, q50: value.middle, q90: value.high))
        if let count = file.history.count(day.day, value.slot) { evaluation.add(count, value) }
      }
    }
    return Origin(
      origin: origin.text, calendar: forecast.calendar?.rawValue, special: marks,
      evaluation: evaluation, values: values)
  }

  /// A line for each origin and one for all of them.
  var text: String {
    let lines = origins.map { line($0.origin, $0.evaluation) }
    return
      (["origin       expected   counted   error   inside"] + lines + [line("all", evaluation)])
      .joined(separator: "\n")
  }

  private func line(_ name: String, _ found: Evaluation) -> String {
    [
      name.leading(10), found.forecast.fixed(0).trailing(10), found.counted.fixed(0).trailing(9),
      (found.error.map { ($0 * 100).fixed(2) + " %" } ?? "–").trailing(8),
      (found.coverage.map { ($0 * 100).fixed(0) + " %" } ?? "–").trailing(7),
    ].joined(separator: " ")
  }
}
