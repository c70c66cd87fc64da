public import Conversations
internal import Kernel
internal import People
internal import Storage
internal import Web

extension House {
  /// Imports a file from the command line into the first workspace, which is made when there is none.
  ///
  /// - Throws: ``SourceError`` when nothing of the file could be read.
  public func importFile(
    _ path: String, format: ImportFormat?, source: String, mapping: [UInt8]?
  ) async throws -> (report: ImportReport, madeWorkspace: Bool) {
    let world = world
    let (workspace, isNew) = try await database.write { db in
      if let first = try Workspace.all(in: db).first { return (first, false) }
      let made = Workspace(
        id: world.id(), name: "Workspace", zone: .utc, createdAt: world.now())
      try made.insert(in: db)
      return (made, true)
    }
    let work = ImportWork(
      database: database, world: world, scope: workspace.scope, zone: workspace.zone,
      watches: Feature.watches)
    let report = try await work.importFile(
      path, format: format, source: source, mapping: mapping)
    return (report, isNew)
  }
}
