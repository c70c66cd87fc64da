internal import Foundation
public import Kernel
public import People
public import Storage
internal import Web

extension Programme {
  /// The programmes of all teams, or of one, in the order of their keys.
  private static func fetch(
    _ condition: SQL, _ scope: Scope, in db: any Connection
  ) throws -> [Programme] {
    let rows = try db.rows(
      """
      SELECT p.id, p.team_id, v.number, v.terms, v.at, v.by_id
      FROM programme AS p
      JOIN programme_version AS v
        ON v.workspace_id = p.workspace_id AND v.programme_id = p.id
      WHERE p.workspace_id = \(scope) AND \(condition)
        AND NOT EXISTS (
          SELECT 1 FROM programme_version AS newer
          WHERE newer.workspace_id = v.workspace_id
            AND newer.programme_id = v.programme_id AND newer.number > v.number)
      ORDER BY p.id
      """)
    let events = try events(of: try rows.map { try $0.get("id") }, scope, in: db)
    return try rows.map { row in
      let id: ID = try row.get("id")
      return Programme(
        id: id, team: try row.get("team_id"), version: try row.get("number"),
        terms: try Terms(stored: try row.get("terms")), agreedAt: try row.get("at"),
        agreedBy: try row.get("by_id"), events: events[id] ?? [])
    }
  }

  private static func events(
    of ids: [ID], _ scope: Scope, in db: any Connection
  ) throws -> [ID: [Event]] {
    try db.rows(
      """
      SELECT programme_id, kind, note, at, by_id FROM programme_event
      WHERE workspace_id = \(scope) AND programme_id IN (\(list: ids))
      ORDER BY programme_id, number
      """
    ).reduce(into: [:]) { found, row in
      let kind: String = try row.get("kind")
      found[try row.get("programme_id"), default: []].append(
        Event(
          kind: Event.Kind(rawValue: kind) ?? .paused, note: try row.get("note"),
          at: try row.get("at"), by: try row.get("by_id")))
    }
  }

  /// All programmes of the workspace.
  public static func all(_ scope: Scope, in db: any Connection) throws -> [Programme] {
    try fetch("1 = 1", scope, in: db)
  }

  /// The programme of a team, if it has one.
  public static func of(
    _ team: Team.ID, _ scope: Scope, in db: any Connection
  ) throws -> Programme? {
    try fetch("p.team_id = \(team)", scope, in: db).first
  }

  static func find(_ id: ID, _ scope: Scope, in db: any Connection) throws -> Programme? {
    try fetch("p.id = \(id)", scope, in: db).first
  }

  /// The cycles it planned, the newest first.
  func cycles(_ scope: Scope, in db: any Connection) throws -> [ProgrammeCycle] {
    let rows = try db.rows(
      """
      SELECT pc.cycle_id, pc.position,
        (SELECT x.note FROM programme_exception AS x
         WHERE x.workspace_id = pc.workspace_id AND x.cycle_id = pc.cycle_id
           AND NOT EXISTS (
             SELECT 1 FROM programme_exception AS y
             WHERE y.workspace_id = x.workspace_id AND y.cycle_id = x.cycle_id
               AND y.id > x.id)) AS note
      FROM programme_cycle AS pc
      WHERE pc.workspace_id = \(scope) AND pc.programme_id = \(id)
      ORDER BY pc.position DESC
      """)
    let byID = Dictionary(
      try Cycle.all(of: team, scope, in: db).map { ($0.id, $0) },
      uniquingKeysWith: { first, _ in first })
    return try rows.compactMap { row in
      try byID[try row.get("cycle_id")].map {
        ProgrammeCycle(
          cycle: $0, position: try row.get("position"), exception: try row.get("note"))
      }
    }
  }

  /// The day on which a cycle is opened by itself; `nil` when somebody has to.
  static func dayOfOpening(_ cycle: Cycle, _ scope: Scope, in db: any Connection) throws -> Day? {
    guard cycle.state == .draft, let programme = try of(cycle.team, scope, in: db),
      programme.state == .running,
      try programme.drafts(scope, in: db).contains(where: { $0.cycle.id == cycle.id })
    else { return nil }
    return cycle.plan.lastDay.advanced(by: 1)
  }

  // MARK: Agreeing

  /// Agrees on terms for a team and starts the programme, or gives it new terms.
  ///
  /// What is planned and not open yet follows the new terms, unless it is an exception; also what
  /// was planned by hand before.
  /// - Throws: ``ProgrammeError`` when the terms contradict themselves, or others were agreed on
  ///   since `version` was read (0 for none).
  @discardableResult
  public static func agree(
    on terms: Terms, for team: Team.ID, over version: Int, scope: Scope, world: World,
    in db: any Connection
  ) throws -> Programme {
    let faults = terms.faults
    guard faults.isEmpty else { throw ProgrammeError.faulty(faults) }
    if !terms.rules.namesReviewers {
      let peers = try Hands.of(team, scope, in: db).peers.count
      guard peers >= Author.fewestInHiding else { throw CycleError.tooFewToHide }
    }
    let known = try of(team, scope, in: db)
    guard (known?.version ?? 0) == version else { throw ProgrammeError.stale }
    let id = try known?.id ?? insert(team, scope: scope, world: world, in: db)
    let added = try db.execute(
      """
      INSERT INTO programme_version (workspace_id, id, programme_id, number, terms, at, by_id)
      VALUES
        (\(scope), \(world.key()), \(id), \(version + 1), \(try terms.stored), \(world.now()),
         \(scope.person))
      ON CONFLICT (workspace_id, programme_id, number) DO NOTHING
      """)
    guard added == 1 else { throw ProgrammeError.stale }
    if known == nil || known?.state == .ended {
      try note(
        .started, number: (known?.events.count ?? 0) + 1, of: id, because: "", scope: scope,
        world: world, in: db)
    }
    try Audit.record(
      .change, .sampling, object: id.rawValue, team: team.rawValue, "programme.audit.agreed",
      ["version": String(version + 1)], scope: scope, world: world, in: db)
    guard let programme = try find(id, scope, in: db) else { throw ProgrammeError.unknown }
    try programme.adoptDrafts(scope: scope, world: world, in: db)
    try programme.reviseDrafts(scope: scope, world: world, in: db)
    return programme
  }

  private static func insert(
    _ team: Team.ID, scope: Scope, world: World, in db: any Connection
  ) throws -> ID {
    let id: ID = world.id()
    let added = try db.execute(
      """
      INSERT INTO programme (workspace_id, id, team_id) VALUES (\(scope), \(id), \(team))
      ON CONFLICT (workspace_id, team_id) DO NOTHING
      """)
    guard added == 1 else { throw ProgrammeError.stale }
    return id
  }

  /// Pauses, resumes or ends it; what runs already goes on to its end.
  public func decide(
    _ kind: Event.Kind, because note: String, scope: Scope, world: World,
    in db: any Connection
  ) throws {
    let note = String(note.trimmed.prefix(500))
    let isPossible =
      switch kind {
      case .paused: state == .running
      case .resumed: state == .paused
      case .ended: state != .ended
      case .started: state == .ended
      }
    guard isPossible else { throw ProgrammeError.state(state) }
    guard !note.isEmpty || kind == .resumed || kind == .started else {
      throw ProgrammeError.noNote
    }
    try Programme.note(
      kind, number: events.count + 1, of: id, because: note, scope: scope, world: world, in: db)
    let sentence: StaticString =
      switch kind {
      case .started, .resumed: "programme.audit.resumed"
      case .paused: "programme.audit.paused"
      case .ended: "programme.audit.ended"
      }
    try Audit.record(
      .change, .sampling, object: id.rawValue, team: team.rawValue, sentence, scope: scope,
      world: world, in: db)
  }

  private static func note(
    _ kind: Event.Kind, number: Int, of id: ID, because note: String, scope: Scope,
    world: World, in db: any Connection
  ) throws {
    let added = try db.execute(
      """
      INSERT INTO programme_event
        (workspace_id, id, programme_id, number, kind, note, at, by_id)
      VALUES
        (\(scope), \(world.key()), \(id), \(number), \(kind.rawValue), \(note), \(world.now()),
         \(scope.person))
      ON CONFLICT (workspace_id, programme_id, number) DO NOTHING
      """)
    guard added == 1 else { throw ProgrammeError.stale }
  }
}

extension Terms {
  /// As a row keeps it; never queried, read as a whole.
  var stored: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys]
      return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
  }

  init(stored text: String) throws {
    self = try JSONDecoder().decode(Terms.self, from: Data(text.utf8))
  }
}
