import Foundation
import Storage
import Support
import Testing
import Web

/// What the pages of the program lead to, gathered by following their links as each role.
struct Harvest {
  /// Pages that answered, by the route they belong to: who asked, where, and what came.
  struct Page {
    let role: Role
    let path: String
    let answer: TestClient.Answer
  }

  /// A form of a page, as a browser would send it.
  struct Form {
    let role: Role
    let action: String
    let isPost: Bool
    let fields: [Field]
  }

  /// A place of a form that the browser fills; free when people write into it what they like.
  struct Field {
    let name: String
    let value: String
    let isFree: Bool
  }

  private(set) var pages: [Page] = []
  private(set) var forms: [Form] = []
  /// Concrete paths by the pattern of a route, and by the beginnings of patterns.
  private(set) var places: [String: Set<String>] = [:]
  private let patterns: [[Substring]]
  private static let ofAKind = 1

  /// Follows every link of every role, one of each kind.
  init(_ premises: Premises) async throws {
    let routes = premises.routes
    patterns = routes.map { Self.segments($0.path) }
    for role in Role.allCases {
      let client = premises.browser(role)
      var waiting = routes.filter { $0.method == "GET" && !$0.path.contains("{") }.map(\.path)
      var seen: Set<String> = []
      var kinds: [String: Int] = [:]
      while let path = waiting.popLast() {
        guard seen.insert(path).inserted, let pattern = note(path) else { continue }
        let kind = pattern + "?" + Self.names(of: path)
        guard kinds[kind, default: 0] < Self.ofAKind else { continue }
        kinds[kind, default: 0] += 1
        let answer = try await client.get(path)
        pages.append(Page(role: role, path: path, answer: answer))
        guard answer.headers["content-type"]?.hasPrefix("text/html") == true else { continue }
        waiting += Self.attributes("href", in: answer.body).filter { $0.hasPrefix("/") }
          .map { String($0.prefix { $0 != "#" }) }
        for form in Self.forms(in: answer.body, role) {
          _ = note(form.action)
          forms.append(form)
        }
      }
    }
  }

  /// The pattern of the route that a path belongs to; its keys are remembered.
  private mutating func note(_ path: String) -> String? {
    let parts = Self.segments(path.prefix { $0 != "?" && $0 != "#" })
    let pattern = patterns.filter { Self.fits(parts, $0) }
      .max { Self.literals($0) < Self.literals($1) }
    guard let pattern else { return nil }
    for end in pattern.indices where pattern[end].hasPrefix("{") {
      places[Self.joined(pattern[...end]), default: []].insert(Self.joined(parts[...end]))
    }
    let whole = Self.joined(pattern[...])
    places[whole, default: []].insert(Self.joined(parts[...]))
    return whole
  }

  /// Concrete paths for a route: those that pages lead to, else built on the nearest known place,
  /// with keys of the tables that sound like it.
  func paths(of route: Routes.Entry, filling keys: [(table: String, key: String)]) -> [String] {
    if let known = places[route.path] { return Array(known.sorted().prefix(3)) }
    let pattern = Self.segments(route.path)
    var starts: [String] = [""]
    var rest = pattern[...]
    for end in pattern.indices.reversed() {
      if let known = places[Self.joined(pattern[...end])] {
        starts = Array(known.sorted().prefix(2))
        rest = pattern[(end + 1)...]
        break
      }
    }
    let stem = pattern.first.map { $0.hasSuffix("s") ? $0.dropLast() : $0 } ?? ""
    let near = keys.filter { $0.table.contains(stem) } + keys.filter { !$0.table.contains(stem) }
    let paths = rest.reduce(starts) { paths, part in
      let choices = part.hasPrefix("{") ? near.prefix(8).map(\.key) : [String(part)]
      return paths.flatMap { path in choices.map { path + "/" + $0 } }
    }
    return Array(paths.prefix(24))
  }

  private static func fits(_ parts: [Substring], _ pattern: [Substring]) -> Bool {
    parts.count == pattern.count
      && zip(parts, pattern).allSatisfy { $1.hasPrefix("{") || $0 == $1 }
  }

  private static func literals(_ pattern: [Substring]) -> Int {
    pattern.count { !$0.hasPrefix("{") }
  }

  private static func segments(_ path: some StringProtocol) -> [Substring] {
    Substring(path).split(separator: "/")
  }

  private static func joined(_ segments: ArraySlice<Substring>) -> String {
    "/" + segments.joined(separator: "/")
  }

  /// The names after the question mark.
  private static func names(of path: String) -> String {
    guard let query = path.split(separator: "?").dropFirst().first else { return "" }
    return query.split(separator: "&").compactMap { $0.split(separator: "=").first }
      .map(String.init).sorted().joined(separator: "&")
  }

  // MARK: Reading pages

  static func attributes(_ name: String, in text: String) -> [String] {
    text.components(separatedBy: " \(name)=\"").dropFirst().map { rest in
      decoded(rest.prefix { $0 != "\"" })
    }
  }

  private static func decoded(_ text: some StringProtocol) -> String {
    [("&quot;", "\""), ("&#39;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")]
      .reduce(String(text)) { $0.replacingOccurrences(of: $1.0, with: $1.1) }
  }

  private static func forms(in body: String, _ role: Role) -> [Form] {
    body.components(separatedBy: "<form").dropFirst().compactMap { rest in
      let text = rest.components(separatedBy: "</form>").first ?? ""
      let tag = " " + text.prefix { $0 != ">" }
      guard let action = attributes("action", in: tag).first else { return nil }
      let fields =
        inputs(in: text)
        + pieces("<textarea", in: text).map { area in
          Field(name: attributes("name", in: area).first ?? "", value: "", isFree: true)
        }
        + pieces("<select", in: text).map { select in
          Field(
            name: attributes("name", in: select).first ?? "",
            value: attributes("value", in: select).first { !$0.isEmpty } ?? "", isFree: false)
        }
      return Form(
        role: role, action: action, isPost: tag.contains("method=\"post\""),
        fields: fields.filter { !$0.name.isEmpty })
    }
  }

  private static func inputs(in text: String) -> [Field] {
    var chosen: Set<String> = []
    return pieces("<input", in: text).compactMap { input in
      let tag = " " + input.prefix { $0 != ">" }
      let name = attributes("name", in: tag).first ?? ""
      let value = attributes("value", in: tag).first
      let type = attributes("type", in: tag).first ?? "text"
      switch type {
      case "checkbox", "radio":
        guard chosen.insert(name).inserted else { return nil }
        return Field(name: name, value: value ?? "on", isFree: false)
      case "hidden", "date", "time", "number", "password", "email", "month":
        return Field(name: name, value: value ?? "", isFree: false)
      case "file", "submit": return nil
      default: return Field(name: name, value: value ?? "", isFree: true)
      }
    }
  }

  private static func pieces(_ tag: String, in text: String) -> [String] {
    text.components(separatedBy: tag).dropFirst().map { " " + $0 }
  }
}
