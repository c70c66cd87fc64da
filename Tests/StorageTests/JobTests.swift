import Glibc
import Kernel
import Logging
import Storage
import Support
import Synchronization
import Testing

private let scope = Scope(workspace: Identifier(rawValue: 7))

@Suite struct JobTests {
  @Test(arguments: Engine.available)
  func `each of forty jobs is run once by four runners`(engine: Engine) async throws {
    try await withDatabase(engine, Job.migrations) { database in
      let seen = Mutex<[String]>([])
      let kind = JobKind("note") { run in seen.withLock { $0.append(run.payload) } }
      try await database.write { db in
        for number in 0..<40 {
          try Job.queue("note", payload: "\(number)", scope: scope, world: .live, in: db)
        }
      }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 0..<4 {
          let runner = runner([kind], database, owner: "\(number)")
          group.addTask { while try await runner.runNext() {} }
        }
        try await group.waitForAll()
      }
      #expect(seen.withLock { $0.sorted() } == (0..<40).map { "\($0)" }.sorted())
    }
  }

  @Test(arguments: Engine.available)
  func `a slot is queued once`(engine: Engine) async throws {
    try await withDatabase(engine, Job.migrations) { database in
      let kind = JobKind("daily", every: .seconds(86_400)) { _ in }
      let runner = runner([kind], database, owner: "a")
      try await runner.queueDue()
      try await runner.queueDue()
      let first = try await runner.runNext()
      let second = try await runner.runNext()
      #expect(first)
      #expect(!second)
    }
  }

  @Test(arguments: Engine.available)
  func `a job that throws waits for its next try`(engine: Engine) async throws {
    struct Broken: Error {}
    try await withDatabase(engine, Job.migrations) { database in
      let kind = JobKind("broken") { _ in throw Broken() }
      let id = try await database.write { db in
        try Job.queue("broken", payload: "", scope: scope, world: .live, in: db)
      }
      let runner = runner([kind], database, owner: "a")
      let ran = try await runner.runNext()
      #expect(ran)
      let known = try #require(id)
      let state = try await database.read { db in try Job.state(known, scope: scope, in: db) }
      #expect(state?.state == .waiting)
      #expect(state?.error?.contains("Broken") == true)
    }
  }

  /// Texts being read on the few threads of requests held up every page.
  @Test func `what jobs compute steps back for pages, before and after they ask the database`()
    async throws
  {
    try await withDatabase(.sqlite, Job.migrations) { database in
      let steps = Mutex<[Int32]>([])
      let kind = JobKind("long") { run in
        let before = niceness()
        _ = try await run.database.read { db in try db.rows("SELECT 1 WHERE \(run.scope) > 0") }
        let after = niceness()
        steps.withLock { $0 = [before, after] }
      }
      try await database.write { db in
        _ = try Job.queue("long", payload: "", scope: scope, world: .live, in: db)
      }
      let runner = runner([kind], database, owner: "a")
      let work = Task { await runner.run() }
      for _ in 0..<500 where steps.withLock(\.isEmpty) {
        try await Task.sleep(for: .milliseconds(20))
      }
      work.cancel()
      await work.value
      let here = niceness()
      #expect(steps.withLock { $0 } == [here + 10, here + 10])
    }
  }
}

private func niceness() -> Int32 { getpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0) }

private func runner(_ kinds: [JobKind], _ database: any Database, owner: String) -> JobRunner {
  JobRunner(
    kinds: kinds, database: database, world: .live, owner: owner,
    logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }),
    workspaces: { _ in [scope] })
}
