import Kernel
import Statistics
import Testing
import Web

@testable import Measures

/// How often a report finds what is true, and how often it says what is not.
///
/// 200 seeds with planted truths and 200 without; `./test --filter ReportPowerTests` prints the table.
@Suite struct ReportPowerTests {
  /// What some reports said.
  private struct Score: Sendable {
    private(set) var reports = 0
    private var found: [ReportWorld.Truth: Int] = [:]
    private(set) var withFalseClaim = 0
    private(set) var wrong: [String: Int] = [:]

    mutating func add(_ world: ReportWorld, of person: Actor.ID? = nil) {
      var figures = world.figures
      figures.person = person
      let claims = Report(figures).claims
      reports += 1
      for truth in Set(claims.compactMap(world.truth)) { found[truth, default: 0] += 1 }
      let said = claims.filter(world.isFalse)
      withFalseClaim += said.isEmpty ? 0 : 1
      for claim in said { wrong["\(claim.matter) \(claim.months)", default: 0] += 1 }
    }

    mutating func add(_ other: Score) {
      reports += other.reports
      withFalseClaim += other.withFalseClaim
      found.merge(other.found, uniquingKeysWith: +)
      wrong.merge(other.wrong, uniquingKeysWith: +)
    }

    subscript(_ truth: ReportWorld.Truth) -> Int { found[truth] ?? 0 }

    func line(_ name: String, _ hits: Int) -> String {
      let share = wilsonInterval(successes: hits, of: reports)
      func percent(_ value: Double?) -> String {
        value.map { "\(($0 * 1000).rounded() / 10) %" } ?? "–"
      }
      return
        "| \(name) | \(hits) of \(reports) | \(percent(share.value)) | \(percent(share.lower)) – \(percent(share.upper)) |"
    }
  }

  /// The scores of some seeds, half of them beside the other half.
  private func score(
    _ seeds: ClosedRange<Int>, _ add: @escaping @Sendable (UInt64, inout Score) -> Void
  ) async -> Score {
    await withTaskGroup(of: Score.self) { group in
      for part in 0..<4 {
        group.addTask {
          var score = Score()
          for seed in seeds where seed % 4 == part { add(UInt64(seed), &score) }
          return score
        }
      }
      return await group.reduce(into: Score()) { $0.add($1) }
    }
  }

  @Test func `planted truths are found, and at most 1 in 20 reports says anything else`() async {
    let planted = await score(1...200) { $1.add(ReportWorld(seed: $0, isPlanted: true)) }
    let empty = await score(1...200) { $1.add(ReportWorld(seed: $0, isPlanted: false)) }
    let own = await score(1...100) {
      $1.add(ReportWorld(seed: $0, isPlanted: true), of: ReportWorld.person(3))
    }
    let unlucky = await score(1...100) { seed, score in
      let world = ReportWorld(seed: seed, isPlanted: seed.isMultiple(of: 3))
      score.add(world, of: world.unlucky)
    }
    var lines = ["| of reports | share of them | | 95 % |", "|---|---|---|---|"]
    for truth in ReportWorld.Truth.allCases {
      lines.append(planted.line("power: \(truth.rawValue)", planted[truth]))
    }
    lines.append(
      own.line("power: improvedPerson in their own report", own[.improvedPerson]))
    lines.append(planted.line("any false claim beside truths", planted.withFalseClaim))
    lines.append(empty.line("any false claim about nothing", empty.withFalseClaim))
    lines.append(own.line("any false claim in the improved person's own", own.withFalseClaim))
    lines.append(unlucky.line("any false claim about who had bad luck", unlucky.withFalseClaim))
    print(lines.joined(separator: "\n"))
    let least: [ReportWorld.Truth: Int] = [
      .weakCriterion: 180, .improvedPerson: 150, .busyMonday: 150, .fallenFigure: 180,
      .fallenEarlier: 180,
    ]
    for truth in ReportWorld.Truth.allCases {
      #expect(planted[truth] >= least[truth] ?? 200, "\(truth)")
    }
    #expect(own[.improvedPerson] >= 80)
    #expect(planted.withFalseClaim <= 10, "\(planted.wrong)")
    #expect(empty.withFalseClaim <= 10, "\(empty.wrong)")
    #expect(own.withFalseClaim <= 5, "\(own.wrong)")
    #expect(unlucky.withFalseClaim <= 5, "\(unlucky.wrong)")
  }
}
