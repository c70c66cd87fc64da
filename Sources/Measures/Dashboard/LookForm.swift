internal import Conversations
internal import Kernel
internal import Markup
internal import People
internal import Web

/// The bar that chooses whose figures, of which days, compared with what; a plain form.
struct LookForm {
  let ground: MeasurePages.Ground
  let action: Path
  let text: Text
  /// Whether the metric has a median, a 90th percentile and a clock to choose.
  var hasStatistic = true
  var hasClock = true

  private var look: Look { ground.look }

  var html: HTML {
    """
    <form class="filter-bar" method="get" action="\(action)">
    \(whose)\(span)\(comparison)
    <button>\(text("measure.look.do"))</button>
    <details\(isMoreOpen ? " open" as HTML : "")><summary>\(text("measure.look.more"))</summary>
    <div class="row">\(dates)\(channel)\(queue)\(statistic)\(clock)</div></details>
    </form>
    """
  }

  private var isMoreOpen: Bool {
    if case .between = look.span { return true }
    return look.channel != nil || look.queue != nil || look.statistic != .median
      || look.clock != .calendar
  }

  private var whose: HTML {
    let circle = ground.circle
    var groups: [HTML] = []
    func option(_ subject: Subject, _ name: String) -> HTML {
      """
      <option value="\(subject.name)"\(subject == look.subject ? " selected" as HTML : "")>\(name)</option>
      """
    }
    if circle.seesCentre { groups.append(option(.centre, text("measure.centre"))) }
    func group(_ title: String, _ options: [HTML]) {
      guard !options.isEmpty else { return }
      groups.append("<optgroup label=\"\(title)\">\(options)</optgroup>")
    }
    group(text("measure.teams"), circle.teams.map { option(.team($0.id), $0.name) })
    group(text("measure.people"), circle.people.map { option(.person($0.id), $0.name) })
    return """
      <div class="field"><label for="whose">\(text("measure.look.whose"))</label>
      <select id="whose" name="whose">\(groups)</select></div>
      """
  }

  private var span: HTML {
    var options = Look.Span.named.map { ($0.name, text("measure.span.\($0.name)")) }
    var chosen = look.span.name
    switch look.span {
    case .between, .since:
      options.insert(("", ground.period.shown(text)), at: 0)
      chosen = ""
    case .last, .months:
      guard !Look.Span.named.contains(look.span) else { break }
      options.insert((look.span.name, ground.period.shown(text)), at: 0)
    }
    return select("period", text("measure.look.period"), options, chosen)
  }

  private var comparison: HTML {
    select(
      "compare", text("measure.look.compare"),
      Look.Comparison.allCases.map { ($0.rawValue, text("measure.compare.\($0.rawValue)")) },
      look.comparison.rawValue)
  }

  private var dates: HTML {
    var (first, last) = ("", "")
    switch look.span {
    case .between(let from, let to): (first, last) = (from.iso, to.iso)
    case .since(let from): first = from.iso
    case .last, .months: break
    }
    return """
      <div class="field"><label for="from">\(text("measure.look.from"))</label>
      <input id="from" name="from" type="date" value="\(first)"></div>
      <div class="field"><label for="to">\(text("measure.look.to"))</label>
      <input id="to" name="to" type="date" value="\(last)"></div>
      """
  }

  private var channel: HTML {
    let options =
      [("", text("measure.look.any"))]
      + ground.circle.channels.filter { !$0.rawValue.isEmpty }.map {
        ($0.rawValue, text.channel($0))
      }
    return select("channel", text("measure.look.channel"), options, look.channel?.rawValue ?? "")
  }

  private var queue: HTML {
    let options =
      [("", text("measure.look.any"))] + ground.circle.queues.map { ($0.id.text, $0.name) }
    return select("queue", text("measure.look.queue"), options, look.queue?.text ?? "")
  }

  private var statistic: HTML {
    guard hasStatistic else { return "" }
    return select(
      "statistic", text("measure.look.statistic"),
      Question.Statistic.allCases.map { ($0.rawValue, text("metric.statistic.\($0.rawValue)")) },
      look.statistic.rawValue)
  }

  private var clock: HTML {
    guard hasClock else { return "" }
    return select(
      "clock", text("measure.look.clock"),
      Question.Clock.allCases.map { ($0.rawValue, text("measure.clock.\($0.rawValue)")) },
      look.clock.rawValue)
  }

  private func select(
    _ name: String, _ label: String, _ options: [(String, String)], _ chosen: String
  ) -> HTML {
    let items = options.map { value, title -> HTML in
      "<option value=\"\(value)\"\(value == chosen ? " selected" as HTML : "")>\(title)</option>"
    }
    return """
      <div class="field"><label for="\(name)">\(label)</label><select id="\(name)" name="\(name)">\(items)</select></div>
      """
  }
}
