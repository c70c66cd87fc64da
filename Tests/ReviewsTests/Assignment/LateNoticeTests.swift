import Kernel
import Storage
import Support
import Testing
import Web

@testable import People
@testable import Reviews

@Suite struct LateNoticeTests {
  /// A cycle in which one review of a colleague is still to come; that review with its writer.
  private func late(
    _ month: Month, isNamed: Bool
  ) async throws -> (cycle: Cycle, review: Review, writer: Person.ID) {
    let cycle = try await month.openCycle {
      $0.namesReviewers = isNamed
      $0.asksSelfAssessment = false
      $0.reviewsPerConversation = 3
    }
    let review = try #require(try await month.reviews(cycle).first)
    let authors = try await month.authors(cycle)
    let draft = month.draft()
    try await month.database.write { db in
      for other in try Review.all(in: cycle.id, month.scope, in: db) where other.id != review.id {
        let author = try #require(authors[other.id])
        try other.submit(
          draft, seconds: 1, scope: month.acting(author), world: month.world, in: db)
      }
    }
    return (cycle, review, try #require(authors[review.id]))
  }

  private func share(_ cycle: Cycle, _ month: Month) async throws {
    month.clock.set(cycle.plan.shareOn)
    try await month.database.write { db in
      _ = try Cycle.require(cycle.id, month.scope, in: db).share(
        on: cycle.plan.shareOn, scope: month.scope, world: month.world, in: db)
    }
  }

  @Test(arguments: Engine.available)
  func `whoever is late where nobody is named reads what becomes of it, and nobody else does`(
    engine: Engine
  ) async throws {
    try await withMonth(engine, agents: 8) { month in
      let (cycle, review, writer) = try await late(month, isNamed: false)
      let client = month.browser(writer, Grant(.agent))
      let paths = ["/work", "/reviews/\(review.id.text)"]
      for path in paths {
        #expect(try await !client.get(path).body.contains("This cycle names nobody."))
      }
      month.clock.set(cycle.plan.reviewBy.advanced(by: 1))
      for path in paths {
        let page = try await client.get(path)
        #expect(page.body.contains("This cycle names nobody."), "\(path)")
        expectSound(page.body)
      }
      try await share(cycle, month)
      for path in paths {
        let page = try await client.get(path)
        #expect(page.body.contains("waits until it comes from at least 3 colleagues"), "\(path)")
        expectSound(page.body)
      }
      let other = try #require(month.agents.first { $0 != writer })
      let page = try await month.browser(other, Grant(.agent)).get("/work")
      #expect(!page.body.contains("waits until it comes"))
    }
  }

  @Test(arguments: Engine.available)
  func `the lead reads that late reviews wait, whether or not any does`(
    engine: Engine
  ) async throws {
    try await withMonth(engine, agents: 8) { month in
      let (cycle, review, writer) = try await late(month, isNamed: false)
      try await share(cycle, month)
      let lead = month.browser(month.lead, Grant(.lead, team: month.team))
      let path = "/cycles/\(cycle.id.text)"
      let before = try await lead.get(path)
      #expect(before.body.contains("stays unread and enters no score"))
      expectSound(before.body)
      try await month.database.write { db in
        try review.current(month.scope, in: db).submit(
          month.draft(), seconds: 1, scope: month.acting(writer), world: month.world, in: db)
      }
      let after = try await lead.get(path)
      #expect(after.body.contains("stays unread and enters no score"))
    }
  }

  @Test(arguments: Engine.available)
  func `where reviewers are named nothing waits and nothing is said of it`(
    engine: Engine
  ) async throws {
    try await withMonth(engine, agents: 8) { month in
      let (cycle, review, writer) = try await late(month, isNamed: true)
      try await share(cycle, month)
      let client = month.browser(writer, Grant(.agent))
      for path in ["/work", "/reviews/\(review.id.text)"] {
        #expect(try await !client.get(path).body.contains("waits until it comes"))
      }
      let page = try await month.browser(month.lead, Grant(.lead, team: month.team))
        .get("/cycles/\(cycle.id.text)")
      #expect(!page.body.contains("waits until it comes"))
    }
  }
}
