import Storage

extension SecondReview {
  /// Which shared reviews the lot chose for a second look, whether or not somebody was free.
  static let schema: [SQL] = [
    """
    CREATE TABLE second_draw (
      \(.key),
      review_id INTEGER NOT NULL,
      second_id INTEGER,
      probability REAL NOT NULL CHECK (probability > 0 AND probability <= 1),
      at INTEGER NOT NULL,
      UNIQUE (workspace_id, review_id),
      UNIQUE (workspace_id, second_id),
      \(.reference(column: "review_id", table: "review")),
      \(.reference(column: "second_id", table: "review"))
    ) \(.strict)
    """,
    "\(.appendOnly("second_draw"))",
  ]
}
