internal import Foundation

/// The mail server that takes our letters, from an address such as
/// `smtp://name:password@mail.example.com:587`.
public struct Relay: Hashable, Sendable, CustomStringConvertible {
  /// The address without name and password.
  public let url: String
  let user: String?
  let password: String?

  /// `smtp` asks for encryption and goes on without it only on this machine; `smtps` is encrypted
  /// from the first byte.
  ///
  /// - Throws: ``OutboundError/unreadable(_:)`` with what was expected.
  public init(_ text: String) throws(OutboundError) {
    let parts = text.split(separator: "://", maxSplits: 1).map(String.init)
    guard parts.count == 2, ["smtp", "smtps"].contains(parts[0]) else {
      throw .unreadable("an address that begins with smtp:// or smtps://")
    }
    let rest = parts[1]
    let at = rest.lastIndex(of: "@")
    let place = at.map { String(rest[rest.index(after: $0)...]) } ?? rest
    guard !place.isEmpty, !place.contains("/"), !place.contains(where: \.isWhitespace) else {
      throw .unreadable("a host and perhaps a port, such as mail.example.com:587")
    }
    url = "\(parts[0])://\(place)"
    let credentials = at.map { rest[..<$0].split(separator: ":", maxSplits: 1).map(String.init) }
    user = credentials?.first?.removingPercentEncoding
    password = credentials?.dropFirst().first?.removingPercentEncoding
  }

  /// Whether the server is this machine itself, where nobody listens in between.
  var isLocal: Bool {
    let host = url.split(separator: "/").last ?? ""
    return host.hasPrefix("127.") || host.hasPrefix("localhost") || host.hasPrefix("[::1]")
  }

  /// The address without the password.
  public var description: String {
    guard let user else { return url }
    return url.replacing("://", with: "://\(user):•••@", maxReplacements: 1)
  }
}

/// Why something could not be sent.
public enum OutboundError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was expected of an address.
  case unreadable(String)
  /// The other side could not be reached, or nothing came in time; worth another try.
  case unreachable(String)
  /// The other side refused for good: with its number and the library's words.
  case refused(Int, String)

  /// Whether the same may succeed later.
  public var isTemporary: Bool {
    switch self {
    case .unreadable: false
    case .unreachable: true
    case .refused(let code, _): !(500...599).contains(code)
    }
  }

  public var description: String {
    switch self {
    case .unreadable(let expected): "expected \(expected)"
    case .unreachable(let reason): "not reached: \(reason)"
    case .refused(let code, let reason): "refused (\(code)): \(reason)"
    }
  }
}
