import Storage

extension Skill {
  /// What people read and know, and which conversations need it; the record tells of each change.
  static let schema: [SQL] = [
    """
    CREATE TABLE skill (
      \(.key),
      name TEXT NOT NULL CHECK (LENGTH(name) > 0),
      folded TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      retired_at INTEGER,
      UNIQUE (workspace_id, folded)
    ) \(.strict)
    """,
    """
    CREATE TABLE skill_need (
      \(.key),
      skill_id INTEGER NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('reason', 'queue')),
      word TEXT NOT NULL CHECK (LENGTH(word) > 0),
      UNIQUE (workspace_id, skill_id, kind, word),
      \(.reference(column: "skill_id", table: "skill"))
    ) \(.strict)
    """,
    """
    CREATE TABLE person_skill (
      \(.key),
      person_id INTEGER NOT NULL,
      skill_id INTEGER NOT NULL,
      stated_at INTEGER NOT NULL,
      UNIQUE (workspace_id, person_id, skill_id),
      \(.reference(column: "person_id", table: "person")),
      \(.reference(column: "skill_id", table: "skill"))
    ) \(.strict)
    """,
    """
    CREATE TABLE person_language (
      \(.key),
      person_id INTEGER NOT NULL,
      language TEXT NOT NULL CHECK (LENGTH(language) > 0),
      stated_at INTEGER NOT NULL,
      UNIQUE (workspace_id, person_id, language),
      \(.reference(column: "person_id", table: "person"))
    ) \(.strict)
    """,
  ]
}
