import Kernel
import Statistics
import Storage
import Support
import Testing
import Web

@testable import People
@testable import Reviews

@Suite struct OverturnTests {
  private func one(
    _ outcome: Dispute.Outcome?, _ state: Dispute.State = .resolved, change: Double? = nil,
    days: Double? = nil, month: Int = 3
  ) -> Overturn.Case {
    Overturn.Case(
      kind: .scores, state: state, outcome: outcome,
      month: Day(iso: "2026-0\(month)-01") ?? Day(number: 0), change: change, days: days,
      criteria: outcome.map { [(Criterion.ID(rawValue: 1), $0)] } ?? [])
  }

  @Test func `shares carry Wilson's interval, and what is not decided is counted apart`() {
    // Nine of ten: 0.596 to 0.982 (Wilson 1927).
    let decided = (0..<9).map { one(.accepted, change: Double($0), days: Double($0)) }
    let overturn = Overturn(
      cases: decided + [
        one(.refused, change: 0, days: 30, month: 4), one(nil, .open), one(nil, .withdrawn),
        one(nil, .lapsed, month: 4),
      ], shared: 100)
    #expect(overturn.count.decided == 10)
    let share = overturn.count.overturned
    #expect(share.value == 0.9 && share.n == 10)
    #expect(abs((share.lower ?? 0) - 0.596) < 0.001 && abs((share.upper ?? 0) - 0.982) < 0.001)
    #expect(overturn.count.share(.refused).value == 0.1)
    #expect(overturn.count.share(.partly).value == 0)
    // The refused one changed nothing and is no part of the mean change.
    #expect(overturn.change.value == 4 && overturn.change.n == 9)
    #expect(overturn.days.value == 4.5 && overturn.days.n == 10)
    #expect(overturn.stood.count == 12 && overturn.disputed.value == 0.12)
    #expect(overturn.months.map(\.iso) == ["2026-04-01", "2026-03-01"])
    #expect(overturn.of(overturn.months[0]).count.decided == 1)
    #expect(overturn.count(of: .init(rawValue: 1)).decided == 10)
    #expect(overturn.count(of: .init(rawValue: 2)).overturned.value == nil)
  }

  @Test(arguments: Engine.available)
  func `the picture shows the reader's teams, loud and quiet`(engine: Engine) async throws {
    try await withMonth(engine, conversations: 6) { month in
      let cycle = try await month.sharedCycle()
      let reviews = try await month.reviews(cycle)
      let dispute = try await month.dispute(reviews[0], month.claim(2))
      month.clock.set(cycle.plan.shareOn.advanced(by: 2), hour: 9)
      try await month.decide(dispute, .accepted)
      try await month.dispute(try #require(reviews.first { $0.agent != reviews[0].agent }))
      let now = month.clock.now
      func picture(_ actor: Actor) async throws -> OverturnPicture {
        try await month.database.read { db in
          try OverturnPicture.of(actor, team: nil, now: now, zone: .utc, in: db)
        }
      }
      let lead = try await picture(month.leading)
      #expect(lead.overturn.cases.count == 2 && lead.overturn.shared == reviews.count)
      #expect(lead.overturn.count.accepted == 1 && lead.overturn.state(.open) == 1)
      #expect(lead.overturn.days.value == 2)
      let criteria = month.card.rubric.criteria
      var answers = month.middling.answers
      for one in criteria.prefix(2) {
        answers[one.id]?.choice = one.options.last.map { .option($0.id) }
      }
      let score = Scoring.score(answers, month.card.rubric).value ?? 0
      let change = lead.overturn.change.value ?? 0
      #expect(abs(change - (score - (month.base ?? 0))) < 1e-9 && lead.criteria.count == 2)
      let first = try #require(criteria.first)
      #expect(lead.overturn.count(of: first.id).accepted == 1)
      let stranger = try await picture(
        month.actor(month.lead, Grant(.lead, team: Identifier(rawValue: 77))))
      #expect(stranger.teams.isEmpty && stranger.overturn.cases.isEmpty)
    }
  }
}
