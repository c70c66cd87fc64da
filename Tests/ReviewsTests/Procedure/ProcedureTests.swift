import Kernel
import People
import Storage
import Support
import Testing
import Web

@testable import Reviews

@Suite struct ProcedureTests {
  private static func revision(_ body: String) -> Procedure.Revision {
    Procedure.Revision(
      id: .init(rawValue: 1), procedure: .init(rawValue: 1), number: 1, title: "T", body: body,
      note: "", publishedAt: Instant(milliseconds: 0), publishedBy: nil)
  }

  @Test func `lines that came and went are marked in their places`() {
    let old = Self.revision("Greet.\nAsk.\n\nSay goodbye.")
    let new = Self.revision("Greet.\nAsk by name.\nSay goodbye.\nNote it.")
    #expect(
      new.lines(since: old) == [
        .kept("Greet."), .added("Ask by name."), .removed("Ask."), .kept("Say goodbye."),
        .added("Note it."),
      ]
        || new.lines(since: old) == [
          .kept("Greet."), .removed("Ask."), .added("Ask by name."), .kept("Say goodbye."),
          .added("Note it."),
        ])
    #expect(new.lines(since: new).allSatisfy { if case .kept = $0 { true } else { false } })
  }

  /// A published procedure in a workspace whose people can sign in.
  private static func publish(
    _ desk: ScorecardDesk, body: String = "# Steps\n\n- Ask first"
  ) async throws -> Procedure {
    let (scope, world) = (desk.scope, desk.world)
    return try await desk.database.write { db in
      try db.execute(
        """
        UPDATE person SET password = 'x', email = CAST(id AS TEXT) || '@example.org'
        WHERE workspace_id = \(scope)
        """)
      let id = try Procedure.create(
        .complaint, title: "Complaints", body: body, scope: scope, world: world, in: db)
      try #require(try Procedure.find(id, scope, in: db))
        .publish(note: "First", scope: scope, world: world, in: db)
      return try #require(try Procedure.find(id, scope, in: db))
    }
  }

  @Test(arguments: Engine.available)
  func `a published revision stays, and the next one is asked for anew`(
    engine: Engine
  ) async throws {
    try await withScorecardDesk(engine) { desk in
      let (database, scope, world, agent) = (desk.database, desk.scope, desk.world, desk.agent)
      let first = try await Self.publish(desk)
      let old = try #require(first.current)
      try await database.write { db in
        try old.acknowledge(by: agent.person, scope: agent.scope, world: world, in: db)
        try old.acknowledge(by: agent.person, scope: agent.scope, world: world, in: db)
      }
      let none = try await database.read { try Procedure.owed(by: agent, in: $0) }
      #expect(none == [])
      let second = try await database.write { db in
        try first.openDraft(scope: scope, world: world, in: db)
        let open = try #require(try Procedure.find(first.id, scope, in: db))
        #expect(throws: ProcedureError.unchanged) {
          try open.publish(note: "", scope: scope, world: world, in: db)
        }
        try open.save(
          title: "Complaints", body: "# Steps\n\n- Ask, then listen", over: 1, scope: scope,
          world: world, in: db)
        #expect(throws: ProcedureError.stale) {
          try open.save(
            title: "Other", body: "x", over: 1, scope: scope, world: world, in: db)
        }
        let saved = try #require(try Procedure.find(first.id, scope, in: db))
        return try saved.publish(note: "", scope: scope, world: world, in: db)
      }
      #expect(second.number == 2)
      let (owed, all) = try await database.read { db in
        (
          try Procedure.owed(by: agent, in: db),
          try Procedure.Revision.all(of: first.id, scope, in: db)
        )
      }
      #expect(owed.map(\.number) == [2])
      #expect(all.map(\.body) == ["# Steps\n\n- Ask, then listen", "# Steps\n\n- Ask first"])
      await #expect(throws: (any Error).self) {
        try await database.write { db in
          try db.execute(
            "UPDATE procedure_revision SET body = 'x' WHERE workspace_id = \(scope)")
        }
      }
    }
  }

  @Test(arguments: Engine.available)
  func `who has not read it yet is known, and the last word on a link counts`(
    engine: Engine
  ) async throws {
    try await withScorecardDesk(engine) { desk in
      let (database, scope, world) = (desk.database, desk.scope, desk.world)
      try await database.write { db in
        try Grant(.agent).give(
          to: desk.agent.person, scope: Scope(workspace: scope.workspace), world: world, in: db)
        try Grant(.auditor).give(
          to: desk.analyst.person, scope: Scope(workspace: scope.workspace), world: world, in: db)
      }
      let procedure = try await Self.publish(desk)
      let (a, b) = (Criterion.ID(rawValue: 1), Criterion.ID(rawValue: 2))
      try await database.write { db in
        try procedure.link(to: [a, b], scope: scope, world: world, in: db)
        try procedure.link(to: [b], scope: scope, world: world, in: db)
      }
      let (readings, links) = try await database.read { db in
        (
          try #require(procedure.current).readings(scope, in: db),
          try Procedure.links(scope, in: db)[procedure.id]
        )
      }
      #expect(readings.map(\.person) == [desk.agent.person], "an auditor is asked for nothing")
      #expect(readings.map(\.at) == [nil])
      #expect(links == [b])
    }
  }

  @Test(arguments: Engine.available)
  func `it is written, published, read and found beside its criterion without script`(
    engine: Engine
  ) async throws {
    try await withScorecardDesk(engine) { desk in
      let writer = desk.browser(desk.analyst)
      _ = try await writer.get("/scorecards")
      let (scope, database) = (desk.scope, desk.database)
      let card = try #require(
        try await database.read { try Scorecard.published(scope, in: $0) }.first)
      let criterion = try #require(card.rubric.criteria.first?.id)
      let token = ("csrf", "token")
      let created = try await writer.post(
        "/procedures", [token, ("title", "Complaints"), ("kind", "complaint")])
      let draft = try #require(created.headers["location"])
      let page = String(draft.dropLast("/draft".count))
      let reader = desk.browser(desk.agent)
      let hidden = try await reader.get(page)
      #expect(hidden.status == 404, "nobody reads a draft who does not write it")
      let shown = try await writer.get(draft)
      expectSound(shown.body)
      let body = "# Steps\r\n\r\n- Ask [why](https://help.example.com)"
      let preview = try await writer.post(
        draft, [token, ("save", "1"), ("title", "Complaints"), ("body", body), ("do", "preview")])
      #expect(preview.status == 200 && preview.body.contains("<h2 dir=\"auto\">Steps</h2>"))
      expectSound(preview.body)
      let published = try await writer.post(
        draft,
        [token, ("save", "2"), ("title", "Complaints"), ("body", body), ("do", "publish")])
      #expect(published.status == 303)
      _ = try await writer.post("\(page)/criteria", [token, ("criterion", criterion.text)])
      let list = try await reader.get("/procedures")
      #expect(list.body.contains("To read"))
      expectSound(list.body)
      let read = try await reader.get(page)
      expectSound(read.body)
      let revision = try #require(
        try await database.read { db in
          try Procedure.all(scope, in: db).first?.current?.id.text
        })
      let wrong = try await reader.post(
        "\(page)/acknowledgement", [token, ("revision", criterion.text)])
      #expect(wrong.status == 409)
      let done = try await reader.post(
        "\(page)/acknowledgement", [token, ("revision", revision)])
      #expect(done.status == 303)
      let after = try await reader.get(page)
      #expect(after.body.contains("You said that you have read"))
      let beside = try await reader.get("/scorecards/\(card.scorecard)")
      #expect(beside.body.contains("How we do it") && beside.body.contains(page))
      let refused = try await reader.post("\(page)/criteria", [token])
      #expect(refused.status == 404)
    }
  }
}
