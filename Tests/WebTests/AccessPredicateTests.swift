import Kernel
import Storage
import Support
import Testing

@testable import Web

private let scope = Scope(workspace: Identifier(rawValue: 1), person: 1)

private let migrations = [
  Migration(
    "test-1",
    [
      """
      CREATE TABLE thing (
        \(.key), person_id INTEGER, team_id INTEGER, reviewer_id INTEGER
      ) \(.strict)
      """
    ])
]

/// A small generator, so that a failure can be repeated from its seed.
private struct Chance: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return (state ^ (state >> 33)) &* 0xff51_afd7_ed55_8ccd
  }
}

extension Chance {
  fileprivate mutating func pick(_ count: Int) -> Int { Int(next() >> 8) % count }

  fileprivate mutating func key(_ count: Int) -> Int64? {
    let value = pick(count + 1)
    return value == 0 ? nil : Int64(value)
  }
}

@Suite struct AccessPredicateTests {
  @Test(arguments: Engine.available)
  func `the SQL condition finds exactly the rows the question allows`(
    engine: Engine
  ) async throws {
    try await withDatabase(engine, migrations) { database in
      var chance = Chance(state: 20_261_121)
      var things: [Int64: Ownership] = [:]
      for id in 1...Int64(60) {
        things[id] = Ownership(
          person: chance.key(4), team: chance.key(3), assignedTo: chance.key(4))
      }
      let rows = things
      try await database.write { db in
        for (id, thing) in rows {
          try db.execute(
            """
            INSERT INTO thing (workspace_id, id, person_id, team_id, reviewer_id)
            VALUES (\(scope), \(id), \(thing.person), \(thing.team), \(thing.assignedTo))
            """)
        }
      }
      for _ in 0..<40 {
        let actor = actor(using: &chance)
        try await database.read { db in
          for resource in Resource.allCases {
            for action in Action.allCases {
              try compare(actor, action, resource, rows, db)
            }
          }
        }
      }
    }
  }

  private func actor(using chance: inout Chance) -> Actor {
    let grants = (0..<chance.pick(4)).map { _ in
      Grant(
        Role.allCases[chance.pick(Role.allCases.count)],
        team: chance.key(3).map(Actor.Team.init(rawValue:)))
    }
    let teams = (0..<chance.pick(3)).map { _ in
      Actor.Team(rawValue: Int64(chance.pick(3) + 1))
    }
    return Actor(
      person: Identifier(rawValue: Int64(chance.pick(4) + 1)), name: "Somebody",
      workspace: scope.workspace, grants: grants, teams: Set(teams))
  }

  private func compare(
    _ actor: Actor, _ action: Action, _ resource: Resource, _ rows: [Int64: Ownership],
    _ db: any Connection
  ) throws {
    let condition = actor.predicate(
      action, resource, person: "person_id", team: "team_id", assignedTo: "reviewer_id")
    let found = try db.rows(
      "SELECT id FROM thing WHERE workspace_id = \(scope) AND \(condition)"
    ).map { try $0.get("id") as Int64 }
    let expected = rows.filter { actor.can(action, resource, $0.value) }.keys
    #expect(Set(found) == Set(expected), "\(action) \(resource) \(actor.grants)")
  }
}
