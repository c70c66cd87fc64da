import Kernel
import Storage
import Support
import Testing
import Web

@testable import People

@Suite struct PersonTests {
  @Test(arguments: Engine.available)
  func `a source's key always means the same person`(engine: Engine) async throws {
    try await withOffice(engine) { office in
      let (scope, world) = (office.scope, office.world)
      let first = try await office.database.write { db in
        try Person.resolve(
          source: "desk", externalID: "17", name: "  Noor\u{7}  ", scope: scope, world: world,
          in: db)
      }
      let again = try await office.database.write { db in
        try Person.resolve(
          source: "desk", externalID: "17", name: "Somebody else", scope: scope, world: world,
          in: db)
      }
      let other = try await office.database.write { db in
        try Person.resolve(
          source: "phone", externalID: "17", name: "Noor", scope: scope, world: world, in: db)
      }
      let found = try await office.database.read { db in try Person.find(first, scope, in: db) }
      #expect(first == again)
      #expect(first != other)
      #expect(found?.name == "Noor")
      #expect(found?.signsIn == false)
    }
  }

  @Test(arguments: Engine.available)
  func `an address that is known is the person who has it`(engine: Engine) async throws {
    try await withOffice(engine) { office in
      let (scope, world) = (office.scope, office.world)
      let person = try await office.database.write { db in
        try Person.resolve(
          source: "desk", externalID: "a", name: "A. Agent", email: " AMIR@example.org",
          scope: scope, world: world, in: db)
      }
      #expect(person == office.agent.id)
    }
  }

  @Test(arguments: Engine.available)
  func `two persons cannot have one address`(engine: Engine) async throws {
    try await withOffice(engine) { office in
      await #expect(throws: PeopleError.emailTaken) {
        try await office.database.write { db in
          try Person.add(
            name: "Double", email: "LEA@example.org", scope: office.scope, world: office.world,
            in: db)
        }
      }
      await #expect(throws: StorageError.self) {
        try await office.database.write { db in
          let person = Person(
            id: office.world.id(), name: "Double", email: "lea@example.org",
            createdAt: Office.noon)
          try person.insert(office.scope, in: db)
        }
      }
    }
  }

  @Test(arguments: Engine.available)
  func `members of a team are found, those who left are not`(engine: Engine) async throws {
    try await withOffice(engine) { office in
      let acting = office.acting(office.admin)
      let before = try await office.database.read { db in
        try Person.members(of: office.team, acting, in: db)
      }
      try await office.database.write { db in
        try Person.setActive(
          false, office.agent.id, scope: acting, world: office.world, in: db)
      }
      let after = try await office.database.read { db in
        try Person.members(of: nil, acting, in: db)
      }
      #expect(before.map(\.id) == [office.agent.id])
      #expect(after.isEmpty)
    }
  }

  @Test(arguments: Engine.available)
  func `the first run happens once`(engine: Engine) async throws {
    try await withOffice(engine) { office in
      await #expect(throws: PeopleError.alreadySetUp) {
        try await office.database.write { db in
          _ = try FirstRun(
            workspace: "Second", zone: .utc, language: "en", hours: .office, team: "South",
            admin: "Eve", email: "eve@example.org"
          ).begin(password: "x", world: office.world, in: db)
        }
      }
    }
  }

  @Test func `names lose what cannot be seen and addresses their case`() {
    #expect(Person.tidied(" \u{1}Анна  Б \n") == "Анна  Б")
    #expect(Person.tidied(" \n\t ") == nil)
    #expect(Person.tidied(String(repeating: "é", count: 300))?.unicodeScalars.count == 200)
    #expect(Person.folded(email: " Ada@Example.ORG ") == "ada@example.org")
    #expect(Person.folded(email: "two words") == nil)
    #expect(Person.folded(email: String(repeating: "a", count: 255)) == nil)
  }

  @Test func `working hours close after they open on at least one day`() {
    #expect(WorkingHours(opens: 0, closes: 86_400, days: [7]) != nil)
    #expect(WorkingHours(opens: 10, closes: 10, days: [1]) == nil)
    #expect(WorkingHours(opens: 9, closes: 10, days: []) == nil)
    #expect(WorkingHours(opens: 9, closes: 10, days: [8]) == nil)
    #expect(WorkingHours(opens: 9, closes: 10, bits: 0b100_0001)?.days == [1, 7])
    #expect(WorkingHours.office.bits == 0b1_1111)
  }
}
