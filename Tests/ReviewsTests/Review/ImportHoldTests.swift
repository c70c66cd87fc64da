import Conversations
import Kernel
import Storage
import Support
import Testing

@testable import Reviews

@Suite struct ImportHoldTests {
  @Test(arguments: Engine.available)
  func `a frozen pool holds its conversations, picked or not`(engine: Engine) async throws {
    try await withMonth(engine, agents: 3, conversations: 12) { month in
      let run = ImportRun.ID(rawValue: 77)
      let scope = month.scope
      try await month.database.write { db in
        try db.execute(
          "UPDATE conversation SET import_run_id = \(run) WHERE workspace_id = \(scope)")
      }
      let before = try await month.database.read { db in
        try Review.importHold(run, scope, db)
      }
      #expect(before == 0)
      _ = try await month.openCycle()
      let (held, picked) = try await month.database.read { db in
        (
          try Review.importHold(run, scope, db),
          try db.value("SELECT COUNT(*) AS value FROM pick WHERE workspace_id = \(scope)") ?? 0
        )
      }
      #expect(held == 36)
      #expect(picked < held)
    }
  }
}
