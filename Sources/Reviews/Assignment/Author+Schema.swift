import Storage

extension Author {
  /// Who writes a review leaves the review's own row and moves to a table of its own.
  ///
  /// One person never reviews the same pick twice, and only the own view is by the person it is
  /// about: both are constraints here.
  static let schema: [SQL] = [
    """
    CREATE TABLE review_author (
      \(.key),
      pick_id INTEGER NOT NULL,
      agent_id INTEGER NOT NULL,
      person_id INTEGER NOT NULL,
      is_own INTEGER NOT NULL CHECK (is_own IN (0, 1)),
      CHECK ((is_own = 1 AND agent_id = person_id) OR (is_own = 0 AND agent_id <> person_id)),
      UNIQUE (workspace_id, pick_id, person_id),
      \(.reference(column: "id", table: "review")),
      \(.reference(column: "pick_id", table: "pick")),
      \(.reference(column: "agent_id", table: "person")),
      \(.reference(column: "person_id", table: "person"))
    ) \(.strict)
    """,
    "CREATE INDEX review_author_person ON review_author (workspace_id, person_id, id)",
    """
    INSERT INTO review_author (workspace_id, id, pick_id, agent_id, person_id, is_own)
    SELECT workspace_id, id, pick_id, agent_id, reviewer_id,
      CASE WHEN kind = 'self' THEN 1 ELSE 0 END
    FROM review
    """,
    "\(.appendOnly("review_author"))",
    "\(.without(removal))",
  ]

  private static let removal = ColumnRemoval(
    "review", "reviewer_id",
    keeping: """
      workspace_id, id, cycle_id, pick_id, conversation_id, team_id, agent_id, kind, \
      scorecard_version_id, due_on, reason, reason_language, reason_among, assigned_at
      """,
    definition: """
      \(.key),
      cycle_id INTEGER NOT NULL,
      pick_id INTEGER NOT NULL,
      conversation_id INTEGER NOT NULL,
      team_id INTEGER NOT NULL,
      agent_id INTEGER NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('peer', 'lead', 'self')),
      scorecard_version_id INTEGER NOT NULL,
      due_on INTEGER NOT NULL,
      reason TEXT NOT NULL CHECK (reason IN ('lot', 'language', 'lead', 'own')),
      reason_language TEXT,
      reason_among INTEGER,
      assigned_at INTEGER NOT NULL,
      \(.reference(column: "cycle_id", table: "cycle")),
      \(.reference(column: "pick_id", table: "pick")),
      \(.reference(column: "conversation_id", table: "conversation")),
      \(.reference(column: "team_id", table: "team")),
      \(.reference(column: "agent_id", table: "person")),
      \(.reference(column: "scorecard_version_id", table: "scorecard_version"))
      """,
    others: [
      "CREATE INDEX review_cycle ON review (workspace_id, cycle_id, agent_id)",
      "CREATE INDEX review_agent ON review (workspace_id, agent_id, cycle_id)",
      "CREATE INDEX review_conversation ON review (workspace_id, conversation_id)",
      "\(.appendOnly("review"))",
    ])

  /// Reasons, kinds and streams that came later.
  static let words: [SQL] = [
    """
    \(.words(WordList("review", "kind", old: ["peer", "lead", "self"], adding: ["expert", "second"])))
    """,
    """
    \(.words(WordList("review", "reason", old: ["lot", "language", "lead", "own"], adding: ["skill", "expert", "second", "chosen"])))
    """,
    "\(.words(WordList("pick", "stream", old: ["random"], adding: ["suspicious"])))",
    """
    \(.words(WordList("pick", "reason", old: ["lot", "all", "replacement"], adding: ["flagged", "unsettled"])))
    """,
  ]
}
