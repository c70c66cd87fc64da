import Kernel
import People
import Statistics
import Storage
import Support
import Testing
import Web

@testable import Reviews

@Suite struct FeedbackRatingTests {
  @Test(arguments: Engine.available)
  func `only the receiver rates, the newest word counts, and below three the giver learns nothing`(
    engine: Engine
  ) async throws {
    try await withMonth(engine) { month in
      let cycle = try await month.openCycle()
      try await month.submitAll(cycle)
      let (database, world) = (month.database, month.world)
      try await database.write { db in
        _ = try cycle.share(on: cycle.plan.shareOn, scope: month.scope, world: world, in: db)
      }
      let reviews = try await month.reviews(cycle).filter { $0.kind == .peer }
      let authors = try await month.authors(cycle)
      let first = try #require(reviews.first)
      let author = try #require(authors[first.id])
      let given = reviews.filter { authors[$0.id] == author }
      #expect(given.count >= 3)
      func rate(_ review: Review, _ rating: FeedbackRating, by person: Person.ID) async throws {
        try await database.write { db in
          try review.rate(
            0, as: rating, word: "", scope: month.acting(person), world: world, in: db)
        }
      }
      await #expect(throws: ReviewError.notYours) { try await rate(given[0], .not, by: author) }
      let giver = Actor(
        person: author, name: "Giver", workspace: month.scope.workspace, grants: [Grant(.agent)],
        teams: [month.team], csrf: "token")
      func balance() async throws -> FeedbackBalance {
        try await database.read { db in try FeedbackBalance.own(giver, in: db) }
      }
      for review in given.prefix(2) { try await rate(review, .useful, by: review.agent) }
      try await rate(given[0], .partly, by: given[0].agent)
      let before = try await balance()
      #expect(before.ratings.isEmpty)
      #expect(before.praise == given.count && before.corrections == 0)
      try await rate(given[2], .useful, by: given[2].agent)
      let after = try await balance()
      #expect(after.ratings.count == 3)
      #expect(after.useful == wilsonInterval(successes: 2, of: 3))
      await #expect(throws: (any Error).self) {
        try await database.write { db in
          try db.execute("DELETE FROM feedback_rating WHERE workspace_id = \(month.scope)")
        }
      }
    }
  }

  @Test(arguments: Engine.available)
  func `the receiver rates on the review, and the giver reads how it landed, without script`(
    engine: Engine
  ) async throws {
    try await withMonth(engine) { month in
      let cycle = try await month.openCycle()
      try await month.submitAll(cycle)
      try await month.database.write { db in
        _ = try cycle.share(
          on: cycle.plan.shareOn, scope: month.scope, world: month.world, in: db)
      }
      let reviews = try await month.reviews(cycle)
      let review = try #require(reviews.first { $0.kind == .peer })
      let authors = try await month.authors(cycle)
      let author = try #require(authors[review.id])
      let receiver = month.browser(review.agent, Grant(.agent))
      let giver = month.browser(author, Grant(.agent))
      let path = "/reviews/\(review.id.text)"
      let page = try await receiver.get(path)
      #expect(page.body.contains("Is this useful to you?"))
      expectSound(page.body)
      let sent = [("csrf", "token"), ("position", "0"), ("rating", "useful"), ("word", "Clear")]
      let rated = try await receiver.post("\(path)/ratings", sent)
      #expect(rated.status == 303)
      let refused = try await giver.post("\(path)/ratings", sent)
      #expect(refused.status == 404)
      let seen = try await giver.get(path)
      #expect(!seen.body.contains("Is this useful to you?") && !seen.body.contains("Clear"))
      let craft = try await giver.get("/feedback")
      #expect(craft.body.contains("You praised"))
      #expect(!craft.body.contains("Clear"))
      expectSound(craft.body)
      let given = reviews.filter { $0.kind == .peer && authors[$0.id] == author }
      #expect(given.count >= 3)
      for (index, review) in given.enumerated() {
        let answer = [
          ("csrf", "token"), ("position", "0"), ("rating", index == 0 ? "not" : "useful"),
          ("word", "Thank you"),
        ]
        _ = try await month.browser(review.agent, Grant(.agent))
          .post("/reviews/\(review.id.text)/ratings", answer)
      }
      let landed = try await giver.get("/feedback")
      #expect(landed.body.contains("\(given.count - 1) of \(given.count) answers say"))
      #expect(landed.body.contains("×\(given.count)"), "the same words stand once, counted")
      #expect(!landed.body.contains("The score is"))
      expectSound(landed.body)
      for query in ["", "?step=1&pick=a", "?step=2&pick=a", "?step=3&pick=b", "?step=4"] {
        let lesson = try await giver.get("/feedback/lesson\(query)")
        #expect(lesson.status == 200)
        expectSound(lesson.body)
      }
      let right = try await giver.get("/feedback/lesson?step=1&pick=b")
      #expect(right.body.contains("Yes, this one"))
    }
  }
}
