import Foundation
import Kernel
import Markup
import Storage
import Support
import Testing
import Web

@testable import People

extension Office {
  /// Tells the agent something about an occasion.
  @discardableResult
  func tell(_ person: Person, _ occasion: String, name: String = "Ünal") async throws -> Bool {
    let (scope, world) = (scope, world)
    return try await database.write { db in
      try Notice.tell(
        person.id, "notice.letter.refused", ["name": .text(name)], path: "/teams",
        occasion: occasion, scope: scope, world: world, in: db)
    }
  }
}

@Suite struct NoticeTests {
  @Test(arguments: Engine.available)
  func `a person is told of an occasion once, and others are not told`(
    engine: Engine
  ) async throws {
    try await withOffice(engine) { office in
      let first = try await office.tell(office.agent, "a")
      let again = try await office.tell(office.agent, "a")
      let other = try await office.tell(office.lead, "a")
      #expect(first && !again && other)
      let (scope, agent, admin) = (office.scope, office.agent.id, office.admin.id)
      let counts = try await office.database.read { db in
        [agent, admin].map { try? Notice.unread(by: $0, scope, in: db) }
      }
      #expect(counts == [1, 0])
    }
  }

  @Test func `what fills a sentence survives being kept`() {
    let values: [Notice.Value] = [
      .text(""), .text("n7"), .text("שלום"), .number(-3), .day(Day(number: 20_000)),
    ]
    for value in values { #expect(Notice.Value(stored: value.stored) == value) }
    #expect(Notice.Value(stored: "") == nil && Notice.Value(stored: "nx") == nil)
  }

  @Test(arguments: Engine.available)
  func `the page shows one's own notices, and opening one makes it read`(
    engine: Engine
  ) async throws {
    try await withOffice(engine) { office in
      let client = try await office.browser(of: office.agent)
      #expect(try await client.get("/notices").body.contains("class=\"empty\""))
      try await office.tell(office.agent, "a", name: "A <b>")
      try await office.tell(office.agent, "b")
      let page = try await client.get("/notices").body
      #expect(page.contains("2 notices are new.") && page.contains("A &lt;b&gt;"))
      #expect(page.contains("aria-hidden=\"true\">2</span>"))
      let start = try #require(page.range(of: "action=\"/notices/")?.upperBound)
      let rest = page[start...]
      // The form for all of them comes first.
      let own = try #require(rest.range(of: "action=\"/notices/")?.upperBound)
      let path = "/notices/" + rest[own...].prefix { $0 != "\"" }
      let csrf = try office.csrf(client)
      let opened = try await client.post(path, [("csrf", csrf)])
      #expect(opened.headers["location"] == "/teams")
      #expect(try await client.get("/profile").body.contains("aria-hidden=\"true\">1</span>"))
      let stranger = try await office.browser(of: office.lead)
      let refused = try await stranger.post(path, [("csrf", try office.csrf(stranger))])
      #expect(refused.status == 404)
      let last = path.split(separator: "/").dropFirst().first.map(String.init) ?? ""
      let all = try await client.post("/notices/reading", [("csrf", csrf), ("last", last)])
      #expect(all.status == 303)
      #expect(try await client.get("/notices").body.contains("You have read everything."))
    }
  }

  @Test(arguments: Engine.available)
  func `what somebody has dealt with is no news any more`(engine: Engine) async throws {
    try await withOffice(engine) { office in
      try await office.tell(office.agent, "a")
      let (scope, world, agent) = (office.scope, office.world, office.agent.id)
      let left = try await office.database.write { db in
        try Notice.settle("a", of: agent, scope: scope, world: world, in: db)
        return try Notice.unread(by: agent, scope, in: db)
      }
      #expect(left == 0)
    }
  }

  @Test func `every language has every word of a notice`() {
    let keys = noticeWords.keys(in: .en)
    #expect(noticeWords.duplicates.isEmpty)
    for language in Language.allCases { #expect(noticeWords.keys(in: language) == keys) }
  }
}
