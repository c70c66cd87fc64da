internal import Kernel
internal import Storage
internal import Web

extension SecondStep {
  /// The second step of a person, confirmed or not.
  static func of(
    _ person: Person.ID, _ scope: Scope, in db: any Connection
  ) throws -> SecondStep? {
    try db.row(
      """
      SELECT secret, confirmed_at, last_step, (
        SELECT COUNT(*) FROM recovery_code AS r
        WHERE r.workspace_id = \(scope) AND r.person_id = \(person) AND r.used_at IS NULL
      ) AS recovery_left
      FROM second_step WHERE workspace_id = \(scope) AND person_id = \(person)
      """
    ).map { row in
      SecondStep(
        secret: try row.get("secret"), confirmedAt: try row.get("confirmed_at"),
        lastStep: try row.get("last_step"), recoveryLeft: try row.get("recovery_left"))
    }
  }

  /// Makes a fresh secret that a first code will confirm; what is confirmed already stays.
  static func begin(
    _ person: Person.ID, scope: Scope, world: World, in db: any Connection
  ) throws {
    guard try of(person, scope, in: db)?.isOn != true else { return }
    let id: ID = world.id()
    try db.execute(
      """
      INSERT INTO second_step
        (workspace_id, id, person_id, secret, confirmed_at, last_step, created_at)
      VALUES (\(scope), \(id), \(person), \(world.secret(20)), NULL, 0, \(world.now()))
      ON CONFLICT (workspace_id, person_id) DO UPDATE SET
        secret = excluded.secret, created_at = excluded.created_at
      """)
  }

  /// Switches the second step on by a first code; the recovery codes are nowhere else afterwards.
  ///
  /// - Throws: ``PeopleError/codeWrong``.
  static func confirm(
    _ person: Person.ID, code: String, scope: Scope, world: World, in db: any Connection
  ) throws -> [String] {
    let (found, now) = (try of(person, scope, in: db), world.now())
    guard let found, !found.isOn,
      let step = OneTimeCode.match(code, found.secret, after: found.lastStep, at: now)
    else { throw PeopleError.codeWrong }
    try db.execute(
      """
      UPDATE second_step SET confirmed_at = \(now), last_step = \(step)
      WHERE workspace_id = \(scope) AND person_id = \(person)
      """)
    let codes = (0..<recoveryCodes).map { _ in recoveryCode(world) }
    for code in codes {
      let id: Identifier<SecondStep> = world.id()
      try db.execute(
        """
        INSERT INTO recovery_code (workspace_id, id, person_id, code_hash)
        VALUES (\(scope), \(id), \(person), \(hash(ofRecoveryCode: code)))
        """)
    }
    try Audit.record(
      .change, .account, object: person.rawValue, "audit.stepOn", ["person": person.text],
      scope: scope, world: world, in: db)
    return codes
  }

  /// Switches it off, with its secret and its recovery codes; says whether it was on.
  @discardableResult
  static func remove(
    _ person: Person.ID, scope: Scope, world: World, in db: any Connection
  ) throws -> Bool {
    let wasOn = try of(person, scope, in: db)?.isOn == true
    try db.execute(
      "DELETE FROM recovery_code WHERE workspace_id = \(scope) AND person_id = \(person)")
    try db.execute(
      "DELETE FROM second_step WHERE workspace_id = \(scope) AND person_id = \(person)")
    guard wasOn else { return false }
    try Audit.record(
      .change, .account, object: person.rawValue, "audit.stepOff", ["person": person.text],
      scope: scope, world: world, in: db)
    return true
  }

  /// Whether the workspace asks some roles for a second step.
  static func isAsked(_ scope: Scope, in db: any Connection) throws -> Bool {
    try Setting.value("secondStep", scope, in: db) == "1"
  }

  /// Asks for it from now on, or no longer.
  static func ask(
    _ isAsked: Bool, scope: Scope, world: World, in db: any Connection
  ) throws {
    guard try self.isAsked(scope, in: db) != isAsked else { return }
    try Setting.set("secondStep", to: isAsked ? "1" : "0", scope: scope, world: world, in: db)
    if isAsked {
      try Audit.record(
        .change, .settings, "audit.stepAsked", scope: scope, world: world, in: db)
    } else {
      try Audit.record(
        .change, .settings, "audit.stepNotAsked", scope: scope, world: world, in: db)
    }
  }

  /// What a code is worth for signing in; one that is right is used up.
  static func check(
    _ code: String, of person: Person.ID, scope: Scope, world: World, in db: any Connection
  ) throws -> Verdict {
    guard let found = try of(person, scope, in: db), found.isOn else { return .notAsked }
    guard code.contains(where: { $0 != " " }) else { return .missing }
    let now = world.now()
    if let step = OneTimeCode.match(code, found.secret, after: found.lastStep, at: now) {
      let used = try db.execute(
        """
        UPDATE second_step SET last_step = \(step)
        WHERE workspace_id = \(scope) AND person_id = \(person) AND last_step < \(step)
        """)
      return used == 1 ? .right : .wrong
    }
    let used = try db.execute(
      """
      UPDATE recovery_code SET used_at = \(now)
      WHERE workspace_id = \(scope) AND person_id = \(person) AND used_at IS NULL
        AND code_hash = \(hash(ofRecoveryCode: code))
      """)
    return used == 1 ? .right : .wrong
  }
}
