/// Reads numbers, durations and truths as exports write them.
public enum Quantity {
  /// A number with a point or a comma before its decimals, and marks between thousands.
  public static func number(_ text: String) -> Double? {
    let bytes = Array(text.utf8)
    guard !bytes.isEmpty, bytes.count <= 40 else { return nil }
    let decimal = decimalMark(bytes)
    var plain: [UInt8] = []
    for (index, byte) in bytes.enumerated() {
      switch byte {
      case 0x30...0x39: plain.append(byte)
      case 0x2B, 0x2D:
        guard index == 0 || bytes[index - 1] | 0x20 == 0x65 else { return nil }
        plain.append(byte)
      case 0x2C, 0x2E: if index == decimal { plain.append(0x2E) }
      case 0x20, 0x27: continue
      case 0x65, 0x45: plain.append(byte)
      default: return nil
      }
    }
    guard let value = Double(String(decoding: plain, as: UTF8.self)), value.isFinite else {
      return nil
    }
    return value
  }

  /// The place of the decimal mark: the last one, unless it is one of several or cuts thousands.
  private static func decimalMark(_ bytes: [UInt8]) -> Int? {
    let points = bytes.indices.filter { bytes[$0] == 0x2E }
    let commas = bytes.indices.filter { bytes[$0] == 0x2C }
    switch (points.last, commas.last) {
    case (nil, nil): return nil
    case (let point?, nil): return points.count == 1 ? point : nil
    case (nil, let comma?):
      return commas.count == 1 && bytes.count - comma != 4 ? comma : nil
    case (let point?, let comma?): return max(point, comma)
    }
  }

  /// Seconds from `204`, `3:24`, `00:03:24` or `1:02:03.5`.
  public static func seconds(_ text: String) -> Double? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count > 1 else { return number(text) }
    guard parts.count <= 3 else { return nil }
    var total = 0.0
    for (index, part) in parts.enumerated() {
      guard let value = number(String(part)), value >= 0, value < 1e6, index == 0 || value < 60
      else { return nil }
      total = total * 60 + value
    }
    return total
  }

  /// A whole number.
  public static func whole(_ text: String) -> Int? {
    if let value = Int(text) { return value }
    guard let value = number(text), value == value.rounded(), abs(value) < 1e15 else { return nil }
    return Int(value)
  }

  /// Yes or no in the ways exports say it.
  public static func truth(_ text: String) -> Bool? {
    switch text.lowercased() {
    case "true", "t", "yes", "y", "1", "да", "כן", "是": true
    case "false", "f", "no", "n", "0", "нет", "לא", "否": false
    default: nil
    }
  }
}
