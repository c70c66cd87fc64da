import Conversations
import Foundation
import Kernel
import Statistics
import Storage
import Support
import Testing
import Web

@testable import Measures

@Suite struct ActivityTests {
  /// An hour of one agent: a call of five minutes, half an hour of lunch.
  private static func log() -> String {
    let start = Ground.noon.milliseconds / 1000
    let lines: [(Int64, String)] = [
      (0, "NONE|orders|Agent/7|ADDMEMBER|"),
      (600, "c1|orders|NONE|ENTERQUEUE||555"),
      (610, "c1|orders|Agent/7|CONNECT|10|x|3"),
      (910, "c1|orders|Agent/7|COMPLETECALLER|10|300|1"),
      (1200, "NONE|orders|Agent/7|PAUSE|Lunch"),
      (3000, "NONE|orders|Agent/7|UNPAUSE|"),
      (3600, "NONE|orders|Agent/7|REMOVEMEMBER|"),
    ]
    return lines.map { "\(start + $0.0)|\($0.1)\n" }.joined()
  }

  @Test(arguments: Engine.available)
  func `who was free, busy and on a break, the hours worked and the time a call took (ask 16)`(
    engine: Engine
  ) async throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("attune-activity-\(World.live.key())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("queue_log")
    try Data(Self.log().utf8).write(to: file)
    try await withGround(engine) { database, scope in
      let later = Ground.noon.advanced(byDays: 1)
      _ = try await ImportWork(
        database: database, world: Ground.world(1_000_000, at: later), scope: scope,
        zone: Ground.zone, watches: [.measures]
      ).importFile(file.path, format: nil, source: "pbx", mapping: nil)
      let found = try await database.read { db in
        let row = try #require(
          try db.row(
            "SELECT id, name FROM person WHERE workspace_id = \(scope) ORDER BY id LIMIT 1"))
        return try Activity.all(
          of: [(id: try row.get("id"), name: try row.get("name"))], in: Ground.march,
          Ground.readings(scope), from: db)
      }
      let one = try #require(found.first?.activity)
      #expect(one.days == 1)
      #expect(one.present == 3600)
      #expect(one.plannedPause == 1800)
      #expect(one.otherPause == 0)
      #expect(one.available + one.busy == 1800)
      #expect(one.calls == 1)
      let handling = try #require(one.handling?.value)
      #expect(abs(handling - 300) < 10)
    }
  }

  @Test(arguments: Engine.available)
  func `what no system reports is not known, and nobody sees colleagues' time`(
    engine: Engine
  ) async throws {
    try await withDesk(engine) { desk in
      for language in ["en", "zh-Hans", "ru", "he"] {
        let page = try await desk.browser(Grant(.analyst), language: language)
          .get("/measures/activity")
        #expect(page.status == 200)
        #expect(page.body.contains("<th scope=\"row\" dir=\"auto\">noa</th>"))
        #expect(!page.body.contains(#/>activity\.[a-z.]+</#))
        expectSound(page.body)
      }
      let file = try await desk.browser(Grant(.analyst)).get("/measures/activity/table.csv")
      #expect(file.body.contains("noa,0,0"))
      let agent = desk.browser(Grant(.agent), person: desk.noa)
      let other: Actor.ID = Identifier(rawValue: 900_000)
      let path = "/measures/activity?whose=person-"
      #expect(try await agent.get(path + desk.noa.text).status == 200)
      #expect(try await agent.get(path + other.text).status == 404)
    }
  }
}
