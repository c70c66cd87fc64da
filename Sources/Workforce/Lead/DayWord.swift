internal import Kernel
internal import Markup
internal import People
internal import Storage
internal import Web

/// That leads were told during a day how its chance changed; the next word starts from there.
struct DayWord: Hashable, Sendable {
  let queue: StaffingQueue.ID
  let day: Day
  /// The chance that was told.
  let chance: Double
  let at: Instant

  /// By how much a chance must move before anybody is told.
  static let step = 0.1

  static let schema: [SQL] = [
    """
    CREATE TABLE day_word (
      \(.key),
      queue_id INTEGER NOT NULL,
      day INTEGER NOT NULL,
      number INTEGER NOT NULL CHECK (number > 0),
      chance REAL NOT NULL CHECK (chance BETWEEN 0 AND 1),
      at INTEGER NOT NULL,
      UNIQUE (workspace_id, queue_id, day, number)
    ) \(.strict)
    """,
    "\(.appendOnly("day_word"))",
  ]

  /// What was told of a day so far, the first word first.
  static func all(
    of queue: StaffingQueue.ID, _ day: Day, _ scope: Scope, in db: any Connection
  ) throws -> [DayWord] {
    try db.rows(
      """
      SELECT chance, at FROM day_word
      WHERE workspace_id = \(scope) AND queue_id = \(queue) AND day = \(day)
      ORDER BY number
      """
    ).map {
      DayWord(queue: queue, day: day, chance: try $0.get("chance"), at: try $0.get("at"))
    }
  }

  /// Looks at every open queue and tells its leads where the chance of the day has changed by ten
  /// points since they last heard of it.
  ///
  /// Before anything was counted there is nothing to tell that the plan did not say.
  static let job = JobKind("staffing-watch", every: .seconds(600)) { run in
    let (scope, world) = (run.scope, run.world)
    let now = world.now()
    let lines = try await run.database.read { db in
      let zone = try Workspace.find(scope, in: db)?.zone ?? .utc
      return try StaffingQueue.current(scope, in: db).map {
        try DeskPages.line($0, at: now, in: zone, scope, db: db)
      }
    }
    try await run.database.write { db in
      for line in lines {
        guard line.today?.soFar != nil, let chance = line.chance, let morning = line.morning
        else { continue }
        try tell(
          chance, planned: morning.met, of: line.queue, on: morning.day, scope: scope,
          world: world, in: db)
      }
    }
  }

  /// Tells the leads of a queue how the chance of a day stands, where that is news; answers how many
  /// were told.
  @discardableResult
  static func tell(
    _ chance: Double, planned: Double, of queue: StaffingQueue, on day: Day, scope: Scope,
    world: World, in db: any Connection
  ) throws -> Int {
    let words = try all(of: queue.id, day, scope, in: db)
    let before = words.last?.chance ?? planned
    guard abs(chance - before) >= step - 1e-9 else { return 0 }
    let added = try db.execute(
      """
      INSERT INTO day_word (workspace_id, id, queue_id, day, number, chance, at)
      VALUES
        (\(scope), \(world.key()), \(queue.id), \(day), \(words.count + 1),
         \(min(1, max(0, chance))), \(world.now()))
      ON CONFLICT (workspace_id, queue_id, day, number) DO NOTHING
      """)
    guard added == 1 else { return 0 }
    let leads = try leads(of: queue.id, day, scope, in: db)
    for lead in leads {
      try Notice.tell(
        lead, chance < before ? "desk.notice.worse" : "desk.notice.better",
        [
          "queue": .text(queue.name), "before": .number(hundredths(before)),
          "after": .number(hundredths(chance)),
        ], path: "/desk", occasion: "desk:\(queue.id):\(day.iso):\(words.count + 1)",
        scope: scope, world: world, in: db)
    }
    return leads.count
  }

  private static func hundredths(_ share: Double) -> Int { Int((share * 100).rounded()) }

  /// Those who lead a team whose people answer the queue, or all teams; every lead where nobody's
  /// hours say who answers it.
  private static func leads(
    of queue: StaffingQueue.ID, _ day: Day, _ scope: Scope, in db: any Connection
  ) throws -> [Person.ID] {
    let homes = try Membership.all(scope, in: db)
    let answering = try Contract.all(on: day, scope, in: db)
      .filter { $0.value.terms.answers(queue) }
    let teams = Set(answering.keys.compactMap { homes[$0]?.first })
    let rows = try db.rows(
      """
      SELECT g.person_id, g.team_id FROM role_grant AS g
      JOIN person AS p ON p.workspace_id = g.workspace_id AND p.id = g.person_id
      WHERE g.workspace_id = \(scope) AND g.role = 'lead' AND p.active = 1
      ORDER BY g.person_id
      """)
    let found = try rows.filter { row in
      let team: Team.ID? = try row.get("team_id")
      return teams.isEmpty || team.map { teams.contains($0) } ?? true
    }
    return try Set(found.map { try $0.get("person_id") as Person.ID }).sorted()
  }
}
