import Kernel
import Storage
import Support
import Testing
import Web

@testable import People
@testable import Reviews

/// Walks through all pages as every role and looks for who wrote a review that names nobody.
@Suite struct AnonymityTests {
  /// The minute at which everything is handed in; no page may tell it.
  private static let minute = "13:37"
  private static let expert = "Zelda Quist"

  @Test(arguments: Engine.available)
  func `no page of anybody tells who wrote a review, or when`(engine: Engine) async throws {
    try await withMonth(engine, agents: 8) { month in
      let world = month.world
      let expert = try await month.database.write { db in
        let person = Person(id: world.id(), name: Self.expert, createdAt: world.now())
        try person.insert(month.scope, in: db)
        try Grant(.analyst).give(to: person.id, scope: month.scope, world: world, in: db)
        return person.id
      }
      let cycle = try await month.openCycle {
        $0.namesReviewers = false
        $0.reviewsPerConversation = 3
        $0.expertPercent = 50
      }
      let authors = try await month.authors(cycle)
      let open = try await month.reviews(cycle)
      let draft = month.draft()
      month.clock.set(
        Zone.utc.instant(of: cycle.plan.reviewBy, second: 13 * 3600 + 37 * 60 + 11))
      let late = try #require(open.first { $0.kind == .peer })
      try await month.database.write { db in
        for review in open where review.kind != .`self` && review.id != late.id {
          let author = try #require(authors[review.id])
          let scope = month.acting(author)
          try review.save(ReviewDraft(), over: 0, seconds: 1, scope: scope, world: world, in: db)
          if review.kind == .expert, review.id == open.last(where: { $0.kind == .expert })?.id {
            try review.giveBack(reason: "Away", scope: scope, world: world, in: db)
          } else {
            try review.submit(draft, seconds: 1, scope: scope, world: world, in: db)
          }
        }
      }
      try await look(month, cycle, expert, isShared: false)
      month.clock.set(Zone.utc.start(of: cycle.plan.shareOn))
      try await month.database.write { db in
        _ = try Cycle.require(cycle.id, month.scope, in: db).share(
          on: cycle.plan.shareOn, scope: month.scope, world: world, in: db)
      }
      month.clock.set(
        Zone.utc.instant(of: cycle.plan.shareOn, second: 13 * 3600 + 37 * 60 + 12))
      try await month.database.write { db in
        let author = try #require(authors[late.id])
        try late.current(month.scope, in: db).submit(
          draft, seconds: 1, scope: month.acting(author), world: world, in: db)
      }
      try await look(month, cycle, expert, isShared: true)
    }
  }

  /// Everybody but the analyst, who may know, and the writers on their own pages.
  private func look(
    _ month: Month, _ cycle: Cycle, _ expert: Person.ID, isShared: Bool
  ) async throws {
    let readers: [(Person.ID, Grant)] = [
      (month.agents[0], Grant(.agent)), (month.lead, Grant(.lead, team: month.team)),
      (month.lead, Grant(.planner)), (month.lead, Grant(.admin)), (month.lead, Grant(.auditor)),
    ]
    for (person, grant) in readers {
      let client = month.browser(person, grant)
      var seen: Set<String> = []
      var queue = ["/", "/cycles/\(cycle.id.text)", "/rotation", "/reviewers", "/audit"]
      while !queue.isEmpty, seen.count < 90 {
        let path = queue.removeFirst()
        guard seen.insert(path).inserted else { continue }
        let page = try await client.get(path)
        guard page.status == 200 else { continue }
        #expect(!page.body.contains(Self.minute), "\(grant.role) reads the time on \(path)")
        let isAboutPeople = ["/people", "/skills", "/teams", "/access"].contains {
          path.hasPrefix($0)
        }
        // Before it is shared the lead reads on the cycle's page and the calendar who owes how many.
        let isOwing = !isShared && (path.hasPrefix("/cycles/") || path == "/calendar")
        if !isAboutPeople && !isOwing {
          let offersName =
            page.body.contains("<option value=\"\(expert.text)\"") || path.hasPrefix("/audit")
          #expect(
            offersName || !page.body.contains(Self.expert),
            "\(grant.role) reads a name on \(path)")
        }
        for link in page.body.split(separator: "href=\"/").dropFirst() {
          let target = "/" + link.prefix { $0 != "\"" && $0 != "#" }
          if !target.hasPrefix("/assets"), !target.contains("sign-out") {
            queue.append(target.replacing("&amp;", with: "&"))
          }
        }
      }
      #expect(seen.count > 10, "\(grant.role)")
      if grant.role == .agent, isShared {
        #expect(seen.contains { $0.hasPrefix("/reviews/") })
      }
    }
  }

  @Test(arguments: Engine.available)
  func `in a review's own page neither the writer's name nor a role stands`(
    engine: Engine
  ) async throws {
    try await withMonth(engine, agents: 8) { month in
      let cycle = try await month.openCycle {
        $0.namesReviewers = false
        $0.asksSelfAssessment = false
        $0.reviewsPerConversation = 3
      }
      month.clock.set(cycle.plan.reviewBy)
      try await month.submitAll(cycle)
      month.clock.set(cycle.plan.shareOn)
      try await month.database.write { db in
        _ = try cycle.share(
          on: cycle.plan.shareOn, scope: month.scope, world: month.world, in: db)
      }
      let names = try await month.database.read { db in
        try Person.names(of: month.agents, month.scope, in: db)
      }
      let authors = try await month.authors(cycle)
      let lead = month.browser(month.lead, Grant(.lead, team: month.team))
      let shared = try await month.reviews(cycle).filter { $0.sharedAt != nil }
      #expect(shared.count > 20)
      for review in shared.prefix(20) {
        let author = try #require(authors[review.id])
        let name = try #require(names[author])
        for reader in [lead, month.browser(review.agent, Grant(.agent))] {
          let page = try await reader.get("/reviews/\(review.id.text)")
          #expect(page.status == 200 && !page.body.contains(">\(name)<"))
          #expect(!page.body.contains("\(name) rated"))
          // Whoever knows who was late could tell by the day of handing in.
          #expect(!page.body.contains(cycle.plan.reviewBy.iso))
        }
      }
    }
  }

  @Test(arguments: Engine.available)
  func `reviews of one conversation lie in an order that says nothing of their writers`(
    engine: Engine
  ) async throws {
    try await withMonth(engine, agents: 9) { month in
      let cycle = try await month.openCycle {
        $0.namesReviewers = false
        $0.asksSelfAssessment = false
        $0.reviewsPerConversation = 3
      }
      let authors = try await month.authors(cycle)
      let groups = Dictionary(grouping: try await month.reviews(cycle), by: \.pick).values
      let ascending = groups.count { group in
        let people = group.sorted { $0.id < $1.id }.compactMap { authors[$0.id] }
        return people == people.sorted()
      }
      // By chance one in six; handed out by person it would be all.
      #expect(groups.count == 36 && ascending < 18)
    }
  }
}
