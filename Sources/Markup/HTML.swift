/// Markup whose literals are trusted and whose interpolated values are escaped.
///
/// ```swift
/// let greeting: HTML = "<p title=\"\(name)\">\(name)</p>"
/// ```
///
/// Values may stand in text and in quoted attributes. Addresses come as ``Path``.
public struct HTML: Hashable, Sendable {
  public private(set) var text: String

  /// Markup that somebody else vouches for; the sanitizer and the charts alone may use it.
  public init(unsafe text: String) {
    self.text = text
  }

  public static let empty = HTML(unsafe: "")

  public var isEmpty: Bool { text.isEmpty }

  public static func + (left: HTML, right: HTML) -> HTML { HTML(unsafe: left.text + right.text) }

  public static func += (left: inout HTML, right: HTML) { left.text += right.text }
}

extension HTML: ExpressibleByStringInterpolation {
  public init(stringLiteral value: StaticString) {
    text = "\(value)"
  }

  public init(stringInterpolation: Interpolation) {
    text = stringInterpolation.text
  }

  /// Writes literal text as it is and values escaped.
  public struct Interpolation: StringInterpolationProtocol {
    var text = ""

    public init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity + interpolationCount * 24)
    }

    /// Literal markup: a `StaticString`, so that no computed string can become markup.
    public mutating func appendLiteral(_ literal: StaticString) {
      text += "\(literal)"
    }

    public mutating func appendInterpolation(_ value: String) { text.appendEscaped(value) }
    public mutating func appendInterpolation(_ value: String?) {
      if let value { text.appendEscaped(value) }
    }
    public mutating func appendInterpolation(_ value: Int) { text += String(value) }
    public mutating func appendInterpolation(_ value: HTML) { text += value.text }
    public mutating func appendInterpolation(_ value: HTML?) {
      if let value { text += value.text }
    }
    public mutating func appendInterpolation(_ values: [HTML]) {
      for value in values { text += value.text }
    }
    public mutating func appendInterpolation(_ path: Path) { text.appendEscaped(path.text) }
    /// An attribute without a value, such as `checked`, when the condition holds.
    public mutating func appendInterpolation(_ attribute: StaticString, if condition: Bool) {
      if condition { text += " \(attribute)" }
    }
  }
}

extension [HTML] {
  /// The parts one after the other.
  public func joined() -> HTML { HTML(unsafe: map(\.text).joined()) }
}

extension String {
  /// Appends text in which nothing can start a tag, an entity or leave a quoted attribute.
  mutating func appendEscaped(_ value: String) {
    var value = value
    value.withUTF8 { bytes in
      var start = 0
      for index in 0..<bytes.count {
        let entity: StaticString
        switch bytes[index] {
        case UInt8(ascii: "&"): entity = "&amp;"
        case UInt8(ascii: "<"): entity = "&lt;"
        case UInt8(ascii: ">"): entity = "&gt;"
        case UInt8(ascii: "\""): entity = "&quot;"
        case UInt8(ascii: "'"): entity = "&#39;"
        default: continue
        }
        self += String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<index]), as: UTF8.self)
        self += "\(entity)"
        start = index + 1
      }
      self += String(decoding: UnsafeBufferPointer(rebasing: bytes[start...]), as: UTF8.self)
    }
  }
}
