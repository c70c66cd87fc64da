internal import Conversations
public import Kernel
public import People
public import Storage

extension Results {
  /// The results of some cycles, of everybody or of one person; shared reviews only, each with
  /// its newest answers and score (formula 9).
  ///
  /// Chances are those of all lots drawn so far (``Lot``). Where a plan says that flagged picks do
  /// not count, what only their lot drew stands ``aside``.
  ///
  /// A review taken out because its conversation was somebody else's leaves the sum of weights with
  /// it: what remains estimates the mean over the conversations that are the person's own, each
  /// still with the chance it was drawn with, so the estimate stays honest with a smaller n. It is
  /// not given to the other person's estimate, whose lot never drew it.
  public static func of(
    _ cycles: [Cycle.ID], agent: Person.ID? = nil, _ scope: Scope, in db: any Connection
  ) throws -> Results {
    let only: SQL = agent.map { "AND r.agent_id = \($0)" } ?? .empty
    let weighing = try Weighing(of: cycles, scope, in: db)
    let reviews = try db.rows(
      """
      SELECT r.id, r.cycle_id, r.conversation_id, r.agent_id, pick.probability, pick.stream,
        CASE WHEN \(Pick.drawnAgain) THEN 1 ELSE 0 END AS is_drawn_twice,
        CASE WHEN EXISTS (
          SELECT 1 FROM frame_flag AS flag
          WHERE flag.workspace_id = pick.workspace_id AND flag.cycle_id = pick.cycle_id
            AND flag.conversation_id = pick.conversation_id) THEN 1 ELSE 0 END AS is_flagged,
        score.value, score.is_critical, CASE WHEN \(Author.practised) THEN 1 ELSE 0 END AS practised
      FROM review AS r
      JOIN review_event AS submitted ON submitted.workspace_id = r.workspace_id
        AND submitted.review_id = r.id AND submitted.kind = 'submitted'
      JOIN pick ON pick.workspace_id = r.workspace_id AND pick.id = r.pick_id
      JOIN review_score AS score
        ON score.workspace_id = r.workspace_id AND score.review_id = r.id
      WHERE r.workspace_id = \(scope) AND r.cycle_id IN (\(list: cycles))
        AND \(Review.counts) \(only)
        AND \(Review.has(.shared))
        AND NOT \(Review.has(.withdrawn))
        AND \(Review.StoredScore.isNewest)
      ORDER BY r.id
      """)
    let answers = try StoredAnswer.all(
      of: try reviews.map { try $0.get("id") }, scope, in: db)
    var rated: [Pair: Rated] = [:]
    var uncounted: [Uncounted] = []
    for row in reviews {
      if try row.get("practised") {
        uncounted.append(
          Uncounted(cycle: try row.get("cycle_id"), agent: try row.get("agent_id")))
        continue
      }
      let pair = Pair(cycle: try row.get("cycle_id"), conversation: try row.get("conversation_id"))
      var one = try rated[pair] ?? weighing.weighed(row, pair.cycle, pair.conversation)
      if let score: Double = try row.get("value") { one.scores.append(score) }
      let isCritical: Bool = try row.get("is_critical")
      one.hasCriticalFail = one.hasCriticalFail || isCritical
      for answer in answers[try row.get("id")] ?? [] {
        if let value = answer.value { one.values[answer.criterion, default: []].append(value) }
      }
      rated[pair] = one
    }
    let all = rated.values.sorted {
      ($0.cycle, $0.conversation) < ($1.cycle, $1.conversation)
    }
    return Results(
      all.filter(weighing.counts), uncounted: uncounted,
      aside: all.filter { !weighing.counts($0) })
  }

  private struct Pair: Hashable {
    let cycle: Cycle.ID
    let conversation: Conversation.ID
  }
}

/// By what chance each conversation of some cycles counts, and whether it does.
private struct Weighing {
  private let rules: [Cycle.ID: SamplingRule]
  private let chances: [Cycle.ID: Chances]

  init(of cycles: [Cycle.ID], _ scope: Scope, in db: any Connection) throws {
    var rules: [Cycle.ID: SamplingRule] = [:]
    var chances: [Cycle.ID: Chances] = [:]
    for id in Set(cycles) {
      rules[id] = try Cycle.find(id, scope, in: db)?.plan.sampling
      chances[id] = Chances(try Lot.all(in: id, scope, in: db))
    }
    self.rules = rules
    self.chances = chances
  }

  private func countsFlagged(in cycle: Cycle.ID) -> Bool { rules[cycle]?.countsFlagged ?? true }

  func counts(_ one: Results.Rated) -> Bool { one.isRandom || countsFlagged(in: one.cycle) }

  /// A conversation of the sample, without anything its reviews say yet.
  func weighed(
    _ row: Row, _ cycle: Cycle.ID, _ conversation: Conversation.ID
  ) throws -> Results.Rated {
    let agent: Person.ID = try row.get("agent_id")
    let stored: Double = try row.get("probability")
    let stream: String = try row.get("stream")
    let isTwice: Bool = try row.get("is_drawn_twice")
    let isFlagged: Bool = try row.get("is_flagged")
    let known = chances[cycle]
    let random = known?.inRandomLots(of: agent) ?? stored
    let any = known?.any(of: agent, isFlagged: isFlagged) ?? stored
    return Results.Rated(
      cycle: cycle, conversation: conversation, agent: agent,
      probability: countsFlagged(in: cycle) ? any : random, scores: [], hasCriticalFail: false,
      values: [:], isRandom: stream == Pick.Stream.random.rawValue || isTwice,
      isSuspicious: stream == Pick.Stream.suspicious.rawValue || isTwice,
      randomProbability: random, anyProbability: any)
  }
}
