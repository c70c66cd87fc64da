extension NumberChain {
  /// A telephone number: by its sign, by the words around it, or by how its groups are written.
  var phone: Found? {
    let count = digits.count
    guard (6...15).contains(count) else { return nil }
    if groups.map(\.count) == [3, 2, 4] { return nil }
    let context = NumberContext(bytes, before: range.lowerBound, after: range.upperBound)
    if lead == 0x2B { return count >= 8 ? (.phone, range, 0.95) : nil }
    if context.is(.phone) { return (.phone, range, 0.95) }
    if isNationalMobile { return (.phone, range, 0.9) }
    if context.isKnown { return nil }
    guard isWrittenAsPhone || context.isAlone && groups.count > 1 && count >= 7 else { return nil }
    return (.phone, range, 0.75)
  }

  /// Forms that are telephone numbers wherever they stand.
  private var isNationalMobile: Bool {
    let sizes = groups.map(\.count)
    guard let first = digits.first else { return false }
    // China: 1 and ten more; Russia: 8 and ten more in groups; Israel: 05 and eight more.
    if sizes == [11] || sizes == [3, 4, 4] {
      if first == 1, (3...9).contains(digits[1]) { return true }
    }
    if digits.count == 11, first == 8, groups.count >= 4 { return true }
    return digits.count == 10 && first == 0 && digits[1] == 5 && groups.count == 2
  }

  private var isWrittenAsPhone: Bool {
    let sizes = groups.map(\.count)
    let count = digits.count
    if lead == 0x28 { return groups.count >= 2 && count >= 7 }
    guard let first = digits.first, groups.count > 1, groups.count <= 6 else { return false }
    // Groups that are written with one sign throughout, or with a blank after the area.
    let dividers = Set(groups.dropFirst().map(\.divider))
    guard dividers.count <= 2, !dividers.contains(0x2F), sizes.allSatisfy({ $0 <= 8 }) else {
      return false
    }
    if first == 0, (8...15).contains(count) { return true }
    if sizes == [3, 3, 4] || sizes == [3, 4] && dividers == [0x2D] { return true }
    return groups.count >= 3 && (8...13).contains(count) && sizes.allSatisfy { $0 >= 2 }
      && dividers.count == 1 && (sizes.dropFirst().allSatisfy { $0 <= 4 })
  }
}
