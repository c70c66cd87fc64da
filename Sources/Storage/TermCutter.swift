internal import Foundation

/// Cuts a text into its distinct terms in one pass, without a string for a word that came before.
struct TermCutter {
  private let limit: Int
  private let forQuery: Bool
  private(set) var terms: [String] = []
  /// The word so far, in UTF-8.
  private var word: [UInt8] = []
  /// Characters so far of a script without spaces.
  private var run: [UnicodeScalar] = []
  /// The fingerprints of the terms, and an open hash table of their places; -1 is free.
  private var prints: [UInt64] = []
  private var places = [Int32](repeating: -1, count: 256)

  init(limit: Int, forQuery: Bool) {
    self.limit = limit
    self.forQuery = forQuery
    word.reserveCapacity(64)
  }

  mutating func cut(_ text: String) {
    for scalar in text.unicodeScalars {
      let value = scalar.value
      if value < 0x80 {
        if !run.isEmpty { endRun() }
        switch value {
        case 0x30...0x39, 0x61...0x7A: word.append(UInt8(truncatingIfNeeded: value))
        case 0x41...0x5A: word.append(UInt8(truncatingIfNeeded: value + 32))
        default: if !word.isEmpty { endWord() }
        }
      } else {
        cutWide(scalar)
      }
    }
    endWord()
    endRun()
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
    for byte in UTF8.encode(scalar) ?? .init() { word.append(byte) }
  }

  private mutating func endWord() {
    guard !word.isEmpty else { return }
    addWord()
    word.removeAll(keepingCapacity: true)
  }

  private mutating func endRun() {
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

  /// Adds the word unless it is there, too long, or one too many.
  private mutating func addWord() {
    guard terms.count < limit, word.count <= 200 else { return }
    var print: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in word { print = (print ^ UInt64(byte)) &* 0x100_0000_01B3 }
    var place = Int(truncatingIfNeeded: print ^ (print >> 32)) & (places.count - 1)
    while places[place] >= 0 {
      let known = Int(places[place])
      if prints[known] == print, terms[known].utf8.elementsEqual(word) { return }
      place = (place + 1) & (places.count - 1)
    }
    places[place] = Int32(truncatingIfNeeded: terms.count)
    terms.append(String(decoding: word, as: UTF8.self))
    prints.append(print)
    if terms.count * 2 > places.count { grow() }
  }

  private mutating func grow() {
    places = [Int32](repeating: -1, count: places.count * 4)
    for (index, print) in prints.enumerated() {
      var place = Int(truncatingIfNeeded: print ^ (print >> 32)) & (places.count - 1)
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
