import Kernel
import Storage
import Support
import Testing
import Web

@testable import People
@testable import Reviews

@Suite struct CyclePagesTests {
  @Test(arguments: Engine.available)
  func `a planned cycle counts nothing yet, and whoever only reads is not told to act`(
    engine: Engine
  ) async throws {
    try await withMonth(engine) { month in
      let lead = month.browser(month.lead, Grant(.lead, team: month.team))
      let auditor = month.browser(month.lead, Grant(.auditor))
      let scope = month.acting(month.lead)
      let cycle = try await month.database.write { db in
        try Cycle.plan(month.plan, for: month.team, scope: scope, world: month.world, in: db)
      }
      let planned = try await lead.get("/cycles")
      #expect(!planned.body.contains("0 of 0"))
      expectSound(planned.body)
      try await month.database.write { db in
        try cycle.open(scope: scope, world: month.world, in: db)
      }
      #expect(try await lead.get("/cycles").body.contains("0 of "))
      let path = "/cycles/\(cycle.id.text)"
      #expect(try await lead.get(path).body.contains("Replace one"))
      let read = try await auditor.get(path)
      #expect(read.body.contains("why each was picked") && !read.body.contains("Replace one"))
    }
  }

  @Test(arguments: Engine.available)
  func `where there are several teams each says how new its results are`(
    engine: Engine
  ) async throws {
    try await withMonth(engine) { month in
      let analyst = month.browser(month.lead, Grant(.analyst))
      _ = try await month.database.write { db in
        try Team.resolve(name: "South", scope: month.scope, world: month.world, in: db)
      }
      let cycle = try await month.openCycle()
      let before = try await analyst.get("/quality")
      #expect(before.body.split(separator: "No cycle is shared yet.").count == 3)
      try await month.submitAll(cycle)
      try await month.database.write { db in
        _ = try cycle.share(
          on: cycle.plan.shareOn, scope: month.scope, world: month.world, in: db)
      }
      let after = try await analyst.get("/quality")
      #expect(after.body.contains("Newest shared cycle: March 2026"))
      #expect(after.body.split(separator: "No cycle is shared yet.").count == 2)
      expectSound(after.body)
    }
  }

  @Test(arguments: Engine.available)
  func `sharing that lies ahead is not said to be past, and what came early has its true day`(
    engine: Engine
  ) async throws {
    try await withMonth(engine) { month in
      let lead = month.browser(month.lead, Grant(.lead, team: month.team))
      let cycle = try await month.openCycle()
      let path = "/cycles/\(cycle.id.text)"
      let planned = "datetime=\"\(cycle.plan.shareOn.iso)\""
      let open = try await lead.get(path)
      #expect(open.body.contains("Will be shared on") && !open.body.contains("Shared on"))
      #expect(try await lead.get("/cycles").body.contains(planned))
      let early = cycle.plan.shareOn.advanced(by: -3)
      month.clock.set(early)
      try await month.database.write { db in
        try cycle.share(
          reason: "Everything is in", on: early, scope: month.acting(month.lead),
          world: month.world, in: db)
      }
      let shared = try await lead.get(path)
      #expect(shared.body.contains("Shared on") && !shared.body.contains("Will be shared on"))
      #expect(shared.body.contains("planned for"))
      let list = try await lead.get("/cycles")
      #expect(list.body.contains("datetime=\"\(early.iso)\"") && !list.body.contains(planned))
      expectSound(shared.body)
    }
  }
}
