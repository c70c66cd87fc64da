import Kernel
import People
import Storage
import Support
import Testing
import Web

@testable import App
@testable import Reviews

struct DemoLearningTests {
  private let options = DemoOptions(seed: 9, agents: 6, months: 3, conversations: 500)

  @Test func `people reflect, say what was useful, work on something, and have news`() async throws
  {
    try await withDatabase(.sqlite, Migration.every) { database in
      _ = try await Demo.load(options, into: database, world: .still(at: noon))
      let scope = Scope(workspace: .init(rawValue: 1))
      try await database.read { db in
        let today = Zone.utc.day(of: noon)
        let cycles = try Cycle.all(scope, in: db)
        let people = Set(
          try cycles.flatMap { try Review.all(in: $0.id, scope, in: db).map(\.agent) })
        #expect(people.count == 6)
        var (reflections, focuses, suggestions): ([Reflection], [Focus], Int) = ([], [], 0)
        for person in people.sorted() {
          let actor = Actor(
            person: person, name: "", workspace: scope.workspace, grants: [Grant(.agent)])
          reflections += try Reflection.all(of: person, for: actor, in: db)
          let own = try Focus.all(of: person, for: actor, in: db)
          let counts = Dictionary(grouping: own, by: \.cycle).mapValues(\.count)
          #expect(counts.values.allSatisfy { $0 <= Focus.most })
          focuses += own
          for cycle in cycles {
            suggestions += try Focus.Suggestion.all(to: person, in: cycle.id, for: actor, db: db)
              .count
          }
          let notices = try Notice.all(of: person, scope, in: db)
          #expect(!notices.isEmpty && notices.allSatisfy { $0.createdAt <= noon })
          #expect(notices.allSatisfy { ($0.readAt ?? noon) >= $0.createdAt })
        }
        #expect(reflections.count > 6 && reflections.contains(where: \.isShared))
        #expect(reflections.contains { !$0.isShared })
        #expect(suggestions > 0)
        let steps = focuses.flatMap(\.steps)
        #expect(!steps.isEmpty && focuses.contains { $0.origin == .proposed })
        #expect(steps.contains { $0.outcome?.kind == .done })
        #expect(steps.contains { $0.outcome == nil && $0.followUpOn >= today })
        #expect(steps.allSatisfy { step in step.outcome.map { $0.at <= noon } ?? true })
        let shared = try cycles.flatMap { try Review.all(in: $0.id, scope, in: db) }
          .filter { $0.sharedAt != nil }
        let rated = try shared.count { try !FeedbackRating.given(in: $0.id, scope, db: db).isEmpty }
        #expect(rated > 5 && rated < shared.count)
        let disputes = try Dispute.all(scope, in: db)
        #expect(disputes.contains { $0.state == .lapsed })
        #expect(disputes.count { $0.state == .lapsed } <= 2)
      }
    }
  }
}
