internal import Markup
internal import Web

/// Who may see what, in plain words: the table the program itself asks.
struct AccessPages: Sendable {
  func add(to routes: Routes) {
    routes.get("/access", allow: .read, .account) { show($0) }
  }

  private func show(_ visit: Visit) -> Reply {
    let text = visit.text
    let heads = Role.allCases.map { "<th scope=\"col\">\($0.name(text))</th>" as HTML }
    let rows = Resource.allCases.map { resource -> HTML in
      let cells = Role.allCases.map { "<td>\(cell($0, resource, text))</td>" as HTML }
      return "<tr><th scope=\"row\">\(resource.name(text))</th>\(cells)</tr>"
    }
    let rules = [
      text("access.rule.self"), text("access.rule.admin"), text("access.rule.auditor"),
      text("access.rule.own"), text("access.rule.default"), text("access.rule.same"),
    ].map { "<li>\($0)</li>" as HTML }
    return visit.page(
      text("access.title"),
      """
      <p class="lede">\(text("access.lede"))</p>
      <section><h2>\(text("access.rules"))</h2><ul>\(rules)</ul></section>
      <section><h2>\(text("access.table"))</h2>
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("access.table"))">
      <table><thead><tr><th scope="col">\(text("access.thing"))</th>\(heads)</tr></thead>
      <tbody>\(rows)</tbody></table></div></section>
      """, isWide: true)
  }

  /// The rights of one cell, those that reach equally far together.
  private func cell(_ role: Role, _ resource: Resource, _ text: Text) -> HTML {
    var groups: [(extents: [Extent], actions: [Action])] = []
    for action in Action.allCases {
      let extents = Policy.standard.extents(of: role, action, resource)
      guard !extents.isEmpty else { continue }
      if let index = groups.firstIndex(where: { $0.extents == extents }) {
        groups[index].actions.append(action)
      } else {
        groups.append((extents, [action]))
      }
    }
    if groups.isEmpty { return "–" }
    let lines = groups.map { group -> HTML in
      let line = text(
        "access.cell",
        [
          "actions": .string(text.list(group.actions.map { $0.name(text) })),
          "extents": .string(text.list(group.extents.map { $0.name(text) })),
        ])
      return "<div>\(line)</div>"
    }
    return "\(lines)"
  }
}

extension Action {
  func name(_ text: Text) -> String {
    switch self {
    case .read: text("action.read")
    case .create: text("action.create")
    case .change: text("action.change")
    case .remove: text("action.remove")
    case .export: text("action.export")
    case .use: text("action.use")
    }
  }
}

extension Extent {
  func name(_ text: Text) -> String {
    switch self {
    case .own: text("extent.own")
    case .assigned: text("extent.assigned")
    case .membership: text("extent.membership")
    case .team: text("extent.team")
    case .all: text("extent.all")
    }
  }
}
