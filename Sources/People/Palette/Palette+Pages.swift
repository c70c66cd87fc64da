internal import Markup
internal import Web

/// What the palette finds beyond the navigation: whatever the features know by these words.
enum PalettePages {
  static func add(to routes: Routes) {
    routes.get("/palette", allow: .read, .account, answer)
  }

  private static func answer(_ visit: Visit) async throws -> Reply {
    let words = String((visit.query("q") ?? "").prefix(200))
    guard words.count > 1 else { return visit.fragment("") }
    let links = try await visit.findings(words).map { found -> HTML in
      "<a href=\"\(found.path)\" data-note=\"\(found.note)\" dir=\"auto\">\(found.title)</a>"
    }
    return visit.fragment(links.joined())
  }
}
