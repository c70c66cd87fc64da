internal import Kernel
internal import People
internal import Storage

/// Whether the person whose work was reviewed may still disagree, and how often.
struct DisputeRight: Hashable, Sendable {
  /// The last day on which one may, in the workspace's zone.
  let until: Day
  /// How many more disputes of the cycle may be open.
  let left: Int
  let limit: Int
  let isOver: Bool
  /// Whether this review is disputed now or was decided about.
  let isUsed: Bool

  /// Whether a dispute can be raised now.
  var isOpen: Bool { !isOver && !isUsed && left > 0 }

  /// The right about one shared review.
  ///
  /// The window is the one that held when the review was shared and does not care whether the
  /// cycle was closed since; the limit is the one that holds today.
  static func of(
    _ review: Review, on today: Day, in zone: Zone, _ scope: Scope, db: any Connection
  ) throws -> DisputeRight? {
    guard review.kind.counts, let sharedAt = review.sharedAt, review.withdrawnAt == nil else {
      return nil
    }
    let promised = try DisputeRule.current(at: sharedAt, scope, in: db)
    let limit = try DisputeRule.current(scope, in: db).openLimit
    let until = promised.lastDay(sharedOn: zone.day(of: sharedAt))
    let own = try Dispute.all(of: [review.id], scope, in: db)
    return DisputeRight(
      until: until, left: max(0, limit - (try open(by: review, scope, in: db))), limit: limit,
      isOver: until < today,
      isUsed: own.contains { $0.state == .open || $0.state == .resolved || $0.state == .lapsed })
  }

  /// How many disputes of the same person are open in the same cycle.
  private static func open(
    by review: Review, _ scope: Scope, in db: any Connection
  ) throws -> Int {
    try db.value(
      """
      SELECT COUNT(*) AS value
      FROM dispute AS d
      JOIN review AS r ON r.workspace_id = d.workspace_id AND r.id = d.review_id
      WHERE d.workspace_id = \(scope) AND r.cycle_id = \(review.cycle)
        AND r.agent_id = \(review.agent)
        AND NOT EXISTS (
          SELECT 1 FROM dispute_event AS e
          WHERE e.workspace_id = d.workspace_id AND e.dispute_id = d.id
            AND e.kind IN ('decided', 'withdrawn', 'lapsed'))
      """) ?? 0
  }
}
