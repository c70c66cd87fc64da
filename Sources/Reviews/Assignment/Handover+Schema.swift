import Storage

extension Handover {
  /// Reviews that moved from one person to another, without the persons: ``Author`` knows them.
  static let schema: [SQL] = [
    "ALTER TABLE review ADD COLUMN reason_skill TEXT",
    "ALTER TABLE cycle ADD COLUMN expert_percent INTEGER NOT NULL DEFAULT 0",
    """
    \(.words(WordList("review", "reason", old: ["lot", "language", "lead", "own", "skill", "expert", "second", "chosen"], adding: ["asked", "passed"])))
    """,
    """
    CREATE TABLE handover (
      \(.key),
      cycle_id INTEGER NOT NULL,
      review_id INTEGER NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('returned', 'passed')),
      reason TEXT NOT NULL,
      CHECK (kind = 'passed' OR LENGTH(reason) > 0),
      UNIQUE (workspace_id, review_id),
      \(.reference(column: "cycle_id", table: "cycle")),
      \(.reference(column: "review_id", table: "review"))
    ) \(.strict)
    """,
    "CREATE INDEX handover_cycle ON handover (workspace_id, cycle_id)",
    "\(.appendOnly("handover"))",
    """
    CREATE TABLE review_goal (
      \(.key),
      cycle_id INTEGER NOT NULL,
      person_id INTEGER NOT NULL,
      reviews INTEGER NOT NULL CHECK (reviews BETWEEN 1 AND 99),
      due_on INTEGER NOT NULL,
      set_at INTEGER NOT NULL,
      UNIQUE (workspace_id, cycle_id, person_id),
      \(.reference(column: "cycle_id", table: "cycle")),
      \(.reference(column: "person_id", table: "person"))
    ) \(.strict)
    """,
  ]
}
