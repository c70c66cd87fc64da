internal import Crypto
internal import Foundation
internal import Markup

/// Files that belong to the pages, carried in the program and named after what is in them.
enum Assets {
  struct File: Sendable {
    let path: Path
    let type: String
    let bytes: [UInt8]

    init(_ name: String, _ end: String, type: String, text: String) {
      bytes = Array(text.utf8)
      let digest = SHA256.hash(data: Data(bytes)).prefix(6)
        .map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
      path = ("/assets" as Path).appending("\(name)-\(digest).\(end)")
      self.type = type
    }
  }

  static let stylesheet = File(
    "attune", "css", type: "text/css; charset=utf-8", text: stylesheetText)
  static let script = File(
    "attune", "js", type: "text/javascript; charset=utf-8", text: scriptText)
  static let icon = File("attune", "svg", type: "image/svg+xml", text: "\(iconText)")

  static let all = [stylesheet, script, icon]
}

/// A tuning fork: two tines and a stem.
private let iconText: StaticString = """
  <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path d="M10 3v11a6 6 0 0 0 12 0V3M16 20v9" \
  fill="none" stroke="#2f6f8f" stroke-width="3.2" stroke-linecap="round"/></svg>
  """
