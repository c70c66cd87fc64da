internal import Conversations
internal import Glibc
internal import Kernel
internal import Markup
internal import Statistics
internal import Web

/// The drivers: a sentence, what the texts show on both sides, why people came, and their words.
struct DriversView {
  let drivers: Drivers
  let span: RecentDays
  let text: Text

  var html: HTML {
    """
    <nav class="breadcrumb" aria-label="\(text("evidence.breadcrumb"))"><ol><li><a href="/evidence">\(text("evidence.title"))</a></li><li>\(text("driver.title"))</li></ol></nav>
    <p class="lede">\(lede)</p>\(RecentDaysChips(span: span, path: "/evidence/drivers", text: text).html)
    \(content)
    """
  }

  private var lede: String {
    let values: [String: TextValue] = [
      "low": .integer(drivers.all.low), "high": .integer(drivers.all.high),
    ]
    guard drivers.isEnough else { return text("driver.lede.few", values) }
    guard let first = drivers.signals.first, first.isDriver else {
      return text("driver.lede.none", values)
    }
    return text(
      "driver.lede",
      values.merging([
        "signal": .string(Signal.name(first.signal, text)),
        "share": .string(text.percent(first.low.value ?? 0)),
        "other": .string(text.percent(first.high.value ?? 0)),
      ]) { $1 })
  }

  private var content: HTML {
    guard drivers.isEnough else {
      return """
        <div class="empty"><h2>\(text("driver.none"))</h2><p>\(text("driver.none.why", ["count": .integer(Drivers.fewest)]))</p></div>
        """
    }
    return """
      <section class="stack"><h2>\(text("driver.signals"))</h2><p>\(text("driver.signals.lede"))</p>\(signals)</section>
      \(reasons)
      <section class="stack"><h2>\(text("driver.words"))</h2><p>\(text("driver.words.lede"))</p>\(words)</section>
      <p class="is-soft is-small">\(text("driver.how"))</p>
      """
  }

  /// The conversations of one side behind a row.
  private func list(_ side: String, _ item: (name: String, value: String?)) -> Path {
    ("/conversations" as Path).query([("period", span.word), ("csat", side), item])
  }

  // MARK: Evidence

  private var signals: HTML {
    guard !drivers.signals.isEmpty else { return "<p>\(text("driver.signals.none"))</p>" }
    let rows = drivers.signals.map { showing in
      var row = IntervalPlot.Row(
        label: Signal.name(showing.signal, text), link: list("low", ("signal", showing.signal)),
        reading: showing.low.shareReading(text),
        cells: [
          text.percent(showing.high.value ?? 0), showing.difference.points(text),
        ])
      row.beside = showing.high.value
      return row
    }
    var caption = Caption(
      id: "signals", title: text("driver.signals"), summary: text("driver.signals.summary"),
      columns: [
        text("driver.signal"), text("driver.low"), text("driver.interval"), text("driver.count"),
        text("driver.high"), text("driver.difference"),
      ], tableName: text("driver.table"))
    caption.isBelowItsTitle = true
    caption.isTableOpen = true
    let most = drivers.signals.flatMap { [$0.low.upper ?? 0, $0.high.value ?? 0] }.max() ?? 1
    let axis = Axis(covering: [0, most]) { text.percent($0) }
    return IntervalPlot(caption: caption, axis: axis, rows: rows).figure(text.direction)
  }

  // MARK: Reasons

  private static let shown = 8

  private var reasons: HTML {
    guard drivers.reasons.rows.count > 1 else { return "" }
    var bars = drivers.reasons.rows.prefix(Self.shown).map { row in
      Bars.Row(
        label: row.category, link: list("low", ("reason", row.category)), value: Double(row.count),
        text: text.number(row.count), count: row.count)
    }
    let others = drivers.reasons.rows.dropFirst(Self.shown).reduce(0) { $0 + $1.count }
    if others > 0 {
      bars.append(
        Bars.Row(
          label: text("driver.reasons.others"), value: Double(others), text: text.number(others),
          count: others))
    }
    var caption = Caption(
      id: "reasons", title: text("driver.reasons"), summary: text("driver.reasons.summary"),
      columns: [text("driver.reason"), text("driver.conversations"), text("driver.cumulative")],
      tableName: text("driver.table"))
    caption.isBelowItsTitle = true
    let chart = Bars(caption: caption, rows: bars) { [text] in text.percent($0) }
    let few = drivers.reasons.vitalFew.count
    return """
      <section class="stack"><h2>\(text("driver.reasons"))</h2><p>\(text("driver.reasons.lede", ["few": .integer(few), "all": .integer(drivers.reasons.rows.count)]))</p>
      \(chart.figure(text.direction))</section>
      """
  }

  // MARK: Words

  private var words: HTML {
    let found = drivers.words
    guard !found.dissatisfied.isEmpty || !found.satisfied.isEmpty else {
      return "<p>\(text("driver.words.none"))</p>"
    }
    return """
      \(plot(found.dissatisfied, side: "low"))\(plot(found.satisfied, side: "high"))
      <p><a href="\(("/evidence/drivers/words.csv" as Path).query([("period", span.word)]))" download>\(text("driver.download"))</a></p>
      """
  }

  /// One side's words, with how many times the odds of each are its own.
  private func plot(_ terms: [WordContrast.Term], side: String) -> HTML? {
    guard !terms.isEmpty else { return nil }
    let sign = side == "low" ? 1.0 : -1.0
    let rows = terms.map { term in
      let (value, one, other) = (
        term.doublings.value ?? 0, term.doublings.lower ?? 0, term.doublings.upper ?? 0
      )
      return IntervalPlot.Row(
        label: term.text, link: list(side, ("q", term.text)),
        reading: Reading(
          value: sign * value, lower: min(sign * one, sign * other),
          upper: max(sign * one, sign * other), count: term.low + term.high,
          text: times(sign * value),
          intervalText: times(min(sign * one, sign * other)) + "–"
            + times(max(sign * one, sign * other))),
        cells: [text.number(term.low), text.number(term.high)])
    }
    let caption = Caption(
      id: "words-\(side)", title: text("driver.words.\(side)"),
      summary: text("driver.words.summary"),
      columns: [
        text("driver.word"), text("driver.times"), text("driver.interval"), text("driver.count"),
        text("driver.low"), text("driver.high"),
      ], tableName: text("driver.table"))
    let most = rows.compactMap(\.reading.upper).max() ?? 1
    let axis = Axis(covering: [0, most]) { times($0) }
    return IntervalPlot(caption: caption, axis: axis, rows: rows).figure(text.direction)
  }

  /// Doublings as a factor: 1 is ×2, 2 is ×4.
  private func times(_ doublings: Double) -> String {
    let factor = exp2(doublings)
    return "×" + text.number(factor, digits: factor < 9.5 ? 1 : 0)
  }

  /// The words for a spreadsheet.
  var csv: [String] {
    let head = ["word", "dissatisfied", "satisfied", "log2_odds", "lower", "upper"]
    let terms = drivers.words.dissatisfied + drivers.words.satisfied
    return [CSVWriter.line(head)]
      + terms.map { term in
        let numbers = [term.doublings.value, term.doublings.lower, term.doublings.upper].map {
          "\((($0 ?? 0) * 1000).rounded() / 1000)"
        }
        return CSVWriter.line([term.text, String(term.low), String(term.high)] + numbers)
      }
  }
}
