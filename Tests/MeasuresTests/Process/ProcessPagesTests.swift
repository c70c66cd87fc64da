import Kernel
import Storage
import Support
import Testing
import Web

@testable import Measures

@Suite struct ProcessPagesTests {
  @Test(arguments: Engine.available)
  func `a lead explains a shift on the time axis, and others read it`(
    engine: Engine
  ) async throws {
    try await withGoalDesk(engine) { desk in
      let lead = desk.browser(desk.lead)
      let aim = "team-\(desk.team.text)"
      let address = "/process?metric=csat&aim=\(aim)&unit=month"
      let page = try await lead.get(address)
      #expect(page.status == 200)
      expectSound(page.body)
      let day = desk.world.now()
      let today = Zone.utc.day(of: day).iso
      let fields = [
        ("csrf", "token"), ("metric", "csat"), ("aim", aim), ("unit", "month"),
        ("note", "New <b>phones"), ("day", today), ("shift", "1"),
      ]
      let written = try await lead.post("/process/notes", fields)
      #expect(written.status == 303)
      let read = try await lead.get(address)
      #expect(read.body.contains("New &lt;b&gt;phones"))
      #expect(read.body.contains("new phase"))
      expectSound(read.body)
      let agent = desk.browser(desk.agent)
      #expect(try await agent.get(address).body.contains("New &lt;b&gt;phones"))
      #expect(try await agent.post("/process/notes", fields).status == 404)
      let empty = try await lead.post(
        "/process/notes", fields.map { $0.0 == "note" ? ("note", " ") : $0 })
      #expect(empty.status == 422)
      expectSound(empty.body)
      let notes = try await desk.database.read { [scope = desk.scope] db in
        try ProcessNote.all(.csat, .team(desk.team), scope, in: db)
      }
      #expect(notes.map(\.text) == ["New <b>phones"])
      #expect(notes.map(\.isShift) == [true])
    }
  }

  @Test(arguments: Engine.available)
  func `people side by side are for who leads them, and never in an order of rank`(
    engine: Engine
  ) async throws {
    try await withGoalDesk(engine) { desk in
      let page = try await desk.browser(desk.lead).get(
        "/side-by-side?team=\(desk.team.text)&months=1")
      #expect(page.status == 200)
      expectSound(page.body)
      #expect(try await desk.browser(desk.agent).get("/side-by-side").status == 404)
    }
  }
}
