import Storage

extension Review {
  /// Reviews and what was said in them; only a draft is ever written over.
  static let schema: [SQL] = assigned + written + said

  private static let assigned: [SQL] = [
    """
    CREATE TABLE review (
      \(.key),
      cycle_id INTEGER NOT NULL,
      pick_id INTEGER NOT NULL,
      conversation_id INTEGER NOT NULL,
      team_id INTEGER NOT NULL,
      agent_id INTEGER NOT NULL,
      reviewer_id INTEGER NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('peer', 'lead', 'self')),
      scorecard_version_id INTEGER NOT NULL,
      due_on INTEGER NOT NULL,
      reason TEXT NOT NULL CHECK (reason IN ('lot', 'language', 'lead', 'own')),
      reason_language TEXT,
      reason_among INTEGER,
      assigned_at INTEGER NOT NULL,
      CHECK ((kind = 'self' AND agent_id = reviewer_id)
        OR (kind <> 'self' AND agent_id <> reviewer_id)),
      UNIQUE (workspace_id, pick_id, reviewer_id),
      \(.reference(column: "cycle_id", table: "cycle")),
      \(.reference(column: "pick_id", table: "pick")),
      \(.reference(column: "conversation_id", table: "conversation")),
      \(.reference(column: "team_id", table: "team")),
      \(.reference(column: "agent_id", table: "person")),
      \(.reference(column: "reviewer_id", table: "person")),
      \(.reference(column: "scorecard_version_id", table: "scorecard_version"))
    ) \(.strict)
    """,
    "CREATE INDEX review_cycle ON review (workspace_id, cycle_id, agent_id)",
    "CREATE INDEX review_reviewer ON review (workspace_id, reviewer_id, cycle_id)",
    "CREATE INDEX review_agent ON review (workspace_id, agent_id, cycle_id)",
    "CREATE INDEX review_conversation ON review (workspace_id, conversation_id)",
    "\(.appendOnly("review"))",
    """
    CREATE TABLE review_event (
      \(.key),
      review_id INTEGER NOT NULL,
      kind TEXT NOT NULL
        CHECK (kind IN ('started', 'submitted', 'shared', 'acknowledged', 'withdrawn')),
      person_id INTEGER,
      note TEXT NOT NULL,
      at INTEGER NOT NULL,
      UNIQUE (workspace_id, review_id, kind),
      \(.reference(column: "review_id", table: "review")),
      \(.reference(column: "person_id", table: "person"))
    ) \(.strict)
    """,
    "\(.appendOnly("review_event"))",
  ]

  private static let written: [SQL] = [
    """
    CREATE TABLE review_draft (
      \(.key),
      review_id INTEGER NOT NULL,
      version INTEGER NOT NULL CHECK (version > 0),
      content TEXT NOT NULL,
      seconds INTEGER NOT NULL CHECK (seconds >= 0),
      saved_at INTEGER NOT NULL,
      UNIQUE (workspace_id, review_id),
      \(.reference(column: "review_id", table: "review"))
    ) \(.strict)
    """,
    """
    CREATE TABLE review_answer (
      \(.key),
      review_id INTEGER NOT NULL,
      criterion_id INTEGER NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('scored', 'notApplicable', 'notAsked')),
      option_id INTEGER,
      number REAL,
      value REAL CHECK (value BETWEEN 0 AND 1),
      comment TEXT NOT NULL,
      causes TEXT NOT NULL,
      CHECK ((state = 'scored' AND value IS NOT NULL AND option_id IS NOT NULL)
        OR (state <> 'scored' AND value IS NULL AND option_id IS NULL)),
      UNIQUE (workspace_id, review_id, criterion_id),
      \(.reference(column: "review_id", table: "review"))
    ) \(.strict)
    """,
    "CREATE INDEX review_answer_criterion ON review_answer (workspace_id, criterion_id)",
    "\(.appendOnly("review_answer"))",
    """
    CREATE TABLE review_score (
      \(.key),
      review_id INTEGER NOT NULL,
      version INTEGER NOT NULL CHECK (version > 0),
      formula INTEGER NOT NULL,
      value REAL CHECK (value BETWEEN 0 AND 100),
      underlying REAL CHECK (underlying BETWEEN 0 AND 100),
      is_fatal INTEGER NOT NULL CHECK (is_fatal IN (0, 1)),
      is_critical INTEGER NOT NULL CHECK (is_critical IN (0, 1)),
      seconds INTEGER NOT NULL CHECK (seconds >= 0),
      at INTEGER NOT NULL,
      UNIQUE (workspace_id, review_id, version),
      \(.reference(column: "review_id", table: "review"))
    ) \(.strict)
    """,
    "\(.appendOnly("review_score"))",
  ]

  private static let said: [SQL] = [
    """
    CREATE TABLE review_comment (
      \(.key),
      review_id INTEGER NOT NULL,
      message_id INTEGER,
      criterion_id INTEGER,
      quote TEXT NOT NULL,
      body TEXT NOT NULL,
      written_at INTEGER NOT NULL,
      removed_at INTEGER,
      CHECK (LENGTH(quote) > 0 OR LENGTH(body) > 0),
      \(.reference(column: "review_id", table: "review")),
      \(.reference(column: "message_id", table: "message"))
    ) \(.strict)
    """,
    "CREATE INDEX review_comment_review ON review_comment (workspace_id, review_id)",
    """
    CREATE TABLE feedback (
      \(.key),
      review_id INTEGER NOT NULL,
      position INTEGER NOT NULL CHECK (position >= 0),
      kind TEXT NOT NULL CHECK (kind IN ('praise', 'correction')),
      did TEXT NOT NULL CHECK (LENGTH(did) > 0),
      effect TEXT NOT NULL CHECK (LENGTH(effect) > 0),
      next_step TEXT NOT NULL,
      CHECK (kind = 'praise' OR LENGTH(next_step) > 0),
      UNIQUE (workspace_id, review_id, position),
      \(.reference(column: "review_id", table: "review"))
    ) \(.strict)
    """,
    "\(.appendOnly("feedback"))",
  ]
}
