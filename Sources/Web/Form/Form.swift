public import Kernel

/// The fields of a submitted form, or of a query, in the order they were sent.
public struct Form: Sendable {
  public private(set) var fields: [(name: String, value: String)]

  public init(_ fields: [(name: String, value: String)]) {
    self.fields = fields
  }

  /// Reads `a=1&b=2`, as browsers send forms.
  ///
  /// - Throws: ``Problem`` when there are more than 5,000 fields, an escape is broken, or the
  ///   bytes are not UTF-8.
  public init(urlencoded text: some StringProtocol) throws {
    fields = []
    for pair in text.split(separator: "&", maxSplits: 5001) {
      guard fields.count < 5000 else { throw Problem.invalid("problem.tooManyFields") }
      let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = Self.decoded(halves[0]),
        let value = halves.count > 1 ? Self.decoded(halves[1]) : ""
      else { throw Problem(.badRequest, "problem.malformed") }
      fields.append((name, value))
    }
  }

  /// The first value of a field without blanks around it; empty when it was not sent.
  public subscript(_ name: String) -> String { optional(name) ?? "" }

  /// The first value of a field without blanks around it, if it was sent.
  public func optional(_ name: String) -> String? {
    fields.first { $0.name == name }.map { Self.trimmed($0.value) }
  }

  /// All values of a field.
  public func all(_ name: String) -> [String] {
    fields.filter { $0.name == name }.map { Self.trimmed($0.value) }
  }

  public func int(_ name: String) -> Int? { Int(self[name]) }

  public func double(_ name: String) -> Double? {
    let value = Double(self[name].map { $0 == "," ? "." : String($0) }.joined())
    return value.flatMap { $0.isFinite ? $0 : nil }
  }

  /// Whether a checkbox was ticked.
  public func bool(_ name: String) -> Bool { ["1", "on", "true"].contains(self[name]) }

  public func id<Noun>(_ name: String) -> Identifier<Noun>? { Identifier(text: self[name]) }

  public func day(_ name: String) -> Day? { Day(iso: self[name]) }

  static func decoded(_ text: some StringProtocol) -> String? {
    var bytes: [UInt8] = []
    var iterator = text.utf8.makeIterator()
    while let byte = iterator.next() {
      switch byte {
      case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
      case UInt8(ascii: "%"):
        guard let high = iterator.next().flatMap(hexDigit),
          let low = iterator.next().flatMap(hexDigit)
        else { return nil }
        bytes.append(high << 4 | low)
      default: bytes.append(byte)
      }
    }
    return String(validating: bytes, as: UTF8.self)
  }

  private static func trimmed(_ text: String) -> String {
    guard let first = text.firstIndex(where: { !$0.isWhitespace }),
      let last = text.lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return String(text[first...last])
  }
}

private func hexDigit(_ byte: UInt8) -> UInt8? {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
  case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
  case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
  default: nil
  }
}
