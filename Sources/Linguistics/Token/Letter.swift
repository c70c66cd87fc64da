/// What a scalar is for the tokens, and its folded form.
enum Letter {
  enum Kind: UInt8 {
    case space, letter, digit, mark, ideograph, symbol
    /// Belongs to the letter before it: a point, an accent, an apostrophe.
    case joiner
  }

  static func kind(of value: UInt32) -> Kind {
    if value < UInt32(table.count) { return table[Int(value)].kind }
    return isIdeograph(value) ? .ideograph : described(value)
  }

  /// Lower case without accents or points, compatibility forms made plain.
  static func folded(_ value: UInt32) -> UInt32 {
    value < UInt32(table.count) ? table[Int(value)].folded : lowered(value)
  }

  static func isApostrophe(_ value: UInt32) -> Bool {
    value == 0x27 || value == 0x2019 || value == 0x5F3 || value == 0x5F4 || value == 0x22
  }

  /// A mark in its plain form: the wide and the curly ones as the narrow and straight.
  static func plainMark(_ value: UInt32) -> UInt32 {
    switch value {
    case 0xFF01...0xFF5E: value - 0xFEE0
    case 0x3002: 0x2E
    case 0x3001: 0x2C
    case 0x2018, 0x2019: 0x27
    case 0x201C, 0x201D, 0xAB, 0xBB: 0x22
    case 0x2013, 0x2014, 0x5BE: 0x2D
    case 0x2026: 0x2E
    default: value
    }
  }

  /// Whether a byte is a letter or a digit by itself, as most are.
  @inline(__always)
  static func isPlain(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10
  }

  /// A plain letter or digit in lower case.
  @inline(__always)
  static func lowered(plain byte: UInt8) -> UInt8 { byte < 0x41 ? byte : byte | 0x20 }

  private struct Entry {
    let kind: Kind
    let folded: UInt32
  }

  /// All scalars that alphabets use, looked up once.
  private static let table: [Entry] = (0..<UInt32(0x2400)).map { value in
    Entry(kind: described(value), folded: lowered(value))
  }

  private static func isIdeograph(_ value: UInt32) -> Bool {
    switch value {
    case 0x3040...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0x20000...0x3FFFF, 0x0E00...0x0E7F:
      true
    default: false
    }
  }

  private static func described(_ value: UInt32) -> Kind {
    guard let scalar = Unicode.Scalar(value) else { return .space }
    if isApostrophe(value) && value != 0x22 || value == 0x200D || value == 0xFE0F { return .joiner }
    if isIdeograph(value) { return .ideograph }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
      return .letter
    case .nonspacingMark, .spacingMark, .enclosingMark, .format: return .joiner
    case .decimalNumber: return .digit
    case .otherSymbol, .modifierSymbol, .mathSymbol, .otherNumber, .letterNumber: return .symbol
    case .spaceSeparator, .lineSeparator, .paragraphSeparator, .control, .surrogate, .privateUse,
      .unassigned:
      return .space
    default: return .mark
    }
  }

  private static func lowered(_ value: UInt32) -> UInt32 {
    guard let scalar = Unicode.Scalar(value) else { return value }
    if (0xFF10...0xFF19).contains(value) { return value - 0xFEE0 }
    if (0xFF21...0xFF3A).contains(value) { return value - 0xFEE0 + 32 }
    if (0xFF41...0xFF5A).contains(value) { return value - 0xFEE0 }
    let lower = scalar.properties.lowercaseMapping.unicodeScalars.first ?? scalar
    return accents[lower.value] ?? lower.value
  }

  /// Letters that differ from a plain one by an accent alone.
  private static let accents: [UInt32: UInt32] = {
    let groups: [(String, String)] = [
      ("a", "àáâãäåāăą"), ("c", "çćĉċč"), ("d", "ďđ"), ("e", "èéêëēĕėęě"), ("g", "ĝğġģ"),
      ("h", "ĥħ"), ("i", "ìíîïĩīĭįı"), ("j", "ĵ"), ("k", "ķ"), ("l", "ĺļľł"), ("n", "ñńņňŉ"),
      ("o", "òóôõöøōŏő"), ("r", "ŕŗř"), ("s", "śŝşš"), ("t", "ţťŧ"), ("u", "ùúûüũūŭůűų"),
      ("w", "ŵ"), ("y", "ýÿŷ"), ("z", "źżž"), ("е", "ё"),
    ]
    return groups.reduce(into: [:]) { table, group in
      guard let plain = group.0.unicodeScalars.first else { return }
      for scalar in group.1.unicodeScalars { table[scalar.value] = plain.value }
    }
  }()
}
