public import Kernel

/// What only the person who started the server can read, and whoever begins the installation
/// must know.
///
/// It lives as long as the process, in memory: a hundred bits, in letters nobody mistakes.
public struct ClaimCode: Sendable {
  /// The code as it is printed, in groups of five.
  public let text: String
  private static let letters = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")

  /// A fresh code.
  public init(_ world: World) {
    let letters = world.secret(20).map { Self.letters[Int($0) & 31] }
    text = stride(from: 0, to: letters.count, by: 5).map { start in
      String(letters[start..<min(start + 5, letters.count)])
    }.joined(separator: "-")
  }

  /// Whether somebody typed this code, in small letters or without the dashes too.
  public func isSame(as typed: String) -> Bool {
    let (left, right) = (Self.plain(text), Self.plain(typed))
    guard left.count == right.count else { return false }
    return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }

  private static func plain(_ text: String) -> [UInt8] {
    Array(text.uppercased().utf8.filter { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: " ") })
  }
}
