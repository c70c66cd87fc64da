internal import Conversations
internal import Markup
internal import Statistics
internal import Web

extension SelfGap {
  /// What it says, in a sentence with its numbers.
  func sentence(_ text: Text) -> String {
    let estimate = estimate
    func points(_ value: Double?) -> TextValue {
      .string(value.map { Self.shown($0, text) } ?? "–")
    }
    let size = estimate.value.map(abs)
    let isLower = finding == .lower
    let (low, high) = (estimate.lower, estimate.upper)
    let values: [String: TextValue] = [
      "count": .integer(estimate.n), "points": points(size), "value": points(estimate.value),
      "lower": points(isLower ? high.map(abs) : low),
      "upper": points(isLower ? low.map(abs) : high), "margin": points(Self.margin),
    ]
    switch finding {
    case .tooFew: return text("gap.tooFew", values)
    case .even: return text("gap.even", values)
    case .higher: return text("gap.higher", values)
    case .lower: return text("gap.lower", values)
    case .alike: return text("gap.alike", values)
    case .open: return text("gap.open", values)
    }
  }

  /// A number of points, small ones with one decimal.
  static func shown(_ points: Double, _ text: Text) -> String {
    let isWhole = abs(points) >= 10 || points == points.rounded()
    let tenths = (points * 10).rounded() == 0 ? 0 : points
    return text.number(tenths, digits: isWhole ? 0 : 1)
  }

  fileprivate func reading(_ text: Text) -> Reading {
    let estimate = estimate
    guard estimate.isComparable, let value = estimate.value, let lower = estimate.lower,
      let upper = estimate.upper
    else {
      return Reading(value: nil, count: pairs.count, text: text("gap.none"))
    }
    return Reading(
      value: value, lower: lower, upper: upper, count: estimate.n, text: Self.shown(value, text),
      intervalText: text(
        "gap.interval",
        [
          "lower": .string(Self.shown(lower, text)), "upper": .string(Self.shown(upper, text)),
        ]))
  }
}

/// The self-gap month by month, the oldest first, and over all months together.
struct SelfGapChart {
  let months: [(label: String, gap: SelfGap)]

  var whole: SelfGap { SelfGap(pairs: months.flatMap(\.gap.pairs)) }

  func html(_ text: Text) -> HTML {
    let rows = lines(text).map { line in
      IntervalPlot.Row(label: line.label, reading: line.gap.reading(text))
    }
    let caption = Caption(
      id: "self-gap", title: text("gap.chart"),
      summary: text("gap.summary", ["count": .integer(months.count)]),
      columns: [
        text("gap.month"), text("gap.points"), text("chart.interval"), text("chart.n"),
      ], tableName: text("chart.table"),
      download: ("/reflections/gap.csv", text("chart.download")))
    let ends = rows.flatMap { [$0.reading.lower, $0.reading.upper].compactMap(\.self) }
    let reach = max(20, ends.map(abs).max() ?? 0)
    let plot = IntervalPlot(
      caption: caption,
      axis: Axis(covering: [-reach, reach], includesZero: true) { SelfGap.shown($0, text) },
      rows: rows, reference: Reference(value: 0, label: text("gap.zero")))
    return """
      <section class="stack"><h2>\(text("gap.title"))</h2>
      <p>\(whole.sentence(text))</p>
      \(plot.figure(text.language.isRightToLeft ? .rightToLeft : .leftToRight))
      <p class="is-soft is-small">\(text("gap.how", ["margin": .string(SelfGap.shown(SelfGap.margin, text))]))</p>
      </section>
      """
  }

  private func lines(_ text: Text) -> [(label: String, gap: SelfGap)] {
    months.count > 1 ? months + [(text("gap.whole"), whole)] : months
  }

  /// The same rows for a spreadsheet; an undefined number is empty.
  func csv(_ text: Text) -> [String] {
    let head = [
      text("gap.month"), text("gap.points"), text("chart.lower"), text("chart.upper"),
      text("chart.n"),
    ]
    return [CSVWriter.line(head)]
      + lines(text).map { line in
        let one = line.gap.estimate
        let numbers = [one.value, one.lower, one.upper].map { number in
          one.isComparable ? number.map { EstimateChart.bare($0) } ?? "" : ""
        }
        return CSVWriter.line([line.label] + numbers + [String(one.n)])
      }
  }
}
