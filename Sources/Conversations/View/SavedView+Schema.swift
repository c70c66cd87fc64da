import Storage

extension SavedView {
  /// Named filters of the list, and which of them a person starts with.
  static let tables: [SQL] = [
    """
    CREATE TABLE saved_view (
      \(.key),
      person_id INTEGER NOT NULL,
      name TEXT NOT NULL,
      filter TEXT NOT NULL,
      is_shared INTEGER NOT NULL CHECK (is_shared IN (0, 1)),
      created_at INTEGER NOT NULL,
      UNIQUE (workspace_id, person_id, name),
      \(.reference(column: "person_id", table: "person"))
    ) \(.strict)
    """,
    "CREATE INDEX saved_view_shared ON saved_view (workspace_id, is_shared)",
    """
    CREATE TABLE default_view (
      workspace_id INTEGER NOT NULL,
      person_id INTEGER NOT NULL,
      view_id INTEGER NOT NULL,
      PRIMARY KEY (workspace_id, person_id),
      \(.reference(column: "person_id", table: "person")),
      \(.reference(column: "view_id", table: "saved_view"))
    ) \(.strict)
    """,
  ]
}
