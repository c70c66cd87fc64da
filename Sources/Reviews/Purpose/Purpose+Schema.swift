import Storage

extension Purpose {
  /// Each version is written once, with its values and what hangs from them.
  static let schema: [SQL] = [
    """
    CREATE TABLE purpose (
      \(.key),
      number INTEGER NOT NULL CHECK (number > 0),
      sentence TEXT NOT NULL CHECK (LENGTH(sentence) > 0),
      note TEXT NOT NULL,
      written_at INTEGER NOT NULL,
      written_by INTEGER,
      UNIQUE (workspace_id, number),
      \(.reference(column: "written_by", table: "person"))
    ) \(.strict)
    """,
    "\(.appendOnly("purpose"))",
    """
    CREATE TABLE purpose_value (
      \(.key),
      purpose_id INTEGER NOT NULL,
      value_id INTEGER NOT NULL,
      position INTEGER NOT NULL CHECK (position >= 0),
      name TEXT NOT NULL CHECK (LENGTH(name) > 0),
      meaning TEXT NOT NULL,
      UNIQUE (workspace_id, purpose_id, value_id),
      UNIQUE (workspace_id, purpose_id, position),
      \(.reference(column: "purpose_id", table: "purpose"))
    ) \(.strict)
    """,
    "\(.appendOnly("purpose_value"))",
    """
    CREATE TABLE purpose_criterion (
      \(.key),
      purpose_id INTEGER NOT NULL,
      value_id INTEGER NOT NULL,
      criterion_id INTEGER NOT NULL,
      UNIQUE (workspace_id, purpose_id, value_id, criterion_id),
      \(.reference(column: "purpose_id", table: "purpose"))
    ) \(.strict)
    """,
    "\(.appendOnly("purpose_criterion"))",
  ]
}
