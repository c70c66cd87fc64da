import Storage

extension Reflection {
  /// The words are the agent's to change; who was let in, and when, is only added to.
  static let schema: [SQL] = [
    """
    CREATE TABLE reflection (
      \(.key),
      cycle_id INTEGER NOT NULL,
      team_id INTEGER NOT NULL,
      agent_id INTEGER NOT NULL,
      version INTEGER NOT NULL CHECK (version > 0),
      surprised TEXT NOT NULL,
      keeps TEXT NOT NULL,
      changes TEXT NOT NULL,
      written_at INTEGER NOT NULL,
      CHECK (LENGTH(surprised) > 0 OR LENGTH(keeps) > 0 OR LENGTH(changes) > 0),
      UNIQUE (workspace_id, agent_id, cycle_id),
      \(.reference(column: "cycle_id", table: "cycle")),
      \(.reference(column: "team_id", table: "team")),
      \(.reference(column: "agent_id", table: "person"))
    ) \(.strict)
    """,
    """
    CREATE TABLE reflection_sharing (
      \(.key),
      reflection_id INTEGER NOT NULL,
      number INTEGER NOT NULL CHECK (number > 0),
      is_shared INTEGER NOT NULL CHECK (is_shared IN (0, 1)),
      at INTEGER NOT NULL,
      UNIQUE (workspace_id, reflection_id, number),
      \(.reference(column: "reflection_id", table: "reflection"))
    ) \(.strict)
    """,
    "\(.appendOnly("reflection_sharing"))",
  ]
}
