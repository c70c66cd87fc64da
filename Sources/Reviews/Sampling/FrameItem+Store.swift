internal import Conversations
internal import Kernel
internal import People
internal import Storage

extension FrameItem {
  /// The conversations of a period that a team's members answered, before they are frozen, with
  /// what flags them.
  static func pool(
    of team: Team.ID, _ plan: Plan, members: [Person.ID], _ scope: Scope,
    in db: any Connection
  ) throws -> [FrameItem] {
    let condition: SQL =
      """
      c.deleted_at IS NULL AND c.credited_id IN (\(list: members))
      AND c.opened_day BETWEEN \(plan.firstDay) AND \(plan.lastDay)
      AND \(Conversation.isOpened(around: plan.firstDay, plan.lastDay))
      AND (c.team_id = \(team) OR c.team_id IS NULL)
      AND (c.agent_message_count > 0 OR c.channel = 'call')
      """
    let items = try db.rows(
      """
      SELECT c.id AS conversation_id, c.credited_id AS agent_id, c.channel, c.reason,
        c.opened_at, c.language
      FROM conversation AS c
      WHERE c.workspace_id = \(scope) AND \(condition)
      ORDER BY c.id
      """
    ).map(FrameItem.init(row:))
    guard plan.sampling.flagged > 0 else { return items }
    let findings = try plan.sampling.marks.sorted { $0.key < $1.key }.flatMap { name, mark in
      try Signal.named(name).findings(from: mark, where: condition, scope, in: db)
    }
    return items.flagged(by: findings)
  }

  /// The frozen pool of a cycle, or one person's part of it.
  static func frozen(
    in cycle: Cycle.ID, of agent: Person.ID? = nil, _ scope: Scope, in db: any Connection
  ) throws -> [FrameItem] {
    let only: SQL = agent.map { "AND agent_id = \($0)" } ?? .empty
    let items = try db.rows(
      """
      SELECT conversation_id, agent_id, channel, reason, opened_at, language
      FROM frame_item
      WHERE workspace_id = \(scope) AND cycle_id = \(cycle) \(only)
      ORDER BY conversation_id
      """
    ).map(FrameItem.init(row:))
    return items.flagged(by: try flags(in: cycle, scope, in: db))
  }

  /// What flagged the conversations of a frozen pool.
  static func flags(
    in cycle: Cycle.ID, _ scope: Scope, in db: any Connection
  ) throws -> [Signal.Finding] {
    try db.rows(
      """
      SELECT conversation_id, signal, value FROM frame_flag
      WHERE workspace_id = \(scope) AND cycle_id = \(cycle)
      ORDER BY conversation_id, signal
      """
    ).map { row in
      Signal.Finding(
        conversation: try row.get("conversation_id"), signal: try row.get("signal"),
        value: try row.get("value"))
    }
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
      channel: try row.get("channel"), reason: try row.get("reason"),
      openedAt: try row.get("opened_at"), language: try row.get("language"))
  }

  /// Freezes a pool, a hundred rows a statement.
  static func insert(
    _ pool: [FrameItem], into cycle: Cycle, scope: Scope, world: World, in db: any Connection
  ) throws {
    try inHundreds(pool) { items in
      let rows = items.map { item -> SQL in
        """
        (\(scope), \(world.key()), \(cycle.id), \(item.conversation), \(item.agent),
         \(item.channel), \(item.reason), \(item.openedAt), \(item.language))
        """
      }
      try db.execute(
        """
        INSERT INTO frame_item
          (workspace_id, id, cycle_id, conversation_id, agent_id, channel, reason, opened_at,
           language)
        VALUES \(SQL.joined(rows, separator: ", "))
        """)
    }
    let flags = pool.flatMap { item in item.flags.map { (item.conversation, $0) } }
    try inHundreds(flags) { flags in
      let rows = flags.map { conversation, flag -> SQL in
        """
        (\(scope), \(world.key()), \(cycle.id), \(conversation), \(flag.signal), \(flag.value))
        """
      }
      try db.execute(
        """
        INSERT INTO frame_flag (workspace_id, id, cycle_id, conversation_id, signal, value)
        VALUES \(SQL.joined(rows, separator: ", "))
        """)
    }
  }

  private static func inHundreds<Element>(
    _ elements: [Element], _ body: (ArraySlice<Element>) throws -> Void
  ) rethrows {
    var rest = elements[...]
    while !rest.isEmpty {
      try body(rest.prefix(100))
      rest = rest.dropFirst(100)
    }
  }
}

extension [FrameItem] {
  fileprivate func flagged(by findings: [Signal.Finding]) -> [FrameItem] {
    guard !findings.isEmpty else { return self }
    let flags = Dictionary(grouping: findings, by: \.conversation)
    return map { item in
      var item = item
      item.flags = (flags[item.conversation] ?? []).map {
        FrameItem.Flag(signal: $0.signal, value: $0.value)
      }
      return item
    }
  }
}
