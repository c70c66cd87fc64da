/// A longer list of the words that a column of an existing table may hold.
///
/// PostgreSQL exchanges the constraint. SQLite can only rewrite the text of the table's definition,
/// by the procedure its documentation gives for constraints (ALTER TABLE, section 7): no row is
/// touched, because a longer list refuses nothing that was allowed.
public struct WordList: Hashable, Sendable {
  let table: StaticName
  let column: StaticName
  let old: [StaticName]
  let new: [StaticName]

  /// The words of the definition, in its order, and those that are allowed from now on as well.
  public init(
    _ table: StaticName, _ column: StaticName, old: [StaticName], adding: [StaticName]
  ) {
    self.table = table
    self.column = column
    self.old = old
    self.new = old + adding
  }

  func schema(for dialect: Dialect) -> String {
    switch dialect {
    case .sqlite:
      """
      PRAGMA writable_schema = ON;
      UPDATE sqlite_schema
      SET sql = REPLACE(sql, '\(quoted(condition(old)))', '\(quoted(condition(new)))')
      WHERE type = 'table' AND name = '\(table)';
      CREATE TABLE \(table)_widened (id INTEGER);
      DROP TABLE \(table)_widened;
      PRAGMA writable_schema = RESET
      """
    case .postgresql:
      """
      ALTER TABLE \(table) DROP CONSTRAINT \(table)_\(column)_check,
        ADD CONSTRAINT \(table)_\(column)_check CHECK (\(condition(new)))
      """
    }
  }

  private func condition(_ words: [StaticName]) -> String {
    "\(column) IN (\(words.map { "'\($0)'" }.joined(separator: ", ")))"
  }

  /// A text as it stands inside quotes.
  private func quoted(_ text: String) -> String {
    text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''")
  }
}
