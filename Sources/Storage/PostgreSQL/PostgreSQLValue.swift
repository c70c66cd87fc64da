internal import CLibPQ

/// The object ids of the types that are said outright, so that the server never guesses.
private enum TypeID {
  static let bool: Oid = 16
  static let bytes: Oid = 17
  static let int8: Oid = 20
  static let int2: Oid = 21
  static let int4: Oid = 23
  static let text: Oid = 25
  static let float4: Oid = 700
  static let float8: Oid = 701
  static let numeric: Oid = 1700
}

extension SQLValue {
  /// The type a parameter is sent with; 0 leaves `NULL` open.
  var oid: Oid {
    switch self {
    case .null: 0
    case .integer: TypeID.int8
    case .real: TypeID.float8
    case .text: TypeID.text
    case .blob: TypeID.bytes
    }
  }

  /// A field of an answer in text format.
  init(_ result: OpaquePointer, row: Int32, column: Int32) {
    guard PQgetisnull(result, row, column) == 0, let field = PQgetvalue(result, row, column) else {
      self = .null
      return
    }
    let text = String(cString: field)
    switch PQftype(result, column) {
    case TypeID.int2, TypeID.int4, TypeID.int8:
      self = Int64(text).map { .integer($0) } ?? .text(text)
    case TypeID.float4, TypeID.float8:
      self = Double(text).map { .real($0) } ?? .text(text)
    case TypeID.numeric:
      self = Int64(text).map { .integer($0) } ?? Double(text).map { .real($0) } ?? .text(text)
    case TypeID.bool: self = .integer(text == "t" ? 1 : 0)
    case TypeID.bytes: self = .blob(Self.bytes(fromHex: text))
    default: self = .text(text)
    }
  }

  private static func bytes(fromHex text: String) -> [UInt8] {
    let digits = Array(text.utf8.dropFirst(2))
    return stride(from: 0, to: digits.count - 1, by: 2).map { index in
      digit(digits[index]) << 4 | digit(digits[index + 1])
    }
  }

  private static func digit(_ byte: UInt8) -> UInt8 {
    byte <= UInt8(ascii: "9") ? byte &- UInt8(ascii: "0") : (byte | 32) &- UInt8(ascii: "a") &+ 10
  }
}

/// The values of a statement laid out as libpq wants them: text, or bytes as they are.
struct Parameters {
  private var bytes: [UInt8] = []
  private var offsets: [Int?] = []
  private var lengths: [Int32] = []
  private var formats: [Int32] = []

  init(_ values: [SQLValue]) {
    for value in values {
      switch value {
      case .null: add(nil, format: 0)
      case .integer(let number): add(Array(String(number).utf8), format: 0)
      case .real(let number): add(Array("\(number)".utf8), format: 0)
      case .text(let text): add(Array(text.utf8), format: 0)
      case .blob(let data): add(data, format: 1)
      }
    }
  }

  private mutating func add(_ value: [UInt8]?, format: Int32) {
    offsets.append(value == nil ? nil : bytes.count)
    lengths.append(Int32(value?.count ?? 0))
    formats.append(format)
    if let value {
      bytes += value
      bytes.append(0)
    }
  }

  func withPointers<Value>(
    _ body: (
      Int32, UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?
    ) throws -> Value
  ) rethrows -> Value {
    try bytes.withUnsafeBytes { buffer in
      let start = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
      let pointers = offsets.map { offset in offset.flatMap { start?.advanced(by: $0) } }
      return try body(Int32(offsets.count), pointers, lengths, formats)
    }
  }
}

/// A null-terminated array of C strings for the time of a call.
func withCStrings<Value>(
  _ strings: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Value
) -> Value {
  var bytes: [CChar] = []
  var offsets: [Int] = []
  for string in strings {
    offsets.append(bytes.count)
    bytes += string.utf8CString
  }
  return bytes.withUnsafeBufferPointer { buffer in
    let pointers = offsets.map { buffer.baseAddress?.advanced(by: $0) } + [nil]
    return body(pointers)
  }
}
