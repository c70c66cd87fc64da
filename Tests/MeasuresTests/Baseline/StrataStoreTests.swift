import Conversations
import Kernel
import Statistics
import Storage
import Support
import Testing
import Web

@testable import Measures

@Suite struct StrataStoreTests {
  private static func records() -> [ConversationRecord] {
    var chance = SplitMix64(seed: 11)
    return (0..<60).map { number in
      let start = Double(chance.below(60 * 24 * 20))
      var record = Ground.record(
        "c\(number)", customer: "k\(chance.below(30))", agent: ["noa", "ben"][chance.below(2)],
        channel: [.chat, .email][chance.below(2)],
        solvedAfter: chance.below(4) > 0 ? start + 90 : nil,
        [(.customer, start, "hello"), (.agent, start + Double(chance.below(60)), "hi")])
      record.reason = ["order", "payment", nil][chance.below(3)]
      record.language = ["en", "he"][chance.below(2)]
      return record
    }
  }

  @Test(arguments: Engine.available)
  func `kinds of conversations add up to what the roll-up tells of everybody and of each`(
    engine: Engine
  ) async throws {
    try await withGround(engine) { database, scope in
      try await database.write { db in
        var delivery = Ground.delivery(scope)
        try delivery.store(Self.records(), in: db)
      }
      let period = Period(.month, holding: Ground.zone.day(of: Ground.noon))
      try await database.read { db in
        let people: [Actor.ID] = try db.rows(
          "SELECT id FROM person WHERE workspace_id = \(scope) ORDER BY id"
        ).map { try $0.get("id") }
        let readings = Readings(scope: scope, now: Ground.minutes(60 * 24 * 60))
        for subject in [Subject.centre] + people.map(Subject.person) {
          let questions = [Metric.firstContactResolution, .firstResponse, .volumeIn].map {
            Question($0, of: subject)
          }
          let strata =
            try Strata.read(
              for: questions, in: period, of: subject, zone: Ground.zone, scope, from: db
            ) { _ in true }[true] ?? Strata()
          for question in questions {
            let metric = question.metric
            let reading = try readings.reading(question, over: period, from: db)
            let counts = question.counts(of: strata.whole)
            #expect(counts?.n ?? 0 == reading.denominator, "\(metric.id)")
            #expect(counts?.hits ?? 0 == reading.numerator, "\(metric.id)")
          }
          guard subject == .centre else { continue }
          let mix = strata.mix
          #expect(Set((mix.counts[.channel] ?? [:]).keys) == ["chat", "email"])
          #expect(Set((mix.counts[.language] ?? [:]).keys) == ["en", "he"])
          #expect(Set((mix.counts[.reason] ?? [:]).keys) == ["order", "payment", ""])
          let asItWas = strata.standardised(Question(.firstContactResolution), to: mix)
          let plain = try readings.reading(
            Question(.firstContactResolution), over: period, from: db)
          #expect(
            abs((asItWas?.value ?? 0) - (plain.estimate.value ?? 1)) < 1e-3)
        }
      }
    }
  }
}
