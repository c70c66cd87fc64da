import Conversations
import Kernel
import Statistics
import Storage
import Support
import Testing
import Web

@testable import Measures

/// Whatever is imported, changed and taken back, the roll-up is what a computation of everything
/// from the beginning gives.
@Suite struct RollupPropertyTests {
  /// A random conversation under a key; the same key comes again with other contents.
  private func record(_ key: Int, _ chance: inout SplitMix64) -> ConversationRecord {
    let start = Double(chance.below(60 * 24 * 70))
    var lines: [(MessageRole, Double, String)] = []
    var at = start
    for _ in 0..<chance.below(6) {
      let role: MessageRole = [.customer, .agent, .agent, .bot][chance.below(4)]
      lines.append((role, at, ["hello", "thanks", "what?"][chance.below(3)]))
      at += Double(chance.below(3000))
    }
    let isSolved = chance.below(3) > 0
    var record = Ground.record(
      "c\(key)", customer: "k\(chance.below(4))", agent: ["noa", "ben", "eva"][chance.below(3)],
      channel: [.chat, .email, .call][chance.below(3)],
      solvedAfter: isSolved ? at + Double(chance.below(9000)) : nil, lines)
    record.openedAt = Ground.minutes(start)
    record.reason = ["order", "payment", nil][chance.below(3)]
    if chance.below(3) == 0 { record.tags = ["complaint"] }
    if chance.below(4) == 0 { record.queue = nil }
    if isSolved, chance.below(4) == 0 {
      record.reopenCount = 1
      record.lastResolvedAt = Ground.minutes(at + 20_000)
    }
    if record.channel == .call {
      var call = CallRecord()
      call.startedAt = record.openedAt
      call.wait = chance.below(5) == 0 ? nil : Double(chance.below(120))
      call.answered = chance.below(3) > 0
      call.abandoned = call.answered == false && chance.below(2) == 0
      call.talk = call.answered == true ? Double(chance.below(900)) : nil
      record.calls = [call]
    }
    if chance.below(2) == 0 {
      var survey = SurveyRecord(
        kind: [.csat, .nps][chance.below(2)], score: chance.below(3) == 0 ? nil : 4,
        scaleMinimum: 1, scaleMaximum: 5)
      survey.externalID = "s\(key)"
      survey.offeredAt = Ground.minutes(at + 10)
      record.surveys = [survey]
    }
    return record
  }

  private func states(_ chance: inout SplitMix64) -> [AgentStateRecord] {
    (0..<chance.below(8)).map { _ in
      var state = AgentStateRecord(
        agent: PartyRecord(externalID: "noa", name: "noa"),
        state: [.available, .inCall, .paused, .loggedOut][chance.below(4)],
        at: Ground.minutes(Double(chance.below(6000))))
      state.reason = ["lunch", "printer"][chance.below(2)]
      return state
    }
  }

  @Test(arguments: Engine.available, 0..<6)
  func `random imports, changes and undoing leave what a fresh computation gives`(
    engine: Engine, seed: UInt64
  ) async throws {
    try await withGround(engine) { database, scope in
      var chance = SplitMix64(seed: seed &* 7919 &+ 1)
      var key: Int64 = 0
      try await database.write { db in
        try ServicePolicy(
          id: Identifier(rawValue: 1), name: "Chats", position: 1, channel: "chat",
          resolution: 90 * 60
        ).write(scope: scope, world: Ground.world(50_000), in: db)
      }
      for run in 1...7 {
        key += 100_000
        let records = (0..<(1 + chance.below(9))).map { _ in
          record(chance.below(25), &chance)
        }
        let states = states(&chance)
        let doesUndo = chance.below(3) == 0
        let (first, number) = (key, Int64(run))
        try await database.write { db in
          var delivery = Ground.delivery(scope, run: number, key: first)
          let outcomes = try delivery.store(records, in: db)
          try delivery.store(states, in: db)
          try delivery.settle(in: db)
          guard doesUndo else { return }
          for outcome in outcomes {
            if case .updated(let previous) = outcome.change {
              try delivery.restore(previous, in: db)
            }
          }
          try delivery.withdraw(
            outcomes.filter { $0.change == .created }.map(\.conversation), in: db)
          try delivery.withdrawLoose(in: db)
        }
        let kept = try await RollupImage.read(database, scope)
        let renewal = Renewal(
          database: database, scope: scope, world: Ground.world(key + 50_000))
        try await renewal.run(fromScratch: true)
        let fresh = try await RollupImage.read(database, scope)
        #expect(kept == fresh, "seed \(seed), run \(run)")
        // Renewing over what is there changes nothing either.
        try await database.write { db in try Renewal.ask(scope, in: db) }
        try await renewal.run()
        #expect(try await RollupImage.read(database, scope) == fresh)
      }
    }
  }

  @Test(arguments: Engine.available, 0..<3)
  func `days, months and facts tell the same about every subject`(
    engine: Engine, seed: UInt64
  ) async throws {
    try await withGround(engine) { database, scope in
      var chance = SplitMix64(seed: seed &+ 77)
      let records = (0..<60).map { record($0, &chance) }
      try await database.write { db in
        var delivery = Ground.delivery(scope)
        try delivery.store(records, in: db)
      }
      try await database.read { db in
        let readings = Ground.readings(scope, after: 200)
        let zone = Ground.zone
        let first = zone.day(of: Ground.noon)
        let whole = Period(first: first.startOfMonth, last: first.advanced(by: 91))
        let queue: Queue.ID? = try db.row(
          "SELECT id FROM queue WHERE workspace_id = \(scope)")?.get("id")
        let people = try db.rows("SELECT id FROM person WHERE workspace_id = \(scope)")
          .map { try $0.get("id") as Actor.ID }
        var subjects: [Question] = [Question(.volumeIn), Question(.volumeIn, channel: .chat)]
        subjects.append(Question(.volumeIn, channel: .chat, queue: queue))
        if let queue { subjects.append(Question(.volumeIn, of: .queue(queue))) }
        for person in people {
          subjects.append(Question(.volumeIn, of: .person(person)))
          subjects.append(Question(.volumeIn, of: .person(person), channel: .email))
        }
        for metric in Metric.all where metric.date != .standing {
          for subject in subjects {
            var question = subject
            question.metric = metric
            let all = try readings.reading(question, over: whole, from: db)
            let days = try readings.series(question, by: .day, in: whole, from: db)
            #expect(days.reduce(0) { $0 + $1.denominator } == all.denominator, "\(metric.id)")
            if metric != .serviceLevel, metric.kind != .rate {
              #expect(days.reduce(0) { $0 + $1.numerator } == all.numerator, "\(metric.id)")
            }
          }
        }
        // What is open by two conditions at once is counted, not read from the roll-up.
        for whose in [Subject.centre] + people.map(Subject.person) {
          func open(_ channel: Channel?) throws -> [Int] {
            try readings.series(
              Question(.backlog, of: whose, channel: channel, queue: queue), by: .week, in: whole,
              from: db
            ).map(\.numerator)
          }
          let ways = try [Channel.chat, .email, .call].map(open)
          let sums = try open(nil).indices.map { week in ways.reduce(0) { $0 + $1[week] } }
          #expect(try sums == open(nil))
        }
      }
    }
  }
}
