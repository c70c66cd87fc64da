/// Parts of a file as one text, without the indentation, empty lines and lines of comment that only
/// authors need.
func served(_ parts: [StaticString]) -> String {
  parts.map { part in
    "\(part)".split(separator: "\n").map { $0.drop { $0 == " " } }
      .filter { !$0.isEmpty && !isComment($0) }.joined(separator: "\n")
  }.joined(separator: "\n")
}

private func isComment(_ line: Substring) -> Bool {
  line.hasPrefix("//") || line.hasPrefix("/*") && line.hasSuffix("*/")
}
