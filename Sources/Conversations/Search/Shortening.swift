extension String {
  /// The beginning of a text in whole words, with an ellipsis where something is left out.
  ///
  /// Scripts without spaces, and words longer than the place, are cut between characters.
  func shortened(to most: Int) -> String {
    let line = split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard line.count > most else { return line }
    let start = line.prefix(most - 1)
    let word = start.lastIndex(of: " ").map { start[..<$0] } ?? start
    let kept = word.count >= most / 2 ? word : start
    let end = kept.lastIndex { $0.isLetter || $0.isNumber || "?!.)»”’\"'".contains($0) }
    return String(end.map { kept[...$0] } ?? kept) + "…"
  }
}
