import Kernel
import Storage
import Support
import Testing

@testable import Reviews

@Suite struct ScorecardStoreTests {
  @Test(arguments: Engine.available)
  func `the ready-made scorecard is made once and published`(engine: Engine) async throws {
    try await withScorecardDesk(engine, hasScorecard: false) { desk in
      let (scope, world) = (desk.scope, desk.world)
      let versions = try await desk.database.write { db in
        let first = try Scorecard.createStandard(
          language: "ru", scope: scope, world: world, in: db)
        let second = try Scorecard.createStandard(
          language: "ru", scope: scope, world: world, in: db)
        #expect(first != nil && second == nil)
        return try Scorecard.published(scope, in: db)
      }
      let version = try #require(versions.first)
      #expect(versions.count == 1)
      #expect(version.label == "1")
      #expect(version.rubric.language == "ru")
      let found = try await desk.database.read { db in
        try ScorecardVersion.find(version.id, scope: scope, in: db)
      }
      #expect(found == version)
      let elsewhere = Scope(workspace: .init(rawValue: 999))
      let foreign = try await desk.database.read { db in
        try ScorecardVersion.find(version.id, scope: elsewhere, in: db)
      }
      #expect(foreign == nil)
    }
  }

  @Test(arguments: Engine.available)
  func `a published version cannot be changed or removed, not even by the database`(
    engine: Engine
  ) async throws {
    try await withScorecardDesk(engine, hasScorecard: false) { desk in
      let (scope, world) = (desk.scope, desk.world)
      try await desk.database.write { db in
        try Scorecard.createStandard(language: "en", scope: scope, world: world, in: db)
      }
      let attempts: [SQL] = [
        "UPDATE scorecard_version SET name = 'x' WHERE workspace_id = \(scope)",
        "DELETE FROM scorecard_version WHERE workspace_id = \(scope)",
        "UPDATE scorecard_criterion SET weight = 0 WHERE workspace_id = \(scope)",
        "DELETE FROM scorecard_criterion WHERE workspace_id = \(scope)",
      ]
      for attempt in attempts {
        await #expect(throws: StorageError.self) {
          try await desk.database.write { db in _ = try db.execute(attempt) }
        }
      }
    }
  }

  @Test(arguments: Engine.available)
  func `words make a new wording, scores a new edition, and nothing makes neither`(engine: Engine)
    async throws
  {
    try await withScorecardDesk(engine, hasScorecard: false) { desk in
      let (scope, world) = (desk.scope, desk.world)
      let id = try await desk.database.write { db in
        try #require(
          try Scorecard.createStandard(language: "en", scope: scope, world: world, in: db)
        ).scorecard
      }
      @Sendable func publish(_ edit: @escaping @Sendable (inout Rubric) -> Void) async throws
        -> String
      {
        try await desk.database.write { db in
          var card = try #require(try Scorecard.find(id, scope: scope, in: db))
          let draft = try #require(try card.openDraft(scope: scope, world: world, in: db))
          var rubric = draft.rubric
          edit(&rubric)
          try draft.save(rubric, scope: scope, world: world, in: db)
          card = try #require(try Scorecard.find(id, scope: scope, in: db))
          return try card.publish(note: "n", scope: scope, world: world, in: db).label
        }
      }
      #expect(try await publish { $0.purpose = "Other words" } == "1.1")
      #expect(try await publish { $0.sections[0].criteria[0].question = "True?" } == "1.2")
      #expect(try await publish { $0.setShares([1, 1]) } == "2")
      await #expect(throws: ScorecardError.unchanged) { try await publish { _ in } }
      await #expect(throws: ScorecardError.incomplete) { try await publish { $0.name = "" } }
      let (versions, weights) = try await desk.database.read { db in
        let versions = try ScorecardVersion.all(of: id, scope: scope, in: db)
        let rows = try db.rows(
          """
          SELECT weight FROM scorecard_criterion
          WHERE workspace_id = \(scope) AND version_id = \(versions[0].id) ORDER BY position
          """)
        return (versions, try rows.map { try $0.get("weight") as Double })
      }
      #expect(versions.map(\.label) == ["2", "1.2", "1.1", "1"])
      #expect(abs(weights.reduce(0, +) - 1) < 1e-12)
      #expect(versions[1].scoresLike(versions[2]) && !versions[0].scoresLike(versions[1]))
      #expect(versions[0].rubric.criteria.map(\.id) == versions[3].rubric.criteria.map(\.id))
    }
  }

  @Test(arguments: Engine.available)
  func `two who edit at once do not overwrite each other`(engine: Engine) async throws {
    try await withScorecardDesk(engine, hasScorecard: false) { desk in
      let (scope, world) = (desk.scope, desk.world)
      let draft = try await desk.database.write { db in
        let id = try Scorecard.create(
          Rubric(name: "A"), scope: scope, world: world, in: db)
        return try #require(try Scorecard.find(id, scope: scope, in: db)?.draft)
      }
      try await desk.database.write { db in
        try draft.save(Rubric(name: "B"), scope: scope, world: world, in: db)
      }
      await #expect(throws: ScorecardError.stale) {
        try await desk.database.write { db in
          try draft.save(Rubric(name: "C"), scope: scope, world: world, in: db)
        }
      }
    }
  }

  @Test(arguments: Engine.available)
  func `a copy has keys of its own and its conditions follow`(engine: Engine) async throws {
    try await withScorecardDesk(engine, hasScorecard: false) { desk in
      let (scope, world) = (desk.scope, desk.world)
      try await desk.database.write { db in
        var rubric = Rubric.standard(language: "en", key: world.key)
        let first = rubric.criteria[0]
        rubric.update(criterion: rubric.criteria[1].id) {
          $0.condition = .init(criterion: first.id, options: [first.options[0].id])
        }
        let id = try Scorecard.create(rubric, scope: scope, world: world, in: db)
        let card = try #require(try Scorecard.find(id, scope: scope, in: db))
        let copy = try #require(
          try card.duplicate(named: "Copy", scope: scope, world: world, in: db))
        let twin = try #require(try Scorecard.find(copy, scope: scope, in: db)?.draft?.rubric)
        #expect(twin.flaws.isEmpty && twin.name == "Copy")
        #expect(Set(twin.criteria.map(\.id)).isDisjoint(with: rubric.criteria.map(\.id)))
        #expect(twin.criteria[1].condition?.criterion == twin.criteria[0].id)
        try card.discardDraft(scope: scope, world: world, in: db)
        #expect(try Scorecard.find(id, scope: scope, in: db) == nil)
      }
    }
  }

  @Test(arguments: Engine.available)
  func `an archived scorecard is not offered, its versions stay`(engine: Engine) async throws {
    try await withScorecardDesk(engine, hasScorecard: false) { desk in
      let (scope, world) = (desk.scope, desk.world)
      try await desk.database.write { db in
        let version = try #require(
          try Scorecard.createStandard(language: "en", scope: scope, world: world, in: db))
        let card = try #require(try Scorecard.find(version.scorecard, scope: scope, in: db))
        try card.archive(true, scope: scope, world: world, in: db)
        #expect(try Scorecard.published(scope, in: db).isEmpty)
        #expect(try ScorecardVersion.find(version.id, scope: scope, in: db) == version)
        try card.archive(false, scope: scope, world: world, in: db)
        #expect(try Scorecard.published(scope, in: db).count == 1)
      }
    }
  }
}
