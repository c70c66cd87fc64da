import Foundation
import Kernel
import Storage
import Support
import Testing
import Web

@testable import People

@Suite struct SecondStepTests {
  /// The codes of RFC 6238, appendix B, by their last six digits.
  @Test(arguments: [
    (59, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"),
    (1_234_567_890, "005924"), (2_000_000_000, "279037"), (20_000_000_000, "353130"),
  ])
  func `codes are those of RFC 6238`(seconds: Int64, code: String) {
    let secret = Array("12345678901234567890".utf8)
    let now = Instant(milliseconds: seconds * 1000)
    #expect(OneTimeCode.text(secret, step: OneTimeCode.step(at: now)) == code)
  }

  /// The examples of RFC 4648, chapter 10.
  @Test(arguments: [
    ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"),
    ("fooba", "MZXW6YTB"), ("foobar", "MZXW6YTBOI"),
  ])
  func `a key is written in base 32`(text: String, key: String) {
    #expect(OneTimeCode.base32(Array(text.utf8)) == key)
  }

  @Test func `a code counts for its half minute and its neighbours, once`() {
    let secret = Array("12345678901234567890".utf8)
    let now = Office.noon
    let step = OneTimeCode.step(at: now)
    for shift in -3...3 as ClosedRange<Int64> {
      let code = OneTimeCode.text(secret, step: step + shift)
      let expected = abs(shift) <= 1 ? step + shift : nil
      #expect(OneTimeCode.match(code, secret, after: 0, at: now) == expected)
    }
    let code = OneTimeCode.text(secret, step: step)
    let spaced = code.prefix(3) + " " + code.suffix(3)
    #expect(OneTimeCode.match(String(spaced), secret, after: 0, at: now) == step)
    #expect(OneTimeCode.match(code, secret, after: step, at: now) == nil)
    for typed in ["", "12345", "1234567", code + "0", "٣٤٥٦٧٨"] {
      #expect(OneTimeCode.match(typed, secret, after: 0, at: now) == nil)
    }
  }

  @Test(arguments: Engine.available)
  func `a password alone is not enough any more`(engine: Engine) async throws {
    try await withOffice(engine) { office in
      let codes = try await office.setUp(office.agent)
      #expect(Set(codes).count == SecondStep.recoveryCodes)
      office.clock.advance(seconds: 60)
      #expect(try await office.attempt(office.agent, code: "") == .codeMissing)
      #expect(try await office.attempt(office.agent, code: "000000") == .codeWrong)
      let code = try await office.code(of: office.agent)
      guard case .signedIn = try await office.attempt(office.agent, code: code) else {
        Issue.record("a right code was refused")
        return
      }
      // Whoever looked over the shoulder comes too late, and so does the code of before.
      office.clock.advance(seconds: 1)
      #expect(try await office.attempt(office.agent, code: code) == .codeWrong)
    }
  }

  @Test(arguments: Engine.available)
  func `a recovery code lets in once, however it is typed`(engine: Engine) async throws {
    try await withOffice(engine) { office in
      let codes = try await office.setUp(office.agent)
      let typed = codes[0].uppercased().filter { $0 != "-" }
      guard case .signedIn = try await office.attempt(office.agent, code: typed) else {
        Issue.record("a recovery code was refused")
        return
      }
      #expect(try await office.attempt(office.agent, code: codes[0]) == .codeWrong)
      let (scope, agent) = (office.scope, office.agent.id)
      let left = try await office.database.read { db in
        try SecondStep.of(agent, scope, in: db)?.recoveryLeft
      }
      #expect(left == SecondStep.recoveryCodes - 1)
    }
  }

  @Test(arguments: Engine.available)
  func `an admin switches it off for others, and the record says so`(engine: Engine) async throws {
    try await withOffice(engine) { office in
      _ = try await office.setUp(office.agent)
      let admin = office.acting(office.admin)
      let (world, agent, own) = (office.world, office.agent.id, office.admin.id)
      await #expect(throws: PeopleError.ownAccount) {
        try await office.database.write { db in
          try Person.dropSecondStep(of: own, scope: admin, world: world, in: db)
        }
      }
      let summaries = try await office.database.write { db -> [String] in
        try Person.dropSecondStep(of: agent, scope: admin, world: world, in: db)
        return try db.rows(
          """
          SELECT summary FROM audit_entry
          WHERE workspace_id = \(admin) AND summary LIKE 'audit.step%' ORDER BY id
          """
        ).map { try $0.get("summary") }
      }
      #expect(summaries == ["audit.stepOn", "audit.stepOff"])
      guard case .signedIn = try await office.attempt(office.agent, code: "") else {
        Issue.record("the password was not enough")
        return
      }
    }
  }

  @Test func `somebody sets it up on the pages, and signs in with it`() async throws {
    try await withOffice(.sqlite) { office in
      let browser = try await office.browser(of: office.agent)
      let token = ("csrf", try office.csrf(browser))
      let path = "/profile/second-step"
      #expect(try await browser.get(path).body.contains("action=\"\(path)\""))
      let wrong = try await browser.post(path, [token, ("current", "not my password")])
      #expect(wrong.status == 422)
      #expect(
        try await browser.post(path, [token, ("current", Office.password)]).status == 303)
      let page = try await browser.get(path).body
      #expect(page.contains("otpauth://totp/Attune%3Aamir%40example.org?secret="))
      let early = try await browser.post(path + "/confirmation", [token, ("code", "12")])
      #expect(early.status == 422 && early.body.contains("aria-invalid"))
      let code = try await office.code(of: office.agent)
      let done = try await browser.post(path + "/confirmation", [token, ("code", code)])
      #expect(done.status == 200)
      #expect(done.body.components(separatedBy: "<li><code>").count == SecondStep.recoveryCodes + 1)
      #expect(!(try await browser.get(path).body.contains("otpauth:")))
      office.clock.advance(seconds: 30)
      try await signIn(office)
      let off = try await browser.post(path + "/removal", [token, ("current", Office.password)])
      #expect(off.status == 303)
      #expect(try await browser.get(path).body.contains("action=\"\(path)\""))
    }
  }

  @Test(arguments: Engine.available)
  func `where it is asked for, an admin finds nothing else before`(engine: Engine) async throws {
    try await withOffice(engine) { office in
      let admin = try await office.browser(of: office.admin)
      let agent = try await office.browser(of: office.agent)
      let token = ("csrf", try office.csrf(admin))
      let asked = try await admin.post("/settings/second-step", [token, ("asked", "1")])
      #expect(asked.status == 303)
      for path in ["/people", "/settings", "/audit", "/start"] {
        #expect(try await admin.get(path).headers["location"] == "/profile/second-step")
      }
      let change = try await admin.post("/teams", [token, ("name", "South")])
      #expect(change.headers["location"] == "/profile/second-step")
      #expect(try await admin.get("/profile/second-step").status == 200)
      #expect(try await agent.get("/people").status == 200)
      _ = try await office.setUp(office.admin)
      #expect(try await admin.get("/people").status == 200)
      let done = try await admin.post("/settings/second-step", [token])
      #expect(done.status == 303)
    }
  }

  private func signIn(_ office: Office) async throws {
    let stranger = try await office.browser()
    let fields = [("email", "amir@example.org"), ("password", Office.password)]
    let asked = try await stranger.post("/sign-in", fields)
    #expect(asked.status == 422 && asked.body.contains("id=\"code-error\""))
    let code = try await office.code(of: office.agent)
    let entered = try await stranger.post("/sign-in", fields + [("code", code)])
    #expect(entered.status == 303)
    #expect(try await stranger.get("/profile").status == 200)
  }
}

extension Office {
  /// Switches on the second step of somebody, and gives the recovery codes.
  fileprivate func setUp(_ person: Person) async throws -> [String] {
    let (scope, world) = (acting(person), world)
    try await database.write { db in
      try SecondStep.begin(person.id, scope: scope, world: world, in: db)
    }
    let code = try await code(of: person)
    return try await database.write { db in
      try SecondStep.confirm(person.id, code: code, scope: scope, world: world, in: db)
    }
  }

  /// What the app of somebody shows at this moment.
  fileprivate func code(of person: Person) async throws -> String {
    let scope = scope
    let step = try await database.read { db in try SecondStep.of(person.id, scope, in: db) }
    return OneTimeCode.text(try #require(step).secret, step: OneTimeCode.step(at: clock.now))
  }

  fileprivate func attempt(_ person: Person, code: String) async throws -> SignIn.Outcome {
    try await signIn.attempt(
      email: person.email ?? "", password: Office.password, code: code, address: "192.0.2.1",
      browser: "Test browser")
  }
}
