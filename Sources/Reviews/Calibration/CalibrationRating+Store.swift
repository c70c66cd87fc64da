internal import Conversations
internal import Kernel
internal import People
internal import Storage

extension CalibrationRating {
  /// The ratings a reader may see: one's own always, those of others only once all is closed.
  ///
  /// This is the one place where a session is kept blind, for leads and analysts too.
  static func visible(
    in session: Calibration, to reader: Person.ID?, _ scope: Scope, in db: any Connection
  ) throws -> [CalibrationRating] {
    guard !session.isClosed else { return try all(of: session.id, scope, in: db) }
    guard let reader else { return [] }
    return try fetch(
      "r.calibration_id = \(session.id) AND r.person_id = \(reader)", scope, in: db)
  }

  /// The ratings of a session, for its results; without those given to practise.
  static func all(
    of session: Calibration.ID, _ scope: Scope, in db: any Connection
  ) throws -> [CalibrationRating] {
    try fetch("r.calibration_id = \(session) AND r.purpose = 'session'", scope, in: db)
  }

  /// Everything a person rated, in sessions and to practise, the oldest first.
  static func all(
    by person: Person.ID, _ scope: Scope, in db: any Connection
  ) throws -> [CalibrationRating] {
    try fetch("r.person_id = \(person)", scope, in: db)
  }

  static func find(
    by person: Person.ID, on conversation: Conversation.ID, in session: Calibration.ID,
    _ scope: Scope, in db: any Connection
  ) throws -> CalibrationRating? {
    try fetch(
      """
      r.calibration_id = \(session) AND r.conversation_id = \(conversation)
        AND r.person_id = \(person)
      """, scope, in: db
    ).first
  }

  private static func fetch(
    _ condition: SQL, _ scope: Scope, in db: any Connection
  ) throws -> [CalibrationRating] {
    let rows = try db.rows(
      """
      SELECT r.id, r.calibration_id, r.conversation_id, r.person_id, r.purpose, r.value,
        r.seconds, r.at
      FROM calibration_rating AS r
      WHERE r.workspace_id = \(scope) AND \(condition)
      ORDER BY r.at, r.id
      """)
    let answers = try db.rows(
      """
      SELECT a.rating_id, a.criterion_id, a.state, a.option_id, a.number, a.value, a.comment
      FROM calibration_answer AS a
      JOIN calibration_rating AS r ON r.workspace_id = a.workspace_id AND r.id = a.rating_id
      WHERE a.workspace_id = \(scope) AND \(condition)
      """)
    var entries: [ID: [Row]] = [:]
    for row in answers { entries[try row.get("rating_id"), default: []].append(row) }
    return try rows.map { row in
      try CalibrationRating(row: row, answers: entries[try row.get("id")] ?? [])
    }
  }

  private init(row: Row, answers rows: [Row]) throws {
    var answers = Answers()
    var values: [Criterion.ID: Double] = [:]
    for row in rows {
      let criterion: Criterion.ID = try row.get("criterion_id")
      let state: String = try row.get("state")
      let option: Criterion.Option.ID? = try row.get("option_id")
      let number: Double? = try row.get("number")
      let value: Double? = try row.get("value")
      if state == "notAsked" { continue }
      let choice: Answer.Choice? =
        state == "scored"
        ? number.map(Answer.Choice.number) ?? option.map(Answer.Choice.option) : .notApplicable
      answers[criterion] = Answer(choice, comment: try row.get("comment"))
      values[criterion] = value
    }
    let purpose: String = try row.get("purpose")
    self.init(
      id: try row.get("id"), session: try row.get("calibration_id"),
      conversation: try row.get("conversation_id"), person: try row.get("person_id"),
      isPractice: purpose == "practice", score: try row.get("value"),
      seconds: try row.get("seconds"), at: try row.get("at"), answers: answers, values: values)
  }
}

extension CalibrationRemark {
  /// The remarks a reader may see; blind as long as the ratings are.
  static func visible(
    in session: Calibration, to reader: Person.ID?, _ scope: Scope, in db: any Connection
  ) throws -> [CalibrationRemark] {
    let own: SQL
    switch (session.isClosed, reader) {
    case (true, _): own = "1 = 1"
    case (false, .some(let reader)): own = "person_id = \(reader)"
    case (false, .none): return []
    }
    return try db.rows(
      """
      SELECT id, conversation_id, person_id, message_id, criterion_id, quote, body
      FROM calibration_remark
      WHERE workspace_id = \(scope) AND calibration_id = \(session.id) AND removed_at IS NULL
        AND \(own)
      ORDER BY id
      """
    ).map { row in
      CalibrationRemark(
        id: try row.get("id"), conversation: try row.get("conversation_id"),
        person: try row.get("person_id"), message: try row.get("message_id"),
        criterion: try row.get("criterion_id"), quote: try row.get("quote"),
        body: try row.get("body"))
    }
  }
}
