public import Conversations
internal import Kernel
internal import Storage

extension Review {
  /// Keeps an import whose conversations were chosen for review from being undone.
  public static let importHold: ImportHold = { run, scope, db in
    try db.value(
      """
      SELECT COUNT(*) AS value FROM conversation c
      WHERE c.workspace_id = \(scope) AND c.import_run_id = \(run)
        AND (EXISTS (
            SELECT 1 FROM review r WHERE r.workspace_id = \(scope) AND r.conversation_id = c.id)
          OR EXISTS (
            SELECT 1 FROM pick p WHERE p.workspace_id = \(scope) AND p.conversation_id = c.id))
      """) ?? 0
  }
}
