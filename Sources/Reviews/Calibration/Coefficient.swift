internal import Markup
internal import Statistics
internal import Web

/// How estimates that are neither scores nor shares are printed: coefficients, points, seconds.
struct Coefficient {
  let estimate: Estimate
  let text: Text
  /// How one number reads.
  let shown: (Double) -> String

  /// A coefficient of agreement, two digits.
  static func agreement(_ estimate: Estimate, _ text: Text) -> Coefficient {
    Coefficient(estimate: estimate, text: text) { text.number($0, digits: 2) }
  }

  /// Points of the score with their sign.
  static func points(_ estimate: Estimate, _ text: Text) -> Coefficient {
    Coefficient(estimate: estimate, text: text) { value in
      let number = text.number(value, digits: 1)
      return value > 0.05 ? "+" + number : number
    }
  }

  private var hasInterval: Bool {
    guard let lower = estimate.lower, let upper = estimate.upper else { return false }
    return upper - lower > 1e-9
  }

  /// Value, interval and n; below five observations without emphasis.
  var html: HTML {
    guard let value = estimate.value, estimate.status != .noVariation else {
      let why =
        estimate.status == .noVariation
        ? text("calibration.noVariation") : text("calibration.none")
      return """
        <span class="estimate is-thin"><span class="estimate-value">\(why)</span> \(count)</span>
        """
    }
    return """
      <span class="estimate\(estimate.isComparable ? "" : " is-thin")"><span class="estimate-value"><bdi>\(shown(value))</bdi></span> \(interval)\(count)</span>
      """
  }

  private var interval: HTML? {
    guard hasInterval, let lower = estimate.lower, let upper = estimate.upper else { return nil }
    return """
      <span class="estimate-interval"><span class="visually-hidden">\(text("estimate.interval"))</span> <bdi>\(shown(lower)) … \(shown(upper))</bdi></span> 
      """
  }

  private var count: HTML {
    "<span class=\"estimate-n\">\(text("estimate.n", ["count": .integer(estimate.n)]))</span>"
  }

  /// The same as a chart prints it.
  var reading: Reading {
    let isDefined = estimate.status == .ok && estimate.value != nil
    return Reading(
      value: isDefined ? estimate.value : nil,
      lower: isDefined && hasInterval ? estimate.lower : nil,
      upper: isDefined && hasInterval ? estimate.upper : nil, count: estimate.n,
      text: isDefined ? estimate.value.map(shown) ?? "–" : "–", intervalText: intervalText)
  }

  private var intervalText: String {
    guard estimate.status == .ok, hasInterval, let lower = estimate.lower,
      let upper = estimate.upper
    else { return "" }
    return shown(lower) + "…" + shown(upper)
  }

  /// The ends of the interval in a sentence.
  var values: [String: TextValue] {
    [
      "value": .string(estimate.value.map(shown) ?? "–"),
      "lower": .string(estimate.lower.map(shown) ?? "–"),
      "upper": .string(estimate.upper.map(shown) ?? "–"), "count": .integer(estimate.n),
    ]
  }

  /// Cells of a CSV row: value, lower, upper, n; empty where undefined.
  var cells: [String] {
    let isDefined = estimate.status == .ok
    func cell(_ value: Double?) -> String {
      guard isDefined, let value else { return "" }
      return "\((value * 10_000).rounded() / 10_000)"
    }
    return [
      cell(estimate.value), hasInterval ? cell(estimate.lower) : "",
      hasInterval ? cell(estimate.upper) : "", String(estimate.n),
    ]
  }
}

/// Comma-separated rows with the quoting of RFC 4180.
enum CommaSeparated {
  static func text(_ rows: [[String]]) -> String {
    rows.map { row in row.map(cell).joined(separator: ",") + "\r\n" }.joined()
  }

  /// A leading sign that a spreadsheet would take for a formula gets an apostrophe.
  private static func cell(_ value: String) -> String {
    let isNumber = Double(value) != nil
    let risky = value.first.map { "=+-@\t\r".contains($0) } ?? false
    let safe = risky && !isNumber ? "'" + value : value
    guard safe.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return safe }
    return "\""
      + safe.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }
}
