import Kernel
import Statistics
import Testing

@testable import Measures

/// Opening hours, holidays and pauses drawn from a seed.
private struct Sample {
  let hours: Hours
  let pauses: Pauses
  let start: Instant
  let end: Instant

  static let zones = [
    "Europe/Berlin", "America/New_York", "Asia/Jerusalem", "Asia/Shanghai", "Australia/Lord_Howe",
    "America/Santiago", "Pacific/Apia",
  ]

  init(seed: UInt64) {
    var chance = SplitMix64(seed: seed)
    func below(_ bound: Int) -> Int { Int(chance.next() % UInt64(bound)) }
    func openings() -> [Opening] {
      var minute = below(600)
      return (0..<below(4)).compactMap { _ in
        let length = 1 + below(500)
        defer { minute += length + below(200) }
        return Opening(from: minute, until: minute + length)
      }
    }
    let zone = Zone(name: Self.zones[below(Self.zones.count)]) ?? .utc
    // Around a change of the clock in most zones, or the day Apia left out.
    let first = [20_540, 20_750, 15_336][below(3)] + below(4)
    let begin = Int64(first) * 86_400 + Int64(below(86_400) / 60 * 60)
    start = Instant(milliseconds: begin * 1000)
    end = start.advanced(bySeconds: Int64(below(9 * 1440) * 60))
    hours = Hours(
      zone: zone, week: (0..<7).map { _ in openings() },
      special: (0..<3).map { _ in
        .init(day: Day(number: first + below(8)), name: "", openings: openings())
      })
    let origin = start
    pauses = Pauses(
      (0..<below(4)).map { _ in
        let from = origin.advanced(bySeconds: Int64((below(9 * 1440) - 300) * 60))
        return .init(from: from, to: from.advanced(bySeconds: Int64(below(1500) * 60)))
      })
  }

  /// Whether a minute counts, by looking at the local clock alone.
  ///
  /// In a repeated hour the day goes no further until the clock shows a later time than before.
  func count() -> (seconds: Double, minutes: [Instant]) {
    var furthest = Int64.min
    var minutes: [Instant] = []
    var moment = start.advanced(byDays: -3)
    while moment < end {
      let local =
        Int64(hours.zone.day(of: moment).number) * 1440
        + Int64(hours.zone.secondOfDay(of: moment) / 60)
      furthest = max(furthest, local)
      if moment >= start, isOpen(furthest), !isPaused(moment) { minutes.append(moment) }
      moment = moment.advanced(bySeconds: 60)
    }
    return (Double(minutes.count) * 60, minutes)
  }

  private func isOpen(_ local: Int64) -> Bool {
    let today = Int(local / 1440)
    return (today - 1...today).contains { number in
      let minute = Int(local) - number * 1440
      return hours.openings(on: Day(number: number)).contains {
        $0.from <= minute && minute < $0.until
      }
    }
  }

  private func isPaused(_ moment: Instant) -> Bool {
    pauses.spans.contains { $0.from <= moment && moment < ($0.to ?? end) }
  }
}

@Suite struct OpenTimesTests {
  @Test(arguments: UInt64(1)...160)
  func `business time is what a count of minutes gives`(seed: UInt64) {
    let sample = Sample(seed: seed)
    let (seconds, minutes) = sample.count()
    #expect(
      sample.hours.businessSeconds(
        from: sample.start, to: sample.end, without: sample.pauses) == seconds,
      "\(sample.hours.zone.name) \(sample.start) \(sample.end)")
    guard seconds > 0 else { return }
    // A promise of so many minutes is due at the end of the minute that completes it.
    for share in [1, minutes.count / 2, minutes.count] where share > 0 {
      let due = sample.hours.deadline(
        after: Double(share) * 60, from: sample.start, without: sample.pauses)
      #expect(due == minutes[share - 1].advanced(bySeconds: 60))
    }
    let opening = sample.hours.nextOpening(after: sample.start)
    #expect((opening ?? sample.end) <= (minutes.first ?? sample.end))
  }

  @Test func `years of hours are laid out once and then answered at once`() throws {
    let zone = try #require(Zone(name: "Europe/Berlin"))
    let week = try #require(Opening.list("9-12, 13-18"))
    let hours = Hours(zone: zone, week: Array(repeating: week, count: 5))
    let start = zone.start(of: try #require(Day(year: 2016, month: 1, day: 1)))
    let end = zone.start(of: try #require(Day(year: 2026, month: 1, day: 1)))
    let times = hours.openTimes(from: start, to: end)
    var whole = 0.0
    for day in zone.day(of: start).number..<zone.day(of: end).number {
      let begin = zone.start(of: Day(number: day))
      whole += times.seconds(from: begin, to: zone.start(of: Day(number: day + 1)))
    }
    #expect(whole == times.seconds(from: start, to: end))
    #expect(whole == 2609 * 8 * 3600)
    for step in 0..<100_000 {
      let from = start.advanced(bySeconds: Int64(step) * 3000)
      let due = try #require(times.deadline(after: 28_800, from: from))
      #expect(times.seconds(from: from, to: due) == 28_800)
    }
  }

  @Test func `pauses are put in order and joined`() {
    func at(_ seconds: Int64) -> Instant { Instant(milliseconds: seconds * 1000) }
    let pauses = Pauses([
      .init(from: at(50), to: at(60)), .init(from: at(10), to: at(20)),
      .init(from: at(15), to: at(30)), .init(from: at(40), to: at(40)),
      .init(from: at(55), to: nil), .init(from: at(90), to: at(95)),
    ])
    #expect(
      pauses.spans == [.init(from: at(10), to: at(30)), .init(from: at(50), to: nil)])
    let always = Hours.always(.utc)
    #expect(always.businessSeconds(from: at(0), to: at(100), without: pauses) == 30)
  }
}
