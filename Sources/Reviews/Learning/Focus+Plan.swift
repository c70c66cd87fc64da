public import Kernel
internal import People
public import Storage
public import Web

extension Focus {
  /// Plans a step: what, by whom, until when, and when to look at it again.
  public func plan(
    _ action: String, owner: Step.Owner, dueOn: Day?, followUpOn: Day?, by actor: Actor,
    world: World, in db: any Connection
  ) throws {
    let action = String(action.trimmed.prefix(1000))
    guard !action.isEmpty else { throw FocusError.actionMissing }
    guard let dueOn, let followUpOn else { throw FocusError.daysMissing }
    guard dueOn <= followUpOn else { throw FocusError.followsUpTooEarly }
    let focus = try Focus.own(id, for: actor, in: db)
    try db.execute(
      """
      INSERT INTO focus_step
        (workspace_id, id, focus_id, action, owner, due_on, follow_up_on, written_at)
      VALUES
        (\(actor.scope), \(world.key()), \(focus.id), \(action), \(owner.rawValue), \(dueOn),
         \(followUpOn), \(world.now()))
      """)
    try Audit.record(
      .create, .learning, object: focus.id.rawValue, team: focus.team.rawValue,
      "learning.audit.planned", scope: actor.scope, world: world, in: db)
  }

  /// Says how a step ended; who drops one says why.
  public func finish(
    _ step: Step.ID, as kind: Outcome.Kind, note: String, by actor: Actor, world: World,
    in db: any Connection
  ) throws {
    let note = String(note.trimmed.prefix(1000))
    let focus = try Focus.own(id, for: actor, in: db)
    guard let step = focus.steps.first(where: { $0.id == step }) else { throw FocusError.unknown }
    guard kind == .done || !note.isEmpty else { throw FocusError.noteMissing }
    let added = try db.execute(
      """
      INSERT INTO focus_outcome (workspace_id, id, step_id, kind, note, at)
      VALUES
        (\(actor.scope), \(world.key()), \(step.id), \(kind.rawValue), \(note), \(world.now()))
      ON CONFLICT (workspace_id, step_id) DO NOTHING
      """)
    guard added == 1 else { throw FocusError.finished }
    try Audit.record(
      .change, .learning, object: focus.id.rawValue, team: focus.team.rawValue,
      "learning.audit.finished", scope: actor.scope, world: world, in: db)
  }
}

extension Focus.Step {
  /// The steps of some focus points, the earliest due first.
  static func all(
    of focuses: [Focus.ID], _ scope: Scope, in db: any Connection
  ) throws -> [Focus.ID: [Self]] {
    guard !focuses.isEmpty else { return [:] }
    return try db.rows(
      """
      SELECT s.id, s.focus_id, s.action, s.owner, s.due_on, s.follow_up_on,
        o.kind, o.note, o.at
      FROM focus_step AS s
      LEFT JOIN focus_outcome AS o ON o.workspace_id = s.workspace_id AND o.step_id = s.id
      WHERE s.workspace_id = \(scope) AND s.focus_id IN (\(list: focuses))
      ORDER BY s.due_on, s.id
      """
    ).reduce(into: [:]) { found, row in
      let owner: String = try row.get("owner")
      let kind: String? = try row.get("kind")
      let outcome = try kind.flatMap(Focus.Outcome.Kind.init(rawValue:)).map {
        Focus.Outcome(kind: $0, note: try row.get("note"), at: try row.get("at"))
      }
      found[try row.get("focus_id"), default: []].append(
        Self(
          id: try row.get("id"), action: try row.get("action"),
          owner: Owner(rawValue: owner) ?? .agent, dueOn: try row.get("due_on"),
          followUpOn: try row.get("follow_up_on"), outcome: outcome))
    }
  }
}
