internal import Storage

extension Programme {
  /// Standing plans with every wording, what was decided, and which cycles they made.
  static let schema: [SQL] = [
    """
    ALTER TABLE cycle ADD COLUMN learn_days INTEGER NOT NULL DEFAULT 14
      CHECK (learn_days BETWEEN 1 AND 60)
    """,
    """
    CREATE TABLE programme (
      \(.key),
      team_id INTEGER NOT NULL,
      UNIQUE (workspace_id, team_id),
      \(.reference(column: "team_id", table: "team"))
    ) \(.strict)
    """,
    "\(.appendOnly("programme"))",
    """
    CREATE TABLE programme_version (
      \(.key),
      programme_id INTEGER NOT NULL,
      number INTEGER NOT NULL CHECK (number > 0),
      terms TEXT NOT NULL,
      at INTEGER NOT NULL,
      by_id INTEGER,
      UNIQUE (workspace_id, programme_id, number),
      \(.reference(column: "programme_id", table: "programme")),
      \(.reference(column: "by_id", table: "person"))
    ) \(.strict)
    """,
    "\(.appendOnly("programme_version"))",
    """
    CREATE TABLE programme_event (
      \(.key),
      programme_id INTEGER NOT NULL,
      number INTEGER NOT NULL CHECK (number > 0),
      kind TEXT NOT NULL CHECK (kind IN ('started', 'paused', 'resumed', 'ended')),
      note TEXT NOT NULL,
      at INTEGER NOT NULL,
      by_id INTEGER,
      UNIQUE (workspace_id, programme_id, number),
      \(.reference(column: "programme_id", table: "programme")),
      \(.reference(column: "by_id", table: "person"))
    ) \(.strict)
    """,
    "\(.appendOnly("programme_event"))",
    """
    CREATE TABLE programme_cycle (
      \(.key),
      programme_id INTEGER NOT NULL,
      cycle_id INTEGER NOT NULL,
      position INTEGER NOT NULL CHECK (position > 0),
      UNIQUE (workspace_id, cycle_id),
      UNIQUE (workspace_id, programme_id, position),
      \(.reference(column: "programme_id", table: "programme")),
      \(.reference(column: "cycle_id", table: "cycle"))
    ) \(.strict)
    """,
    "\(.appendOnly("programme_cycle"))",
    """
    CREATE TABLE programme_exception (
      \(.key),
      cycle_id INTEGER NOT NULL,
      note TEXT NOT NULL CHECK (LENGTH(note) > 0),
      at INTEGER NOT NULL,
      by_id INTEGER,
      \(.reference(column: "cycle_id", table: "cycle")),
      \(.reference(column: "by_id", table: "person"))
    ) \(.strict)
    """,
    "CREATE INDEX programme_exception_cycle ON programme_exception (workspace_id, cycle_id)",
    "\(.appendOnly("programme_exception"))",
  ]
}
