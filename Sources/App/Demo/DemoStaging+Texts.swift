internal import Evidence
internal import Kernel
internal import People
internal import Storage

extension DemoStaging {
  /// Writes the lead's rules about words, and reads all texts of the story by them.
  func readTexts() async throws {
    guard let lead = crew.leads.first else { return }
    clock.set(story.calendar.now)
    let (scope, world) = (crew.scope(of: lead), clock.world)
    try await database.write { db in
      for (name, text) in Self.rules {
        try PhraseRules.begin(name, text, scope: scope, world: world, in: db)
      }
    }
    _ = try await EvidenceRenewal(database: database, scope: crew.scope, world: world).run()
  }

  private static let rules = [
    ("Hands work back", "agent: [\"you have to\", \"you need to\", \"you must\"]"),
    (
      "Second time about it",
      "customer: [again, \"second time\", \"still not\", \"already wrote\"]"
    ),
  ]
}
