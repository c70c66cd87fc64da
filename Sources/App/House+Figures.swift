internal import Measures
internal import People
internal import Storage
internal import Web

extension House {
  /// Computes the figures of every conversation anew, in all workspaces; returns how many it read.
  public func renewFigures() async throws -> Int {
    let workspaces = try await database.read { db in try Workspace.all(in: db) }
    var count = 0
    for workspace in workspaces {
      let renewal = Renewal(database: database, scope: workspace.scope, world: world)
      count += try await renewal.run(fromScratch: true)
    }
    return count
  }
}
