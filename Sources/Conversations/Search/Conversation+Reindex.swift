public import Kernel
public import Storage

extension Conversation {
  /// Fills an empty text index from the stored conversations, some hundred at a time.
  ///
  /// The index is derived: a backup does not hold it, and this makes it anew after a restore.
  /// - Returns: How many conversations were added.
  @discardableResult
  public static func rebuildSearch(scope: Scope, in database: any Database) async throws -> Int {
    var last = ID(rawValue: 0)
    var count = 0
    while true {
      let after = last
      let ids: [ID] = try await database.write { db in
        let ids: [ID] = try db.rows(
          """
          SELECT id FROM conversation
          WHERE workspace_id = \(scope) AND id > \(after) AND deleted_at IS NULL
          ORDER BY id
          LIMIT 300
          """
        ).map { try $0.get("id") }
        var batch = text.batch
        for id in ids {
          guard let whole = try whole(id, scope: scope, in: db) else { continue }
          batch.add(scope.workspace)
          batch.add(id)
          batch.add(whole.terms)
        }
        try db.insert(batch)
        return ids
      }
      guard let newest = ids.last else { return count }
      last = newest
      count += ids.count
    }
  }
}
