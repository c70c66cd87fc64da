/// Check digits of numbers that belong to a person.
enum Checks {
  /// ISO/IEC 7812-1, annex B: doubled from the right, sum mod 10.
  static func isLuhn(_ digits: some BidirectionalCollection<UInt8>) -> Bool {
    var sum = 0
    for (index, digit) in digits.reversed().enumerated() {
      let value = Int(digit)
      let doubled = value * 2
      sum += index % 2 == 0 ? value : doubled > 9 ? doubled - 9 : doubled
    }
    return sum % 10 == 0
  }

  /// ISO 13616: the first four signs go to the end, letters count 10 to 35, the whole mod 97 is 1.
  static func isIBAN(_ letters: [UInt8]) -> Bool {
    guard (15...34).contains(letters.count), letters.prefix(2).allSatisfy({ $0 >= 0x41 }) else {
      return false
    }
    var rest = 0
    for letter in letters.dropFirst(4) + letters.prefix(4) {
      rest =
        letter >= 0x41 ? (rest * 100 + Int(letter) - 55) % 97 : (rest * 10 + Int(letter) - 48) % 97
    }
    return rest == 1
  }

  /// GB 11643: eighteen signs, the last by ISO 7064 mod 11-2; the birthday must be a day.
  static func isChineseID(_ digits: [UInt8], endsInX: Bool) -> Bool {
    guard digits.count == (endsInX ? 17 : 18) else { return false }
    let year = digits[6..<10].reduce(0) { $0 * 10 + Int($1) }
    let month = digits[10..<12].reduce(0) { $0 * 10 + Int($1) }
    let day = digits[12..<14].reduce(0) { $0 * 10 + Int($1) }
    guard (1900...2100).contains(year), (1...12).contains(month), (1...31).contains(day) else {
      return false
    }
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    let sum = zip(digits, weights).reduce(0) { $0 + Int($1.0) * $1.1 }
    let check = (12 - sum % 11) % 11
    return endsInX ? check == 10 : check == Int(digits[17])
  }

  /// The Russian insurance number: nine digits weighted 9 to 1, two check digits.
  static func isSNILS(_ digits: [UInt8]) -> Bool {
    guard digits.count == 11 else { return false }
    let sum = digits.prefix(9).enumerated().reduce(0) { $0 + Int($1.element) * (9 - $1.offset) }
    let check = sum % 101 % 100
    return check == Int(digits[9]) * 10 + Int(digits[10])
  }

  /// The Russian tax number of a person, twelve digits with two check digits.
  static func isINN(_ digits: [UInt8]) -> Bool {
    guard digits.count == 12 else { return false }
    let first = [7, 2, 4, 10, 3, 5, 9, 4, 6, 8]
    let second = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]
    func check(_ weights: [Int]) -> Int {
      zip(digits, weights).reduce(0) { $0 + Int($1.0) * $1.1 } % 11 % 10
    }
    return check(first) == Int(digits[10]) && check(second) == Int(digits[11])
  }

  /// The Israeli identity number: nine digits, weighted 1 and 2 in turn, digit sums mod 10.
  static func isIsraeliID(_ digits: [UInt8]) -> Bool {
    guard digits.count == 9, digits.contains(where: { $0 != 0 }) else { return false }
    let sum = digits.enumerated().reduce(0) { sum, item in
      let value = Int(item.element) * (item.offset % 2 + 1)
      return sum + (value > 9 ? value - 9 : value)
    }
    return sum % 10 == 0
  }

  /// A number that the US Social Security Administration may have given out.
  static func isSSN(_ digits: [UInt8]) -> Bool {
    guard digits.count == 9 else { return false }
    let area = Int(digits[0]) * 100 + Int(digits[1]) * 10 + Int(digits[2])
    return area != 0 && area != 666 && (digits[3] != 0 || digits[4] != 0)
      && digits[5...8].contains { $0 != 0 }
  }
}
