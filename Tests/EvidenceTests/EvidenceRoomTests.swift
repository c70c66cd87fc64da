import Conversations
import Kernel
import People
import Storage
import Support
import Testing
import Web

@testable import Evidence

@Suite struct EvidenceRoomTests {
  @Test(arguments: Engine.available)
  func `texts are read after they came, changed and went, and rules are read over the past`(
    engine: Engine
  ) async throws {
    try await Room.open(engine) { database, scope in
      let first = Room.record(
        "1",
        [
          (.customer, "Where is my parcel? This is terrible."), (.agent, "Have a nice day."),
          (.customer, "I want to cancel my contract. Awful service!"),
        ])
      let ids = try await database.write { db in
        try Room.deliver([first], scope, key: 1000, in: db)
      }
      let id = try #require(ids.first)
      let renewal = EvidenceRenewal(database: database, scope: scope, world: Room.world(5000))
      try await renewal.run()
      func signals() async throws -> Set<String> {
        try await database.read { db in
          Set(
            try EvidenceRenewal.names(scope, in: db).filter { name in
              try Signal.named(name).findings(from: 0.5, where: "1 = 1", scope, in: db)
                .contains { $0.conversation == id }
            })
        }
      }
      let seen1 = try await signals()
      #expect(seen1.isSuperset(of: ["negativeEnd", "churn", "openQuestion"]))
      let clock = Room.world(9000)
      let rule = try await database.write { db in
        try KeptRule.begin("Parcel", "customer: parcel", scope: scope, world: clock, in: db)
      }
      let before = try await database.read { db in try EvidenceProgress.read(scope, in: db) }
      #expect(before == EvidenceProgress(all: 1, read: 0))
      try await renewal.run()
      let after = try await database.read { db in try EvidenceProgress.read(scope, in: db) }
      #expect(after == EvidenceProgress(all: 1, read: 1))
      let seen2 = try await signals()
      #expect(seen2.contains("Parcel"))
      let messages = try await database.read { db in
        try Message.all(of: id, scope: scope, in: db)
      }
      let message = try #require(messages.first).id
      try await database.write { db in
        let kept = try #require(try KeptRule.find(rule, scope, in: db))
        for isRight in [false, true] {
          try kept.judge(isRight, message: message, in: id, scope: scope, world: clock, in: db)
        }
      }
      try await database.read { db in
        let matches = try KeptRule.matches(scope, in: db)
        let records = try KeptRule.records(scope, in: db)
        let place = KeptRule.Opinion(rule: rule, message: message)
        let opinions = try KeptRule.opinions(of: Room.reader, in: id, scope, in: db)
        #expect(matches == [rule: 1])
        #expect(records == [rule: KeptRule.Record(right: 1, judged: 1)])
        #expect(opinions == [place: true])
      }
      try await database.write { db in
        let kept = try #require(try KeptRule.find(rule, scope, in: db))
        try kept.write("customer: parcel", isActive: false, scope: scope, world: clock, in: db)
        var changed = first
        changed.messages = Array(first.messages.prefix(1))
        changed.updatedAt = Room.noon.advanced(bySeconds: 90)
        _ = try Room.deliver([changed], scope, key: 2000, in: db)
      }
      try await renewal.run()
      let seen3 = try await signals()
      #expect(seen3.isDisjoint(with: ["Parcel", "churn"]))
      try await database.write { db in
        var gone = ConversationChange()
        gone.gone = [id]
        try EvidenceRenewal.note(gone, scope, in: db)
      }
      let seen4 = try await signals()
      #expect(seen4 == [])
    }
  }

  @Test(arguments: Engine.available)
  func `pages explain, try, keep and show rules in four languages`(engine: Engine) async throws {
    try await Room.open(engine) { database, scope in
      let id = try await database.write { db in
        try #require(
          try Room.deliver(
            [Room.record("1", [(.customer, "Where is my parcel?"), (.agent, "I am so sorry.")])],
            scope,
            key: 1000, in: db
          ).first)
      }
      func browser(_ language: String) -> TestClient {
        Room.browser(database, scope, Grant(.analyst), language: language)
      }
      for language in ["en", "zh-Hans", "ru", "he"] {
        for path in [
          "/evidence", "/evidence/language", "/evidence/kinds/apology", "/evidence/rules/new",
          "/evidence/drivers",
          "/evidence/course",
          "/conversations/\(id.text)", "/conversations?signal=openQuestion",
        ] {
          let page = try await browser(language).get(path)
          #expect(page.status == 200, "\(path)")
          #expect(!page.body.contains(">evidence."), "\(language) \(path)")
        }
      }
      let page = try await browser("en").get("/conversations/\(id.text)")
      #expect(page.body.contains("<mark>sorry</mark>"))
      #expect(page.body.contains("/evidence/kinds/apology"))
      for (kind, signal) in [("complaint", "complaint"), ("unanswered", "openQuestion")] {
        let about = try await browser("en").get("/evidence/kinds/\(kind)")
        #expect(about.body.contains("signal=\(signal)\""), "\(kind)")
      }
      let unknown = try await browser("en").get("/evidence/kinds/nothing")
      #expect(unknown.status == 404)
    }
  }
}
