internal import Configuration
internal import Foundation

/// How the program was told to run: by flags, then `ATTUNE_…`, then a file.
public struct Settings: Sendable, CustomStringConvertible {
  /// The folder that holds the database file, uploads and the lock.
  public var data: String
  public var host: String
  public var port: Int
  /// The URL of a PostgreSQL server; `nil` for the SQLite file in the data folder.
  public var database: String?
  /// The address people use; decides whether cookies are `Secure`.
  public var publicURL: String?

  /// What flags said; a flag that was not given is `nil`.
  public struct Flags: Sendable {
    public var data: String?
    public var host: String?
    public var port: Int?
    public var database: String?
    public var publicURL: String?
    public var file: String?

    public init(
      data: String? = nil, host: String? = nil, port: Int? = nil, database: String? = nil,
      publicURL: String? = nil, file: String? = nil
    ) {
      self.data = data
      self.host = host
      self.port = port
      self.database = database
      self.publicURL = publicURL
      self.file = file
    }
  }

  /// Reads the settings: each from the first place that names it.
  ///
  /// The file is JSON, `attune.json` in the data folder unless a flag or `ATTUNE_CONFIG` names
  /// another one.
  public init(_ flags: Flags) async throws {
    let environment = EnvironmentVariablesProvider().prefixKeys(with: "attune")
    let outer = ConfigReader(provider: environment)
    let data = flags.data ?? outer.string(forKey: "data") ?? "data"
    let named = flags.file ?? outer.string(forKey: "config")
    let place = ConfigReader(
      provider: InMemoryProvider(values: [
        "filePath": .init(.string(named ?? data + "/attune.json"), isSecret: false),
        "allowMissing": .init(.bool(named == nil), isSecret: false),
      ]))
    let file = try await FileProvider<JSONSnapshot>(config: place)
    let reader = ConfigReader(providers: [environment, file])
    self.data = data
    host = flags.host ?? reader.string(forKey: "host") ?? "127.0.0.1"
    port = flags.port ?? reader.int(forKey: "port") ?? 8080
    database = flags.database ?? reader.string(forKey: "database")
    publicURL = flags.publicURL ?? reader.string(forKey: "publicURL")
    guard (0...65_535).contains(port) else { throw SettingsError.port(port) }
  }

  /// The settings with the password in the database's address masked.
  public var description: String {
    [
      "data = \(data)", "host = \(host)", "port = \(port)",
      "database = \(database.map(Self.masked) ?? "SQLite in the data folder")",
      "publicURL = \(publicURL ?? "not set")",
    ].joined(separator: "\n")
  }

  static func masked(_ url: String) -> String {
    guard let at = url.lastIndex(of: "@"), let scheme = url.range(of: "://") else { return url }
    let user = url[scheme.upperBound..<at].prefix { $0 != ":" }
    return url[..<scheme.upperBound] + user + ":•••" + url[at...]
  }
}

/// What is wrong with the settings.
public enum SettingsError: Error, CustomStringConvertible {
  case port(Int)

  public var description: String {
    switch self {
    case .port(let port): "port: expected a number from 0 to 65535, found \(port)"
    }
  }
}
