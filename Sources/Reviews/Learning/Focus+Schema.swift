import Storage

extension Focus {
  /// At most two focus points of a person in a cycle: the places 1 and 2 are all there are.
  static let schema: [SQL] = [
    """
    CREATE TABLE focus (
      \(.key),
      cycle_id INTEGER NOT NULL,
      team_id INTEGER NOT NULL,
      agent_id INTEGER NOT NULL,
      place INTEGER NOT NULL CHECK (place IN (1, 2)),
      criterion_id INTEGER NOT NULL,
      origin TEXT NOT NULL CHECK (origin IN ('proposed', 'suggested', 'own')),
      chosen_at INTEGER NOT NULL,
      UNIQUE (workspace_id, agent_id, cycle_id, place),
      UNIQUE (workspace_id, agent_id, cycle_id, criterion_id),
      \(.reference(column: "cycle_id", table: "cycle")),
      \(.reference(column: "team_id", table: "team")),
      \(.reference(column: "agent_id", table: "person"))
    ) \(.strict)
    """,
    """
    CREATE TABLE focus_suggestion (
      \(.key),
      cycle_id INTEGER NOT NULL,
      team_id INTEGER NOT NULL,
      agent_id INTEGER NOT NULL,
      criterion_id INTEGER NOT NULL,
      note TEXT NOT NULL CHECK (LENGTH(note) > 0),
      person_id INTEGER NOT NULL,
      at INTEGER NOT NULL,
      UNIQUE (workspace_id, agent_id, cycle_id, criterion_id),
      \(.reference(column: "cycle_id", table: "cycle")),
      \(.reference(column: "team_id", table: "team")),
      \(.reference(column: "agent_id", table: "person")),
      \(.reference(column: "person_id", table: "person"))
    ) \(.strict)
    """,
    "\(.appendOnly("focus_suggestion"))",
    """
    CREATE TABLE focus_step (
      \(.key),
      focus_id INTEGER NOT NULL,
      action TEXT NOT NULL CHECK (LENGTH(action) > 0),
      owner TEXT NOT NULL CHECK (owner IN ('agent', 'lead')),
      due_on INTEGER NOT NULL,
      follow_up_on INTEGER NOT NULL,
      written_at INTEGER NOT NULL,
      CHECK (due_on <= follow_up_on),
      \(.reference(column: "focus_id", table: "focus"))
    ) \(.strict)
    """,
    "CREATE INDEX focus_step_focus ON focus_step (workspace_id, focus_id)",
    "\(.appendOnly("focus_step"))",
    """
    CREATE TABLE focus_outcome (
      \(.key),
      step_id INTEGER NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('done', 'dropped')),
      note TEXT NOT NULL,
      at INTEGER NOT NULL,
      CHECK (kind = 'done' OR LENGTH(note) > 0),
      UNIQUE (workspace_id, step_id),
      \(.reference(column: "step_id", table: "focus_step"))
    ) \(.strict)
    """,
    "\(.appendOnly("focus_outcome"))",
  ]
}
