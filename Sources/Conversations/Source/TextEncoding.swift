internal import Foundation

/// A way of writing text as bytes that exports in the wild use.
public enum TextEncoding: String, Hashable, Sendable, CaseIterable, Codable {
  case utf8 = "utf-8"
  case utf16Little = "utf-16le"
  case utf16Big = "utf-16be"
  case windows1251 = "windows-1251"
  case windows1252 = "windows-1252"
  case windows1255 = "windows-1255"
  case gb18030

  /// Reads a name without minding case, hyphens and common other names.
  public init?(named name: String) {
    let plain = String(name.lowercased().filter { $0.isLetter || $0.isNumber })
    switch plain {
    case "utf8", "utf8bom", "ascii", "usascii": self = .utf8
    case "utf16", "utf16le", "unicode": self = .utf16Little
    case "utf16be": self = .utf16Big
    case "windows1251", "cp1251", "1251": self = .windows1251
    case "windows1252", "cp1252", "1252", "latin1", "iso88591": self = .windows1252
    case "windows1255", "cp1255", "1255", "iso88598": self = .windows1255
    case "gb18030", "gbk", "gb2312", "cp936": self = .gb18030
    default: return nil
    }
  }

  /// The byte order mark that announces the encoding, where there is one.
  public var mark: [UInt8] {
    switch self {
    case .utf8: [0xEF, 0xBB, 0xBF]
    case .utf16Little: [0xFF, 0xFE]
    case .utf16Big: [0xFE, 0xFF]
    case .gb18030: [0x84, 0x31, 0x95, 0x33]
    default: []
    }
  }

  /// The most likely encoding of a file by its first bytes.
  public static func detect(_ sample: [UInt8]) -> TextEncoding {
    for encoding in [TextEncoding.utf8, .utf16Little, .utf16Big, .gb18030]
    where sample.starts(with: encoding.mark) { return encoding }
    if let wide = utf16WithoutMark(sample) { return wide }
    if isUTF8(sample) { return .utf8 }
    return HighBytes(sample).encoding
  }

  /// Text in a Latin script as UTF-16 has a zero in every second byte.
  private static func utf16WithoutMark(_ sample: [UInt8]) -> TextEncoding? {
    let pairs = sample.count / 2
    guard pairs >= 4 else { return nil }
    var even = 0
    var odd = 0
    for index in 0..<(pairs * 2) where sample[index] == 0 {
      if index.isMultiple(of: 2) { even += 1 } else { odd += 1 }
    }
    if odd * 10 > pairs * 3, even * 20 < pairs { return .utf16Little }
    if even * 10 > pairs * 3, odd * 20 < pairs { return .utf16Big }
    return nil
  }

  /// Whether bytes are UTF-8, but for a character cut at the end.
  static func isUTF8(_ sample: [UInt8]) -> Bool {
    if String(validating: sample, as: UTF8.self) != nil { return true }
    for cut in 1...3 where sample.count > cut {
      if let lead = sample.dropLast(cut - 1).last, lead >= 0xC2,
        String(validating: sample.dropLast(cut), as: UTF8.self) != nil
      {
        return true
      }
    }
    return false
  }

  var foundation: String.Encoding {
    switch self {
    case .utf8: .utf8
    case .utf16Little: .utf16LittleEndian
    case .utf16Big: .utf16BigEndian
    case .windows1251: .windowsCP1251
    case .windows1252: .windowsCP1252
    // Foundation's numbers for encodings it has no name for: 0x8000_0000 and the Core Foundation
    // number, 0x0505 for Windows Hebrew and 0x0632 for GB 18030.
    case .windows1255: String.Encoding(rawValue: 0x8000_0505)
    case .gb18030: String.Encoding(rawValue: 0x8000_0632)
    }
  }
}

/// What the bytes above 127 of a text tell about its alphabet.
private struct HighBytes {
  var total = 0
  /// Ones and twos among plain letters, as accents in Western languages are.
  var accents = 0
  /// Hebrew letters in Windows-1255.
  var hebrew = 0
  /// Pairs whose first byte leads a frequent Chinese character in GB 2312.
  var frequentPairs = 0
  var pairs = 0
  var brokenPairs = 0

  init(_ sample: [UInt8]) {
    var index = 0
    while index < sample.count {
      guard sample[index] >= 0x80 else {
        index += 1
        continue
      }
      let start = index
      while index < sample.count, sample[index] >= 0x80 {
        if (0xE0...0xFA).contains(sample[index]) { hebrew += 1 }
        index += 1
      }
      total += index - start
      let touches =
        (start > 0 && Self.isLetter(sample[start - 1]))
        || (index < sample.count && Self.isLetter(sample[index]))
      if index - start <= 2, touches { accents += index - start }
    }
    countPairs(sample)
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20)
  }

  private mutating func countPairs(_ sample: [UInt8]) {
    var index = 0
    while index + 1 < sample.count {
      let lead = sample[index]
      guard lead >= 0x80 else {
        index += 1
        continue
      }
      let trail = sample[index + 1]
      pairs += 1
      if lead == 0x80 || lead == 0xFF || trail < 0x30 || trail == 0x7F || trail == 0xFF {
        brokenPairs += 1
      }
      if (0xB0...0xD7).contains(lead), trail >= 0xA1 { frequentPairs += 1 }
      index += (0x30...0x39).contains(trail) ? 4 : 2
    }
  }

  var encoding: TextEncoding {
    if pairs > 0, brokenPairs * 50 <= pairs, frequentPairs * 2 >= pairs { return .gb18030 }
    if accents * 2 > total { return .windows1252 }
    if hebrew * 100 >= total * 97 { return .windows1255 }
    return .windows1251
  }
}
