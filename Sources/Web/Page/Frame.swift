internal import Kernel
internal import Markup

/// What stands around every page: head, navigation, the person's menu, notices.
struct Frame {
  let visit: Visit
  let title: String
  let isWide: Bool
  let isPlain: Bool
  let isTitleTheirs: Bool

  private var text: Text { visit.text }

  func page(_ body: HTML) -> HTML {
    let theme: HTML =
      switch visit.visitor?.theme {
      case .dark: "dark"
      case .light: "light"
      case .system, nil: "auto"
      }
    return """
      <!doctype html>
      <html lang="\(text.language.rawValue)" dir="\(text.language.isRightToLeft ? "rtl" : "ltr")"
        data-theme="\(theme)" data-shortcuts="\(visit.visitor?.shortcutsOn == false ? "off" : "on")"\(person)>
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(title) · Attune</title>
      <link rel="icon" href="\(Assets.icon.path)" type="image/svg+xml">
      <link rel="stylesheet" href="\(Assets.stylesheet.path)">
      <script type="module" src="\(Assets.script.path)"></script>
      </head>
      <body class="app\(isPlain ? " is-plain" : "")">
      <a class="skip-link" href="#main">\(text("frame.skip"))</a>
      \(isPlain ? plainHeader : header)\(banner)
      <main id="main" tabindex="-1"\(HTML.classes("is-wide", if: isWide))>
      \(notice)<h1\(titleDirection)>\(title)</h1>
      \(body)
      </main>
      <footer class="app-footer"><p>\(text("frame.footer"))</p></footer>
      \(visit.site.scriptWords[text.language] ?? .empty)
      </body>
      </html>
      """
  }

  /// What people named is written in whatever direction its letters have.
  private var titleDirection: HTML { isTitleTheirs ? " dir=\"auto\"" : "" }

  /// Whose drafts the browser may keep, and where the palette asks.
  private var person: HTML {
    visit.visitor.map { " data-person=\"\($0.person.text)\" data-palette=\"/palette\"" } ?? ""
  }

  private var plainHeader: HTML {
    """
    <header class="app-header"><a class="app-name" href="/">Attune</a></header>
    """
  }

  private var header: HTML {
    guard let actor = visit.visitor else { return plainHeader }
    let items = lines(visit.site.navigation.filter { actor.can($0.action, $0.resource) })
    return """
      <header class="app-header">
      <a class="app-name" href="/">Attune</a>
      <nav class="app-nav" aria-label="\(text("frame.navigation"))"><ul class="nav-list">\(items)</ul></nav>
      <details class="app-menu"><summary>\(text("frame.menu"))</summary>
      <nav aria-label="\(text("frame.navigation"))"><ul class="nav-list">\(items)</ul></nav></details>
      <div class="app-tools">\(notices)
      <details class="menu"><summary><span class="menu-name" dir="auto">\(actor.name)</span></summary>
      <div class="menu-panel">
      <p dir="auto">\(visit.label?.name ?? "")</p>
      <ul class="nav-list"><li><a href="/profile">\(text("frame.profile"))</a></li></ul>
      <form method="post" action="/sign-out">\(visit.csrf)<button>\(text("frame.signOut"))</button></form>
      </div></details>
      </div>
      </header>
      """
  }

  /// The way to what waits to be read, with its number.
  private var notices: HTML {
    let unread = visit.label?.unread ?? 0
    let current: HTML = visit.path == "/notices" ? " aria-current=\"page\"" : ""
    let count: HTML =
      unread > 0
      ? """
       <span class="count" aria-hidden="true">\(text.number(unread))</span> \
      <span class="visually-hidden">\(text("frame.notices.new", ["count": .integer(unread)]))</span>
      """ : ""
    return """
      <a class="app-notices" href="/notices"\(current)>\
      <span class="app-notices-name">\(text("frame.notices"))</span>\(count)</a>
      """
  }

  /// The lines of the navigation with a title before each group.
  private func lines(_ items: [NavigationItem]) -> [HTML] {
    var part: NavigationItem.Part?
    return items.flatMap { item -> [HTML] in
      guard let next = item.part, next != part else { return [link(item)] }
      part = next
      return ["<li class=\"nav-title\">\(title(of: next))</li>", link(item)]
    }
  }

  private func title(of part: NavigationItem.Part) -> String {
    switch part {
    case .mine: text("frame.part.mine")
    case .team: text("frame.part.team")
    case .standards: text("frame.part.standards")
    case .house: text("frame.part.house")
    }
  }

  private func link(_ item: NavigationItem) -> HTML {
    let isHere =
      item.path.text == "/"
      ? visit.path == "/"
      : visit.path == item.path.text || visit.path.hasPrefix(item.path.text + "/")
    let current: HTML = isHere ? " aria-current=\"page\"" : ""
    return "<li><a href=\"\(item.path)\"\(current)>\(text(item.key))</a></li>"
  }

  private var banner: HTML {
    guard visit.label?.isDemo == true else { return "" }
    return """
      <aside class="app-banner" aria-label="\(text("frame.demo.label"))">\(text("frame.demo"))</aside>
      """
  }

  private var notice: HTML {
    guard let notice = visit.notice else { return "" }
    return "<p class=\"notice is-good\" role=\"status\">\(notice)</p>"
  }
}

extension HTML {
  /// A class attribute when the condition holds.
  static func classes(_ names: HTML, if condition: Bool) -> HTML {
    condition ? " class=\"\(names)\"" : ""
  }
}
