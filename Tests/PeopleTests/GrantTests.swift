import Kernel
import Storage
import Support
import Testing
import Web

@testable import People

@Suite struct GrantTests {
  @Test(arguments: Engine.available)
  func `nobody gives a role to or takes one from themselves`(engine: Engine) async throws {
    try await withOffice(engine) { office in
      let acting = office.acting(office.admin)
      await #expect(throws: PeopleError.ownRole) {
        try await office.database.write { db in
          try Grant(.analyst).give(
            to: office.admin.id, scope: acting, world: office.world, in: db)
        }
      }
      await #expect(throws: PeopleError.ownRole) {
        try await office.database.write { db in
          try Grant(.admin).take(
            from: office.admin.id, scope: acting, world: office.world, in: db)
        }
      }
    }
  }

  @Test(arguments: Engine.available)
  func `the database refuses a role given to oneself, too`(engine: Engine) async throws {
    try await withOffice(engine) { office in
      await #expect(throws: StorageError.self) {
        try await office.database.write { db in
          try db.execute(
            """
            INSERT INTO role_grant (workspace_id, id, person_id, role, granted_at, granted_by)
            VALUES (\(office.scope), \(900), \(office.agent.id), \(Role.admin),
              \(Office.noon), \(office.agent.id))
            """)
        }
      }
    }
  }

  @Test(arguments: Engine.available)
  func `the last admin stays until there is another`(engine: Engine) async throws {
    try await withOffice(engine) { office in
      let (scope, world, database) = (office.scope, office.world, office.database)
      await #expect(throws: PeopleError.lastAdmin) {
        try await database.write { db in
          try Grant(.admin).take(from: office.admin.id, scope: scope, world: world, in: db)
        }
      }
      await #expect(throws: PeopleError.lastAdmin) {
        try await database.write { db in
          try Person.setActive(false, office.admin.id, scope: scope, world: world, in: db)
        }
      }
      try await database.write { db in
        try Grant(.admin).give(to: office.lead.id, scope: scope, world: world, in: db)
        try Grant(.admin).take(from: office.admin.id, scope: scope, world: world, in: db)
      }
      let left = try await database.read { db in
        try Grant.of(office.admin.id, scope, in: db)
      }
      #expect(left.isEmpty)
    }
  }

  @Test(arguments: Engine.available)
  func `a role given twice is one role, and each change is recorded once`(
    engine: Engine
  ) async throws {
    try await withOffice(engine) { office in
      let acting = office.acting(office.admin)
      try await office.database.write { db in
        for _ in 0..<2 {
          try Grant(.analyst).give(
            to: office.agent.id, scope: acting, world: office.world, in: db)
        }
      }
      let (grants, entries) = try await office.database.read { db in
        (
          try Grant.of(office.agent.id, acting, in: db),
          try db.rows(
            """
            SELECT actor_id, details FROM audit_entry
            WHERE workspace_id = \(acting) AND summary = 'audit.roleGiven'
              AND object_id = \(office.agent.id) AND actor_id IS NOT NULL
            """)
        )
      }
      #expect(grants == [Grant(.agent), Grant(.analyst)])
      #expect(entries.count == 1)
      #expect(try entries.first?.get("actor_id") == office.admin.id.rawValue)
    }
  }

  @Test(arguments: Engine.available)
  func `what is recorded can be neither changed nor removed`(engine: Engine) async throws {
    try await withOffice(engine) { office in
      let statements: [SQL] = [
        "UPDATE audit_entry SET summary = 'x' WHERE workspace_id = \(office.scope)",
        "DELETE FROM audit_entry WHERE workspace_id = \(office.scope)",
      ]
      for statement in statements {
        await #expect(throws: StorageError.self) {
          try await office.database.write { db in try db.execute(statement) }
        }
      }
    }
  }
}
