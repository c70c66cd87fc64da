import Conversations
import Kernel
import Markup
import People
import Statistics
import Storage
import Support
import Testing
import Web

@testable import Measures

/// Every number opens exactly what was counted for it, for every metric, whoever it is about.
@Suite struct BehindTests {
  /// Conversations of every kind: several calls in one, answers on other days and to others.
  private static func record(_ key: Int, _ chance: inout SplitMix64) -> ConversationRecord {
    let start = Double(chance.below(60 * 24 * 25))
    var lines: [(MessageRole, Double, String)] = []
    var at = start
    for _ in 0..<chance.below(5) {
      lines.append(([.customer, .agent, .bot][chance.below(3)], at, "What is it?"))
      at += Double(chance.below(900))
    }
    let isSolved = chance.below(4) > 0
    var record = Ground.record(
      "c\(key)", customer: "k\(chance.below(20))", agent: ["noa", "ben", nil][chance.below(3)],
      channel: [.chat, .email, .call][chance.below(3)],
      solvedAfter: isSolved ? at + Double(chance.below(3000)) : nil, lines)
    record.openedAt = Ground.minutes(start)
    record.reason = ["order", "payment", nil][chance.below(3)]
    record.queue = [nil, record.queue][chance.below(2)]
    if chance.below(4) == 0 { record.tags = ["complaint"] }
    if isSolved, chance.below(4) == 0 {
      record.reopenCount = 1
      record.lastResolvedAt = Ground.minutes(at + 9000)
    }
    if record.channel == .call {
      record.calls = (0..<1 + chance.below(3)).map { number in
        call(start + Double(number) * 1500, &chance)
      }
    }
    record.surveys = (0..<chance.below(3)).map { number in
      survey("s\(key)-\(number)", after: at, &chance)
    }
    return record
  }

  private static func call(_ at: Double, _ chance: inout SplitMix64) -> CallRecord {
    var call = CallRecord()
    call.startedAt = Ground.minutes(at)
    call.direction = [.inbound, .outbound, nil][chance.below(3)]
    call.wait = [nil, 2, 4.9996, 5, 30][chance.below(5)]
    call.answered = [true, true, false, nil][chance.below(4)]
    call.abandoned = call.answered == true ? false : [true, nil][chance.below(2)]
    call.talk = [nil, 0, 130][chance.below(3)]
    call.hold = [nil, 15][chance.below(2)]
    call.wrap = [nil, 40][chance.below(2)]
    return call
  }

  private static func survey(
    _ key: String, after at: Double, _ chance: inout SplitMix64
  ) -> SurveyRecord {
    var survey = SurveyRecord(
      kind: [.csat, .nps, .ces, .custom][chance.below(4)], score: chance.below(3) == 0 ? nil : 4,
      scaleMinimum: 1, scaleMaximum: 5)
    survey.externalID = key
    survey.offeredAt = chance.below(3) == 0 ? nil : Ground.minutes(at + 10)
    survey.answeredAt = chance.below(3) == 0 ? nil : Ground.minutes(at + 4000)
    survey.agent = [nil, PartyRecord(externalID: "ben", name: "ben")][chance.below(2)]
    return survey
  }

  private static func states(_ chance: inout SplitMix64) -> [AgentStateRecord] {
    (0..<60).map { _ in
      var state = AgentStateRecord(
        agent: PartyRecord(externalID: ["noa", "ben"][chance.below(2)], name: nil),
        state: [.available, .inCall, .paused, .loggedOut][chance.below(4)],
        at: Ground.minutes(Double(chance.below(60 * 24 * 25))))
      state.reason = ["lunch", "printer"][chance.below(2)]
      return state
    }
  }

  /// What other rooms publish: a review of every third conversation, a shift a day of everybody.
  private static let published: [PublishedFigure] =
    [
      "review-score", "call-quality", "writing-quality",
    ].map { name in
      PublishedFigure(
        name, of: "review-score",
        including: { name == "review-score" || ($0.channel == "call") == (name == "call-quality") }
      ) { request, scope, db in
        let whose: SQL = request.person.map { "AND owner_id = \($0)" } ?? ""
        let team: SQL = request.team.map { "AND team_id = \($0)" } ?? ""
        return try db.rows(
          """
          SELECT id, opened_day, channel, owner_id FROM conversation_fact
          WHERE workspace_id = \(scope) AND opened_day >= \(request.first)
            AND opened_day <= \(request.last) AND owner_id IS NOT NULL \(whose) \(team)
          ORDER BY id
          """
        ).enumerated().filter { $0.offset.isMultiple(of: 3) }.map { _, row in
          PublishedFigure.Observation(
            day: try row.get("opened_day"), value: 70, conversation: try row.get("id"),
            channel: try row.get("channel"), person: try row.get("owner_id"))
        }
      }
    } + [
      PublishedFigure("adherence") { request, scope, db in
        let members = try Membership.all(scope, in: db)
        return members.sorted { $0.key < $1.key }.filter { person, teams in
          (request.person.map { $0 == person } ?? true)
            && (request.team.map { teams.contains($0) } ?? true)
        }.flatMap { person, _ in
          (request.first.number...request.last.number).map { day in
            PublishedFigure.Observation(
              day: Day(number: day), value: 0.9, weight: 8, person: person.rawValue)
          }
        }
      }
    ]

  private struct Place {
    let team: Actor.Team
    let people: [Actor.ID]
    let queue: Queue.ID
  }

  private static func filled(
    _ database: any Database, _ scope: Scope, seed: UInt64
  ) async throws -> Place {
    try await database.write { db in
      var chance = SplitMix64(seed: seed)
      let world = Ground.world(700_000)
      let team: Actor.Team = Identifier(rawValue: 800_000)
      try Team(id: team, name: "Parcel desk", createdAt: Ground.noon).insert(scope, in: db)
      try Person(id: Identifier(rawValue: 900_000), name: "Reader", createdAt: Ground.noon)
        .insert(scope, in: db)
      let people = try ["noa", "ben"].map {
        try Person.resolve(
          source: "desk", externalID: $0, name: $0, scope: scope, world: world, in: db)
      }
      try Membership.add(people[0], to: team, scope: scope, world: world, in: db)
      try ServicePolicy(
        id: Identifier(rawValue: 1), name: "All", position: 1, resolution: 90 * 60
      ).write(scope: scope, world: Ground.world(50_000), in: db)
      var delivery = Ground.delivery(scope)
      try delivery.store((0..<160).map { record($0, &chance) }, in: db)
      for number in 0..<12 {
        _ = try delivery.store(survey("alone-\(number)", after: 500, &chance), in: db)
      }
      try delivery.store(states(&chance), in: db)
      try delivery.settle(in: db)
      for number in 0..<9 {
        let day = Ground.march.first.advanced(by: number)
        try Certificate.record(
          ["Parcels", "parcels", "Refunds"][number % 3], of: people[number % 2], on: day,
          validUntil: number.isMultiple(of: 4) ? day.advanced(by: 3) : nil, scope: scope,
          world: world, in: db)
      }
      let queue: Queue.ID? = try db.row(
        "SELECT id FROM queue WHERE workspace_id = \(scope) ORDER BY id LIMIT 1")?.get("id")
      return Place(team: team, people: people, queue: try #require(queue))
    }
  }

  /// Everything somebody may look at here, in three stretches of time.
  private static func looks(_ place: Place) -> [Look] {
    let subjects: [Subject] =
      [.centre, .team(place.team), .queue(place.queue)] + place.people.map(Subject.person)
    let spans: [Look.Span] = [
      .between(Ground.march.first, Ground.march.last),
      .between(Ground.march.first.advanced(by: 3), Ground.march.first.advanced(by: 16)), .last(12),
    ]
    return subjects.flatMap { subject in
      spans.flatMap { span in
        [(nil, nil), (Channel.call, nil), (Channel.chat, place.queue), (nil, place.queue)].map {
          channel, queue in
          var look = Look()
          (look.subject, look.span, look.channel, look.queue) = (subject, span, channel, queue)
          return look
        }
      }
    }
  }

  private static let reader = Actor(
    person: Identifier(rawValue: 900_000), name: "Reader", workspace: Identifier(rawValue: 1),
    grants: [Grant(.analyst)], csrf: "token")

  @Test(arguments: Engine.available, [UInt64(1), 2])
  func `what a number opens is as many as the number says`(
    engine: Engine, seed: UInt64
  ) async throws {
    try await withGround(engine) { database, scope in
      let place = try await Self.filled(database, scope, seed: seed)
      try await database.read { db in
        let readings = Readings(
          scope: scope, now: Ground.noon.advanced(byDays: 20), published: Self.published)
        let circle = try ReaderCircle.read(Self.reader, in: db)
        let today = Ground.zone.day(of: readings.now)
        var told: [String: Int] = [:]
        for look in Self.looks(place) {
          let ground = MeasurePages.Ground(
            look: look, circle: circle, zone: Ground.zone, today: today, isRenewing: false)
          for metric in Metric.all {
            let reading = try readings.reading(
              look.question(metric), over: ground.period, from: db)
            guard reading.absence == nil else { continue }
            let behind = Behind(metric)
            let model = try BehindModel.read(metric, ground, readings, Self.reader, in: db)
            let number = behind.count(reading)
            #expect(
              model.count == number, "\(metric.id) \(look.items.map { $0.value ?? "" })")
            // An analyst reads everything, but what belongs to nobody's figures.
            #expect(model.readable == number, "\(metric.id)")
            #expect(model.lines.count == min(number, BehindModel.most), "\(metric.id)")
            told[metric.id, default: 0] += number
          }
        }
        // Otherwise little would have been compared.
        #expect(Set(Metric.all.map(\.id)).subtracting(told.keys) == [])
        #expect(told.filter { $0.value < 10 }.isEmpty, "\(told)")
      }
    }
  }

  // MARK: Through the pages

  private func browser(_ database: any Database, _ actor: Actor) -> TestClient {
    let features: [Feature] = [
      .people(mill: PasswordMill(world: .still(at: Ground.noon), cost: .cheap)), .conversations(),
      .measures(Self.published), .hours,
    ]
    let site = Site(
      world: .still(at: Ground.noon.advanced(byDays: 20)), database: database, features: features,
      session: { _, _, _ in actor })
    let client = TestClient(site: site, features: features)
    client.set(cookie: site.sessionCookie, "any")
    return client
  }

  @Test(arguments: Engine.available)
  func `each metric's page leads there, and the list says the same number (ask 11)`(
    engine: Engine
  ) async throws {
    try await withGround(engine) { database, scope in
      _ = try await Self.filled(database, scope, seed: 3)
      let client = browser(database, Self.reader)
      for metric in Metric.all {
        let page = try await client.get("/measures/metrics/\(metric.id)?whose=all&period=30d")
        let link = try #require(
          page.body.firstMatch(
            of: #/<a href="([^"]+)">(\d+) [a-z ]+<span class="visually-hidden">: /#),
          "\(metric.id)")
        let path = String(link.1).replacing("&amp;", with: "&")
        let list = try await client.get(path)
        #expect(list.status == 200, "\(path)")
        let lede = try #require(list.body.firstMatch(of: #/class="lede">[^0-9]*(\d+)/#), "\(path)")
        #expect(lede.1 == link.2, "\(metric.id)")
        #expect(Int(link.2) ?? 0 > 0, "\(metric.id)")
        expectSound(list.body)
      }
    }
  }

  @Test(arguments: Engine.available)
  func `who may not read all of it is told how many there are, and sees their own`(
    engine: Engine
  ) async throws {
    try await withGround(engine) { database, scope in
      let place = try await Self.filled(database, scope, seed: 4)
      let noa = Actor(
        person: place.people[0], name: "noa", workspace: scope.workspace, grants: [Grant(.agent)],
        teams: [place.team], csrf: "token")
      let agent = browser(database, noa)
      try await database.write { db in
        try Membership.add(
          place.people[1], to: place.team, scope: scope, world: Ground.world(990_000), in: db)
      }
      let team = "?whose=team-\(place.team.text)&period=30d"
      for metric in [Metric.adherence, .certificates] {
        let page = try await agent.get(Path.behind(metric, Look()).text.prefix { $0 != "?" } + team)
        #expect(page.status == 200, "\(metric.id)")
        #expect(page.body.contains(">noa<") && !page.body.contains(">ben<"), "\(metric.id)")
        #expect(page.body.contains("not yours to read"), "\(metric.id)")
      }
      // Working days and certificates are no conversations, and the other way round.
      let analyst = browser(database, Self.reader)
      for wrong in ["adherence/conversations", "csat/days", "certificates/days", "nps/passes"] {
        #expect(try await analyst.get("/measures/metrics/\(wrong)").status == 404, "\(wrong)")
      }
    }
  }
}
