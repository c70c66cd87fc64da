public import Kernel
public import People
public import Storage
public import Web

extension Focus {
  /// The one condition under which somebody reads a row of `focus AS f` or of
  /// `focus_suggestion AS f`: it is about them, or about somebody in a team they lead.
  static func isReadable(by actor: Actor) -> SQL {
    actor.predicate(.read, .learning, person: "f.agent_id", team: "f.team_id")
  }

  private static func fetch(
    _ condition: SQL, for actor: Actor, in db: any Connection
  ) throws -> [Focus] {
    let rows = try db.rows(
      """
      SELECT f.id, f.cycle_id, f.team_id, f.agent_id, f.criterion_id, f.origin, f.chosen_at
      FROM focus AS f
      WHERE f.workspace_id = \(actor.scope) AND \(condition) AND \(isReadable(by: actor))
      ORDER BY f.cycle_id DESC, f.place
      """)
    let steps = try Step.all(of: try rows.map { try $0.get("id") }, actor.scope, in: db)
    return try rows.map { row in
      let id: ID = try row.get("id")
      let origin: String = try row.get("origin")
      return Focus(
        id: id, cycle: try row.get("cycle_id"), team: try row.get("team_id"),
        agent: try row.get("agent_id"), criterion: try row.get("criterion_id"),
        origin: Origin(rawValue: origin) ?? .own, chosenAt: try row.get("chosen_at"),
        steps: steps[id] ?? [])
    }
  }

  /// The focus points of a person that the actor may read.
  public static func all(
    of agent: Person.ID, for actor: Actor, in db: any Connection
  ) throws -> [Focus] {
    try fetch("f.agent_id = \(agent)", for: actor, in: db)
  }

  /// One of the actor's own focus points.
  static func own(_ id: ID, for actor: Actor, in db: any Connection) throws -> Focus {
    let found = try fetch("f.id = \(id) AND f.agent_id = \(actor.person)", for: actor, in: db)
    guard let focus = found.first else { throw FocusError.unknown }
    return focus
  }

  // MARK: Choosing

  /// Puts a criterion on the acting person's list for a cycle; the third one is refused.
  public static func choose(
    _ criterion: Criterion.ID, as origin: Origin, in cycle: Cycle, by actor: Actor,
    world: World, db: any Connection
  ) throws {
    let scope = actor.scope
    try requireShared(cycle, of: actor.person, scope, in: db)
    try requireAsked(criterion, in: cycle, scope, db: db)
    let chosen = try fetch(
      "f.agent_id = \(actor.person) AND f.cycle_id = \(cycle.id)", for: actor, in: db)
    guard !chosen.contains(where: { $0.criterion == criterion }) else { throw FocusError.chosen }
    guard chosen.count < most else { throw FocusError.full }
    let taken = try db.rows(
      """
      SELECT place FROM focus
      WHERE workspace_id = \(scope) AND agent_id = \(actor.person) AND cycle_id = \(cycle.id)
      """
    ).map { row -> Int in try row.get("place") }
    let place = taken.contains(1) ? 2 : 1
    let added = try db.execute(
      """
      INSERT INTO focus
        (workspace_id, id, cycle_id, team_id, agent_id, place, criterion_id, origin, chosen_at)
      VALUES
        (\(scope), \(world.key()), \(cycle.id), \(cycle.team), \(actor.person), \(place),
         \(criterion), \(origin.rawValue), \(world.now()))
      ON CONFLICT (workspace_id, agent_id, cycle_id, place) DO NOTHING
      """)
    guard added == 1 else { throw FocusError.full }
    try Audit.record(
      .create, .learning, object: criterion.rawValue, team: cycle.team.rawValue,
      "learning.audit.chosen", scope: scope, world: world, in: db)
  }

  /// Takes a focus point off the list again, as long as nothing is planned for it.
  public func remove(by actor: Actor, world: World, in db: any Connection) throws {
    let focus = try Focus.own(id, for: actor, in: db)
    guard focus.steps.isEmpty else { throw FocusError.planned }
    try db.execute("DELETE FROM focus WHERE workspace_id = \(actor.scope) AND id = \(id)")
    try Audit.record(
      .change, .learning, object: criterion.rawValue, team: team.rawValue,
      "learning.audit.removed", scope: actor.scope, world: world, in: db)
  }

  /// Lets a lead suggest a criterion to somebody of the team; the agent decides.
  public static func suggest(
    _ criterion: Criterion.ID, to agent: Person.ID, because note: String, in cycle: Cycle,
    by actor: Actor, world: World, db: any Connection
  ) throws {
    let (scope, note) = (actor.scope, String(note.trimmed.prefix(1000)))
    guard !note.isEmpty else { throw FocusError.noteMissing }
    try requireShared(cycle, of: agent, scope, in: db)
    try requireAsked(criterion, in: cycle, scope, db: db)
    let added = try db.execute(
      """
      INSERT INTO focus_suggestion
        (workspace_id, id, cycle_id, team_id, agent_id, criterion_id, note, person_id, at)
      VALUES
        (\(scope), \(world.key()), \(cycle.id), \(cycle.team), \(agent), \(criterion), \(note),
         \(actor.person), \(world.now()))
      ON CONFLICT (workspace_id, agent_id, cycle_id, criterion_id) DO NOTHING
      """)
    guard added == 1 else { throw FocusError.chosen }
    try Audit.record(
      .create, .learning, object: agent.rawValue, team: cycle.team.rawValue,
      "learning.audit.suggested", scope: scope, world: world, in: db)
  }

  private static func requireShared(
    _ cycle: Cycle, of agent: Person.ID, _ scope: Scope, in db: any Connection
  ) throws {
    let received = try Review.received(by: agent, scope, in: db)
    guard received.contains(where: { $0.cycle == cycle.id }) else {
      throw FocusError.nothingShared
    }
  }

  private static func requireAsked(
    _ criterion: Criterion.ID, in cycle: Cycle, _ scope: Scope, db: any Connection
  ) throws {
    let card = try ScorecardVersion.find(cycle.plan.scorecard, scope: scope, in: db)
    guard card?.rubric.criterion(criterion) != nil else { throw FocusError.unknownCriterion }
  }
}

extension Focus.Suggestion {
  /// What leads suggested to a person for a cycle, as far as the actor may read it.
  static func all(
    to agent: Person.ID, in cycle: Cycle.ID, for actor: Actor, db: any Connection
  ) throws -> [Self] {
    try db.rows(
      """
      SELECT f.criterion_id, f.note FROM focus_suggestion AS f
      WHERE f.workspace_id = \(actor.scope) AND f.agent_id = \(agent) AND f.cycle_id = \(cycle)
        AND \(Focus.isReadable(by: actor))
      ORDER BY f.at, f.id
      """
    ).map { Self(criterion: try $0.get("criterion_id"), note: try $0.get("note")) }
  }
}
