import Storage

extension Benchmark {
  /// Only a draft is ever written over; what the group agreed on last counts.
  static let schema: [SQL] = sessions + rated + examples

  private static let sessions: [SQL] = [
    """
    CREATE TABLE workshop (
      \(.key),
      conversation_id INTEGER NOT NULL,
      scorecard_version_id INTEGER NOT NULL,
      agent_id INTEGER,
      team_id INTEGER,
      note TEXT NOT NULL,
      opened_at INTEGER NOT NULL,
      opened_by INTEGER,
      \(.reference(column: "conversation_id", table: "conversation")),
      \(.reference(column: "scorecard_version_id", table: "scorecard_version")),
      \(.reference(column: "agent_id", table: "person")),
      \(.reference(column: "team_id", table: "team")),
      \(.reference(column: "opened_by", table: "person"))
    ) \(.strict)
    """,
    "CREATE INDEX workshop_conversation ON workshop (workspace_id, conversation_id)",
    "\(.appendOnly("workshop"))",
    """
    CREATE TABLE workshop_event (
      \(.key),
      workshop_id INTEGER NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('discussing', 'closed', 'cancelled')),
      at INTEGER NOT NULL,
      person_id INTEGER,
      UNIQUE (workspace_id, workshop_id, kind),
      \(.reference(column: "workshop_id", table: "workshop")),
      \(.reference(column: "person_id", table: "person"))
    ) \(.strict)
    """,
    "\(.appendOnly("workshop_event"))",
    """
    CREATE TABLE workshop_seat (
      \(.key),
      workshop_id INTEGER NOT NULL,
      person_id INTEGER NOT NULL,
      invited_at INTEGER NOT NULL,
      invited_by INTEGER,
      UNIQUE (workspace_id, workshop_id, person_id),
      \(.reference(column: "workshop_id", table: "workshop")),
      \(.reference(column: "person_id", table: "person")),
      \(.reference(column: "invited_by", table: "person"))
    ) \(.strict)
    """,
    "CREATE INDEX workshop_seat_person ON workshop_seat (workspace_id, person_id, workshop_id)",
    "\(.appendOnly("workshop_seat"))",
  ]

  private static let rated: [SQL] = [
    """
    CREATE TABLE workshop_draft (
      \(.key),
      workshop_id INTEGER NOT NULL,
      person_id INTEGER NOT NULL,
      content TEXT NOT NULL,
      saved_at INTEGER NOT NULL,
      UNIQUE (workspace_id, workshop_id, person_id),
      \(.reference(column: "workshop_id", table: "workshop")),
      \(.reference(column: "person_id", table: "person"))
    ) \(.strict)
    """,
    """
    CREATE TABLE workshop_submission (
      \(.key),
      workshop_id INTEGER NOT NULL,
      person_id INTEGER NOT NULL,
      at INTEGER NOT NULL,
      UNIQUE (workspace_id, workshop_id, person_id),
      \(.reference(column: "workshop_id", table: "workshop")),
      \(.reference(column: "person_id", table: "person"))
    ) \(.strict)
    """,
    "\(.appendOnly("workshop_submission"))",
    """
    CREATE TABLE workshop_rating (
      \(.key),
      submission_id INTEGER NOT NULL,
      criterion_id INTEGER NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('rated', 'notApplicable')),
      option_id INTEGER,
      number REAL,
      comment TEXT NOT NULL,
      CHECK ((state = 'rated' AND option_id IS NOT NULL)
        OR (state = 'notApplicable' AND option_id IS NULL AND number IS NULL)),
      UNIQUE (workspace_id, submission_id, criterion_id),
      \(.reference(column: "submission_id", table: "workshop_submission"))
    ) \(.strict)
    """,
    "\(.appendOnly("workshop_rating"))",
    """
    CREATE TABLE workshop_agreement (
      \(.key),
      workshop_id INTEGER NOT NULL,
      criterion_id INTEGER NOT NULL,
      option_id INTEGER,
      discussion TEXT NOT NULL,
      message_id INTEGER,
      quote TEXT NOT NULL,
      why TEXT NOT NULL,
      is_kept INTEGER NOT NULL CHECK (is_kept IN (0, 1)),
      at INTEGER NOT NULL,
      by_id INTEGER,
      CHECK (is_kept = 0 OR (option_id IS NOT NULL AND LENGTH(why) > 0)),
      \(.reference(column: "workshop_id", table: "workshop")),
      \(.reference(column: "message_id", table: "message")),
      \(.reference(column: "by_id", table: "person"))
    ) \(.strict)
    """,
    "CREATE INDEX workshop_agreement_workshop ON workshop_agreement (workspace_id, workshop_id)",
    "\(.appendOnly("workshop_agreement"))",
  ]

  private static let examples: [SQL] = [
    """
    CREATE TABLE benchmark (
      \(.key),
      workshop_id INTEGER,
      scorecard_version_id INTEGER NOT NULL,
      criterion_id INTEGER NOT NULL,
      option_id INTEGER NOT NULL,
      conversation_id INTEGER NOT NULL,
      message_id INTEGER,
      quote TEXT NOT NULL,
      why TEXT NOT NULL CHECK (LENGTH(why) > 0),
      discussion TEXT NOT NULL,
      kept_at INTEGER NOT NULL,
      kept_by INTEGER,
      \(.reference(column: "workshop_id", table: "workshop")),
      \(.reference(column: "scorecard_version_id", table: "scorecard_version")),
      \(.reference(column: "conversation_id", table: "conversation")),
      \(.reference(column: "message_id", table: "message")),
      \(.reference(column: "kept_by", table: "person"))
    ) \(.strict)
    """,
    "CREATE INDEX benchmark_criterion ON benchmark (workspace_id, criterion_id, option_id)",
    "CREATE INDEX benchmark_conversation ON benchmark (workspace_id, conversation_id)",
    "\(.appendOnly("benchmark"))",
    """
    CREATE TABLE benchmark_retirement (
      \(.key),
      benchmark_id INTEGER NOT NULL,
      replacement_id INTEGER,
      note TEXT NOT NULL,
      at INTEGER NOT NULL,
      by_id INTEGER,
      UNIQUE (workspace_id, benchmark_id),
      \(.reference(column: "benchmark_id", table: "benchmark")),
      \(.reference(column: "replacement_id", table: "benchmark")),
      \(.reference(column: "by_id", table: "person"))
    ) \(.strict)
    """,
    "\(.appendOnly("benchmark_retirement"))",
  ]
}
