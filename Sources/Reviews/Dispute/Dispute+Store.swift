public import Kernel
internal import People
public import Storage

extension Dispute {
  /// One dispute.
  public static func find(_ id: ID, _ scope: Scope, in db: any Connection) throws -> Dispute? {
    try fetch("d.id = \(id)", scope, in: db).first
  }

  /// The disputes of some reviews, the oldest first.
  public static func all(
    of reviews: [Review.ID], _ scope: Scope, in db: any Connection
  ) throws -> [Dispute] {
    try fetch("d.review_id IN (\(list: reviews))", scope, in: db)
  }

  /// The disputes of the whole workspace, the oldest first.
  static func all(_ scope: Scope, in db: any Connection) throws -> [Dispute] {
    try fetch("d.id > 0", scope, in: db)
  }

  /// The disputes of the whole workspace that wait to be decided.
  static func open(_ scope: Scope, in db: any Connection) throws -> [Dispute] {
    try fetch(
      """
      NOT EXISTS (
        SELECT 1 FROM dispute_event AS e
        WHERE e.workspace_id = d.workspace_id AND e.dispute_id = d.id
          AND e.kind IN ('decided', 'withdrawn', 'lapsed'))
      """, scope, in: db)
  }

  /// One dispute as it is in this transaction, if it is still open.
  static func requireOpen(
    _ id: ID, _ scope: Scope, in db: any Connection
  ) throws -> Dispute {
    guard let dispute = try find(id, scope, in: db) else { throw DisputeError.unknown }
    guard dispute.state == .open else { throw DisputeError.closed }
    return dispute
  }

  private static func fetch(
    _ condition: SQL, _ scope: Scope, in db: any Connection
  ) throws -> [Dispute] {
    let rows = try db.rows(
      """
      SELECT d.id, d.review_id, d.kind, d.statement, d.claimed_id, d.decide_by
      FROM dispute AS d
      WHERE d.workspace_id = \(scope) AND \(condition)
      ORDER BY d.raised_at, d.id
      """)
    let keys: [ID] = try rows.map { try $0.get("id") }
    let points = try points(of: keys, scope, in: db)
    let verdicts = try verdicts(of: keys, scope, in: db)
    let steps = try steps(of: keys, scope, in: db)
    return try rows.map { row in
      let id: ID = try row.get("id")
      return Dispute(
        id: id, review: try row.get("review_id"), kind: try row.get("kind"),
        statement: try row.get("statement"), claimed: try row.get("claimed_id"),
        decideBy: try row.get("decide_by"), points: points[id] ?? [],
        verdicts: verdicts[id] ?? [], steps: steps[id] ?? [])
    }
  }

  private static func points(
    of disputes: [ID], _ scope: Scope, in db: any Connection
  ) throws -> [ID: [Point]] {
    try db.rows(
      """
      SELECT dispute_id, criterion_id, option_id, reason, message_id, quote
      FROM dispute_point
      WHERE workspace_id = \(scope) AND dispute_id IN (\(list: disputes))
      ORDER BY dispute_id, position
      """
    ).reduce(into: [:]) { found, row in
      found[try row.get("dispute_id"), default: []].append(
        Point(
          try row.get("criterion_id"), option: try row.get("option_id"),
          reason: try row.get("reason"), message: try row.get("message_id"),
          quote: try row.get("quote")))
    }
  }

  private static func verdicts(
    of disputes: [ID], _ scope: Scope, in db: any Connection
  ) throws -> [ID: [Verdict]] {
    try db.rows(
      """
      SELECT dispute_id, criterion_id, outcome, option_id, reason
      FROM dispute_verdict
      WHERE workspace_id = \(scope) AND dispute_id IN (\(list: disputes))
      ORDER BY dispute_id, id
      """
    ).reduce(into: [:]) { found, row in
      found[try row.get("dispute_id"), default: []].append(
        Verdict(
          try row.get("criterion_id"), try row.get("outcome"), option: try row.get("option_id"),
          reason: try row.get("reason")))
    }
  }

  private static func steps(
    of disputes: [ID], _ scope: Scope, in db: any Connection
  ) throws -> [ID: [Step]] {
    try db.rows(
      """
      SELECT dispute_id, kind, person_id, note, at
      FROM dispute_event
      WHERE workspace_id = \(scope) AND dispute_id IN (\(list: disputes))
      ORDER BY dispute_id, at, id
      """
    ).reduce(into: [:]) { found, row in
      let kind: String = try row.get("kind")
      guard let event = Event(rawValue: kind) else { return }
      found[try row.get("dispute_id"), default: []].append(
        Step(
          event: event, person: try row.get("person_id"), note: try row.get("note"),
          at: try row.get("at")))
    }
  }

  /// Writes a step; returns false when it had been taken before.
  ///
  /// What the reviewer does is written without a person: ``Author`` knows who that is.
  @discardableResult
  static func record(
    _ event: Event, of dispute: ID, note: String = "", scope: Scope, world: World,
    in db: any Connection
  ) throws -> Bool {
    let person = event == .answered ? nil : scope.person
    return try db.execute(
      """
      INSERT INTO dispute_event (workspace_id, id, dispute_id, kind, person_id, note, at)
      VALUES
        (\(scope), \(world.key()), \(dispute), \(event.rawValue), \(person), \(note),
         \(world.now()))
      ON CONFLICT (workspace_id, dispute_id, kind) DO NOTHING
      """) > 0
  }
}
