import Foundation
import Kernel
import Storage
import Support
import Testing

@testable import Conversations

@Suite struct `Undoing imports of survey answers` {
  /// One answer of the neutral form, which a file brings without its conversation.
  private func answer(_ score: Int, _ comment: String, customer: String? = nil) -> String {
    let who = customer.map { ",\"customer\":{\"external_id\":\"\($0)\"}" } ?? ""
    return """
      {"type":"survey_response","external_id":"S-1","conversation":"C-0","kind":"csat",\
      "score":\(score),"scale_min":1,"scale_max":5,"answered_at":1772400000,\
      "comment":"\(comment)"\(who)}

      """
  }

  /// Each import at its own time, as its keys need.
  private func importing(
    _ text: String, _ number: Int, in harbour: inout Harbour
  ) async throws -> ImportReport {
    harbour.world = world(Int64(number) * 10_000)
    return try await harbour.importing(text, as: "\(number).jsonl")
  }

  private func comments(_ harbour: Harbour) async throws -> [String] {
    try await harbour.database.read { [scope = harbour.scope] db in
      try db.rows(
        """
        SELECT s.comment, c.csat FROM survey_response AS s
        LEFT JOIN conversation AS c
          ON c.workspace_id = s.workspace_id AND c.id = s.conversation_id
        WHERE s.workspace_id = \(scope) ORDER BY s.id
        """
      ).map { row in
        let comment: String = try row.get("comment")
        let score: Double? = try row.get("csat")
        return "\(comment) \(score.map { "\($0)" } ?? "–")"
      }
    }
  }

  @Test(arguments: Engine.available)
  func `an answer that a later import changed is put back`(engine: Engine) async throws {
    try await withHarbour(engine) { harbour in
      _ = try await importing(Files.lines(1), 1, in: &harbour)
      _ = try await importing(answer(2, "slow"), 2, in: &harbour)
      #expect(try await comments(harbour) == ["slow 25.0"])
      let changed = try await importing(answer(5, "kind after all"), 3, in: &harbour)
      #expect(changed.updated == 1)
      #expect(try await comments(harbour) == ["kind after all 100.0"])
      try await harbour.undo(changed)
      #expect(try await comments(harbour) == ["slow 25.0"])
    }
  }

  @Test(arguments: Engine.available)
  func `imports are undone in any order`(engine: Engine) async throws {
    for order in [[0, 1, 2], [1, 0, 2], [1, 2, 0], [2, 1, 0], [2, 0, 1], [0, 2, 1]] {
      try await withHarbour(engine) { harbour in
        _ = try await importing(Files.lines(1), 1, in: &harbour)
        let texts = ["first", "second", "third"]
        var reports: [ImportReport] = []
        for (index, text) in texts.enumerated() {
          reports.append(try await importing(answer(2 + index, text), 2 + index, in: &harbour))
        }
        var standing = [0, 1, 2]
        for undone in order {
          try await harbour.undo(reports[undone])
          standing.removeAll { $0 == undone }
          let expected = standing.last.map { "\(texts[$0]) \(Double(1 + $0) * 25)" }
          let found = try await comments(harbour)
          #expect(found == [expected].compactMap(\.self), "\(order) after \(undone)")
        }
      }
    }
  }

  @Test(arguments: Engine.available)
  func `a customer who was taken back meanwhile stays away`(engine: Engine) async throws {
    try await withHarbour(engine) { harbour in
      let known = try await importing(
        #"{"external_id":"C-9","opened_at":1772352000,"customer":{"external_id":"dana"}}"#, 1,
        in: &harbour)
      _ = try await importing(answer(2, "slow", customer: "dana"), 2, in: &harbour)
      let changed = try await importing(answer(5, "kind", customer: "omer"), 3, in: &harbour)
      try await harbour.undo(known)
      try await harbour.undo(changed)
      #expect(try await comments(harbour) == ["slow –"])
    }
  }

  /// The schema asks so before each customer goes; it walked through all answers there were.
  @Test func `a customer's answers are found without a look at all others`() async throws {
    try await withGround(.sqlite) { database, _ in
      let plan = try await database.read { db in
        try db.rows(
          acrossWorkspaces:
            "EXPLAIN QUERY PLAN SELECT id FROM survey_response WHERE customer_id = \(Int64(5))"
        ).map { row -> String in try row.get("detail") }
      }
      #expect(plan.contains { $0.contains("survey_response_customer (customer_id=?)") }, "\(plan)")
    }
  }
}
