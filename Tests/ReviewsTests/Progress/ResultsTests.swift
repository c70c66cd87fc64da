import Conversations
import Kernel
import People
import Statistics
import Storage
import Support
import Testing

@testable import Reviews

@Suite struct ResultsTests {
  private static func rated(
    _ agent: Int64, _ score: Double, chance: Double, key: Int64
  ) -> Results.Rated {
    Results.Rated(
      cycle: .init(rawValue: 1), conversation: .init(rawValue: key),
      agent: .init(rawValue: agent), probability: chance, scores: [score],
      hasCriticalFail: false, values: [.init(rawValue: 1): [score / 100]])
  }

  @Test func `a team's score is over its conversations, not the mean of its people`() {
    // One person has 10 conversations, of which all were seen, the other 90 and a tenth was seen.
    let few = (0..<10).map { Self.rated(1, 40, chance: 1, key: $0) }
    let many = (0..<9).map { Self.rated(2, 80, chance: 0.1, key: 100 + $0) }
    let results = Results(few + many)
    #expect(abs((results.overall.value ?? 0) - 76) < 1e-9)
    #expect(results.meanOfPeople.value == 60)
    #expect(results.overall.n == 19)
    #expect(results.overall.effectiveN < 19)
  }

  @Test func `several reviews of a conversation count as their mean, once`() {
    var one = Self.rated(1, 60, chance: 0.5, key: 1)
    one.scores.append(100)
    let results = Results([one])
    #expect(results.overall.value == 80)
    #expect(results.overall.n == 1)
    #expect(!results.overall.isComparable)
  }

  @Test func `where nothing was reviewed there is no score`() {
    #expect(Results([]).overall.value == nil)
    #expect(Results([]).meanOfPeople.value == nil)
  }

  @Test func `strengths and focus points need five conversations and never overlap`() {
    let criteria = (1...4).map { Criterion.ID(rawValue: $0) }
    func results(_ count: Int64) -> Results {
      Results(
        (0..<count).map { key in
          var one = Self.rated(1, 50, chance: 1, key: key)
          for (index, id) in criteria.enumerated() { one.values[id] = [Double(index) / 4] }
          return one
        })
    }
    #expect(results(4).extremes(criteria).strengths.isEmpty)
    let extremes = results(5).extremes(criteria)
    #expect(extremes.strengths.map(\.rawValue) == [4, 3])
    #expect(extremes.focus.map(\.rawValue) == [1, 2])
    #expect(results(9).extremes([criteria[0]]).focus.isEmpty)
  }

  @Test(arguments: Engine.available)
  func `only shared reviews of others enter, with the chance stored at the draw`(
    engine: Engine
  ) async throws {
    try await withMonth(engine) { month in
      let cycle = try await month.openCycle()
      try await month.submitAll(cycle)
      let before = try await month.database.read { db in
        try Results.of([cycle.id], month.scope, in: db)
      }
      #expect(before.isEmpty)
      try await month.database.write { db in
        try cycle.share(on: cycle.plan.shareOn, scope: month.scope, world: month.world, in: db)
      }
      let after = try await month.database.read { db in
        try Results.of([cycle.id], month.scope, in: db)
      }
      #expect(after.rated.count == 20)
      #expect(after.rated.allSatisfy { $0.probability == 4.0 / 24 && $0.scores == [100] })
      #expect(after.overall.value == 100)
      #expect(after.people == month.agents.sorted())
      let agent = try #require(month.agents.first)
      let own = try await month.database.read { db in
        try Results.of([cycle.id], agent: agent, month.scope, in: db)
      }
      #expect(own.rated.count == 4)
      let criterion = try #require(month.card.rubric.criteria.first?.id)
      #expect(own.criterion(criterion).value == 100)
    }
  }
}
