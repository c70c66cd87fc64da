/// Parts of a file as one text, without the indentation and empty lines that only authors need.
func served(_ parts: [StaticString]) -> String {
  parts.map { part in
    "\(part)".split(separator: "\n").map { $0.drop { $0 == " " } }.filter { !$0.isEmpty }
      .joined(separator: "\n")
  }.joined(separator: "\n")
}
