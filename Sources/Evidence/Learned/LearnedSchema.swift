internal import Storage

/// The tables of what was learned from reviews.
enum LearnedSchema {
  /// Versions, checks and opinions are truth; models and answers are derived from them.
  static let tables: [SQL] = [
    """
    CREATE TABLE learned_version (
      \(.key),
      scorecard_id INTEGER NOT NULL,
      criterion_id INTEGER NOT NULL,
      number INTEGER NOT NULL CHECK (number > 0),
      conversations INTEGER NOT NULL,
      record TEXT NOT NULL,
      learned_at INTEGER NOT NULL,
      UNIQUE (workspace_id, criterion_id, number)
    ) \(.strict)
    """,
    "\(.appendOnly("learned_version"))",
    """
    CREATE TABLE learned_check (
      \(.key),
      version_id INTEGER NOT NULL,
      conversations INTEGER NOT NULL,
      difference REAL,
      lower REAL,
      has_drifted INTEGER NOT NULL CHECK (has_drifted IN (0, 1)),
      checked_at INTEGER NOT NULL,
      \(.reference(column: "version_id", table: "learned_version"))
    ) \(.strict)
    """,
    "CREATE INDEX learned_check_version ON learned_check (workspace_id, version_id)",
    "\(.appendOnly("learned_check"))",
    """
    CREATE TABLE learned_model (
      workspace_id INTEGER NOT NULL,
      version_id INTEGER NOT NULL,
      part INTEGER NOT NULL,
      bytes BLOB NOT NULL,
      PRIMARY KEY (workspace_id, version_id, part)
    ) \(.strict)
    """,
    """
    CREATE TABLE learned_answer (
      workspace_id INTEGER NOT NULL,
      criterion_id INTEGER NOT NULL,
      conversation_id INTEGER NOT NULL,
      version_id INTEGER NOT NULL,
      point INTEGER NOT NULL,
      chance REAL NOT NULL,
      expected REAL NOT NULL,
      doubt TEXT CHECK (doubt IN ('unsure', 'unfamiliar')),
      reasons TEXT NOT NULL,
      PRIMARY KEY (workspace_id, criterion_id, conversation_id)
    ) \(.strict)
    """,
    "CREATE INDEX learned_answer_conversation ON learned_answer (workspace_id, conversation_id)",
    // Keyed by the review, never by who speaks: the writer of a review stays unnamed.
    """
    CREATE TABLE learned_opinion (
      \(.key),
      review_id INTEGER NOT NULL,
      criterion_id INTEGER NOT NULL,
      version_id INTEGER NOT NULL,
      by_writer INTEGER NOT NULL CHECK (by_writer IN (0, 1)),
      is_right INTEGER NOT NULL CHECK (is_right IN (0, 1)),
      note TEXT NOT NULL,
      given_at INTEGER NOT NULL,
      \(.reference(column: "version_id", table: "learned_version"))
    ) \(.strict)
    """,
    "CREATE INDEX learned_opinion_version ON learned_opinion (workspace_id, version_id)",
    "\(.appendOnly("learned_opinion"))",
  ]
}
