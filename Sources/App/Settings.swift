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
  /// Minutes without a request after which a session ends.
  public var sessionIdleMinutes: Int
  /// Hours after which a session ends in any case.
  public var sessionHours: Int
  /// Requests a second that one person may send in the long run; zero for no limit.
  public var requestsPerSecond: Int
  /// The mail server that takes letters, as `smtp://name:password@host:587`; `nil` for no mail.
  public var mail: String?
  /// The address letters come from.
  public var mailFrom: String?

  /// What flags said; a flag that was not given is `nil`.
  public struct Flags: Sendable {
    public var data: String?
    public var host: String?
    public var port: Int?
    public var database: String?
    public var publicURL: String?
    public var sessionIdleMinutes: Int?
    public var sessionHours: Int?
    public var requestsPerSecond: Int?
    public var mail: String?
    public var mailFrom: String?
    public var file: String?

    public init(
      data: String? = nil, host: String? = nil, port: Int? = nil, database: String? = nil,
      publicURL: String? = nil, sessionIdleMinutes: Int? = nil, sessionHours: Int? = nil,
      requestsPerSecond: Int? = nil, mail: String? = nil, mailFrom: String? = nil,
      file: String? = nil
    ) {
      self.data = data
      self.host = host
      self.port = port
      self.database = database
      self.publicURL = publicURL
      self.sessionIdleMinutes = sessionIdleMinutes
      self.sessionHours = sessionHours
      self.requestsPerSecond = requestsPerSecond
      self.mail = mail
      self.mailFrom = mailFrom
      self.file = file
    }
  }

  /// Reads the settings: each from the first place that names it.
  ///
  /// The file is JSON, `attune.json` in the data folder unless a flag or `ATTUNE_CONFIG` names
  /// another one.
  ///
  /// - Throws: ``SettingsError`` when a value is none of those expected.
  public init(_ flags: Flags, environment: [String: String]? = nil) async throws {
    let variables =
      environment.map { EnvironmentVariablesProvider(environmentVariables: $0) }
      ?? EnvironmentVariablesProvider()
    let outer = variables.prefixKeys(with: "attune")
    let data = flags.data ?? ConfigReader(provider: outer).string(forKey: "data") ?? "data"
    let named = flags.file ?? ConfigReader(provider: outer).string(forKey: "config")
    let file = try await Self.file(named ?? data + "/attune.json", mustExist: named != nil)
    let reader = ConfigReader(providers: [outer, file])
    self.data = data
    host = flags.host ?? reader.string(forKey: "host") ?? "127.0.0.1"
    database = flags.database ?? reader.string(forKey: "database")
    publicURL = flags.publicURL ?? reader.string(forKey: "publicURL")
    func number(
      _ flag: Int?, _ key: ConfigKey, _ usual: Int, _ range: ClosedRange<Int>
    ) throws -> Int {
      var value = flag
      if value == nil, let text = reader.string(forKey: key) {
        guard let number = Int(text) else { throw SettingsError(key, range, found: text) }
        value = number
      }
      let number = value ?? reader.int(forKey: key) ?? usual
      guard range.contains(number) else { throw SettingsError(key, range, found: "\(number)") }
      return number
    }
    port = try number(flags.port, "port", 8080, 0...65_535)
    sessionIdleMinutes = try number(
      flags.sessionIdleMinutes, "sessionIdleMinutes", 30, 1...1440)
    sessionHours = try number(flags.sessionHours, "sessionHours", 12, 1...168)
    requestsPerSecond = try number(flags.requestsPerSecond, "requestsPerSecond", 20, 0...100_000)
    if let publicURL, !publicURL.hasPrefix("https://"), !publicURL.hasPrefix("http://") {
      throw SettingsError(
        name: "publicURL", expected: "an address that begins with https:// or http://",
        found: publicURL)
    }
    mail = flags.mail ?? reader.string(forKey: "mail", isSecret: true)
    mailFrom = flags.mailFrom ?? reader.string(forKey: "mailFrom")
    try Self.check(mail: mail, from: mailFrom)
  }

  private static func file(_ path: String, mustExist: Bool) async throws
    -> FileProvider<JSONSnapshot>
  {
    let place = ConfigReader(
      provider: InMemoryProvider(values: [
        "filePath": .init(.string(path), isSecret: false),
        "allowMissing": .init(.bool(!mustExist), isSecret: false),
      ]))
    do {
      return try await FileProvider<JSONSnapshot>(config: place)
    } catch {
      throw SettingsError(name: path, expected: "a JSON object of settings", found: "\(error)")
    }
  }

  /// Whether others than this machine may ask: then the first page needs a code.
  public var isExposed: Bool {
    let isLocal = host == "localhost" || host == "::1" || host.hasPrefix("127.")
    return !isLocal || publicURL != nil
  }

  /// The address to print for a port: what people use, else where the server listens.
  public func address(port: Int) -> String {
    if let publicURL { return publicURL.hasSuffix("/") ? String(publicURL.dropLast()) : publicURL }
    let name = ["0.0.0.0", "::"].contains(host) ? "localhost" : host
    return "http://\(name.contains(":") ? "[\(name)]" : name):\(port)"
  }

  /// The settings with the password in the database's address masked.
  public var description: String {
    [
      "data = \(data)", "host = \(host)", "port = \(port)",
      "database = \(database.map(Self.masked) ?? "SQLite in the data folder")",
      "publicURL = \(publicURL ?? "not set")", "sessionIdleMinutes = \(sessionIdleMinutes)",
      "sessionHours = \(sessionHours)", "requestsPerSecond = \(requestsPerSecond)",
      "mail = \(mailDescription ?? "not set")",
    ].joined(separator: "\n")
  }

  static func masked(_ url: String) -> String {
    guard let at = url.lastIndex(of: "@"), let scheme = url.range(of: "://") else { return url }
    let user = url[scheme.upperBound..<at].prefix { $0 != ":" }
    return url[..<scheme.upperBound] + user + ":•••" + url[at...]
  }
}

/// What is wrong with the settings.
public struct SettingsError: Error, Equatable, CustomStringConvertible {
  public let name: String
  public let expected: String
  public let found: String

  public var description: String { "\(name): expected \(expected), found \(found)" }
}

extension SettingsError {
  fileprivate init(_ key: ConfigKey, _ range: ClosedRange<Int>, found: String) {
    self.init(
      name: key.components.last ?? "",
      expected: "a number from \(range.lowerBound) to \(range.upperBound)", found: found)
  }
}
