internal import Conversations
public import Kernel
public import People
internal import Statistics
public import Storage
internal import Web

extension Calibration {
  /// Plans a session and opens it: what is drawn by lot follows from the stored seed.
  ///
  /// - Throws: ``CalibrationError`` for a faulty plan and when too few conversations are found.
  public static func plan(
    _ plan: CalibrationPlan, for team: Team.ID, on today: Day, scope: Scope, world: World,
    in db: any Connection
  ) throws -> Calibration {
    let faults = plan.faults(on: today)
    guard faults.isEmpty else { throw CalibrationError.faulty(faults) }
    let seed = world.seed()
    let named = unique(
      plan.benchmarks.map { ($0, Source.benchmark) }
        + plan.chosen.map { ($0, Source.chosen) })
    let agents = try agents(of: named.map(\.0), scope, in: db)
    guard agents.count == named.count else { throw CalibrationError.unknown }
    let drawn = try draw(
      plan, for: team, until: today, without: Set(named.map(\.0)), seed: seed, scope, in: db)
    let items =
      named.map { Item(conversation: $0.0, agent: agents[$0.0] ?? nil, source: $0.1) } + drawn
    let session = Calibration(
      id: world.id(), team: team, name: String(plan.name.trimmed.prefix(120)),
      scorecard: plan.scorecard, baseline: plan.baseline, dueOn: plan.dueOn, seed: seed,
      opensPractice: plan.opensPractice, createdAt: world.now(), closedAt: nil, closeReason: nil,
      items: items, participants: Set(plan.participants).sorted())
    try session.insert(scope: scope, world: world, in: db)
    try Audit.record(
      .create, .calibration, object: session.id.rawValue, team: team.rawValue,
      "calibration.audit.planned",
      ["conversations": String(items.count), "people": String(session.participants.count)],
      scope: scope, world: world, in: db)
    return session
  }

  private static func unique(_ entries: [(Conversation.ID, Source)])
    -> [(Conversation.ID, Source)]
  {
    var seen: Set<Conversation.ID> = []
    return entries.filter { seen.insert($0.0).inserted }
  }

  /// The agents of some conversations that exist.
  private static func agents(
    of conversations: [Conversation.ID], _ scope: Scope, in db: any Connection
  ) throws -> [Conversation.ID: Person.ID?] {
    let rows = try db.rows(
      """
      SELECT id, credited_id FROM conversation
      WHERE workspace_id = \(scope) AND deleted_at IS NULL AND id IN (\(list: conversations))
      """)
    return try rows.reduce(into: [:]) { found, row in
      let agent: Person.ID? = try row.get("credited_id")
      found[try row.get("id")] = .some(agent)
    }
  }

  /// Draws fresh conversations of the team: none that was in a session before, none of the expert's.
  private static func draw(
    _ plan: CalibrationPlan, for team: Team.ID, until today: Day,
    without taken: Set<Conversation.ID>, seed: UInt64, _ scope: Scope, in db: any Connection
  ) throws -> [Item] {
    guard plan.drawn > 0 else { return [] }
    let members = try Person.members(of: team, scope, in: db).map(\.id)
    let firstDay = today.advanced(by: -plan.days)
    let rows = try db.rows(
      """
      SELECT c.id, c.credited_id FROM conversation AS c
      WHERE c.workspace_id = \(scope) AND c.deleted_at IS NULL
        AND c.credited_id IN (\(list: members))
        AND c.opened_day BETWEEN \(firstDay) AND \(today)
        AND \(Conversation.isOpened(around: firstDay, today))
        AND (c.team_id = \(team) OR c.team_id IS NULL)
        AND c.agent_message_count > 0
        AND NOT EXISTS (
          SELECT 1 FROM calibration_item AS i
          WHERE i.workspace_id = c.workspace_id AND i.conversation_id = c.id)
      ORDER BY c.id
      """)
    var pool: [Item] = []
    for row in rows {
      let item = Item(
        conversation: try row.get("id"), agent: try row.get("credited_id"), source: .drawn)
      let isExperts = item.agent != nil && item.agent == plan.expert
      if !taken.contains(item.conversation), !isExperts { pool.append(item) }
    }
    guard pool.count >= plan.drawn else {
      throw CalibrationError.tooFewConversations(found: pool.count)
    }
    var chance = SplitMix64(seed: seed)
    return chance.choice(of: plan.drawn, from: pool.count).map { pool[$0] }
  }
}

extension CalibrationPlan {
  var expert: Person.ID? {
    if case .expert(let person) = baseline { person } else { nil }
  }
}
