import Kernel
import Storage
import Support
import Testing
import Web

@testable import People
@testable import Reviews

@Suite struct SkillTests {
  @Test func `a conversation needs a skill by its reason or its queue, whatever the case`() {
    let skill = Skill(
      id: .init(rawValue: 1), name: "Refunds", reasons: ["Refund"], queues: ["Billing"])
    #expect(skill.isNeeded(reason: " refund", queue: nil))
    #expect(skill.isNeeded(reason: nil, queue: "BILLING"))
    #expect(!skill.isNeeded(reason: "Delivery", queue: nil))
    #expect(!skill.isNeeded(reason: nil, queue: nil))
    let retired = Skill(
      id: .init(rawValue: 1), name: "Refunds", reasons: ["Refund"], isRetired: true)
    #expect(!retired.isNeeded(reason: "Refund", queue: nil))
  }

  @Test(arguments: Engine.available)
  func `what is stated is kept in place of what was, and the record tells of it`(
    engine: Engine
  ) async throws {
    try await withMonth(engine) { month in
      let (world, person) = (month.world, month.agents[0])
      let scope = month.acting(month.lead)
      try await month.database.write { db in
        let refunds = try Skill.add(
          "Refunds", reasons: ["refund"], scope: scope, world: world, in: db)
        #expect(throws: SkillError.taken) {
          try Skill.add(" refunds ", scope: scope, world: world, in: db)
        }
        #expect(throws: SkillError.nameMissing) {
          try Skill.add(" ", scope: scope, world: world, in: db)
        }
        try Strengths(languages: ["en", "he"], skills: [refunds]).state(
          for: person, scope: scope, world: world, in: db)
        try Strengths(languages: ["he", "ru"], skills: [.init(rawValue: 99)]).state(
          for: person, scope: scope, world: world, in: db)
        let kept = try Strengths.all(scope, in: db)
        #expect(kept == [person: Strengths(languages: ["he", "ru"])])
        let entries = try db.rows(
          """
          SELECT id FROM audit_entry
          WHERE workspace_id = \(scope) AND summary = 'skill.audit.stated'
          """)
        #expect(entries.count == 2)
      }
    }
  }

  @Test(arguments: Engine.available)
  func `a cycle is dealt by what people stated, with the reason beside it`(
    engine: Engine
  ) async throws {
    try await withMonth(engine, agents: 6) { month in
      let (world, scope) = (month.world, month.acting(month.lead))
      try await month.database.write { db in
        let skill = try Skill.add("Calls", reasons: ["call"], scope: scope, world: world, in: db)
        try db.execute(
          """
          UPDATE conversation SET reason = 'Call' WHERE workspace_id = \(scope) AND channel = 'call'
          """)
        for person in month.agents.prefix(3) {
          try Strengths(skills: [skill]).state(for: person, scope: scope, world: world, in: db)
        }
      }
      let cycle = try await month.openCycle { $0.asksSelfAssessment = false }
      let authors = try await month.authors(cycle)
      let reviews = try await month.reviews(cycle)
      let bySkill = reviews.filter { $0.reason.columns.name == "skill" }
      #expect(!bySkill.isEmpty)
      for review in bySkill {
        #expect(review.reason.columns.skill == "Calls")
        let author = try #require(authors[review.id])
        #expect(month.agents.prefix(3).contains(author))
      }
    }
  }

  @Test(arguments: Engine.available)
  func `one states one's own, the lead for the team, a colleague for nobody`(
    engine: Engine
  ) async throws {
    try await withMonth(engine) { month in
      let (one, other) = (month.agents[0], month.agents[1])
      let agent = month.browser(one, Grant(.agent))
      let lead = month.browser(month.lead, Grant(.lead, team: month.team))
      let elsewhere = month.browser(month.lead, Grant(.lead, team: .init(rawValue: 77)))
      let page = try await agent.get("/skills")
      #expect(page.status == 200 && page.body.contains("action=\"/skills/people/\(one.text)\""))
      #expect(!page.body.contains("action=\"/skills\""))
      let own = try await agent.post(
        "/skills/people/\(one.text)", [("csrf", "token"), ("language", "he"), ("language", "xx")])
      #expect(own.status == 303)
      let foreign = try await agent.post(
        "/skills/people/\(other.text)", [("csrf", "token"), ("language", "he")])
      #expect(foreign.status == 404)
      let named = try await lead.post(
        "/skills", [("csrf", "token"), ("name", "Refunds"), ("reasons", "refund\nreturn")])
      #expect(named.status == 303)
      let twice = try await lead.post("/skills", [("csrf", "token"), ("name", "refunds")])
      #expect(twice.status == 409 && twice.body.contains("error-summary"))
      let byLead = try await lead.post(
        "/skills/people/\(other.text)", [("csrf", "token"), ("language", "ru")])
      #expect(byLead.status == 303)
      let away = try await elsewhere.get("/skills/people/\(other.text)")
      #expect(away.status == 404)
      let stated = try await month.database.read { db in try Strengths.all(month.scope, in: db) }
      #expect(stated[one]?.languages == ["he"] && stated[other]?.languages == ["ru"])
    }
  }
}
