/// Numbers and addresses that belong to a person, by their form and their check digits.
///
/// One walk over the bytes; a number is looked at once, whatever it turns out to be.
struct PersonalData {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let turn: Int
  private var place = 0
  private(set) var sightings: [Sighting] = []

  init(_ bytes: UnsafeBufferPointer<UInt8>, turn: Int) {
    self.bytes = bytes
    self.turn = turn
  }

  mutating func read() {
    while place < bytes.count {
      let byte = bytes[place]
      if byte == 0x40, mail() { continue }
      if Self.isDigit(byte), readNumber(from: place) { continue }
      if byte == 0x2B || byte == 0x28, place + 1 < bytes.count, readNumber(from: place) { continue }
      if Self.isLetter(byte), !isInsideWord(place), iban() || hexAddress() { continue }
      if byte == 0x3A, place + 1 < bytes.count, bytes[place + 1] == 0x3A, hexAddress() { continue }
      place += 1
    }
  }

  private mutating func add(_ kind: Sighting.Kind, _ range: Range<Int>, _ confidence: Double) {
    sightings.append(Sighting(kind, turn: turn, range: range, confidence: confidence))
  }

  // MARK: Bytes

  static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  static func isLetter(_ byte: UInt8) -> Bool {
    byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A
  }

  private func isWord(_ place: Int) -> Bool {
    bytes.indices.contains(place)
      && (Self.isDigit(bytes[place]) || Self.isLetter(bytes[place]) || bytes[place] == 0x5F)
  }

  private func isInsideWord(_ place: Int) -> Bool { isWord(place - 1) }

  // MARK: Mail

  private static func isLocal(_ byte: UInt8) -> Bool {
    isDigit(byte) || isLetter(byte) || [0x2E, 0x5F, 0x25, 0x2B, 0x2D].contains(byte)
  }

  private mutating func mail() -> Bool {
    var start = place
    while start > 0, Self.isLocal(bytes[start - 1]), place - start < 64 { start -= 1 }
    while start < place, bytes[start] == 0x2E || bytes[start] == 0x2D { start += 1 }
    var end = place + 1
    var lastDot = -1
    while end < bytes.count, end - place < 254,
      Self.isDigit(bytes[end]) || Self.isLetter(bytes[end]) || bytes[end] == 0x2D
        || bytes[end] == 0x2E && end + 1 < bytes.count && Self.isLetter(bytes[end + 1])
    {
      if bytes[end] == 0x2E { lastDot = end }
      end += 1
    }
    guard start < place, lastDot > place + 1, end - lastDot > 2 else { return false }
    while let last = sightings.last, last.range.upperBound > start { sightings.removeLast() }
    add(.email, start..<end, 0.98)
    place = end
    return true
  }

  // MARK: Accounts and networks

  /// An IBAN by ISO 13616: country, check digits, up to thirty more; the whole mod 97 is 1.
  private mutating func iban() -> Bool {
    guard place + 4 < bytes.count, Self.isLetter(bytes[place + 1]),
      Self.isDigit(bytes[place + 2]), Self.isDigit(bytes[place + 3])
    else { return false }
    var letters: [UInt8] = []
    var end = place
    var next = place
    while next < bytes.count, letters.count < 34 {
      if Self.isDigit(bytes[next]) || Self.isLetter(bytes[next]) {
        letters.append(Self.isDigit(bytes[next]) ? bytes[next] : bytes[next] & 0xDF)
        next += 1
        end = next
        if letters.count >= 15, !isWord(end), Checks.isIBAN(letters) {
          add(.iban, place..<end, 0.99)
          place = end
          return true
        }
      } else if bytes[next] == 0x20, next + 1 < bytes.count, isWord(next + 1),
        letters.count % 4 == 0
      {
        next += 1
      } else {
        break
      }
    }
    return false
  }

  /// An IPv6 address: at least two colons between groups of up to four hexadecimal digits.
  private mutating func hexAddress() -> Bool {
    var (next, colons, digits, groups) = (place, 0, 0, 0)
    var hasDouble = false
    while next < bytes.count {
      let byte = bytes[next]
      let low = byte | 0x20
      if Self.isDigit(byte) || low >= 0x61 && low <= 0x66 {
        digits += 1
        if digits == 1 { groups += 1 }
        guard digits <= 4 else { return false }
      } else if byte == 0x3A {
        if digits == 0, colons > 0 || next == place {
          guard !hasDouble else { break }
          hasDouble = bytes[max(0, next - 1)] == 0x3A || hasDouble
        }
        colons += 1
        digits = 0
      } else {
        break
      }
      next += 1
    }
    guard colons >= 2, colons <= 7, groups >= 2, hasDouble || groups == 8, !isWord(next) else {
      return false
    }
    add(.ipAddress, place..<next, 0.9)
    place = next
    return true
  }

  // MARK: Numbers

  /// Reads a number with everything people write between its digits.
  private mutating func readNumber(from start: Int) -> Bool {
    guard !isInsideWord(start) || Self.isDigit(bytes[start]) && !isWord(start - 1) else {
      if Self.isDigit(bytes[start]) { skipWord() } else { place += 1 }
      return true
    }
    if Self.isDigit(bytes[start]), hexAddress() { return true }
    let chain = NumberChain(bytes, from: start)
    guard !chain.digits.isEmpty else { return false }
    if let found = chain.kind {
      add(found.kind, found.range, found.confidence)
      place = found.range.upperBound
    } else {
      place = max(place + 1, chain.firstGroupEnd)
    }
    return true
  }

  private mutating func skipWord() {
    while isWord(place) { place += 1 }
  }
}
