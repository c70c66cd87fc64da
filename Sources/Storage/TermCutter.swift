internal import Foundation
internal import Glibc

/// Cuts texts into their distinct terms in one pass, without a string for any of them.
///
/// The terms grow at the end of one line; a word that came before is taken off again.
struct TermCutter {
  private let limit: Int
  private let forQuery: Bool
  /// The terms so far with a blank after each, and then the word so far, all in UTF-8; behind
  /// `end` there is room for more.
  private var bytes = [UInt8](repeating: 0, count: 512)
  /// Where in `bytes` the word so far begins and ends.
  private var (start, end) = (0, 0)
  /// What tells the word so far from others (FNV-1a by Fowler, Noll and Vo).
  private var print = Self.noPrint
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
        if Self.isPlain(byte) {
          index += appendPlain(UnsafeBufferPointer(rebasing: text[index...]))
        } else {
          if end > start { endWord() }
          index += 1
        }
      } else {
        let length = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
        let next = min(text.count, index + length)
        var value = UInt32(byte) & (0xFF >> UInt32(length + 1))
        for place in (index + 1)..<next { value = value << 6 | UInt32(text[place] & 0x3F) }
        if let scalar = UnicodeScalar(value) { cutWide(scalar) }
        index = next
      }
    }
    endWord()
    endRun()
  }

  private static let noPrint: UInt32 = 0x811C_9DC5

  private static func print(_ print: UInt32, _ byte: UInt8) -> UInt32 {
    (print ^ UInt32(byte)) &* 0x0100_0193
  }

  /// Whether it is a letter or digit of ASCII; with 0x20 such a one is small.
  private static func isPlain(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10
  }

  /// Takes the letters and digits of ASCII at the beginning of a text; answers how many.
  private mutating func appendPlain(_ text: UnsafeBufferPointer<UInt8>) -> Int {
    var count = 0
    while count < text.count, Self.isPlain(text[count]) { count += 1 }
    makeRoom(for: count)
    let (first, before) = (end, print)
    print = bytes.withUnsafeMutableBufferPointer { bytes in
      var print = before
      for place in 0..<count {
        let byte = text[place] | 0x20
        bytes[first + place] = byte
        print = Self.print(print, byte)
      }
      return print
    }
    end += count
    return count
  }

  private mutating func makeRoom(for count: Int) {
    guard bytes.count - end < count else { return }
    bytes.append(contentsOf: repeatElement(0, count: max(count, bytes.count)))
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
    makeRoom(for: 4)
    for byte in UTF8.encode(scalar) ?? .init() {
      bytes[end] = byte
      end += 1
      print = Self.print(print, byte)
    }
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
    let count = end - start
    guard count > 0 else { return }
    if terms.count < limit, count <= 200, isNew(count) {
      makeRoom(for: 1)
      bytes[end] = UInt8(ascii: " ")
      end += 1
      start = end
      if terms.count * 2 > places.count { grow() }
    } else {
      end = start
    }
    print = Self.noPrint
  }

  /// Notes the word at the end of the line; false when it came before.
  private mutating func isNew(_ count: Int) -> Bool {
    let mask = places.count - 1
    var place = Int(print ^ (print >> 15)) & mask
    while places[place] >= 0 {
      let known = terms[Int(places[place])]
      if known.print == print, Int(known.count) == count, isWord(at: Int(known.start), count) {
        return false
      }
      place = (place + 1) & mask
    }
    places[place] = Int32(truncatingIfNeeded: terms.count)
    terms.append(Term(print: print, start: Int32(start), count: Int32(count)))
    return true
  }

  /// Whether the word so far stands at a place of the line.
  private func isWord(at place: Int, _ count: Int) -> Bool {
    bytes.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return false }
      return memcmp(base + place, base + start, count) == 0
    }
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
    case 0x4E00...0x9FFF: true
    case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3040...0x30FF, 0x3400...0x4DBF,
      0xAC00...0xD7AF, 0xF900...0xFAFF, 0xFF66...0xFF9D, 0x20000...0x3FFFF:
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
