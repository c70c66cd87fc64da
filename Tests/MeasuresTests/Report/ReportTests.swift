import Foundation
import Kernel
import Statistics
import Testing
import Web

@testable import Measures

@Suite struct ReportTests {
  private struct Score {
    var reports = 0
    var found: [ReportWorld.Truth: Int] = [:]
    var withFalseClaim = 0
    var wrong: [String: Int] = [:]

    mutating func add(_ world: ReportWorld, of person: Actor.ID? = nil) {
      var figures = world.figures
      figures.person = person
      let report = Report(figures)
      reports += 1
      for truth in Set(report.claims.compactMap(world.truth)) { found[truth, default: 0] += 1 }
      let said = report.claims.filter(world.isFalse)
      withFalseClaim += said.isEmpty ? 0 : 1
      for claim in said { wrong["\(claim.matter)", default: 0] += 1 }
    }

    func line(_ name: String, _ hits: Int) -> String {
      let share = wilsonInterval(successes: hits, of: reports)
      func percent(_ value: Double?) -> String {
        value.map { "\(($0 * 1000).rounded() / 10) %" } ?? "–"
      }
      return
        "\(name): \(hits) of \(reports), \(percent(share.value)) (\(percent(share.lower)) – \(percent(share.upper)))"
    }
  }

  @Test func `of 200 reports with planted truths most are found, and 1 in 20 says anything else`() {
    var score = Score()
    var own = Score()
    for seed in 1...200 {
      let world = ReportWorld(seed: UInt64(seed), isPlanted: true)
      score.add(world)
      if seed <= 50 { own.add(world, of: ReportWorld.person(3)) }
    }
    print(own.line("power, improvedPerson in their own report", own.found[.improvedPerson] ?? 0))
    #expect(own.found[.improvedPerson, default: 0] >= 33)
    #expect(own.withFalseClaim <= 2, "\(own.wrong)")
    for truth in ReportWorld.Truth.allCases {
      print(score.line("power, \(truth.rawValue)", score.found[truth] ?? 0))
    }
    print(score.line("any false claim beside planted truths", score.withFalseClaim))
    // A change that began a month too early for the three months is found in half of the reports.
    let least: [ReportWorld.Truth: Int] = [
      .weakCriterion: 180, .improvedPerson: 130, .busyMonday: 150, .fallenFigure: 180,
    ]
    for truth in ReportWorld.Truth.allCases {
      #expect(score.found[truth, default: 0] >= least[truth] ?? 200, "\(truth)")
    }
    #expect(score.withFalseClaim <= 10, "\(score.wrong)")
  }

  @Test func `of 200 reports about nothing at most 1 in 20 claims anything`() {
    var score = Score()
    for seed in 1...200 { score.add(ReportWorld(seed: UInt64(seed), isPlanted: false)) }
    print(score.line("any false claim about nothing", score.withFalseClaim))
    #expect(score.withFalseClaim <= 10, "\(score.wrong)")
  }

  @Test func `whoever only had bad luck is not told in their own report that they fell`() {
    var score = Score()
    for seed in 1...100 {
      let world = ReportWorld(seed: UInt64(seed), isPlanted: seed.isMultiple(of: 3))
      score.add(world, of: world.unlucky)
    }
    print(score.line("any false claim in the report of who had bad luck", score.withFalseClaim))
    #expect(score.withFalseClaim <= 5, "\(score.wrong)")
  }

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
    let week = WeekCourse.Week(hits: 8, n: 20)
    let bad = WeekCourse.Week(hits: 2, n: 20)
    func report(_ recent: Int, _ past: Int) -> Report {
      Report(
        ReportFigures(courses: [
          WeekCourse(
            .csat, recent: Array(repeating: bad, count: recent),
            past: Array(repeating: week, count: past))
        ]))
    }
    #expect(report(4, 20).claims.map(\.matter) == [.figure(.csat)])
    #expect(report(2, 20).tested == 0)
    #expect(report(4, 7).tested == 0)
  }

  @Test func `what the same weeks did a year ago is the season and no news`() {
    func weeks(_ hits: [Int]) -> [WeekCourse.Week] { hits.map { .init(hits: $0, n: 100) } }
    let (low, high) = (weeks([50, 52, 49, 51]), weeks(Array(repeating: 70, count: 20)))
    let course = WeekCourse(
      .csat, recent: low, past: high, recentYearBefore: low, pastYearBefore: high)
    let report = Report(ReportFigures(courses: [course]))
    #expect(report.claims.isEmpty)
    #expect(report.seasonal.map(\.matter) == [.figure(.csat)])
  }

  @Test func `weeks that differ wildly by themselves tell nothing`() {
    let wild = (0..<24).map { WeekCourse.Week(hits: $0.isMultiple(of: 2) ? 90 : 30, n: 100) }
    let recent = [30, 30, 90, 30].map { WeekCourse.Week(hits: $0, n: 100) }
    let report = Report(
      ReportFigures(courses: [WeekCourse(.csat, recent: recent, past: wild)]))
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
