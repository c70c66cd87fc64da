internal import Conversations
internal import Kernel
internal import People
internal import Storage

extension FrameItem {
  /// The conversations of a cycle's period that its members answered, before they are frozen.
  static func pool(
    of cycle: Cycle, members: [Person.ID], _ scope: Scope, in db: any Connection
  ) throws -> [FrameItem] {
    try db.rows(
      """
      SELECT id AS conversation_id, credited_id AS agent_id, channel, opened_at, language
      FROM conversation
      WHERE workspace_id = \(scope) AND deleted_at IS NULL
        AND credited_id IN (\(list: members))
        AND opened_day BETWEEN \(cycle.plan.firstDay) AND \(cycle.plan.lastDay)
        AND (team_id = \(cycle.team) OR team_id IS NULL)
        AND (agent_message_count > 0 OR channel = 'call')
      ORDER BY id
      """
    ).map(FrameItem.init(row:))
  }

  /// The frozen pool of a cycle, or one person's part of it.
  static func frozen(
    in cycle: Cycle.ID, of agent: Person.ID? = nil, _ scope: Scope, in db: any Connection
  ) throws -> [FrameItem] {
    let only: SQL = agent.map { "AND agent_id = \($0)" } ?? .empty
    return try db.rows(
      """
      SELECT conversation_id, agent_id, channel, opened_at, language
      FROM frame_item
      WHERE workspace_id = \(scope) AND cycle_id = \(cycle) \(only)
      ORDER BY conversation_id
      """
    ).map(FrameItem.init(row:))
  }

  /// How many conversations of each person are in the frozen pool.
  static func counts(
    in cycle: Cycle.ID, _ scope: Scope, in db: any Connection
  ) throws -> [Person.ID: Int] {
    let rows = try db.rows(
      """
      SELECT agent_id, COUNT(*) AS items
      FROM frame_item
      WHERE workspace_id = \(scope) AND cycle_id = \(cycle)
      GROUP BY agent_id
      """)
    return try Dictionary(
      rows.map { (try $0.get("agent_id"), try $0.get("items")) },
      uniquingKeysWith: { first, _ in first })
  }

  init(row: Row) throws {
    self.init(
      conversation: try row.get("conversation_id"), agent: try row.get("agent_id"),
      channel: try row.get("channel"), openedAt: try row.get("opened_at"),
      language: try row.get("language"))
  }

  /// Freezes a pool, a hundred rows a statement.
  static func insert(
    _ pool: [FrameItem], into cycle: Cycle, scope: Scope, world: World, in db: any Connection
  ) throws {
    var rest = pool[...]
    while !rest.isEmpty {
      let rows: [SQL] = rest.prefix(100).map { item in
        """
        (\(scope), \(world.key()), \(cycle.id), \(item.conversation), \(item.agent),
         \(item.channel), \(item.openedAt), \(item.language))
        """
      }
      try db.execute(
        """
        INSERT INTO frame_item
          (workspace_id, id, cycle_id, conversation_id, agent_id, channel, opened_at, language)
        VALUES \(SQL.joined(rows, separator: ", "))
        """)
      rest = rest.dropFirst(100)
    }
  }
}
