import Conversations
import Foundation
import Kernel
import People
import Staffing
import Storage
import Support
import Testing

@testable import Workforce

@Suite struct VolumeStoreTests {
  @Test(arguments: Engine.available)
  func `the same file twice changes nothing, and a corrected row replaces the old one`(
    engine: Engine
  ) async throws {
    try await withStaffingDesk(engine) { desk in
      let rows = StaffingDesk.rows("Line", weeks: 1, mean: 6)
      let (scope, world) = (desk.scope, desk.world)
      func store(_ rows: [VolumeInterval]) async throws -> VolumeInterval.Outcome {
        try await desk.database.write { db in
          try VolumeInterval.store(rows, file: "a.csv", scope: scope, world: world, in: db)
        }
      }
      let (first, second) = (try await store(rows), try await store(rows))
      #expect(first == VolumeInterval.Outcome(created: rows.count))
      #expect(second == VolumeInterval.Outcome(unchanged: rows.count))
      var sums = rows[0].sums
      sums[.offered] = 99
      let corrected = VolumeInterval(key: rows[0].key, seconds: 1800, sums: sums)
      let third = try await store([corrected] + rows.dropFirst())
      #expect(third == VolumeInterval.Outcome(updated: 1, unchanged: rows.count - 1))
    }
  }

  @Test(arguments: Engine.available)
  func `half-hours come from conversations, and a quiet one is zero while an unknown one is absent`(
    engine: Engine
  ) async throws {
    try await withStaffingDesk(engine) { desk in
      let queue = StaffingQueue(
        id: desk.world.id(), name: "Chat", kind: .chats,
        hours: try OpenWeek(text: Array(repeating: "9-13", count: 5)), target: 60,
        writtenAt: desk.world.now())
      let (scope, world) = (desk.scope, desk.world)
      // Berlin: 9:05, 9:20, 10:10 on Friday, 9:10 on Monday.
      let opened = ["2026-02-27T08:05", "2026-02-27T08:20", "2026-02-27T09:10", "2026-03-02T08:10"]
      let records = opened.enumerated().map { index, text in
        var record = ConversationRecord(externalID: "c\(index)")
        record.channel = .chat
        record.openedAt = MomentReader().moment(text)
        record.firstReplyAt = record.openedAt?.advanced(bySeconds: index == 1 ? 300 : 30)
        record.status = .solved
        return record
      }
      try await desk.database.write { db in
        try queue.write(scope: scope, world: world, in: db)
      }
      try await desk.deliver(records)
      let friday = try #require(Day(iso: "2026-02-27"))
      let volumes = try await desk.database.read { db in
        try queue.volumes(
          from: friday, until: friday.advanced(by: 4), in: StaffingDesk.zone, scope, db: db)
      }
      let byDay = Dictionary(grouping: volumes) { StaffingDesk.zone.day(of: $0.start) }
      #expect(byDay[friday]?.map(\.offered) == [2, 0, 1, 0, 0, 0, 0, 0])
      #expect(byDay[friday]?.first?.inTime == 1, "one of two was answered within a minute")
      #expect(byDay[friday.advanced(by: 1)] == nil, "a day without any conversation is unknown")
      #expect(byDay[friday.advanced(by: 3)]?.map(\.offered) == [1], "later ones are not known yet")
      let known = try await desk.database.read { db in
        try queue.knownDays(in: StaffingDesk.zone, scope, db: db)
      }
      #expect(known == friday...friday.advanced(by: 3))
    }
  }

  @Test(arguments: Engine.available)
  func `who calls again is marked, and what ended in the menu was never offered`(
    engine: Engine
  ) async throws {
    try await withStaffingDesk(engine) { desk in
      let queue = StaffingQueue(
        id: desk.world.id(), name: "Line", kind: .calls,
        hours: try OpenWeek(text: Array(repeating: "9-13", count: 5)), writtenAt: desk.world.now())
      let (scope, world) = (desk.scope, desk.world)
      // Berlin, from nine on: who hangs up at 9:00 and calls at 9:05 and at 9:20, and a menu.
      let calls: [(at: String, customer: String, answered: Bool, abandoned: Bool, menu: Double)] = [
        ("2026-02-27T08:00", "A", false, true, 0), ("2026-02-27T08:05", "A", true, false, 0),
        ("2026-02-27T08:20", "A", true, false, 0), ("2026-02-27T08:06", "B", true, false, 20),
        ("2026-02-27T08:07", "C", false, false, 30),
      ]
      let records = calls.enumerated().map { index, one in
        var record = ConversationRecord(externalID: "k\(index)")
        record.channel = .call
        record.openedAt = MomentReader().moment(one.at)
        record.status = .solved
        record.customer = PartyRecord(externalID: one.customer)
        var call = CallRecord()
        call.startedAt = record.openedAt
        (call.answered, call.abandoned, call.ivr) = (one.answered, one.abandoned, one.menu)
        record.calls = [call]
        return record
      }
      try await desk.database.write { db in
        try queue.write(scope: scope, world: world, in: db)
      }
      try await desk.deliver(records)
      let friday = try #require(Day(iso: "2026-02-27"))
      let volumes = try await desk.database.read { db in
        try queue.volumes(
          from: friday, until: friday.advanced(by: 1), in: StaffingDesk.zone, scope, db: db)
      }
      let first = try #require(volumes.first)
      #expect(first.offered == 4 && first.abandoned == 1 && first.answered == 3)
      #expect(first.again == 1, "only within ten minutes of hanging up")
      let menu = try await desk.database.read { db in
        try MenuEnds(
          of: queue, from: friday, until: friday.advanced(by: 1), in: StaffingDesk.zone, scope,
          db: db)
      }
      #expect((menu.told, menu.placed, menu.unplaced) == (5, 0, 1))
      let page = try await desk.browser(desk.planner)
        .get("/staffing/queues/\(queue.id.text)/volumes?day=2026-02-27")
      #expect(page.body.contains("1 of 5 callers whose time in the menu is known. 1 of them had"))
    }
  }

  @Test(arguments: Engine.available)
  func `who leaves in the menu counts for the queue that was chosen, and nowhere as offered`(
    engine: Engine
  ) async throws {
    try await withStaffingDesk(engine) { desk in
      let (scope, world) = (desk.scope, desk.world)
      func queue(_ name: String) throws -> StaffingQueue {
        StaffingQueue(
          id: world.id(), name: name, kind: .calls, covers: [name],
          hours: try OpenWeek(text: Array(repeating: "9-13", count: 5)), writtenAt: world.now())
      }
      let (sales, support) = (try queue("Sales"), try queue("Support"))
      // Seconds in the menu and in the queue, and whether the source says that the caller gave up.
      let calls: [(queue: String?, menu: Double?, wait: Double, gaveUp: Bool?)] = [
        ("Sales", 20, 0, false), ("Sales", 20, 30, true), ("Sales", 20, 0, true),
        ("Support", 20, 0, false), (nil, 20, 0, true), (nil, 20, 0, nil), (nil, 0, 40, true),
        ("Sales", nil, 0, false),
      ]
      let records = calls.enumerated().map { index, one in
        var record = ConversationRecord(externalID: "m\(index)")
        record.channel = .call
        record.openedAt = MomentReader().moment("2026-02-27T08:0\(index)")
        record.status = .solved
        record.queue = one.queue.map { QueueRecord(externalID: $0.lowercased(), name: $0) }
        var call = CallRecord()
        call.startedAt = record.openedAt
        (call.answered, call.abandoned, call.ivr) = (false, one.gaveUp, one.menu)
        call.wait = one.wait
        record.calls = [call]
        return record
      }
      try await desk.database.write { db in
        for queue in [sales, support] { try queue.write(scope: scope, world: world, in: db) }
      }
      try await desk.deliver(records)
      let friday = try #require(Day(iso: "2026-02-27"))
      let (menu, offered, other) = try await desk.database.read { db in
        (
          try MenuEnds(
            of: sales, from: friday, until: friday.advanced(by: 1), in: StaffingDesk.zone, scope,
            db: db),
          try sales.volumes(
            from: friday, until: friday.advanced(by: 1), in: StaffingDesk.zone, scope, db: db
          ).first?.offered,
          try MenuEnds(
            of: support, from: friday.advanced(by: 1), until: friday.advanced(by: 2),
            in: StaffingDesk.zone, scope, db: db)
        )
      }
      #expect((menu.told, menu.placed, menu.unplaced) == (6, 1, 2))
      #expect(offered == 3, "two who gave up waiting, and one of which nobody says where it ended")
      #expect(!other.isKnown)
    }
  }

  @Test(arguments: Engine.available)
  func `a file's own count goes before ours, and an upload says what became of each row`(
    engine: Engine
  ) async throws {
    try await withStaffingDesk(engine) { desk in
      let queue = try await desk.line(weeks: 0, monthly: 100)
      let planner = desk.browser(desk.planner)
      func upload(_ text: String, takes: Bool = false) async throws -> TestClient.Answer {
        let parts = [
          ("csrf", "token"), ("queue", "Line"), ("kind", "calls"), ("pasted", text),
          ("do", takes ? "take" : "look"),
        ]
        let body =
          parts.map {
            "--b\r\nContent-Disposition: form-data; name=\"\($0.0)\"\r\n\r\n\($0.1)\r\n"
          }.joined() + "--b--\r\n"
        return try await planner.send(
          "POST", "/staffing/intervals/new",
          headers: ["Content-Type": "multipart/form-data; boundary=b"], body: body)
      }
      let rows = "start,offered\n2026-02-27T09:00,5\nnoon,2\n"
      let preview = try await upload(rows)
      #expect(preview.status == 200 && preview.body.contains("name=\"do\" value=\"take\""))
      #expect(preview.body.contains("<td dir=\"auto\">noon</td>"))
      let empty = try await planner.get("/staffing/queues/\(queue.id.text)/volumes")
      #expect(empty.body.contains("class=\"empty\""))
      // What the preview sends back says the same.
      let file = try VolumeFile(
        Array(rows.utf8), queue: "Line", channel: "call", zone: StaffingDesk.zone)
      let again = try VolumeFile(
        Array(file.text.utf8), queue: "", channel: "", zone: .utc)
      #expect(again.rows == file.rows && again.faultCount == 0)
      let answer = try await upload(rows, takes: true)
      #expect(answer.status == 200)
      #expect(answer.body.contains("<td dir=\"auto\">noon</td>"))
      let refused = try await upload("when,offered\n2026-02-27T09:00,5\n")
      #expect(refused.status == 422)
      #expect(refused.body.contains("when, offered"))
      let friday = try #require(Day(iso: "2026-02-27"))
      let scope = desk.scope
      let volumes = try await desk.database.read { db in
        try queue.volumes(
          from: friday, until: friday.advanced(by: 1), in: StaffingDesk.zone, scope, db: db)
      }
      #expect(volumes.map(\.offered) == [5])
      #expect(volumes.first?.origin == .file)
      let page = try await planner.get("/staffing/queues/\(queue.id.text)/volumes?day=2026-02-27")
      #expect(
        page.body.contains("7 open half-hours are missing") || page.body.contains("are missing"))
    }
  }

  @Test(arguments: Engine.available)
  func `chats at once are measured from those that were had`(engine: Engine) async throws {
    try await withStaffingDesk(engine) { desk in
      let start = StaffingDesk.now.advanced(byDays: -1)
      // Two at a time for ten minutes each, twenty in a row.
      let chats = (0..<40).map { index in
        let begin = start.advanced(bySeconds: Int64(index / 2) * 600)
        return ChatPace.Chat(person: 1, start: begin, end: begin.advanced(bySeconds: 600))
      }
      let pace = try #require(ChatPace(chats))
      #expect(abs(pace.concurrency - 2) < 1e-9)
      #expect(abs(pace.handling.handlingTime(at: 2) - 600) < 1e-6)
      #expect(ChatPace(Array(chats.prefix(10))) == nil)
    }
  }
}

/// Real queue logs that stand beside the repository on some machines.
@Suite(.enabled(if: Shared.isPresent, "third-party data is not here (ATTUNE_SHARED)"))
struct AsteriskVolumeTests {
  @Test(arguments: Engine.available)
  func `a queue log yields the half-hours of its queue`(engine: Engine) async throws {
    try await withStaffingDesk(engine) { desk in
      let (scope, world) = (desk.scope, desk.world)
      _ = try await ImportWork(
        database: desk.database, world: world, scope: scope, zone: StaffingDesk.zone
      ).importFile(
        Shared.root + "/fixtures/asterisk/queue_log", format: nil, source: "pbx", mapping: nil)
      let (names, calls) = try await desk.database.read { db in
        (
          try Conversations.Queue.all(scope, in: db).map(\.name),
          try db.value("SELECT COUNT(*) AS value FROM call WHERE workspace_id = \(scope)")
            as Int64? ?? 0
        )
      }
      #expect(!names.isEmpty)
      let queue = StaffingQueue(
        id: world.id(), name: "All", kind: .calls, covers: names, hours: .always,
        writtenAt: world.now())
      let volumes = try await desk.database.read { db in
        let known = try #require(try queue.knownDays(in: StaffingDesk.zone, scope, db: db))
        return try queue.volumes(
          from: known.lowerBound, until: known.upperBound.advanced(by: 1), in: StaffingDesk.zone,
          scope, db: db)
      }
      let offered = volumes.reduce(0) { $0 + $1.offered }
      #expect(offered > 0)
      #expect(offered <= Double(calls))
      let answered = volumes.reduce(0) { $0 + ($1.answered ?? 0) }
      #expect(answered > 0 && answered <= offered)
      #expect(volumes.contains { ($0.handled ?? 0) > 0 })
      let menu = try await desk.database.read { db in
        let known = try #require(try queue.knownDays(in: StaffingDesk.zone, scope, db: db))
        return try MenuEnds(
          of: queue, from: known.lowerBound, until: known.upperBound.advanced(by: 1),
          in: StaffingDesk.zone, scope, db: db)
      }
      #expect(!menu.isKnown, "a log of queues begins when a caller joins one")
    }
  }
}
