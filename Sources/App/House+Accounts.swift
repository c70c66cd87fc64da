internal import Kernel
public import People
internal import Storage

extension House {
  /// The accounts of the workspace; there is one until somebody makes another.
  ///
  /// - Throws: ``HouseError/noWorkspace`` before the first run.
  public func accounts() async throws -> Accounts {
    let first = try await database.read { db in try Workspace.all(in: db).first }
    guard let first else { throw HouseError.noWorkspace }
    return Accounts(
      workspace: first.id, world: world, database: database, mill: PasswordMill(world: world))
  }
}

/// Why an installation cannot do what was asked.
public enum HouseError: Error, CustomStringConvertible {
  case noWorkspace
  case noDatabase(String)

  public var description: String {
    switch self {
    case .noWorkspace:
      "There is no workspace yet. Start `attune serve` and open its page, or run `attune demo`."
    case .noDatabase(let folder):
      "There is no database in the folder \(folder). Is --data right?"
    }
  }
}
