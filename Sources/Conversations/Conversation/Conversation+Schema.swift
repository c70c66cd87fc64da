public import Storage

extension Conversation {
  /// What a conversation is made of and who took part; one migration because the parts refer to
  /// each other.
  static let tables: [SQL] = parties + conversations + parts

  /// The tags of a conversation from the index alone.
  ///
  /// Before a file knows how its rows are spread, SQLite takes whatever index answers alone over the
  /// one that finds fewer rows; with both answering alone it takes the right one.
  static let tagsByConversation: [SQL] = [
    "DROP INDEX conversation_tag_conversation",
    """
    CREATE INDEX conversation_tag_of ON conversation_tag (workspace_id, conversation_id, tag_id)
    """,
  ]

  /// Answers alone what is asked of the rated conversations of some days.
  ///
  /// It holds their ratings, why customers came, and whose they are; few are rated, so it is small.
  static let ratedByOpening: [SQL] = [
    """
    CREATE INDEX conversation_rated
      ON conversation (workspace_id, opened_at, id, csat, reason, credited_id, team_id)
      WHERE deleted_at IS NULL AND csat IS NOT NULL
    """
  ]

  /// A way to a customer's conversations of some thirty days.
  ///
  /// By customer alone every new conversation touches a page of its own, once the customers are
  /// many.
  static let visits: [SQL] = [
    "DROP INDEX conversation_customer",
    """
    CREATE INDEX conversation_visit
      ON conversation (workspace_id, (opened_at / 2592000000), customer_id, opened_at)
      WHERE customer_id IS NOT NULL
    """,
  ]

  /// A way to a customer's answers, which is asked for before a customer is removed.
  ///
  /// SQLite asks by the customer alone, so that stands first.
  static let surveysByCustomer: [SQL] = [
    """
    CREATE INDEX survey_response_customer ON survey_response (customer_id, workspace_id)
      WHERE customer_id IS NOT NULL
    """
  ]

  /// The table with many indexes, which a great load leaves for later.
  public static let busiestTable: StaticName = "conversation"

  private static let parties: [SQL] = [
    """
    CREATE TABLE queue (
      \(.key),
      source TEXT NOT NULL,
      external_id TEXT NOT NULL,
      name TEXT NOT NULL,
      UNIQUE (workspace_id, source, external_id)
    ) \(.strict)
    """,
    """
    CREATE TABLE customer (
      \(.key),
      source TEXT NOT NULL,
      external_id TEXT NOT NULL,
      name TEXT NOT NULL,
      email TEXT,
      phone TEXT,
      UNIQUE (workspace_id, source, external_id)
    ) \(.strict)
    """,
    """
    CREATE TABLE tag (
      \(.key),
      name TEXT NOT NULL,
      UNIQUE (workspace_id, name)
    ) \(.strict)
    """,
  ]

  private static let conversations: [SQL] = [
    """
    CREATE TABLE conversation (
      \(.key),
      source TEXT NOT NULL,
      external_id TEXT NOT NULL,
      external_url TEXT,
      channel TEXT NOT NULL,
      subject TEXT,
      status TEXT NOT NULL,
      opened_at INTEGER NOT NULL,
      opened_day INTEGER NOT NULL,
      first_reply_at INTEGER,
      first_resolved_at INTEGER,
      last_resolved_at INTEGER,
      closed_at INTEGER,
      reopen_count INTEGER NOT NULL CHECK (reopen_count >= 0),
      agent_id INTEGER,
      credited_id INTEGER,
      team_id INTEGER,
      queue_id INTEGER,
      customer_id INTEGER,
      language TEXT,
      reason TEXT,
      message_count INTEGER NOT NULL,
      agent_message_count INTEGER NOT NULL,
      csat REAL,
      source_zone TEXT,
      source_updated_at INTEGER,
      content_hash INTEGER NOT NULL,
      import_run_id INTEGER,
      stored_at INTEGER NOT NULL,
      deleted_at INTEGER,
      UNIQUE (workspace_id, source, external_id),
      \(.reference(column: "agent_id", table: "person")),
      \(.reference(column: "credited_id", table: "person")),
      \(.reference(column: "team_id", table: "team")),
      \(.reference(column: "queue_id", table: "queue")),
      \(.reference(column: "customer_id", table: "customer"))
    ) \(.strict)
    """,
    """
    CREATE INDEX conversation_opened ON conversation (workspace_id, opened_at, id)
      WHERE deleted_at IS NULL
    """,
    """
    CREATE INDEX conversation_agent_opened ON conversation (workspace_id, agent_id, opened_at, id)
      WHERE deleted_at IS NULL
    """,
    """
    CREATE INDEX conversation_credited_opened
      ON conversation (workspace_id, credited_id, opened_at, id)
      WHERE deleted_at IS NULL
    """,
    """
    CREATE INDEX conversation_team_opened ON conversation (workspace_id, team_id, opened_at, id)
      WHERE deleted_at IS NULL
    """,
    """
    CREATE INDEX conversation_channel_opened ON conversation (workspace_id, channel, opened_at, id)
      WHERE deleted_at IS NULL
    """,
    """
    CREATE INDEX conversation_status_opened ON conversation (workspace_id, status, opened_at, id)
      WHERE deleted_at IS NULL
    """,
    """
    CREATE INDEX conversation_queue_opened ON conversation (workspace_id, queue_id, opened_at, id)
      WHERE deleted_at IS NULL
    """,
    """
    CREATE INDEX conversation_language_opened
      ON conversation (workspace_id, language, opened_at, id)
      WHERE deleted_at IS NULL
    """,
    """
    CREATE INDEX conversation_source_opened ON conversation (workspace_id, source, opened_at, id)
      WHERE deleted_at IS NULL
    """,
    """
    CREATE INDEX conversation_csat ON conversation (workspace_id, csat, id)
      WHERE deleted_at IS NULL AND csat IS NOT NULL
    """,
    """
    CREATE INDEX conversation_length ON conversation (workspace_id, message_count, id)
      WHERE deleted_at IS NULL
    """,
    """
    CREATE INDEX conversation_import ON conversation (workspace_id, import_run_id)
      WHERE import_run_id IS NOT NULL
    """,
    """
    CREATE INDEX conversation_customer ON conversation (workspace_id, customer_id, opened_at)
      WHERE customer_id IS NOT NULL
    """,
    "\(.textIndex("conversation_text"))",
  ]

  private static let parts: [SQL] = [
    """
    CREATE TABLE message (
      \(.key),
      conversation_id INTEGER NOT NULL,
      position INTEGER NOT NULL,
      external_id TEXT,
      at INTEGER,
      author TEXT,
      person_id INTEGER,
      role TEXT NOT NULL,
      visibility TEXT NOT NULL CHECK (visibility IN ('public', 'internal')),
      kind TEXT NOT NULL,
      text TEXT NOT NULL,
      attachments TEXT,
      in_reply_to TEXT,
      offset_ms INTEGER,
      duration_ms INTEGER,
      removed_at INTEGER,
      \(.reference(column: "conversation_id", table: "conversation")),
      \(.reference(column: "person_id", table: "person"))
    ) \(.strict)
    """,
    "CREATE INDEX message_position ON message (workspace_id, conversation_id, position)",
    """
    CREATE TABLE call (
      \(.key),
      conversation_id INTEGER NOT NULL,
      position INTEGER NOT NULL,
      external_id TEXT,
      started_at INTEGER,
      direction TEXT,
      caller TEXT,
      callee TEXT,
      wait_s REAL,
      ring_s REAL,
      talk_s REAL,
      hold_s REAL,
      wrap_s REAL,
      ivr_s REAL,
      is_answered INTEGER,
      is_abandoned INTEGER,
      abandoned_position INTEGER,
      transfer TEXT,
      transfer_target TEXT,
      disconnected_by TEXT,
      recording TEXT,
      UNIQUE (workspace_id, conversation_id, position),
      \(.reference(column: "conversation_id", table: "conversation"))
    ) \(.strict)
    """,
    """
    CREATE TABLE survey_response (
      \(.key),
      source TEXT NOT NULL,
      external_id TEXT NOT NULL,
      conversation_id INTEGER,
      conversation_external_id TEXT,
      agent_id INTEGER,
      customer_id INTEGER,
      kind TEXT NOT NULL,
      score REAL,
      minimum REAL,
      maximum REAL,
      normalised REAL CHECK (normalised >= 0 AND normalised <= 100),
      comment TEXT,
      reason TEXT,
      offered_at INTEGER,
      answered_at INTEGER,
      import_run_id INTEGER,
      UNIQUE (workspace_id, source, external_id),
      \(.reference(column: "conversation_id", table: "conversation")),
      \(.reference(column: "agent_id", table: "person")),
      \(.reference(column: "customer_id", table: "customer"))
    ) \(.strict)
    """,
    """
    CREATE INDEX survey_response_conversation ON survey_response (workspace_id, conversation_id)
      WHERE conversation_id IS NOT NULL
    """,
    """
    CREATE INDEX survey_response_waiting
      ON survey_response (workspace_id, source, conversation_external_id)
      WHERE conversation_id IS NULL
    """,
    """
    CREATE INDEX survey_response_answered ON survey_response (workspace_id, kind, answered_at)
    """,
    """
    CREATE TABLE conversation_agent (
      workspace_id INTEGER NOT NULL,
      conversation_id INTEGER NOT NULL,
      person_id INTEGER NOT NULL,
      identity TEXT,
      public_count INTEGER NOT NULL,
      internal_count INTEGER NOT NULL,
      PRIMARY KEY (workspace_id, conversation_id, person_id),
      \(.reference(column: "conversation_id", table: "conversation")),
      \(.reference(column: "person_id", table: "person"))
    ) \(.strict)
    """,
    """
    CREATE TABLE conversation_tag (
      workspace_id INTEGER NOT NULL,
      tag_id INTEGER NOT NULL,
      opened_at INTEGER NOT NULL,
      conversation_id INTEGER NOT NULL,
      PRIMARY KEY (workspace_id, tag_id, opened_at, conversation_id),
      \(.reference(column: "tag_id", table: "tag")),
      \(.reference(column: "conversation_id", table: "conversation"))
    ) \(.strict)
    """,
    """
    CREATE INDEX conversation_tag_conversation
      ON conversation_tag (workspace_id, conversation_id)
    """,
    """
    CREATE TABLE custom_field (
      workspace_id INTEGER NOT NULL,
      conversation_id INTEGER NOT NULL,
      name TEXT NOT NULL,
      value TEXT NOT NULL,
      PRIMARY KEY (workspace_id, conversation_id, name),
      \(.reference(column: "conversation_id", table: "conversation"))
    ) \(.strict)
    """,
    """
    CREATE TABLE conversation_duration (
      workspace_id INTEGER NOT NULL,
      conversation_id INTEGER NOT NULL,
      name TEXT NOT NULL,
      clock TEXT NOT NULL CHECK (clock IN ('business', 'calendar')),
      seconds REAL NOT NULL,
      PRIMARY KEY (workspace_id, conversation_id, name, clock),
      \(.reference(column: "conversation_id", table: "conversation"))
    ) \(.strict)
    """,
    """
    CREATE TABLE agent_state_event (
      \(.key),
      source TEXT NOT NULL,
      external_id TEXT NOT NULL,
      person_id INTEGER,
      queue_id INTEGER,
      state TEXT NOT NULL,
      reason TEXT,
      at INTEGER NOT NULL,
      import_run_id INTEGER,
      UNIQUE (workspace_id, source, external_id),
      \(.reference(column: "person_id", table: "person")),
      \(.reference(column: "queue_id", table: "queue"))
    ) \(.strict)
    """,
    "CREATE INDEX agent_state_event_person ON agent_state_event (workspace_id, person_id, at)",
  ]
}
