import Testing

@testable import Measures

@Suite struct AdvisorTests {
  private static func advisors() -> [Advisor] {
    func sets<Answer: CaseIterable & Hashable>(_ type: Answer.Type) -> [Set<Answer>] {
      let all = Array(Answer.allCases)
      return (0..<(1 << all.count)).map { bits in
        Set(all.indices.filter { bits & (1 << $0) != 0 }.map { all[$0] })
      }
    }
    var found: [Advisor] = []
    for jobs in sets(Advisor.Job.self) {
      for ways in sets(Advisor.Way.self) {
        for pains in sets(Advisor.Pain.self) {
          for sources in [[], Set(Advisor.Source.allCases), [.surveys], [.outcomes, .calls]] {
            found.append(Advisor(jobs: jobs, ways: ways, pains: pains, sources: Set(sources)))
          }
        }
      }
    }
    return found
  }

  @Test func `whatever is answered, there are at most five, and never how long a call takes`() {
    let never: Set<Metric> = [
      .handleTime, .talkTime, .wrapTime, .holdTime, .volumeSolved, .occupancy, .adherence,
    ]
    let speed: Set<Metric> = [
      .firstResponse, .serviceLevel, .abandonment, .resolutionTime, .answerWait,
      .solutionInTime,
    ]
    let faulty = Self.advisors().filter { advisor in
      let metrics = advisor.proposals.map(\.metric)
      let hasSpeed = !speed.isDisjoint(with: metrics)
      // Whether it helped stands beside every number about how fast it was.
      let isHonest = !hasSpeed || metrics.contains(.firstContactResolution)
      let hasCounters = advisor.proposals.allSatisfy { !$0.metric.isTempting || $0.counter != nil }
      return metrics.count > 5 || Set(metrics).count != metrics.count
        || !never.isDisjoint(with: metrics) || !isHonest || !hasCounters
    }
    #expect(faulty.isEmpty)
    #expect(Advisor.offered.allSatisfy { !never.contains($0) })
  }

  @Test func `nothing is proposed before something is said`() {
    #expect(Advisor().proposals.isEmpty)
    #expect(Advisor(ways: [.calls], sources: [.surveys]).proposals.isEmpty)
  }

  @Test func `a team that solves problems begins with first-contact resolution`() throws {
    let advisor = Advisor(
      jobs: [.solve], ways: [.mail], pains: [.comeBack, .waiting],
      sources: [.outcomes, .surveys])
    let metrics = advisor.proposals.map(\.metric)
    #expect(metrics.first == .firstContactResolution)
    #expect(metrics.contains(.firstResponse))
    #expect(!metrics.contains(.serviceLevel))
    let first = try #require(advisor.proposals.first)
    #expect(first.hasData)
    #expect(first.counter == .csat)
  }

  @Test func `who promised a time is held to it, and who did not is told the plain time`() throws {
    let promised = Advisor(
      jobs: [.repair], ways: [.mail], pains: [.slow], sources: [.outcomes, .promises])
    let kept = try #require(promised.proposals.first { $0.metric == .solutionInTime })
    #expect(kept.hasData && kept.counter == .reopens)
    func place(_ metric: Metric, _ advisor: Advisor) -> Int {
      advisor.proposals.firstIndex { $0.metric == metric } ?? Advisor.most
    }
    #expect(place(.solutionInTime, promised) < place(.resolutionTime, promised))
    #expect(place(.firstContactResolution, promised) < Advisor.most)
    let without = Advisor(ways: [.mail], pains: [.slow], sources: [.outcomes])
    #expect(place(.resolutionTime, without) < place(.solutionInTime, without))
    #expect(without.proposals.first { $0.metric == .solutionInTime }?.hasData != true)
    // Nobody who does not suffer from time is given a clock.
    let calm = Advisor(jobs: [.solve], pains: [.uneven], sources: [.outcomes, .promises])
    #expect(place(.solutionInTime, calm) == Advisor.most)
  }

  @Test func `a number without data is proposed as something to begin recording`() throws {
    let advisor = Advisor(jobs: [.solve], pains: [.comeBack])
    let first = try #require(advisor.proposals.first)
    #expect(first.metric == .firstContactResolution)
    #expect(!first.hasData)
  }
}
