public import Kernel
public import Storage

extension MadeForecast {
  /// Forecasts are kept as they were made; the checks are derived and replaced with each.
  static let schema: [SQL] = [
    """
    CREATE TABLE staffing_forecast (
      \(.key),
      queue_id INTEGER NOT NULL,
      made_at INTEGER NOT NULL,
      first_day INTEGER NOT NULL,
      history_days INTEGER NOT NULL,
      is_cold INTEGER NOT NULL CHECK (is_cold IN (0, 1)),
      handling_s REAL NOT NULL,
      handling_basis TEXT NOT NULL,
      patience_s REAL,
      patience_lower REAL,
      patience_upper REAL,
      patience_basis TEXT,
      concurrency REAL NOT NULL,
      concurrency_basis TEXT NOT NULL,
      error REAL,
      plain_error REAL,
      luck REAL,
      inside REAL,
      record_days INTEGER,
      inertia REAL,
      half_life REAL,
      calendar TEXT,
      fingerprint TEXT NOT NULL
    ) \(.strict)
    """,
    "CREATE INDEX staffing_forecast_queue ON staffing_forecast (workspace_id, queue_id, id)",
    "\(.appendOnly("staffing_forecast"))",
    """
    CREATE TABLE forecast_check (
      workspace_id INTEGER NOT NULL,
      queue_id INTEGER NOT NULL,
      day INTEGER NOT NULL,
      counted REAL NOT NULL,
      expected REAL NOT NULL,
      missed REAL NOT NULL,
      plain_missed REAL NOT NULL,
      luck REAL NOT NULL,
      inside INTEGER NOT NULL,
      intervals INTEGER NOT NULL,
      PRIMARY KEY (workspace_id, queue_id, day)
    ) \(.strict)
    """,
  ]

  /// The newest forecast of a queue.
  public static func newest(
    of queue: StaffingQueue.ID, _ scope: Scope, in db: any Connection
  ) throws -> MadeForecast? {
    try db.row(
      """
      SELECT id, queue_id, made_at, first_day, history_days, is_cold, handling_s, handling_basis,
        patience_s, patience_lower, patience_upper, patience_basis, concurrency,
        concurrency_basis, error, plain_error, luck, inside, record_days, inertia, half_life,
        calendar, fingerprint
      FROM staffing_forecast
      WHERE workspace_id = \(scope) AND queue_id = \(queue)
      ORDER BY id DESC LIMIT 1
      """
    ).map(MadeForecast.init(row:))
  }

  func insert(_ scope: Scope, in db: any Connection) throws {
    try db.execute(
      """
      INSERT INTO staffing_forecast
        (workspace_id, id, queue_id, made_at, first_day, history_days, is_cold, handling_s,
         handling_basis, patience_s, patience_lower, patience_upper, patience_basis, concurrency,
         concurrency_basis, error, plain_error, luck, inside, record_days, inertia, half_life,
         calendar, fingerprint)
      VALUES
        (\(scope), \(id), \(queue), \(madeAt), \(firstDay), \(historyDays), \(isCold),
         \(handling.value), \(handling.basis.rawValue), \(patience?.value), \(patience?.lower),
         \(patience?.upper), \(patience?.basis.rawValue), \(concurrency.value),
         \(concurrency.basis.rawValue), \(record?.error), \(record?.plainError), \(record?.luck),
         \(record?.inside), \(record?.days), \(inertia), \(halfLife), \(calendar),
         \(fingerprint))
      """)
  }

  private init(row: Row) throws {
    func assumption(_ value: String, _ basis: String) throws -> Assumption? {
      guard let number: Double = try row.get(value), let word: String = try row.get(basis) else {
        return nil
      }
      return Assumption(number, .init(rawValue: word) ?? .usual)
    }
    let days: Int? = try row.get("record_days")
    let record = try days.map {
      Record(
        error: try row.get("error"), plainError: try row.get("plain_error"),
        luck: try row.get("luck"), inside: try row.get("inside"), days: $0)
    }
    var patience = try assumption("patience_s", "patience_basis")
    patience?.lower = try row.get("patience_lower")
    patience?.upper = try row.get("patience_upper")
    self.init(
      id: try row.get("id"), queue: try row.get("queue_id"), madeAt: try row.get("made_at"),
      firstDay: try row.get("first_day"), historyDays: try row.get("history_days"),
      isCold: try row.get("is_cold"),
      handling: try assumption("handling_s", "handling_basis") ?? Assumption(300, .usual),
      patience: patience,
      concurrency: try assumption("concurrency", "concurrency_basis") ?? Assumption(1, .usual),
      record: record, inertia: try row.get("inertia"), halfLife: try row.get("half_life"),
      calendar: try row.get("calendar"), fingerprint: try row.get("fingerprint"))
  }
}

extension ForecastCheck {
  /// The last days that were checked, in order.
  public static func all(
    of queue: StaffingQueue.ID, _ scope: Scope, in db: any Connection
  ) throws -> [ForecastCheck] {
    try db.rows(
      """
      SELECT day, counted, expected, missed, plain_missed, luck, inside, intervals
      FROM forecast_check
      WHERE workspace_id = \(scope) AND queue_id = \(queue)
      ORDER BY day
      """
    ).map { row in
      var check = ForecastCheck(day: try row.get("day"))
      check.counted = try row.get("counted")
      check.expected = try row.get("expected")
      check.missed = try row.get("missed")
      check.plainMissed = try row.get("plain_missed")
      check.luck = try row.get("luck")
      check.inside = try row.get("inside")
      check.intervals = try row.get("intervals")
      return check
    }
  }

  static func replace(
    _ checks: [ForecastCheck], of queue: StaffingQueue.ID, _ scope: Scope, in db: any Connection
  ) throws {
    try db.execute(
      "DELETE FROM forecast_check WHERE workspace_id = \(scope) AND queue_id = \(queue)")
    for check in checks {
      try db.execute(
        """
        INSERT INTO forecast_check
          (workspace_id, queue_id, day, counted, expected, missed, plain_missed, luck, inside,
           intervals)
        VALUES
          (\(scope), \(queue), \(check.day), \(check.counted), \(check.expected),
           \(check.missed), \(check.plainMissed), \(check.luck), \(check.inside),
           \(check.intervals))
        """)
    }
  }
}
