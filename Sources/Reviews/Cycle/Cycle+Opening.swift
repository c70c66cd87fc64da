internal import Conversations
public import Kernel
internal import People
internal import Statistics
public import Storage
internal import Web

extension Cycle {
  /// What opening a cycle brought about.
  public struct Opening: Hashable, Sendable {
    public let poolSize: Int
    public let picks: Int
    public let reviews: Int
    /// What the rule of assignment could not do.
    public let remarks: [Assignment.Remark]
  }

  /// Freezes the pool, draws the sample and hands out the reviews, all in one transaction.
  ///
  /// - Throws: ``CycleError`` when the cycle is no draft or its period holds no conversation.
  @discardableResult
  public func open(scope: Scope, world: World, in db: any Connection) throws -> Opening {
    let members = try Person.members(of: team, scope, in: db)
    let pool = try FrameItem.pool(of: team, plan, members: members.map(\.id), scope, in: db)
    guard !pool.isEmpty else { throw CycleError.emptyPool }
    let changed = try db.execute(
      """
      UPDATE cycle
      SET opened_at = \(world.now()), pool_size = \(pool.count),
        pool_digest = \(pool.digest(for: .reasons)), draw_version = \(Drawing.Line.reasons.rawValue)
      WHERE workspace_id = \(scope) AND id = \(id) AND opened_at IS NULL
      """)
    guard changed == 1 else { throw CycleError.state(try current(scope, in: db)) }
    try FrameItem.insert(pool, into: self, scope: scope, world: world, in: db)
    let picks = try draw(from: pool, scope: scope, world: world, in: db)
    let outcome = try assignment(of: picks, pool, scope: scope, in: db)
    let handed = try handOut(outcome, picks, scope: scope, world: world, in: db)
    let experts = try askExperts(about: picks, scope: scope, world: world, in: db)
    let remarks = outcome.remarks + experts.remarks
    try db.execute(
      """
      UPDATE cycle SET remarks = \(Assignment.Remark.text(of: remarks))
      WHERE workspace_id = \(scope) AND id = \(id)
      """)
    try Audit.record(
      .change, .sampling, object: id.rawValue, team: team.rawValue, "cycle.audit.opened",
      ["pool": String(pool.count), "picks": String(picks.count)], scope: scope, world: world,
      in: db)
    return Opening(
      poolSize: pool.count, picks: picks.count, reviews: handed + experts.count,
      remarks: remarks)
  }

  private func assignment(
    of picks: [Pick], _ pool: [FrameItem], scope: Scope, in db: any Connection
  ) throws -> Assignment.Outcome {
    let hands = try Hands.of(team, scope, in: db)
    // Whoever practises is asked for practice only.
    let practising = try Standing.practising(scope, in: db)
    let spoken = Dictionary(grouping: pool, by: \.agent)
      .mapValues { items in Set(items.compactMap(\.language)) }
    let rule = Assignment.Rule(
      reviewers: try Assignment.Reviewer.all(
        hands.peers.filter { !practising.contains($0) }, spoken: spoken, scope, in: db),
      leads: hands.leads, reviewsPerConversation: plan.reviewsPerConversation,
      past: try Author.pairs(of: team, before: self, scope, in: db),
      conflicts: try Conflict.pairs(scope, in: db))
    return rule.assign(
      try Assignment.Work.all(picks, scope, in: db), seed: Drawing.mixed(seed, 0))
  }

  private func handOut(
    _ outcome: Assignment.Outcome, _ picks: [Pick], scope: Scope, world: World,
    in db: any Connection
  ) throws -> Int {
    let byID = Dictionary(picks.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var count = 0
    for assignment in outcome.assignments {
      guard let pick = byID[assignment.pick] else { continue }
      try Review.assign(
        pick, to: assignment.reviewer, as: assignment.reason == .lead ? .lead : .peer,
        reason: assignment.reason, in: self, scope: scope, world: world, db: db)
      count += 1
    }
    guard plan.asksSelfAssessment else { return count }
    for pick in picks {
      try Review.assign(
        pick, to: pick.agent, as: .`self`, reason: .own, in: self, scope: scope, world: world,
        db: db)
      count += 1
    }
    return count
  }
}

/// Who of a team reviews, and who steps in.
struct Hands {
  let peers: [Person.ID]
  let leads: [Person.ID]

  /// The members who are agents and do not lead the team, and those who lead it or all teams.
  static func of(_ team: Team.ID, _ scope: Scope, in db: any Connection) throws -> Hands {
    let leads: [Person.ID] = try db.rows(
      """
      SELECT DISTINCT g.person_id, CASE WHEN g.team_id IS NULL THEN 1 ELSE 0 END AS whole
      FROM role_grant AS g
      JOIN person AS p ON p.workspace_id = g.workspace_id AND p.id = g.person_id
      WHERE g.workspace_id = \(scope) AND g.role = 'lead' AND p.active = 1
        AND (g.team_id = \(team) OR g.team_id IS NULL)
      ORDER BY whole, g.person_id
      """
    ).map { try $0.get("person_id") }
    let agents: [Person.ID] = try db.rows(
      """
      SELECT m.person_id
      FROM membership AS m
      JOIN person AS p ON p.workspace_id = m.workspace_id AND p.id = m.person_id
      JOIN role_grant AS g ON g.workspace_id = m.workspace_id AND g.person_id = m.person_id
      WHERE m.workspace_id = \(scope) AND m.team_id = \(team) AND p.active = 1
        AND g.role = 'agent'
      ORDER BY m.person_id
      """
    ).map { try $0.get("person_id") }
    return Hands(peers: agents.filter { !leads.contains($0) }, leads: leads)
  }

  /// Who looks at quality for the whole workspace and may write reviews: active analysts who
  /// neither administrate nor audit.
  static func experts(_ scope: Scope, in db: any Connection) throws -> [Person.ID] {
    try db.rows(
      """
      SELECT DISTINCT g.person_id
      FROM role_grant AS g
      JOIN person AS p ON p.workspace_id = g.workspace_id AND p.id = g.person_id
      WHERE g.workspace_id = \(scope) AND g.role = 'analyst' AND p.active = 1
        AND NOT EXISTS (
          SELECT 1 FROM role_grant AS other
          WHERE other.workspace_id = g.workspace_id AND other.person_id = g.person_id
            AND other.role IN ('admin', 'auditor'))
      ORDER BY g.person_id
      """
    ).map { try $0.get("person_id") }
  }
}
