internal import Kernel
internal import Storage

extension SecondLook {
  /// The pairs of some cycles whose first review nobody has disputed so far.
  ///
  /// The first review counts as it was handed in; what was taken out of somebody's results is left
  /// out with its second.
  static func of(
    _ cycles: [Cycle.ID], _ scope: Scope, in db: any Connection
  ) throws -> SecondLook {
    let draws = try Draw.all(in: cycles, scope, in: db)
    let reviews = try Review.find(
      draws.flatMap { [$0.first, $0.second].compactMap(\.self) }, scope, in: db)
    let loud = Set(
      try Dispute.all(of: draws.map(\.first), scope, in: db)
        .filter { $0.state != .withdrawn }.map(\.review))
    let quiet = draws.filter { !loud.contains($0.first) && reviews[$0.first]?.withdrawnAt == nil }
    let handedIn = quiet.filter { draw in
      draw.second.flatMap { reviews[$0] }.map { $0.submittedAt != nil && $0.withdrawnAt == nil }
        ?? false
    }
    let closed = Set(try Cycle.all(scope, in: db).filter { $0.closedAt != nil }.map(\.id))
    let unwritten = quiet.compactMap { draw in
      draw.second.flatMap { reviews[$0] }.flatMap { $0.isOpen ? $0.cycle : nil }
    }
    let keys = handedIn.flatMap { [$0.first, $0.second].compactMap(\.self) }
    let scores = try Review.StoredScore.first(of: keys, scope, in: db)
    let answers = try StoredAnswer.all(of: keys, version: 1, scope, in: db)
    return SecondLook(
      pairs: handedIn.compactMap { draw in
        guard let second = draw.second, let first = scores[draw.first],
          let other = scores[second]
        else { return nil }
        return Pair(
          probability: draw.probability, first, other, answers[draw.first] ?? [],
          answers[second] ?? [])
      },
      drawn: draws.count, unassigned: quiet.count { $0.second == nil },
      waiting: unwritten.count { !closed.contains($0) },
      missed: unwritten.count { closed.contains($0) },
      disputed: draws.count { loud.contains($0.first) })
  }

  /// What the lot decided about one review.
  private struct Draw {
    let first: Review.ID
    let second: Review.ID?
    let probability: Double

    static func all(
      in cycles: [Cycle.ID], _ scope: Scope, in db: any Connection
    ) throws -> [Draw] {
      try db.rows(
        """
        SELECT d.review_id, d.second_id, d.probability
        FROM second_draw AS d
        JOIN review AS r ON r.workspace_id = d.workspace_id AND r.id = d.review_id
        WHERE d.workspace_id = \(scope) AND r.cycle_id IN (\(list: cycles))
        ORDER BY d.review_id
        """
      ).map { row in
        Draw(
          first: try row.get("review_id"), second: try row.get("second_id"),
          probability: try row.get("probability"))
      }
    }
  }
}

extension SecondLook.Pair {
  init(
    probability: Double, _ first: Review.StoredScore, _ second: Review.StoredScore,
    _ answers: [StoredAnswer], _ others: [StoredAnswer]
  ) {
    let theirs = Dictionary(
      others.map { ($0.criterion, $0) }, uniquingKeysWith: { first, _ in first })
    let both = answers.compactMap { answer in theirs[answer.criterion].map { (answer, $0) } }
      .filter { $0.state != .notAsked || $1.state != .notAsked }
    self.init(
      probability: probability, first: first.value, second: second.value, compared: both.count,
      differing: both.count { $0.state != $1.state || $0.option != $1.option },
      flips: first.isFatal != second.isFatal || first.isCritical != second.isCritical)
  }
}
