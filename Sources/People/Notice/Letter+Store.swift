internal import Kernel
internal import Outbound
internal import Storage
internal import Web

extension Letter {
  /// The letters written since a moment, the newest first, with what happened to them.
  static func all(
    since moment: Instant, _ scope: Scope, in db: any Connection
  ) throws -> [Letter] {
    let events = try db.rows(
      """
      SELECT e.letter_id, e.attempt, e.step, e.detail, e.at
      FROM letter_event AS e
      JOIN letter AS l ON l.workspace_id = e.workspace_id AND l.id = e.letter_id
      WHERE e.workspace_id = \(scope) AND l.created_at >= \(moment)
      ORDER BY e.id
      """
    ).map { row -> (ID, Event) in
      let step: String = try row.get("step")
      return (
        try row.get("letter_id"),
        Event(
          attempt: try row.get("attempt"), step: Event.Step(rawValue: step) ?? .delayed,
          detail: try row.get("detail"), at: try row.get("at"))
      )
    }
    let byLetter = Dictionary(grouping: events, by: \.0).mapValues { $0.map(\.1) }
    return try db.rows(
      """
      SELECT id, person_id, address, subject, body, created_at FROM letter
      WHERE workspace_id = \(scope) AND created_at >= \(moment)
      ORDER BY id DESC LIMIT 500
      """
    ).map { row in
      let id: ID = try row.get("id")
      return Letter(
        id: id, person: try row.get("person_id"), address: try row.get("address"),
        subject: try row.get("subject"), body: try row.get("body"),
        createdAt: try row.get("created_at"), events: byLetter[id] ?? [])
    }
  }

  /// Writes today's letter to everybody who has something new to read and wants mail.
  ///
  /// Nobody gets more than one a day, and none before the workspace opens. The people of a demo
  /// are not real and get none.
  static func writeDue(
    _ words: Words, address: String, scope: Scope, world: World, in db: any Connection
  ) throws {
    let now = world.now()
    guard let workspace = try Workspace.find(scope, in: db),
      try Setting.value("demo", scope, in: db) != "1"
    else { return }
    let today = workspace.zone.day(of: now)
    guard workspace.hours.days.contains(today.weekday),
      workspace.zone.secondOfDay(of: now) >= workspace.hours.opens
    else { return }
    for person in try addressees(on: today, at: now, scope, in: db) {
      let notices = try unmailed(of: person.id, at: now, scope, in: db)
      guard person.isActive, person.signsIn, !notices.isEmpty, let email = person.email,
        let mailbox = Mail.Mailbox(address: email)
      else { continue }
      let language = Language(rawValue: person.language ?? workspace.language) ?? .en
      let text = Text(words, language: language, zone: person.zone ?? workspace.zone)
      let (subject, body) = compose(
        notices, to: person.name, workspace: workspace.name, address: address, text)
      let id: ID = world.id()
      let added = try db.execute(
        """
        INSERT INTO letter (workspace_id, id, person_id, day, address, subject, body, created_at)
        VALUES
          (\(scope), \(id), \(person.id), \(today), \(mailbox.address), \(subject), \(body), \(now))
        ON CONFLICT (workspace_id, person_id, day) DO NOTHING
        """)
      guard added == 1 else { continue }
      try db.execute(
        """
        UPDATE notice SET letter_id = \(id)
        WHERE workspace_id = \(scope) AND id IN (\(list: notices.map(\.id)))
        """)
    }
  }

  /// Who has something new and had no letter today.
  private static func addressees(
    on today: Day, at now: Instant, _ scope: Scope, in db: any Connection
  ) throws -> [Person] {
    try db.rows(
      """
      SELECT \(Person.columns) FROM person
      WHERE person.workspace_id = \(scope) AND person.active = 1 AND person.email IS NOT NULL
        AND EXISTS (
          SELECT 1 FROM notice AS n
          WHERE n.workspace_id = person.workspace_id AND n.person_id = person.id
            AND n.read_at IS NULL AND n.letter_id IS NULL
            AND n.created_at >= \(now.advanced(byDays: -newest)))
        AND NOT EXISTS (
          SELECT 1 FROM mail_choice AS c
          WHERE c.workspace_id = person.workspace_id AND c.person_id = person.id
            AND c.wants_mail = 0)
        AND NOT EXISTS (
          SELECT 1 FROM letter AS l
          WHERE l.workspace_id = person.workspace_id AND l.person_id = person.id
            AND l.day = \(today))
      ORDER BY person.id
      """
    ).map(Person.init(row:))
  }

  /// Older notices are no news and are not mailed any more.
  private static let newest: Int64 = 14

  private static func unmailed(
    of person: Person.ID, at now: Instant, _ scope: Scope, in db: any Connection
  ) throws -> [Notice] {
    try db.rows(
      """
      SELECT \(Notice.columns) FROM notice
      WHERE workspace_id = \(scope) AND person_id = \(person) AND read_at IS NULL
        AND letter_id IS NULL AND created_at >= \(now.advanced(byDays: -newest))
      ORDER BY id
      """
    ).map(Notice.init(row:))
  }

  /// Notes a step of a try; false when somebody else has taken it.
  @discardableResult
  func note(
    _ step: Event.Step, attempt: Int, detail: String = "", scope: Scope, world: World,
    in db: any Connection
  ) throws -> Bool {
    try db.execute(
      """
      INSERT INTO letter_event (workspace_id, id, letter_id, attempt, step, detail, at)
      VALUES
        (\(scope), \(world.key()), \(id), \(attempt), \(step.rawValue),
         \(String(detail.prefix(500))), \(world.now()))
      ON CONFLICT (workspace_id, letter_id, attempt, step) DO NOTHING
      """) == 1
  }
}
