public import Kernel
internal import Markup
public import Storage

/// Finds out who a session's token belongs to; `nil` when it is unknown or over.
public typealias SessionResolver =
  @Sendable (_ token: String, World, any Database) async throws -> Actor?

/// What every page needs to answer: the world, the rows, the words, and who is who.
public struct Site: Sendable {
  public let world: World
  public let database: any Database
  public let words: Words
  public let navigation: [NavigationItem]
  let finders: [Finder]
  /// What the script says by itself, handed over as data at the end of each page, since scripts
  /// have no words of their own.
  let scriptWords: [Language: HTML]
  let agendas: [Agenda]
  public let session: SessionResolver
  /// Finds out whose a program's key under `/api/` is.
  let accessToken: SessionResolver
  /// The address people use, if it is known: decides whether cookies are `Secure`.
  public let publicURL: String?
  /// Where uploads wait while they are read.
  public let uploadFolder: String
  /// How many requests one caller may send.
  public let limits: RequestLimits
  /// The name of the workspace and whether its data is made up, for the frame of each page.
  public let workspace: @Sendable (Scope, any Database) async throws -> WorkspaceLabel?

  public init(
    world: World, database: any Database, features: [Feature], session: @escaping SessionResolver,
    accessToken: @escaping SessionResolver = { _, _, _ in nil },
    workspace: @escaping @Sendable (Scope, any Database) async throws -> WorkspaceLabel? = {
      _, _ in nil
    },
    publicURL: String? = nil, uploadFolder: String = "/tmp", limits: RequestLimits = .none
  ) {
    self.world = world
    self.database = database
    words = features.reduce(Words.frame) { $0 + $1.words }
    navigation = features.flatMap(\.navigation).sorted { $0.rank < $1.rank }
    finders = features.flatMap(\.finders)
    scriptWords = Self.scriptWords(words)
    agendas = features.flatMap(\.agendas)
    self.session = session
    self.accessToken = accessToken
    self.workspace = workspace
    self.publicURL = publicURL
    self.uploadFolder = uploadFolder
    self.limits = limits
  }

  private static func scriptWords(_ words: Words) -> [Language: HTML] {
    let keys = words.keys(in: .en).filter { $0.hasPrefix("script.") }.sorted()
    return Language.allCases.reduce(into: [:]) { all, language in
      let text = Text(words, language: language)
      let entries = keys.map { key in
        "<li data-word=\"\(String(key.dropFirst("script.".count)))\">\(text(key))</li>" as HTML
      }
      all[language] = "<template id=\"words\"><ul>\(entries)</ul></template>"
    }
  }

  var isSecure: Bool { publicURL?.hasPrefix("https://") ?? false }

  /// The name of the session's cookie; the prefix keeps other hosts from setting it.
  public var sessionCookie: String { isSecure ? "__Host-attune" : "attune" }

  /// The value of a `Set-Cookie` header that keeps a session, or ends it when the token is empty.
  public func cookie(session token: String, maxAge seconds: Int) -> String {
    cookie(sessionCookie, token, maxAge: token.isEmpty ? 0 : seconds)
  }

  func cookie(_ name: String, _ value: String, maxAge seconds: Int) -> String {
    "\(name)=\(value); Path=/; Max-Age=\(seconds); HttpOnly; SameSite=Lax"
      + (isSecure ? "; Secure" : "")
  }
}

/// What the frame of a page says about the workspace.
public struct WorkspaceLabel: Hashable, Sendable {
  public let name: String
  public let isDemo: Bool
  /// Where the workspace's days begin and end.
  public let zone: Zone
  /// How many notices the signed-in person has not read.
  public let unread: Int

  public init(name: String, isDemo: Bool, zone: Zone, unread: Int = 0) {
    self.name = name
    self.isDemo = isDemo
    self.zone = zone
    self.unread = unread
  }
}
