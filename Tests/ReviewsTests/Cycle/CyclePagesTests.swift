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
}
