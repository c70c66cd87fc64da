import Storage

extension Calibration {
  /// Sessions, what was rated in them blind, and what was agreed on afterwards.
  static let schema: [SQL] = planned + rated + agreed

  private static let planned: [SQL] = [
    """
    CREATE TABLE calibration (
      \(.key),
      team_id INTEGER NOT NULL,
      name TEXT NOT NULL CHECK (LENGTH(name) > 0),
      scorecard_version_id INTEGER NOT NULL,
      baseline TEXT NOT NULL CHECK (baseline IN ('expert', 'consensus', 'mean')),
      expert_id INTEGER,
      due_on INTEGER NOT NULL,
      seed INTEGER NOT NULL,
      opens_practice INTEGER NOT NULL CHECK (opens_practice IN (0, 1)),
      created_at INTEGER NOT NULL,
      created_by INTEGER,
      closed_at INTEGER,
      close_reason TEXT,
      CHECK ((baseline = 'expert' AND expert_id IS NOT NULL)
        OR (baseline <> 'expert' AND expert_id IS NULL)),
      \(.reference(column: "team_id", table: "team")),
      \(.reference(column: "scorecard_version_id", table: "scorecard_version")),
      \(.reference(column: "expert_id", table: "person")),
      \(.reference(column: "created_by", table: "person"))
    ) \(.strict)
    """,
    "CREATE INDEX calibration_team ON calibration (workspace_id, team_id, created_at)",
    """
    CREATE TABLE calibration_item (
      \(.key),
      calibration_id INTEGER NOT NULL,
      conversation_id INTEGER NOT NULL,
      agent_id INTEGER,
      position INTEGER NOT NULL CHECK (position >= 0),
      source TEXT NOT NULL CHECK (source IN ('drawn', 'chosen', 'benchmark')),
      UNIQUE (workspace_id, calibration_id, conversation_id),
      \(.reference(column: "calibration_id", table: "calibration")),
      \(.reference(column: "conversation_id", table: "conversation")),
      \(.reference(column: "agent_id", table: "person"))
    ) \(.strict)
    """,
    "CREATE INDEX calibration_item_conversation ON calibration_item (workspace_id, conversation_id)",
    "\(.appendOnly("calibration_item"))",
    """
    CREATE TABLE calibration_participant (
      \(.key),
      calibration_id INTEGER NOT NULL,
      person_id INTEGER NOT NULL,
      UNIQUE (workspace_id, calibration_id, person_id),
      \(.reference(column: "calibration_id", table: "calibration")),
      \(.reference(column: "person_id", table: "person"))
    ) \(.strict)
    """,
    """
    CREATE INDEX calibration_participant_person
    ON calibration_participant (workspace_id, person_id, calibration_id)
    """,
    "\(.appendOnly("calibration_participant"))",
  ]

  private static let rated: [SQL] = [
    """
    CREATE TABLE calibration_draft (
      \(.key),
      calibration_id INTEGER NOT NULL,
      conversation_id INTEGER NOT NULL,
      person_id INTEGER NOT NULL,
      version INTEGER NOT NULL CHECK (version > 0),
      content TEXT NOT NULL,
      seconds INTEGER NOT NULL CHECK (seconds >= 0),
      saved_at INTEGER NOT NULL,
      UNIQUE (workspace_id, calibration_id, conversation_id, person_id),
      \(.reference(column: "calibration_id", table: "calibration")),
      \(.reference(column: "conversation_id", table: "conversation")),
      \(.reference(column: "person_id", table: "person"))
    ) \(.strict)
    """,
    """
    CREATE TABLE calibration_rating (
      \(.key),
      calibration_id INTEGER NOT NULL,
      conversation_id INTEGER NOT NULL,
      person_id INTEGER NOT NULL,
      purpose TEXT NOT NULL CHECK (purpose IN ('session', 'practice')),
      formula INTEGER NOT NULL,
      value REAL CHECK (value BETWEEN 0 AND 100),
      is_fatal INTEGER NOT NULL CHECK (is_fatal IN (0, 1)),
      is_critical INTEGER NOT NULL CHECK (is_critical IN (0, 1)),
      seconds INTEGER NOT NULL CHECK (seconds >= 0),
      at INTEGER NOT NULL,
      UNIQUE (workspace_id, calibration_id, conversation_id, person_id),
      \(.reference(column: "calibration_id", table: "calibration")),
      \(.reference(column: "conversation_id", table: "conversation")),
      \(.reference(column: "person_id", table: "person"))
    ) \(.strict)
    """,
    "CREATE INDEX calibration_rating_person ON calibration_rating (workspace_id, person_id, at)",
    "\(.appendOnly("calibration_rating"))",
    """
    CREATE TABLE calibration_answer (
      \(.key),
      rating_id INTEGER NOT NULL,
      criterion_id INTEGER NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('scored', 'notApplicable', 'notAsked')),
      option_id INTEGER,
      number REAL,
      value REAL CHECK (value BETWEEN 0 AND 1),
      comment TEXT NOT NULL,
      CHECK ((state = 'scored' AND value IS NOT NULL AND option_id IS NOT NULL)
        OR (state <> 'scored' AND value IS NULL AND option_id IS NULL)),
      UNIQUE (workspace_id, rating_id, criterion_id),
      \(.reference(column: "rating_id", table: "calibration_rating"))
    ) \(.strict)
    """,
    "\(.appendOnly("calibration_answer"))",
    """
    CREATE TABLE calibration_remark (
      \(.key),
      calibration_id INTEGER NOT NULL,
      conversation_id INTEGER NOT NULL,
      person_id INTEGER NOT NULL,
      message_id INTEGER NOT NULL,
      criterion_id INTEGER,
      quote TEXT NOT NULL,
      body TEXT NOT NULL,
      written_at INTEGER NOT NULL,
      removed_at INTEGER,
      CHECK (LENGTH(quote) > 0 OR LENGTH(body) > 0),
      \(.reference(column: "calibration_id", table: "calibration")),
      \(.reference(column: "conversation_id", table: "conversation")),
      \(.reference(column: "person_id", table: "person")),
      \(.reference(column: "message_id", table: "message"))
    ) \(.strict)
    """,
    """
    CREATE INDEX calibration_remark_conversation
    ON calibration_remark (workspace_id, calibration_id, conversation_id)
    """,
  ]

  private static let agreed: [SQL] = [
    """
    CREATE TABLE calibration_note (
      \(.key),
      calibration_id INTEGER NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('discussion', 'decision')),
      conversation_id INTEGER,
      criterion_id INTEGER,
      body TEXT NOT NULL CHECK (LENGTH(body) > 0),
      person_id INTEGER NOT NULL,
      at INTEGER NOT NULL,
      \(.reference(column: "calibration_id", table: "calibration")),
      \(.reference(column: "conversation_id", table: "conversation")),
      \(.reference(column: "person_id", table: "person"))
    ) \(.strict)
    """,
    "CREATE INDEX calibration_note_calibration ON calibration_note (workspace_id, calibration_id)",
    "\(.appendOnly("calibration_note"))",
    """
    CREATE TABLE calibration_consensus (
      \(.key),
      calibration_id INTEGER NOT NULL,
      conversation_id INTEGER NOT NULL,
      criterion_id INTEGER NOT NULL,
      version INTEGER NOT NULL CHECK (version > 0),
      state TEXT NOT NULL CHECK (state IN ('scored', 'notApplicable')),
      option_id INTEGER,
      value REAL CHECK (value BETWEEN 0 AND 1),
      reason TEXT NOT NULL CHECK (LENGTH(reason) > 0),
      person_id INTEGER NOT NULL,
      at INTEGER NOT NULL,
      CHECK ((state = 'scored' AND value IS NOT NULL AND option_id IS NOT NULL)
        OR (state <> 'scored' AND value IS NULL AND option_id IS NULL)),
      UNIQUE (workspace_id, calibration_id, conversation_id, criterion_id, version),
      \(.reference(column: "calibration_id", table: "calibration")),
      \(.reference(column: "conversation_id", table: "conversation")),
      \(.reference(column: "person_id", table: "person"))
    ) \(.strict)
    """,
    "\(.appendOnly("calibration_consensus"))",
  ]
}
