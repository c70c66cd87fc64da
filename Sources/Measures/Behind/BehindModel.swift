internal import Conversations
internal import Kernel
internal import People
internal import Storage
internal import Web

/// What is behind a number, what says most first.
struct BehindModel: Sendable {
  let metric: Metric
  let ground: MeasurePages.Ground
  let lines: [Line]
  /// How many there are, and how many of them the reader may see.
  let count: Int
  let readable: Int

  /// One thing that was counted.
  struct Line: Sendable {
    /// The conversation it belongs to, with its name.
    var conversation: (id: Conversation.ID, title: String)?
    /// What a certificate is called.
    var name: String?
    var at: Instant?
    var day: Day?
    /// Until when a certificate is valid.
    var until: Day?
    var person: String?
    var value: Double?
    var end: End?
  }

  /// How a call ended.
  enum End: String, Sendable {
    case answered, abandoned, lost
  }

  static let most = 100

  static func read(
    _ metric: Metric, _ ground: MeasurePages.Ground, _ readings: Readings, _ actor: Actor,
    in db: any Connection
  ) throws -> BehindModel {
    switch Behind(metric) {
    case .conversations, .calls, .answers, .invitations:
      try rows(metric, ground, readings, actor, in: db)
    case .reviews: try reviews(metric, ground, readings, actor, in: db)
    case .days: try days(metric, ground, readings, in: db)
    case .passes: try passes(metric, ground, readings, in: db)
    }
  }

  private static func rows(
    _ metric: Metric, _ ground: MeasurePages.Ground, _ readings: Readings, _ actor: Actor,
    in db: any Connection
  ) throws -> BehindModel {
    let scope = readings.scope
    let query = BehindQuery(
      metric: metric, look: ground.look, period: ground.period,
      rules: try ServiceRules.current(scope, in: db), zone: ground.zone, today: ground.today)
    let isCall = Behind(metric) == .calls
    let ends: SQL =
      isCall
      ? """
      , CASE WHEN \(query.isAnswered) THEN 'answered'
        WHEN COALESCE(k.is_abandoned, 0) = 1 THEN 'abandoned' ELSE 'lost' END AS ending
      """ : ""
    let rows: SQL = """
      FROM \(query.tables) WHERE \(query.within(scope)) AND \(query.conditions)
      """
    let may = query.mayRead(actor)
    let order: SQL = metric.better == .higher ? "value NULLS LAST" : "value DESC NULLS LAST"
    let found = try db.rows(
      """
      SELECT f.id, \(query.moment) AS happened_at, \(query.person) AS person_id,
        \(query.value) AS value \(ends)
      \(rows) AND \(may)
      ORDER BY \(order), \(query.key)
      LIMIT \(most)
      """)
    let ids: [Conversation.ID?] = try found.map { try $0.get("id") }
    let titles = try titles(ids.compactMap(\.self), scope, in: db)
    let people: [Actor.ID?] = try found.map { try $0.get("person_id") }
    let names = try Person.names(of: people.compactMap(\.self), scope, in: db)
    let lines = try zip(found, zip(ids, people)).map { row, keys in
      var line = Line()
      line.conversation = keys.0.map { ($0, titles[$0] ?? $0.text) }
      line.at = try row.get("happened_at")
      line.person = keys.1.flatMap { names[$0] }
      line.value = try row.get("value")
      if isCall { line.end = End(rawValue: try row.get("ending")) }
      return line
    }
    let question = ground.look.question(metric)
    if BehindQuery.mayReadAll(actor), question.clock == .calendar {
      // The roll-up has counted them already.
      let reading = try readings.reading(question, over: ground.period, from: db)
      let count = Behind(metric).count(reading)
      return BehindModel(
        metric: metric, ground: ground, lines: lines, count: count, readable: count)
    }
    let counts = try db.row(
      """
      SELECT COUNT(*) AS found, COALESCE(SUM(CASE WHEN \(may) THEN 1 ELSE 0 END), 0) AS readable
      \(rows)
      """)
    return BehindModel(
      metric: metric, ground: ground, lines: lines, count: try counts?.get("found") ?? 0,
      readable: try counts?.get("readable") ?? 0)
  }

  static func titles(
    _ ids: [Conversation.ID], _ scope: Scope, in db: any Connection
  ) throws -> [Conversation.ID: String] {
    let rows = try db.rows(
      """
      SELECT c.id, c.external_id, c.subject FROM conversation c
      WHERE c.workspace_id = \(scope) AND c.id IN (\(list: ids))
      """)
    return try rows.reduce(into: [:]) { titles, row in
      let subject: String? = try row.get("subject")
      let key: String = try row.get("external_id")
      titles[try row.get("id")] = subject.flatMap { $0.isEmpty ? nil : $0 } ?? key
    }
  }
}
