import Storage

extension SamplingRule {
  /// What a draw looks at and what it did, in rows that only come to be.
  static let schema: [SQL] = columns + tables

  private static let columns: [SQL] = [
    "ALTER TABLE cycle ADD COLUMN sampling TEXT",
    "ALTER TABLE cycle ADD COLUMN draw_version INTEGER",
    "ALTER TABLE frame_item ADD COLUMN reason TEXT",
    "CREATE INDEX pick_conversation ON pick (workspace_id, conversation_id)",
  ]

  private static let tables: [SQL] = [
    """
    CREATE TABLE frame_flag (
      \(.key),
      cycle_id INTEGER NOT NULL,
      conversation_id INTEGER NOT NULL,
      signal TEXT NOT NULL,
      value REAL NOT NULL,
      UNIQUE (workspace_id, cycle_id, conversation_id, signal),
      \(.reference(column: "cycle_id", table: "cycle")),
      \(.reference(column: "conversation_id", table: "conversation"))
    ) \(.strict)
    """,
    "\(.appendOnly("frame_flag"))",
    """
    CREATE TABLE lot (
      \(.key),
      cycle_id INTEGER NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('random', 'suspicious', 'unsettled')),
      agent_id INTEGER,
      number INTEGER NOT NULL CHECK (number >= 0),
      drawn INTEGER NOT NULL CHECK (drawn >= 0),
      population INTEGER NOT NULL CHECK (population > 0 AND drawn <= population),
      spread REAL CHECK (spread >= 0),
      known INTEGER NOT NULL CHECK (known >= 0),
      drawn_at INTEGER NOT NULL,
      CHECK ((kind = 'suspicious') = (agent_id IS NULL)),
      UNIQUE (workspace_id, cycle_id, kind, number, agent_id),
      \(.reference(column: "cycle_id", table: "cycle")),
      \(.reference(column: "agent_id", table: "person"))
    ) \(.strict)
    """,
    "\(.appendOnly("lot"))",
    """
    CREATE TABLE redraw (
      \(.key),
      cycle_id INTEGER NOT NULL,
      pick_id INTEGER NOT NULL,
      stream TEXT NOT NULL CHECK (stream IN ('random', 'suspicious')),
      drawn_at INTEGER NOT NULL,
      UNIQUE (workspace_id, pick_id, stream),
      \(.reference(column: "cycle_id", table: "cycle")),
      \(.reference(column: "pick_id", table: "pick"))
    ) \(.strict)
    """,
    "\(.appendOnly("redraw"))",
  ]
}
