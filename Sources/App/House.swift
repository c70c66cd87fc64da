internal import Glibc
public import Kernel
internal import People
public import Storage
internal import Web

/// The open database of one installation, its schema up to date.
public struct House: Sendable {
  public let database: any Database
  public let world: World
  /// The folder with its lock, when this process holds it.
  let folder: DataFolder?
  public let uploadFolder: String
  let features: [Feature]
  /// What the first page asks for, when others than this machine may ask.
  var claim: ClaimCode?

  /// Takes the data folder, opens the database and brings its schema up to date.
  ///
  /// - Throws: ``StorageError`` when another process holds the folder, the database does not
  ///   answer, or it was written by a newer version.
  public static func open(_ settings: Settings, world: World = .live) async throws -> House {
    try await open(settings, world: world) { try SQLiteDatabase(path: $0) }
  }

  /// Opens an installation to fill it at once; ends with ``finish()``.
  ///
  /// Where there is no SQLite file yet it counts only once it is filled: an attempt that was cut
  /// off left nothing.
  public static func begin(_ settings: Settings, world: World = .live) async throws -> House {
    try await open(settings, world: world) { path in
      if let file = try SQLiteFile(making: path) { return file }
      return try SQLiteDatabase(path: path)
    }
  }

  private static func open(
    _ settings: Settings, world: World, file: (_ path: String) throws -> any Database
  ) async throws -> House {
    // What this process writes is for its own user alone, also in a folder others may enter.
    _ = umask(0o077)
    let folder = try DataFolder(path: settings.data)
    let database: any Database
    if let url = settings.database {
      let server = PostgreSQLDatabase(url: url)
      try await server.requireOrder()
      database = server
      folder.release()
    } else {
      database = try file(folder.path + "/attune.sqlite")
    }
    try await bringUpToDate(database, keepingCopyIn: folder.path, at: world.now())
    let claim = settings.isExposed ? ClaimCode(world) : nil
    return House(
      database: database, world: world, folder: settings.database == nil ? folder : nil,
      uploadFolder: folder.path,
      features: Feature.all(
        world, limits: settings.sessionLimits, claim: claim, post: settings.post),
      claim: claim)
  }

  /// Takes the missing steps of the schema, after a backup of what was there before.
  private static func bringUpToDate(
    _ database: any Database, keepingCopyIn folder: String, at now: Instant
  ) async throws {
    let (pending, isNew) = try await Migration.pending(Migration.every, on: database)
    if let first = pending.first, !isNew {
      let path = folder + "/before-\(first).attune-backup"
      _ = try await Backup.write(database, to: path, at: now)
    }
    try await Migration.run(Migration.every, on: database, at: now)
  }

  /// Opens an installation to look at it, also while another process serves it.
  ///
  /// A SQLite file is opened without the right to write, so that nothing but the serving
  /// process ever writes or checkpoints.
  public static func openForReading(_ settings: Settings, world: World = .live) throws -> House {
    let database: any Database =
      if let url = settings.database {
        PostgreSQLDatabase(url: url, sessions: 1)
      } else {
        try reading(settings.data)
      }
    return House(
      database: database, world: world, folder: nil, uploadFolder: settings.data,
      features: Feature.all(world))
  }

  /// Where an empty installation begins, with the code nobody else knows; `nil` once it has begun.
  public func welcome(at address: String) async throws -> String? {
    guard try await database.read(FirstRun.isDue) else { return nil }
    return address + "/welcome" + (claim.map { "?code=\($0.text)" } ?? "")
  }

  private static func reading(_ folder: String) throws -> SQLiteDatabase {
    let path = folder + "/attune.sqlite"
    guard access(path, R_OK) == 0 else { throw HouseError.noDatabase(folder) }
    return try SQLiteDatabase(reading: path)
  }

  /// All words of all features, for tests that hold the catalogues against each other.
  static var words: Words {
    Feature.all(.live).reduce(Words.frame) { $0 + $1.words }
  }

  /// Makes what was filled count, and lets go of it.
  public func finish() async throws {
    try await (database as? SQLiteFile)?.finish()
    try await close()
  }

  /// Lets go of the database and the folder.
  public func close() async throws {
    try await database.close()
    folder?.release()
  }
}
