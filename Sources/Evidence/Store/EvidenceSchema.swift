internal import Storage

/// The tables of what texts show.
enum EvidenceSchema {
  /// Everything but the rules and what people say of them is derived and refers to nothing.
  static let tables: [SQL] = [
    """
    CREATE TABLE conversation_evidence (
      \(.key),
      version INTEGER NOT NULL,
      rules INTEGER NOT NULL,
      mood_start REAL,
      mood_end REAL,
      mood_lowest REAL,
      questions INTEGER NOT NULL,
      open_questions INTEGER NOT NULL,
      undated_promises INTEGER NOT NULL,
      politeness REAL,
      lix REAL,
      examined_at INTEGER NOT NULL
    ) \(.strict)
    """,
    // Conversations that changed since they were read; the stamp tells a later change.
    """
    CREATE TABLE evidence_pending (
      workspace_id INTEGER NOT NULL,
      conversation_id INTEGER NOT NULL,
      stamp INTEGER NOT NULL,
      PRIMARY KEY (workspace_id, conversation_id)
    ) \(.strict)
    """,
    """
    CREATE TABLE evidence_state (
      workspace_id INTEGER NOT NULL,
      version INTEGER NOT NULL,
      rules INTEGER NOT NULL,
      renewed_until INTEGER NOT NULL,
      renewed_at INTEGER,
      PRIMARY KEY (workspace_id)
    ) \(.strict)
    """,
    """
    CREATE TABLE phrase_rule (
      \(.key),
      name TEXT NOT NULL CHECK (LENGTH(name) > 0),
      created_at INTEGER NOT NULL,
      created_by INTEGER,
      UNIQUE (workspace_id, name),
      \(.reference(column: "created_by", table: "person"))
    ) \(.strict)
    """,
    """
    CREATE TABLE phrase_rule_wording (
      \(.key),
      rule_id INTEGER NOT NULL,
      number INTEGER NOT NULL CHECK (number > 0),
      text TEXT NOT NULL CHECK (LENGTH(text) > 0),
      is_active INTEGER NOT NULL,
      written_at INTEGER NOT NULL,
      written_by INTEGER,
      UNIQUE (workspace_id, rule_id, number),
      \(.reference(column: "rule_id", table: "phrase_rule")),
      \(.reference(column: "written_by", table: "person"))
    ) \(.strict)
    """,
    "\(.appendOnly("phrase_rule_wording"))",
    """
    CREATE TABLE phrase_rule_match (
      workspace_id INTEGER NOT NULL,
      rule_id INTEGER NOT NULL,
      conversation_id INTEGER NOT NULL,
      message_id INTEGER NOT NULL,
      PRIMARY KEY (workspace_id, rule_id, conversation_id, message_id)
    ) \(.strict)
    """,
    """
    CREATE INDEX phrase_rule_match_conversation
      ON phrase_rule_match (workspace_id, conversation_id)
    """,
    """
    CREATE TABLE phrase_rule_opinion (
      \(.key),
      rule_id INTEGER NOT NULL,
      wording_id INTEGER NOT NULL,
      conversation_id INTEGER NOT NULL,
      message_id INTEGER NOT NULL,
      is_right INTEGER NOT NULL,
      given_at INTEGER NOT NULL,
      given_by INTEGER,
      \(.reference(column: "rule_id", table: "phrase_rule")),
      \(.reference(column: "wording_id", table: "phrase_rule_wording")),
      \(.reference(column: "conversation_id", table: "conversation")),
      \(.reference(column: "given_by", table: "person"))
    ) \(.strict)
    """,
    "CREATE INDEX phrase_rule_opinion_rule ON phrase_rule_opinion (workspace_id, rule_id)",
    "\(.appendOnly("phrase_rule_opinion"))",
  ]
}
