internal import Conversations
internal import Kernel
internal import Markup
internal import Storage
internal import Web

/// Callers who left in the voice menu: they asked for nobody, so no queue was offered them.
struct MenuEnds: Hashable, Sendable {
  /// Calls of which the source says how long they were in the menu.
  let told: Int
  /// Those that ended there though their queue is known.
  let placed: Int
  /// Those that ended there before they reached a queue: of all lines together.
  let unplaced: Int

  /// Whether any call tells of its menu; an interval file does not, nor does a log of queues.
  var isKnown: Bool { told > 0 }

  /// What tells such a call, of a call `k` and its conversation `c`: nobody answered, it waited in
  /// no queue, and where it counts as given up there was no queue to give up.
  static let condition: SQL = """
    COALESCE(k.ivr_s, 0.0) > 0 AND COALESCE(k.wait_s, 0.0) = 0 AND COALESCE(k.is_answered, 1) = 0
      AND (COALESCE(k.is_abandoned, 1) = 0 OR c.queue_id IS NULL)
    """

  /// Inbound calls from one day until another, at any hour, of a queue and of none.
  init(
    of queue: StaffingQueue, from: Day, until: Day, in zone: Zone, _ scope: Scope,
    db: any Connection
  ) throws {
    let row = try db.row(
      """
      SELECT COUNT(*) AS told,
        COUNT(CASE WHEN \(Self.condition) AND c.queue_id IS NOT NULL THEN 1 END) AS placed,
        COUNT(CASE WHEN \(Self.condition) AND c.queue_id IS NULL THEN 1 END) AS unplaced
      FROM conversation c
      JOIN call k ON k.workspace_id = c.workspace_id AND k.conversation_id = c.id
      WHERE c.workspace_id = \(scope) AND c.deleted_at IS NULL
        AND c.channel IN (\(list: StaffingQueue.Kind.calls.channels))
        AND c.opened_at >= \(zone.start(of: from)) AND c.opened_at < \(zone.start(of: until))
        AND (k.direction IS NULL OR k.direction NOT IN ('outbound', 'internal'))
        AND k.ivr_s IS NOT NULL AND (c.queue_id IS NULL OR \(queue.isCovering(scope)))
      """)
    told = try row?.get("told") ?? 0
    placed = try row?.get("placed") ?? 0
    unplaced = try row?.get("unplaced") ?? 0
  }
}

extension MenuEnds {
  /// How many, of how many callers, and whose they are.
  func sentence(_ text: Text) -> String {
    guard isKnown else { return text("volume.menu.unknown") }
    let values: [String: TextValue] = [
      "count": .integer(placed + unplaced), "calls": .integer(told),
      "unplaced": .integer(unplaced),
    ]
    return text("volume.menu.value", values)
      + (unplaced > 0 ? " " + text("volume.menu.unplaced", values) : "")
  }
}
