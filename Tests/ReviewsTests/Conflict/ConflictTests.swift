import Kernel
import Storage
import Support
import Testing
import Web

@testable import People
@testable import Reviews

@Suite struct ConflictTests {
  @Test(arguments: Engine.available)
  func `it holds both ways round until it is taken back`(engine: Engine) async throws {
    try await withMonth(engine) { month in
      let (one, other) = (month.agents[0], month.agents[1])
      let (scope, world) = (month.acting(one), month.world)
      try await month.database.write { db in
        let first = try Conflict.state(between: one, and: other, scope: scope, world: world, in: db)
        let again = try Conflict.state(between: one, and: other, scope: scope, world: world, in: db)
        #expect(first == again)
        let pair = Assignment.Pair(reviewer: one, reviewed: other)
        let pairs = try Conflict.pairs(scope, in: db)
        #expect(pairs == [pair, pair.swapped])
        #expect(throws: ConflictError.samePerson) {
          try Conflict.state(between: one, and: one, scope: scope, world: world, in: db)
        }
        #expect(throws: ConflictError.samePerson) {
          try Conflict.state(
            between: one, and: other, scope: month.acting(other), world: world, in: db)
        }
        let kept = try #require(try Conflict.all(scope, in: db).first)
        try kept.withdraw(scope: scope, world: world, in: db)
        let left = try Conflict.pairs(scope, in: db)
        #expect(left.isEmpty)
        #expect(throws: ConflictError.unknown) {
          try kept.withdraw(scope: scope, world: world, in: db)
        }
      }
    }
  }

  @Test(arguments: Engine.available)
  func `the other person never learns of it, the lead does, and only the one takes it back`(
    engine: Engine
  ) async throws {
    try await withMonth(engine) { month in
      let (one, other, third) = (month.agents[0], month.agents[1], month.agents[2])
      let agent = month.browser(one, Grant(.agent))
      let stated = try await agent.post(
        "/conflicts", [("csrf", "token"), ("other", other.text), ("note", "Cousins")])
      #expect(stated.status == 303)
      let own = try await agent.get("/conflicts")
      #expect(own.body.contains("Cousins"))
      let lead = month.browser(month.lead, Grant(.lead, team: month.team))
      let seen = try await lead.get("/conflicts")
      #expect(seen.body.contains("Cousins") && !seen.body.contains("/withdrawal"))
      for (person, grant) in [
        (other, Grant(.agent)), (third, Grant(.agent)), (other, Grant(.lead, team: month.team)),
        (third, Grant(.analyst)),
      ] {
        let page = try await month.browser(person, grant).get("/conflicts")
        #expect(page.status == 200 && !page.body.contains("Cousins"), "\(grant.role)")
      }
      for role in [Role.admin, .planner, .auditor] {
        let page = try await month.browser(month.lead, Grant(role)).get("/conflicts")
        #expect(page.status == 404)
      }
      // What a colleague knows of the record says nothing of it either.
      let record = try await month.browser(other, Grant(.agent)).get("/audit")
      #expect(!record.body.contains("conflict of interest"))
      let id = try await month.database.read { db in
        try #require(try Conflict.all(month.scope, in: db).first).id
      }
      let path = "/conflicts/\(id.text)/withdrawal"
      let byLead = try await lead.post(path, [("csrf", "token")])
      let byOther = try await month.browser(other, Grant(.agent)).post(path, [("csrf", "token")])
      #expect(byLead.status == 404 && byOther.status == 404)
      let pair = try await lead.post(
        "/conflicts", [("csrf", "token"), ("one", other.text), ("other", third.text)])
      #expect(pair.status == 303)
      let foreign = try await agent.post(
        "/conflicts", [("csrf", "token"), ("one", other.text), ("other", third.text)])
      #expect(foreign.status == 404)
      let back = try await agent.post(path, [("csrf", "token")])
      #expect(back.status == 303)
      let left = try await month.database.read { db in try Conflict.pairs(month.scope, in: db) }
      #expect(left.count == 2)
    }
  }
}
