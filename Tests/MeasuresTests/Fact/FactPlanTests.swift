import Kernel
import Storage
import Support
import Testing
import Web

@testable import Measures

/// What the figures look at in a long history.
@Suite struct FactPlanTests {
  private func plan(
    _ condition: SQL, with given: SQL = .empty, from others: SQL = .empty, isCounted: Bool = true
  ) async throws -> String {
    var plan = ""
    try await withGround(.sqlite) { database, scope in
      try await database.write { db in
        var rows = Batch(
          "conversation_fact",
          """
          workspace_id, id, opened_day, last_day, channel, opened_at, is_complaint, left_day, \
          reopens, hands, replies, contribution, customer_id
          """)
        for number in 1...3000 {
          let day = 20_000 + number / 5
          rows.add(scope.workspace)
          rows.add(number)
          rows.add(day)
          rows.add(day + 1)
          rows.add("chat")
          rows.add(number)
          rows.add(false)
          rows.add(number % 100 == 0 ? nil : day + 1)
          for _ in 0..<3 { rows.add(0) }
          rows.add([UInt8]())
          rows.add(number % 700)
        }
        try db.insert(rows)
      }
      if isCounted { try await database.gatherStatistics() }
      plan = try await database.read { db in
        try db.rows(
          """
          EXPLAIN QUERY PLAN \(given)
          SELECT f.contribution FROM \(others) conversation_fact f
          WHERE f.workspace_id = \(scope) AND \(condition)
          """
        ).map { row -> String in try row.get("detail") }.joined(separator: "\n")
      }
    }
    return plan
  }

  /// Two years of a busy desk were walked through for the last ninety days.
  @Test func `what counts in some days is found from their first day on`() async throws {
    let plan = try await plan(Fact.counts(in: Ground.march))
    #expect(plan.contains("conversation_fact_span (workspace_id=? AND last_day>?)"), "\(plan)")
  }

  @Test func `what is open on a day is found among what is open and what left later`()
    async throws
  {
    var look = Look()
    look.subject = .centre
    let query = BehindQuery(metric: .backlog, look: look, period: Ground.march)
    let plan = try await plan(query.conditions)
    #expect(plan.contains("conversation_fact_open (workspace_id=?)"), "\(plan)")
    #expect(plan.contains("conversation_fact_span (workspace_id=? AND last_day>?)"), "\(plan)")
  }

  /// By customer alone a day's contacts lay on as many pages of a long history; and a first load,
  /// before anything is counted, walked through all of them for each customer.
  @Test(arguments: [true, false])
  func `a customer's contacts are found month by month`(isCounted: Bool) async throws {
    let keys = (1...500).map { Int64($0) }
    let plan = try await plan(
      Fact.isVisit(since: Day(number: 20_100)),
      with: "WITH k (key) AS (\(rows: keys)), m (month) AS (\(rows: [670, 671]))",
      from: "m CROSS JOIN k CROSS JOIN", isCounted: isCounted)
    #expect(
      plan.contains("conversation_fact_visit (workspace_id=? AND <expr>=? AND customer_id=?)"),
      "\(plan)")
  }
}
