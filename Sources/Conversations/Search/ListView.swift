internal import Kernel
internal import Markup
internal import People
internal import Storage
internal import Web

/// The list as a page.
struct ListView {
  let visit: Visit
  let model: ListPages.Model

  private var text: Text { visit.text }
  private var filter: ConversationFilter { model.filter }

  var page: HTML {
    """
    <p class="lede">\(lede)</p>
    \(views)\(FilterView(visit: visit, model: model).form)\(chips)
    \(model.lines.isEmpty ? empty : table)\(saving)
    """
  }

  /// A sentence that says how many there are and what is left out.
  private var lede: String {
    let isMany = model.page.count >= Listing.mostCounted
    let count = isMany ? Listing.mostCounted - 1 : model.page.count
    let period = text.period(filter.period)
    let key: (String, String) = ("number", text.number(count) + (isMany ? "+" : ""))
    let values: [String: TextValue] = [
      "count": .integer(count), key.0: .string(key.1), "period": .string(period),
    ]
    if isMany { return text("conversation.list.many", values) }
    return filter.isEmpty
      ? text("conversation.list.all", values) : text("conversation.list.some", values)
  }

  // MARK: Views and chips

  private var views: HTML {
    guard !model.views.isEmpty else { return "" }
    let all: HTML = filter.isEmpty ? " aria-current=\"true\"" : ""
    let links = model.views.map { view -> HTML in
      let isHere = view.filterValue == filter
      let current: HTML = isHere ? " aria-current=\"true\"" : ""
      let shared: HTML? =
        view.isShared ? "<span class=\"visually-hidden\">\(text("view.shared"))</span>" : nil
      return """
        <a class="chip" href="\(view.path)"\(current)><span dir="auto">\(view.name)</span>\(shared)</a>
        """
    }
    let everything = ListPages.path.query([("all", "1")])
    return """
      <nav class="chips" aria-label="\(text("view.list"))">
      <a class="chip" href="\(everything)"\(all)>\(text("view.everything"))</a>\(links)</nav>
      """
  }

  private var chips: HTML {
    let chips = FilterChip.all(filter, model.facets, text)
    guard !chips.isEmpty else { return "" }
    let links = chips.map { chip -> HTML in
      """
      <a class="chip is-removable" href="\(ListPages.path.list(chip.without))"><span class="visually-hidden">\(text("filter.remove"))</span>
      \(chip.field): <bdi>\(chip.value)</bdi></a>
      """
    }
    return """
      <nav class="chips" aria-label="\(text("filter.active"))">\(links)
      <a class="chip" href="\(ListPages.path.query([("all", "1")]))">\(text("filter.clear"))</a></nav>
      """
  }

  // MARK: Table

  private var table: HTML {
    """
    <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("conversation.list"))">
    <table><thead><tr>
    <th scope="col">\(text("conversation.subject"))</th>
    <th scope="col">\(text("conversation.agent"))</th>
    <th scope="col">\(text("conversation.channel"))</th>
    <th scope="col">\(text("conversation.status"))</th>
    \(sorted("conversation.opened", down: .newest, up: .oldest))
    \(sorted("conversation.messages", down: .longest, up: nil, isNumeric: true))
    \(sorted("conversation.csat", down: nil, up: .unhappiest, isNumeric: true))
    </tr></thead><tbody>\(model.lines.map(row))</tbody></table></div>
    \(pagination)
    """
  }

  private func sorted(
    _ key: String, down: ConversationFilter.Order?, up: ConversationFilter.Order?,
    isNumeric: Bool = false
  ) -> HTML {
    let current = filter.order
    let isDown = current == down
    let isUp = current == up
    let target = isDown ? up ?? .newest : down ?? (isUp ? .newest : up) ?? .newest
    var next = filter
    next.order = target
    let state: HTML =
      isDown
      ? " aria-sort=\"descending\"" : isUp ? " aria-sort=\"ascending\"" : ""
    let look: HTML = isNumeric ? " class=\"is-numeric\"" : ""
    return """
      <th scope="col"\(look)\(state)><a href="\(ListPages.path.list(next))">\(text(key))</a></th>
      """
  }

  private func row(_ line: ConversationLine) -> HTML {
    let one = line.conversation
    let note = one.subject == nil ? line.customerName : line.opening ?? line.customerName
    let path = Conversation.path(one.id)
    return """
      <tr><th scope="row"><a class="row-link" href="\(path)" dir="auto">\(line.title)</a>\
      \(note.map { "<span class=\"row-note\" dir=\"auto\">\($0)</span>" as HTML })</th>
      <td dir="auto">\(line.agentName ?? text("conversation.agent.none"))</td>
      <td><bdi>\(text.channel(one.channel))</bdi></td>
      <td><span class="badge"><bdi>\(text.status(one.status))</bdi></span></td>
      <td class="is-nowrap">\(text.moment(one.openedAt))</td>
      <td class="is-numeric">\(text.number(one.messageCount))</td>
      <td class="is-numeric">\(one.csat.map { text.number($0, digits: 0) } ?? "–")</td></tr>
      """
  }

  private var pagination: HTML {
    let page = model.page
    guard page.hasNext || page.hasPrevious else { return "" }
    let previous = page.hasPrevious ? page.keys.first : nil
    let next = page.hasNext ? page.keys.last : nil
    let back: HTML? = previous.map { key in
      let path = ListPages.path.list(filter, ("before", key.text))
      return """
        <a class="button is-small" href="\(path)" rel="prev">\(text("conversation.page.previous"))</a>
        """
    }
    let on: HTML? = next.map { key in
      let path = ListPages.path.list(filter, ("after", key.text))
      return
        "<a class=\"button is-small\" href=\"\(path)\" rel=\"next\">\(text("conversation.page.next"))</a>"
    }
    let count = text("conversation.page.shown", ["count": .integer(page.keys.count)])
    return """
      <nav class="pagination" aria-label="\(text("conversation.page.pages"))"><span>\(count)</span>
      <span class="row">\(back)\(on)</span></nav>
      """
  }

  // MARK: Nothing to show

  /// What will be here, why it is empty, and one thing to do.
  private var empty: HTML {
    if !filter.isEmpty {
      return hint(
        "conversation.empty.filtered", "conversation.empty.filtered.why",
        ListPages.path.query([("all", "1")]), "filter.clear")
    }
    if model.hasAny {
      return hint("conversation.empty.hidden", "conversation.empty.hidden.why", nil, nil)
    }
    let mayImport = visit.actor.can(.create, .importRun)
    return hint(
      "conversation.empty",
      mayImport ? "conversation.empty.why" : "conversation.empty.whyOthers",
      mayImport ? "/imports/new" : nil,
      mayImport ? "conversation.empty.import" : nil)
  }

  private func hint(_ title: String, _ why: String, _ path: Path?, _ action: String?) -> HTML {
    let link: HTML? =
      if let path, let action {
        "<a class=\"button\" href=\"\(path)\">\(text(action))</a>"
      } else { nil }
    return """
      <div class="empty"><h2>\(text(title))</h2><p>\(text(why))</p>\(link)</div>
      """
  }

  // MARK: Saving and exporting

  private var saving: HTML {
    let query = filter.items.queryText
    let save: HTML? =
      visit.actor.can(.create, .savedView) && !filter.isEmpty
      ? SavedViewPages.form(visit, filter: query) : nil
    let own = model.views.first { $0.filterValue == filter }
    let manage: HTML? = own.map { SavedViewPages.actions(visit, $0) }
    guard visit.actor.can(.export, .bulkExport), !model.lines.isEmpty else {
      return "\(manage)\(own == nil ? save : nil)"
    }
    return """
      \(manage)\(own == nil ? save : nil)
      <details class="card"><summary>\(text("conversation.export"))</summary>
      <form class="form" method="post" action="/conversations/export">\(visit.csrf)
      <input type="hidden" name="filter" value="\(query)">
      <div class="field"><label for="reason">\(text("conversation.export.reason"))</label>
      <p class="hint" id="reason-hint">\(text("conversation.export.hint"))</p>
      <input id="reason" name="reason" required maxlength="200" dir="auto" aria-describedby="reason-hint"></div>
      <div class="form-actions"><button>\(text("conversation.export.do"))</button></div>
      </form></details>
      """
  }
}

extension Path {
  /// The list with a filter, and perhaps a place in it; never without any item, so that it is
  /// not taken for a wish to see the default view.
  func list(_ filter: ConversationFilter, _ extra: (String, String)? = nil) -> Path {
    var items = filter.items
    if let extra { items.append((extra.0, extra.1)) }
    return query(items.isEmpty ? [("all", "1")] : items)
  }
}

extension [(name: String, value: String?)] {
  /// The items as the text after a question mark.
  var queryText: String {
    String(Path.root.query(self).text.dropFirst(2))
  }
}
