/// What network addresses have in common when callers are counted.
enum NetworkAddress {
  /// The first 64 bits of an IPv6 address; anything else as it is.
  static func network(of address: String) -> String {
    let plain = address.prefix { $0 != "%" }
    guard plain.contains(":"), !plain.contains(".") else { return address }
    let sides = plain.split(separator: "::", maxSplits: 1, omittingEmptySubsequences: false)
    let head = groups(sides.first ?? "")
    let tail = sides.count > 1 ? groups(sides[1]) : []
    guard let head, let tail, sides.count > 1 || head.count == 8, head.count + tail.count <= 8
    else { return address }
    let gap = Array(repeating: UInt16(0), count: 8 - head.count - tail.count)
    return (head + gap + tail).prefix(4).map { String($0, radix: 16) }.joined(separator: ":") + "::"
  }

  private static func groups(_ text: Substring) -> [UInt16]? {
    if text.isEmpty { return [] }
    let numbers = text.split(separator: ":", omittingEmptySubsequences: false).map {
      UInt16($0, radix: 16)
    }
    return numbers.contains(nil) ? nil : numbers.compactMap(\.self)
  }
}
