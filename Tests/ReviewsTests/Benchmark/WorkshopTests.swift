import Conversations
import Kernel
import Storage
import Support
import Testing
import Web

@testable import People
@testable import Reviews

/// A workshop on the first conversation of the first agent, with three colleagues.
private struct Group: Sendable {
  let month: Month
  let workshop: Workshop.ID
  let conversation: Conversation
  let messages: [Message]
  let people: [Person.ID]

  var lead: Scope { month.acting(month.lead) }
  var rubric: Rubric { month.card.rubric }

  func current() async throws -> Workshop {
    let (id, scope) = (workshop, month.scope)
    return try await month.database.read { db in
      try #require(try Workshop.find(id, scope, in: db))
    }
  }

  /// Everybody chooses the same point, or each the next.
  func answers(_ place: Int) -> Answers {
    var answers = Answers()
    for criterion in rubric.criteria {
      answers[criterion.id] = Answer(
        .option(criterion.options[min(place, criterion.options.count - 1)].id),
        comment: "Seen at \(place)")
    }
    return answers
  }

  func handIn(_ person: Person.ID, _ place: Int) async throws {
    let (answers, rubric, month) = (answers(place), rubric, month)
    let workshop = try await current()
    try await month.database.write { db in
      try workshop.handIn(
        answers, of: person, by: rubric, scope: month.acting(person), world: month.world, in: db)
    }
  }

  func change(
    _ work: @escaping @Sendable (Workshop, any Connection) throws -> Void
  ) async throws {
    let workshop = try await current()
    try await month.database.write { db in try work(workshop, db) }
  }
}

private func withGroup(
  _ engine: Engine, _ body: @escaping @Sendable (Group) async throws -> Void
) async throws {
  try await withMonth(engine) { month in
    let scope = month.scope
    let people = Array(month.agents[1...3])
    let (id, conversation, messages) = try await month.database.write { db in
      try db.execute(
        """
        UPDATE person SET password = 'x', email = CAST(id AS TEXT) || '@example.org'
        WHERE workspace_id = \(scope)
        """)
      let key: Conversation.ID = try #require(
        try db.value(
          """
          SELECT MIN(id) AS value FROM conversation
          WHERE workspace_id = \(scope) AND agent_id = \(month.agents[0])
          """))
      let conversation = try #require(try Conversation.find(key, scope: scope, in: db))
      let id = try Workshop.open(
        on: conversation, with: month.card.id, inviting: people,
        scope: month.acting(month.lead), world: month.world, in: db)
      return (id, conversation, try Message.all(of: key, scope: scope, in: db))
    }
    try await body(
      Group(
        month: month, workshop: id, conversation: conversation, messages: messages,
        people: people))
  }
}

@Suite struct WorkshopTests {
  @Test(arguments: Engine.available)
  func `whose conversation it is does not rate it, and one alone is no group`(
    engine: Engine
  ) async throws {
    try await withGroup(engine) { group in
      let (month, conversation) = (group.month, group.conversation)
      for (people, error) in [
        ([month.agents[0], month.agents[1]], WorkshopError.ownConversation),
        ([month.agents[1], month.agents[1]], .tooFew),
      ] {
        await #expect(throws: error) {
          try await month.database.write { db in
            _ = try Workshop.open(
              on: conversation, with: month.card.id, inviting: people, scope: group.lead,
              world: month.world, in: db)
          }
        }
      }
      await #expect(throws: WorkshopError.notInvited) { try await group.handIn(month.lead, 1) }
    }
  }

  @Test(arguments: Engine.available)
  func `nobody's ratings come out of the database before the rating ends`(
    engine: Engine
  ) async throws {
    try await withGroup(engine) { group in
      let scope = group.month.scope
      try await group.handIn(group.people[0], 1)
      try await group.handIn(group.people[1], 3)
      var workshop = try await group.current()
      #expect(workshop.stage == .rating && workshop.handedIn == 2)
      let blind = workshop
      let early = try await group.month.database.read { try blind.ratings(scope, in: $0) }
      #expect(early.isEmpty)
      await #expect(throws: WorkshopError.handedIn) { try await group.handIn(group.people[0], 2) }
      try await group.handIn(group.people[2], 3)
      workshop = try await group.current()
      #expect(workshop.stage == .discussing, "with the last ratings the talk begins")
      let open = workshop
      let late = try await group.month.database.read { try open.ratings(scope, in: $0) }
      #expect(late.count == 3)
      await #expect(throws: WorkshopError.stage) { try await group.handIn(group.people[2], 1) }
    }
  }

  @Test(arguments: Engine.available)
  func `all may hand in at the same moment, and one person only once`(engine: Engine) async throws {
    try await withGroup(engine) { group in
      let done = await withTaskGroup(of: Bool.self) { tasks in
        for person in group.people + group.people {
          tasks.addTask { (try? await group.handIn(person, 2)) != nil }
        }
        return await tasks.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      #expect(done == 3)
      let workshop = try await group.current()
      #expect(workshop.stage == .discussing && workshop.handedIn == 3)
      let scope = group.month.scope
      let ratings = try await group.month.database.read { try workshop.ratings(scope, in: $0) }
      #expect(ratings.values.allSatisfy { $0.entries.count == group.rubric.criteria.count })
    }
  }

  @Test(arguments: Engine.available)
  func `what is agreed is kept as the example of that point, and can be replaced`(
    engine: Engine
  ) async throws {
    try await withGroup(engine) { group in
      let (month, rubric, messages) = (group.month, group.rubric, group.messages)
      for (place, person) in group.people.enumerated() { try await group.handIn(person, place) }
      let criterion = try #require(rubric.criteria.first)
      let option = try #require(criterion.options.last?.id)
      @Sendable func agree(_ agreement: Agreement) async throws {
        try await group.change { workshop, db in
          try workshop.agree(
            agreement, by: rubric, messages: messages, scope: group.lead, world: month.world,
            in: db)
        }
      }
      @Sendable func agreement(_ quote: String, why: String = "It greets.") -> Agreement {
        Agreement(
          criterion.id, option: option, discussion: "We talked.",
          evidence: .init(message: messages.first?.id, quote: quote), why: why, isKept: true)
      }
      await #expect(throws: WorkshopError.quote) { try await agree(agreement("Bad morning")) }
      await #expect(throws: WorkshopError.noWhy) { try await agree(agreement("Good", why: " ")) }
      await #expect(throws: WorkshopError.nothingAgreed) {
        try await group.change { workshop, db in
          try workshop.close(scope: group.lead, world: month.world, in: db)
        }
      }
      try await agree(agreement("Good"))
      try await agree(agreement("Good  morning."))
      try await group.change { workshop, db in
        try workshop.close(scope: group.lead, world: month.world, in: db)
      }
      let scope = month.scope
      let all = try await month.database.read { try Benchmark.all(scope, in: $0) }
      let kept = try #require(all.first)
      #expect(all.count == 1 && kept.option == option && kept.evidence.quote == "Good  morning.")
      try await month.database.write { db in
        try kept.replace(
          why: "It greets and names the day.", evidence: .init(), note: "Clearer",
          messages: messages, scope: group.lead, world: month.world, in: db)
      }
      await #expect(throws: (any Error).self) {
        try await month.database.write { db in
          try db.execute("UPDATE benchmark SET why = 'x' WHERE workspace_id = \(scope)")
        }
      }
      let (old, new) = try await month.database.read { db in
        (
          try Benchmark.find(kept.id, scope, in: db),
          try Benchmark.inForce(for: [criterion.id], scope, in: db)
        )
      }
      #expect(new.map(\.why) == ["It greets and names the day."])
      #expect(old?.retirement?.replacement == new.first?.id)
      let retired = try #require(old)
      await #expect(throws: WorkshopError.retired) {
        try await month.database.write { db in
          try retired.retire(note: "x", scope: group.lead, world: month.world, in: db)
        }
      }
    }
  }

  @Test(arguments: Engine.available)
  func `each page shows its reader what they may see and no more`(engine: Engine) async throws {
    try await withGroup(engine) { group in
      let month = group.month
      let path = "/workshops/\(group.workshop.text)"
      let lead = month.browser(month.lead, Grant(.lead, team: month.team))
      let rater = month.browser(group.people[0], Grant(.agent))
      let waiting = month.browser(group.people[1], Grant(.agent))
      let stranger = month.browser(month.agents[4], Grant(.agent))
      let author = month.browser(month.agents[0], Grant(.agent))
      for outside in [stranger, author] {
        let page = try await outside.get(path)
        #expect(page.status == 404)
      }
      let work = try await rater.get("/work")
      #expect(work.body.contains(path))
      let page = try await rater.get(path)
      #expect(page.status == 200 && page.body.contains("Rate alone"))
      #expect(page.body.contains("Names, mail addresses"), "a colleague's names are covered")
      #expect(!page.body.contains("Agent 1"))
      expectSound(page.body)
      let missing = try await rater.post("\(path)/submission", [("csrf", "token")])
      #expect(missing.status == 422)
      expectSound(missing.body)
      let fields = group.rubric.criteria.flatMap { criterion in
        [
          ("rating-\(criterion.id.text)", criterion.options[0].id.text),
          ("comment-\(criterion.id.text)", "Cold words only"),
        ]
      }
      let handed = try await rater.post("\(path)/submission", [("csrf", "token")] + fields)
      #expect(handed.status == 303)
      for other in [lead, waiting] {
        let seen = try await other.get(path)
        #expect(!seen.body.contains("Cold words only"), "blind until the rating ends")
        expectSound(seen.body)
      }
      let blind = try await lead.get("\(path)/spread.csv")
      #expect(blind.status == 404)
      let early = try await lead.post("\(path)/discussion", [("csrf", "token")])
      #expect(early.status == 422, "one rating is no spread")
      let forbidden = try await rater.post("\(path)/discussion", [("csrf", "token")])
      #expect(forbidden.status == 404)
      try await group.handIn(group.people[1], 3)
      _ = try await lead.post("\(path)/discussion", [("csrf", "token")])
      let talk = try await lead.get(path)
      #expect(talk.body.contains("Cold words only") && talk.body.contains("spread-"))
      expectSound(talk.body)
      let sheet = try await lead.get("\(path)/spread.csv")
      #expect(sheet.body.split(separator: "\r\n").contains("Correctness,\"Wrong, with harm\",1"))
      let criterion = try #require(group.rubric.criteria.first)
      let agreed = try await lead.post(
        "\(path)/agreements",
        [
          ("csrf", "token"), ("criterion", criterion.id.text),
          ("option", criterion.options[1].id.text), ("why", "Agent 1 says it plainly"),
          ("keep", "1"),
        ])
      #expect(agreed.status == 303)
      let closed = try await lead.post("\(path)/closing", [("csrf", "token")])
      #expect(closed.status == 303)
      for reader in [lead, rater, stranger] {
        let library = try await reader.get("/benchmarks")
        #expect(library.body.contains("says it plainly"))
        expectSound(library.body)
      }
      let covered = try await stranger.get("/benchmarks")
      #expect(!covered.body.contains("Agent 1 says") && covered.body.contains("•••"))
      let id = try #require(
        covered.body.split(separator: "/benchmarks/").dropFirst().first?.prefix(13))
      let one = try await stranger.get("/benchmarks/\(id)")
      #expect(one.status == 200 && !one.body.contains("Agent 1"))
      expectSound(one.body)
      let admin = month.browser(month.lead, Grant(.admin))
      for hidden in ["/benchmarks", "/benchmarks/\(id)", "/workshops", path] {
        let page = try await admin.get(hidden)
        #expect(page.status == 404, "\(hidden)")
      }
      let refused = try await stranger.post(
        "/benchmarks/\(id)/retirement", [("csrf", "token"), ("note", "x")])
      #expect(refused.status == 404)
    }
  }

  @Test(arguments: Engine.available)
  func `examples stand beside the criterion in a review, but not those of its own conversation`(
    engine: Engine
  ) async throws {
    try await withGroup(engine) { group in
      let (month, rubric) = (group.month, group.rubric)
      for (place, person) in group.people.enumerated() { try await group.handIn(person, place) }
      let criterion = try #require(rubric.criteria.first)
      let agreement = Agreement(
        criterion.id, option: criterion.options[0].id, why: "Nothing is answered.", isKept: true)
      let messages = group.messages
      try await group.change { workshop, db in
        try workshop.agree(
          agreement, by: rubric, messages: messages, scope: group.lead, world: month.world, in: db)
        try workshop.current(month.scope, in: db).close(
          scope: group.lead, world: month.world, in: db)
      }
      let cycle = try await month.openCycle()
      let reviews = try await month.reviews(cycle).filter { $0.kind == .peer }
      let authors = try await month.authors(cycle)
      for review in reviews.prefix(4) {
        let author = try #require(authors[review.id])
        let page = try await month.browser(author, Grant(.agent)).get("/reviews/\(review.id.text)")
        let isSame = review.conversation == group.conversation.id
        #expect(page.body.contains("Nothing is answered.") == !isSame)
        expectSound(page.body)
      }
    }
  }
}
