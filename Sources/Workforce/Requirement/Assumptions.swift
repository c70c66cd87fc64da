internal import Kernel
internal import Staffing
internal import Statistics

/// What the need of a queue rests on beside its volume: written, measured, or usual.
struct Assumptions: Sendable {
  let handling: MadeForecast.Assumption
  let patience: MadeForecast.Assumption?
  let concurrency: MadeForecast.Assumption
  /// Seconds a contact takes by half-hour of the day; nothing where it is always the same.
  let handlingBySlot: [Double]

  init(_ input: ForecastInput, _ past: PastVolume) {
    let queue = input.queue
    concurrency =
      switch (queue.kind, input.pace) {
      case (.chats, let pace?): .init(Swift.max(1, pace.concurrency), .measured)
      case (.chats, nil): .init(queue.concurrency, .written)
      default: .init(1, .written)
      }
    let measured = HandlingForecast(
      input.volumes.compactMap { volume in
        guard let answered = volume.answered, let seconds = volume.handled, answered > 0 else {
          return nil
        }
        let half = HalfHour(volume.start, in: input.zone)
        return HandlingForecast.Row(
          day: CalendarDay(number: half.day.number), slot: half.slot, answered: answered,
          short: volume.short, seconds: seconds)
      }, before: CalendarDay(number: input.today.number))
    if let written = queue.handling {
      handling = .init(written, .written)
      handlingBySlot = []
    } else if let pace = input.pace {
      handling = .init(pace.handling.handlingTime(at: concurrency.value), .measured)
      handlingBySlot = []
    } else if let measured, measured.mean > 0 {
      handling = .init(measured.mean, .measured)
      handlingBySlot = measured.bySlot
    } else {
      handling = .init(queue.kind.usual.handling, .usual)
      handlingBySlot = []
    }
    patience = Self.patience(queue, input.volumes)
  }

  /// From those who hung up and everything that was waited in the last eight weeks; five are the
  /// fewest that say anything.
  private static func patience(
    _ queue: StaffingQueue, _ volumes: [HalfHourVolume]
  ) -> MadeForecast.Assumption? {
    if let written = queue.patience { return .init(written, .written) }
    guard let usual = queue.kind.usual.patience else { return nil }
    let last = volumes.last?.start ?? Instant(milliseconds: 0)
    let recent = volumes.filter { $0.start >= last.advanced(byDays: -56) }
    let abandoned = recent.reduce(0) { $0 + $1.abandoned }
    let waited = recent.reduce(0) { $0 + $1.waitAnswered + $1.waitAbandoned }
    let estimate = Staffing.patience(abandoned: Int(abandoned.rounded()), waited: waited)
    guard let value = estimate.value, estimate.n >= 5, value > 0 else {
      return .init(usual, .usual)
    }
    return .init(value, .measured, lower: estimate.lower, upper: estimate.upper)
  }
}

/// How many people each half-hour of a forecast takes.
struct NeedMaking: Sendable {
  let queue: StaffingQueue
  let zone: Zone
  let handling: Double
  let handlingBySlot: [Double]
  let patience: Double?
  let concurrency: Double

  init(_ queue: StaffingQueue, zone: Zone, assumptions: Assumptions) {
    self.init(
      queue, zone: zone, handling: assumptions.handling.value,
      patience: assumptions.patience?.value, concurrency: assumptions.concurrency.value,
      handlingBySlot: assumptions.handlingBySlot)
  }

  init(
    _ queue: StaffingQueue, zone: Zone, handling: Double, patience: Double?, concurrency: Double,
    handlingBySlot: [Double] = []
  ) {
    self.queue = queue
    self.zone = zone
    self.handling = handling
    self.handlingBySlot = handlingBySlot
    self.patience = patience
    self.concurrency = concurrency
  }

  func needs(of forecast: VolumeForecast) -> [HalfHourNeed] {
    var needs: [HalfHourNeed] = []
    for day in forecast.days {
      let values = Dictionary(day.values.map { ($0.slot, $0) }, uniquingKeysWith: { $1 })
      for half in HalfHour.all(of: Day(number: day.day.number), in: zone) {
        guard let value = values[half.slot] else { continue }
        let seconds =
          handlingBySlot.indices.contains(half.slot) ? handlingBySlot[half.slot] : handling
        needs.append(
          HalfHourNeed(
            queue: queue.id, start: half.start, calls: value.mean,
            quantiles: .init(
              low: value.low, lower: value.lowerQuarter, middle: value.middle,
              upper: value.upperQuarter, high: value.high),
            handling: seconds, agents: agents(value.mean, seconds), variation: day.variation))
      }
    }
    return queue.kind == .letters ? spread(needs) : needs
  }

  /// People for so many contacts in a half-hour that take so long.
  func agents(_ calls: Double, _ seconds: Double) -> Double {
    guard calls > 0, let demand = Demand(calls: calls, handlingTime: seconds) else { return 0 }
    let need: Need? =
      switch queue.kind {
      case .calls: Need(for: demand, patience: patience, promise: queue.promise)
      case .chats:
        Need(
          forChats: demand, concurrency: concurrency, patience: patience, promise: queue.promise)
      case .letters: nil
      }
    return need?.agents ?? demand.load / queue.mostOccupancy
  }

  /// Letters wait: week by week the fewest people in every open half-hour that keep the promise.
  private func spread(_ needs: [HalfHourNeed]) -> [HalfHourNeed] {
    let weeks = Dictionary(grouping: needs) { need in
      (zone.day(of: need.start).number - (needs.first.map { zone.day(of: $0.start).number } ?? 0))
        / 7
    }
    return weeks.keys.sorted().flatMap { week -> [HalfHourNeed] in
      let own = weeks[week] ?? []
      let open = own.map { isOpen($0) }
      let people =
        Backlog.need(
          zip(own, open).map { .init(arrivals: $0.calls, agents: 0, isOpen: $1) },
          handlingTime: handling, clock: queue.target, share: queue.share) ?? 0
      return zip(own, open).map { need, isOpen in
        HalfHourNeed(
          queue: need.queue, start: need.start, calls: need.calls, quantiles: need.quantiles,
          handling: need.handling, agents: isOpen ? people / queue.mostOccupancy : 0,
          variation: need.variation)
      }
    }
  }

  private func isOpen(_ need: HalfHourNeed) -> Bool {
    let half = HalfHour(need.start, in: zone)
    return queue.hours.isOpen(weekday: half.day.weekday, slot: half.slot)
  }
}
