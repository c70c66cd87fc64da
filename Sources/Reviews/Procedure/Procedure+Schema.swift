import Storage

extension Procedure {
  /// Drafts may change; revisions, acknowledgements and links are only ever added.
  static let schema: [SQL] = [
    """
    CREATE TABLE procedure (
      \(.key),
      kind TEXT NOT NULL CHECK (kind IN ('call', 'problem', 'complaint', 'other')),
      created_at INTEGER NOT NULL,
      created_by INTEGER,
      retired_at INTEGER,
      \(.reference(column: "created_by", table: "person"))
    ) \(.strict)
    """,
    """
    CREATE TABLE procedure_draft (
      \(.key),
      procedure_id INTEGER NOT NULL,
      title TEXT NOT NULL,
      body TEXT NOT NULL,
      save INTEGER NOT NULL CHECK (save > 0),
      saved_at INTEGER NOT NULL,
      saved_by INTEGER,
      UNIQUE (workspace_id, procedure_id),
      \(.reference(column: "procedure_id", table: "procedure")),
      \(.reference(column: "saved_by", table: "person"))
    ) \(.strict)
    """,
    """
    CREATE TABLE procedure_revision (
      \(.key),
      procedure_id INTEGER NOT NULL,
      number INTEGER NOT NULL CHECK (number > 0),
      title TEXT NOT NULL CHECK (LENGTH(title) > 0),
      body TEXT NOT NULL CHECK (LENGTH(body) > 0),
      note TEXT NOT NULL,
      published_at INTEGER NOT NULL,
      published_by INTEGER,
      UNIQUE (workspace_id, procedure_id, number),
      \(.reference(column: "procedure_id", table: "procedure")),
      \(.reference(column: "published_by", table: "person"))
    ) \(.strict)
    """,
    "\(.appendOnly("procedure_revision"))",
    """
    CREATE TABLE procedure_acknowledgement (
      \(.key),
      revision_id INTEGER NOT NULL,
      person_id INTEGER NOT NULL,
      at INTEGER NOT NULL,
      UNIQUE (workspace_id, revision_id, person_id),
      \(.reference(column: "revision_id", table: "procedure_revision")),
      \(.reference(column: "person_id", table: "person"))
    ) \(.strict)
    """,
    "CREATE INDEX procedure_acknowledgement_person ON procedure_acknowledgement (workspace_id, person_id)",
    "\(.appendOnly("procedure_acknowledgement"))",
    """
    CREATE TABLE procedure_criterion (
      \(.key),
      procedure_id INTEGER NOT NULL,
      criterion_id INTEGER NOT NULL,
      is_linked INTEGER NOT NULL CHECK (is_linked IN (0, 1)),
      at INTEGER NOT NULL,
      by_id INTEGER,
      \(.reference(column: "procedure_id", table: "procedure")),
      \(.reference(column: "by_id", table: "person"))
    ) \(.strict)
    """,
    "CREATE INDEX procedure_criterion_procedure ON procedure_criterion (workspace_id, procedure_id)",
    "CREATE INDEX procedure_criterion_criterion ON procedure_criterion (workspace_id, criterion_id)",
    "\(.appendOnly("procedure_criterion"))",
  ]
}
