public import Kernel
public import Storage
public import Web

extension Person {
  /// Takes somebody in, with roles and teams, and the record of it.
  ///
  /// The password is a hash of ``PasswordMill``; without one the person cannot sign in.
  @discardableResult
  public static func add(
    name: String, email: String? = nil, password: String? = nil, language: String? = nil,
    grants: [Grant] = [], teams: [Team.ID] = [], scope: Scope, world: World,
    in db: any Connection
  ) throws -> Person {
    guard let name = tidied(name) else { throw PeopleError.nameMissing }
    let folded = try email.map(checked(email:))
    if let folded, try find(email: folded, scope, in: db) != nil { throw PeopleError.emailTaken }
    guard password == nil || folded != nil else { throw PeopleError.emailMalformed }
    let person = Person(
      id: world.id(), name: name, email: folded, language: language,
      signsIn: password != nil, createdAt: world.now())
    try person.insert(scope, in: db)
    if let password { try store(password: password, of: person.id, scope, in: db) }
    try Audit.record(
      .create, .person, object: person.id.rawValue, "audit.personAdded",
      ["person": person.id.text], scope: scope, world: world, in: db)
    for grant in grants { try grant.give(to: person.id, scope: scope, world: world, in: db) }
    for team in teams {
      try Membership.add(person.id, to: team, scope: scope, world: world, in: db)
    }
    return person
  }

  static func checked(email: String) throws -> String {
    guard let folded = folded(email: email) else { throw PeopleError.emailMalformed }
    return folded
  }

  private static func store(
    password: String, of id: ID, _ scope: Scope, in db: any Connection
  ) throws {
    try db.execute(
      "UPDATE person SET password = \(password) WHERE workspace_id = \(scope) AND id = \(id)")
  }

  /// Changes name and address, with the record of it.
  public static func rename(
    _ id: ID, to name: String, email: String?, scope: Scope, world: World,
    in db: any Connection
  ) throws {
    guard var person = try find(id, scope, in: db) else { throw PeopleError.unknownPerson }
    guard let name = tidied(name) else { throw PeopleError.nameMissing }
    let folded = try email.map(checked(email:))
    if person.signsIn && folded == nil { throw PeopleError.emailMalformed }
    if let folded, let other = try find(email: folded, scope, in: db), other.id != id {
      throw PeopleError.emailTaken
    }
    guard (person.name, person.email) != (name, folded) else { return }
    person.name = name
    person.email = folded
    try person.save(scope, in: db)
    try Audit.record(
      .change, .person, object: id.rawValue, "audit.personRenamed", ["person": id.text],
      scope: scope, world: world, in: db)
  }

  /// Sets the hash of a password, and ends every session it was used in.
  public static func setPassword(
    _ hash: String, of id: ID, scope: Scope, world: World, in db: any Connection
  ) throws {
    guard let person = try find(id, scope, in: db) else { throw PeopleError.unknownPerson }
    guard person.email != nil else { throw PeopleError.emailMalformed }
    try store(password: hash, of: id, scope, in: db)
    try Session.endAll(of: id, scope, in: db)
    try Audit.record(
      .change, .account, object: id.rawValue, "audit.passwordSet", ["person": id.text],
      scope: scope, world: world, in: db)
  }

  /// Switches somebody's second step off, who lost what it asks for, and ends their sessions.
  ///
  /// - Throws: ``PeopleError/ownAccount`` for oneself, whom the profile asks for a password.
  public static func dropSecondStep(
    of id: ID, scope: Scope, world: World, in db: any Connection
  ) throws {
    guard try find(id, scope, in: db) != nil else { throw PeopleError.unknownPerson }
    guard scope.person != id.rawValue else { throw PeopleError.ownAccount }
    if try SecondStep.remove(id, scope: scope, world: world, in: db) {
      try Session.endAll(of: id, scope, in: db)
    }
  }

  /// Ends or restores somebody's belonging; ending it ends their sessions at once.
  ///
  /// - Throws: ``PeopleError/ownAccount`` for oneself, ``PeopleError/lastAdmin`` for the last.
  public static func setActive(
    _ active: Bool, _ id: ID, scope: Scope, world: World, in db: any Connection
  ) throws {
    guard let person = try find(id, scope, in: db) else { throw PeopleError.unknownPerson }
    guard person.isActive != active else { return }
    guard scope.person != id.rawValue else { throw PeopleError.ownAccount }
    if !active, try Grant.of(id, scope, in: db).contains(Grant(.admin)) {
      try Grant.requireAnotherAdmin(than: id, scope, in: db)
    }
    try db.execute(
      "UPDATE person SET active = \(active) WHERE workspace_id = \(scope) AND id = \(id)")
    try Session.endAll(of: id, scope, in: db)
    let details = ["person": id.text]
    if active {
      try Audit.record(
        .change, .person, object: id.rawValue, "audit.personReturned", details, scope: scope,
        world: world, in: db)
    } else {
      try Audit.record(
        .change, .person, object: id.rawValue, "audit.personLeft", details, scope: scope,
        world: world, in: db)
    }
  }
}
