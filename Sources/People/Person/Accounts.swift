public import Kernel
public import Storage
public import Web

/// What an operator does to accounts from the command line, with values for answers.
public struct Accounts: Sendable {
  let world: World
  let database: any Database
  let mill: PasswordMill
  let scope: Scope

  /// The accounts of one workspace.
  public init(
    workspace: Workspace.ID, world: World, database: any Database, mill: PasswordMill
  ) {
    self.world = world
    self.database = database
    self.mill = mill
    scope = Scope(workspace: workspace)
  }

  /// A person as the command line lists them.
  public struct Line: Hashable, Sendable, Encodable {
    public let id: String
    public let name: String
    public let email: String?
    public let active: Bool
    public let signsIn: Bool
    public let roles: [String]
    public let teams: [String]
  }

  /// Everybody, in order of their keys.
  public func list() async throws -> [Line] {
    let scope = scope
    return try await database.read { db in
      let grants = try Grant.all(scope, in: db)
      let teams = try Team.all(scope, in: db)
      let names = Dictionary(teams.map { ($0.id, $0.name) }, uniquingKeysWith: { one, _ in one })
      return try Person.all(scope, in: db).map { person in
        Line(
          id: person.id.text, name: person.name, email: person.email,
          active: person.isActive, signsIn: person.signsIn,
          roles: (grants[person.id] ?? []).map { grant in
            grant.team.map { "\(grant.role.rawValue):\(names[$0] ?? $0.text)" }
              ?? grant.role.rawValue
          },
          teams: try Membership.teams(of: person.id, scope, in: db).compactMap { names[$0] })
      }
    }
  }

  /// Adds somebody; answers the password to hand over, made here unless one was given.
  public func add(
    name: String, email: String, password: String? = nil, grants: [Grant], teams: [String] = []
  ) async throws -> (person: Person, password: String) {
    let password = password ?? InitialPassword.make(world)
    if let refusal = PasswordRule.refusal(of: password, name: name, email: email) {
      throw refusal
    }
    let hash = try await mill.hash(password)
    let (world, scope) = (world, scope)
    let person = try await database.write { db in
      let keys = try teams.map { name in
        guard let key = try Team.key(of: name, scope, in: db) else {
          throw PeopleError.unknownTeam
        }
        return key
      }
      return try Person.add(
        name: name, email: email, password: hash, grants: grants, teams: keys, scope: scope,
        world: world, in: db)
    }
    return (person, password)
  }

  /// Sets a password, made here unless one was given, and answers it.
  public func setPassword(of email: String, to password: String? = nil) async throws -> String {
    let password = password ?? InitialPassword.make(world)
    if let refusal = PasswordRule.refusal(of: password, email: email) { throw refusal }
    let hash = try await mill.hash(password)
    let world = world
    try await change(email) { person, scope, db in
      try Person.setPassword(hash, of: person, scope: scope, world: world, in: db)
    }
    return password
  }

  /// Switches the second step of somebody off who lost what it asks for.
  public func dropSecondStep(of email: String) async throws {
    let world = world
    try await change(email) { person, scope, db in
      try Person.dropSecondStep(of: person, scope: scope, world: world, in: db)
    }
  }

  /// Gives a role; a lead's may name a team.
  public func give(_ role: Role, team: String? = nil, to email: String) async throws {
    let world = world
    try await change(email) { person, scope, db in
      let grant = try Self.grant(role, team, scope, in: db)
      try grant.give(to: person, scope: scope, world: world, in: db)
    }
  }

  /// Takes a role away.
  public func take(_ role: Role, team: String? = nil, from email: String) async throws {
    let world = world
    try await change(email) { person, scope, db in
      let grant = try Self.grant(role, team, scope, in: db)
      try grant.take(from: person, scope: scope, world: world, in: db)
    }
  }

  /// Ends somebody's belonging and sessions, or restores the belonging.
  public func setActive(_ active: Bool, _ email: String) async throws {
    let world = world
    try await change(email) { person, scope, db in
      try Person.setActive(active, person, scope: scope, world: world, in: db)
    }
  }

  private func change(
    _ email: String,
    _ body: @escaping @Sendable (Person.ID, Scope, any Connection) throws -> Void
  ) async throws {
    let scope = scope
    try await database.write { db in
      guard let person = try Person.find(email: email, scope, in: db) else {
        throw PeopleError.unknownPerson
      }
      try body(person.id, scope, db)
    }
  }

  private static func grant(
    _ role: Role, _ team: String?, _ scope: Scope, in db: any Connection
  ) throws -> Grant {
    guard let team else { return Grant(role) }
    guard role == .lead, let key = try Team.key(of: team, scope, in: db) else {
      throw PeopleError.unknownTeam
    }
    return Grant(role, team: key)
  }
}

/// A password made for somebody who will change it: shown once, stored only as a hash.
enum InitialPassword {
  /// Five groups of four letters and digits: 100 bits.
  static func make(_ world: World) -> String {
    let alphabet = Array("23456789abcdefghijkmnpqrstuvwxyz")
    let letters = world.secret(20).map { alphabet[Int($0 & 31)] }
    return stride(from: 0, to: 20, by: 4)
      .map { String(letters[$0..<($0 + 4)]) }.joined(separator: "-")
  }
}
