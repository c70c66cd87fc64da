internal import Conversations
public import Kernel
public import People
public import Storage

extension Results {
  /// The results of some cycles, of everybody or of one person; shared reviews only.
  public static func of(
    _ cycles: [Cycle.ID], agent: Person.ID? = nil, _ scope: Scope, in db: any Connection
  ) throws -> Results {
    let only: SQL = agent.map { "AND r.agent_id = \($0)" } ?? .empty
    let reviews = try db.rows(
      """
      SELECT r.id, r.cycle_id, r.conversation_id, r.agent_id, pick.probability, score.value,
        score.is_critical, CASE WHEN \(Author.practised) THEN 1 ELSE 0 END AS practised
      FROM review AS r
      JOIN review_event AS submitted ON submitted.workspace_id = r.workspace_id
        AND submitted.review_id = r.id AND submitted.kind = 'submitted'
      JOIN pick ON pick.workspace_id = r.workspace_id AND pick.id = r.pick_id
      JOIN review_score AS score
        ON score.workspace_id = r.workspace_id AND score.review_id = r.id
      WHERE r.workspace_id = \(scope) AND r.cycle_id IN (\(list: cycles))
        AND r.kind <> 'self' \(only)
        AND EXISTS (
          SELECT 1 FROM review_event AS e
          WHERE e.workspace_id = r.workspace_id AND e.review_id = r.id AND e.kind = 'shared')
        AND NOT EXISTS (
          SELECT 1 FROM review_score AS newer
          WHERE newer.workspace_id = score.workspace_id
            AND newer.review_id = score.review_id AND newer.version > score.version)
      ORDER BY r.id
      """)
    let values = try values(of: try reviews.map { try $0.get("id") }, scope, in: db)
    var rated: [Pair: Rated] = [:]
    var uncounted: [Uncounted] = []
    for row in reviews {
      if try row.get("practised") {
        uncounted.append(
          Uncounted(cycle: try row.get("cycle_id"), agent: try row.get("agent_id")))
        continue
      }
      let pair = Pair(cycle: try row.get("cycle_id"), conversation: try row.get("conversation_id"))
      var one =
        try rated[pair]
        ?? Rated(
          cycle: pair.cycle, conversation: pair.conversation, agent: try row.get("agent_id"),
          probability: try row.get("probability"), scores: [], hasCriticalFail: false,
          values: [:])
      if let score: Double = try row.get("value") { one.scores.append(score) }
      let isCritical: Bool = try row.get("is_critical")
      one.hasCriticalFail = one.hasCriticalFail || isCritical
      for (criterion, value) in values[try row.get("id")] ?? [] {
        one.values[criterion, default: []].append(value)
      }
      rated[pair] = one
    }
    return Results(
      rated.values.sorted { ($0.cycle, $0.conversation) < ($1.cycle, $1.conversation) },
      uncounted: uncounted)
  }

  private struct Pair: Hashable {
    let cycle: Cycle.ID
    let conversation: Conversation.ID
  }

  private static func values(
    of reviews: [Review.ID], _ scope: Scope, in db: any Connection
  ) throws -> [Review.ID: [(Criterion.ID, Double)]] {
    var values: [Review.ID: [(Criterion.ID, Double)]] = [:]
    var rest = reviews[...]
    while !rest.isEmpty {
      let rows = try db.rows(
        """
        SELECT review_id, criterion_id, value FROM review_answer
        WHERE workspace_id = \(scope) AND review_id IN (\(list: Array(rest.prefix(500))))
          AND value IS NOT NULL
        ORDER BY id
        """)
      for row in rows {
        values[try row.get("review_id"), default: []]
          .append((try row.get("criterion_id"), try row.get("value")))
      }
      rest = rest.dropFirst(500)
    }
    return values
  }
}
