internal import Kernel
internal import Storage
internal import Web

/// Everything the dashboard is made of.
struct DashboardModel: Sendable {
  let ground: MeasurePages.Ground
  /// All metrics over the period, in the order of the catalogue.
  let now: [Reading]
  let before: [String: Reading]
  /// The charts: a metric step by step.
  let series: [[Reading]]
  let arrivals: Arrivals?

  /// The metrics drawn over time, as far as there is something to draw.
  private static let drawn: [Metric] = [
    .volumeIn, .firstContactResolution, .firstResponse, .serviceLevel, .csat,
  ]

  static func read(
    _ ground: MeasurePages.Ground, _ readings: Readings, in db: any Connection
  ) throws -> DashboardModel {
    let look = ground.look
    let questions = Metric.all.map(look.question)
    let periods = [ground.period, ground.compared].compactMap(\.self)
    var read = ReadingGround(readings)
    let all = try readings.readings(questions, over: periods, on: &read, from: db)
    let before = ground.compared == nil ? [] : all.compactMap { $0.dropFirst().first }
    let steps = ground.period.split(by: Look.unit(of: ground.period))
    let known = Set(all.compactMap { $0.first }.filter { $0.absence == nil }.map(\.metric.id))
    let drawn = Self.drawn.filter { known.contains($0.id) }
    return DashboardModel(
      ground: ground, now: all.compactMap(\.first),
      before: Dictionary(
        before.map { ($0.metric.id, $0) }, uniquingKeysWith: { first, _ in first }),
      series: try readings.readings(
        drawn.map(look.question), over: steps, on: &read, from: db),
      arrivals: try Arrivals.read(look, ground.period, readings.scope, in: db))
  }

  func reading(_ metric: Metric) -> Reading? { now.first { $0.metric == metric } }
}

/// When conversations come: by weekday and half-hour, as averages a day, for staffing (ask 17).
struct Arrivals: Hashable, Sendable {
  /// Seven weekdays from Monday, 48 half-hours each.
  let counts: [[Int]]
  /// How many of each weekday the period holds.
  let days: [Int]

  var total: Int { counts.reduce(0) { $0 + $1.reduce(0, +) } }

  /// `nil` for what is not kept by the half-hour: one person, or two conditions at once.
  static func read(
    _ look: Look, _ period: Period, _ scope: Scope, in db: any Connection
  ) throws -> Arrivals? {
    let place = RollupSource.Place(look.question(.volumeIn), [period])
    guard let part = place.part, Slice.isKeptByDay(place.owner, part) else { return nil }
    if case .person = place.owner { return nil }
    let source = RollupSource(scope: scope, now: Instant(milliseconds: 0))
    let cells = try source.stored(
      .halfHours, place.owner, part, period.first, period.last, from: db)
    var counts = Array(repeating: Array(repeating: 0, count: 48), count: 7)
    for (day, cell) in cells {
      for entry in cell.halfHours.entries {
        let half = entry.code - Measure.halfHour0
        if counts[day.weekday - 1].indices.contains(half) {
          counts[day.weekday - 1][half] += entry.tally.n
        }
      }
    }
    var days = Array(repeating: 0, count: 7)
    for number in period.first.number...period.last.number {
      days[Day(number: number).weekday - 1] += 1
    }
    return Arrivals(counts: counts, days: days)
  }

  /// The weekday with the most on average, 0 for Monday; `nil` when no day stands out.
  ///
  /// It stands out when it has at least a quarter more than the mean of the other days that have
  /// any, and more than counting noise (Poisson, two standard errors and a half) explains.
  var busiest: Int? {
    let means = (0..<7).map { days[$0] > 0 ? Double(sum($0)) / Double(days[$0]) : 0 }
    guard let top = means.indices.max(by: { means[$0] < means[$1] }), days[top] >= 2 else {
      return nil
    }
    let others = means.indices.filter { $0 != top && means[$0] > 0 }
    guard others.count >= 2 else { return nil }
    let usual = others.reduce(0) { $0 + means[$1] } / Double(others.count)
    let error = (means[top] / Double(days[top])).squareRoot()
    return means[top] > usual * 1.25 && means[top] - usual > 2.5 * error ? top : nil
  }

  private func sum(_ weekday: Int) -> Int { counts[weekday].reduce(0, +) }
}
