import Storage

extension ImportRun {
  static let tables: [SQL] = [
    """
    CREATE TABLE import_run (
      \(.key),
      source TEXT NOT NULL,
      file_name TEXT NOT NULL,
      path TEXT,
      digest TEXT NOT NULL,
      size INTEGER NOT NULL CHECK (size >= 0),
      format TEXT NOT NULL CHECK (format IN ('jsonl', 'csv', 'vtt', 'srt')),
      mapping TEXT,
      state TEXT NOT NULL CHECK (state IN (
        'uploaded', 'checking', 'checked', 'running', 'finished', 'failed', 'cancelled',
        'undoing', 'undone')),
      row_count INTEGER NOT NULL,
      created_count INTEGER NOT NULL,
      updated_count INTEGER NOT NULL,
      unchanged_count INTEGER NOT NULL,
      rejected_count INTEGER NOT NULL,
      cursor_offset INTEGER NOT NULL,
      cursor_row INTEGER NOT NULL,
      ignored TEXT NOT NULL,
      unknown TEXT NOT NULL,
      problem TEXT,
      created_by INTEGER,
      created_at INTEGER NOT NULL,
      started_at INTEGER,
      finished_at INTEGER,
      undone_at INTEGER
    ) \(.strict)
    """,
    "CREATE INDEX import_run_created ON import_run (workspace_id, created_at, id)",
    "CREATE INDEX import_run_digest ON import_run (workspace_id, digest)",
    """
    CREATE TABLE import_reject (
      workspace_id INTEGER NOT NULL,
      import_run_id INTEGER NOT NULL,
      row_number INTEGER NOT NULL,
      field TEXT NOT NULL,
      expected TEXT NOT NULL,
      found TEXT NOT NULL,
      cells TEXT NOT NULL,
      PRIMARY KEY (workspace_id, import_run_id, row_number),
      \(.reference(column: "import_run_id", table: "import_run"))
    ) \(.strict)
    """,
    """
    CREATE TABLE import_change (
      workspace_id INTEGER NOT NULL,
      import_run_id INTEGER NOT NULL,
      conversation_id INTEGER NOT NULL,
      previous TEXT NOT NULL,
      PRIMARY KEY (workspace_id, import_run_id, conversation_id),
      \(.reference(column: "import_run_id", table: "import_run")),
      \(.reference(column: "conversation_id", table: "conversation"))
    ) \(.strict)
    """,
    """
    CREATE TABLE saved_mapping (
      workspace_id INTEGER NOT NULL,
      source TEXT NOT NULL,
      fingerprint TEXT NOT NULL,
      mapping TEXT NOT NULL,
      saved_at INTEGER NOT NULL,
      PRIMARY KEY (workspace_id, source, fingerprint)
    ) \(.strict)
    """,
  ]

  /// What a run made beside conversations, for undoing it.
  static let traces: [SQL] = [
    """
    CREATE TABLE import_party (
      workspace_id INTEGER NOT NULL,
      import_run_id INTEGER NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('person', 'queue', 'customer', 'tag')),
      party_id INTEGER NOT NULL,
      PRIMARY KEY (workspace_id, import_run_id, kind, party_id)
    ) \(.strict)
    """
  ]

  /// Mappings that people keep under a name of their own.
  static let namedMappings: [SQL] = [
    """
    CREATE TABLE named_mapping (
      \(.key),
      name TEXT NOT NULL CHECK (LENGTH(name) BETWEEN 1 AND 80),
      mapping TEXT NOT NULL,
      saved_by INTEGER,
      saved_at INTEGER NOT NULL,
      UNIQUE (workspace_id, name)
    ) \(.strict)
    """
  ]

  /// Further forms in which files come.
  static let formats: [SQL] = [
    """
    \(.words(WordList("import_run", "format", old: ["jsonl", "csv", "vtt", "srt"], adding: ["queue_log"])))
    """
  ]
}
