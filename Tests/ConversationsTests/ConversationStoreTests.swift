import Kernel
import Storage
import Support
import Testing

@testable import Conversations

@Suite struct ConversationStoreTests {
  @Test(arguments: Engine.available)
  func `a record becomes a conversation with its people, counts and day`(engine: Engine)
    async throws
  {
    try await withGround(engine) { database, scope in
      let whole = try await database.write { db in
        var delivery = Ground.delivery(scope)
        var record = Ground.record(
          "T-1", [(.customer, "Where is my parcel?"), (.agent, "Let me look."), (.agent, "Here.")])
        record.messages[2].visibility = .internal
        record.tags = ["late", "parcel", "late"]
        record.custom = [CustomField(name: "plan", value: "gold")]
        record.durations = [DurationRecord(name: "first_reply", clock: .business, seconds: 30)]
        var call = CallRecord()
        call.talk = 90.5
        record.calls = [call]
        var survey = SurveyRecord(kind: .csat, score: 4, scaleMinimum: 1, scaleMaximum: 5)
        survey.answeredAt = Ground.noon
        record.surveys = [survey]
        let outcomes = try delivery.store([record], in: db)
        #expect(outcomes.map(\.change) == [.created])
        let outcome = try #require(outcomes.first)
        return try Conversation.whole(outcome.conversation, scope: scope, in: db)
      }
      let found = try #require(whole)
      let one = found.conversation
      #expect(one.openedDay == Day(iso: "2026-03-02"))
      #expect(one.messageCount == 3)
      #expect(one.agentMessageCount == 1)
      #expect(one.firstReplyAt == Ground.noon.advanced(bySeconds: 30))
      #expect(one.agent != nil && one.agent == one.credited)
      #expect(one.csat == 75)
      #expect(one.importRun == 7)
      #expect(found.messages.map(\.text) == ["Where is my parcel?", "Let me look.", "Here."])
      #expect(found.messages.map(\.author) == ["Kim T-1", "Noa Berg", "Noa Berg"])
      #expect(found.participants.map(\.publicCount) == [1])
      #expect(found.participants.map(\.internalCount) == [1])
      #expect(found.tags.count == 2)
      #expect(found.calls.first?.talk == 90.5)
      #expect(found.custom == [CustomField(name: "plan", value: "gold")])
      #expect(found.durations.first?.seconds == 30)
    }
  }

  @Test(arguments: Engine.available)
  func `the same again changes nothing and says so`(engine: Engine) async throws {
    try await withGround(engine) { database, scope in
      let records = (0..<30).map {
        Ground.record("T-\($0)", minutes: $0, [(.customer, "hi \($0)")])
      }
      let changes = try await database.write { db in
        var delivery = Ground.delivery(scope)
        let first = try delivery.store(records, in: db)
        var again = Ground.delivery(scope, run: 8, world: world(10_000))
        let second = try again.store(records + records, in: db)
        return [first, second]
      }
      #expect(changes[0].allSatisfy { $0.change == .created })
      #expect(changes[1].count == 60)
      #expect(changes[1].allSatisfy { $0.change == .unchanged })
      let conversations = try await count("conversation", database)
      let messages = try await count("message", database)
      #expect(conversations == 30 && messages == 30)
    }
  }

  @Test(arguments: Engine.available)
  func `the newer version wins, whichever comes last`(engine: Engine) async throws {
    try await withGround(engine) { database, scope in
      try await database.write { db in
        var delivery = Ground.delivery(scope)
        var old = Ground.record("T-1", [(.customer, "one")])
        old.updatedAt = Ground.noon
        var new = Ground.record("T-1", [(.customer, "one"), (.agent, "two")])
        new.updatedAt = Ground.noon.advanced(bySeconds: 60)
        new.subject = "Parcel"
        let outcomes = try delivery.store([old, new, old], in: db)
        #expect(outcomes.count == 3)
        #expect(outcomes[0].change == .created)
        guard case .updated(let previous) = outcomes[1].change else {
          Issue.record("not updated: \(outcomes[1].change)")
          return
        }
        #expect(previous.messages.count == 1)
        #expect(outcomes[2].change == .older)
        let whole = try #require(
          try Conversation.whole(outcomes[0].conversation, scope: scope, in: db))
        #expect(whole.conversation.subject == "Parcel")
        #expect(whole.messages.count == 2)
        #expect(whole.messages.first?.id == previous.messages.first?.id)
      }
    }
  }

  @Test(arguments: Engine.available)
  func `parts add up to one conversation`(engine: Engine) async throws {
    try await withGround(engine) { database, scope in
      try await database.write { db in
        var delivery = Ground.delivery(scope)
        var first = Ground.record("T-1", minutes: 5, [(.customer, "late?")])
        first.extent = .part
        first.subject = "Parcel"
        var second = Ground.record("T-1", minutes: 1, [(.customer, "hello"), (.agent, "hi")])
        second.extent = .part
        second.openedAt = Ground.noon.advanced(bySeconds: 60)
        second.tags = ["late"]
        let outcomes = try delivery.store([first, second, second], in: db)
        #expect(outcomes.count == 3)
        #expect(outcomes.last?.change == .unchanged)
        let whole = try #require(
          try Conversation.whole(outcomes[0].conversation, scope: scope, in: db))
        #expect(whole.messages.map(\.text) == ["hello", "hi", "late?"])
        #expect(whole.messages.map(\.position) == [0, 1, 2])
        #expect(whole.conversation.subject == "Parcel")
        #expect(whole.conversation.openedAt == Ground.noon.advanced(bySeconds: 60))
        #expect(whole.conversation.messageCount == 3)
        #expect(whole.tags.count == 1)
      }
    }
  }

  @Test(arguments: Engine.available)
  func `an import can be undone and come back under the same keys`(engine: Engine) async throws {
    try await withGround(engine) { database, scope in
      try await database.write { db in
        var first = Ground.delivery(scope, run: 1)
        let base = Ground.record("T-1", [(.customer, "alpha")])
        _ = try first.store([base], in: db)
        var second = Ground.delivery(scope, run: 2, world: world(5_000))
        var changed = base
        changed.messages[0].text = "omega"
        let outcomes = try second.store(
          [changed, Ground.record("T-2", [(.customer, "beta")])], in: db)
        guard case .updated(let previous) = outcomes[0].change else {
          Issue.record("not updated")
          return
        }
        #expect(try found("omega", scope, db) == [outcomes[0].conversation])
        #expect(try found("alpha", scope, db) == [])
        #expect(try second.restore(previous, in: db))
        #expect(try second.withdraw(outcomes.map(\.conversation), in: db) == 1)
        #expect(try found("alpha", scope, db) == [outcomes[0].conversation])
        #expect(try found("omega", scope, db) == [])
        #expect(try found("beta", scope, db) == [])
        let whole = try Conversation.whole(outcomes[0].conversation, scope: scope, in: db)
        #expect(whole == previous)
        var third = Ground.delivery(scope, run: 3, world: world(9_000))
        let back = try third.store([Ground.record("T-2", [(.customer, "beta")])], in: db)
        #expect(back.map(\.change) == [.revived])
        #expect(back.map(\.conversation) == [outcomes[1].conversation])
        #expect(try found("beta", scope, db) == [outcomes[1].conversation])
      }
    }
  }

  @Test(arguments: Engine.available)
  func `credit goes to the agent with most public messages`(engine: Engine) async throws {
    try await withGround(engine) { database, scope in
      try await database.write { db in
        var delivery = Ground.delivery(scope)
        var record = Ground.record(
          "T-1", [(.agent, "a"), (.agent, "b"), (.agent, "c"), (.agent, "note")])
        record.messages[1].author = "a2"
        record.messages[2].author = "a2"
        record.messages[3].visibility = .internal
        record.agents = [PartyRecord(externalID: "a2", name: "Ilya Stern")]
        let outcome = try #require(try delivery.store([record], in: db).first)
        let whole = try #require(
          try Conversation.whole(outcome.conversation, scope: scope, in: db))
        let ilya = whole.participants.first { $0.identity == "a2" }
        #expect(whole.conversation.credited == ilya?.person)
        #expect(whole.conversation.agent != ilya?.person)
        #expect(ilya?.publicCount == 2)
      }
    }
  }

  @Test(arguments: Engine.available)
  func `an answer finds its conversation, whichever comes first`(engine: Engine) async throws {
    try await withGround(engine) { database, scope in
      try await database.write { db in
        var delivery = Ground.delivery(scope)
        var early = SurveyRecord(kind: .csat, score: 1, scaleMinimum: 1, scaleMaximum: 5)
        early.conversation = "T-1"
        early.answeredAt = Ground.noon
        let receptions = [
          try delivery.store(early, in: db), try delivery.store(early, in: db),
        ]
        #expect(receptions == [.created, .unchanged])
        let outcome = try #require(try delivery.store([Ground.record("T-1")], in: db).first)
        var late = early
        late.score = 5
        late.answeredAt = Ground.noon.advanced(bySeconds: 60)
        let reception = try delivery.store(late, in: db)
        #expect(reception == .created)
        let whole = try #require(
          try Conversation.whole(outcome.conversation, scope: scope, in: db))
        #expect(whole.surveys.map(\.normalised) == [0, 100])
        #expect(whole.conversation.csat == 100)
        try delivery.withdrawLoose(in: db)
        let bare = try Conversation.whole(outcome.conversation, scope: scope, in: db)
        #expect(bare?.conversation.csat == nil)
      }
    }
  }

  @Test(arguments: Engine.available)
  func `agent states are kept once`(engine: Engine) async throws {
    try await withGround(engine) { database, scope in
      try await database.write { db in
        var delivery = Ground.delivery(scope)
        let state = AgentStateRecord(
          agent: PartyRecord(externalID: "a1"), state: .paused, at: Ground.noon)
        var other = state
        other.state = .available
        let first = try delivery.store([state, other, state], in: db)
        #expect(first == [.created, .created, .unchanged])
        let again = try delivery.store([state], in: db)
        #expect(again == [.unchanged])
      }
    }
  }

  @Test(arguments: Engine.available)
  func `card numbers never reach the database`(engine: Engine) async throws {
    try await withGround(engine) { database, scope in
      try await database.write { db in
        var delivery = Ground.delivery(scope)
        var record = Ground.record("T-1", [(.customer, "my card 4111 1111 1111 1111 ok?")])
        record.subject = "card 5500005555555559"
        let outcome = try #require(try delivery.store([record], in: db).first)
        let whole = try #require(
          try Conversation.whole(outcome.conversation, scope: scope, in: db))
        #expect(whole.messages.first?.text == "my card •••• •••• •••• 1111 ok?")
        #expect(whole.conversation.subject == "card ••••••••••••5559")
        #expect(try found("4111", scope, db) == [])
      }
    }
  }

  private func count(_ table: StaticName, _ database: any Database) async throws -> Int {
    try await database.read { db in
      try db.row(acrossWorkspaces: "SELECT COUNT(*) AS value FROM \(SQL(table))")?.get("value") ?? 0
    }
  }

  private func found(
    _ query: String, _ scope: Scope, _ db: any Connection
  ) throws -> [Conversation.ID] {
    guard
      let match = Conversation.text.matching(
        query, column: "id", scope: scope, for: db.dialect)
    else { return [] }
    return try db.rows(
      "SELECT id FROM conversation WHERE workspace_id = \(scope) AND \(match) ORDER BY id"
    ).map { try $0.get("id") }
  }
}
