internal import Kernel
internal import Markup
internal import Storage
internal import Web

/// The record of who changed what, for those who look after it.
struct AuditPages: Sendable {
  private static let pageLength = 50

  func add(to routes: Routes) {
    routes.get("/audit", allow: .read, .auditLog) { try await show($0) }
  }

  private func show(_ visit: Visit) async throws -> Reply {
    let actor = visit.actor
    let filter = filter(visit)
    let view = try await visit.database.read { db -> AuditView in
      let entries = try AuditEntry.find(
        filter, for: actor, limit: Self.pageLength + 1, in: db)
      let persons = try Person.all(actor.scope, in: db)
      return AuditView(
        entries: Array(entries.prefix(Self.pageLength)),
        hasMore: entries.count > Self.pageLength, filter: filter,
        persons: persons, teams: try Team.all(actor.scope, in: db))
    }
    return visit.page(visit.text("audit.title"), view.html(visit), isWide: true)
  }

  private func filter(_ visit: Visit) -> AuditFilter {
    let zone = visit.actor.zone
    let query = visit.query
    return AuditFilter(
      actor: query.id("actor"), resource: Resource(rawValue: query["resource"]),
      from: query.day("from").map(zone.start(of:)),
      until: query.day("to").map { zone.start(of: $0.advanced(by: 1)) },
      before: query.id("before"))
  }
}

/// A page of the record.
struct AuditView: Sendable {
  let entries: [AuditEntry]
  let hasMore: Bool
  let filter: AuditFilter
  let persons: [Person]
  let teams: [Team]

  func html(_ visit: Visit) -> HTML {
    let text = visit.text
    return """
      <p class="lede">\(text("audit.lede"))</p>\(filterBar(visit))
      \(entries.isEmpty ? empty(text) : table(text))\(more(visit))
      """
  }

  private func filterBar(_ visit: Visit) -> HTML {
    let (text, view) = (visit.text, FormView(visit.text))
    let people =
      [(value: "", label: text("audit.anybody"))]
      + persons.filter { $0.signsIn || $0.id == filter.actor }.sorted(by: \.name)
      .map { (value: $0.id.text, label: $0.name) }
    let things =
      [(value: "", label: text("audit.anything"))]
      + Resource.allCases.map { (value: $0.rawValue, label: $0.name(text)) }
    let (from, to) = (visit.query("from") ?? "", visit.query("to") ?? "")
    return """
      <form class="filter-bar" method="get" action="/audit" role="search">
      \(view.select("actor", text("audit.who"), people, selected: filter.actor?.text ?? ""))
      \(view.select("resource", text("audit.what"), things, selected: filter.resource?.rawValue ?? ""))
      \(view.input("from", text("audit.from"), type: "date", value: from))
      \(view.input("to", text("audit.to"), type: "date", value: to))
      <button>\(text("form.filter"))</button></form>
      """
  }

  private func empty(_ text: Text) -> HTML {
    """
    <div class="empty"><h2>\(text("audit.empty"))</h2><p>\(text("audit.empty.why"))</p>
    <a class="button" href="/audit">\(text("audit.empty.all"))</a></div>
    """
  }

  private func table(_ text: Text) -> HTML {
    let names = Dictionary(persons.map { ($0.id, $0.name) }, uniquingKeysWith: { one, _ in one })
    let rows = entries.map { entry -> HTML in
      let who = entry.actor.map { names[$0] ?? $0.text } ?? text("audit.program")
      return """
        <tr><td>\(text.moment(entry.at))</td><td dir="auto">\(who)</td>
        <td dir="auto">\(sentence(entry, text))</td>
        <td>\(entry.resource?.name(text) ?? "–")</td></tr>
        """
    }
    return """
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("audit.title"))">
      <table><thead><tr><th scope="col">\(text("audit.when"))</th>
      <th scope="col">\(text("audit.who"))</th><th scope="col">\(text("audit.happened"))</th>
      <th scope="col">\(text("audit.what"))</th></tr></thead><tbody>\(rows)</tbody></table></div>
      """
  }

  /// The sentence of an entry, with names in place of keys.
  private func sentence(_ entry: AuditEntry, _ text: Text) -> String {
    guard text.has(entry.summary) else { return entry.summary }
    var values: [String: TextValue] = [:]
    for (name, value) in entry.details { values[name] = readable(name, value, text) }
    for place in ["person", "team", "role"] where values[place] == nil {
      values[place] = .string(entry.object.flatMap { self.name(place, $0) } ?? "–")
    }
    return text(entry.summary, values)
  }

  /// A stored value for the reader: the name behind a key, a role, a day, a number, or the text itself.
  private func readable(_ place: String, _ value: String, _ text: Text) -> TextValue {
    if place == "role", let role = Role(rawValue: value) { return .string(role.name(text)) }
    if let day = Day(iso: value) { return .string(text.day(day)) }
    if let key = Identifier<Never>(text: value), let name = name(place, key.rawValue) {
      return .string(name)
    }
    return Int(value).map { .integer($0) } ?? .string(value)
  }

  private func name(_ place: String, _ key: Int64) -> String? {
    switch place {
    case "team": teams.first { $0.id.rawValue == key }?.name
    default: persons.first { $0.id.rawValue == key }?.name
    }
  }

  private func more(_ visit: Visit) -> HTML {
    guard hasMore, let last = entries.last else { return "" }
    let kept = ["actor", "resource", "from", "to"].map { ($0, visit.query($0)) }
    let next = ("/audit" as Path).query(kept + [("before", last.id.text)])
    return """
      <nav class="pagination" aria-label="\(visit.text("audit.pages"))"><span></span>\
      <a class="button is-small" href="\(next)" rel="next">\(visit.text("audit.older"))</a></nav>
      """
  }
}
