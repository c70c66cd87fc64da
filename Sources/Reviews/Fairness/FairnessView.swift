internal import Conversations
internal import Kernel
internal import Markup
internal import Statistics
internal import Web

/// Did the picks bias the score? The answer first, then the three ways of counting, what the flagged
/// ones found, and the sample beside the pool.
struct FairnessView {
  let visit: Visit
  let model: FairnessPages.Model

  private var text: Text { visit.text }
  private var fairness: Fairness { model.fairness }
  private var rule: SamplingRule { model.cycle.plan.sampling }
  private var hasStream: Bool { model.lots.contains { $0.kind == .suspicious } }

  var html: HTML {
    """
    <nav class="breadcrumb" aria-label="\(text("cycle.breadcrumb"))"><ol><li><a href="/cycles">\(text("cycle.list"))</a></li><li><a href="\(Path.cycle(model.cycle.id))">\(CycleState.title(model.cycle, team: model.team, text))</a></li><li>\(text("fairness.title"))</li></ol></nav>
    <p class="lede">\(answer) \(sample)</p>
    \(scores)\(hits)\(pool)
    """
  }

  // MARK: The score

  private var answer: String {
    guard let bias = fairness.bias else { return text("fairness.answer.none") }
    let values: [String: TextValue] = [
      "points": .string(text.number(abs(bias), digits: 1)),
      "score": .string(fairness.weighted.value.map { text.percent($0 / 100) } ?? "–"),
    ]
    if abs(bias) < 0.05 { return text("fairness.answer.same", values) }
    return bias < 0 ? text("fairness.answer.lower", values) : text("fairness.answer.higher", values)
  }

  private var scores: HTML {
    let chart: HTML =
      fairness.bias == nil
      ? "<p class=\"notice\">\(text("fairness.scores.none"))</p>"
      : model.scores(text).html(text, download: download("scores.csv"))
    return """
      <section><h2>\(text("fairness.scores"))</h2><p>\(text("fairness.scores.why"))</p>
      \(chart)<p class="is-soft is-small">\(used) \(text("fairness.scores.how"))</p></section>
      """
  }

  private func download(_ name: String) -> Path {
    Path.cycle(model.cycle.id).appending("fairness").appending(name)
  }

  /// Which of the three the product's scores are.
  private var used: String {
    guard hasStream else { return text("fairness.used.same") }
    return rule.countsFlagged ? text("fairness.used.weighted") : text("fairness.used.random")
  }

  // MARK: What the flagged ones found

  private var hits: HTML {
    guard hasStream, let lot = model.lots.first(where: { $0.kind == .suspicious }) else {
      return """
        <section><h2>\(text("fairness.hits"))</h2><p class="notice">\(text("fairness.hits.off"))</p></section>
        """
    }
    let values: [String: TextValue] = [
      "drawn": .integer(lot.drawn), "of": .integer(lot.population),
      "chance": .string(text.percent(lot.probability)),
      "mark": .string(text.number(HitRate.mark, digits: 0)),
    ]
    let chart: HTML =
      fairness.hits.suspicious.n == 0
      ? "" : model.hits(text).html(text, download: download("hits.csv"))
    return """
      <section><h2>\(text("fairness.hits"))</h2><p>\(text("fairness.hits.why", values)) \(fairness.hits.sentence(text))</p>
      \(chart)</section>
      """
  }

  // MARK: The sample beside the pool

  private var sample: String {
    let comparisons = model.representation.comparisons
    guard comparisons.contains(where: { $0.p != nil }) else {
      return text("fairness.sample.all")
    }
    let different = comparisons.filter(\.differs).map { $0.trait.name(text) }
    return different.isEmpty
      ? text("fairness.sample.alike")
      : text(
        "fairness.sample.differs",
        ["traits": .string(different.joined(separator: text("pick.flags.and")))])
  }

  private var pool: HTML {
    """
    <section><h2>\(text("fairness.pool"))</h2>
    <p>\(text("fairness.pool.why", ["count": .integer(model.representation.repetitions)])) \(text("fairness.pool.replaced", ["count": .integer(model.replaced)])) \(text("fairness.pool.legend"))</p>
    \(model.representation.comparisons.map { RepresentationView(comparison: $0, download: download("pool.csv").query([("trait", $0.trait.rawValue)]), text: text).html })
    </section>
    """
  }
}

/// One trait: its shares in the pool and in the sample, with the answer of the test.
private struct RepresentationView {
  let comparison: Representation.Comparison
  let download: Path
  let text: Text

  private var name: String { comparison.trait.name(text) }
  private var pool: Int { comparison.parts.reduce(0) { $0 + $1.pool } }
  private var drawn: Int { comparison.parts.reduce(0) { $0 + $1.drawn } }

  var html: HTML {
    var caption = Caption(
      id: "pool-\(comparison.trait.rawValue)", title: name, summary: text("fairness.pool.summary"),
      columns: [
        name, text("fairness.pool.share"), text("chart.interval"), text("fairness.pool.drawn"),
        text("fairness.pool.expected"), text("fairness.pool.pool"),
      ], tableName: text("chart.table"), download: (download, text("chart.download")))
    caption.isBelowItsTitle = true
    let plot = IntervalPlot(
      caption: caption, axis: Axis(0, 100) { text.percent($0 / 100) },
      rows: comparison.parts.map(row))
    return """
      <section class="card"><h3>\(name)</h3><p>\(answer)</p>
      \(plot.figure(text.language.isRightToLeft ? .rightToLeft : .leftToRight))</section>
      """
  }

  private var answer: String {
    guard let adjusted = comparison.adjusted else { return text("fairness.trait.all") }
    let values: [String: TextValue] = ["p": .string(text.percent(adjusted, digits: 0))]
    return comparison.differs
      ? text("fairness.trait.differs", values) : text("fairness.trait.alike", values)
  }

  private func row(_ part: Representation.Part) -> IntervalPlot.Row {
    let interval = wilsonInterval(successes: part.drawn, of: drawn)
    let share = pool > 0 ? Double(part.pool) / Double(pool) : 0
    func percent(_ value: Double?) -> Double? { value.map { $0 * 100 } }
    func bare(_ value: Double?) -> String { text.number((value ?? 0) * 100, digits: 0) }
    var row = IntervalPlot.Row(
      label: comparison.trait.label(part, text),
      reading: Reading(
        value: percent(interval.value), lower: percent(interval.lower),
        upper: percent(interval.upper), count: part.drawn,
        text: interval.value.map { text.percent($0) } ?? text("estimate.none"),
        intervalText: "\(bare(interval.lower))–\(bare(interval.upper))"),
      cells: [text.number(part.expected, digits: 1), text.percent(share)])
    row.beside = share * 100
    return row
  }
}
