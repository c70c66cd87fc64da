/// What is wrong with a page's markup: an id twice, a label without its field, a tag left open.
public func faults(in html: String) -> [String] {
  let ids = values(of: "id", in: html)
  let double = Set(ids.filter { id in ids.count { $0 == id } > 1 }).sorted().map { "twice \($0)" }
  let loose = ["for", "aria-describedby", "aria-labelledby"].flatMap { name in
    values(of: name, in: html).flatMap { $0.split(separator: " ") }
      .filter { !ids.contains(String($0)) }.map { "\(name) \($0)" }
  }
  let tags = [
    "div", "section", "fieldset", "form", "ul", "ol", "li", "table", "tr", "td", "th", "label",
    "select", "details", "p", "span", "h2", "h3",
  ]
  let open = tags.filter { tag in
    count("<\(tag)>", html) + count("<\(tag) ", html) != count("</\(tag)>", html)
  }
  return double + loose + open
}

private func values(of name: String, in html: String) -> [String] {
  html.split(separator: " \(name)=\"").dropFirst().map { String($0.prefix { $0 != "\"" }) }
}

private func count(_ part: String, _ text: String) -> Int {
  max(0, text.split(separator: part, omittingEmptySubsequences: false).count - 1)
}
