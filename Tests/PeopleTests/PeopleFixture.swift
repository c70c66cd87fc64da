import Kernel
import Storage
import Support
import Synchronization
import Web

@testable import People

/// A workspace with an admin, a lead and an agent, on a clock the test moves.
struct Office: Sendable {
  let database: any Database
  let world: World
  let clock: Clock
  let mill: PasswordMill
  let scope: Scope
  let admin: Person
  let lead: Person
  let agent: Person
  let team: Team.ID

  static let password = "nine quiet herons wade"
  static let noon = Instant(milliseconds: 1_780_000_000_000)

  /// A clock that stands until it is moved.
  final class Clock: Sendable {
    private let moment = Mutex(Office.noon)

    var now: Instant { moment.withLock { $0 } }

    func advance(seconds: Int64) {
      moment.withLock { $0 = $0.advanced(bySeconds: seconds) }
    }
  }

  func acting(_ person: Person) -> Scope {
    Scope(workspace: scope.workspace, person: person.id.rawValue)
  }

  var signIn: SignIn { SignIn(world: world, database: database, mill: mill) }

  func token(of person: Person) async throws -> String? {
    let outcome = try await signIn.attempt(
      email: person.email ?? "", password: Office.password, address: "192.0.2.1",
      browser: "Test browser")
    if case .signedIn(let token) = outcome { return token }
    return nil
  }

  func actor(_ token: String?) async throws -> Actor? {
    try await Session.resolve(token: token ?? "", world, database)
  }
}

/// Runs a test in a fresh office on one engine.
func withOffice(
  _ engine: Engine, _ body: @Sendable (Office) async throws -> Void
) async throws {
  try await withDatabase(engine, Job.migrations + Schema.migrations) { database in
    let clock = Office.Clock()
    var world = World.still(at: Office.noon)
    world.now = { clock.now }
    let still = world
    let mill = PasswordMill(world: world, cost: .cheap)
    let hash = try await mill.hash(Office.password)
    let office = try await database.write { db in
      let (workspace, admin) = try FirstRun(
        workspace: "Harbour Goods", zone: .utc, language: "en", hours: .office, team: "North",
        admin: "Ada Admin", email: "Ada@Example.org"
      ).begin(password: hash, world: still, in: db)
      let scope = workspace.scope
      let team = try Team.resolve(name: "North", scope: scope, world: still, in: db)
      let lead = try Person.add(
        name: "Lea Lead", email: "lea@example.org", password: hash,
        grants: [Grant(.lead, team: team)], scope: scope, world: still, in: db)
      let agent = try Person.add(
        name: "Amir Agent", email: "amir@example.org", password: hash, grants: [Grant(.agent)],
        teams: [team], scope: scope, world: still, in: db)
      return (scope, admin, lead, agent, team)
    }
    try await body(
      Office(
        database: database, world: still, clock: clock, mill: mill, scope: office.0,
        admin: office.1, lead: office.2, agent: office.3, team: office.4))
  }
}
