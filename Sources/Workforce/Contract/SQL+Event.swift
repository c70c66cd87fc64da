internal import Storage

extension SQL {
  /// The newest of the numbered events of each row, joined as `e`; none where nothing has happened.
  ///
  /// Of `absence` they are in `absence_event`.
  static func newestEvent(of table: SQL, as row: SQL) -> SQL {
    """
    LEFT JOIN \(table)_event AS e
      ON e.workspace_id = \(row).workspace_id AND e.\(table)_id = \(row).id
      AND NOT EXISTS (
        SELECT 1 FROM \(table)_event AS newer
        WHERE newer.workspace_id = e.workspace_id AND newer.\(table)_id = e.\(table)_id
          AND newer.number > e.number)
    """
  }
}
