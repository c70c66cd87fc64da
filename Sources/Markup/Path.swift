/// An address inside this program: segments are percent-encoded, so that no value can leave its place.
public struct Path: Hashable, Sendable {
  public let text: String

  private init(text: String) {
    self.text = text
  }

  /// The front page.
  public static let root = Path(text: "/")

  /// Reads a path that came back to us, for example where to go after signing in.
  ///
  /// `nil` unless it starts with one slash and holds no backslash or control character, so that
  /// it cannot lead to another host.
  public init?(local text: String) {
    guard text.hasPrefix("/"), !text.hasPrefix("//"), text.utf8.count <= 2048,
      text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "\\") })
    else { return nil }
    self.text = text
  }

  /// This path with one more segment.
  public func appending(_ segment: String) -> Path {
    Path(text: (text == "/" ? "" : text) + "/" + Self.encoded(segment))
  }

  /// This path with a query of the given items; items without a value are left out.
  public func query(_ items: [(name: String, value: String?)]) -> Path {
    let pairs = items.compactMap { item in
      item.value.map { Self.encoded(item.name) + "=" + Self.encoded($0) }
    }
    return pairs.isEmpty
      ? self : Path(text: text + (text.contains("?") ? "&" : "?") + pairs.joined(separator: "&"))
  }

  /// This path with a place on the page to go to.
  public func fragment(_ id: String) -> Path {
    Path(text: text + "#" + Self.encoded(id))
  }

  static func encoded(_ value: String) -> String {
    var result = ""
    for byte in value.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
        UInt8(ascii: "."), UInt8(ascii: "~"):
        result.unicodeScalars.append(UnicodeScalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        result += "%" + (digits.count < 2 ? "0" : "") + digits
      }
    }
    return result
  }
}

extension Path: ExpressibleByStringLiteral {
  public init(stringLiteral value: StaticString) {
    text = "\(value)"
  }
}
