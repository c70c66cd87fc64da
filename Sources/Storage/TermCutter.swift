internal import Foundation

/// Cuts texts into their distinct terms in one pass, without a string for any of them.
///
/// The terms grow at the end of one line; a word that came before is taken off again.
struct TermCutter {
  private let limit: Int
  private let forQuery: Bool
  /// The terms so far with a blank after each, and then the word so far; all in UTF-8.
  private var bytes: [UInt8] = []
  /// Where in `bytes` the word so far begins.
  private var start = 0
  /// Characters so far of a script without spaces.
  private var run: [UnicodeScalar] = []
  /// The terms, and an open hash table of their places; -1 is free.
  private var terms: [Term] = []
  private var places = [Int32](repeating: -1, count: 256)

  private struct Term {
    let print: UInt32
    let start: Int32
    let count: Int32
  }

  init(limit: Int, forQuery: Bool) {
    self.limit = limit
    self.forQuery = forQuery
    bytes.reserveCapacity(512)
    terms.reserveCapacity(64)
  }

  /// All terms with blanks between them.
  var line: String { String(decoding: bytes[..<max(0, start - 1)], as: UTF8.self) }

  mutating func cut(_ text: String) {
    var text = text
    text.withUTF8 { cut($0) }
  }

  private mutating func cut(_ text: UnsafeBufferPointer<UInt8>) {
    var index = 0
    while index < text.count {
      let byte = text[index]
      if byte < 0x80 {
        if !run.isEmpty { endRun() }
        let folded = Self.folded[Int(byte)]
        if folded != 0 { bytes.append(folded) } else if bytes.count > start { endWord() }
        index += 1
      } else {
        let length = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
        let end = min(text.count, index + length)
        var value = UInt32(byte) & (0xFF >> UInt32(length + 1))
        for place in (index + 1)..<end { value = value << 6 | UInt32(text[place] & 0x3F) }
        if let scalar = UnicodeScalar(value) { cutWide(scalar) }
        index = end
      }
    }
    endWord()
    endRun()
  }

  /// Digits and small letters for themselves, capitals as small letters, 0 for what divides.
  private static let folded: [UInt8] = (0..<128).map { byte in
    switch byte {
    case 0x30...0x39, 0x61...0x7A: UInt8(byte)
    case 0x41...0x5A: UInt8(byte + 32)
    default: 0
    }
  }

  private mutating func cutWide(_ scalar: UnicodeScalar) {
    if scalar.isUnspaced {
      endWord()
      run.append(scalar)
    } else if scalar.isPlainLetter || scalar.isWordPart {
      if !run.isEmpty { endRun() }
      if let lower = scalar.plainLower {
        append(lower)
      } else {
        for part in scalar.folded { append(part) }
      }
    } else if scalar.properties.generalCategory != .nonspacingMark {
      endWord()
      if !run.isEmpty { endRun() }
    }
  }

  private mutating func append(_ scalar: UnicodeScalar) {
    for byte in UTF8.encode(scalar) ?? .init() { bytes.append(byte) }
  }

  private mutating func endRun() {
    guard !run.isEmpty else { return }
    let scalars = run
    run.removeAll(keepingCapacity: true)
    if !forQuery || scalars.count == 1 {
      for scalar in scalars {
        append(scalar)
        endWord()
      }
    }
    for index in scalars.indices.dropLast() {
      append(scalars[index])
      append(scalars[index + 1])
      endWord()
    }
  }

  /// Keeps the word as a term unless it is there, too long, or one too many.
  private mutating func endWord() {
    let count = bytes.count - start
    guard count > 0 else { return }
    if terms.count < limit, count <= 200, isNew(count) {
      bytes.append(UInt8(ascii: " "))
      start = bytes.count
      if terms.count * 2 > places.count { grow() }
    } else {
      bytes.removeLast(count)
    }
  }

  /// Notes the word at the end of the line; false when it came before.
  private mutating func isNew(_ count: Int) -> Bool {
    let (isNew, term, place) = bytes.withUnsafeBufferPointer { bytes in
      let word = bytes[start...]
      var print: UInt32 = 0x811C_9DC5
      for byte in word { print = (print ^ UInt32(byte)) &* 0x0100_0193 }
      let mask = places.count - 1
      var place = Int(print ^ (print >> 15)) & mask
      while places[place] >= 0 {
        let known = terms[Int(places[place])]
        if known.print == print, Int(known.count) == count,
          bytes[Int(known.start)..<Int(known.start + known.count)].elementsEqual(word)
        {
          return (false, known, place)
        }
        place = (place + 1) & mask
      }
      let term = Term(print: print, start: Int32(start), count: Int32(count))
      return (true, term, place)
    }
    guard isNew else { return false }
    places[place] = Int32(truncatingIfNeeded: terms.count)
    terms.append(term)
    return true
  }

  private mutating func grow() {
    places = [Int32](repeating: -1, count: places.count * 4)
    for (index, term) in terms.enumerated() {
      var place = Int(term.print ^ (term.print >> 15)) & (places.count - 1)
      while places[place] >= 0 { place = (place + 1) & (places.count - 1) }
      places[place] = Int32(truncatingIfNeeded: index)
    }
  }
}

extension UnicodeScalar {
  /// Letters of the Russian and Hebrew alphabets, which need no look at the tables.
  fileprivate var isPlainLetter: Bool {
    (0x0410...0x044F).contains(value) || (0x05D0...0x05EA).contains(value)
  }

  /// Such a letter in lower case; `nil` for all others.
  fileprivate var plainLower: UnicodeScalar? {
    switch value {
    case 0x0410...0x042F: UnicodeScalar(value + 32)
    case 0x0430...0x044F, 0x05D0...0x05EA: self
    default: nil
    }
  }

  /// Hebrew points count as letters in Unicode's tables, but a word is found without them.
  fileprivate var isWordPart: Bool {
    if (0x0591...0x05C7).contains(value) { return false }
    return properties.isAlphabetic || properties.numericType != nil
  }

  /// Whether the script is written without spaces between words.
  fileprivate var isUnspaced: Bool {
    switch value {
    case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3040...0x30FF, 0x3400...0x4DBF,
      0x4E00...0x9FFF, 0xAC00...0xD7AF, 0xF900...0xFAFF, 0xFF66...0xFF9D, 0x20000...0x3FFFF:
      isWordPart
    default: false
    }
  }

  /// The scalar in lower case without diacritics; ё and е, Hebrew points and the like are one.
  fileprivate var folded: [UnicodeScalar] {
    let lower = properties.lowercaseMapping
    guard let first = lower.unicodeScalars.first else { return [self] }
    if (0x0400...0x052F).contains(first.value) {
      return [first.value == 0x0451 ? "\u{0435}" : first]
    }
    let decomposed = lower.decomposedStringWithCompatibilityMapping.unicodeScalars
    return decomposed.filter(\.isWordPart)
  }
}
