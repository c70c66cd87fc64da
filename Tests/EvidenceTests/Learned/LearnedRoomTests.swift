import Conversations
import Kernel
import Markup
import People
import Storage
import Support
import Testing
import Web

@testable import Evidence

/// Lessons, answers, checks, opinions and pages on both engines.
@Suite struct LearnedRoomTests {
  private static let noon = Room.noon
  private static let reader = Room.reader
  private static let criterion: Int64 = 70
  private static let team = Actor.Team(rawValue: 50)

  /// Four people's conversations, each reviewed twice, and what reviews would publish of them.
  private struct Classroom: Sendable {
    let database: any Database
    let scope: Scope
    let world: World
    let conversations: [Conversation.ID]
    var published: PublishedAnswers

    var work: LearnedWork {
      LearnedWork(
        database: database, scope: scope, world: world, published: published,
        plan: LearnedFixture.plan)
    }
  }

  private static func world(_ first: Int64, at moment: Instant = noon) -> World {
    var world = World.still(at: moment)
    let key = world.key
    world.key = { first + key() }
    return world
  }

  private static func record(_ number: Int) -> ConversationRecord {
    var record = ConversationRecord(externalID: "\(number)")
    record.channel = number % 2 == 0 ? .chat : .email
    record.language = "en"
    record.openedAt = noon.advanced(bySeconds: Int64(number) * 3600)
    record.agent = PartyRecord(externalID: "a1", name: "Noa")
    record.customer = PartyRecord(externalID: "c", name: "Kim")
    record.messages = [
      MessageRecord(role: .customer, text: "Where is it?", time: record.openedAt),
      MessageRecord(
        role: .agent, text: LearnedFixture.words(number % 3, number), time: record.openedAt),
    ]
    return record
  }

  private static func given(
    _ ids: [Conversation.ID], at moment: Instant = noon, turned: Bool = false
  ) -> [PublishedAnswers.Given] {
    ids.enumerated().flatMap { number, id in
      [0, 1].map { _ in
        let point = turned ? 2 - number % 3 : number % 3
        return PublishedAnswers.Given(
          criterion: criterion, conversation: id.rawValue, person: person(number),
          value: LearnedFixture.points[point].value, at: moment)
      }
    }
  }

  private static func person(_ number: Int) -> Actor.ID {
    Actor.ID(rawValue: Int64(1 + number / 3 % 4))
  }

  private static func published(
    _ ids: [Conversation.ID], given: [PublishedAnswers.Given]
  ) -> PublishedAnswers {
    PublishedAnswers(
      criteria: { _, _ in
        [
          PublishedAnswers.Criterion(
            id: criterion, scorecard: 1, name: "Takes <care>", weight: 1,
            points: LearnedFixture.points)
        ]
      }, given: { _, _ in given },
      pool: { _, _ in
        ids.enumerated().map { number, id in
          PublishedAnswers.Pooled(
            sample: 9, conversation: id.rawValue, person: person(number),
            day: LearnedFixture.day.advanced(by: number / 6),
            channel: number % 2 == 0 ? "chat" : "email", language: "en")
        }
      },
      samples: { _, _ in
        [
          PublishedAnswers.Sample(
            id: 9, team: team, scorecard: 1, first: LearnedFixture.day,
            last: LearnedFixture.day.advanced(by: 30))
        ]
      },
      rated: { _, _, _ in
        ids.enumerated().prefix(48).map { number, id in
          let value = LearnedFixture.points[number % 3].value * 100
          return PublishedAnswers.Rated(
            sample: 9, conversation: id.rawValue, person: person(number), probability: 0.8,
            score: value, values: [criterion: value])
        }
      },
      review: { id, _, _ in
        guard id == 333, let first = ids.first else { throw Problem.notFound }
        return subject(first, isRated: true)
      })
  }

  private static func subject(_ id: Conversation.ID, isRated: Bool) -> ReviewAside.Subject {
    ReviewAside.Subject(
      review: 333, conversation: id.rawValue, person: person(0), isOwn: true, isRated: isRated,
      values: isRated ? [criterion: 1] : [:])
  }

  private func withRoom(_ engine: Engine, _ body: (Classroom) async throws -> Void) async throws {
    let published = Self.published([], given: [])
    let steps =
      Job.migrations + People.Schema.migrations + Conversation.migrations
      + Feature.evidence.migrations
      + Feature.learned(published).migrations
    try await withDatabase(engine, steps) { database in
      let scope = Scope(workspace: Identifier(rawValue: 1), person: Self.reader.rawValue)
      let ids = try await database.write { db in
        try Workspace(id: scope.workspace, name: "Test", zone: .utc, createdAt: Self.noon)
          .insert(in: db)
        try Person(id: Self.reader, name: "Reader", createdAt: Self.noon).insert(scope, in: db)
        try Team(id: Self.team, name: "Harbour", createdAt: Self.noon).insert(scope, in: db)
        var delivery = Delivery(
          scope: scope, source: "desk", importRun: 7, zone: .utc, world: Self.world(1000),
          watches: [])
        return try delivery.store(
          delivery.prepare((0..<60).map { Draft(Self.record($0), now: Self.noon) }), in: db
        ).map(\.conversation)
      }
      try await body(
        Classroom(
          database: database, scope: scope, world: Self.world(500_000), conversations: ids,
          published: Self.published(ids, given: Self.given(Array(ids.prefix(48))))))
    }
  }

  @Test(arguments: Engine.available)
  func `a lesson is kept with its answers, replaced by the next, and lowered by drift`(
    engine: Engine
  ) async throws {
    try await withRoom(engine) { room in
      let (scope, published) = (room.scope, room.published)
      let version = try #require(try await room.work.learn(Self.criterion))
      #expect(version.number == 1)
      #expect(version.record.conversations == 48)
      #expect(version.record.ratings == 96)
      let first = try await room.database.read { db in
        try LearnedCriterion.all(published, scope, in: db).first
      }
      #expect(first?.trust.level != .off, "\(String(describing: first?.trust))")
      let answers = try await room.database.read { db in
        try MachineAnswer.all(of: Self.criterion, scope, in: db)
      }
      #expect(answers.count == 60, "everything in the pool is read, reviewed or not")
      #expect(answers.values.contains { !$0.reasons.isEmpty })
      let models = try await room.database.read { db in try version.models(scope, in: db) }
      #expect(models.count == 2)
      #expect(try await room.work.read(version) == 0, "nothing is read twice")

      // Newer reviews say the opposite.
      let later = Self.noon.advanced(bySeconds: 86_400)
      var turned = room
      turned.published = Self.published(
        room.conversations,
        given: Self.given(Array(room.conversations.prefix(24)))
          + Self.given(Array(room.conversations.suffix(30)), at: later, turned: true))
      try await turned.work.renew(isNight: false)
      let drifted = try await room.database.read { [published = turned.published] db in
        try LearnedCriterion.all(published, scope, in: db).first
      }
      #expect(drifted?.check?.hasDrifted == true)
      #expect(drifted?.trust.reason == .drifted)
      let entries = try await room.database.read { db in
        try db.rows(
          "SELECT summary FROM audit_entry WHERE workspace_id = \(scope) ORDER BY id"
        ).map { try $0.get("summary") as String }
      }
      #expect(entries == ["learned.audit.learned", "learned.audit.drifted"])

      let second = try #require(try await room.work.learn(Self.criterion))
      #expect(second.number == 2)
      try await room.database.read { db in
        let versions = try LearnedVersion.all(of: Self.criterion, scope, in: db)
        let (old, new) = (try version.models(scope, in: db), try second.models(scope, in: db))
        let values = try MachineAnswer.expected(scope, in: db)[Self.criterion]
        #expect(versions.map(\.number) == [2, 1])
        #expect(old.isEmpty, "old models go")
        #expect(new.count == 2)
        #expect(values?.count == 60)
      }
    }
  }

  @Test(arguments: Engine.available)
  func `nobody is shown a suggestion before rating, and who disagrees stays unnamed`(
    engine: Engine
  ) async throws {
    try await withRoom(engine) { room in
      _ = try await room.work.learn(Self.criterion)
      let published = room.published
      let scope = room.scope
      let subject = Self.subject(try #require(room.conversations.first), isRated: true)
      let found = try await room.database.read { db in
        try Suggestion.all(for: subject, published, scope, in: db)
      }
      #expect(found.map(\.criterion.id) == [Self.criterion])

      func client(_ role: Role, _ language: String = "en") -> TestClient {
        let shown = Actor(
          person: Self.reader, name: "Reader", workspace: scope.workspace,
          grants: [Grant(role)], teams: [Self.team], language: language, csrf: "token")
        let clock = Self.world(900_000)
        let features: [Feature] = [
          .people(mill: PasswordMill(world: clock)), .conversations(asides: [], glosses: []),
          .evidence, .learned(published),
          Feature(
            "beside",
            routes: { routes in
              for isRated in [true, false] {
                routes.get(isRated ? "/rated" : "/unrated", allow: .read, .learnedScore) { visit in
                  let html = try await visit.database.read { db in
                    try ReviewAside.learned(published).html(
                      ReviewAside.Subject(
                        review: subject.review, conversation: subject.conversation,
                        person: subject.person, isOwn: true, isRated: isRated, values: [:]),
                      visit, db)
                  }
                  return visit.page("Beside", html ?? "nothing")
                }
              }
            }),
        ]
        let site = Site(
          world: clock, database: room.database, features: features,
          session: { _, _, _ in shown })
        let client = TestClient(site: site, features: features)
        client.set(cookie: site.sessionCookie, "any")
        return client
      }
      let rated = try await client(.agent).get("/rated")
      #expect(rated.body.contains("What Attune would have said"))
      #expect(rated.body.contains("Takes &lt;care&gt;"))
      let unrated = try await client(.agent).get("/unrated")
      #expect(!unrated.body.contains("What Attune would have said"))

      let key = Identifier<LearnedCriterion>(rawValue: Self.criterion).text
      let fields = [
        ("csrf", "token"), ("review", Identifier<Never>(rawValue: 333).text), ("criterion", key),
        ("right", "0"), ("note", "It missed the point"),
      ]
      let said = try await client(.agent).post("/learned/opinions", fields)
      #expect(said.status == 303)
      var other = fields
      other[1].1 = Identifier<Never>(rawValue: 334).text
      #expect(try await client(.agent).post("/learned/opinions", other).status == 404)
      let opinions = try await room.database.read { db in
        try LearnedOpinion.all(in: 333, isByWriter: true, scope, in: db)
      }
      #expect(opinions[Self.criterion]?.isRight == false)
      #expect(Self.hasNoPerson(LearnedSchema.tables.map { $0.text(for: .sqlite) }))

      // Only who may change it changes when suggestions are seen, and that is on record.
      let setting = [("csrf", "token"), ("before", "1")]
      #expect(try await client(.agent).post("/learned/setting", setting).status == 404)
      #expect(try await client(.analyst).post("/learned/setting", setting).status == 303)
      let now = try await client(.agent).get("/unrated")
      #expect(now.body.contains("What Attune would have said"))
      let audit: Int? = try await room.database.read { db in
        try db.value(
          """
          SELECT COUNT(*) AS value FROM audit_entry
          WHERE workspace_id = \(scope) AND summary = 'learned.audit.before'
          """)
      }
      #expect(audit == 1)

      for language in ["en", "zh-Hans", "ru", "he"] {
        for path in [
          "/learned", "/learned/criteria/\(key)", "/combined", "/combined?cycles=1", "/rated",
          "/combined/people/\(Self.person(0).text)",
        ] {
          let page = try await client(.analyst, language).get(path)
          let isUnknown = path.contains("people")
          #expect(page.status == (isUnknown ? 404 : 200), "\(path)")
          #expect(!page.body.contains(">learned.") && !page.body.contains(">combined."), "\(path)")
          #expect(!page.body.contains("<care>"), "\(path)")
        }
      }
      #expect(try await client(.admin).get("/learned").status == 404)
      let list = try await client(.lead).get("/learned")
      #expect(list.body.contains("Takes &lt;care&gt;"))
      let lessons = try await client(.lead).post("/learned/lessons", [("csrf", "token")])
      #expect(lessons.status == 303)
    }
  }

  private static func hasNoPerson(_ tables: [String]) -> Bool {
    !tables.filter { $0.contains("learned_opinion") }
      .contains { $0.contains("person") || $0.contains("given_by") }
  }
}
