import Kernel
import Storage
import Support
import Testing
import Web

@testable import People
@testable import Reviews

@Suite struct ReceivedPagesTests {
  @Test(arguments: Engine.available)
  func `what waits for reading stands before what was read, however new that is`(
    engine: Engine
  ) async throws {
    try await withMonth(engine, conversations: 6) { month in
      let cycle = try await month.sharedCycle()
      let agent = try #require(month.agents.first)
      let client = month.browser(agent, Grant(.agent))
      let mine = try await month.database.read { db in
        try Review.received(by: agent, month.scope, in: db).map { "/reviews/\($0.id.text)" }
      }
      try #require(mine.count > 1)
      let newest = mine[0]
      let read = try await client.post("\(newest)/acknowledgement", [("csrf", "token")])
      #expect(read.status == 303)
      let page = try await client.get("/received").body
      let places = try mine.map { path in
        try #require(page.firstRange(of: "row-link\" href=\"\(path)\"")?.lowerBound)
      }
      #expect(places.max() == places.first)
      expectSound(page)
      #expect(cycle.state == .shared)
    }
  }
}
