import Foundation
import Kernel
import Storage

/// The SQLite file of a schema, made once and copied for every test that needs it.
actor DraftedFile {
  static let shared = DraftedFile()

  private var drafts: [String: Data] = [:]

  /// Puts an empty database with the tables of these steps where it is wanted.
  func copy(of migrations: [Migration], to path: String) async throws {
    let steps = migrations.steps
    if drafts[steps] == nil {
      let folder = temporaryFolder("attune_draft_\(World.live.key())")
      defer { removeFolder(folder) }
      let database = try SQLiteDatabase(path: folder + "/attune.sqlite")
      try await Migration.run(migrations, on: database, at: World.live.now())
      try await database.close()
      drafts[steps] = try Data(contentsOf: URL(fileURLWithPath: folder + "/attune.sqlite"))
    }
    try drafts[steps]?.write(to: URL(fileURLWithPath: path))
  }
}
