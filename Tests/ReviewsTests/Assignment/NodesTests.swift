import Kernel
import Storage
import Support
import Testing

@testable import People
@testable import Reviews

/// Several nodes that hand out reviews at the same moment.
@Suite struct NodesTests {
  @Test(arguments: Engine.available)
  func `four clients take four hundred, and nothing is given twice or unequally`(
    engine: Engine
  ) async throws {
    let agents = 21
    try await withMonth(engine, agents: agents, conversations: 20) { month in
      let cycle = try await month.openCycle {
        $0.asksSelfAssessment = false
        $0.size = SampleSize(minimum: 20)
      }
      try await withNodes(month.database, count: 4) { nodes in
        try await withThrowingTaskGroup(of: Void.self) { group in
          for (number, node) in nodes.enumerated() {
            group.addTask {
              // Each client acts for five people in turn, so that all take twenty.
              for step in 0..<100 {
                let person = month.agents[number * 5 + step % 5]
                try await node.write { db in
                  _ = try Cycle.require(cycle.id, month.scope, in: db).takeOneMore(
                    for: person, scope: month.acting(person), world: month.world, in: db)
                }
              }
            }
          }
          try await group.waitForAll()
        }
      }
      let reviews = try await month.reviews(cycle)
      let authors = try await month.authors(cycle)
      #expect(reviews.count == agents * 20 + 400)
      let looks = reviews.compactMap { review in
        authors[review.id].map { "\(review.pick) \($0)" }
      }
      #expect(Set(looks).count == looks.count)
      let pairs = Set(
        reviews.compactMap { review in
          authors[review.id].map { Assignment.Pair(reviewer: $0, reviewed: review.agent) }
        })
      #expect(pairs.allSatisfy { $0.reviewer != $0.reviewed && !pairs.contains($0.swapped) })
      let loads = month.agents.prefix(20).map { person in
        reviews.count { authors[$0.id] == person }
      }
      #expect((loads.max() ?? 0) - (loads.min() ?? 0) <= 1)
      let counts = Dictionary(grouping: reviews, by: \.pick).values.map(\.count)
      #expect((counts.min() ?? 0) >= 1 && (counts.max() ?? 0) <= Cycle.mostReviews)
    }
  }

  @Test(arguments: Engine.available)
  func `four nodes that open and pass on together do it once`(engine: Engine) async throws {
    try await withMonth(engine, agents: 9, conversations: 12) { month in
      let planned = try await month.database.write { db in
        try Cycle.plan(
          month.plan, for: month.team, scope: month.acting(month.lead), world: month.world, in: db)
      }
      let lead = month.acting(month.lead)
      try await withNodes(month.database, count: 4) { nodes in
        let opened = try await Self.together(nodes) { db in
          try planned.open(scope: lead, world: month.world, in: db)
        }
        #expect(opened == 1)
        let ill = month.agents[4]
        let passed = try await Self.together(nodes) { db in
          try Cycle.require(planned.id, month.scope, in: db).passOn(
            from: ill, scope: lead, world: month.world, in: db)
        }
        #expect(passed == 1)
      }
      let reviews = try await month.reviews(planned)
      let authors = try await month.authors(planned)
      let looks = reviews.compactMap { review in
        authors[review.id].map { "\(review.pick) \($0)" }
      }
      #expect(Set(looks).count == looks.count)
      let live = reviews.filter { $0.kind == .peer && $0.withdrawnAt == nil }
      #expect(live.count == 36)
      let loads = month.agents.filter { $0 != month.agents[4] }.map { person in
        live.count { authors[$0.id] == person }
      }
      #expect((loads.max() ?? 0) - (loads.min() ?? 0) <= 1)
    }
  }

  /// Does the same on every node at once; answers on how many it was not refused.
  private static func together(
    _ nodes: [any Database], _ body: @escaping @Sendable (any Connection) throws -> some Sendable
  ) async throws -> Int {
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for node in nodes {
        group.addTask {
          do {
            _ = try await node.write(body)
            return true
          } catch is CycleError {
            return false
          } catch is HandoverError {
            return false
          }
        }
      }
      return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
  }
}
