/// Rows in the text form that `COPY … FROM STDIN` reads: tabs between fields, a line each.
struct CopyLines {
  var bytes: [UInt8] = []

  mutating func add(_ row: [SQLValue]) {
    for (index, value) in row.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: "\t")) }
      add(value)
    }
    bytes.append(UInt8(ascii: "\n"))
  }

  private mutating func add(_ value: SQLValue) {
    switch value {
    case .null: bytes += [UInt8(ascii: "\\"), UInt8(ascii: "N")]
    case .integer(let number): bytes += String(number).utf8
    case .real(let number): bytes += "\(number)".utf8
    case .text(var text): text.withUTF8 { add(escaping: $0) }
    case .blob(let data):
      bytes += "\\\\x".utf8
      for byte in data {
        bytes.append(Self.digits[Int(byte >> 4)])
        bytes.append(Self.digits[Int(byte & 15)])
      }
    }
  }

  private static let digits = Array("0123456789abcdef".utf8)

  private mutating func add(escaping text: UnsafeBufferPointer<UInt8>) {
    for byte in text {
      switch byte {
      case UInt8(ascii: "\\"): bytes += [byte, byte]
      case UInt8(ascii: "\t"): bytes += [UInt8(ascii: "\\"), UInt8(ascii: "t")]
      case UInt8(ascii: "\n"): bytes += [UInt8(ascii: "\\"), UInt8(ascii: "n")]
      case UInt8(ascii: "\r"): bytes += [UInt8(ascii: "\\"), UInt8(ascii: "r")]
      default: bytes.append(byte)
      }
    }
  }
}
