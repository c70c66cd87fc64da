/// A column that leaves an existing table, with every constraint and index that names it.
///
/// PostgreSQL drops it with what depends on it. SQLite makes the table anew from its new
/// definition and copies the rows, with references checked when the step is complete.
public struct ColumnRemoval: Hashable, Sendable {
  let table: StaticName
  let column: StaticName
  let kept: StaticName
  let definition: SQL
  let others: [SQL]

  /// - Parameters:
  ///   - table: the table as it is called before and after.
  ///   - column: the column that leaves.
  ///   - kept: the names of all other columns, with commas between them.
  ///   - definition: the columns and constraints of the new table, as they stand in brackets.
  ///   - others: the table's indexes and triggers that stay, which SQLite has to make again.
  public init(
    _ table: StaticName, _ column: StaticName, keeping kept: StaticName, definition: SQL,
    others: [SQL] = []
  ) {
    self.table = table
    self.column = column
    self.kept = kept
    self.definition = definition
    self.others = others
  }

  func schema(for dialect: Dialect) -> String {
    switch dialect {
    case .sqlite:
      """
      PRAGMA defer_foreign_keys = ON;
      CREATE TABLE \(table)_before AS SELECT \(kept) FROM \(table);
      DROP TABLE \(table);
      CREATE TABLE \(table) (\(definition.text(for: .sqlite))) STRICT;
      INSERT INTO \(table) (\(kept)) SELECT \(kept) FROM \(table)_before;
      DROP TABLE \(table)_before;
      \(others.map { $0.text(for: .sqlite) }.joined(separator: ";\n"))
      """
    case .postgresql:
      "ALTER TABLE \(table) DROP COLUMN \(column) CASCADE"
    }
  }
}
