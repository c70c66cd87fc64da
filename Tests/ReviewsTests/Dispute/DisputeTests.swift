import Conversations
import Kernel
import Statistics
import Storage
import Support
import Testing
import Web

@testable import People
@testable import Reviews

@Suite struct DisputeTests {
  @Test(arguments: Engine.available)
  func `what is accepted changes the team's numbers, and the snapshots stay`(
    engine: Engine
  ) async throws {
    try await withMonth(engine, conversations: 6) { month in
      let cycle = try await month.sharedCycle()
      let review = try #require(try await month.reviews(cycle).first)
      let before = try await month.results(cycle)
      let base = try #require(month.base)
      #expect(abs((before.overall.value ?? 0) - base) < 1e-9 && base > 0)
      try await month.database.write { db in
        try review.current(month.scope, in: db).acknowledge(
          scope: month.acting(review.agent), world: month.world, in: db)
      }
      let dispute = try await month.dispute(review, month.claim(2))
      #expect(dispute.state == .open)
      let criteria = month.card.rubric.criteria
      let middle = criteria[1].options[2].id
      let outcome = try await month.database.write { db in
        try dispute.decide(
          [
            Dispute.Verdict(criteria[0].id, .accepted, reason: "The greeting is there."),
            Dispute.Verdict(criteria[1].id, .partly, option: middle, reason: "Half of it."),
          ], by: month.leading, world: month.world, in: db)
      }
      #expect(outcome == .partly)
      let (now, original, snapshots, scores) = try await month.database.read { db in
        (
          try review.content(month.scope, in: db),
          try review.content(version: 1, month.scope, in: db),
          try Snapshot.all(of: review.id, month.scope, in: db),
          try Review.StoredScore.all(of: review.id, month.scope, in: db)
        )
      }
      var expected = try #require(original).answers
      #expect(expected[criteria[0].id]?.choice == .option(criteria[0].options[1].id))
      expected[criteria[0].id]?.choice = criteria[0].options.last.map { .option($0.id) }
      expected[criteria[1].id]?.choice = .option(middle)
      let score = Scoring.score(expected, month.card.rubric)
      #expect(now?.score.value == score.value && now?.score.version == 2)
      #expect(now?.answers == expected)
      #expect(scores.map(\.version) == [1, 2] && scores.first?.value == base)
      #expect(snapshots.map(\.occasion) == [.acknowledged, .disputed, .resolved])
      #expect(snapshots.map(\.version) == [1, 1, 2])
      #expect(snapshots.map(\.score) == [base, base, score.value])
      #expect(snapshots[1].answers == original?.answers)

      let after = try await month.results(cycle)
      let rated = try #require(after.rated.first { $0.conversation == review.conversation })
      #expect(rated.score == score.value)
      #expect((score.value ?? 0) > base)
      let count = Double(after.rated.count)
      // Everybody's conversations have the same chance here, so the mean is a plain one.
      let mean = (base * (count - 1) + (score.value ?? 0)) / count
      #expect(abs((after.overall.value ?? 0) - mean) < 1e-9)
      let first = (100.0 / 3 * (count - 1) + 100) / count
      #expect(abs((after.criterion(criteria[0].id).value ?? 0) - first) < 1e-9)
      let others = after.rated.filter { $0.conversation != review.conversation }
      #expect(others.allSatisfy { $0.score == base })
    }
  }

  @Test(arguments: Engine.available)
  func `a refused dispute changes nothing and cannot be raised again`(engine: Engine)
    async throws
  {
    try await withMonth(engine, conversations: 6) { month in
      let cycle = try await month.sharedCycle()
      let review = try #require(try await month.reviews(cycle).first)
      let dispute = try await month.dispute(review)
      let outcome = try await month.decide(dispute, .refused)
      #expect(outcome == .refused)
      let results = try await month.results(cycle)
      let base = try #require(month.base)
      #expect(abs((results.overall.value ?? 0) - base) < 1e-9)
      let scores = try await month.database.read { db in
        try Review.StoredScore.all(of: review.id, month.scope, in: db)
      }
      #expect(scores.map(\.version) == [1])
      await #expect(throws: DisputeError.closed) { try await month.decide(dispute, .accepted) }
      await #expect(throws: DisputeError.disputed) { try await month.dispute(review) }
    }
  }

  @Test(arguments: Engine.available)
  func `one may disagree until the window is over, whether or not the cycle was closed`(
    engine: Engine
  ) async throws {
    try await withMonth(engine, conversations: 6) { month in
      let cycle = try await month.sharedCycle(rule: DisputeRule(windowDays: 20, secondPercent: 0))
      let reviews = try await month.reviews(cycle)
      try await month.database.write { db in
        try cycle.close(scope: month.acting(month.lead), world: month.world, in: db)
      }
      // A shorter rule does not take away what was promised.
      month.clock.set(cycle.plan.shareOn.advanced(by: 1), hour: 9)
      try await month.database.write { db in
        _ = try DisputeRule(windowDays: 2, secondPercent: 0)
          .enact(scope: month.scope, world: month.world, in: db)
      }
      month.clock.set(cycle.plan.shareOn.advanced(by: 20), hour: 23)
      let dispute = try await month.dispute(reviews[0])
      #expect(dispute.state == .open)
      month.clock.set(cycle.plan.shareOn.advanced(by: 21), hour: 0)
      await #expect(throws: DisputeError.windowOver) { try await month.dispute(reviews[1]) }
      // What was raised in time is decided afterwards.
      let outcome = try await month.decide(dispute, .accepted)
      #expect(outcome == .accepted)
    }
  }

  @Test(arguments: Engine.available)
  func `so many may be open at a time, and a decision makes room`(engine: Engine) async throws {
    try await withMonth(engine, conversations: 6) { month in
      let cycle = try await month.sharedCycle(rule: DisputeRule(openLimit: 2, secondPercent: 0))
      let agent = month.agents[0]
      let mine = try await month.reviews(cycle).filter { $0.agent == agent }
      let first = try await month.dispute(mine[0])
      try await month.dispute(mine[1])
      await #expect(throws: DisputeError.limitReached) { try await month.dispute(mine[2]) }
      try await month.decide(first, .refused)
      try await month.dispute(mine[2])
      let other = try #require(try await month.reviews(cycle).first { $0.agent != agent })
      try await month.dispute(other)
    }
  }

  @Test(arguments: Engine.available)
  func `what is taken back can be raised again, and only by its own agent`(engine: Engine)
    async throws
  {
    try await withMonth(engine, conversations: 6) { month in
      let cycle = try await month.sharedCycle()
      let review = try #require(try await month.reviews(cycle).first)
      let claim = month.claim()
      await #expect(throws: DisputeError.notYours) {
        try await month.database.write { db in
          try Dispute.raise(
            claim, about: review.id, scope: month.acting(month.lead), world: month.world, in: db)
        }
      }
      let dispute = try await month.dispute(review)
      await #expect(throws: DisputeError.disputed) { try await month.dispute(review) }
      await #expect(throws: DisputeError.notYours) {
        try await month.database.write { db in
          try dispute.withdraw(scope: month.acting(month.lead), world: month.world, in: db)
        }
      }
      try await month.database.write { db in
        try dispute.withdraw(scope: month.acting(review.agent), world: month.world, in: db)
      }
      let withdrawn = try await month.current(dispute)
      #expect(withdrawn?.state == .withdrawn)
      let again = try await month.dispute(review)
      #expect(again.state == .open)
    }
  }

  @Test(arguments: Engine.available)
  func `nobody decides about their own work, their own review or another team`(engine: Engine)
    async throws
  {
    try await withMonth(engine, conversations: 6) { month in
      let cycle = try await month.sharedCycle()
      let review = try #require(try await month.reviews(cycle).first)
      let dispute = try await month.dispute(review)
      let author = try #require(try await month.authors(cycle)[review.id])
      for actor in [
        month.actor(author, Grant(.lead, team: month.team)),
        month.actor(review.agent, Grant(.lead)), month.actor(author, Grant(.analyst)),
        month.actor(month.lead, Grant(.lead, team: Identifier(rawValue: 77))),
        month.actor(month.lead, Grant(.agent)),
      ] {
        await #expect(throws: DisputeError.notForYou) {
          try await month.decide(dispute, .accepted, by: actor)
        }
      }
      let outcome = try await month.decide(
        dispute, .accepted, by: month.actor(month.lead, Grant(.analyst)))
      #expect(outcome == .accepted)
    }
  }

  @Test(arguments: Engine.available)
  func `a conversation of somebody else leaves the results and goes to nobody`(engine: Engine)
    async throws
  {
    try await withMonth(engine, conversations: 6) { month in
      let cycle = try await month.sharedCycle { $0.reviewsPerConversation = 2 }
      let review = try #require(try await month.reviews(cycle).first)
      let before = try await month.results(cycle, of: review.agent)
      await #expect(throws: DisputeError.faulty([.init(nil, .reasonMissing)])) {
        try await month.dispute(review, .person(nil, because: "  "))
      }
      let other = try #require(month.agents.first { $0 != review.agent })
      let others = try await month.results(cycle, of: other)
      let dispute = try await month.dispute(
        review, .person(other, because: "The signature is another one."))
      #expect(dispute.claimed == other)
      let outcome = try await month.decide(dispute, .accepted)
      #expect(outcome == .accepted)
      let after = try await month.results(cycle, of: review.agent)
      let conversations = after.rated.map(\.conversation)
      #expect(after.rated.count == before.rated.count - 1)
      #expect(!conversations.contains(review.conversation))
      // What is left keeps the chance it was drawn with.
      let kept = before.rated.filter { $0.conversation != review.conversation }
      #expect(after.rated.map(\.probability) == kept.map(\.probability))
      let othersAfter = try await month.results(cycle, of: other)
      #expect(othersAfter.rated == others.rated)
      let current = try await month.current(review)
      #expect(current.state == .withdrawn && current.submittedAt != nil)
      let received = try await month.database.read { db in
        (
          try Review.received(by: review.agent, month.scope, in: db).map(\.conversation),
          try Review.received(by: review.agent, withWithdrawn: true, month.scope, in: db)
            .map(\.id)
        )
      }
      #expect(!received.0.contains(review.conversation) && received.1.contains(review.id))
      await #expect(throws: ReviewError.withdrawn) {
        try await month.database.write { db in
          try review.current(month.scope, in: db).acknowledge(
            scope: month.acting(review.agent), world: month.world, in: db)
        }
      }
    }
  }

  @Test(arguments: Engine.available)
  func `a claim needs a reason, another answer, and words that are there`(engine: Engine)
    async throws
  {
    try await withMonth(engine, conversations: 6) { month in
      let cycle = try await month.sharedCycle()
      let review = try #require(try await month.reviews(cycle).first)
      let criteria = month.card.rubric.criteria
      let message = try #require(
        try await month.database.read { db in
          try db.rows(
            """
            SELECT id FROM message
            WHERE workspace_id = \(month.scope) AND conversation_id = \(review.conversation)
            """
          ).first?.get("id") as Message.ID?
        })
      await #expect(throws: DisputeError.nothingDisputed) {
        try await month.dispute(review, .scores([]))
      }
      let best = criteria.map { $0.options.last?.id }
      await #expect(
        throws: DisputeError.faulty([
          .init(criteria[0].id, .option), .init(criteria[1].id, .reasonMissing),
          .init(criteria[2].id, .quote),
        ])
      ) {
        try await month.dispute(
          review,
          .scores([
            Dispute.Point(criteria[0].id, option: criteria[0].options[1].id, reason: "Same."),
            Dispute.Point(criteria[1].id, option: best[1], reason: " "),
            Dispute.Point(
              criteria[2].id, option: best[2], reason: "Look.", message: message,
              quote: "Good evening"),
          ]))
      }
      let dispute = try await month.dispute(
        review,
        .scores([
          Dispute.Point(
            criteria[0].id, option: best[0], reason: "Look.", message: message,
            quote: " Good\n morning "),
          Dispute.Point(criteria[1].id, option: best[1], reason: "Look.", message: message),
        ]))
      #expect(dispute.points.map(\.quote) == ["Good\n morning", "Good morning."])
      await #expect(
        throws: DisputeError.undecided([
          .init(criteria[0].id, .reasonMissing), .init(criteria[1].id, .outcomeMissing),
        ])
      ) {
        try await month.database.write { db in
          try dispute.decide(
            [Dispute.Verdict(criteria[0].id, .refused, reason: "")], by: month.leading,
            world: month.world, in: db)
        }
      }
      // In part is neither what is there nor what was proposed.
      for option in [criteria[0].options[1].id, best[0]] {
        await #expect(throws: DisputeError.self) {
          try await month.database.write { db in
            try dispute.decide(
              [
                Dispute.Verdict(criteria[0].id, .partly, option: option, reason: "Half."),
                Dispute.Verdict(criteria[1].id, .refused, reason: "No."),
              ], by: month.leading, world: month.world, in: db)
          }
        }
      }
    }
  }
}
