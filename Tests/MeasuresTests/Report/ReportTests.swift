import Foundation
import Kernel
import Statistics
import Testing
import Web

@testable import Measures

@Suite struct ReportTests {
  @Test func `weighted Holm is Holm where all weights are alike`() throws {
    let values = [0.01, 0.04, 0.03, 0.005]
    let plain = try #require(adjustPValues(values, .holm))
    let weighted = try #require(adjustPValues(values, weights: [1, 1, 1, 1]))
    for (one, other) in zip(plain, weighted) { #expect(abs(one - other) < 1e-12) }
    // By hand: the first has half the weight, so it is judged at half the level.
    let dear = try #require(adjustPValues([0.02, 0.04], weights: [3, 1]))
    #expect(abs(dear[0] - 0.02 / 3 * 4) < 1e-12)
    #expect(abs(dear[1] - 0.04) < 1e-12)
    #expect(adjustPValues([0.5], weights: [0]) == nil)
    #expect(adjustPValues([0.5], weights: []) == nil)
  }

  @Test func `a month is held against its own past only where there are weeks enough`() {
    let week = WeekCourse.Week(monthsAgo: 5, hits: 8, n: 20)
    let bad = WeekCourse.Week(monthsAgo: 0, hits: 2, n: 20)
    func report(_ recent: Int, _ past: Int) -> Report {
      let weeks =
        Array(repeating: week, count: past) + Array(repeating: bad, count: recent)
      return Report(ReportFigures(courses: [WeekCourse(.csat, weeks: weeks)]))
    }
    #expect(report(4, 20).claims.map(\.matter) == [.figure(.csat)])
    #expect(report(2, 20).tested == 0)
    #expect(report(4, 7).tested == 0)
  }

  /// Weeks with some hits of a hundred, the oldest first; the last four are the newest month's.
  private func weeks(_ past: [Int], _ recent: [Int]) -> [WeekCourse.Week] {
    past.enumerated().map { index, hits in
      WeekCourse.Week(monthsAgo: (past.count - index + 3) / 4, hits: hits, n: 100)
    } + recent.map { WeekCourse.Week(monthsAgo: 0, hits: $0, n: 100) }
  }

  @Test func `what the same weeks did a year ago is the season and no news`() {
    let year = weeks(Array(repeating: 70, count: 20), [50, 52, 49, 51])
    let report = Report(
      ReportFigures(courses: [WeekCourse(.csat, weeks: year, yearBefore: year)]))
    #expect(report.claims.isEmpty)
    #expect(report.explained.map(\.matter) == [.figure(.csat)])
    #expect(report.explained.map(\.doubt) == [.season])
  }

  @Test func `what other conversations explain is no news, and half of it may be`() {
    let year = weeks(Array(repeating: 70, count: 20), [50, 52, 49, 51])
    func report(_ standardised: Double) -> Report {
      var course = WeekCourse(.csat, weeks: year)
      for months in 1...4 {
        course.atSameMix[months] = WeekCourse.MixedChange(
          now: 0.505, standardised: standardised)
      }
      return Report(ReportFigures(courses: [course]))
    }
    #expect(report(0.505).claims.map(\.matter) == [.figure(.csat)])
    #expect(report(0.6).claims.map(\.matter) == [.figure(.csat)])
    let other = report(0.695)
    #expect(other.claims.isEmpty)
    #expect(other.explained.map(\.doubt) == [.mix])
    #expect(report(0.75).claims.isEmpty)
  }

  @Test func `a change that began months ago is told with its month`() {
    let course = WeekCourse(
      .csat,
      weeks: weeks(
        Array(repeating: 70, count: 12) + [52, 49, 51, 50, 52, 49, 50, 51, 50, 48, 52, 50],
        [50, 52, 49, 51]))
    let report = Report(ReportFigures(courses: [course]))
    #expect(report.claims.map(\.months) == [4])
    #expect(report.claims.first?.isUp == false)
  }

  @Test func `weeks of a handful of answers tell nothing of a time`() {
    func report(_ n: Int) -> Report {
      let weeks = (0..<24).map { index in
        WeekCourse.Week(
          monthsAgo: (23 - index) / 4, n: n, value: index < 20 ? 600 + Double(index) : 6000)
      }
      return Report(ReportFigures(courses: [WeekCourse(.firstResponse, weeks: weeks)]))
    }
    #expect(report(4).tested == 0)
    #expect(report(5).claims.map(\.matter) == [.figure(.firstResponse)])
  }

  @Test func `weeks that differ wildly by themselves tell nothing`() {
    let wild = (0..<20).map { $0.isMultiple(of: 2) ? 90 : 30 }
    let report = Report(
      ReportFigures(courses: [WeekCourse(.csat, weeks: weeks(wild, [30, 30, 90, 30]))]))
    #expect(report.tested == 1)
    #expect(report.claims.isEmpty)
  }

  @Test func `nobody is named in a report of somebody else`() {
    var figures = ReportWorld(seed: 4, isPlanted: true).figures
    figures.person = ReportWorld.person(3)
    let report = Report(figures)
    #expect(report.claims.contains { $0.matter.person == ReportWorld.person(3) })
    figures.person = ReportWorld.person(1)
    #expect(Report(figures).claims.allSatisfy { $0.matter.person != ReportWorld.person(3) })
  }

  @Test func `weeks of a month are whole and end in it`() {
    let month = Period(.month, holding: ReportWorld.newest)
    let weeks = Weeks(month, today: month.last.advanced(by: 1))
    #expect(weeks.recent.count == 5)
    #expect(weeks.recent.allSatisfy { $0.days == 7 && month.contains($0.last) })
    #expect(weeks.past.count == 25)
    #expect(Weeks(month, today: month.first.advanced(by: 9)).recent.count == 2)
  }
}
