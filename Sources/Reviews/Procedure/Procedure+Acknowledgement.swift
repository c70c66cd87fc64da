public import Kernel
public import People
public import Storage
public import Web

extension Procedure {
  /// Who has read a revision, and who has not yet.
  public struct Reading: Hashable, Sendable {
    public let person: Person.ID
    public let name: String
    public let teams: [Team.ID]
    /// When they said so; `nil` while they have not.
    public let at: Instant?
  }

  /// A revision that somebody has still to read.
  public struct Owed: Hashable, Sendable {
    public let procedure: ID
    public let title: String
    public let number: Int
  }

  /// What a person has still to read, oldest procedure first.
  public static func owed(
    by actor: Actor, in db: any Connection
  ) throws -> [Owed] {
    guard actor.can(.use, .procedure) else { return [] }
    let read = try acknowledged(by: actor.person, actor.scope, in: db)
    return try all(actor.scope, in: db).compactMap { procedure in
      guard !procedure.isRetired, let revision = procedure.current, read[revision.id] == nil
      else { return nil }
      return Owed(procedure: procedure.id, title: revision.title, number: revision.number)
    }
  }

  /// The revisions a person has read, and when they said so.
  public static func acknowledged(
    by person: Person.ID, _ scope: Scope, in db: any Connection
  ) throws -> [Revision.ID: Instant] {
    try db.rows(
      """
      SELECT revision_id, at FROM procedure_acknowledgement
      WHERE workspace_id = \(scope) AND person_id = \(person)
      """
    ).reduce(into: [:]) { $0[try $1.get("revision_id")] = try $1.get("at") as Instant }
  }

  /// How many of those who are asked to read have read each revision.
  static func counts(
    _ scope: Scope, in db: any Connection
  ) throws -> (readers: Int, read: [Revision.ID: Int]) {
    let asked = try Person.allowed(.use, .procedure, scope, in: db)
    let rows = try db.rows(
      """
      SELECT revision_id, person_id FROM procedure_acknowledgement
      WHERE workspace_id = \(scope)
      """)
    let people = Set(asked.map(\.id))
    let read = try rows.reduce(into: [Revision.ID: Int]()) { counts, row in
      if people.contains(try row.get("person_id")) {
        counts[try row.get("revision_id"), default: 0] += 1
      }
    }
    return (people.count, read)
  }
}

extension Procedure.Revision {
  /// Everybody who is asked to read it, with their word where they gave it.
  public func readings(
    _ scope: Scope, in db: any Connection
  ) throws -> [Procedure.Reading] {
    let read = try db.rows(
      """
      SELECT person_id, at FROM procedure_acknowledgement
      WHERE workspace_id = \(scope) AND revision_id = \(id)
      """
    ).reduce(into: [Person.ID: Instant]()) { $0[try $1.get("person_id")] = try $1.get("at") }
    let teams = try Membership.all(scope, in: db)
    return try Person.allowed(.use, .procedure, scope, in: db).map { person in
      Procedure.Reading(
        person: person.id, name: person.name, teams: teams[person.id] ?? [],
        at: read[person.id])
    }
  }

  /// Keeps a person's word that they have read and understood it; twice is as good as once.
  public func acknowledge(
    by person: Person.ID, scope: Scope, world: World, in db: any Connection
  ) throws {
    let added = try db.execute(
      """
      INSERT INTO procedure_acknowledgement (workspace_id, id, revision_id, person_id, at)
      VALUES (\(scope), \(world.key()), \(id), \(person), \(world.now()))
      ON CONFLICT (workspace_id, revision_id, person_id) DO NOTHING
      """)
    guard added > 0 else { return }
    try Audit.record(
      .use, .procedure, object: procedure.rawValue, "procedure.audit.read",
      ["title": title, "number": "\(number)"], scope: scope, world: world, in: db)
  }
}
