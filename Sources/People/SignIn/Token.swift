internal import Crypto
internal import Foundation
internal import Kernel

/// What somebody holds who may come in: where to look, and 256 bits of chance.
///
/// The database knows only its ``hash``.
struct Token: Hashable, Sendable {
  let workspace: Scope.ID
  let secret: [UInt8]

  init(workspace: Scope.ID, secret: [UInt8]) {
    self.workspace = workspace
    self.secret = secret
  }

  init?(text: some StringProtocol) {
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
  static func padded(_ text: some StringProtocol) -> String {
    let plain = String(text.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 })
    return plain + String(repeating: "=", count: (4 - plain.utf8.count % 4) % 4)
  }
}
