public import Kernel
public import Storage
internal import Web

/// Proving who one is by an address and a password.
public struct SignIn: Sendable {
  let world: World
  let database: any Database
  let mill: PasswordMill
  let limits: Session.Limits

  public init(
    world: World, database: any Database, mill: PasswordMill,
    limits: Session.Limits = .standard
  ) {
    self.world = world
    self.database = database
    self.mill = mill
    self.limits = limits
  }

  /// What came of a try.
  public enum Outcome: Hashable, Sendable {
    case signedIn(token: String)
    /// Unknown address, wrong password, nobody active: one answer for all.
    case refused
    /// The password is right, and a code was not given, or not the right one.
    case codeMissing, codeWrong
    case tooMany(retryAfter: Int)
  }

  private struct Candidate: Sendable {
    let person: Person.ID
    let scope: Scope
    let password: String
  }

  /// Tries an address and a password that came from a network address, with the code of a second
  /// step where the person has one.
  public func attempt(
    email: String, password: String, code: String = "", address: String?, browser: String
  ) async throws -> Outcome {
    let account = Person.folded(email: email) ?? ""
    let world = world
    let answer = try await database.write { db in
      try Throttle.admit(account: account, address: address, world: world, in: db)
    }
    guard case .open(let attempt) = answer else {
      if case .wait(let seconds) = answer { return .tooMany(retryAfter: seconds) }
      return .refused
    }
    let candidate = try await candidate(account)
    let verdict: PasswordMill.Verdict
    do {
      let tried = password.utf8.count > PasswordRule.longest ? "" : password
      verdict = try await mill.compare(tried, with: candidate?.password)
    } catch is PasswordMill.Busy {
      return .tooMany(retryAfter: 2)
    }
    guard let candidate, verdict != .wrong else { return .refused }
    let fresh = verdict == .rightButStale ? try? await mill.hash(password) : nil
    return try await open(
      candidate, code: code, attempt: attempt, rehashed: fresh, browser: browser)
  }

  /// Asks somebody who is signed in for their password once more, under the same limits.
  ///
  /// - Throws: ``PeopleError/passwordWrong``, ``PasswordMill/Busy``.
  func confirm(_ actor: Actor, password: String, address: String?) async throws {
    let world = world
    let account = "confirm:" + actor.person.text
    let (answer, stored) = try await database.write { db in
      (
        try Throttle.admit(account: account, address: address, world: world, in: db),
        try db.value(
          """
          SELECT password AS value FROM person
          WHERE workspace_id = \(actor.scope) AND id = \(actor.person)
          """) as String?
      )
    }
    guard case .open(let attempt) = answer else { throw PasswordMill.Busy() }
    let tried = password.utf8.count > PasswordRule.longest ? "" : password
    guard try await mill.compare(tried, with: stored) != .wrong else {
      throw PeopleError.passwordWrong
    }
    try await database.write { db in try Throttle.succeeded(attempt, in: db) }
  }

  /// The person of an address: nobody has said yet which workspace is meant.
  private func candidate(_ account: String) async throws -> Candidate? {
    try await database.read { db in
      try db.row(
        acrossWorkspaces: """
          SELECT workspace_id, id, password FROM person
          WHERE email = \(account) AND active = 1 AND password IS NOT NULL
          ORDER BY workspace_id
          LIMIT 1
          """
      ).map { row in
        let person: Person.ID = try row.get("id")
        return Candidate(
          person: person,
          scope: Scope(workspace: try row.get("workspace_id"), person: person.rawValue),
          password: try row.get("password"))
      }
    }
  }

  private func open(
    _ candidate: Candidate, code: String, attempt: Int64, rehashed: String?, browser: String
  ) async throws -> Outcome {
    let (world, limits) = (world, limits)
    return try await database.write { db in
      let scope = candidate.scope
      switch try SecondStep.check(
        code, of: candidate.person, scope: scope, world: world, in: db)
      {
      case .notAsked, .right: break
      case .missing: return .codeMissing
      case .wrong: return .codeWrong
      }
      try Throttle.succeeded(attempt, in: db)
      if let rehashed {
        try db.execute(
          """
          UPDATE person SET password = \(rehashed)
          WHERE workspace_id = \(scope) AND id = \(candidate.person)
            AND password = \(candidate.password)
          """)
      }
      try Audit.record(
        .use, .account, object: candidate.person.rawValue, "audit.signedIn", scope: scope,
        world: world, in: db)
      let token = try Session.open(
        candidate.person, browser: browser, limits: limits, scope: scope, world: world, in: db)
      return .signedIn(token: token.text)
    }
  }
}
