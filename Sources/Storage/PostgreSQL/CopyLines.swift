/// Rows in the text form that `COPY … FROM STDIN` reads: tabs between fields, a line each.
struct CopyLines {
  var bytes: [UInt8] = []

  /// Adds one row of a batch.
  mutating func add(_ row: Int, of batch: Batch, keys: [Int64]) throws {
    for column in 0..<batch.width {
      if column > 0 { bytes.append(UInt8(ascii: "\t")) }
      try add(batch.cells[row * batch.width + column], of: batch, keys)
    }
    bytes.append(UInt8(ascii: "\n"))
  }

  private mutating func add(_ cell: Batch.Cell, of batch: Batch, _ keys: [Int64]) throws {
    switch cell.kind {
    case .null: bytes += [UInt8(ascii: "\\"), UInt8(ascii: "N")]
    case .integer: bytes += String(cell.payload).utf8
    case .real: bytes += "\(Double(bitPattern: UInt64(bitPattern: cell.payload)))".utf8
    case .text: add(escaping: batch.bytes(of: cell))
    case .blob:
      bytes += "\\\\x".utf8
      for byte in batch.bytes(of: cell) {
        bytes.append(Self.digits[Int(byte >> 4)])
        bytes.append(Self.digits[Int(byte & 15)])
      }
    case .pending:
      guard keys.indices.contains(Int(cell.payload)) else {
        throw StorageError.engine(code: "batch", message: "no key for a row of \(batch.table)")
      }
      bytes += String(keys[Int(cell.payload)]).utf8
    }
  }

  private static let digits = Array("0123456789abcdef".utf8)

  private mutating func add(escaping text: ArraySlice<UInt8>) {
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

extension Batch {
  fileprivate func bytes(of cell: Cell) -> ArraySlice<UInt8> {
    bytes[Int(cell.payload)..<(Int(cell.payload) + Int(cell.length))]
  }
}
