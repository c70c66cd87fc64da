import Staffing
import Statistics
import Testing

@Suite struct ForecastTests {
  @Test func `a steady team is forecast nearly as well as luck allows`() throws {
    let history = try Series.history(days: 182, seed: 1)
    let forecast = VolumeForecast(history, days: 28)
    var (missed, sum) = (0.0, 0.0)
    for day in forecast.days {
      for value in day.values {
        let rate = Series.rate(day.day, value.slot)
        missed += abs(rate - value.mean)
        sum += rate
      }
    }
    #expect(missed / sum < 0.09)
    let record = try #require(forecast.record)
    #expect(record.error < 1.12 * record.luck && record.error < record.plainError)
  }

  @Test func `four in five counts lie between the ends, and no end is negative`() throws {
    var (inside, all) = (0, 0)
    for seed in 1...4 as ClosedRange<UInt64> {
      let whole = try Series.history(days: 200, seed: seed)
      let forecast = VolumeForecast(whole, from: Series.first + 172, days: 28)
      for day in forecast.days {
        for value in day.values {
          #expect(value.low >= 0 && value.low <= value.middle && value.middle <= value.high)
          guard day.day.weekday < 5, let count = whole.count(day.day, value.slot) else { continue }
          all += 1
          if value.low <= count && count <= value.high { inside += 1 }
        }
      }
    }
    #expect((0.74...0.87).contains(Double(inside) / Double(all)))
  }

  @Test func `nothing after the first forecast day is looked at`() throws {
    let whole = try Series.history(days: 150, seed: 3)
    let origin = Series.first + 120
    #expect(
      VolumeForecast(whole, from: origin, days: 7)
        == VolumeForecast(whole.before(origin), from: origin, days: 7))
  }

  @Test func `missing days are not days without calls`() throws {
    let whole = try Series.history(days: 120, seed: 4)
    let gaps = try Series.history(days: 120, seed: 4) { ($0.number % 11 == 0) ? nil : 1 }
    let zeros = try Series.history(days: 120, seed: 4) { ($0.number % 11 == 0) ? 0 : 1 }
    let (full, missing) = (VolumeForecast(whole, days: 7), VolumeForecast(gaps, days: 7))
    for (one, other) in zip(full.days, missing.days) where one.mean > 0 {
      #expect(abs(one.mean / other.mean - 1) < 0.12)
    }
    // A day of zeros is a surprise, weighs little, and still counts as seen.
    #expect(VolumeForecast(zeros, days: 7).days.map(\.mean).reduce(0, +) > 0)
  }

  @Test func `closed intervals are not forecast`() throws {
    let forecast = VolumeForecast(try Series.history(days: 100, seed: 5), days: 7)
    #expect(forecast.days.allSatisfy { $0.values.allSatisfy { (16..<40).contains($0.slot) } })
    let hours = (0..<7).map { weekday in (0..<48).map { weekday < 5 && (18..<36).contains($0) } }
    let short = VolumeForecast(try Series.history(days: 100, seed: 5), days: 7, hours: hours)
    #expect(short.days.map(\.values.count).reduce(0, +) == 5 * 18)
  }

  @Test func `a marked day learns from the one before and leaves usual days alone`() throws {
    let special = [40, 68, 110].map { Series.first + $0 }
    let history = try Series.history(days: 110, seed: 6) { special.contains($0) ? 0.3 : 1 }
    let marks = SpecialDays(
      Dictionary(uniqueKeysWithValues: special.map { ($0, SpecialDays.Mark("sale")) }))
    let marked = VolumeForecast(history, days: 7, special: marks)
    let blind = VolumeForecast(history, days: 7)
    #expect(marked.days[0].mark == "sale" && blind.days[0].mark == nil)
    // Two days at 0.3 and one usual day as prior: 0.3^(2/3) = 0.45.
    #expect(abs(marked.days[0].mean / blind.days[0].mean - 0.45) < 0.08)
    let said = VolumeForecast(
      history, days: 1,
      special: SpecialDays([special[2]: SpecialDays.Mark("sale", factor: 0)]))
    #expect(said.days[0].mean == 0)
  }

  @Test func `the calendar that customers follow shows in their calls`() throws {
    let start = try #require(CalendarDay(year: 2002, month: 11, day: 9))
    let end = Series.first + 300
    #expect(start == Series.first)
    let kinds = HolidayCalendar.jewish.kinds(from: start, through: end + 28)
    let keeping = try Series.history(days: 300, seed: 7) { kinds[$0] == nil ? 1 : 0.15 }
    #expect(HolidayCalendar.followed(in: keeping) == .jewish)
    let others = try Series.history(days: 300, seed: 7)
    #expect(HolidayCalendar.followed(in: others) == nil)
    let forecast = VolumeForecast(keeping, days: 28)
    #expect(forecast.calendar == .jewish)
  }

  @Test func `calls that come with wages are seen by the day of the month`() throws {
    let bent = try Series.history(days: 180, seed: 8) { $0.date.day <= 3 ? 1.5 : 1 }
    let forecast = VolumeForecast(bent, from: Series.first + 180, days: 40)
    func mean(_ isEarly: Bool) -> Double {
      let days = forecast.days.filter { ($0.day.date.day == 2) == isEarly && $0.day.weekday < 5 }
      return days.map { $0.mean / Series.weekdays[$0.day.weekday] }.reduce(0, +)
        / Double(Swift.max(1, days.count))
    }
    #expect(forecast.days.contains { $0.day.date.day == 2 && $0.day.weekday < 5 })
    #expect(mean(true) / mean(false) > 1.25)
  }

  @Test func `two weeks of history are enough to begin`() throws {
    let forecast = VolumeForecast(try Series.history(days: 14, seed: 9), days: 7)
    var (missed, sum) = (0.0, 0.0)
    for day in forecast.days where day.day.weekday < 5 {
      for value in day.values {
        missed += abs(Series.rate(day.day, value.slot) - value.mean)
        sum += Series.rate(day.day, value.slot)
      }
    }
    #expect(missed / sum < 0.2 && forecast.record == nil)
    #expect(VolumeHistory([]) == nil)
    let hours = (0..<7).map { weekday in (0..<48).map { weekday < 5 && (16..<36).contains($0) } }
    let typical = typicalWeek(monthly: 2_000, hours: hours)
    let weekly = typical.joined().reduce(0, +)
    #expect(isClose(weekly, 459.958_932_238_193_1))
    #expect(typical[6].allSatisfy { $0 == 0 } && typicalWeek(monthly: .nan, hours: hours).isEmpty)
  }

  @Test func `an hour that the clock shows twice is one, and one left out is missing`() throws {
    let day = Series.first
    let twice = try #require(
      VolumeHistory([
        .init(day: day, slot: 4, count: 10), .init(day: day, slot: 4, count: 14),
        .init(day: day, slot: 6, count: 3), .init(day: day, slot: 99, count: 3),
        .init(day: day, slot: 7, count: -3), .init(day: day, slot: 8, count: .nan),
      ]))
    #expect(twice.count(day, 4) == 12 && twice.count(day, 5) == nil && twice.count(day, 6) == 3)
    #expect(twice.count(day, 7) == nil && twice.count(day, 8) == nil)
  }

  @Test func `a small team's morning changes little, a real wave changes much`() throws {
    let luck = try Series.history(days: 150, seed: 10)
    let small = IntradayUpdate(learningFrom: luck)
    let means = (0..<48).map { Series.rate(Series.first + 2, $0) }
    let doubled = (0..<22).map { means[$0] * 1.3 }
    let rest = small.updated(means, after: doubled)
    #expect(rest[30] / means[30] < 1.12 && Array(rest.prefix(22)) == Array(means.prefix(22)))
    var waves = SplitMix64(seed: 4)
    let factors = (0..<200).map { _ in 0.6 + 0.8 * waves.unit() }
    let wavy = try Series.history(days: 150, seed: 11) { factors[$0.number - Series.first.number] }
    let alert = IntradayUpdate(learningFrom: wavy)
    #expect(alert.updated(means, after: doubled)[30] / means[30] > 1.15)
    #expect(IntradayUpdate(inertia: .nan).updated(means, after: doubled) == means)
    #expect(IntradayUpdate(inertia: 0).updated([0, 5], after: [0])[1] == 5)
  }

  @Test func `an update never makes the rest of a small team's day worse`() throws {
    var (without, with) = (0.0, 0.0)
    for seed in 20...22 as ClosedRange<UInt64> {
      let whole = try Series.history(days: 190, seed: seed)
      let update = IntradayUpdate(learningFrom: whole.before(Series.first + 150))
      for offset in 150..<190 {
        let day = Series.first + offset
        guard day.weekday < 5 else { continue }
        let forecast = VolumeForecast(whole, from: day, days: 1)
        var means = [Double](repeating: 0, count: 48)
        for value in forecast.days[0].values { means[value.slot] = value.mean }
        let later = update.updated(means, after: (0..<24).map { whole.count(day, $0) ?? -1 })
        for slot in 24..<40 {
          guard let count = whole.count(day, slot) else { continue }
          without += abs(count - means[slot])
          with += abs(count - later[slot])
        }
      }
    }
    #expect(with <= 1.01 * without)
  }

  @Test func `handling times are pulled to the mean, without hang-ups`() throws {
    let rows = (0..<28).flatMap { day in
      (18..<30).map { slot in
        HandlingForecast.Row(
          day: Series.first + day, slot: slot, answered: 11, short: 1,
          seconds: 10 * (slot < 24 ? 180 : 240) + 5)
      }
    }
    let found = try #require(HandlingForecast(rows, before: Series.first + 28))
    #expect(abs(found.mean - 210) < 1e-9 && found.setAside == 28 * 12)
    #expect(found.bySlot[19] < 190 && found.bySlot[28] > 230 && found.bySlot[2] == found.mean)
    #expect(HandlingForecast(rows, before: Series.first) == nil)
    #expect(HandlingForecast([], before: Series.first) == nil)
  }
}
