internal import Kernel
internal import Staffing
internal import Storage

/// How many chats people had at once, and how long that made them: measured, not assumed.
struct ChatPace: Hashable, Sendable {
  /// Chats an agent had at once while having any.
  let concurrency: Double
  let handling: ChatHandling
  /// From how many chats it is known.
  let chats: Int

  /// One chat of somebody.
  struct Chat: Hashable, Sendable {
    let person: Int64
    let start: Instant
    let end: Instant
  }

  /// Measures each person's chats beside each other; `nil` with fewer than twenty.
  ///
  /// Chats of more than two hours were left open, and are set aside.
  init?(_ chats: [Chat]) {
    let valid = chats.filter { $0.start < $0.end && $0.end.seconds(since: $0.start) <= 7200 }
    guard valid.count >= 20 else { return nil }
    var observations: [ChatHandling.Observation] = []
    var (all, busy) = (0.0, 0.0)
    for (_, own) in Dictionary(grouping: valid, by: \.person).sorted(by: { $0.key < $1.key }) {
      let length = own.reduce(0) { $0 + $1.end.seconds(since: $1.start) }
      let union = Self.union(own)
      guard union > 0 else { continue }
      all += length
      busy += union
      observations.append(
        .init(
          concurrency: length / union, handlingTime: length / Double(own.count),
          chats: Double(own.count)))
    }
    guard busy > 0, let handling = ChatHandling(observations) else { return nil }
    concurrency = all / busy
    self.handling = handling
    self.chats = valid.count
  }

  /// Seconds in which at least one was open.
  private static func union(_ chats: [Chat]) -> Double {
    var (sum, end) = (0.0, Instant(milliseconds: .min))
    for chat in chats.sorted(by: { ($0.start, $0.end) < ($1.start, $1.end) }) where chat.end > end {
      sum += chat.end.seconds(since: Swift.max(chat.start, end))
      end = chat.end
    }
    return sum
  }

  /// The chats of a queue that began in a span, each with who owned it.
  static func chats(
    of queue: StaffingQueue, from: Instant, until: Instant, _ scope: Scope, in db: any Connection
  ) throws -> [Chat] {
    try db.rows(
      """
      SELECT c.agent_id AS person, c.first_reply_at AS start_at,
        COALESCE(c.first_resolved_at, c.closed_at) AS end_at
      FROM conversation c
      WHERE c.workspace_id = \(scope) AND c.deleted_at IS NULL
        AND c.channel IN (\(list: queue.kind.channels))
        AND c.opened_at >= \(from) AND c.opened_at < \(until)
        AND c.agent_id IS NOT NULL AND c.first_reply_at IS NOT NULL
        AND COALESCE(c.first_resolved_at, c.closed_at) IS NOT NULL
      ORDER BY c.opened_at
      LIMIT \(20_000)
      """
    ).map {
      Chat(person: try $0.get("person"), start: try $0.get("start_at"), end: try $0.get("end_at"))
    }
  }
}
