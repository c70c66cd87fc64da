internal import Kernel
internal import Markup
internal import People
internal import Web

/// A cycle's calendar as a strip of steps, or as a table with who still owes what.
struct CycleCalendarView {
  let calendar: CycleCalendar
  let text: Text

  /// The steps in one line, for pages that are about something else.
  var strip: HTML {
    let steps = calendar.entries.map { entry -> HTML in
      let mark: HTML =
        switch entry.state {
        case .done: " class=\"is-done\""
        case .ahead: ""
        case .now, .late: entry.step == calendar.current?.step ? " aria-current=\"step\"" : ""
        }
      let late: HTML = entry.state == .late ? " \(badge(entry.state))" : ""
      return """
        <li\(mark)><span>\(Self.name(entry.step, text)) <span class="is-small is-soft">\(text.dayElement(entry.until))</span>\(late)</span></li>
        """
    }
    return """
      <ol class="steps" aria-label="\(text("calendar.steps"))">\(steps)</ol>
      """
  }

  /// The steps below each other; `owing` says in words who owes something of a step.
  func table(_ caption: String, owing: (CycleCalendar.Entry) -> HTML) -> HTML {
    let rows = calendar.entries.map { entry -> HTML in
      """
      <tr><th scope="row">\(Self.name(entry.step, text)) <span class="row-note">\(purpose(entry.step))</span></th>
      <td class="is-nowrap">\(days(entry))</td><td>\(badge(entry.state))</td>
      <td>\(owing(entry))</td></tr>
      """
    }
    return """
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(caption)">
      <table><thead><tr><th scope="col">\(text("calendar.step"))</th>
      <th scope="col">\(text("calendar.days"))</th><th scope="col">\(text("work.state"))</th>
      <th scope="col">\(text("calendar.owing"))</th></tr></thead><tbody>\(rows)</tbody></table></div>
      """
  }

  private func days(_ entry: CycleCalendar.Entry) -> HTML {
    entry.from == entry.until
      ? text.dayElement(entry.until)
      : "\(text.dayElement(entry.from)) – \(text.dayElement(entry.until))"
  }

  private func badge(_ state: CycleCalendar.State) -> HTML {
    switch state {
    case .done: "<span class=\"badge is-good\">\(text("calendar.state.done"))</span>"
    case .now: "<span class=\"badge is-active\">\(text("calendar.state.now"))</span>"
    case .late: "<span class=\"badge is-warn\">\(text("calendar.state.late"))</span>"
    case .ahead: "<span class=\"badge\">\(text("calendar.state.ahead"))</span>"
    }
  }

  /// What a step is called.
  static func name(_ step: CycleCalendar.Step, _ text: Text) -> String {
    switch step {
    case .agree: text("calendar.agree")
    case .sample: text("calendar.sample")
    case .reflect: text("calendar.reflect")
    case .review: text("calendar.review")
    case .share: text("calendar.share")
    case .learn: text("calendar.learn")
    case .check: text("calendar.check")
    }
  }

  private func purpose(_ step: CycleCalendar.Step) -> String {
    switch step {
    case .agree: text("calendar.agree.what")
    case .sample: text("calendar.sample.what")
    case .reflect: text("calendar.reflect.what")
    case .review: text("calendar.review.what")
    case .share: text("calendar.share.what")
    case .learn: text("calendar.learn.what")
    case .check: text("calendar.check.what")
    }
  }
}
