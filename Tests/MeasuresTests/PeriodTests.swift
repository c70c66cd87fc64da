import Kernel
import Testing

@testable import Measures

@Suite struct PeriodTests {
  private func day(_ text: String) throws -> Day { try #require(Day(iso: text)) }

  @Test func `a week begins on Monday, a quarter and a half-year with their first month`() throws {
    let sunday = try day("2026-11-29")
    let week = Period(.week, holding: sunday)
    #expect(week.first.iso == "2026-11-23" && week.last == sunday)
    let quarter = Period(.quarter, holding: sunday)
    #expect(quarter.first.iso == "2026-10-01" && quarter.last.iso == "2026-12-31")
    let half = Period(.halfYear, holding: try day("2026-06-30"))
    #expect(half.first.iso == "2026-01-01" && half.last.iso == "2026-06-30")
  }

  @Test func `whole months are compared with whole months, other days with as many before`() throws
  {
    let february = Period(.month, holding: try day("2024-02-10"))
    #expect(february.previous.first.iso == "2024-01-01")
    #expect(february.previous.last.iso == "2024-01-31")
    #expect(february.yearBefore.last.iso == "2023-02-28")
    let ten = Period(first: try day("2026-11-11"), last: try day("2026-11-20"))
    #expect(ten.previous.first.iso == "2026-11-01" && ten.previous.days == 10)
    #expect(ten.yearBefore.first.weekday == ten.first.weekday)
  }

  @Test func `a period splits into the stretches that touch it`() throws {
    let period = Period(first: try day("2025-12-15"), last: try day("2026-02-03"))
    let months = period.split(by: .month)
    #expect(months.map(\.first.iso) == ["2025-12-01", "2026-01-01", "2026-02-01"])
    #expect(period.split(by: .day).count == period.days)
  }

  @Test func `every metric names a counter-metric that exists, and no name comes twice`() {
    #expect(Set(Metric.all.map(\.id)).count == Metric.all.count)
    for metric in Metric.all {
      #expect(metric.counter.flatMap(Metric.named) != nil, "\(metric.id)")
    }
  }
}
