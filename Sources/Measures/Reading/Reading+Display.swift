internal import Kernel
internal import Markup
internal import Statistics
internal import Web

extension Metric {
  func meaning(_ text: Text) -> String { text("metric.meaning.\(id)") }

  /// What a program reads: shares of one, seconds, whole numbers.
  static func bare(_ value: Double?) -> String {
    value.map { "\(($0 * 10_000).rounded() / 10_000)" } ?? ""
  }
}

extension Reading {
  var metric: Metric { question.metric }

  /// Whether it rests on too few to be coloured; a count is complete, however small it is.
  var isThin: Bool { metric.kind != .count && n < Estimate.fewestToCompare }

  /// The value alone; a dash without one.
  func shown(_ text: Text) -> String {
    estimate.value.map { metric.written($0, text) } ?? "–"
  }

  /// The number with its interval and how many it rests on, or why there is none.
  func html(_ text: Text) -> HTML {
    if let absence {
      let words = text("metric.absence.\(absence.rawValue)")
      return "<span class=\"estimate is-thin is-words\">\(words)</span>"
    }
    let range = metric.interval(estimate, text) ?? ""
    let between: HTML =
      range.isEmpty
      ? ""
      : """
       <span class="estimate-interval"><span class="visually-hidden">\(text("measure.interval"))</span> \
      <bdi>\(range)</bdi></span>
      """
    let note: HTML =
      isProvisional ? " <span class=\"badge\">\(text("measure.provisional"))</span>" : ""
    return """
      <span class="estimate\(isThin ? " is-thin" : "")"><span class="estimate-value">\
      <bdi>\(shown(text))</bdi></span>\(between)\(count(text))</span>\(note)
      """
  }

  private func count(_ text: Text) -> HTML {
    guard metric.kind != .count else { return "" }
    return " <span class=\"estimate-n\">\(text("measure.n", ["count": .integer(n)]))</span>"
  }
}

extension Period {
  /// The period in the reader's words.
  func shown(_ text: Text) -> String {
    if first == last { return text.day(first) }
    if wholeMonths == 1 { return text.month(first) }
    return text(
      "measure.period.between",
      ["from": .string(text.day(first)), "to": .string(text.day(last))])
  }
}
