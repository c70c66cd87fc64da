import Foundation
import Kernel
import Storage
import Support
import Testing
import Web

@testable import People
@testable import Reviews

@Suite struct DisputeNoticeTests {
  /// A second lead of the team, who signs in and so is told.
  private func boss(_ month: Month) async throws -> Person.ID {
    try await month.database.write { db in
      try Person.add(
        name: "Boris Boss", email: "boris@example.com", password: "hashed",
        grants: [Grant(.lead, team: month.team)], scope: month.scope, world: month.world, in: db
      ).id
    }
  }

  private func told(_ person: Person.ID, _ month: Month) async throws -> [String] {
    try await month.database.read { db in
      try Notice.all(of: person, month.scope, in: db).filter { $0.readAt == nil }.map(\.summary)
    }
  }

  private func remind(_ dispute: Dispute, on day: Day, _ month: Month) async throws {
    month.clock.set(day, hour: 8)
    try await month.database.write { db in
      guard let current = try Dispute.find(dispute.id, month.scope, in: db),
        current.state == .open
      else { return }
      try current.remind(on: day, scope: month.scope, world: month.world, in: db)
    }
  }

  @Test(arguments: Engine.available)
  func `those who decide are reminded, and what nobody decides lapses`(engine: Engine)
    async throws
  {
    try await withMonth(engine, conversations: 6) { month in
      let boss = try await boss(month)
      let cycle = try await month.sharedCycle()
      let review = try #require(
        try await month.reviews(cycle).first { $0.agent == month.agents[0] })
      let dispute = try await month.dispute(review)
      let due = cycle.plan.shareOn.advanced(by: 7)
      #expect(dispute.decideBy == due)
      try await remind(dispute, on: due.advanced(by: -5), month)
      let first = try await told(boss, month)
      #expect(first == ["dispute.notice.raised"])
      for days in [-2, -1, 0, 2, 5] {
        try await remind(dispute, on: due.advanced(by: days), month)
      }
      let all = try await told(boss, month)
      #expect(
        Set(all) == [
          "dispute.notice.raised", "dispute.notice.soon", "dispute.notice.today",
          "dispute.notice.late",
        ] && all.count == 4)
      try await remind(dispute, on: due.advanced(by: 30), month)
      let waiting = try await month.current(dispute)
      #expect(waiting?.state == .open && waiting?.isOverdue(on: due.advanced(by: 30)) == true)
      try await remind(dispute, on: due.advanced(by: 31), month)
      let lapsed = try await month.current(dispute)
      #expect(lapsed?.state == .lapsed && lapsed?.outcome == nil)
      let after = try await told(boss, month)
      #expect(after.isEmpty)
      let agents = try await told(review.agent, month)
      #expect(agents.contains("dispute.notice.lapsed"))
      await #expect(throws: DisputeError.closed) { try await month.decide(dispute, .accepted) }
    }
  }

  @Test(arguments: Engine.available)
  func `the reviewer is asked once, answers once, and both sides hear of it`(engine: Engine)
    async throws
  {
    try await withMonth(engine, conversations: 6) { month in
      let cycle = try await month.sharedCycle()
      let review = try #require(try await month.reviews(cycle).first)
      let author = try #require(try await month.authors(cycle)[review.id])
      let dispute = try await month.dispute(review)
      func answer(_ person: Person.ID) async throws {
        try await month.database.write { db in
          try dispute.answer("I see it.", scope: month.acting(person), world: month.world, in: db)
        }
      }
      await #expect(throws: DisputeError.notAsked) { try await answer(author) }
      for isFirst in [true, false] {
        do {
          try await month.database.write { db in
            try dispute.ask("Why?", by: month.leading, world: month.world, in: db)
          }
          #expect(isFirst)
        } catch DisputeError.asked { #expect(!isFirst) }
      }
      await #expect(throws: DisputeError.unknown) { try await answer(month.lead) }
      try await answer(author)
      await #expect(throws: DisputeError.notAsked) { try await answer(author) }
      let current = try await month.current(dispute)
      let step = try #require(current?.step(.answered))
      #expect(step.note == "I see it." && step.person == nil)
      try await month.decide(dispute, .accepted)
      let agents = try await told(review.agent, month)
      #expect(agents.contains("dispute.notice.accepted"))
      let authors = try await told(author, month)
      #expect(authors.contains("dispute.notice.decided"))
      let leads = try await told(month.lead, month)
      #expect(leads.contains("dispute.notice.answered"))
    }
  }

  @Test(arguments: Engine.available)
  func `where nobody is named, no row of a dispute or a second look leads to the reviewer`(
    engine: Engine
  ) async throws {
    try await withMonth(engine, agents: 8, conversations: 8) { month in
      let boss = try await boss(month)
      let cycle = try await month.sharedCycle(rule: DisputeRule(secondPercent: 100)) {
        $0.namesReviewers = false
        $0.reviewsPerConversation = 3
      }
      let authors = try await month.authors(cycle)
      let reviews = try await month.reviews(cycle)
      let seconds = reviews.filter { $0.kind == .second }
      #expect(!seconds.isEmpty)
      let review = try #require(reviews.first { $0.kind == .peer && $0.sharedAt != nil })
      let author = try #require(authors[review.id])
      let dispute = try await month.dispute(review)
      let leading = month.actor(boss, Grant(.lead, team: month.team))
      try await month.database.write { db in
        try dispute.ask("How was it?", by: leading, world: month.world, in: db)
      }
      // They find it among their work, and are not told otherwise.
      let duty = try await month.database.read { db in
        try DisputeDuty.of(month.actor(author, Grant(.agent)), in: db)
      }
      #expect(duty.asked == [dispute.id] && duty.toDecide == 0)
      try await month.database.write { db in
        try dispute.answer(
          "It was so.", scope: month.acting(author), world: month.world, in: db)
      }
      for second in seconds {
        let current = try await month.current(second)
        if current.isOpen { try await month.handIn(current, month.draft()) }
      }
      try await month.decide(dispute, .accepted, by: leading)
      var secret = authors.map { ($0.key.rawValue, $0.value.rawValue) }
      secret.append((dispute.id.rawValue, author.rawValue))
      let pairs = secret
      let leaks = try await month.database.read { db in
        try Table.all(in: db).filter { $0.name != "review_author" }.filter { table in
          try db.rows(acrossWorkspaces: table.selectAll).contains { row in
            pairs.contains { thing, person in
              row.values.contains(.integer(person))
                && row.values.contains { value in
                  if case .text(let text) = value {
                    return text.contains("\(thing)") && thing > 999
                  }
                  return value == .integer(thing)
                }
            }
          }
        }.map(\.name)
      }
      #expect(leaks.isEmpty)
      let reviewer = try await told(author, month)
      #expect(!reviewer.contains { $0.hasPrefix("dispute.") })
    }
  }

  @Test func `no file but one reads the tables of answers`() throws {
    let sources = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Sources")
    let files = try #require(
      FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
    var naming: Set<String> = []
    for case let file as URL in files where file.pathExtension == "swift" {
      let text = try String(contentsOf: file, encoding: .utf8)
      if text.contains("review_answer") || text.contains("answer_correction") {
        naming.insert(file.lastPathComponent)
      }
    }
    #expect(naming == ["StoredAnswer.swift", "Review+Schema.swift", "Dispute+Schema.swift"])
  }
}
