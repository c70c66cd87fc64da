internal import Storage

extension Revision {
  /// What is to be looked at again, and what was decided; neither is ever altered.
  static let schema: [SQL] = [
    """
    CREATE TABLE revision (
      \(.key),
      programme_id INTEGER NOT NULL,
      cycle_id INTEGER NOT NULL,
      position INTEGER NOT NULL CHECK (position > 0),
      subject TEXT NOT NULL CHECK (subject IN ('scorecard', 'benchmarks')),
      postponements INTEGER NOT NULL CHECK (postponements >= 0),
      created_at INTEGER NOT NULL,
      UNIQUE (workspace_id, cycle_id, subject),
      \(.reference(column: "programme_id", table: "programme")),
      \(.reference(column: "cycle_id", table: "cycle"))
    ) \(.strict)
    """,
    "CREATE INDEX revision_programme ON revision (workspace_id, programme_id)",
    "\(.appendOnly("revision"))",
    """
    CREATE TABLE revision_decision (
      \(.key),
      revision_id INTEGER NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('revised', 'kept', 'postponed')),
      note TEXT NOT NULL CHECK (LENGTH(note) > 0),
      at INTEGER NOT NULL,
      by_id INTEGER,
      UNIQUE (workspace_id, revision_id),
      \(.reference(column: "revision_id", table: "revision")),
      \(.reference(column: "by_id", table: "person"))
    ) \(.strict)
    """,
    "\(.appendOnly("revision_decision"))",
  ]
}
