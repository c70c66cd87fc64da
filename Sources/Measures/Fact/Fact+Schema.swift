internal import Storage

extension Fact {
  /// One row a conversation: its times and outcomes, and exactly what it added to the roll-up.
  ///
  /// Times are milliseconds, days the workspace's own.
  ///
  /// Nothing here refers to people or queues, because everything here is derived.
  static let schema: [SQL] = [
    """
    CREATE TABLE conversation_fact (
      \(.key),
      opened_day INTEGER NOT NULL,
      last_day INTEGER NOT NULL,
      channel TEXT NOT NULL,
      team_id INTEGER,
      owner_id INTEGER,
      credited_id INTEGER,
      queue_id INTEGER,
      customer_id INTEGER,
      opened_at INTEGER NOT NULL,
      reason TEXT,
      is_complaint INTEGER NOT NULL,
      left_day INTEGER,
      replied_day INTEGER,
      responder_id INTEGER,
      first_response_ms INTEGER,
      first_response_business_ms INTEGER,
      is_in_time INTEGER,
      resolved_at INTEGER,
      resolved_day INTEGER,
      resolution_ms INTEGER,
      resolution_business_ms INTEGER,
      reopens INTEGER NOT NULL,
      hands INTEGER NOT NULL,
      replies INTEGER NOT NULL,
      is_first_contact INTEGER,
      offered_day INTEGER,
      wait_ms INTEGER,
      is_answered INTEGER,
      is_abandoned INTEGER,
      talk_ms INTEGER,
      hold_ms INTEGER,
      wrap_ms INTEGER,
      rated_day INTEGER,
      csat REAL,
      nps REAL,
      ces REAL,
      contribution BLOB NOT NULL
    ) \(.strict)
    """,
    "CREATE INDEX conversation_fact_opened ON conversation_fact (workspace_id, opened_day)",
    """
    CREATE INDEX conversation_fact_customer ON conversation_fact (workspace_id, customer_id)
      WHERE customer_id IS NOT NULL
    """,
    """
    CREATE INDEX conversation_fact_replied ON conversation_fact (workspace_id, replied_day)
      WHERE replied_day IS NOT NULL
    """,
    """
    CREATE INDEX conversation_fact_resolved ON conversation_fact (workspace_id, resolved_day)
      WHERE resolved_day IS NOT NULL
    """,
    """
    CREATE INDEX conversation_fact_rated ON conversation_fact (workspace_id, rated_day)
      WHERE rated_day IS NOT NULL
    """,
    // What counts without being a conversation: an answer that came alone, a working day.
    """
    CREATE TABLE loose_fact (
      workspace_id INTEGER NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('survey', 'day')),
      thing INTEGER NOT NULL,
      day INTEGER NOT NULL,
      contribution BLOB NOT NULL,
      PRIMARY KEY (workspace_id, kind, thing, day)
    ) \(.strict)
    """,
    // Which rules the figures were last computed by, and how far a renewal of all has come.
    """
    CREATE TABLE measure_state (
      workspace_id INTEGER NOT NULL,
      version INTEGER NOT NULL,
      renewed_until INTEGER NOT NULL,
      renewed_at INTEGER,
      PRIMARY KEY (workspace_id)
    ) \(.strict)
    """,
  ]

  /// What became of the promise about the solution, and half-hours in cells of their own.
  ///
  /// All of it is derived: it goes, and is computed anew while the server runs.
  static let promiseSchema: [SQL] = [
    "DELETE FROM measure_cell",
    "DELETE FROM loose_fact",
    "DELETE FROM conversation_fact",
    "DELETE FROM measure_state",
    "ALTER TABLE conversation_fact ADD COLUMN solution_clock_ms INTEGER",
    "ALTER TABLE conversation_fact ADD COLUMN is_solved_in_time INTEGER",
  ]

  /// Ways to what counts in some days, to what is open and to a customer's newest contacts, without a
  /// look at every conversation.
  static let spanSchema: [SQL] = [
    "DROP INDEX conversation_fact_customer",
    """
    CREATE INDEX conversation_fact_customer
      ON conversation_fact (workspace_id, customer_id, last_day)
      WHERE customer_id IS NOT NULL
    """,
    "CREATE INDEX conversation_fact_span ON conversation_fact (workspace_id, last_day, opened_day)",
    """
    CREATE INDEX conversation_fact_open ON conversation_fact (workspace_id, opened_day)
      WHERE left_day IS NULL
    """,
  ]
  /// A way to a customer's contacts of some months.
  ///
  /// By customer alone every new contact touches a page of its own, once the customers are many.
  static let visitSchema: [SQL] = [
    "DROP INDEX conversation_fact_customer",
    """
    CREATE INDEX conversation_fact_visit
      ON conversation_fact (workspace_id, (last_day / 30), customer_id)
      WHERE customer_id IS NOT NULL
    """,
  ]
}
