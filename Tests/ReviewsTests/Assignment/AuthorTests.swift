import Foundation
import Kernel
import Storage
import Support
import Testing

@testable import People
@testable import Reviews

@Suite struct AuthorTests {
  @Test func `no file but one names the table of reviewers`() throws {
    let sources = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Sources")
    let files = try #require(
      FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
    var naming: Set<String> = []
    for case let file as URL in files where file.pathExtension == "swift" {
      if try String(contentsOf: file, encoding: .utf8).contains("review_author") {
        naming.insert(file.lastPathComponent)
      }
    }
    #expect(naming == ["Author.swift", "Author+Schema.swift"])
  }

  @Test(arguments: Engine.available)
  func `a cycle that names nobody leaves no trace of who wrote a review`(engine: Engine)
    async throws
  {
    try await withMonth(engine, agents: 7) { month in
      let cycle = try await month.openCycle {
        $0.namesReviewers = false
        $0.asksSelfAssessment = false
        $0.reviewsPerConversation = 2
      }
      try await month.submitAll(cycle)
      let authors = try await month.authors(cycle)
      let leaks = try await month.database.read { db in
        try Table.all(in: db).filter { $0.name != "review_author" }.filter { table in
          try db.rows(acrossWorkspaces: table.selectAll).contains { row in
            authors.contains { review, author in
              row.values.contains(.integer(review.rawValue))
                && row.values.contains(.integer(author.rawValue))
            }
          }
        }.map(\.name)
      }
      #expect(leaks.isEmpty)
    }
  }

  @Test(arguments: Engine.available)
  func `what fewer than three colleagues wrote is kept back where nobody is named`(
    engine: Engine
  ) async throws {
    try await withMonth(engine, agents: 8) { month in
      let cycle = try await month.openCycle {
        $0.namesReviewers = false
        $0.asksSelfAssessment = false
        $0.reviewsPerConversation = 3
      }
      let reviews = try await month.reviews(cycle)
      let authors = try await month.authors(cycle)
      let agent = try #require(month.agents.first)
      let about = reviews.filter { $0.agent == agent }
      let some = Set(about.compactMap { authors[$0.id] }.sorted().prefix(1))
      let draft = month.draft()
      try await month.database.write { db in
        for review in reviews {
          guard let author = authors[review.id], review.agent != agent || some.contains(author)
          else { continue }
          try review.submit(
            draft, seconds: 1, scope: month.acting(author), world: month.world, in: db)
        }
        try cycle.share(on: cycle.plan.shareOn, scope: month.scope, world: month.world, in: db)
      }
      let after = try await month.reviews(cycle)
      #expect(after.allSatisfy { $0.agent != agent || $0.sharedAt == nil })
      #expect(after.contains { $0.sharedAt != nil })
      try await month.database.write { db in
        for review in after where review.isOpen && review.agent == agent {
          guard let author = authors[review.id] else { continue }
          try review.submit(
            draft, seconds: 1, scope: month.acting(author), world: month.world, in: db)
        }
      }
      let last = try await month.reviews(cycle)
      #expect(last.contains { $0.agent == agent && $0.sharedAt != nil })
      // What came after three were known waits until it, too, can be of any of three.
      let waiting = last.filter { $0.sharedAt == nil }.compactMap { authors[$0.id] }
      #expect(Set(waiting).count < Author.fewestToHide)
    }
  }
}
