public import Kernel
public import Storage
public import Web

extension Person {
  /// The active people who sign in and whose roles allow this to that object, or at all, in order
  /// of keys.
  public static func allowed(
    _ action: Action, _ resource: Resource, to object: Ownership? = nil, _ scope: Scope,
    in db: any Connection
  ) throws -> [Person] {
    let grants = try Grant.all(scope, in: db)
    return try all(scope, in: db).filter { person in
      guard person.isActive, person.signsIn else { return false }
      let actor = Actor(
        person: person.id, name: person.name, workspace: scope.workspace,
        grants: grants[person.id] ?? [])
      return actor.can(action, resource, object)
    }
  }
}
