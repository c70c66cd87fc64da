import Kernel
import Storage
import Support
import Testing

@testable import Workforce

@Suite struct IdleTimeTests {
  @Test(arguments: Engine.available)
  func `what calls leave idle is shared by the letters as they need it`(engine: Engine) async throws
  {
    try await withStaffingDesk(engine) { desk in
      let (scope, world) = (desk.scope, desk.world)
      func queue(_ name: String, _ kind: StaffingQueue.Kind) throws -> StaffingQueue {
        StaffingQueue(
          id: world.id(), name: name, kind: kind,
          hours: try OpenWeek(text: Array(repeating: "9-13", count: 5)), writtenAt: world.now())
      }
      let (line, mail, post) = (
        try queue("Line", .calls), try queue("Mail", .letters), try queue("Post", .letters)
      )
      let start = StaffingDesk.now
      let end = start.advanced(bySeconds: 3600)
      func need(_ queue: StaffingQueue, calls: Double, agents: Double) -> HalfHourNeed {
        HalfHourNeed(
          queue: queue.id, start: start, calls: calls,
          quantiles: .init(low: calls, lower: calls, middle: calls, upper: calls, high: calls),
          handling: 300, agents: agents, variation: 0.1)
      }
      let needs = [
        need(line, calls: 6, agents: 2.2), need(mail, calls: 1, agents: 0.1),
        need(post, calls: 3, agents: 0.3),
      ]
      let (mailed, posted, called) = try await desk.database.write { db in
        for queue in [line, mail, post] { try queue.write(scope: scope, world: world, in: db) }
        for need in needs {
          try HalfHourNeed.replace([need], of: need.queue, from: start, scope, in: db)
        }
        for (queue, agents) in [(line, 3), (mail, 0), (post, 0)] {
          try HalfHourSupply.replace(
            [HalfHourSupply(queue: queue.id, start: start, agents: agents)], of: queue.id,
            from: start, until: end, scope, in: db)
        }
        return (
          try mail.idle(from: start, until: end, scope, in: db),
          try post.idle(from: start, until: end, scope, in: db),
          try line.idle(from: start, until: end, scope, in: db)
        )
      }
      // Three people below 85 % are 2.55; six calls of five minutes keep one of them busy.
      #expect(abs((mailed[start] ?? 0) - 1.55 / 4) < 1e-9)
      #expect(abs((posted[start] ?? 0) - 1.55 * 3 / 4) < 1e-9)
      #expect(called.isEmpty)
    }
  }

  @Test func `letters that nobody is put on are answered between calls`() throws {
    let alone = try ProspectTests.desk(.letters, calls: 1, staff: 0, target: 3600)
    let between = try ProspectTests.desk(.letters, calls: 1, staff: 0, idle: 0.5, target: 3600)
    #expect(Prospect(alone).met < 0.1)
    #expect(Prospect(between).met > 0.9)
    // Without a roster as many are there as are needed, and nobody is counted twice.
    #expect(try ProspectTests.desk(.letters, calls: 1, idle: 0.5).slots.allSatisfy { $0.idle == 0 })
  }
}
