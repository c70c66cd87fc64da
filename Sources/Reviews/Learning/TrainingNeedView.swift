internal import Kernel
internal import Markup
internal import People
internal import Statistics
internal import Web

/// What the whole team could train, and what is a matter for one talk.
struct TrainingNeedView {
  let needs: [TrainingNeed]
  let criteria: [Criterion.ID: String]
  let names: [Person.ID: String]
  let text: Text

  var html: HTML {
    let found = needs.filter { $0.finding != .none && $0.finding != .tooFew }
    let counted = needs.filter { $0.finding != .tooFew }
    let verdict: HTML =
      counted.isEmpty
      ? "<p>\(text("needs.tooFew"))</p>"
      : found.isEmpty
        ? "<p>\(text("needs.nothing", ["count": .integer(counted.count)]))</p>"
        : "<ul class=\"stack\">\(found.map { "<li>\(sentence($0))</li>" as HTML })</ul>"
    return """
      <section class="stack" id="training"><h2>\(text("needs.title"))</h2>
      <p>\(text("needs.lede", ["window": .integer(Contrast.window)]))</p>\(verdict)\(counted.isEmpty ? nil : chart)
      <p class="is-soft is-small">\(text("needs.how"))</p></section>
      """
  }

  private func sentence(_ need: TrainingNeed) -> String {
    let core = need.shift.core?.estimate
    func points(_ value: Double?) -> TextValue {
      .string(value.map { SelfGap.shown(abs($0), text) } ?? "–")
    }
    let people = need.individuals.map { names[$0] ?? "–" }
      .sorted { $0.lowercased() < $1.lowercased() }
      .map { "\u{2068}\($0)\u{2069}" }
    let values: [String: TextValue] = [
      "criterion": .string("\u{2068}\(criteria[need.criterion] ?? "–")\u{2069}"),
      "people": .string(text.list(people)), "count": .integer(people.count),
      "team": .integer(need.shift.coreAgents.count), "points": points(core?.value),
      "lower": points(core?.upper), "upper": points(core?.lower),
    ]
    switch need.finding {
    case .shared: return text("needs.shared", values)
    case .both: return text("needs.both", values)
    case .personal: return text("needs.personal", values)
    case .none, .tooFew: return text("needs.tooFew")
    }
  }

  /// The shared part of each criterion, in the order of the scorecard.
  private var chart: HTML {
    let rows = needs.map { need in
      IntervalPlot.Row(label: criteria[need.criterion] ?? "–", reading: reading(need))
    }
    let ends = rows.flatMap { [$0.reading.lower, $0.reading.upper].compactMap(\.self) }
    let reach = max(20, ends.map(abs).max() ?? 0)
    let plot = IntervalPlot(
      caption: Caption(
        id: "training-needs", title: text("needs.chart"),
        summary: text("needs.summary", ["count": .integer(needs.count)]),
        columns: [
          text("sides.criterion"), text("gap.points"), text("chart.interval"), text("needs.people"),
        ], tableName: text("chart.table")),
      axis: Axis(covering: [-reach, reach], includesZero: true) { SelfGap.shown($0, text) },
      rows: rows, reference: Reference(value: 0, label: text("needs.zero")))
    return plot.figure(text.language.isRightToLeft ? .rightToLeft : .leftToRight)
  }

  private func reading(_ need: TrainingNeed) -> Reading {
    guard let one = need.shift.core?.estimate, let value = one.value, let lower = one.lower,
      let upper = one.upper
    else { return Reading(value: nil, count: need.people.count, text: text("gap.none")) }
    return Reading(
      value: value, lower: lower, upper: upper, count: one.n, text: SelfGap.shown(value, text),
      intervalText: text(
        "gap.interval",
        [
          "lower": .string(SelfGap.shown(lower, text)),
          "upper": .string(SelfGap.shown(upper, text)),
        ]))
  }
}
