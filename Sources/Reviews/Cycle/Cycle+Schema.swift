import Storage

extension Cycle {
  /// The cycle, its frozen pool and its sample; what was frozen or drawn is only ever added to.
  static let schema: [SQL] = [
    """
    CREATE TABLE cycle (
      \(.key),
      team_id INTEGER NOT NULL,
      first_day INTEGER NOT NULL,
      last_day INTEGER NOT NULL,
      scorecard_version_id INTEGER NOT NULL,
      reflect_by INTEGER NOT NULL,
      review_by INTEGER NOT NULL,
      share_on INTEGER NOT NULL,
      sample_minimum INTEGER NOT NULL CHECK (sample_minimum BETWEEN 1 AND 20),
      sample_percent INTEGER NOT NULL CHECK (sample_percent BETWEEN 0 AND 100),
      reviews_each INTEGER NOT NULL CHECK (reviews_each BETWEEN 1 AND 3),
      asks_self INTEGER NOT NULL CHECK (asks_self IN (0, 1)),
      names_reviewers INTEGER NOT NULL CHECK (names_reviewers IN (0, 1)),
      seed INTEGER NOT NULL,
      commitment TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      opened_at INTEGER,
      pool_size INTEGER,
      pool_digest TEXT,
      remarks TEXT,
      shared_at INTEGER,
      share_reason TEXT,
      closed_at INTEGER,
      CHECK (first_day <= last_day AND last_day <= reflect_by),
      CHECK (reflect_by <= review_by AND review_by <= share_on),
      CHECK (shared_at IS NULL OR opened_at IS NOT NULL),
      CHECK (closed_at IS NULL OR shared_at IS NOT NULL),
      UNIQUE (workspace_id, team_id, first_day),
      \(.reference(column: "team_id", table: "team")),
      \(.reference(column: "scorecard_version_id", table: "scorecard_version"))
    ) \(.strict)
    """,
    """
    CREATE TABLE frame_item (
      \(.key),
      cycle_id INTEGER NOT NULL,
      conversation_id INTEGER NOT NULL,
      agent_id INTEGER NOT NULL,
      channel TEXT NOT NULL,
      opened_at INTEGER NOT NULL,
      language TEXT,
      UNIQUE (workspace_id, cycle_id, conversation_id),
      \(.reference(column: "cycle_id", table: "cycle")),
      \(.reference(column: "conversation_id", table: "conversation")),
      \(.reference(column: "agent_id", table: "person"))
    ) \(.strict)
    """,
    "CREATE INDEX frame_item_agent ON frame_item (workspace_id, cycle_id, agent_id)",
    "\(.appendOnly("frame_item"))",
    """
    CREATE TABLE pick (
      \(.key),
      cycle_id INTEGER NOT NULL,
      conversation_id INTEGER NOT NULL,
      agent_id INTEGER NOT NULL,
      channel TEXT NOT NULL,
      opened_at INTEGER NOT NULL,
      language TEXT,
      stream TEXT NOT NULL CHECK (stream IN ('random')),
      part INTEGER NOT NULL CHECK (part >= 0),
      probability REAL NOT NULL CHECK (probability > 0 AND probability <= 1),
      reason TEXT NOT NULL CHECK (reason IN ('lot', 'all', 'replacement')),
      drawn INTEGER NOT NULL,
      population INTEGER NOT NULL,
      picked_at INTEGER NOT NULL,
      UNIQUE (workspace_id, cycle_id, conversation_id),
      \(.reference(column: "cycle_id", table: "cycle")),
      \(.reference(column: "conversation_id", table: "conversation")),
      \(.reference(column: "agent_id", table: "person"))
    ) \(.strict)
    """,
    "\(.appendOnly("pick"))",
    """
    CREATE TABLE replacement (
      \(.key),
      cycle_id INTEGER NOT NULL,
      pick_id INTEGER NOT NULL,
      new_pick_id INTEGER NOT NULL,
      person_id INTEGER,
      reason TEXT NOT NULL CHECK (LENGTH(reason) > 0),
      at INTEGER NOT NULL,
      UNIQUE (workspace_id, pick_id),
      UNIQUE (workspace_id, new_pick_id),
      \(.reference(column: "cycle_id", table: "cycle")),
      \(.reference(column: "pick_id", table: "pick")),
      \(.reference(column: "new_pick_id", table: "pick")),
      \(.reference(column: "person_id", table: "person"))
    ) \(.strict)
    """,
    "CREATE INDEX replacement_cycle ON replacement (workspace_id, cycle_id)",
    "\(.appendOnly("replacement"))",
  ]
}
