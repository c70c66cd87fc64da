public import Markup

extension Message {
  /// Plain text as paragraphs, line breaks and links; nothing else of it becomes markup.
  public static func paragraphs(_ text: String) -> HTML {
    var result = HTML.empty
    var lines: [Substring] = []
    func flush() {
      guard !lines.isEmpty else { return }
      var body = HTML.empty
      for (index, line) in lines.enumerated() {
        if index > 0 { body += "<br>" }
        body += linked(line)
      }
      result += "<p dir=\"auto\">\(body)</p>"
      lines = []
    }
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      if line.allSatisfy(\.isWhitespace) { flush() } else { lines.append(line) }
    }
    flush()
    return result
  }

  /// One line in which addresses that start with http or https are links.
  static func linked(_ line: Substring) -> HTML {
    guard line.utf8.contains(UInt8(ascii: ":")) else { return "\(String(line))" }
    var result = HTML.empty
    var rest = line
    while let start = nextAddress(in: rest) {
      let tail = rest[start...]
      let address = trimmed(tail.prefix { !$0.isWhitespace && !endsAddress.contains($0) })
      result += "\(String(rest[..<start]))"
      result += """
        <a href="\(String(address))" rel="noopener noreferrer nofollow" dir="ltr">\
        \(String(address))</a>
        """
      rest = rest[address.endIndex...]
    }
    return result + "\(String(rest))"
  }

  private static let endsAddress: Set<Character> = ["<", ">", "\"", "`", "{", "}", "|", "\\", "^"]

  /// Where the next address with a host begins.
  private static func nextAddress(in text: Substring) -> Substring.Index? {
    var rest = text
    while let start = rest.firstIndex(where: { $0 == "h" || $0 == "H" }) {
      let tail = rest[start...]
      let isBoundary = start == text.startIndex || !text[text.index(before: start)].isLetter
      if isBoundary {
        for scheme in ["https://", "http://"] {
          let head = tail.prefix(scheme.count)
          let after = tail.dropFirst(scheme.count).first
          if head.lowercased() == scheme, let after, after.isLetter || after.isNumber {
            return start
          }
        }
      }
      rest = tail.dropFirst()
    }
    return nil
  }

  /// An address without the full stop or bracket that belongs to the sentence around it.
  private static func trimmed(_ address: Substring) -> Substring {
    var address = address
    while let last = address.last {
      let isUnpairedBracket =
        last == ")" && address.count { $0 == ")" } > address.count { $0 == "(" }
      guard isUnpairedBracket || ".,;:!?'»”。，、！？".contains(last) else { break }
      address = address.dropLast()
    }
    return address
  }
}
