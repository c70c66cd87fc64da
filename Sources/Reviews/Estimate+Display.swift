public import Markup
public import Statistics
public import Web

extension Estimate {
  /// The number, its interval and how many it rests on: the one way a score is printed.
  ///
  /// Below five observations it is marked as thin and has no colour. Shares in 0…1 and scores in
  /// 0…100 both read as percentages; say which with `scale`.
  public func html(_ text: Text, scale: EstimateScale = .score) -> HTML {
    guard let value, status == .ok else {
      return """
        <span class="estimate is-thin"><span class="estimate-value">\(text("estimate.none"))</span> \
        \(count(text))</span>
        """
    }
    return """
      <span class="estimate\(isComparable ? "" : " is-thin")">\
      <span class="estimate-value">\(scale.shown(value, text))</span> \
      \(interval(text, scale))\(count(text))</span>
      """
  }

  /// The same in a sentence, for ledes and for readers who hear the page.
  public func sentence(_ text: Text, scale: EstimateScale = .score) -> String {
    guard let value, let lower, let upper, status == .ok else {
      return text("estimate.sentence.none")
    }
    let values: [String: TextValue] = [
      "value": .string(scale.shown(value, text)), "lower": .string(scale.shown(lower, text)),
      "upper": .string(scale.shown(upper, text)), "count": .integer(n),
    ]
    return isComparable
      ? text("estimate.sentence", values) : text("estimate.sentence.thin", values)
  }

  /// How the number was computed, in words, for beside it.
  public func explanation(_ text: Text) -> HTML {
    """
    <details class="disclosure"><summary>\(text("estimate.how"))</summary><p>\(how(text))</p></details>
    """
  }

  private func how(_ text: Text) -> String {
    switch method {
    case .boundedMean: text("estimate.how.boundedMean")
    case .boundedHajekMean: text("estimate.how.boundedHajekMean")
    case .studentT: text("estimate.how.studentT")
    case .wilson: text("estimate.how.wilson")
    case .weightedWilson: text("estimate.how.weightedWilson")
    case .welch: text("estimate.how.welch")
    default: text("estimate.how.other")
    }
  }

  private func interval(_ text: Text, _ scale: EstimateScale) -> HTML? {
    guard let lower, let upper else { return nil }
    return """
      <span class="estimate-interval"><span class="visually-hidden">\(text("estimate.interval"))</span> \
      <bdi>\(scale.bare(lower, text))–\(scale.bare(upper, text))</bdi></span> 
      """
  }

  private func count(_ text: Text) -> HTML {
    "<span class=\"estimate-n\">\(text("estimate.n", ["count": .integer(n)]))</span>"
  }
}

/// In what unit an estimate is kept.
public enum EstimateScale: Sendable {
  /// 0…100, as review scores are.
  case score
  /// 0…1, as rates are.
  case share

  func shown(_ value: Double, _ text: Text) -> String {
    text.percent(self == .score ? value / 100 : value)
  }

  func bare(_ value: Double, _ text: Text) -> String {
    text.number(self == .score ? value : value * 100, digits: 0)
  }
}
