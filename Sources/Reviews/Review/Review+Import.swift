public import Conversations
internal import Kernel
internal import Storage

extension Review {
  /// Keeps an import from being undone once a cycle's pool, its sample or a review holds any of
  /// its conversations: what a fair sample was drawn from must stay as it was.
  public static let importHold: ImportHold = { run, scope, db in
    try db.value(
      """
      SELECT COUNT(*) AS value FROM conversation
      WHERE workspace_id = \(scope) AND import_run_id = \(run)
        AND id IN (
          SELECT conversation_id FROM frame_item WHERE workspace_id = \(scope)
          UNION SELECT conversation_id FROM pick WHERE workspace_id = \(scope)
          UNION SELECT conversation_id FROM review WHERE workspace_id = \(scope)
          UNION SELECT conversation_id FROM calibration_item WHERE workspace_id = \(scope))
      """) ?? 0
  }
}
