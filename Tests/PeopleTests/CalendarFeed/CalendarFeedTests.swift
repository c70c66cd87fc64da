import Foundation
import Kernel
import Storage
import Support
import Testing
import Web

@testable import People

extension Office {
  /// Makes an address for somebody on their profile; the path of it.
  func makeFeed(_ client: TestClient) async throws -> String {
    let page = try await client.post("/profile/calendar", [("csrf", try csrf(client))])
    #expect(page.status == 200)
    let start = try #require(page.body.range(of: "value=\"http://localhost/calendar/"))
    let name = page.body[start.upperBound...].prefix { $0 != "\"" }
    return "/calendar/\(name)"
  }
}

@Suite struct CalendarFeedTests {
  @Test(arguments: Engine.available)
  func `whoever has the address reads that person's calendar without signing in`(
    engine: Engine
  ) async throws {
    try await withOffice(engine) { office in
      try await office.keep()
      try await office.keep(for: office.lead)
      let client = try await office.browser(of: office.agent)
      let path = try await office.makeFeed(client)
      let nobody = try await office.browser()
      let answer = try await nobody.get(path)
      #expect(answer.status == 200)
      #expect(answer.headers["content-type"] == "text/calendar; charset=utf-8")
      #expect(answer.headers["cache-control"] == "no-store")
      // Two blocks of their own, none of the lead's.
      #expect(answer.body.components(separatedBy: "BEGIN:VEVENT").count == 3)
      #expect(answer.body.contains("SUMMARY;LANGUAGE=en:Kept free: Reviews\r\n"))
      #expect(try await client.get("/profile").body.contains("A program read it last"))
    }
  }

  @Test(arguments: Engine.available)
  func `a moved block keeps its name and counts up, a cancelled one says so`(
    engine: Engine
  ) async throws {
    try await withOffice(engine) { office in
      try await office.keep(count: 1)
      let client = try await office.browser(of: office.agent)
      let path = try await office.makeFeed(client)
      func value(_ name: String) async throws -> String? {
        try await client.get(path).body.split(separator: "\r\n")
          .first { $0.hasPrefix(name) }.map(String.init)
      }
      let name = try await value("UID:")
      #expect(try await value("SEQUENCE:") == "SEQUENCE:0")
      let (scope, world) = (office.acting(office.agent), office.world)
      try await office.change { piece, db in
        try piece.move(
          to: Office.today.advanced(by: 2), second: 50_400, in: .utc, scope: scope, world: world,
          db: db)
      }
      #expect(try await value("SEQUENCE:") == "SEQUENCE:1")
      try await office.change { piece, db in
        try piece.cancel(
          because: .absence, note: "", in: .utc, scope: scope, world: world, db: db)
      }
      #expect(try await value("SEQUENCE:") == "SEQUENCE:2")
      #expect(try await value("STATUS:") == "STATUS:CANCELLED")
      let last = try await value("UID:")
      #expect(last == name && name != nil)
    }
  }

  @Test(arguments: Engine.available)
  func `a new address ends the old one, and a removed one leads nowhere`(
    engine: Engine
  ) async throws {
    try await withOffice(engine) { office in
      let client = try await office.browser(of: office.agent)
      let first = try await office.makeFeed(client)
      let second = try await office.makeFeed(client)
      #expect(first != second)
      #expect(try await client.get(first).status == 404)
      #expect(try await client.get(second).status == 200)
      let removed = try await client.post(
        "/profile/calendar/removal", [("csrf", try office.csrf(client))])
      #expect(removed.status == 303)
      #expect(try await client.get(second).status == 404)
      let bare = "/calendar/\(second.dropFirst(10).dropLast(4))"
      for wrong in ["/calendar/x.ics", "/calendar/.ics", bare] {
        #expect(try await client.get(wrong).status == 404)
      }
    }
  }

  @Test(arguments: Engine.available)
  func `who has left has no calendar, and the database does not know the address`(
    engine: Engine
  ) async throws {
    try await withOffice(engine) { office in
      let client = try await office.browser(of: office.agent)
      let path = try await office.makeFeed(client)
      let secret = try #require(path.split(separator: ".").dropFirst().first)
      let (scope, agent) = (office.scope, office.agent.id)
      let kept = try await office.database.write { db in
        try db.execute(
          "UPDATE person SET active = 0 WHERE workspace_id = \(scope) AND id = \(agent)")
        return try db.rows("SELECT * FROM calendar_feed WHERE workspace_id = \(scope)")
          .flatMap(\.values).map { "\($0)" }.joined()
      }
      #expect(!kept.isEmpty && !kept.contains(secret))
      #expect(try await client.get(path).status == 404)
    }
  }
}
