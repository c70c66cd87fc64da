internal import Kernel
internal import Storage
internal import Web

extension Survey {
  /// What an answer said before an import changed it.
  static let changes: [SQL] = [
    """
    CREATE TABLE survey_change (
      workspace_id INTEGER NOT NULL,
      import_run_id INTEGER NOT NULL,
      survey_id INTEGER NOT NULL,
      previous TEXT NOT NULL,
      PRIMARY KEY (workspace_id, import_run_id, survey_id),
      \(.reference(column: "import_run_id", table: "import_run"))
    ) \(.strict)
    """,
    "CREATE INDEX survey_change_survey ON survey_change (workspace_id, survey_id)",
  ]
}

extension Delivery {
  private static let undoBatch = 200

  /// Keeps what an answer said before this delivery's import changed it, for undoing it.
  func keep(_ previous: Survey, in db: any Connection) throws {
    guard let importRun, previous.importRun != importRun else { return }
    try db.execute(
      """
      INSERT INTO survey_change (workspace_id, import_run_id, survey_id, previous)
      VALUES (\(scope), \(importRun), \(previous.id), \(try ImportRun.encoded(previous)))
      ON CONFLICT (workspace_id, import_run_id, survey_id) DO NOTHING
      """)
  }

  /// Puts back some of the answers that this delivery's import changed; returns how many it saw.
  func restoreSurveys(in db: any Connection) throws -> Int {
    guard let importRun else { return 0 }
    let rows = try db.rows(
      """
      SELECT survey_id, previous FROM survey_change
      WHERE workspace_id = \(scope) AND import_run_id = \(importRun)
      ORDER BY survey_id LIMIT \(Self.undoBatch)
      """)
    for row in rows {
      let id: Survey.ID = try row.get("survey_id")
      if let previous = try ImportRun.decoded(Survey.self, try row.get("previous")) {
        try putBack(previous, in: db)
      }
      try db.execute(
        """
        DELETE FROM survey_change
        WHERE workspace_id = \(scope) AND import_run_id = \(importRun) AND survey_id = \(id)
        """)
    }
    return rows.count
  }

  private func putBack(_ previous: Survey, in db: any Connection) throws {
    let current = try Survey.find(
      previous.externalID, source: previous.source, scope: scope, in: db)
    guard let current, current.importRun == importRun else {
      // A later import changed it again: what that one puts back is what stood before both.
      return try bequeath(previous, in: db)
    }
    var survey = previous
    if survey.conversation == nil,
      survey.conversationExternalID == current.conversationExternalID
    {
      survey.conversation = current.conversation
    }
    let earlier = try previous.importRun.flatMap {
      try ImportRun.find(Identifier(rawValue: $0), scope: scope, in: db)
    }
    if earlier?.state == .undone {
      // What this import had changed belongs to one that was undone before.
      try db.execute(
        "DELETE FROM survey_response WHERE workspace_id = \(scope) AND id = \(current.id)")
    } else {
      try survey.forgetMissingParties(scope, in: db)
      try survey.save(scope, in: db)
    }
    for id in Set([current.conversation, survey.conversation].compactMap(\.self)) {
      try refreshScore(of: id, in: db)
    }
  }

  private func bequeath(_ previous: Survey, in db: any Connection) throws {
    let rows = try db.rows(
      """
      SELECT import_run_id, previous FROM survey_change
      WHERE workspace_id = \(scope) AND survey_id = \(previous.id)
        AND import_run_id <> \(importRun)
      """)
    for row in rows {
      let heir: Int64 = try row.get("import_run_id")
      let kept = try ImportRun.decoded(Survey.self, try row.get("previous"))
      guard kept?.importRun == importRun else { continue }
      try db.execute(
        """
        UPDATE survey_change SET previous = \(try ImportRun.encoded(previous))
        WHERE workspace_id = \(scope) AND import_run_id = \(heir) AND survey_id = \(previous.id)
        """)
    }
  }
}

extension Survey {
  /// Lets go of an agent and a customer who were taken back with another import since.
  fileprivate mutating func forgetMissingParties(
    _ scope: Scope, in db: any Connection
  ) throws {
    if let agent {
      self.agent = try db.value(
        "SELECT id AS value FROM person WHERE workspace_id = \(scope) AND id = \(agent)")
    }
    if let customer {
      self.customer = try db.value(
        "SELECT id AS value FROM customer WHERE workspace_id = \(scope) AND id = \(customer)")
    }
  }
}
