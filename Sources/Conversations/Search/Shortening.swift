extension String {
  /// The beginning of a text in whole words, with an ellipsis where something is left out.
  ///
  /// Scripts without spaces, and words longer than the place, are cut between characters.
  func shortened(to most: Int) -> String {
    let line = singleSpaced
    guard line.count > most else { return line }
    let start = line.prefix(most - 1)
    let word = start.lastIndex(of: " ").map { start[..<$0] } ?? start
    let kept = word.count >= most / 2 ? word : start
    let end = kept.lastIndex { $0.isLetter || $0.isNumber || "?!.)»”’\"'".contains($0) }
    return String(end.map { kept[...$0] } ?? kept) + "…"
  }

  /// The words with one blank between them.
  private var singleSpaced: String {
    guard utf8.allSatisfy({ $0 < 0x80 }) else {
      return split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
    // What is a character is a hard question only beyond ASCII.
    var bytes: [UInt8] = []
    bytes.reserveCapacity(utf8.count)
    for byte in utf8 {
      let isBlank = byte == 0x20 || (0x09...0x0D).contains(byte)
      if !isBlank {
        bytes.append(byte)
      } else if let last = bytes.last, last != 0x20 {
        bytes.append(0x20)
      }
    }
    if bytes.last == 0x20 { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }
}
