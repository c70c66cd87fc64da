import Kernel
import Storage
import Support
import Testing
import Web

@testable import Workforce

@Suite struct StaffingQueueTests {
  @Test(arguments: Engine.available)
  func `each save is another wording, and the newest counts`(engine: Engine) async throws {
    try await withStaffingDesk(engine) { desk in
      var queue = try await desk.line(weeks: 0)
      let (scope, world) = (desk.scope, desk.world)
      let first = try await desk.database.read { [queue] db in
        try StaffingQueue.find(queue.id, scope, in: db)
      }
      #expect(first?.number == 1)
      #expect(first?.hours.text == queue.hours.text)
      queue = try #require(first)
      queue.name = "Other line"
      queue.patience = 90
      let wording = queue
      let second = try await desk.database.write { db in
        try wording.write(scope: scope, world: world, in: db)
      }
      #expect(second.number == 2)
      #expect(second.patience == 90)
      await #expect(throws: StaffingQueue.Refusal.stale) {
        try await desk.database.write { db in
          _ = try wording.write(scope: scope, world: world, in: db)
        }
      }
      var last = second
      last.isRetired = true
      let closed = last
      try await desk.database.write { db in
        _ = try closed.write(scope: scope, world: world, in: db)
      }
      let left = try await desk.database.read { db in try StaffingQueue.current(scope, in: db) }
      #expect(left.isEmpty)
    }
  }

  @Test(arguments: Engine.available)
  func `two queues do not share a name`(engine: Engine) async throws {
    try await withStaffingDesk(engine) { desk in
      try await desk.line(weeks: 0)
      await #expect(throws: StaffingQueue.Refusal.nameTaken) { try await desk.line(weeks: 0) }
    }
  }

  @Test(arguments: Engine.available)
  func `the form opens a queue, says what is wrong, and is not there for an agent`(
    engine: Engine
  ) async throws {
    try await withStaffingDesk(engine) { desk in
      let planner = desk.browser(desk.planner)
      var fields = [
        ("csrf", "token"), ("name", "Phone"), ("kind", "calls"), ("day-1", "noon"),
        ("occupancy", "85"), ("absence", "5"), ("monthly", "1200"),
      ]
      let refused = try await planner.post("/staffing/queues/new", fields)
      #expect(refused.status == 422)
      #expect(refused.body.contains("id=\"day-1-error\""))
      fields[3].1 = "9-17"
      let made = try await planner.post("/staffing/queues/new", fields)
      #expect(made.status == 303)
      let path = try #require(made.headers["location"])
      let page = try await planner.get(path)
      #expect(page.body.contains("What the day may bring"))
      let forecast = try await planner.get("\(path)/forecast")
      #expect(forecast.body.contains("Little is known"), "a first forecast from a number a month")
      let agent = desk.browser(desk.agent)
      #expect(try await agent.get("/staffing").status == 404)
      #expect(try await agent.get("/desk").status == 404)
      #expect(try await agent.get(path).status == 404)
    }
  }
}
