import Kernel
import Storage
import Support
import Testing
import Web

@testable import App
@testable import Reviews

struct DemoDisputeTests {
  @Test func `some disagree in every way, few scores change, and the lot looks twice`()
    async throws
  {
    let options = DemoOptions(seed: 9, agents: 6, months: 2, conversations: 400)
    try await withDatabase(.sqlite, Migration.every) { database in
      _ = try await Demo.load(options, into: database, world: .still(at: noon))
      let scope = Scope(workspace: .init(rawValue: 1))
      let (disputes, reviews, rule) = try await database.read { db in
        (
          try Dispute.all(scope, in: db),
          try Cycle.all(scope, in: db).flatMap { try Review.all(in: $0.id, scope, in: db) },
          try DisputeRule.current(scope, in: db)
        )
      }
      #expect(
        Set(disputes.map(\.state)).isSuperset(of: [.open, .resolved, .withdrawn]))
      #expect(
        Set(disputes.compactMap(\.outcome)).isSuperset(of: [.accepted, .partly, .refused]))
      let isAsked = disputes.contains { $0.state == .open && $0.step(.answered) != nil }
      #expect(isAsked)
      let today = Zone.utc.day(of: noon)
      let late = disputes.filter { $0.isOverdue(on: today) }
      #expect(late.isEmpty)
      let corrected = disputes.count { $0.outcome == .accepted || $0.outcome == .partly }
      let shared = reviews.count { $0.sharedAt != nil }
      #expect(corrected > 0 && corrected * 20 < shared)
      let seconds = reviews.filter { $0.kind == .second }
      let handedIn = seconds.count { $0.submittedAt != nil }
      #expect(handedIn > 0 && seconds.count * 100 < shared * (rule.secondPercent + 15))
      let isShared = seconds.contains { $0.sharedAt != nil }
      #expect(!isShared)
    }
  }
}
