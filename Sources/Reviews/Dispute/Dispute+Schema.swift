import Storage

extension Dispute {
  /// Disagreements, what became of them, and corrected answers; all of it is only ever added to.
  static let schema: [SQL] = ruled + raised + decided + corrected

  private static let ruled: [SQL] = [
    """
    CREATE TABLE dispute_rule (
      \(.key),
      window_days INTEGER NOT NULL CHECK (window_days BETWEEN 1 AND 90),
      open_limit INTEGER NOT NULL CHECK (open_limit BETWEEN 1 AND 50),
      decide_days INTEGER NOT NULL CHECK (decide_days BETWEEN 1 AND 60),
      second_percent INTEGER NOT NULL CHECK (second_percent BETWEEN 0 AND 100),
      shows_second INTEGER NOT NULL CHECK (shows_second IN (0, 1)),
      person_id INTEGER,
      at INTEGER NOT NULL,
      \(.reference(column: "person_id", table: "person"))
    ) \(.strict)
    """,
    "\(.appendOnly("dispute_rule"))",
  ]

  private static let raised: [SQL] = [
    """
    CREATE TABLE dispute (
      \(.key),
      review_id INTEGER NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('scores', 'person')),
      statement TEXT NOT NULL,
      claimed_id INTEGER,
      decide_by INTEGER NOT NULL,
      raised_at INTEGER NOT NULL,
      CHECK (kind = 'person' OR claimed_id IS NULL),
      \(.reference(column: "review_id", table: "review")),
      \(.reference(column: "claimed_id", table: "person"))
    ) \(.strict)
    """,
    "CREATE INDEX dispute_review ON dispute (workspace_id, review_id)",
    "\(.appendOnly("dispute"))",
    """
    CREATE TABLE dispute_point (
      \(.key),
      dispute_id INTEGER NOT NULL,
      position INTEGER NOT NULL CHECK (position >= 0),
      criterion_id INTEGER NOT NULL,
      option_id INTEGER,
      reason TEXT NOT NULL CHECK (LENGTH(reason) > 0),
      message_id INTEGER,
      quote TEXT NOT NULL,
      UNIQUE (workspace_id, dispute_id, criterion_id),
      \(.reference(column: "dispute_id", table: "dispute")),
      \(.reference(column: "message_id", table: "message"))
    ) \(.strict)
    """,
    "\(.appendOnly("dispute_point"))",
    """
    CREATE TABLE dispute_event (
      \(.key),
      dispute_id INTEGER NOT NULL,
      kind TEXT NOT NULL
        CHECK (kind IN ('raised', 'asked', 'answered', 'decided', 'withdrawn', 'lapsed')),
      person_id INTEGER,
      note TEXT NOT NULL,
      at INTEGER NOT NULL,
      UNIQUE (workspace_id, dispute_id, kind),
      \(.reference(column: "dispute_id", table: "dispute")),
      \(.reference(column: "person_id", table: "person"))
    ) \(.strict)
    """,
    "\(.appendOnly("dispute_event"))",
  ]

  private static let decided: [SQL] = [
    """
    CREATE TABLE dispute_verdict (
      \(.key),
      dispute_id INTEGER NOT NULL,
      criterion_id INTEGER,
      outcome TEXT NOT NULL CHECK (outcome IN ('accepted', 'partly', 'refused')),
      option_id INTEGER,
      reason TEXT NOT NULL CHECK (LENGTH(reason) > 0),
      UNIQUE (workspace_id, dispute_id, criterion_id),
      \(.reference(column: "dispute_id", table: "dispute"))
    ) \(.strict)
    """,
    "\(.appendOnly("dispute_verdict"))",
    """
    CREATE TABLE review_snapshot (
      \(.key),
      review_id INTEGER NOT NULL,
      dispute_id INTEGER,
      occasion TEXT NOT NULL CHECK (occasion IN ('acknowledged', 'disputed', 'resolved')),
      score_version INTEGER NOT NULL CHECK (score_version > 0),
      score REAL CHECK (score BETWEEN 0 AND 100),
      answers TEXT NOT NULL,
      at INTEGER NOT NULL,
      \(.reference(column: "review_id", table: "review")),
      \(.reference(column: "dispute_id", table: "dispute"))
    ) \(.strict)
    """,
    "CREATE INDEX review_snapshot_review ON review_snapshot (workspace_id, review_id)",
    "\(.appendOnly("review_snapshot"))",
  ]

  private static let corrected: [SQL] = [
    """
    CREATE TABLE answer_correction (
      \(.key),
      review_id INTEGER NOT NULL,
      version INTEGER NOT NULL CHECK (version > 1),
      criterion_id INTEGER NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('scored', 'notApplicable', 'notAsked')),
      option_id INTEGER,
      number REAL,
      value REAL CHECK (value BETWEEN 0 AND 1),
      comment TEXT NOT NULL,
      causes TEXT NOT NULL,
      CHECK ((state = 'scored' AND value IS NOT NULL AND option_id IS NOT NULL)
        OR (state <> 'scored' AND value IS NULL AND option_id IS NULL)),
      UNIQUE (workspace_id, review_id, criterion_id, version),
      \(.reference(column: "review_id", table: "review"))
    ) \(.strict)
    """,
    "\(.appendOnly("answer_correction"))",
  ]
}
