internal import Conversations
internal import Kernel
internal import Storage

extension Fact {
  private static let columns: StaticName = """
    workspace_id, id, opened_day, last_day, channel, team_id, owner_id, credited_id, queue_id, customer_id, \
    opened_at, reason, is_complaint, left_day, replied_day, responder_id, first_response_ms, \
    first_response_business_ms, is_in_time, resolved_at, resolved_day, resolution_ms, \
    resolution_business_ms, reopens, hands, replies, is_first_contact, offered_day, wait_ms, \
    is_answered, is_abandoned, talk_ms, hold_ms, wrap_ms, rated_day, csat, nps, ces, \
    solution_clock_ms, is_solved_in_time, contribution
    """

  /// Adds facts with what each contributes.
  static func insert(
    _ facts: [(fact: Fact, contribution: Contribution.Written)], _ scope: Scope,
    in db: any Connection
  ) throws {
    var batch = Batch("conversation_fact", columns)
    batch.reserve(rows: facts.count, bytesEach: 256)
    for (fact, contribution) in facts { fact.add(to: &batch, contribution, scope) }
    try db.insert(batch)
  }

  private func add(
    to batch: inout Batch, _ contribution: Contribution.Written, _ scope: Scope
  ) {
    batch.add(scope.workspace)
    batch.add(conversation)
    batch.add(openedDay)
    batch.add(contribution.lastDay ?? openedDay)
    batch.add(channel)
    batch.add(team)
    batch.add(owner)
    batch.add(credited)
    batch.add(queue)
    batch.add(customer)
    batch.add(openedAt)
    batch.add(reason)
    batch.add(isComplaint)
    batch.add(leftDay?.number)
    batch.add(repliedDay?.number)
    batch.add(responder)
    batch.add(firstResponse)
    batch.add(firstResponseBusiness)
    batch.add(isInTime)
    batch.add(resolvedAt)
    batch.add(resolvedDay?.number)
    batch.add(resolution)
    batch.add(resolutionBusiness)
    batch.add(reopens)
    batch.add(hands)
    batch.add(work.reduce(0) { $0 + $1.replies })
    batch.add(isFirstContact)
    batch.add(calls.first?.day.number)
    batch.add(calls.compactMap(\.wait).first)
    batch.add(calls.isEmpty ? nil : calls.contains(where: \.isAnswered))
    batch.add(calls.isEmpty ? nil : calls.contains(where: \.isAbandoned))
    batch.add(Self.sum(calls.compactMap(\.talk)))
    batch.add(Self.sum(calls.compactMap(\.hold)))
    batch.add(Self.sum(calls.compactMap(\.wrap)))
    batch.add(ratings.compactMap(\.ratedDay).max()?.number)
    batch.add(score(.csat))
    batch.add(score(.nps))
    batch.add(score(.ces))
    batch.add(solutionClock)
    batch.add(isSolvedInTime)
    batch.add(contribution.bytes)
  }

  private func score(_ kind: SurveyKind) -> Double? {
    ratings.last { $0.kind == kind && $0.score != nil }?.score
  }

  private static func sum(_ values: [Int]) -> Int? {
    values.isEmpty ? nil : values.reduce(0, +)
  }

  /// Takes facts away and gives back what each had contributed.
  static func remove(
    _ ids: [Conversation.ID], _ scope: Scope, in db: any Connection
  ) throws -> [Conversation.ID: Removed] {
    var removed: [Conversation.ID: Removed] = [:]
    for start in stride(from: 0, to: ids.count, by: 500) {
      let some = Array(ids[start..<min(start + 500, ids.count)])
      try db.forEachRow(
        """
        WITH k (key) AS (\(rows: some))
        SELECT f.id, f.customer_id, f.opened_at, f.contribution
        FROM k CROSS JOIN conversation_fact f
        WHERE f.workspace_id = \(scope) AND f.id = k.key
        """
      ) { row in
        removed[try row.get("id")] = Removed(
          customer: try row.get("customer_id"), openedAt: try row.get("opened_at"),
          contribution: Contribution(try row.get("contribution")) ?? Contribution())
      }
      guard !removed.isEmpty else { continue }
      try db.execute(
        """
        DELETE FROM conversation_fact WHERE workspace_id = \(scope) AND id IN (\(list: some))
        """)
    }
    return removed
  }

  /// The condition that a row of `conversation_fact f` may count for something in a period.
  ///
  /// SQLite begins with the first day of the period, see ``isOpened(by:)``.
  static func counts(in period: Period) -> SQL {
    "f.last_day >= \(period.first) AND \(isOpened(by: period.last))"
  }

  /// The condition that a row of `conversation_fact f` was open at the end of a day.
  ///
  /// Whatever left later has its last day later, too: so both sides have an index.
  static func isOpen(after day: Day) -> SQL {
    """
    \(isOpened(by: day))
      AND (f.left_day IS NULL OR (f.last_day > \(day) AND f.left_day > \(day)))
    """
  }

  /// The condition that a row of `conversation_fact f` was opened by a day, or else nothing.
  ///
  /// Of a bare bound SQLite would make the way in, from the first of all that was opened; it takes
  /// none into an alternative. PostgreSQL sees through it and knows how many rows it leaves.
  private static func isOpened(by day: Day) -> SQL { "(f.opened_day <= \(day) OR 1 = 0)" }

  /// What has to be known of a fact that is no more.
  struct Removed: Sendable {
    let customer: Customer.ID?
    let openedAt: Instant
    let contribution: Contribution
  }

  /// Whose contact, and the day it was opened, for looking at the contacts before it.
  struct Visitor: Hashable, Sendable {
    let customer: Customer.ID
    let conversation: Conversation.ID
    let openedAt: Instant
    let reason: String?
    /// Where its fact is known already.
    let resolvedAt: Instant?

    init(
      customer: Customer.ID, conversation: Conversation.ID, openedAt: Instant, reason: String?,
      resolvedAt: Instant?
    ) {
      self.customer = customer
      self.conversation = conversation
      self.openedAt = openedAt
      self.reason = reason
      self.resolvedAt = resolvedAt
    }

    init?(_ course: Course) {
      let one = course.conversation
      guard let customer = one.customer else { return nil }
      self.init(
        customer: customer, conversation: one.id, openedAt: one.openedAt, reason: one.reason,
        resolvedAt: nil)
    }
  }

  /// What is known of some customers' contacts that count for anything from a day on, by customer.
  ///
  /// They are looked for month by month, so that what a day brings lies together in the index: by
  /// customer alone each of its contacts has a page of its own once the history is long.
  static func visits(
    of customers: Set<Customer.ID>, since day: Day, _ scope: Scope, in db: any Connection
  ) throws -> [Customer.ID: [Visitor]] {
    let months = try customers.isEmpty ? [] : months(since: day, scope, in: db)
    guard !months.isEmpty else { return [:] }
    var visits: [Customer.ID: [Visitor]] = [:]
    let keys = customers.sorted()
    for start in stride(from: 0, to: keys.count, by: 500) {
      let some = Array(keys[start..<min(start + 500, keys.count)])
      try db.forEachRow(
        """
        WITH k (key) AS (\(rows: some)), m (month) AS (\(rows: months))
        SELECT f.id, f.customer_id, f.opened_at, f.reason, f.resolved_at
        FROM m CROSS JOIN k CROSS JOIN conversation_fact f
        WHERE f.workspace_id = \(scope) AND \(isVisit(since: day))
        """
      ) { row in
        let customer: Customer.ID = try row.get("customer_id")
        visits[customer, default: []].append(
          Visitor(
            customer: customer, conversation: try row.get("id"),
            openedAt: try row.get("opened_at"), reason: try row.get("reason"),
            resolvedAt: try row.get("resolved_at")))
      }
    }
    return visits
  }

  /// The condition that a row of `conversation_fact f` is a contact of customer `k` in month `m` that
  /// counts for anything from a day on.
  ///
  /// Before a file knows how its rows are spread, SQLite would take a bare bound of days for the way
  /// in and walk through all of them for each customer; it takes none into an alternative.
  static func isVisit(since day: Day) -> SQL {
    "f.last_day / 30 = m.month AND f.customer_id = k.key AND (f.last_day >= \(day) OR 1 = 0)"
  }

  /// The stretches of thirty days in which anything of a customer counts last, from a day's own on.
  ///
  /// One jump in the index for each, so that empty years cost nothing.
  private static func months(
    since day: Day, _ scope: Scope, in db: any Connection
  ) throws -> [Int] {
    var months: [Int] = []
    var next = day.number / 30
    while let month: Int = try db.row(
      """
      SELECT f.last_day / 30 AS month FROM conversation_fact f
      WHERE f.workspace_id = \(scope) AND f.customer_id IS NOT NULL
        AND f.last_day / 30 >= \(next)
      ORDER BY f.last_day / 30 LIMIT 1
      """)?.get("month")
    {
      months.append(month)
      next = month + 1
    }
    return months
  }
}
