import Kernel
import Storage
import Support
import Testing
import Web

@testable import People
@testable import Reviews

/// Watches every page and file of a role while something is handed in, and compares.
///
/// Whoever knows at which moment somebody was at work learns from a page only what changes on it then.
@Suite struct NarrowingTests {
  private typealias Walk = [String: String]

  private static let moment = Zone.utc.instant(
    of: Day(iso: "2026-04-15") ?? Day(number: 0), second: 13 * 3600 + 37 * 60 + 11)

  /// A cycle that names nobody, with enough colleagues to hide among.
  private func open(_ month: Month) async throws -> Cycle {
    try await month.openCycle {
      $0.namesReviewers = false
      $0.reviewsPerConversation = 3
    }
  }

  /// Whoever may watch: the agent a review is about, the lead, and who reads plans or the record.
  private func readers(_ month: Month, _ agent: Person.ID) -> [(Role, TestClient)] {
    [
      (Role.agent, month.browser(agent, Grant(.agent))),
      (.lead, month.browser(month.lead, Grant(.lead, team: month.team))),
      (.admin, month.browser(month.lead, Grant(.admin))),
      (.auditor, month.browser(month.lead, Grant(.auditor))),
    ]
  }

  /// Every page and file somebody can reach from where a cycle is talked about.
  private func walk(_ client: TestClient, _ cycle: Cycle) async throws -> Walk {
    var walk: Walk = [:]
    var queue = [
      "/cycles/\(cycle.id.text)", "/cycles/\(cycle.id.text)/sample", "/calendar", "/audit",
      "/reviewers", "/quality", "/notices", "/received", "/progress", "/",
    ]
    while !queue.isEmpty, walk.count < 70 {
      let path = queue.removeFirst()
      // What is new in the record stands on its first page and moves all that is older along.
      guard walk[path] == nil, !path.hasPrefix("/assets"), !path.contains("sign-out"),
        !path.hasPrefix("/audit?before=")
      else { continue }
      let page = try await client.get(path)
      guard page.status == 200 else { continue }
      walk[path] = page.body
      for link in page.body.split(separator: "href=\"/").dropFirst() {
        queue.append("/" + link.prefix { $0 != "\"" && $0 != "#" }.replacing("&amp;", with: "&"))
      }
    }
    return walk
  }

  /// What stands on the pages of the second walk and not on those of the first, tag by tag.
  private func news(_ before: Walk, _ after: Walk) -> [String] {
    after.flatMap { path, body -> [String] in
      let old = pieces(before[path] ?? "")
      let fresh = pieces(body).filter { piece, count in count > old[piece] ?? 0 }
      return fresh.keys.map { "\(path): \($0)" }
    }
  }

  private func pieces(_ body: String) -> [String: Int] {
    body.split(separator: "<").reduce(into: [:]) { $0[String($1), default: 0] += 1 }
  }

  /// What points at a review, and the minute in which it was handed in.
  private func secrets(of review: Review) -> [String?] {
    [review.id.text, review.pick.text, review.conversation.text, "13:37"]
  }

  private func handIn(_ month: Month, _ review: Review, _ author: Person.ID) async throws {
    let draft = month.draft()
    try await month.database.write { db in
      let (scope, world) = (month.acting(author), month.world)
      try review.save(ReviewDraft(), over: 0, seconds: 1, scope: scope, world: world, in: db)
      try review.submit(draft, seconds: 1, scope: scope, world: world, in: db)
    }
  }

  @Test(arguments: Engine.available)
  func `whoever watches all pages while a review is handed in never learns which it was`(
    engine: Engine
  ) async throws {
    try await withMonth(engine, agents: 8) { month in
      let cycle = try await open(month)
      let review = try #require(try await month.reviews(cycle).first { $0.kind == .peer })
      let author = try #require(try await month.authors(cycle)[review.id])
      let (name, subject) = try await month.database.read { db in
        let names = try Person.names(of: [author, review.agent], month.scope, in: db)
        return (try #require(names[author]), try #require(names[review.agent]))
      }
      month.clock.set(Self.moment)
      let readers = readers(month, review.agent)
      var before: [Role: Walk] = [:]
      for (role, client) in readers { before[role] = try await walk(client, cycle) }
      try await handIn(month, review, author)
      for (role, client) in readers {
        let news = news(before[role] ?? [:], try await walk(client, cycle))
        let secrets = secrets(of: review) + [subject]
        let telling = news.filter { piece in
          secrets.contains { secret in secret.map { piece.contains($0) } == true }
        }
        #expect(telling.isEmpty, "\(role) reads of the review: \(telling)")
        // That somebody handed something in is no secret; the comparison sees it.
        if role == .agent {
          #expect(!news.contains { $0.contains(name) }, "\(news)")
        } else {
          #expect(!news.isEmpty, "\(role) sees nothing at all: the walk is too short")
        }
      }
    }
  }

  @Test(arguments: Engine.available)
  func `what is handed in late shows nowhere until three colleagues were late`(
    engine: Engine
  ) async throws {
    try await withMonth(engine, agents: 8) { month in
      let cycle = try await open(month)
      let authors = try await month.authors(cycle)
      let reviews = try await month.reviews(cycle)
      var late: [Person.ID: Review] = [:]
      for review in reviews where review.kind == .peer && late.count < 3 {
        let author = try #require(authors[review.id])
        if late[author] == nil { late[author] = review }
      }
      #expect(late.count == 3)
      let held = Set(late.values.map(\.id))
      let names = try await month.database.read { db in
        try Person.names(of: month.agents, month.scope, in: db)
      }
      for review in reviews where !held.contains(review.id) {
        try await handIn(month, review, authors[review.id] ?? review.agent)
      }
      month.clock.set(cycle.plan.shareOn)
      try await month.database.write { db in
        _ = try cycle.share(
          on: cycle.plan.shareOn, scope: month.scope, world: month.world, in: db)
      }
      month.clock.set(
        Zone.utc.instant(of: cycle.plan.shareOn.advanced(by: 2), second: 13 * 3600 + 37 * 60))
      for (count, entry) in late.sorted(by: { $0.key < $1.key }).enumerated() {
        let readers = readers(month, entry.value.agent)
        var before: [Role: Walk] = [:]
        for (role, client) in readers { before[role] = try await walk(client, cycle) }
        try await handIn(month, month.current(entry.value), entry.key)
        let shared = try await month.reviews(cycle).filter { held.contains($0.id) }
          .count { $0.sharedAt != nil }
        #expect(shared == (count == 2 ? 3 : 0))
        for (role, client) in readers where count < 2 {
          let news = news(before[role] ?? [:], try await walk(client, cycle))
          let secrets = secrets(of: entry.value) + [names[entry.key], names[entry.value.agent]]
          let telling = news.filter { piece in
            secrets.contains { secret in secret.map { piece.contains($0) } == true }
          }
          #expect(telling.isEmpty, "\(role) reads \(telling)")
          // A sample that says which review came would tell whose it is.
          #expect(!news.contains { $0.contains("/sample") }, "\(role) reads \(news)")
        }
      }
    }
  }

  @Test(arguments: Engine.available)
  func `no row but one table names who was at work then, and no record names the review`(
    engine: Engine
  ) async throws {
    try await withMonth(engine, agents: 8) { month in
      let cycle = try await open(month)
      let review = try #require(try await month.reviews(cycle).first { $0.kind == .peer })
      let author = try #require(try await month.authors(cycle)[review.id])
      month.clock.set(Self.moment)
      try await handIn(month, review, author)
      let (leaks, told) = try await month.database.read { db in
        let leaks = try Table.all(in: db).filter { table in
          try db.rows(acrossWorkspaces: table.selectAll).contains { row in
            row.values.contains(.integer(author.rawValue))
              && row.values.contains(.integer(Self.moment.milliseconds))
          }
        }.map(\.name)
        let told: [Int64?] = try db.rows(
          """
          SELECT object_id FROM audit_entry
          WHERE workspace_id = \(month.scope) AND summary = 'review.audit.submitted'
          """
        ).map { try $0.get("object_id") }
        return (leaks, told)
      }
      #expect(leaks.isEmpty)
      #expect(told == [cycle.id.rawValue])
    }
  }

  @Test(arguments: Engine.available)
  func `an address tells nobody whether a review was handed out at once, taken or passed on`(
    engine: Engine
  ) async throws {
    try await withMonth(engine, agents: 8) { month in
      let cycle = try await month.openCycle {
        $0.namesReviewers = false
        $0.reviewsPerConversation = 2
      }
      let opened = try #require(cycle.openedAt)
      month.clock.set(Self.moment)
      let given = try #require(try await month.reviews(cycle).first { $0.kind == .peer })
      let author = try #require(try await month.authors(cycle)[given.id])
      let before = try await month.reviews(cycle).count
      try await month.database.write { db in
        try given.giveBack(
          reason: "Away", scope: month.acting(author), world: month.world, in: db)
        _ = try cycle.takeOneMore(
          for: month.agents[1], scope: month.scope, world: month.world, in: db)
      }
      let reviews = try await month.reviews(cycle)
      #expect(reviews.count == before + 2)
      let span = opened.advanced(bySeconds: -86_400)..<opened
      for review in reviews {
        #expect(span.contains(Instant(milliseconds: review.id.rawValue >> 21)))
      }
    }
  }

  @Test(arguments: Engine.available)
  func `where nobody is named nothing stops counting because its writer began to practise`(
    engine: Engine
  ) async throws {
    for isNamed in [true, false] {
      try await withMonth(engine, agents: 8) { month in
        let cycle = try await month.openCycle {
          $0.namesReviewers = isNamed
          $0.reviewsPerConversation = 3
        }
        month.clock.set(Self.moment)
        try await month.database.write { db in
          try db.execute(
            """
            INSERT INTO standing
              (workspace_id, id, person_id, state, items, agreement, lower, bar, at)
            VALUES
              (\(month.scope), \(month.world.key()), \(month.agents[0]), 'practising', 12, 0.4,
               0.3, 0.55, \(month.world.now()))
            """)
        }
        try await month.submitAll(cycle)
        let results = try await month.database.write { db in
          try cycle.share(
            on: cycle.plan.shareOn, scope: month.scope, world: month.world, in: db)
          return try Results.of([cycle.id], month.scope, in: db)
        }
        #expect(results.uncounted.isEmpty == !isNamed)
      }
    }
  }
}
