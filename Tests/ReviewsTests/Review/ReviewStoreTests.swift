import Conversations
import Kernel
import Storage
import Support
import Testing

@testable import People
@testable import Reviews

@Suite struct ReviewStoreTests {
  private static func peer(_ month: Month, _ cycle: Cycle) async throws -> Review {
    try #require(try await month.reviews(cycle).first { $0.kind == .peer })
  }

  @Test(arguments: Engine.available)
  func `a draft saved from an old window is refused and nothing is lost`(
    engine: Engine
  ) async throws {
    try await withMonth(engine) { month in
      let cycle = try await month.openCycle()
      let review = try await Self.peer(month, cycle)
      let scope = try await month.writer(of: review)
      var draft = ReviewDraft()
      let first = draft
      let one = try await month.database.write { db in
        try review.save(first, over: 0, seconds: 5, scope: scope, world: month.world, in: db)
      }
      draft.feedback = [Feedback(.praise, did: "Greeted by name", effect: "")]
      let second = draft
      let two = try await month.database.write { db in
        try review.save(second, over: one, seconds: 9, scope: scope, world: month.world, in: db)
      }
      #expect(two == 2)
      for old in [0, 1] {
        await #expect(throws: ReviewError.stale(version: 2)) {
          try await month.database.write { db in
            _ = try review.save(
              first, over: old, seconds: 1, scope: scope, world: month.world, in: db)
          }
        }
      }
      let (saved, now) = try await month.database.read { db in
        (try review.savedDraft(scope, in: db), try Review.find(review.id, scope, in: db))
      }
      #expect(saved?.draft == second)
      #expect(saved?.seconds == 9)
      #expect(now?.state == .draft)
    }
  }

  @Test(arguments: Engine.available)
  func `an incomplete review is refused with everything that is missing`(
    engine: Engine
  ) async throws {
    try await withMonth(engine) { month in
      let cycle = try await month.openCycle()
      let review = try await Self.peer(month, cycle)
      let expected = ReviewDraft().flaws(month.card.rubric, kind: .peer)
      #expect(expected.count == month.card.rubric.criteria.count + 1)
      let writer = try await month.writer(of: review)
      await #expect(throws: ReviewError.incomplete(expected)) {
        try await month.database.write { db in
          _ = try review.submit(
            ReviewDraft(), seconds: 1, scope: writer, world: month.world, in: db)
        }
      }
    }
  }

  @Test(arguments: Engine.available)
  func `a review goes from draft to submitted, shared and acknowledged, each once`(
    engine: Engine
  ) async throws {
    try await withMonth(engine) { month in
      let cycle = try await month.openCycle()
      let review = try await Self.peer(month, cycle)
      let reviewer = try await month.writer(of: review)
      let agent = month.acting(review.agent)
      let draft = month.draft()
      let score = try await month.database.write { db in
        try review.submit(draft, seconds: 321, scope: reviewer, world: month.world, in: db)
      }
      #expect(score.value == 100)
      let submitted = try #require(
        try await month.database.read { db in try Review.find(review.id, reviewer, in: db) })
      #expect(submitted.state == .submitted)
      await #expect(throws: ReviewError.submitted) {
        try await month.database.write { db in
          _ = try review.submit(draft, seconds: 1, scope: reviewer, world: month.world, in: db)
        }
      }
      await #expect(throws: ReviewError.notShared) {
        try await month.database.write { db in
          try submitted.acknowledge(scope: agent, world: month.world, in: db)
        }
      }
      try await month.database.write { db in
        try cycle.share(on: cycle.plan.shareOn, scope: month.scope, world: month.world, in: db)
      }
      let shared = try #require(
        try await month.database.read { db in try Review.find(review.id, reviewer, in: db) })
      #expect(shared.state == .shared)
      await #expect(throws: ReviewError.notYours) {
        try await month.database.write { db in
          try shared.acknowledge(scope: reviewer, world: month.world, in: db)
        }
      }
      try await month.database.write { db in
        try shared.acknowledge(comment: "Thank you", scope: agent, world: month.world, in: db)
      }
      await #expect(throws: ReviewError.acknowledged) {
        try await month.database.write { db in
          try shared.acknowledge(scope: agent, world: month.world, in: db)
        }
      }
      let (content, note) = try await month.database.read { db in
        (
          try shared.content(agent, in: db),
          try shared.note(of: .acknowledged, agent, in: db)
        )
      }
      #expect(note == "Thank you")
      #expect(content?.answers == draft.answers)
      #expect(content?.feedback == draft.feedback)
      #expect(content?.score.seconds == 321)
      #expect(content?.score.formula == Scoring.formula)
    }
  }

  @Test(arguments: Engine.available)
  func `what is handed in after sharing is shared at once, but one's own view comes too late`(
    engine: Engine
  ) async throws {
    try await withMonth(engine) { month in
      let cycle = try await month.openCycle()
      try await month.database.write { db in
        try cycle.share(on: cycle.plan.shareOn, scope: month.scope, world: month.world, in: db)
      }
      let reviews = try await month.reviews(cycle)
      let peer = try #require(reviews.first { $0.kind == .peer })
      let own = try #require(reviews.first { $0.kind == .`self` })
      let draft = month.draft()
      let writer = try await month.writer(of: peer)
      try await month.database.write { db in
        try peer.submit(draft, seconds: 1, scope: writer, world: month.world, in: db)
      }
      let after = try await month.database.read { db in
        try Review.find(peer.id, month.scope, in: db)
      }
      #expect(after?.state == .shared)
      await #expect(throws: ReviewError.tooLateForOwnView) {
        try await month.database.write { db in
          _ = try own.submit(
            draft, seconds: 1, scope: month.acting(own.agent), world: month.world, in: db)
        }
      }
    }
  }

  @Test(arguments: Engine.available)
  func `nobody writes for somebody else, and the database knows no review of oneself by a peer`(
    engine: Engine
  ) async throws {
    try await withMonth(engine) { month in
      let cycle = try await month.openCycle()
      let review = try await Self.peer(month, cycle)
      let draft = month.draft()
      await #expect(throws: ReviewError.notYours) {
        try await month.database.write { db in
          _ = try review.submit(
            draft, seconds: 1, scope: month.acting(review.agent), world: month.world, in: db)
        }
      }
      let authors = try await month.authors(cycle)
      let author = try #require(authors[review.id])
      let pick = try #require(
        try await month.database.read { db in
          try Pick.find(review.pick, month.scope, in: db)
        })
      await #expect(throws: (any Error).self) {
        try await month.database.write { db in
          try Review.assign(
            pick, to: pick.agent, as: .peer, reason: .lead, in: cycle, scope: month.scope,
            world: month.world, db: db)
        }
      }
      await #expect(throws: (any Error).self) {
        try await month.database.write { db in
          try Review.assign(
            pick, to: author, as: .peer, reason: .lead, in: cycle,
            scope: month.scope, world: month.world, db: db)
        }
      }
    }
  }

  @Test(arguments: Engine.available)
  func `a comment keeps its message and its quote, and can be taken back while writing`(
    engine: Engine
  ) async throws {
    try await withMonth(engine) { month in
      let cycle = try await month.openCycle()
      let review = try await Self.peer(month, cycle)
      let scope = try await month.writer(of: review)
      let message: Message.ID = try #require(
        try await month.database.read { db in
          try db.value(
            """
            SELECT id AS value FROM message
            WHERE workspace_id = \(scope) AND conversation_id = \(review.conversation)
            """)
        })
      await #expect(throws: ReviewError.commentEmpty) {
        try await month.database.write { db in
          _ = try review.comment(
            " ", on: message, scope: scope, world: month.world, in: db)
        }
      }
      let criterion = month.card.rubric.criteria.first?.id
      let id = try await month.database.write { db in
        try review.comment(
          "Warm", on: message, quote: "Good morning", about: criterion, scope: scope,
          world: month.world, in: db)
      }
      let comments = try await month.database.read { db in
        try Comment.all(of: review.id, scope, in: db)
      }
      #expect(comments.map(\.quote) == ["Good morning"])
      #expect(comments.first?.message == message)
      #expect(comments.first?.criterion == criterion)
      let left = try await month.database.write { db in
        try review.remove(id, scope: scope, world: month.world, in: db)
        return try Comment.all(of: review.id, scope, in: db)
      }
      #expect(left.isEmpty)
    }
  }
}
