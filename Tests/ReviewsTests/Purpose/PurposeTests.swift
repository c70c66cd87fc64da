import Kernel
import Storage
import Support
import Testing
import Web

@testable import Reviews

@Suite struct PurposeTests {
  private static func purpose(_ names: String...) -> Purpose {
    Purpose(
      sentence: "Nobody has to ask twice.",
      values: names.enumerated().map { index, name in
        .init(id: .init(rawValue: Int64(index + 1)), name: name)
      })
  }

  @Test func `what is missing is said, value by value`() {
    #expect(Self.purpose("Heard", "Honest").faults == [])
    #expect(Purpose(sentence: " ").faults == [.noSentence, .noValues])
    let faults = Self.purpose("Heard", "", " heard").faults
    #expect(faults == [.unnamed(.init(rawValue: 2)), .twice(.init(rawValue: 3))])
    let long = Purpose(sentence: String(repeating: "a", count: 241), values: [])
    #expect(long.faults == [.longSentence, .noValues])
  }

  @Test func `changes are told in the words of the page`() {
    let old = Self.purpose("Heard", "Honest")
    var new = old
    new.values[0].name = "Being heard"
    new.values[0].criteria = [.init(rawValue: 9)]
    new.values.remove(at: 1)
    new.values.append(.init(id: .init(rawValue: 7), name: "Brave"))
    #expect(
      new.changes(since: old) == [
        .renamed(from: "Heard", to: "Being heard"),
        .gained("Being heard", count: 1), .added("Brave"), .removed("Honest"),
      ])
    var turned = old
    turned.values.swapAt(0, 1)
    #expect(turned.changes(since: old) == [.order])
    #expect(old.changes(since: old) == [])
  }

  @Test(arguments: Engine.available)
  func `each save is a new version, and an old window cannot overwrite a newer one`(
    engine: Engine
  ) async throws {
    try await withScorecardDesk(engine) { desk in
      let (database, scope, world) = (desk.database, desk.scope, desk.world)
      let criterion = Criterion.ID(rawValue: 77)
      var purpose = Self.purpose("Heard", "Honest")
      purpose.values[1].criteria = [criterion]
      let first = purpose
      try await database.write { db in
        try first.write(over: 0, scope: scope, world: world, in: db)
      }
      await #expect(throws: PurposeError.unchanged) {
        try await database.write { db in
          _ = try first.write(over: 1, scope: scope, world: world, in: db)
        }
      }
      purpose.sentence = "Nobody has to ask again."
      let second = purpose
      await #expect(throws: PurposeError.stale) {
        try await database.write { db in
          _ = try second.write(over: 0, scope: scope, world: world, in: db)
        }
      }
      try await database.write { db in
        try second.write(over: 1, note: " Shorter ", scope: scope, world: world, in: db)
      }
      let history = try await database.read { db in try Purpose.history(scope, in: db) }
      #expect(history.map(\.number) == [2, 1])
      #expect(history.map(\.purpose) == [second, first])
      #expect(history.first?.note == "Shorter")
      #expect(history.first?.purpose.values(of: criterion).map(\.name) == ["Honest"])
      await #expect(throws: (any Error).self) {
        try await database.write { db in
          try db.execute("UPDATE purpose SET note = 'x' WHERE workspace_id = \(scope)")
        }
      }
    }
  }

  @Test(arguments: Engine.available)
  func `an analyst writes it without script, and everybody finds the thread on the scorecard`(
    engine: Engine
  ) async throws {
    try await withScorecardDesk(engine) { desk in
      let browser = desk.browser(desk.analyst)
      _ = try await browser.get("/scorecards")
      let (scope, database) = (desk.scope, desk.database)
      let card = try #require(
        try await database.read { try Scorecard.published(scope, in: $0) }.first)
      let criterion = try #require(card.rubric.criteria.first?.id)
      let empty = try await browser.get("/purpose")
      #expect(empty.body.contains("No purpose written yet"))
      let token = ("csrf", "token")
      let id = Purpose.Value.ID(rawValue: 5).text
      let fields = [
        token, ("number", "0"), ("sentence", "Nobody has to ask twice <b>."), ("value", id),
        ("name-\(id)", "Being heard"), ("criterion-\(id)", criterion.text),
      ]
      let more = try await browser.post("/purpose/draft", fields + [("do", "add")])
      #expect(more.status == 200)
      expectSound(more.body)
      #expect(more.body.split(separator: "name=\"value\"").count == 3)
      let bad = try await browser.post(
        "/purpose/draft", [token, ("number", "0"), ("do", "save")])
      #expect(bad.status == 422)
      expectSound(bad.body)
      let saved = try await browser.post("/purpose/draft", fields + [("do", "save")])
      #expect(saved.status == 303)
      let agent = desk.browser(desk.agent)
      let page = try await agent.get("/purpose")
      #expect(page.body.contains("Nobody has to ask twice &lt;b&gt;."))
      #expect(!page.body.contains("/purpose/draft"))
      expectSound(page.body)
      let shown = try await agent.get("/scorecards/\(card.scorecard)")
      #expect(shown.body.contains("Serves: Being heard"))
      expectSound(shown.body)
      let preview = try await agent.get("/scorecards/\(card.scorecard)/preview")
      #expect(preview.body.contains("Serves: Being heard"), "the preview shows what reviewers see")
      expectSound(preview.body)
      let refused = try await agent.get("/purpose/draft")
      #expect(refused.status == 404)
    }
  }
}
