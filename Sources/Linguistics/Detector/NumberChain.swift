/// Groups of digits with what people write between them, and what they may be.
struct NumberChain {
  struct Group: Hashable {
    let range: Range<Int>
    /// The sign before it; 0 for the first, a blank for brackets and blanks.
    let divider: UInt8
    var count: Int { range.count }
  }

  let bytes: UnsafeBufferPointer<UInt8>
  private(set) var range: Range<Int>
  private(set) var groups: [Group] = []
  /// All digits as numbers.
  private(set) var digits: [UInt8] = []
  /// The sign it begins with, a digit included.
  let lead: UInt8

  /// A card has at most nineteen digits, an IBAN is read elsewhere; longer runs are nothing of ours.
  private static let mostDigits = 24

  init(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) {
    self.bytes = bytes
    lead = bytes[start]
    range = start..<start
    var place = start
    var divider: UInt8 = 0
    if lead == 0x2B || lead == 0x28 { place += 1 }
    if lead == 0x2B, place < bytes.count, bytes[place] == 0x28 { place += 1 }
    while place < bytes.count, PersonalData.isDigit(bytes[place]) {
      let first = place
      while place < bytes.count, PersonalData.isDigit(bytes[place]) {
        if digits.count < Self.mostDigits + 1 { digits.append(bytes[place] - 0x30) }
        place += 1
      }
      groups.append(Group(range: first..<place, divider: divider))
      range = start..<place
      guard digits.count <= Self.mostDigits, let next = Self.gap(bytes, after: place) else { break }
      divider = next.divider
      place = next.end
    }
  }

  /// What stands between two groups: a sign, a blank, brackets with a blank.
  private static func gap(
    _ bytes: UnsafeBufferPointer<UInt8>, after place: Int
  ) -> (divider: UInt8, end: Int)? {
    var end = place
    var divider: UInt8 = 0x20
    while end < bytes.count, end - place < 3 {
      switch bytes[end] {
      case 0x30...0x39: return end == place ? nil : (divider, end)
      case 0x2D, 0x2E, 0x2F: divider = bytes[end]
      case 0x20, 0x28, 0x29: break
      default: return nil
      }
      end += 1
    }
    guard end < bytes.count, PersonalData.isDigit(bytes[end]) else { return nil }
    return (divider, end)
  }

  var firstGroupEnd: Int {
    (isDate ? groups[2] : groups.first)?.range.upperBound ?? range.upperBound
  }

  private var sizes: [Int] { groups.map(\.count) }

  private func dividers(_ allowed: UInt8...) -> Bool {
    groups.dropFirst().allSatisfy { allowed.contains($0.divider) }
  }

  // MARK: What it is

  typealias Found = (kind: Sighting.Kind, range: Range<Int>, confidence: Double)

  var kind: Found? {
    if isNetworkAddress { return (.ipAddress, range, 0.95) }
    if isDate || digits.count < 6 { return nil }
    if let identity { return identity }
    if let card { return card }
    return phone
  }

  private var isNetworkAddress: Bool {
    groups.count == 4 && lead != 0x2B && lead != 0x28 && dividers(0x2E)
      && groups.allSatisfy { group in
        group.count <= 3 && (Int(text(group.range)) ?? 999) <= 255
      }
  }

  /// Whether it begins with a day: 2024-03-01, 1/3/2024.
  private var isDate: Bool {
    guard groups.count >= 3, lead != 0x2B, lead != 0x28 else { return false }
    let divider = groups[1].divider
    guard divider != 0x20, groups[2].divider == divider else { return false }
    let (first, second, third) = (groups[0].count, groups[1].count, groups[2].count)
    let isTail = groups.count == 3 || groups[3].divider == 0x20
    guard isTail, second <= 2, (Int(text(groups[1].range)) ?? 99) <= 31 else { return false }
    return first == 4 && third <= 2 || first <= 2 && (third == 4 || third == 2 && groups.count == 3)
  }

  private func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  private var identity: Found? {
    let context = NumberContext(bytes, before: range.lowerBound, after: range.upperBound)
    if sizes == [3, 2, 4], lead != 0x28, Checks.isSSN(digits) {
      if dividers(0x2D) { return (.socialSecurity, range, 0.95) }
      if context.is(.socialSecurity) { return (.socialSecurity, range, 0.9) }
    }
    if sizes == [9], context.is(.socialSecurity), Checks.isSSN(digits) {
      return (.socialSecurity, range, 0.85)
    }
    if sizes == [18] || sizes == [17] {
      let endsInX =
        sizes == [17] && range.upperBound < bytes.count
        && bytes[range.upperBound] | 0x20 == 0x78
      if Checks.isChineseID(digits, endsInX: endsInX) {
        return (.nationalID, range.lowerBound..<range.upperBound + (endsInX ? 1 : 0), 0.97)
      }
    }
    if sizes == [3, 3, 3, 2] || sizes == [11] && context.is(.identity), Checks.isSNILS(digits) {
      return (.nationalID, range, 0.93)
    }
    if sizes == [12], context.is(.identity), Checks.isINN(digits) {
      return (.nationalID, range, 0.93)
    }
    if sizes == [9], context.is(.identity), Checks.isIsraeliID(digits) {
      return (.nationalID, range, 0.93)
    }
    if sizes == [4, 6], context.is(.identity) { return (.nationalID, range, 0.8) }
    return nil
  }

  /// A payment card: thirteen to nineteen digits of all groups or of the first ones.
  private var card: Found? {
    guard digits.count >= 12, lead != 0x28 else { return nil }
    var count = digits.count
    for end in groups.indices.reversed() {
      if isCardGroups(end), isIssued(count), Checks.isLuhn(digits.prefix(count)) {
        return (.card, range.lowerBound..<groups[end].range.upperBound, 0.97)
      }
      count -= groups[end].count
    }
    return nil
  }

  /// Whether issuers give out numbers of this length and beginning.
  private func isIssued(_ count: Int) -> Bool {
    guard let first = digits.first else { return false }
    let begin = digits.prefix(4).reduce(0) { $0 * 10 + Int($1) }
    if (13...19).contains(count), (2...6).contains(first) { return true }
    if count == 15, begin == 1800 { return true }
    // Short numbers of debit cards are believed only beside a word for a card.
    return count == 12 && sizes.count == 1
      && NumberContext(bytes, before: range.lowerBound, after: range.upperBound).is(.card)
  }

  private func isCardGroups(_ end: Int) -> Bool {
    guard end > 0 else { return true }
    return groups[1...end].allSatisfy {
      $0.divider == 0x20 || $0.divider == 0x2D || $0.divider == 0x2E
    }
      && groups[..<end].allSatisfy { $0.count >= 4 && $0.count <= 6 }
  }
}

/// What the words around a number say it is.
struct NumberContext {
  enum Meaning {
    case phone, socialSecurity, identity, card, other
  }

  private let meaning: Meaning?
  /// Whether the number stands on a line of its own.
  let isAlone: Bool

  init(_ bytes: UnsafeBufferPointer<UInt8>, before start: Int, after end: Int) {
    let before = String(decoding: bytes[max(0, start - 40)..<start], as: UTF8.self).lowercased()
    let after = String(decoding: bytes[end..<min(bytes.count, end + 10)], as: UTF8.self)
      .lowercased()
    var nearest: (place: Int, meaning: Meaning)?
    for (meaning, words) in Self.words {
      for word in words {
        guard let place = Self.last(word, in: before) else { continue }
        if nearest.map({ place > $0.place }) ?? true { nearest = (place, meaning) }
      }
    }
    if ["office", "fax", "mobile", "cell", "home", "(m)", "(w)", "work"].contains(where: {
      after.drop { !$0.isLetter && $0 != "(" }.hasPrefix($0)
        && (after.first.map { !$0.isNewline } ?? false)
    }) {
      nearest = (0, .phone)
    }
    meaning = nearest?.meaning
    isAlone =
      (before.last.map(\.isNewline) ?? true) && (after.first.map(\.isNewline) ?? true)
  }

  /// Whether the words say what the number is.
  var isKnown: Bool { meaning != nil }

  func `is`(_ meaning: Meaning) -> Bool { self.meaning == meaning }

  /// How far from the beginning a word stands last.
  private static func last(_ word: String, in text: String) -> Int? {
    let (word, text) = (Array(word.utf8), Array(text.utf8))
    guard word.count <= text.count else { return nil }
    return (0...(text.count - word.count)).last { place in
      text[place..<(place + word.count)].elementsEqual(word)
    }
  }

  private static let words: [(Meaning, [String])] = [
    (
      .phone,
      [
        "phone", "tel", "call", "mobile", "cell", "fax", "contact number", "reach", "text me",
        "whatsapp", "answering at", "messages to", "电话", "手机", "联系", "致电", "热线", "телефон",
        "тел", "звон", "номер для связи", "моб", "טלפון", "נייד", "להתקשר", "התקשר", "פלאפון",
        "phone\n",
      ]
    ),
    (.card, ["card", " cc ", "карт", "卡", "כרטיס"]),
    (.socialSecurity, ["ssn", "social security", "social-security"]),
    (
      .identity,
      [
        "身份证", "снилс", "инн", "паспорт", "תעודת זהות", "ת.ז", "תז", "national id", "passport",
        "identity number", "id number",
      ]
    ),
    (
      .other,
      [
        "order", "ticket", "invoice", "reference", "ref", "account", "tracking", "zip", "postcode",
        "booking", "confirmation", "serial", "sku", "license", "licence", "订单", "单号", "快递",
        "заказ", "счет", "счёт", "накладн", "трек", "הזמנה", "חשבונית", "מעקב", "case", "policy",
        "transaction", "iban", "model", "version", "flight", "box",
      ]
    ),
  ]
}
