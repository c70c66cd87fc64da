import Kernel
import Staffing
import Storage
import Support
import Testing
import Web

@testable import People
@testable import Workforce

@Suite struct TimeOffTests {
  @Test(arguments: Engine.available)
  func `time off is asked for once, decided once, never by oneself, and told`(
    engine: Engine
  ) async throws {
    try await withFloor(engine) { floor in
      let agent = floor.browser(floor.agents[0], Grant(.agent))
      let fields = [
        ("csrf", "token"), ("kind", "leave"), ("from", floor.day(10).iso),
        ("until", floor.day(12).iso),
      ]
      let asked = try await agent.post("/time-off", fields)
      #expect(asked.status == 303)
      let twice = try await agent.post("/time-off", fields)
      #expect(twice.status == 422)
      let absence = try await floor.database.read { db in
        try #require(try Absence.all(since: floor.day(0), floor.scope, in: db).first)
      }
      let path = "/time-off/\(absence.id.text)/decision"
      let own = floor.browser(floor.agents[0], Grant(.lead, team: floor.team))
      let byOneself = try await own.post(path, [("csrf", "token"), ("state", "granted")])
      #expect(byOneself.status == 404)
      let page = try await floor.leadBrowser.get("/time-off")
      #expect(page.body.contains(path))
      let granted = try await floor.leadBrowser.post(
        path, [("csrf", "token"), ("state", "granted")])
      #expect(granted.status == 303)
      let again = try await floor.leadBrowser.post(path, [("csrf", "token"), ("state", "refused")])
      #expect(again.status == 422)
      #expect(try await floor.notices(of: floor.agents[0]) == ["absence.notice.granted"])
      let desk = try await floor.desk(floor.day(10))
      #expect(desk.isAway(floor.agents[0], on: floor.day(11)))
      let peer = floor.browser(floor.agents[1], Grant(.agent))
      let seen = try await peer.get("/time-off")
      #expect(!seen.body.contains(absence.id.text) && !seen.body.contains("Agent 1"))
      let withdrawn = try await agent.post(
        "/time-off/\(absence.id.text)/withdrawal", [("csrf", "token")])
      #expect(withdrawn.status == 303)
      let back = try await floor.desk(floor.day(10))
      #expect(!back.isAway(floor.agents[0], on: floor.day(11)))
    }
  }

  @Test(arguments: Engine.available)
  func `a wish is one's own, counts from when it was made, and is taken back`(
    engine: Engine
  ) async throws {
    try await withFloor(engine) { floor in
      let agent = floor.browser(floor.agents[0], Grant(.agent))
      let fields = [("csrf", "token"), ("kind", "free"), ("weekday", "3"), ("day", "")]
      let made = try await agent.post("/wishes", fields)
      #expect(made.status == 303)
      for _ in 1..<Wish.most { _ = try await agent.post("/wishes", fields) }
      let tooMany = try await agent.post("/wishes", fields)
      #expect(tooMany.status == 422)
      let wish = try await floor.database.read { db in
        try #require(try Wish.all(floor.scope, in: db).first)
      }
      #expect(wish.holds(at: floor.clock.now) && wish.concerns(floor.day(2)))
      #expect(!wish.holds(at: floor.clock.now.advanced(bySeconds: -1)))
      let peer = floor.browser(floor.agents[1], Grant(.agent))
      let foreign = try await peer.post("/wishes/\(wish.id.text)/end", [("csrf", "token")])
      #expect(foreign.status == 404)
      let ended = try await agent.post("/wishes/\(wish.id.text)/end", [("csrf", "token")])
      #expect(ended.status == 303)
      let past = try await agent.post(
        "/wishes", [("csrf", "token"), ("kind", "free"), ("weekday", "0"), ("day", "2020-01-01")])
      #expect(past.status == 422)
    }
  }
}
