internal import Storage

extension ProtectedTime {
  /// Protected time and every step since it was placed; nothing of it is ever altered.
  static let schema: [SQL] = [
    """
    CREATE TABLE protected_time (
      \(.key),
      person_id INTEGER NOT NULL,
      team_id INTEGER NOT NULL,
      purpose TEXT NOT NULL CHECK (purpose IN ('review')),
      occasion_id INTEGER NOT NULL,
      place INTEGER NOT NULL CHECK (place BETWEEN 1 AND 40),
      first_day INTEGER NOT NULL,
      last_day INTEGER NOT NULL,
      pieces INTEGER CHECK (pieces > 0),
      seconds_each INTEGER CHECK (seconds_each > 0),
      observations INTEGER CHECK (observations >= 0),
      CHECK (first_day <= last_day),
      CHECK ((pieces IS NULL) = (seconds_each IS NULL)
        AND (pieces IS NULL) = (observations IS NULL)),
      UNIQUE (workspace_id, purpose, occasion_id, person_id, place),
      \(.reference(column: "person_id", table: "person")),
      \(.reference(column: "team_id", table: "team"))
    ) \(.strict)
    """,
    "CREATE INDEX protected_time_person ON protected_time (workspace_id, person_id)",
    "CREATE INDEX protected_time_team ON protected_time (workspace_id, team_id)",
    "\(.appendOnly("protected_time"))",
    """
    CREATE TABLE protected_time_event (
      \(.key),
      protected_time_id INTEGER NOT NULL,
      number INTEGER NOT NULL CHECK (number >= 0),
      kind TEXT NOT NULL CHECK (kind IN ('placed', 'moved', 'cancelled')),
      starts_at INTEGER NOT NULL,
      ends_at INTEGER NOT NULL,
      cause TEXT CHECK (cause IN ('volume', 'absence', 'done', 'other')),
      note TEXT NOT NULL,
      at INTEGER NOT NULL,
      by_id INTEGER,
      CHECK (starts_at < ends_at),
      CHECK ((kind = 'cancelled') = (cause IS NOT NULL)),
      UNIQUE (workspace_id, protected_time_id, number),
      \(.reference(column: "protected_time_id", table: "protected_time")),
      \(.reference(column: "by_id", table: "person"))
    ) \(.strict)
    """,
    """
    CREATE INDEX protected_time_event_start ON protected_time_event (workspace_id, starts_at)
    """,
    "\(.appendOnly("protected_time_event"))",
  ]

  /// More things that time is kept for.
  static let purposes: [SQL] = [
    """
    \(.words(WordList("protected_time", "purpose", old: ["review"], adding: ["training", "coaching"])))
    """
  ]
}
