internal import Storage

extension Notice {
  /// What people should know of, whether they want it by mail, and the letters that told it.
  static let schema: [SQL] = [
    """
    CREATE TABLE mail_choice (
      \(.key),
      person_id INTEGER NOT NULL,
      wants_mail INTEGER NOT NULL CHECK (wants_mail IN (0, 1)),
      changed_at INTEGER NOT NULL,
      UNIQUE (workspace_id, person_id),
      \(.reference(column: "person_id", table: "person"))
    ) \(.strict)
    """,
    """
    CREATE TABLE letter (
      \(.key),
      person_id INTEGER NOT NULL,
      day INTEGER NOT NULL,
      address TEXT NOT NULL CHECK (LENGTH(address) BETWEEN 3 AND 254),
      subject TEXT NOT NULL,
      body TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      UNIQUE (workspace_id, person_id, day),
      \(.reference(column: "person_id", table: "person"))
    ) \(.strict)
    """,
    "CREATE INDEX letter_created ON letter (workspace_id, created_at)",
    """
    CREATE TABLE letter_event (
      \(.key),
      letter_id INTEGER NOT NULL,
      attempt INTEGER NOT NULL CHECK (attempt BETWEEN 1 AND 99),
      step TEXT NOT NULL CHECK (step IN ('begun', 'sent', 'delayed', 'refused')),
      detail TEXT NOT NULL,
      at INTEGER NOT NULL,
      UNIQUE (workspace_id, letter_id, attempt, step),
      \(.reference(column: "letter_id", table: "letter"))
    ) \(.strict)
    """,
    "\(.appendOnly("letter"))",
    "\(.appendOnly("letter_event"))",
    """
    CREATE TABLE notice (
      \(.key),
      person_id INTEGER NOT NULL,
      occasion TEXT NOT NULL CHECK (LENGTH(occasion) BETWEEN 1 AND 200),
      summary TEXT NOT NULL,
      details TEXT NOT NULL,
      path TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      read_at INTEGER,
      letter_id INTEGER,
      UNIQUE (workspace_id, person_id, occasion),
      \(.reference(column: "person_id", table: "person")),
      \(.reference(column: "letter_id", table: "letter"))
    ) \(.strict)
    """,
    "CREATE INDEX notice_person ON notice (workspace_id, person_id, id)",
    "CREATE INDEX notice_unread ON notice (workspace_id, person_id) WHERE read_at IS NULL",
  ]
}
