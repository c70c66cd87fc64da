import Kernel
import Markup
import Storage
import Support
import Testing
import Web

@testable import People

extension Office {
  static let today = Zone.utc.day(of: Office.noon)

  /// Keeps two blocks of the agent free, from tomorrow on.
  @discardableResult
  func keep(for person: Person? = nil, count: Int = 2) async throws -> [ProtectedTime.ID] {
    let hours = try #require(
      ProtectedHours(days: 1...7, from: 9 * 3600, until: 12 * 3600, minutes: 45))
    let window = Office.today.advanced(by: 1)...Office.today.advanced(by: 10)
    let (scope, world, team) = (scope, world, team)
    let whose = person?.id ?? agent.id
    return try await database.write { db in
      try ProtectedTime.keep(
        hours.places(count, turn: 0, within: window), of: hours, for: .review, 77, person: whose,
        team: team, within: window,
        because: .init(pieces: 6, secondsEach: 780, observations: 48), in: .utc, scope: scope,
        world: world, db: db)
    }
  }

  func pieces(of person: Person? = nil) async throws -> [ProtectedTime] {
    let (scope, whose) = (scope, person?.id ?? agent.id)
    return try await database.read { db in
      try ProtectedTime.all(of: whose, since: Office.noon, scope, in: db)
    }
  }

  func change(
    _ body: @escaping @Sendable (ProtectedTime, any Connection) throws -> Void
  ) async throws {
    let piece = try #require(try await pieces().first)
    try await database.write { db in try body(piece, db) }
  }
}

@Suite struct ProtectedTimeTests {
  @Test(arguments: Engine.available)
  func `time is kept once, however often it is asked for`(engine: Engine) async throws {
    try await withOffice(engine) { office in
      let made = try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<4 { group.addTask { try await office.keep().count } }
        return try await group.reduce(0, +)
      }
      #expect(made == 2)
      let pieces = try await office.pieces()
      #expect(pieces.map(\.place) == [1, 2] && pieces.map(\.minutes) == [45, 45])
      #expect(pieces.first?.basis == .init(pieces: 6, secondsEach: 780, observations: 48))
      #expect(
        ProtectedTally(pieces).sentence(Text(protectedTimeWords, language: .en))
          == "None of 2 blocks of kept time was given up.")
    }
  }

  @Test(arguments: Engine.available)
  func `it is moved within its days, not into the past, not onto another, not after it began`(
    engine: Engine
  ) async throws {
    try await withOffice(engine) { office in
      try await office.keep()
      let scope = office.acting(office.agent)
      let world = office.world
      func move(_ days: Int, _ second: Int) async throws {
        try await office.change { piece, db in
          try piece.move(
            to: Office.today.advanced(by: days), second: second, in: .utc, scope: scope,
            world: world, db: db)
        }
      }
      let window = Office.today.advanced(by: 1)...Office.today.advanced(by: 10)
      await #expect(throws: ProtectedTimeError.outside(window)) { try await move(0, 3600) }
      await #expect(throws: ProtectedTimeError.outside(window)) { try await move(11, 3600) }
      let other = try #require(try await office.pieces().last)
      let day = Zone.utc.day(of: other.from).number - Office.today.number
      let second = Zone.utc.secondOfDay(of: other.from)
      await #expect(throws: ProtectedTimeError.overlaps) { try await move(day, second + 1800) }
      try await move(1, 15 * 3600)
      let moved = try #require(try await office.pieces().first)
      #expect(moved.revision == 1 && moved.minutes == 45)
      #expect(Zone.utc.secondOfDay(of: moved.from) == 15 * 3600)
      office.clock.advance(seconds: 2 * 86_400)
      await #expect(throws: ProtectedTimeError.begun) { try await move(5, 3600) }
    }
  }

  @Test(arguments: Engine.available)
  func `cancelling says why, is counted, and tells the person whose time it was`(
    engine: Engine
  ) async throws {
    try await withOffice(engine) { office in
      try await office.keep()
      let (world, lead) = (office.world, office.acting(office.lead))
      func cancel(_ cause: ProtectedTime.Cause, _ note: String) async throws {
        try await office.change { piece, db in
          try piece.cancel(
            because: cause, note: note, in: .utc, scope: lead, world: world, db: db)
        }
      }
      await #expect(throws: ProtectedTimeError.noReason) { try await cancel(.other, " ") }
      try await cancel(.volume, "")
      await #expect(throws: ProtectedTimeError.cancelled) { try await cancel(.volume, "") }
      let pieces = try await office.pieces()
      #expect(pieces.first?.cancellation?.by == office.lead.id)
      let tally = ProtectedTally(pieces)
      #expect(tally.lost == 1 && tally.cancelled == [.volume: 1])
      let text = Text(protectedTimeWords, language: .en)
      #expect(
        tally.sentence(text)
          == "1 of 2 blocks of kept time did not take place, 1 because there was too much to do.")
      let (scope, agent) = (office.scope, office.agent.id)
      let told = try await office.database.read { db in
        try Notice.all(of: agent, scope, in: db).map(\.summary)
      }
      #expect(told == ["protected.notice.cancelled"])
    }
  }

  @Test(arguments: Engine.available)
  func `of two who change it at once one does`(engine: Engine) async throws {
    try await withOffice(engine) { office in
      try await office.keep()
      let piece = try #require(try await office.pieces().first)
      let (scope, world) = (office.acting(office.agent), office.world)
      let done = await withTaskGroup(of: Bool.self) { group in
        for hour in 13..<17 {
          group.addTask {
            let moved: Void? = try? await office.database.write { db in
              try piece.move(
                to: Office.today.advanced(by: 2), second: hour * 3600, in: .utc, scope: scope,
                world: world, db: db)
            }
            return moved != nil
          }
        }
        return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      #expect(done == 1)
      #expect(try await office.pieces().map(\.revision).max() == 1)
    }
  }

  @Test(arguments: Engine.available)
  func `each is told of in its morning, once`(engine: Engine) async throws {
    try await withOffice(engine) { office in
      try await office.keep()
      let run = JobRun(
        scope: office.scope, payload: "", world: office.world, database: office.database)
      func told() async throws -> Int {
        try await ProtectedTime.reminding.run(run)
        try await ProtectedTime.reminding.run(run)
        let (scope, agent) = (office.scope, office.agent.id)
        return try await office.database.read { db in
          try Notice.all(of: agent, scope, in: db).count
        }
      }
      #expect(try await told() == 0)
      let first = try #require(try await office.pieces().first)
      let morning = Zone.utc.start(of: Zone.utc.day(of: first.from))
      office.clock.advance(seconds: Int64(morning.seconds(since: Office.noon)) + 60)
      #expect(try await told() == 1)
    }
  }

  @Test(arguments: Engine.available)
  func `one moves one's own on its page, a lead sees the team's, a stranger neither`(
    engine: Engine
  ) async throws {
    try await withOffice(engine) { office in
      let ids = try await office.keep()
      let path = Path.protectedTime(try #require(ids.first)).text
      let own = try await office.browser(of: office.agent)
      #expect(try await own.get("/protected-time").body.contains(path))
      let page = try await own.get(path).body
      #expect(page.contains("6 reviews at 13 m") && page.contains(path + "/move"))
      let csrf = try office.csrf(own)
      let day = Office.today.advanced(by: 3).iso
      let moved = try await own.post(
        path + "/move", [("csrf", csrf), ("day", day), ("time", "15:30")])
      #expect(moved.status == 303)
      #expect(try await own.get(path).body.contains("15:30–16:15"))
      let wrong = try await own.post(
        path + "/move", [("csrf", csrf), ("day", "soon"), ("time", "15:30")])
      #expect(wrong.status == 422)
      let lead = try await office.browser(of: office.lead)
      #expect(try await lead.get("/protected-time").body.contains("Amir Agent"))
      let cancelled = try await lead.post(
        path + "/cancellation",
        [("csrf", try office.csrf(lead)), ("cause", "volume"), ("note", "Monday <peak>")])
      #expect(cancelled.status == 303)
      #expect(try await own.get(path).body.contains("Monday &lt;peak&gt;"))
      let other = try await office.browser(of: try await office.add("Sam", Grant(.agent)))
      #expect(try await other.get(path).status == 404)
      #expect(try await !other.get("/protected-time").body.contains(path))
    }
  }
}
