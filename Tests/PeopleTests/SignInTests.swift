import Kernel
import Storage
import Support
import Testing
import Web

@testable import People

@Suite struct SignInTests {
  @Test(arguments: Engine.available)
  func `a password opens a session with the rights of its person`(engine: Engine) async throws {
    try await withOffice(engine) { office in
      let actor = try #require(try await office.actor(try await office.token(of: office.lead)))
      #expect(actor.person == office.lead.id)
      #expect(actor.scope == office.acting(office.lead))
      #expect(actor.teamsLed == [office.team])
      #expect(actor.csrf.utf8.count == 43)
      let agent = try #require(
        try await office.actor(try await office.token(of: office.agent)))
      #expect(agent.teams == [office.team])
      #expect(agent.csrf != actor.csrf)
    }
  }

  @Test(arguments: Engine.available)
  func `a wrong password and an unknown address get one answer`(engine: Engine) async throws {
    try await withOffice(engine) { office in
      for email in ["lea@example.org", "nobody@example.org", "", "two words"] {
        let outcome = try await office.signIn.attempt(
          email: email, password: "wrong wrong wrong", address: "192.0.2.1", browser: "x")
        #expect(outcome == .refused)
      }
    }
  }

  @Test(arguments: Engine.available)
  func `a session ends after half an hour of silence and after twelve hours`(
    engine: Engine
  ) async throws {
    try await withOffice(engine) { office in
      let token = try await office.token(of: office.lead)
      office.clock.advance(seconds: 29 * 60)
      #expect(try await office.actor(token) != nil)
      office.clock.advance(seconds: 31 * 60)
      #expect(try await office.actor(token) == nil)
      let busy = try await office.token(of: office.lead)
      for _ in 0..<35 {
        office.clock.advance(seconds: 20 * 60)
        #expect(try await office.actor(busy) != nil)
      }
      office.clock.advance(seconds: 20 * 60)
      #expect(try await office.actor(busy) == nil)
    }
  }

  @Test(arguments: Engine.available)
  func `password, role and belonging end the sessions they change`(
    engine: Engine
  ) async throws {
    try await withOffice(engine) { office in
      let acting = office.acting(office.admin)
      let (database, world, agent) = (office.database, office.world, office.agent.id)
      let changes: [@Sendable (any Connection) throws -> Void] = [
        { db in try Grant(.planner).give(to: agent, scope: acting, world: world, in: db) },
        { db in try Grant(.planner).take(from: agent, scope: acting, world: world, in: db) },
        { db in
          let hash = try PasswordHash(of: Office.password, salt: [1], cost: .cheap).text
          try Person.setPassword(hash, of: agent, scope: acting, world: world, in: db)
        },
        { db in try Person.setActive(false, agent, scope: acting, world: world, in: db) },
      ]
      for change in changes {
        let token = try await office.token(of: office.agent)
        #expect(try await office.actor(token) != nil)
        try await database.write(change)
        #expect(try await office.actor(token) == nil)
      }
      #expect(try await office.token(of: office.agent) == nil)
    }
  }

  @Test(arguments: Engine.available)
  func `signing out ends one session, ending one leaves the others`(
    engine: Engine
  ) async throws {
    try await withOffice(engine) { office in
      let first = try #require(try await office.token(of: office.lead))
      let second = try #require(try await office.token(of: office.lead))
      let open = try await office.database.read { db in
        try Session.open(of: office.lead.id, at: office.clock.now, office.scope, in: db)
      }
      #expect(open.count == 2)
      #expect(open.first?.browser == "Test browser")
      try await Session.end(token: first, office.database)
      #expect(try await office.actor(first) == nil)
      #expect(try await office.actor(second) != nil)
    }
  }

  @Test(arguments: Engine.available)
  func `malformed and foreign tokens are nobody`(engine: Engine) async throws {
    try await withOffice(engine) { office in
      let token = try #require(try await office.token(of: office.lead))
      let secret = token.split(separator: ".")[1]
      let foreign = Scope.ID(rawValue: 2).text + "." + secret
      for wrong in [
        "", ".", "x", foreign, token + "A", String(token.dropLast()), token.uppercased(),
      ] {
        #expect(try await office.actor(wrong) == nil)
      }
    }
  }

  @Test(arguments: Engine.available)
  func `each failure after the second doubles the wait, ten close the door`(
    engine: Engine
  ) async throws {
    try await withOffice(engine) { office in
      var waited: [Int] = []
      var tries = 0
      while tries < 10 {
        let outcome = try await office.signIn.attempt(
          email: "lea@example.org", password: "wrong wrong wrong", address: "192.0.2.9",
          browser: "x")
        if case .tooMany(let seconds) = outcome {
          waited.append(seconds)
          office.clock.advance(seconds: Int64(seconds))
        } else {
          tries += 1
        }
      }
      #expect(waited == [1, 2, 4, 8, 16, 32, 64])
      #expect(try await office.token(of: office.lead) == nil)
      #expect(try await office.token(of: office.agent) != nil)
      office.clock.advance(seconds: 15 * 60)
      #expect(try await office.token(of: office.lead) != nil)
    }
  }

  @Test(arguments: Engine.available)
  func `an address has a hundred tries an hour`(engine: Engine) async throws {
    try await withOffice(engine) { office in
      for number in 0..<100 {
        let outcome = try await office.signIn.attempt(
          email: "guess\(number)@example.org", password: "wrong wrong wrong",
          address: "192.0.2.7", browser: "x")
        #expect(outcome == .refused)
        office.clock.advance(seconds: 1)
      }
      let outcome = try await office.signIn.attempt(
        email: "lea@example.org", password: Office.password, address: "192.0.2.7",
        browser: "x")
      #expect(outcome == .tooMany(retryAfter: 3500))
    }
  }

  @Test(arguments: Engine.available)
  func `a password is hashed anew when the cost has changed`(engine: Engine) async throws {
    try await withOffice(engine) { office in
      let dearer = PasswordCost(rounds: 32, blockSize: 1, parallelism: 1)
      let signIn = SignIn(
        world: office.world, database: office.database,
        mill: PasswordMill(world: office.world, cost: dearer))
      _ = try await signIn.attempt(
        email: "lea@example.org", password: Office.password, address: "192.0.2.1", browser: "x")
      let stored: String? = try await office.database.read { db in
        try db.value(
          """
          SELECT password AS value FROM person
          WHERE workspace_id = \(office.scope) AND id = \(office.lead.id)
          """)
      }
      #expect(stored?.hasPrefix("scrypt$32$1$1$") == true)
      #expect(try await office.token(of: office.lead) != nil)
    }
  }

  @Test(arguments: Engine.available)
  func `the command line adds, lists and closes accounts`(engine: Engine) async throws {
    try await withOffice(engine) { office in
      let accounts = Accounts(
        workspace: office.scope.workspace, world: office.world, database: office.database,
        mill: office.mill)
      let added = try await accounts.add(
        name: "Pia Planner", email: "pia@example.org", grants: [Grant(.planner)],
        teams: ["North"])
      try await accounts.give(.lead, team: "North", to: "pia@example.org")
      let line = try #require(try await accounts.list().last)
      #expect(line.roles == ["planner", "lead:North"])
      #expect(line.teams == ["North"])
      let outcome = try await office.signIn.attempt(
        email: "pia@example.org", password: added.password, address: "192.0.2.1", browser: "x")
      #expect(outcome != .refused)
      try await accounts.setActive(false, "pia@example.org")
      #expect(try await accounts.list().last?.active == false)
      await #expect(throws: PeopleError.unknownPerson) {
        _ = try await accounts.setPassword(of: "nobody@example.org")
      }
    }
  }
}
