internal import Conversations
internal import Kernel
internal import People
internal import Storage

extension House {
  /// Restores a backup into this empty house, and makes anew what a backup does not hold.
  public func restore(_ path: String) async throws -> Backup.Report {
    let report = try await Backup.restore(path, into: database)
    let workspaces = try await database.read { db in try Workspace.all(in: db) }
    for workspace in workspaces {
      try await Conversation.rebuildSearch(scope: workspace.scope, in: database)
    }
    try await database.gatherStatistics()
    let state = try await database.integrity()
    guard state == "ok" else { throw BackupError.unsound(state) }
    return report
  }
}
