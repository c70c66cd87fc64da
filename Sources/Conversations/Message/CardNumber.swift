/// Payment card numbers in text, which must never be stored.
///
/// Thirteen to nineteen digits that pass the check of ISO/IEC 7812-1 (Luhn) count as a card
/// number, whole or in groups divided by single blanks, dots or dashes; of each the last four
/// digits stay. A security code that is named as one (CVV, CVC) is covered too.
public enum CardNumber {
  /// The text with every card number covered but for its last four digits.
  public static func masked(_ text: String) -> String {
    guard needsLook(text) else { return text }
    var scalars = Array(text.unicodeScalars)
    maskNumbers(in: &scalars)
    maskCodes(in: &scalars)
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  /// Whether digits pass the check of ISO/IEC 7812-1, annex B: doubled from the right, sum mod 10.
  static func passesLuhn(_ digits: some BidirectionalCollection<Int>) -> Bool {
    var sum = 0
    for (index, digit) in digits.reversed().enumerated() {
      let doubled = digit * 2
      sum += index % 2 == 0 ? digit : (doubled > 9 ? doubled - 9 : doubled)
    }
    return sum % 10 == 0
  }

  /// Most texts hold neither thirteen digits nor the letters of a code; they cost one pass.
  private static func needsLook(_ text: String) -> Bool {
    text.utf8.withContiguousStorageIfAvailable { needsLook($0) } ?? needsLook(text.utf8)
  }

  @inline(__always)
  private static func needsLook(_ bytes: some Sequence<UInt8>) -> Bool {
    var digits = 0
    var previous: (UInt8, UInt8) = (0, 0)
    for byte in bytes {
      let lower = byte | 0x20
      // 0xEF begins full-width digits.
      if (48...57).contains(byte) || byte == 0xEF {
        digits += 1
        if digits >= 13 { return true }
      }
      if previous.0 == UInt8(ascii: "c"), previous.1 == UInt8(ascii: "v"),
        lower == UInt8(ascii: "v") || lower == UInt8(ascii: "c")
      {
        return true
      }
      previous = (previous.1, lower)
    }
    return false
  }

  /// A run of digits without a divider: where it starts and what it holds.
  private struct Group {
    var start: Int
    var digits: [Int]
    var end: Int { start + digits.count }
  }

  private static func maskNumbers(in scalars: inout [UnicodeScalar]) {
    var chain: [Group] = []
    var index = 0
    while index < scalars.count {
      guard let digit = scalars[index].cardDigit else {
        index += 1
        continue
      }
      var group = Group(start: index, digits: [digit])
      index += 1
      while index < scalars.count, let next = scalars[index].cardDigit {
        group.digits.append(next)
        index += 1
      }
      chain.append(group)
      let continues =
        index + 1 < scalars.count && scalars[index].dividesCard
        && scalars[index + 1].cardDigit != nil
      if continues {
        index += 1
      } else {
        mask(chain, in: &scalars)
        chain = []
      }
    }
  }

  /// Covers the whole chain when it is one number, else the windows that look like one.
  private static func mask(_ chain: [Group], in scalars: inout [UnicodeScalar]) {
    if isNumber(chain[...], wholeChain: true) {
      cover(chain[...], in: &scalars)
      return
    }
    guard chain.count > 1 else { return }
    var first = 0
    while first < chain.count {
      let last = (first..<chain.count).reversed().first { last in
        isNumber(chain[first...last], wholeChain: false)
      }
      if let last { cover(chain[first...last], in: &scalars) }
      first = (last ?? first) + 1
    }
  }

  private static func isNumber(_ groups: ArraySlice<Group>, wholeChain: Bool) -> Bool {
    var count = 0
    for group in groups {
      count += group.digits.count
      if count > 19 { return false }
    }
    guard count >= 13, passesLuhn(groups.flatMap(\.digits)) else { return false }
    guard !wholeChain, let first = groups.first?.digits.first, groups.count > 1 else {
      return true
    }
    // Inside a longer chain of numbers only a card's own first digit and grouping count.
    let sizes = groups.map(\.digits.count)
    return (2...6).contains(first)
      && (sizes.allSatisfy { $0 == 1 } || sizes.dropLast().allSatisfy { (4...6).contains($0) })
  }

  private static func cover(_ groups: ArraySlice<Group>, in scalars: inout [UnicodeScalar]) {
    var left = groups.reduce(0) { $0 + $1.digits.count } - 4
    for group in groups {
      for index in group.start..<group.end where left > 0 {
        scalars[index] = "•"
        left -= 1
      }
    }
  }

  /// Covers three or four digits within six characters after "cvv" or "cvc".
  private static func maskCodes(in scalars: inout [UnicodeScalar]) {
    var index = 0
    while index + 2 < scalars.count {
      let word = scalars[index...(index + 2)].map { $0.properties.lowercaseMapping }.joined()
      guard word == "cvv" || word == "cvc" else {
        index += 1
        continue
      }
      index += 3
      if index < scalars.count, scalars[index] == "2" { index += 1 }
      let limit = min(index + 6, scalars.count)
      guard let start = (index..<limit).first(where: { scalars[$0].cardDigit != nil }) else {
        continue
      }
      let end = scalars[start...].firstIndex { $0.cardDigit == nil } ?? scalars.count
      if (3...4).contains(end - start) {
        for position in start..<end { scalars[position] = "•" }
      }
      index = end
    }
  }
}

extension UnicodeScalar {
  /// The value of a plain or full-width digit.
  fileprivate var cardDigit: Int? {
    switch value {
    case 0x30...0x39: Int(value - 0x30)
    case 0xFF10...0xFF19: Int(value - 0xFF10)
    default: nil
    }
  }

  /// Whether people write it between the groups of a card number.
  fileprivate var dividesCard: Bool {
    switch value {
    case 0x20, 0x2D, 0x2E, 0xA0, 0x2009, 0x202F, 0x2010...0x2013: true
    default: false
    }
  }
}
