internal import Conversations
internal import Kernel
internal import Markup
internal import Web

/// The list behind a number.
struct BehindView {
  let visit: Visit
  let model: BehindModel

  private var text: Text { visit.text }
  private var metric: Metric { model.metric }
  private var behind: Behind { Behind(metric) }
  private var look: Look { model.ground.look }

  var html: HTML {
    """
    <nav class="breadcrumb" aria-label="\(text("measure.breadcrumb"))"><ol>\
    <li><a href="\(("/measures" as Path).query(look.items))">\(text("measure.title"))</a></li>\
    <li><a href="\(Path.metric(metric, look))">\(metric.name(text))</a></li></ol></nav>
    <p class="lede">\(lede)</p>\(why)
    \(LookForm(ground: model.ground, action: Path.metric(metric).appending(behind.segment), text: text, hasStatistic: false, hasClock: metric.hasClock).html)
    \(model.lines.isEmpty ? empty : table)\(foot)
    """
  }

  private var lede: String {
    let values: [String: TextValue] = [
      "what": .string(behind.counted(model.count, text)), "shown": .integer(model.lines.count),
      "whose": .string(model.ground.circle.name(look.subject, text)),
      "period": .string(model.ground.period.shown(text)),
    ]
    let all = text(
      model.readable > model.lines.count ? "measure.behind.some" : "measure.behind.all", values)
    let closed = model.count - model.readable
    guard closed > 0 else { return all }
    return all + " " + text("measure.behind.closed", ["count": .integer(closed)])
  }

  /// Why this is a list of its own, and the way to the ordinary one.
  private var why: HTML {
    let date = text("metric.date.\(metric.date.rawValue)")
    let filter =
      behind.resource == .conversation ? look.ordinaryList(model.ground.period) : nil
    let link: HTML =
      filter.map { "<a href=\"\($0.path)\">\(text("measure.behind.ordinary"))</a>" } ?? ""
    return """
      <p class="is-soft">\(text("measure.behind.why", ["date": .string(date)])) \(link)</p>
      """
  }

  private var empty: HTML {
    """
    <div class="empty"><h2>\(text("measure.behind.none"))</h2><p>\(text("measure.behind.none.why"))</p></div>
    """
  }

  private var foot: HTML {
    behind.resource == .conversation ? ExportForm.html(look, model.ground.period, visit) : ""
  }

  // MARK: The table

  private var table: HTML {
    let heads = columns.map { title, isNumeric -> HTML in
      "<th scope=\"col\"\(isNumeric ? " class=\"is-numeric\"" as HTML : "")>\(title)</th>"
    }
    return """
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("measure.behind.table"))">
      <table><thead><tr>\(heads)</tr></thead><tbody>\(model.lines.map(row))</tbody></table></div>
      """
  }

  private var columns: [(title: String, isNumeric: Bool)] {
    let person = (text("measure.behind.person"), false)
    let value = (metric.name(text), true)
    switch behind {
    case .conversations:
      return [
        (text("measure.behind.conversation"), false), (text("measure.behind.opened"), false),
        person, value,
      ]
    case .calls, .answers, .invitations, .reviews:
      return [
        (text("measure.behind.conversation"), false), (text("measure.behind.when"), false),
        person, value,
      ]
    case .days:
      return [(text("measure.chart.name"), false), (text("measure.behind.when"), false), value]
    case .passes:
      return [
        (text("measure.behind.pass"), false), (text("measure.behind.when"), false), person,
        (text("measure.behind.until"), false),
      ]
    }
  }

  private func row(_ line: BehindModel.Line) -> HTML {
    let person: HTML = "<td dir=\"auto\">\(line.person ?? "–")</td>"
    let value: HTML = "<td class=\"is-numeric\"><bdi>\(self.value(line))</bdi></td>"
    switch behind {
    case .conversations, .calls, .answers, .invitations, .reviews:
      return """
        <tr><th scope="row">\(title(line))</th><td>\(when(line))</td>\(person)\(value)</tr>
        """
    case .days:
      return """
        <tr><th scope="row" dir="auto">\(line.person ?? "–")</th><td>\(when(line))</td>\(value)</tr>
        """
    case .passes:
      return """
        <tr><th scope="row" dir="auto">\(line.name ?? "–")</th><td>\(when(line))</td>\(person)\
        <td>\(line.until.map(text.dayElement) ?? "–")</td></tr>
        """
    }
  }

  private func title(_ line: BehindModel.Line) -> HTML {
    guard let (id, title) = line.conversation else { return "\(text("measure.behind.alone"))" }
    let path = ("/conversations" as Path).appending(id.text)
    return "<a href=\"\(path)\" dir=\"auto\">\(title)</a>"
  }

  private func when(_ line: BehindModel.Line) -> HTML {
    line.at.map(text.moment) ?? line.day.map(text.dayElement) ?? "–"
  }

  private func value(_ line: BehindModel.Line) -> String {
    guard let value = line.value else {
      return line.end.map { text("measure.call.\($0.rawValue)") } ?? "–"
    }
    switch metric {
    case .firstContactResolution, .firstResponseInTime, .solutionInTime, .complaints,
      .surveyResponse:
      return text(value > 0 ? "measure.yes" : "measure.no")
    case .csat, .nps, .ces: return text.number(value, digits: 0)
    case .reopens, .ownership: return text.number(Int(value))
    case .volumeIn, .volumeSolved, .backlog: return ""
    case .abandonment, .serviceLevel:
      let wait = Metric.answerWait.written(value / 1000, text)
      return wait + (line.end.map { " · " + text("measure.call.\($0.rawValue)") } ?? "")
    default: return metric.written(metric.unit == .seconds ? value / 1000 : value, text)
    }
  }
}

extension Look {
  /// What it shows, by the day it was opened, as the ordinary list has it.
  ///
  /// `nil` for one person: that list also has what they only took part in.
  func ordinaryList(_ period: Period) -> ConversationFilter? {
    var filter = ConversationFilter()
    filter.period = .between(period.first, period.last)
    switch subject {
    case .centre: if let queue { filter.queues = [queue] }
    case .team(let team):
      filter.teams = [team]
      if let queue { filter.queues = [queue] }
    case .queue(let queue): filter.queues = [queue]
    case .person: return nil
    }
    if let channel { filter.channels = [channel] }
    return filter
  }
}

extension ConversationFilter {
  var path: Path { ("/conversations" as Path).query(items) }
}
