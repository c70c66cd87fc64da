import Foundation
import Kernel
import Storage
import Support
import Testing
import Web

@testable import People

@Suite struct PeoplePagesTests {
  @Test func `somebody signs in, sees the name of the workspace and signs out`() async throws {
    try await withOffice(.sqlite) { office in
      let client = try await office.browser()
      #expect(try await client.get("/").headers["location"] == "/sign-in")
      #expect(try await client.get("/profile").headers["location"] == "/sign-in?next=%2Fprofile")
      let wrong = try await client.post(
        "/sign-in", [("email", "lea@example.org"), ("password", "not the one at all")])
      #expect(wrong.status == 422)
      #expect(wrong.body.contains("aria-invalid=\"true\""))
      let right = try await client.post(
        "/sign-in",
        [("email", "lea@example.org"), ("password", Office.password), ("next", "/profile")])
      #expect(right.status == 303)
      #expect(right.headers["location"] == "/profile")
      let cookie = try #require(right.headers["set-cookie"])
      #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"))
      let profile = try await client.get("/profile")
      #expect(profile.status == 200)
      #expect(profile.body.contains("Harbour Goods"))
      let out = try await client.post("/sign-out", [("csrf", try office.csrf(client))])
      #expect(out.status == 303)
      #expect(try await client.get("/profile").status == 303)
    }
  }

  @Test func `a sign-in never leads to another host`() async throws {
    try await withOffice(.sqlite) { office in
      for next in ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:1"] {
        let client = try await office.browser()
        let answer = try await client.post(
          "/sign-in",
          [("email", "lea@example.org"), ("password", Office.password), ("next", next)])
        #expect(answer.headers["location"] == "/")
      }
    }
  }

  /// Each route, for each role: allowed pages answer, the others are not there.
  @Test func `pages a role may not see do not exist for it`() async throws {
    try await withOffice(.sqlite) { office in
      var people: [Role: Person] = [
        .admin: office.admin, .lead: office.lead, .agent: office.agent,
      ]
      for role in [Role.analyst, .planner, .auditor] {
        people[role] = try await office.add("Somebody Else", Grant(role))
      }
      for (role, person) in people {
        let client = try await office.browser(of: person)
        for route in client.routes where route.method == "GET" && !route.path.contains("{") {
          guard let right = route.right else { continue }
          let words = right.split(separator: " ").map(String.init)
          let action = try #require(Action(rawValue: words[0]))
          let resource = try #require(Resource(rawValue: words[1]))
          let allowed = !Policy.standard.extents(of: role, action, resource).isEmpty
          let answer = try await client.get(route.path)
          #expect(answer.status == (allowed ? 200 : 404), "\(role) \(route.path)")
          let link = "href=\"\(route.path)\""
          let front = try await client.get("/profile").body
          #expect(allowed || !front.contains(link), "\(role) \(route.path)")
        }
      }
    }
  }

  @Test func `every form is refused without its token or from another site`() async throws {
    try await withOffice(.sqlite) { office in
      let client = try await office.browser(of: office.admin)
      let token = try office.csrf(client)
      for route in client.routes where route.method == "POST" && route.right != nil {
        let path = route.path.split(separator: "/", omittingEmptySubsequences: false)
          .map { $0.hasPrefix("{") ? office.agent.id.text : String($0) }
          .joined(separator: "/")
        let bare = try await client.post(path, [("name", "Changed")])
        #expect(bare.status == 403, "\(path)")
        let wrong = try await client.post(path, [("csrf", token + "x"), ("name", "Changed")])
        #expect(wrong.status == 403, "\(path)")
        let foreign = try await client.post(
          path, [("csrf", token), ("name", "Changed")], headers: ["Sec-Fetch-Site": "cross-site"])
        #expect(foreign.status == 403, "\(path)")
      }
      let agent = try await office.database.read { db in
        try Person.find(office.agent.id, office.scope, in: db)
      }
      #expect(agent == office.agent)
    }
  }

  @Test func `an admin adds somebody, who signs in with the password shown once`() async throws {
    try await withOffice(.sqlite) { office in
      let client = try await office.browser(of: office.admin)
      let token = try office.csrf(client)
      let answer = try await client.post(
        "/people",
        [
          ("csrf", token), ("name", "Omar <b>New</b>"), ("email", "Omar@example.org"),
          ("role", "agent"), ("role", "lead:" + office.team.text), ("team", office.team.text),
        ])
      #expect(answer.status == 200)
      #expect(answer.body.contains("Omar &lt;b&gt;New&lt;/b&gt;"))
      let start = try #require(answer.body.range(of: "<code><bdi>")?.upperBound)
      let password = String(answer.body[start...].prefix(24))
      let outcome = try await office.signIn.attempt(
        email: "omar@example.org", password: password, address: nil, browser: "x")
      guard case .signedIn(let session) = outcome else {
        Issue.record("not signed in")
        return
      }
      let actor = try #require(try await office.actor(session))
      #expect(actor.grants == [Grant(.agent), Grant(.lead, team: office.team)])
      #expect(actor.teams == [office.team])
      let twice = try await client.post(
        "/people", [("csrf", token), ("name", "Omar"), ("email", "omar@example.org")])
      #expect(twice.status == 422)
    }
  }

  @Test func `nobody raises themselves and the last admin stays, on the pages too`() async throws {
    try await withOffice(.sqlite) { office in
      let client = try await office.browser(of: office.admin)
      let token = try office.csrf(client)
      let own = "/people/\(office.admin.id.text)"
      let raised = try await client.post(
        own + "/roles", [("csrf", token), ("role", "analyst")])
      #expect(raised.status == 422)
      let closed = try await client.post(own + "/belonging", [("csrf", token), ("active", "0")])
      #expect(closed.status == 422)
      let page = try await client.get(own).body
      #expect(!page.contains("/roles\""))
    }
  }

  @Test func `a lead sees the own team only, an agent names only`() async throws {
    try await withOffice(.sqlite) { office in
      let (scope, world) = (office.scope, office.world)
      let stranger = try await office.database.write { db -> Person in
        let south = try Team.add(name: "South", scope: scope, world: world, in: db)
        return try Person.add(
          name: "Sina Stranger", email: "sina@example.org", teams: [south.id], scope: scope,
          world: world, in: db)
      }
      let lead = try await office.browser(of: office.lead)
      let list = try await lead.get("/people").body
      #expect(list.contains("Amir Agent") && !list.contains("Sina Stranger"))
      #expect(try await lead.get("/people/\(stranger.id.text)").status == 404)
      let known = try await lead.get("/people/\(office.agent.id.text)")
      #expect(known.status == 200 && known.body.contains("amir@example.org"))
      #expect(!known.body.contains("<form class=\"form\""))
      let agent = try await office.browser(of: office.agent)
      let own = try await agent.get("/people/\(office.agent.id.text)").body
      #expect(!own.contains("amir@example.org"))
      let teams = try await agent.get("/teams").body
      #expect(teams.contains("North") && !teams.contains("South"))
    }
  }

  @Test func `keys of another workspace are nobody's`() async throws {
    try await withOffice(.sqlite) { office in
      let world = office.world
      let foreign = try await office.database.write { db -> Person in
        let other = Workspace(
          id: Scope.ID(rawValue: 99), name: "Elsewhere", zone: .utc, createdAt: Office.noon)
        try other.insert(in: db)
        return try Person.add(
          name: "Foreign", email: "foreign@example.org", scope: other.scope, world: world, in: db)
      }
      let client = try await office.browser(of: office.admin)
      let token = try office.csrf(client)
      let path = "/people/\(foreign.id.text)"
      #expect(try await client.get(path).status == 404)
      for action in ["", "/roles", "/roles/removal", "/password", "/belonging"] {
        let answer = try await client.post(
          path + action,
          [("csrf", token), ("name", "Taken"), ("role", "admin"), ("active", "0")])
        #expect(answer.status == 404, "\(action)")
      }
      let joined = try await client.post(
        "/teams/\(office.team.text)/members", [("csrf", token), ("member", foreign.id.text)])
      #expect(joined.status == 422)
    }
  }

  @Test func `a profile is saved, a password changed and other browsers end`() async throws {
    try await withOffice(.sqlite) { office in
      let client = try await office.browser(of: office.agent)
      let other = try await office.browser(of: office.agent)
      let saved = try await client.post(
        "/profile",
        [
          ("csrf", try office.csrf(client)), ("name", "Amir A."), ("language", "he"),
          ("zone", "Asia/Jerusalem"), ("theme", "dark"),
        ])
      #expect(saved.status == 303)
      let page = try await client.get("/profile").body
      #expect(page.contains("dir=\"rtl\"") && page.contains("data-theme=\"dark\""))
      #expect(page.contains("data-shortcuts=\"off\""))
      let wrong = try await client.post(
        "/profile/password",
        [
          ("csrf", try office.csrf(client)), ("current", "wrong wrong wrong"),
          ("password", "seven loud geese march"),
        ])
      #expect(wrong.status == 422)
      let right = try await client.post(
        "/profile/password",
        [
          ("csrf", try office.csrf(client)), ("current", Office.password),
          ("password", "seven loud geese march"),
        ])
      #expect(right.status == 303)
      #expect(try await client.get("/profile").status == 200)
      #expect(try await other.get("/profile").status == 303)
    }
  }

  @Test func `the record names people, and pages by its keys`() async throws {
    try await withOffice(.sqlite) { office in
      let acting = office.acting(office.admin)
      let world = office.world
      try await office.database.write { db in
        for number in 0..<60 {
          try Team.add(name: "Team \(number)", scope: acting, world: world, in: db)
        }
      }
      let client = try await office.browser(of: office.admin)
      let first = try await client.get("/audit?resource=team").body
      #expect(first.contains("Added the team Team 59") && !first.contains("Team 9<"))
      let start = try #require(first.range(of: "/audit?resource=team&amp;before="))
      let before = first[start.upperBound...].prefix(13)
      let second = try await client.get("/audit?resource=team&before=\(before)").body
      #expect(second.contains("Added the team Team 9") && !second.contains("Team 59"))
      let people = try await client.get("/audit?resource=person").body
      #expect(people.contains("Gave Lea Lead the role Team lead"))
    }
  }

  @Test func `settings change the workspace and are refused when they make no sense`()
    async throws
  {
    try await withOffice(.sqlite) { office in
      let client = try await office.browser(of: office.admin)
      let token = try office.csrf(client)
      let fields = [
        ("csrf", token), ("workspace", "Harbour & Sons"), ("zone", "Europe/Berlin"),
        ("language", "ru"), ("opens", "08:30"), ("closes", "00:00"), ("day", "1"), ("day", "6"),
      ]
      #expect(try await client.post("/settings", fields).status == 303)
      let workspace = try await office.database.read { db in
        try Workspace.find(office.scope, in: db)
      }
      #expect(workspace?.name == "Harbour & Sons")
      #expect(workspace?.hours == WorkingHours(opens: 30_600, closes: 86_400, days: [1, 6]))
      let wrong = fields.map { $0.0 == "opens" ? ("opens", "99:00") : $0 }
      #expect(try await client.post("/settings", wrong).status == 422)
      let start = try await client.get("/start").body
      #expect(start.contains("class=\"checklist\""))
      _ = try await client.post("/start/dismissal", [("csrf", token)])
      #expect(!(try await client.get("/start").body).contains("class=\"checklist\""))
    }
  }
}

@Suite struct FirstRunPagesTests {
  @Test(arguments: Engine.available)
  func `an empty installation is welcomed once`(engine: Engine) async throws {
    try await withDatabase(engine, Schema.migrations) { database in
      let world = World.still(at: Office.noon)
      let opening = WorkspaceOpening { workspace, world, db in
        try Setting.set(
          "opened", to: "in \(workspace.language)", scope: workspace.scope, world: world, in: db)
      }
      let feature = Feature.people(
        mill: PasswordMill(world: world, cost: .cheap), openings: [opening])
      let site = Site(
        world: world, database: database, features: [feature],
        session: { token, world, database in
          try await Session.resolve(token: token, world, database)
        }, workspace: Workspace.label)
      let client = TestClient(site: site, features: [feature])
      #expect(try await client.get("/sign-in").headers["location"] == "/welcome")
      #expect(try await client.get("/welcome").status == 200)
      let fields = [
        ("workspace", "Harbour Goods"), ("zone", "Asia/Shanghai"), ("language", "zh-Hans"),
        ("opens", "09:00"), ("closes", "18:00"), ("day", "1"), ("team", "一组"),
        ("name", "管理员"), ("email", "admin@example.org"), ("password", "short"),
      ]
      let weak = try await client.post("/welcome", fields)
      #expect(weak.status == 422 && weak.body.contains("id=\"password-error\""))
      let strong = fields.dropLast() + [("password", Office.password)]
      let done = try await client.post("/welcome", Array(strong))
      #expect(done.headers["location"] == "/start")
      let start = try await client.get("/start")
      #expect(start.status == 200 && start.body.contains("lang=\"zh-Hans\""))
      #expect(try await client.get("/welcome").status == 404)
      #expect(try await client.post("/welcome", Array(strong)).status == 404)
      let opened = try await database.read { db in
        try Setting.value("opened", Scope(workspace: FirstRun.key), in: db)
      }
      #expect(opened == "in zh-Hans", "other rooms make their part ready, once")
    }
  }
}

@Suite struct ClaimCodeTests {
  private let fields = [
    ("workspace", "Harbour Goods"), ("zone", "UTC"), ("language", "en"), ("opens", "09:00"),
    ("closes", "18:00"), ("day", "1"), ("team", "North"), ("name", "Ada Admin"),
    ("email", "admin@example.org"), ("password", Office.password),
  ]

  @Test func `who does not know the code cannot begin`() async throws {
    try await withDatabase(.sqlite, Schema.migrations) { database in
      let world = World.still(at: Office.noon)
      let claim = ClaimCode(world)
      let feature = Feature.people(
        mill: PasswordMill(world: world, cost: .cheap), claim: claim)
      let site = Site(
        world: world, database: database, features: [feature],
        session: { token, world, database in
          try await Session.resolve(token: token, world, database)
        }, workspace: Workspace.label)
      let client = TestClient(site: site, features: [feature])
      let page = try await client.get("/welcome")
      #expect(page.body.contains("id=\"code\"") && !page.body.contains(claim.text))
      for wrong in [nil, "", "AAAAA-AAAAA-AAAAA-AAAAA", String(claim.text.dropLast())] {
        let refused = try await client.post("/welcome", fields + [("code", wrong ?? "")])
        #expect(refused.status == 422 && refused.body.contains("id=\"code-error\""))
      }
      #expect(try await client.get("/welcome").status == 200)
      let invited = try await client.get("/welcome?code=\(claim.text)")
      #expect(!invited.body.contains("id=\"code\""))
      #expect(invited.body.contains("value=\"\(claim.text)\""))
      let typed = claim.text.lowercased().filter { $0 != "-" }
      let done = try await client.post("/welcome", fields + [("code", typed)])
      #expect(done.headers["location"] == "/start")
    }
  }

  @Test func `a code has a hundred bits and is never the same twice`() {
    let world = World.still(at: Office.noon)
    let codes = Set((0..<500).map { _ in ClaimCode(world).text })
    #expect(codes.count == 500)
    #expect(codes.allSatisfy { $0.wholeMatch(of: #/([0-9A-Z]{5}-){3}[0-9A-Z]{5}/#) != nil })
  }
}

@Suite struct PeopleWordsTests {
  @Test func `every language has every word, with the same places`() {
    let words = peopleWords
    let keys = words.keys(in: .en)
    #expect(words.duplicates.isEmpty)
    for language in Language.allCases {
      #expect(words.keys(in: language) == keys)
    }
  }
}
