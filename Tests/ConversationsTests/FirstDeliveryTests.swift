import Kernel
import Storage
import Support
import Testing

@testable import Conversations

/// A first delivery composes its rows one record after the other and looks nobody up.
@Suite struct FirstDeliveryTests {
  private static func records(_ numbers: Range<Int>) -> [ConversationRecord] {
    numbers.map { number in
      var record = Ground.record(
        "T-\(number)", minutes: Int64(number),
        [(.customer, "Where is parcel \(number)?"), (.agent, "On its way."), (.customer, "Thanks")])
      // Every customer comes back, some under another name.
      record.customer = PartyRecord(
        externalID: "c-\(number % 5)", name: number < 12 ? "Kim" : "Kim Lee")
      record.tags = ["parcel"]
      var survey = SurveyRecord(kind: .csat, score: 4, scaleMinimum: 1, scaleMaximum: 5)
      survey.externalID = "s-\(number)"
      survey.answeredAt = Ground.noon
      record.surveys = [survey]
      return record
    }
  }

  /// What is stored of some records, the second half of which was prepared in one way or the other.
  private func stored(
    _ engine: Engine,
    prepare: @escaping @Sendable (Delivery, [ConversationRecord]) throws -> [Bundle]
  ) async throws -> [Conversation.Whole] {
    var found: [Conversation.Whole] = []
    try await withGround(engine) { database, scope in
      found = try await database.write { db in
        var delivery = Ground.delivery(scope)
        delivery.isFirst = true
        var outcomes = try delivery.store(Self.records(0..<10), in: db)
        outcomes += try delivery.store(try prepare(delivery, Self.records(10..<30)), in: db)
        return try outcomes.map { outcome in
          #expect(outcome.change == .created)
          return try #require(try Conversation.whole(outcome.conversation, scope: scope, in: db))
        }
      }
    }
    return found
  }

  @Test(arguments: Engine.available)
  func `records composed one by one are stored as drafts are`(engine: Engine) async throws {
    let drafts = try await stored(engine) { delivery, records in
      delivery.prepare(records.map { Draft($0, now: Ground.noon) })
    }
    let streamed = try await stored(engine) { delivery, records in
      [try #require(delivery.prepareFirst(records, now: Ground.noon))]
    }
    #expect(streamed.count == 30)
    #expect(streamed == drafts)
  }

  @Test(arguments: Engine.available)
  func `a customer who comes back stays one, under the name that was said last`(engine: Engine)
    async throws
  {
    try await withGround(engine) { database, scope in
      let rows = try await database.write { db in
        var delivery = Ground.delivery(scope)
        delivery.isFirst = true
        _ = try delivery.store(Self.records(0..<10), in: db)
        let bundle = try #require(delivery.prepareFirst(Self.records(10..<30), now: Ground.noon))
        _ = try delivery.store([bundle], in: db)
        return try db.rows(
          """
          SELECT external_id, name FROM customer WHERE workspace_id = \(scope)
          ORDER BY external_id
          """
        ).map(\.values)
      }
      let expected = (0..<5).map { number -> [SQLValue] in
        [.text("c-\(number)"), .text("Kim Lee")]
      }
      #expect(rows == expected)
    }
  }

  @Test(arguments: Engine.available)
  func `whom it has not met, or what is not first, it leaves to drafts`(engine: Engine) async throws
  {
    try await withGround(engine) { database, scope in
      try await database.write { db in
        var delivery = Ground.delivery(scope)
        #expect(
          delivery.prepareFirst(Self.records(0..<2), now: Ground.noon)?.conversationCount == nil)
        delivery.isFirst = true
        // Nobody knows the agent yet.
        #expect(
          delivery.prepareFirst(Self.records(0..<2), now: Ground.noon)?.conversationCount == nil)
        _ = try delivery.store(Self.records(0..<2), in: db)
        #expect(
          delivery.prepareFirst(Self.records(2..<4), now: Ground.noon)?.conversationCount == 2)
        delivery.isFirst = false
        #expect(
          delivery.prepareFirst(Self.records(2..<4), now: Ground.noon)?.conversationCount == nil)
      }
    }
  }
}
