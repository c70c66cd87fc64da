internal import Kernel
internal import Staffing

/// One forecast with all that follows from it, computed without looking at anything else.
struct ForecastMaking: Sendable {
  let made: MadeForecast
  let needs: [HalfHourNeed]
  let checks: [ForecastCheck]
  let prospects: [DayProspect]

  /// `nil` where nothing is known at all: no volume, and no number of contacts a month.
  init?(_ input: ForecastInput, id: MadeForecast.ID, now: Instant) {
    let queue = input.queue
    let past = PastVolume(input)
    guard let forecast = past.forecast() else { return nil }
    let assumptions = Assumptions(input, past)
    let needs = NeedMaking(queue, zone: input.zone, assumptions: assumptions)
      .needs(of: forecast)
    let checks = past.checks()
    let update = past.history.flatMap { history in
      past.isCold ? nil : IntradayUpdate(learningFrom: history, special: input.special)
    }
    let isLearning = update.map { $0.inertia < .infinity } ?? false
    made = MadeForecast(
      id: id, queue: queue.id, madeAt: now, firstDay: input.today, historyDays: past.knownDays,
      isCold: past.isCold, handling: assumptions.handling, patience: assumptions.patience,
      concurrency: assumptions.concurrency, record: checks.record,
      inertia: isLearning ? update?.inertia : nil,
      halfLife: update.flatMap { $0.halfLife < .infinity && isLearning ? $0.halfLife : nil },
      calendar: forecast.calendar?.rawValue, fingerprint: input.fingerprint)
    self.needs = needs
    self.checks = checks
    prospects = (0..<ForecastInput.ahead).compactMap { ahead in
      let desk = DeskDay(
        queue, input.today.advanced(by: ahead), in: input.zone, needs: needs,
        supply: input.supply, idle: input.idle, patience: assumptions.patience?.value)
      return desk.map { DayProspect($0, chats: assumptions.concurrency.value) }
    }
  }
}

/// What came before, as forecasts read it.
struct PastVolume {
  let history: VolumeHistory?
  /// Days of which something is known.
  let knownDays: Int
  private let input: ForecastInput

  init(_ input: ForecastInput) {
    self.input = input
    let rows = input.volumes.compactMap { volume -> VolumeHistory.Row? in
      let half = HalfHour(volume.start, in: input.zone)
      guard input.queue.arrives(on: half.day, half.slot) else { return nil }
      return VolumeHistory.Row(
        day: CalendarDay(number: half.day.number), slot: half.slot, count: volume.offered)
    }
    history = VolumeHistory(rows)
    knownDays = Set(rows.map(\.day)).count
  }

  /// Two weeks of days are the least that shapes can be learned from.
  var isCold: Bool { knownDays < 8 || (history?.days ?? 0) < 14 }

  private var hours: [[Bool]] {
    input.queue.kind == .letters ? OpenWeek.always.isOpen : input.queue.hours.isOpen
  }

  private var today: CalendarDay { CalendarDay(number: input.today.number) }

  func forecast() -> VolumeForecast? {
    if let history, !isCold {
      return VolumeForecast(
        history, from: today, days: ForecastInput.ahead, special: input.special, hours: hours)
    }
    guard let monthly = input.queue.monthly ?? monthlySoFar else { return nil }
    let week = typicalWeek(monthly: monthly, hours: hours)
    guard !week.isEmpty else { return nil }
    return VolumeForecast(typical: week, from: today, days: ForecastInput.ahead, hours: hours)
  }

  /// The month that the few known days point to.
  private var monthlySoFar: Double? {
    guard knownDays > 0 else { return nil }
    let openDays = hours.count { $0.contains(true) }
    let sum = input.volumes.reduce(0) { $0 + $1.offered }
    return sum / Double(knownDays) * Double(openDays) * 365.25 / 12 / 7
  }

  /// The last four weeks, each day forecast from the days before it.
  func checks() -> [ForecastCheck] {
    guard let history, !isCold else { return [] }
    let first = Swift.max(today + -28, history.first + 42)
    let count = today.number - first.number
    return rolledForecasts(
      history, from: first, days: count, special: input.special, hours: hours
    ).compactMap { check($0, history) }
  }

  private func check(_ day: VolumeForecast.Day, _ history: VolumeHistory) -> ForecastCheck? {
    var check = ForecastCheck(day: Day(number: day.day.number))
    for value in day.values {
      guard let count = history.count(day.day, value.slot) else { continue }
      let before = (1...8).compactMap { history.count(day.day + -7 * $0, value.slot) }
      guard !before.isEmpty else { continue }
      let plain = before.reduce(0, +) / Double(before.count)
      check.counted += count
      check.expected += value.mean
      check.missed += abs(count - value.mean)
      check.plainMissed += abs(count - plain)
      check.luck += poissonDeviation(value.mean)
      check.intervals += 1
      if count >= value.low, count <= value.high { check.inside += 1 }
    }
    return check.intervals > 0 ? check : nil
  }
}
