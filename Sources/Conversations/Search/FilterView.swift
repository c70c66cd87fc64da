internal import Kernel
internal import Markup
internal import Storage
internal import Web

/// One filter that is on, in words, and the list without it.
struct FilterChip {
  let field: String
  let value: String
  let without: ConversationFilter

  static func all(
    _ filter: ConversationFilter, _ facets: Facets, _ text: Text
  ) -> [FilterChip] {
    var chips: [FilterChip] = []
    func add(
      _ field: String, _ value: String, _ change: (inout ConversationFilter) -> Void
    ) {
      var without = filter
      change(&without)
      chips.append(FilterChip(field: field, value: value, without: without))
    }
    func name(_ value: String, in choices: [Facets.Choice]) -> String {
      choices.first { $0.value == value }?.name ?? text("filter.unknown")
    }
    if !filter.words.isEmpty { add(text("filter.words"), filter.words) { $0.words = "" } }
    if filter.period != .any {
      add(text("filter.period"), text.period(filter.period)) { $0.period = .any }
    }
    for one in filter.channels {
      add(text("conversation.channel"), text.channel(one)) { $0.channels.removeAll { $0 == one } }
    }
    for one in filter.statuses {
      add(text("conversation.status"), text.status(one)) { $0.statuses.removeAll { $0 == one } }
    }
    for one in filter.queues {
      add(text("conversation.queue"), name(one.text, in: facets.queues)) {
        $0.queues.removeAll { $0 == one }
      }
    }
    for one in filter.teams {
      add(text("conversation.team"), name(one.text, in: facets.teams)) {
        $0.teams.removeAll { $0 == one }
      }
    }
    for one in filter.agents {
      add(text("conversation.agent"), name(one.text, in: facets.agents)) {
        $0.agents.removeAll { $0 == one }
      }
    }
    for one in filter.tags {
      add(text("conversation.tag"), name(one.text, in: facets.tags)) {
        $0.tags.removeAll { $0 == one }
      }
    }
    for one in filter.languages {
      add(text("conversation.language"), text.languageName(one)) {
        $0.languages.removeAll { $0 == one }
      }
    }
    for one in filter.sources {
      add(text("conversation.source"), one) { $0.sources.removeAll { $0 == one } }
    }
    for one in filter.reasons {
      add(text("conversation.reason"), one) { $0.reasons.removeAll { $0 == one } }
    }
    for one in filter.signals {
      add(text("filter.signal"), Signal.name(one, text)) { $0.signals.removeAll { $0 == one } }
    }
    if let one = filter.satisfaction {
      add(text("conversation.csat"), text.satisfaction(one)) { $0.satisfaction = nil }
    }
    return chips
  }
}

/// The form above the list; it only asks, so it works as a plain link.
struct FilterView {
  let visit: Visit
  let model: ListPages.Model

  private var text: Text { visit.text }
  private var filter: ConversationFilter { model.filter }
  private var facets: Facets { model.facets }

  var form: HTML {
    """
    <form class="filter-bar" method="get" action="/conversations" role="search">
    <div class="field is-search"><label for="q">\(text("filter.words"))</label>
    <input id="q" name="q" type="search" value="\(filter.words)" dir="auto" data-key="/" data-key-label="\(text("filter.words"))"></div>
    \(period)
    \(choice("channel", text("conversation.channel"), facets.channels, filter.channels.map(\.rawValue)))
    \(choice("agent", text("conversation.agent"), facets.agents, filter.agents.map(\.text)))
    <button>\(text("filter.do"))</button>
    <details\(isMoreOpen ? " open" as HTML : "")><summary>\(text("filter.more"))</summary>
    <div class="row">\(dates)
    \(choice("status", text("conversation.status"), facets.statuses, filter.statuses.map(\.rawValue)))
    \(choice("queue", text("conversation.queue"), facets.queues, filter.queues.map(\.text)))
    \(choice("team", text("conversation.team"), facets.teams, filter.teams.map(\.text)))
    \(choice("tag", text("conversation.tag"), facets.tags, filter.tags.map(\.text)))
    \(choice("language", text("conversation.language"), facets.languages, filter.languages))
    \(choice("source", text("conversation.source"), facets.sources, filter.sources))
    \(choice("signal", text("filter.signal"), facets.signals, filter.signals))
    \(satisfaction)\(order)</div></details>
    \(kept("reason", filter.reasons))
    </form>
    """
  }

  /// Whether something is chosen that would otherwise be out of sight.
  private var isMoreOpen: Bool {
    var few = filter
    few.statuses = []
    few.queues = []
    few.teams = []
    few.tags = []
    few.languages = []
    few.sources = []
    few.satisfaction = nil
    few.signals = []
    few.order = .newest
    if case .between = few.period { return true }
    return few != filter
  }

  private var period: HTML {
    let spans: [(String, String)] =
      [("", text("period.any"))]
      + ConversationFilter.spans.map { ("\($0)d", text.period(.last($0))) }
    var current = ""
    if case .last(let days) = filter.period { current = "\(days)d" }
    return select("period", text("filter.period"), spans, current)
  }

  private var dates: HTML {
    var first: Day?
    var last: Day?
    if case .between(let from, let to) = filter.period { (first, last) = (from, to) }
    return """
      <div class="field"><label for="from">\(text("filter.from"))</label>
      <input id="from" name="from" type="date" value="\(first?.iso ?? "")"></div>
      <div class="field"><label for="to">\(text("filter.to"))</label>
      <input id="to" name="to" type="date" value="\(last?.iso ?? "")"></div>
      """
  }

  private var satisfaction: HTML {
    let options: [(String, String)] =
      [("", text("filter.any"))]
      + ConversationFilter.Satisfaction.allCases.map { ($0.rawValue, text.satisfaction($0)) }
    return select(
      "csat", text("conversation.csat"), options, filter.satisfaction?.rawValue ?? "")
  }

  private var order: HTML {
    let options = ConversationFilter.Order.allCases.map {
      ($0 == .newest ? "" : $0.rawValue, text.order($0))
    }
    return select(
      "sort", text("filter.order"), options,
      filter.order == .newest ? "" : filter.order.rawValue)
  }

  /// A field that adds one more value; those already chosen stay and are removed by their chips.
  private func choice(
    _ name: String, _ label: String, _ choices: [Facets.Choice], _ chosen: [String]
  ) -> HTML {
    let others = choices.filter { !chosen.contains($0.value) }
    guard choices.count > 1 || !chosen.isEmpty else { return kept(name, chosen) }
    let first = ("", chosen.isEmpty ? text("filter.any") : text("filter.another"))
    return kept(name, chosen)
      + select(name, label, [first] + others.map { ($0.value, $0.name) }, "")
  }

  private func kept(_ name: String, _ values: [String]) -> HTML {
    values.map { "<input type=\"hidden\" name=\"\(name)\" value=\"\($0)\">" as HTML }.joined()
  }

  private func select(
    _ name: String, _ label: String, _ options: [(String, String)], _ current: String
  ) -> HTML {
    let items = options.map { value, title -> HTML in
      "<option value=\"\(value)\"\("selected", if: value == current)>\(title)</option>"
    }
    return """
      <div class="field"><label for="\(name)">\(label)</label>
      <select id="\(name)" name="\(name)">\(items)</select></div>
      """
  }
}
