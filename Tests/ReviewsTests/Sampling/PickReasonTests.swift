import Kernel
import Storage
import Support
import Testing
import Web

@testable import People
@testable import Reviews

@Suite struct PickReasonTests {
  private static let later = "Why it was picked you read after handing in"

  private static func reopen(_ month: Month) async throws {
    try await month.database.write { db in
      try db.execute(
        """
        UPDATE conversation SET reopen_count = 1
        WHERE workspace_id = \(month.scope) AND channel = 'call'
        """)
    }
  }

  @Test(arguments: Engine.available)
  func `whoever rates learns why it was picked once they have handed in, the lead at once`(
    engine: Engine
  ) async throws {
    try await withMonth(engine) { month in
      try await Self.reopen(month)
      let cycle = try await month.openCycle {
        $0.asksSelfAssessment = false
        $0.sampling = SamplingRule(flagged: 20)
      }
      let lead = month.browser(month.lead, Grant(.lead, team: month.team))
      let flag = "Flagged for a second look: reopened once."
      #expect(try await lead.get("/cycles/\(cycle.id.text)/sample").body.contains(flag))
      let authors = try await month.authors(cycle)
      let picks = try await month.database.read { db in
        try Pick.all(in: cycle.id, month.scope, in: db)
      }
      let flagged = Set(picks.filter(\.isSuspicious).map(\.id))
      let reviews = try await month.reviews(cycle)
      let review = try #require(reviews.first { flagged.contains($0.pick) })
      let writer = try #require(authors[review.id])
      let browser = month.browser(writer, Grant(.agent))
      for path in ["/work", "/reviews/\(review.id.text)"] {
        let page = try await browser.get(path)
        #expect(page.body.contains(Self.later), "\(path)")
        // Also of what the lot drew: else silence would be the sign.
        #expect(!page.body.contains("Flagged") && !page.body.contains("Drawn by lot:"), "\(path)")
      }
      try await month.handIn(review, month.draft())
      let done = try await browser.get("/work?tab=done")
      #expect(done.body.contains(flag) && !done.body.contains(Self.later))
      #expect(try await browser.get("/reviews/\(review.id.text)").body.contains(flag))
    }
  }

  @Test(arguments: Engine.available)
  func `where only the lot draws, why is said at once`(engine: Engine) async throws {
    try await withMonth(engine) { month in
      _ = try await month.openCycle()
      let page = try await month.browser(month.agents[0], Grant(.agent)).get("/work")
      #expect(page.body.contains("Drawn by lot:") && !page.body.contains(Self.later))
      // To oneself one is not "this person".
      #expect(page.body.contains(" of your ") && page.body.contains("of this person"))
    }
  }
}
