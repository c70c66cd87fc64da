import Kernel
import People
import Statistics
import Storage
import Support
import Testing
import Web

@testable import Measures

@Suite struct GoalPagesTests {
  /// The path a redirect leads to.
  private func target(of answer: TestClient.Answer) throws -> String {
    try #require(answer.headers["location"])
  }

  /// A goal of a person, written by its lead, with a certificate each half-year.
  private func certificateGoal(_ desk: GoalDesk) async throws -> String {
    let lead = desk.browser(desk.lead)
    let begun = try await lead.post(
      "/goals/new",
      [
        ("csrf", "token"), ("title", "Knows the product"), ("why", "Customers <b> ask."),
        ("aim", "person-\(desk.agent.person.text)"), ("owner", desk.lead.person.text),
      ])
    #expect(begun.status == 303)
    let next = try target(of: begun)
    #expect(next.hasSuffix("/targets/new"))
    let choice = try await lead.get(next)
    expectSound(choice.body)
    #expect(choice.body.contains("Certificates passed"))
    let form = try await lead.get(next + "?metric=certificates")
    expectSound(form.body)
    let fields = [
      ("csrf", "token"), ("metric", "certificates"), ("comparison", "atLeast"), ("value", "1"),
      ("unit", "half-year"),
    ]
    let look = try await lead.post(next, fields + [("do", "look")])
    #expect(look.status == 200)
    #expect(look.body.contains("What the past says"))
    expectSound(look.body)
    let wrong = try await lead.post(next, fields.filter { $0.0 != "value" } + [("do", "save")])
    #expect(wrong.status == 422)
    expectSound(wrong.body)
    let set = try await lead.post(next, fields + [("do", "save")])
    #expect(set.status == 303)
    return try target(of: set)
  }

  @Test(arguments: Engine.available)
  func `a certificate each half-year is a goal, and a pass recorded twice counts once`(
    engine: Engine
  ) async throws {
    try await withGoalDesk(engine) { desk in
      let path = try await certificateGoal(desk)
      let agent = desk.browser(desk.agent)
      let before = try await agent.get(path)
      expectSound(before.body)
      #expect(before.body.contains("Certificates passed: at least 1 each half-year"))
      #expect(before.body.contains("Customers &lt;b&gt; ask."))
      let pass = [("csrf", "token"), ("name", "Billing"), ("day", "2026-05-20")]
      #expect(try await agent.post("\(path)/certificates", pass).status == 303)
      #expect(try await agent.post("\(path)/certificates", pass).status == 303)
      let later = [("csrf", "token"), ("name", "Billing"), ("day", "2030-05-20")]
      #expect(try await agent.post("\(path)/certificates", later).status == 422)
      let short = [
        ("csrf", "token"), ("name", "Safety"), ("day", "2025-05-20"), ("until", "2025-05-19"),
      ]
      #expect(try await agent.post("\(path)/certificates", short).status == 422)
      let whose = "whose=person-\(desk.agent.person.text)"
      let held = "/api/v1/measures/certificates-held?\(whose)&"
      let expired = short.dropLast() + [("until", "2026-05-01")]
      #expect(try await agent.post("\(path)/certificates", Array(expired)).status == 303)
      // The old one ran out on the first of May; the new one came on the twentieth.
      let april = try await agent.get(held + "from=2026-04-01&to=2026-04-30&compare=none")
      #expect(april.body.contains("\"numerator\":1"))
      let may = try await agent.get(held + "from=2026-05-02&to=2026-05-19&compare=none")
      #expect(may.body.contains("\"numerator\":0") && !may.body.contains("\"numerator\":1"))
      let passed = try await agent.get(
        "/api/v1/measures/certificates?\(whose)&from=2026-05-01&to=2026-05-28&compare=none")
      #expect(passed.body.contains("\"numerator\":1"))
      let after = try await agent.get(path)
      #expect(after.body.contains("Billing"))
      #expect(after.body.contains("1 so far"))
      let (database, scope) = (desk.database, desk.scope)
      let first = try #require(Day(iso: "2026-01-01"))
      let passes = try await database.read { db in
        try Certificate.all(
          of: nil, in: Period(.halfYear, holding: first), scope, in: db)
      }
      #expect(passes.map(\.name) == ["Billing"])
    }
  }

  @Test(arguments: Engine.available)
  func `a person's goal is seen by the person and the lead, and by nobody beside them`(
    engine: Engine
  ) async throws {
    try await withGoalDesk(engine) { desk in
      let path = try await certificateGoal(desk)
      #expect(try await desk.browser(desk.agent).get(path).status == 200)
      #expect(try await desk.browser(desk.lead).get(path).status == 200)
      let colleague = desk.browser(desk.colleague)
      #expect(try await colleague.get(path).status == 404)
      #expect(try await colleague.get("\(path)/edit").status == 404)
      #expect(try await colleague.post("\(path)/end", [("csrf", "token")]).status == 404)
      let tree = try await colleague.get("/goals")
      #expect(!tree.body.contains("Knows the product"))
      expectSound(tree.body)
    }
  }

  @Test(arguments: Engine.available)
  func `a goal of the team is read by its members and changed by its lead alone`(
    engine: Engine
  ) async throws {
    try await withGoalDesk(engine) { desk in
      let lead = desk.browser(desk.lead)
      let begun = try await lead.post(
        "/goals/new",
        [
          ("csrf", "token"), ("title", "Nobody has to ask twice"),
          ("aim", "team-\(desk.team.text)"),
        ])
      let id = try #require(try target(of: begun).split(separator: "/").dropFirst().first)
      let agent = desk.browser(desk.agent)
      let tree = try await agent.get("/goals")
      #expect(tree.body.contains("Nobody has to ask twice"))
      #expect(tree.body.contains("goes away with a light on"))
      #expect(!tree.body.contains("/goals/\(id)/targets/new"))
      #expect(try await agent.get("/goals/\(id)").status == 200)
      #expect(try await agent.get("/goals/\(id)/edit").status == 404)
      // An agent cannot set a goal for the team or for a colleague.
      for aim in ["team-\(desk.team.text)", "person-\(desk.colleague.person.text)", "centre"] {
        let refused = try await agent.post(
          "/goals/new", [("csrf", "token"), ("title", "Mine"), ("aim", aim)])
        #expect(refused.status == 422)
      }
      let own = try await agent.post(
        "/goals/new",
        [("csrf", "token"), ("title", "Mine"), ("aim", "person-\(desk.agent.person.text)")])
      #expect(own.status == 303)
      let edit = try await lead.get("/goals/\(id)/edit")
      expectSound(edit.body)
      let changed = [
        ("csrf", "token"), ("number", "1"), ("title", "Nobody asks twice"), ("why", "They tire."),
      ]
      #expect(try await lead.post("/goals/\(id)/edit", changed).status == 303)
      #expect(try await lead.post("/goals/\(id)/edit", changed).status == 409)
      #expect(try await lead.post("/goals/\(id)/end", [("csrf", "token")]).status == 303)
      let after = try await agent.get("/goals")
      #expect(!after.body.contains("Nobody asks twice"))
      let (database, scope) = (desk.database, desk.scope)
      let key = try #require(Goal.ID(text: String(id)))
      let history = try await database.read { try Goal.history(of: key, scope, in: $0) }
      #expect(history.map(\.number) == [1, 2, 3])
      #expect(history.map(\.isEnded) == [false, false, true])
      await #expect(throws: (any Error).self) {
        try await database.write { db in
          try db.execute("UPDATE goal_target SET value = 1 WHERE workspace_id = \(scope)")
          try db.execute("DELETE FROM goal WHERE workspace_id = \(scope)")
        }
      }
    }
  }

  @Test(arguments: Engine.available)
  func `a changed target is a new row that counts from the next period`(
    engine: Engine
  ) async throws {
    try await withGoalDesk(engine) { desk in
      let path = try await certificateGoal(desk)
      let (database, scope) = (desk.database, desk.scope)
      let key = try #require(Goal.ID(text: String(path.dropFirst("/goals/".count))))
      func wordings() async throws -> [Target] {
        try await database.read { db in
          try Target.wordings(of: [key], scope, in: db)[key]?.first ?? []
        }
      }
      let first = try #require(try await wordings().first)
      #expect(first.from.iso == "2026-01-01")
      let lead = desk.browser(desk.lead)
      let change = "\(path)/targets/\(first.id.text)"
      let form = try await lead.get(change)
      expectSound(form.body)
      let fields = [
        ("csrf", "token"), ("number", "1"), ("comparison", "atLeast"), ("value", "2"),
        ("unit", "half-year"), ("do", "save"),
      ]
      #expect(try await lead.post(change, fields).status == 303)
      #expect(try await lead.post(change, fields).status == 409)
      #expect(try await wordings().map(\.from.iso) == ["2026-01-01", "2026-07-01"])
      let page = try await lead.get(path)
      expectSound(page.body)
      #expect(page.body.contains("at least 1 each half-year"))
      #expect(page.body.contains("From 1 Jul 2026 on it is 2"))
      #expect(try await lead.post("\(change)/end", [("csrf", "token")]).status == 303)
      #expect(try await wordings().last?.isEnded == true)
      #expect(try await lead.get(change).status == 404)
    }
  }

  @Test(arguments: Engine.available)
  func `the advisor's answers become the tree of goals`(engine: Engine) async throws {
    try await withGoalDesk(engine) { desk in
      let lead = desk.browser(desk.lead)
      let blank = try await lead.get("/goals/advisor")
      expectSound(blank.body)
      #expect(blank.body.contains("goes away with a light on"))
      #expect(!blank.body.contains("Make these our goals"))
      let asked = try await lead.get(
        "/goals/advisor?job=solve&way=mail&pain=comeBack&source=outcomes&source=surveys")
      expectSound(asked.body)
      #expect(asked.body.contains("Solved at the first contact"))
      #expect(asked.body.contains("how long a call takes"))
      let taken = try await lead.post(
        "/goals/advisor",
        [
          ("csrf", "token"), ("aim", "team-\(desk.team.text)"),
          ("metric", "first-contact-resolution"), ("metric", "csat"), ("metric", "talk-time"),
        ])
      #expect(taken.status == 303)
      let (database, scope) = (desk.database, desk.scope)
      let goals = try await database.read { try Goal.current(scope, in: $0) }
      // What the advisor never proposes cannot be slipped in either.
      #expect(
        goals.map(\.title) == ["Nobody has to ask twice", "Customers go away content"])
      let tree = try await lead.get("/goals")
      expectSound(tree.body)
      #expect(tree.body.contains("No number says yet"))
      let none = try await lead.post("/goals/advisor", [("csrf", "token"), ("aim", "centre")])
      #expect(none.status == 422)
    }
  }

  @Test(arguments: Language.allCases)
  func `the pages of goals can be read in every language`(language: Language) async throws {
    try await withGoalDesk(.sqlite) { desk in
      let path = try await certificateGoal(desk)
      let lead = desk.browser(desk.lead, language: language.rawValue)
      for page in ["/goals", path, "/goals/new", "/goals/advisor?job=solve", "/hours"] {
        let answer = try await lead.get(page)
        #expect(answer.status == 200, "\(page)")
        expectSound(answer.body)
      }
    }
  }
}
