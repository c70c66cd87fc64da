public import Markup

extension Message {
  /// Plain text as paragraphs, line breaks and links; nothing else of it becomes markup.
  ///
  /// `marks` are places to be marked, in bytes of the text, in order.
  public static func paragraphs(_ text: String, marks: [Range<Int>] = []) -> HTML {
    var result = HTML.empty
    var lines: [Substring] = []
    func flush() {
      guard !lines.isEmpty else { return }
      var body = HTML.empty
      for (index, line) in lines.enumerated() {
        if index > 0 { body += "<br>" }
        body += marks.isEmpty ? linked(line) : marked(line, of: text, marks)
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

  /// One line with some places of the whole text marked.
  private static func marked(
    _ line: Substring, of text: String, _ marks: [Range<Int>]
  ) -> HTML {
    let bytes = text.utf8
    let start = bytes.distance(from: text.startIndex, to: line.startIndex)
    let end = start + line.utf8.count
    func part(_ from: Int, _ until: Int) -> Substring {
      text[
        bytes.index(text.startIndex, offsetBy: from)..<bytes.index(text.startIndex, offsetBy: until)
      ]
    }
    var (html, place) = (HTML.empty, start)
    for mark in marks where mark.upperBound > place && mark.lowerBound < end {
      let (lower, upper) = (max(place, mark.lowerBound), min(end, mark.upperBound))
      html += linked(part(place, lower))
      html += "<mark>\(String(part(lower, upper)))</mark>"
      place = upper
    }
    return html + linked(part(place, end))
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
