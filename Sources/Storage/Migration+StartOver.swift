public import Kernel

extension Migration {
  /// Takes everything these steps made out of the database and makes it anew, empty.
  ///
  /// Tables that never lose a row go as a whole; nothing that others keep in the same database is
  /// touched. The steps run again afterwards, as they do at the next start should this stop between.
  public static func startOver(
    _ migrations: [Migration], on database: any Database, at now: Instant
  ) async throws {
    try await database.write { db in
      let made = migrations.flatMap(\.statements).flatMap {
        things(madeBy: $0.text(for: db.dialect))
      }
      // Rows that lead to each other may go in any order: what counts is that none is left.
      if db.dialect == .sqlite {
        try db.execute(acrossWorkspaces: "PRAGMA defer_foreign_keys = ON")
      }
      for thing in made.reversed() {
        try db.execute(acrossWorkspaces: SQL(pieces: [.text(thing.drop)], isScoped: false))
      }
      try db.execute(acrossWorkspaces: "DELETE FROM schema_migration")
    }
    try await run(migrations, on: database, at: now)
  }

  /// A table or a function of the schema.
  private struct Made {
    let kind: String
    let name: String

    var drop: String {
      kind == "FUNCTION"
        ? "DROP FUNCTION IF EXISTS \(name)() CASCADE" : "DROP TABLE IF EXISTS \(name)"
    }
  }

  /// What a text of definitions makes, in its order.
  private static func things(madeBy text: String) -> [Made] {
    let words = text.split { $0.isWhitespace || $0 == "(" || $0 == ")" }.map(String.init)
    return words.indices.compactMap { index in
      guard words[index] == "CREATE", index + 2 < words.count else { return nil }
      let isVirtual = words[index + 1] == "VIRTUAL"
      let place = isVirtual ? index + 2 : index + 1
      guard place + 1 < words.count, ["TABLE", "FUNCTION"].contains(words[place]) else {
        return nil
      }
      return Made(kind: words[place], name: words[place + 1])
    }
  }
}
