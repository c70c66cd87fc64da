internal import Conversations
internal import Kernel
internal import People
internal import Storage
internal import Web

extension Assignment.Reviewer {
  /// What somebody stated they read and know; of whoever stated no language, what they answer in.
  static func all(
    _ people: [Person.ID], spoken: [Person.ID: Set<String>], _ scope: Scope,
    in db: any Connection
  ) throws -> [Self] {
    let stated = try Strengths.all(scope, in: db)
    let names = try Skill.all(scope, in: db).filter { !$0.isRetired }
    return people.map { person in
      let own = stated[person] ?? Strengths()
      return Self(
        person: person,
        languages: own.languages.isEmpty ? spoken[person] ?? [] : own.languages,
        skills: Set(names.filter { own.skills.contains($0.id) }.map(\.name)))
    }
  }
}

extension Assignment.Work {
  /// Picks as work to be assigned, with what their conversations need.
  static func all(
    _ picks: [Pick], _ scope: Scope, in db: any Connection
  ) throws -> [Self] {
    let needs = try Skill.needs(of: picks.map(\.conversation), scope, in: db)
    return picks.map { pick in
      Self(
        pick: pick.id, agent: pick.agent, language: pick.language,
        skills: needs[pick.conversation] ?? [])
    }
  }
}

extension Bench {
  /// The bench of a cycle as it is in this transaction.
  static func of(_ cycle: Cycle, _ scope: Scope, in db: any Connection) throws -> Bench {
    let hands = try Hands.of(cycle.team, scope, in: db)
    // Whoever practises is asked for practice only.
    let practising = try Standing.practising(scope, in: db)
    let spoken = try db.rows(
      """
      SELECT DISTINCT agent_id, language FROM frame_item
      WHERE workspace_id = \(scope) AND cycle_id = \(cycle.id) AND language IS NOT NULL
      """
    ).reduce(into: [Person.ID: Set<String>]()) { found, row in
      found[try row.get("agent_id"), default: []].insert(try row.get("language"))
    }
    return Bench(
      reviewers: try Assignment.Reviewer.all(
        hands.peers.filter { !practising.contains($0) }, spoken: spoken, scope, in: db),
      leads: hands.leads, conflicts: try Conflict.pairs(scope, in: db),
      past: try Author.pairs(of: cycle.team, before: cycle, scope, in: db),
      seats: try Author.seats(in: cycle.id, scope, in: db))
  }
}

extension Pick {
  /// Takes hold of a pick until the transaction ends; false when another node has it.
  func hold(_ scope: Scope, in db: any Connection) throws -> Bool {
    try db.row(
      """
      SELECT id FROM pick WHERE workspace_id = \(scope) AND id = \(id) \(.skipLocked)
      """) != nil
  }
}
