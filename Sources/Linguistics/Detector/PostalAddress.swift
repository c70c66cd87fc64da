/// Addresses of houses: a number, a name, and a word such as "street", in the order of each language.
///
/// What follows in the same line, such as the flat, the town and the code, is taken with it.
struct PostalAddress {
  let reading: TextReading
  let clues: ClueReading
  let bytes: UnsafeBufferPointer<UInt8>
  let turn: Int

  /// So many words may stand between the number and the word for a street.
  private static let longestName = 4

  func find(into sightings: inout [Sighting]) {
    var end = 0
    for mark in clues.marks where mark.clue == .street || mark.clue == .streetName {
      guard let words = mark.clue == .street ? before(mark) : after(mark) else { continue }
      let range = reading.bytes(words.first, withTown(words))
      guard range.lowerBound >= end else { continue }
      end = range.upperBound
      sightings.append(Sighting(.postalAddress, turn: turn, range: range, confidence: 0.8))
    }
  }

  private typealias Words = (first: Int, last: Int)

  // MARK: The number first

  /// "12 Long Lane": the nearest number before, with a name in between.
  ///
  /// Words that also mean other things want capitals: "10 minute drive" is none.
  private func before(_ mark: ClueReading.Mark) -> Words? {
    if reading.token(mark.last).kind == .ideograph { return chinese(mark) }
    let start = reading.words(of: reading.sentence(of: mark.first)).lowerBound
    let earliest = max(start, mark.first - 1 - Self.longestName)
    var word = mark.first - 1
    while word >= earliest, !isHouseNumber(word) { word -= 1 }
    guard word >= earliest, mark.first - word > 1, isPlain(word, mark.last) else { return nil }
    let name = word + 1..<mark.first
    guard
      name.allSatisfy({ isCapital($0) || isName($0) }),
      mark.value == 0 || isCapital(mark.first) && name.contains(where: isCapital)
    else { return nil }
    return (word, mark.last)
  }

  /// 中山路12号: the number behind, and the name before it as far as it can be seen.
  private func chinese(_ mark: ClueReading.Mark) -> Words? {
    let words = reading.words(of: reading.sentence(of: mark.first))
    let number = mark.last + 1
    guard number + 1 < words.upperBound, reading.token(number).kind == .number,
      Self.houseSigns.contains(reading.letters(number + 1).first ?? 0)
    else { return nil }
    var first = mark.first
    while first > words.lowerBound, mark.first - first < 12, isNamed(first - 1) { first -= 1 }
    return first < mark.first ? (first, number + 1) : nil
  }

  // 号 號 弄 栋 幢
  private static let houseSigns: Set<UInt32> = [0x53F7, 0x865F, 0x5F04, 0x680B, 0x5E62]
  // 在 是 到 址 住 于 为 去 从 的
  private static let beforeNames: Set<UInt32> = [
    0x5728, 0x662F, 0x5230, 0x5740, 0x4F4F, 0x4E8E, 0x4E3A, 0x53BB, 0x4ECE, 0x7684,
  ]

  /// Whether a character may be of the name, and touches the one after it.
  private func isNamed(_ word: Int) -> Bool {
    reading.token(word).kind == .ideograph
      && reading.token(word).range.upperBound == reading.token(word + 1).range.lowerBound
      && !Self.beforeNames.contains(reading.letters(word).first ?? 0)
  }

  // MARK: The number last

  /// "улица Мира, 5", "רחוב הרצל 5", "PO Box 5": the nearest number behind, with a name in between
  /// unless the word has none.
  private func after(_ mark: ClueReading.Mark) -> Words? {
    let end = reading.words(of: reading.sentence(of: mark.first)).upperBound
    let latest = min(end - 1, mark.last + Self.longestName + 1)
    var word = mark.last + 1
    while word <= latest, !isHouseNumber(word) { word += 1 }
    guard word <= latest, (mark.value == 0) == (word - mark.last > 1) else { return nil }
    guard (mark.last + 1..<word).allSatisfy({ !clues.covers(.pronoun, $0) }) else { return nil }
    return (mark.first, word)
  }

  // MARK: Words

  /// One to five digits.
  private func isHouseNumber(_ word: Int) -> Bool {
    let token = reading.token(word)
    return token.kind == .number && token.folded.count <= 5
  }

  /// Whether a word without a capital may be a name.
  private func isName(_ word: Int) -> Bool {
    !clues.covers(.empty, word) && !clues.covers(.tellLength, word)
      && !clues.covers(.pronoun, word)
  }

  private func isCapital(_ word: Int) -> Bool {
    let lead = bytes[reading.token(word).range.lowerBound]
    return (0x41...0x5A).contains(lead) || PersonalData.isDigit(lead) || lead >= 0x80
  }

  /// Whether only blanks and points stand between some words.
  private func isPlain(_ first: Int, _ last: Int) -> Bool {
    (first..<last).allSatisfy { word in
      let gap = reading.token(word).range.upperBound..<reading.token(word + 1).range.lowerBound
      return gap.allSatisfy { [0x20, 0x2E, 0x09, 0x27, 0x2D].contains(bytes[$0]) }
    }
  }

  /// The last word that belongs to it: names with capitals and codes, parted by commas or line ends.
  private func withTown(_ words: Words) -> Int {
    let end = reading.words.count
    var (last, hasComma) = (words.last, false)
    while last + 1 < end, last - words.last < 8 {
      let gap = reading.token(last).range.upperBound..<reading.token(last + 1).range.lowerBound
      guard
        gap.allSatisfy({ [0x20, 0x2C, 0x0A, 0x0D, 0x2D, 0x23].contains(bytes[$0]) })
      else { break }
      hasComma = hasComma || gap.contains { bytes[$0] == 0x2C || bytes[$0] == 0x0A }
      guard hasComma, reading.token(last + 1).kind != .symbol, isCapital(last + 1) else { break }
      last += 1
    }
    return last
  }
}
