import Storage

extension Scorecard {
  /// Drafts may change; versions and their criteria are only ever added.
  static let migration: [SQL] = [
    """
    CREATE TABLE scorecard (
      \(.key),
      created_at INTEGER NOT NULL,
      created_by INTEGER,
      archived_at INTEGER,
      \(.reference(column: "created_by", table: "person"))
    ) \(.strict)
    """,
    """
    CREATE TABLE scorecard_draft (
      \(.key),
      scorecard_id INTEGER NOT NULL,
      content TEXT NOT NULL,
      revision INTEGER NOT NULL CHECK (revision > 0),
      saved_at INTEGER NOT NULL,
      saved_by INTEGER,
      UNIQUE (workspace_id, scorecard_id),
      \(.reference(column: "scorecard_id", table: "scorecard")),
      \(.reference(column: "saved_by", table: "person"))
    ) \(.strict)
    """,
    """
    CREATE TABLE scorecard_version (
      \(.key),
      scorecard_id INTEGER NOT NULL,
      edition INTEGER NOT NULL CHECK (edition > 0),
      wording INTEGER NOT NULL CHECK (wording >= 0),
      name TEXT NOT NULL CHECK (LENGTH(name) > 0),
      content TEXT NOT NULL,
      note TEXT NOT NULL,
      published_at INTEGER NOT NULL,
      published_by INTEGER,
      UNIQUE (workspace_id, scorecard_id, edition, wording),
      \(.reference(column: "scorecard_id", table: "scorecard")),
      \(.reference(column: "published_by", table: "person"))
    ) \(.strict)
    """,
    "\(.appendOnly("scorecard_version"))",
    """
    CREATE TABLE scorecard_criterion (
      \(.key),
      version_id INTEGER NOT NULL,
      criterion_id INTEGER NOT NULL,
      position INTEGER NOT NULL CHECK (position >= 0),
      name TEXT NOT NULL,
      section_name TEXT NOT NULL,
      weight REAL NOT NULL CHECK (weight BETWEEN 0 AND 1),
      UNIQUE (workspace_id, version_id, criterion_id),
      \(.reference(column: "version_id", table: "scorecard_version"))
    ) \(.strict)
    """,
    "\(.appendOnly("scorecard_criterion"))",
    """
    CREATE INDEX scorecard_criterion_criterion
    ON scorecard_criterion (workspace_id, criterion_id, version_id)
    """,
  ]
}
