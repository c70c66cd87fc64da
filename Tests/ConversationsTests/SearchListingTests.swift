import Kernel
import People
import Storage
import Support
import Testing
import Web

@testable import Conversations

@Suite struct SearchListingTests {
  private static let orders = ConversationFilter.Order.allCases
  private static let queries = [
    "", "channel=chat", "channel=chat&channel=email&channel=call", "status=open&channel=email",
    "csat=low", "csat=high", "csat=unanswered", "csat=answered&channel=call", "language=he",
    "language=en&language=ru", "q=parcel", "q=parcel&channel=chat", "q=неважно", "q=%25%25",
    "period=1d", "from=2026-03-01&to=2026-03-02", "source=desk", "source=elsewhere",
  ]

  @Test(arguments: Engine.available)
  func `pages follow each other without gap or repetition, forwards and backwards`(
    engine: Engine
  ) async throws {
    try await withList(engine) { database, all in
      for query in Self.queries {
        for order in Self.orders {
          var filter = ConversationFilter(try Form(urlencoded: query))
          filter.order = order
          let expected = Self.expected(all, filter)
          let listing = Self.listing(filter)
          let (forwards, backwards, count) = try await database.read { db in
            try Self.walk(listing, in: db)
          }
          #expect(forwards == expected, "\(query) \(order)")
          #expect(backwards == expected, "\(query) \(order) backwards")
          #expect(count == expected.count, "\(query) \(order) count")
        }
      }
    }
  }

  @Test(arguments: Engine.available)
  func `agents, tags and queues can be chosen, several at once`(engine: Engine) async throws {
    try await withList(engine) { database, all in
      let (agents, tags, queues) = try await database.read { db in
        (
          Array(Set(all.compactMap(\.conversation.agent))).sorted(),
          try db.rows("SELECT id FROM tag WHERE workspace_id = \(Self.scope) ORDER BY id")
            .map { try $0.get("id") as Conversations.Tag.ID },
          Array(Set(all.compactMap(\.conversation.queue))).sorted()
        )
      }
      var filters: [ConversationFilter] = []
      for count in 1...3 {
        for order in [ConversationFilter.Order.newest, .oldest, .longest] {
          var one = ConversationFilter()
          one.order = order
          one.agents = Array(agents.prefix(count))
          filters.append(one)
          one.tags = Array(tags.prefix(count))
          filters.append(one)
          one.agents = []
          filters.append(one)
          one.queues = Array(queues.prefix(count))
          filters.append(one)
          one.words = "parcel"
          filters.append(one)
        }
      }
      for filter in filters {
        let listing = Self.listing(filter)
        let (forwards, backwards, _) = try await database.read { db in
          try Self.walk(listing, in: db)
        }
        let expected = Self.expected(all, filter)
        #expect(forwards == expected && backwards == expected, "\(filter.items)")
      }
    }
  }

  @Test(arguments: Engine.available)
  func `nobody lists what they may not read`(engine: Engine) async throws {
    try await withList(engine) { database, all in
      let agent = try #require(all.compactMap(\.conversation.agent).min())
      let mine = all.filter {
        $0.conversation.agent == agent || $0.conversation.credited == agent
      }.map(\.conversation)
      let team = try #require(mine.compactMap(\.team).first)
      let teams = all.map(\.conversation).filter { $0.team == team }
      for (grants, visible) in [
        ([Grant(.agent)], mine), ([Grant(.lead, team: team)], teams),
        ([Grant(.lead)], all.map(\.conversation)), ([Grant(.auditor)], all.map(\.conversation)),
        ([Grant(.admin)], []), ([Grant(.planner)], []), ([], []),
      ] {
        let actor = Actor(
          person: agent, name: "A", workspace: Self.scope.workspace, grants: grants)
        for words in ["", "parcel"] {
          var filter = ConversationFilter()
          filter.words = words
          let listing = Listing(filter: filter, actor: actor, zone: .utc, now: Ground.noon)
          let (found, _, _) = try await database.read { db in try Self.walk(listing, in: db) }
          let expected = Set(Self.expected(all, filter)).intersection(visible.map(\.id))
          #expect(Set(found) == expected, "\(grants) \(words)")
        }
      }
    }
  }

  @Test(arguments: Engine.available)
  func `words are found in four languages`(engine: Engine) async throws {
    try await withGround(engine) { database, scope in
      let texts = [
        "My Parcel arrived damaged, naïve café", "Посылка ещё не пришла", "החבילה לא הגיעה",
        "我的包裹还没有到", "包裹",
      ]
      try await database.write { db in
        var delivery = Ground.delivery(scope)
        _ = try delivery.store(
          texts.enumerated().map {
            Ground.record("T-\($0)", minutes: Int64($0), [(.customer, $1)])
          },
          in: db)
      }
      for (words, expected) in [
        ("parcel", [0]), ("PARCEL damaged", [0]), ("cafe naive", [0]), ("посылка", [1]),
        ("ПОСЫЛКА ЕЩЕ", [1]), ("החבילה", [2]), ("包裹", [4, 3]), ("我的包裹", [3]), ("裹", [4, 3]),
        ("parcel посылка", []), ("T-3", [3]), ("!!!", []),
      ] {
        var filter = ConversationFilter()
        filter.words = words
        let listing = Self.listing(filter)
        let keys = try await database.read { db in
          let page = try listing.page(.start, limit: 10, in: db)
          return try ConversationLine.all(page.keys.map(\.id), scope: scope, in: db)
            .map(\.conversation.externalID)
        }
        #expect(keys == expected.map { "T-\($0)" }, "\(words)")
      }
    }
  }

  /// The first and the last moment of a day, in the zones furthest from UTC and in UTC itself.
  @Test(arguments: Engine.available, ["Pacific/Kiritimati", "Etc/GMT+12", "UTC"])
  func `what was opened on a day is never left out by the index of times`(
    engine: Engine, name: String
  ) async throws {
    let zone = try #require(Zone(name: name))
    let day = Day(number: 20_514)
    let first = zone.start(of: day)
    let last = zone.start(of: day.advanced(by: 1)).advanced(bySeconds: -1)
    let far = zone.start(of: day.advanced(by: 4))
    try await withList(engine) { database, _ in
      for (moment, isIn) in [(first, true), (last, true), (far, false)] {
        let count: Int? = try await database.read { db in
          try db.row(
            acrossWorkspaces: """
              WITH c (opened_at) AS (\(rows: [moment]))
              SELECT COUNT(*) AS value FROM c WHERE \(Conversation.isOpened(around: day, day))
              """)?.get("value")
        }
        #expect(count == (isIn ? 1 : 0))
      }
    }
  }

  /// The busiest statements may look up and walk indexes; none may read a big table from end to end.
  @Test func `no busy statement reads a whole table`() async throws {
    try await withList(.sqlite) { database, all in
      let one = try #require(all.first)
      let agent = try #require(all.compactMap(\.conversation.agent).first)
      let queries = Self.queries + ["agent=\(agent.text)", "agent=\(agent.text)&channel=chat"]
      let cursor = Listing.Cursor(value: 1, id: one.conversation.id)
      for query in queries {
        for order in Self.orders {
          for words in [Listing.WordSearch.leading, .following] {
            for grant in [
              Grant(.analyst), Grant(.agent), Grant(.lead, team: one.conversation.team),
            ] {
              var filter = ConversationFilter(try Form(urlencoded: query))
              filter.order = order
              let search: Listing.WordSearch = filter.words.isEmpty ? .none : words
              let listing = Self.listing(filter, grant, agent)
              let statements: [SQL] = [
                listing.keys(.start, limit: 51, words: search, dialect: .sqlite),
                listing.keys(.after(cursor), limit: 51, words: search, dialect: .sqlite),
                listing.keys(.before(cursor), limit: 51, words: search, dialect: .sqlite),
                listing.count(upTo: 1001, words: search, dialect: .sqlite),
              ]
              for sql in statements { try await Self.expectNoScan(sql, database) }
            }
          }
        }
      }
    }
  }

  private static func expectNoScan(_ sql: SQL, _ database: any Database) async throws {
    let plan: [String] = try await database.read { db in
      try db.rows("EXPLAIN QUERY PLAN \(sql)").map { try $0.get("detail") }
    }
    for step in plan where step.hasPrefix("SCAN") {
      let isHarmless =
        step.contains("VIRTUAL TABLE")
        || ["branch", "page", "hits", "bounded", "h"].contains { step == "SCAN \($0)" }
        || step.hasPrefix("SCAN CONSTANT")
      #expect(isHarmless, "\(step)\n\(sql.text(for: .sqlite))")
    }
  }
}

// MARK: The list these tests walk through

extension SearchListingTests {
  static let scope = Scope(workspace: Identifier(rawValue: 1))

  static func listing(
    _ filter: ConversationFilter, _ grant: Grant = Grant(.analyst),
    _ person: Actor.ID = Identifier(rawValue: 999)
  ) -> Listing {
    Listing(
      filter: filter,
      actor: Actor(person: person, name: "A", workspace: scope.workspace, grants: [grant]),
      zone: .utc, now: Ground.noon)
  }

  /// Stores 90 conversations of three agents in two teams and hands them over.
  private func withList(
    _ engine: Engine, _ body: (any Database, [Conversation.Whole]) async throws -> Void
  ) async throws {
    try await withGround(engine) { database, scope in
      let all = try await database.write { db in
        try Self.fill(scope, in: db)
      }
      try await body(database, all)
    }
  }

  private static func fill(
    _ scope: Scope, in db: any Connection
  ) throws -> [Conversation.Whole] {
    var delivery = Ground.delivery(scope)
    // The people must be there before, so that they have teams.
    let world = world(40_000)
    for (index, name) in ["a0", "a1", "a2"].enumerated() {
      let person = try Person.resolve(
        source: "desk", externalID: name, name: name, scope: scope, world: world, in: db)
      let team = try Team.resolve(
        name: "Team \(index % 2)", scope: scope, world: world, in: db)
      try Membership.add(
        person, to: team, scope: scope, world: world, in: db)
    }
    let records = (0..<90).map(record)
    let outcomes = try delivery.store(records, in: db)
    return try outcomes.compactMap {
      try Conversation.whole($0.conversation, scope: scope, in: db)
    }
  }

  private static func record(_ index: Int) -> ConversationRecord {
    var record = Ground.record("T-\(index)", minutes: Int64(-(index / 2) * 60))
    record.channel = [Channel.chat, .email, .call][index % 3]
    record.status = index % 7 == 0 ? .open : .closed
    record.language = ["en", "ru", "he"][index % 5 % 3]
    record.agent = PartyRecord(externalID: "a\(index % 3)")
    record.queue = QueueRecord(externalID: "q\(index % 4)", name: "Queue \(index % 4)")
    record.tags = (0..<(index % 3)).map { "tag \((index + $0) % 4)" }
    for turn in 0..<(1 + index % 5) {
      let isAgent = turn % 2 == 1
      var message = MessageRecord(
        role: isAgent ? .agent : .customer, text: index % 4 == 0 ? "my parcel" : "order",
        time: record.openedAt)
      if isAgent { message.author = "a\((index / 3) % 3)" }
      record.messages.append(message)
    }
    if index % 2 == 0 {
      var survey = SurveyRecord(
        kind: .csat, score: Double(1 + index % 5), scaleMinimum: 1, scaleMaximum: 5)
      survey.answeredAt = record.openedAt
      record.surveys = [survey]
    }
    return record
  }

  /// Walks through all pages of seven, to the end and back.
  static func walk(
    _ listing: Listing, in db: any Connection
  ) throws -> ([Conversation.ID], [Conversation.ID], Int) {
    var forwards: [Listing.Cursor] = []
    var page = try listing.page(.start, limit: 7, in: db)
    let count = page.count
    forwards += page.keys
    while page.hasNext, let last = page.keys.last {
      page = try listing.page(.after(last), limit: 7, in: db)
      forwards += page.keys
    }
    var backwards = page.keys
    while page.hasPrevious, let first = page.keys.first {
      page = try listing.page(.before(first), limit: 7, in: db)
      backwards = page.keys + backwards
    }
    return (forwards.map(\.id), backwards.map(\.id), count)
  }

  /// What a reader would pick by hand.
  static func expected(
    _ all: [Conversation.Whole], _ filter: ConversationFilter
  ) -> [Conversation.ID] {
    let (from, until) = filter.bounds(zone: .utc, now: Ground.noon)
    func has<Value: Equatable>(_ wanted: [Value], _ value: Value?) -> Bool {
      wanted.isEmpty || value.map(wanted.contains) ?? false
    }
    let words = TextIndex.terms(of: filter.words, forQuery: true)
    let hits = all.filter { whole in
      let one = whole.conversation
      let score = one.csat
      let isScored =
        switch filter.satisfaction {
        case .low: score.map { $0 < 50 } ?? false
        case .middle: score.map { $0 >= 50 && $0 < 75 } ?? false
        case .high: score.map { $0 >= 75 } ?? false
        case .answered: score != nil
        case .unanswered: score == nil
        case nil: true
        }
      let holds =
        filter.words.isEmpty
        || !words.isEmpty
          && Set(words).isSubset(of: whole.terms.split(separator: " ").map(String.init))
      return isScored && holds && has(filter.channels, one.channel)
        && has(filter.statuses, one.status) && has(filter.queues, one.queue)
        && has(filter.teams, one.team) && has(filter.languages, one.language)
        && has(filter.sources, one.source)
        && (has(filter.agents, one.agent) || has(filter.agents, one.credited))
        && (filter.tags.isEmpty || !Set(filter.tags).isDisjoint(with: whole.tags))
        && from.map { one.openedAt >= $0 } ?? true && until.map { one.openedAt < $0 } ?? true
        && (filter.order != .unhappiest || score != nil)
    }.map(\.conversation)
    let sorted = hits.sorted { left, right in
      switch filter.order {
      case .newest: (left.openedAt, left.id) > (right.openedAt, right.id)
      case .oldest: (left.openedAt, left.id) < (right.openedAt, right.id)
      case .longest: (left.messageCount, left.id) > (right.messageCount, right.id)
      case .unhappiest: (left.csat ?? 0, left.id) < (right.csat ?? 0, right.id)
      }
    }
    return sorted.map(\.id)
  }
}
