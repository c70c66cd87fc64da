internal import Crypto
internal import Foundation
public import Kernel
internal import Web

/// A browser that somebody signed in with.
public struct Session: Hashable, Sendable {
  /// The key of a session.
  public typealias ID = Identifier<Session>

  public let id: ID
  public let person: Person.ID
  /// What the browser called itself, shortened.
  public let browser: String
  public let createdAt: Instant
  public let seenAt: Instant
  public let expiresAt: Instant

  /// How long a session lives.
  public struct Limits: Hashable, Sendable {
    /// Seconds without a request.
    public var idle: Int64
    /// Seconds after signing in.
    public var absolute: Int64

    public init(idle: Int64, absolute: Int64) {
      self.idle = idle
      self.absolute = absolute
    }

    /// Half an hour without a request, twelve hours in all.
    public static let standard = Limits(idle: 30 * 60, absolute: 12 * 3600)
  }

  /// What the browser holds: where to look, and 256 bits of chance.
  struct Token: Hashable, Sendable {
    let workspace: Scope.ID
    let secret: [UInt8]

    init(workspace: Scope.ID, secret: [UInt8]) {
      self.workspace = workspace
      self.secret = secret
    }

    init?(text: String) {
      let parts = text.split(separator: ".", omittingEmptySubsequences: false)
      guard parts.count == 2, let workspace = Scope.ID(text: parts[0]), parts[1].utf8.count == 43,
        let secret = Data(base64Encoded: Base64URL.padded(parts[1])), secret.count == 32
      else { return nil }
      self.workspace = workspace
      self.secret = [UInt8](secret)
    }

    var text: String { workspace.text + "." + Base64URL.text(of: secret) }

    /// What the database knows of it.
    var hash: [UInt8] { Array(SHA256.hash(data: secret)) }

    /// What a form sends back; nothing leads from it to the token.
    var csrf: String { Base64URL.text(of: Array(SHA256.hash(data: Array("form".utf8) + secret))) }
  }
}

enum Base64URL {
  static func text(of bytes: [UInt8]) -> String {
    String(
      Data(bytes).base64EncodedString().compactMap { character in
        switch character {
        case "+": "-"
        case "/": "_"
        case "=": nil
        default: character
        }
      })
  }

  /// The ordinary form of a text without padding.
  static func padded(_ text: Substring) -> String {
    let plain = String(text.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 })
    return plain + String(repeating: "=", count: (4 - plain.utf8.count % 4) % 4)
  }
}
