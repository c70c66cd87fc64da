internal import Markup
internal import Statistics
internal import Web

/// What became of a metric since another period, said only as far as the data go.
struct Development: Hashable, Sendable {
  enum Verdict: String, Hashable, Sendable {
    case better, worse
    /// It moved by more than chance, and no direction of it is good.
    case moved
    /// No difference that these data can show.
    case alike
    /// Too little on one side.
    case thin
  }

  let now: Reading
  let before: Reading
  let verdict: Verdict

  /// Compares two periods; `among` says how many comparisons the page makes at once.
  ///
  /// The intervals are widened as if each comparison had its share of the 5 % (Bonferroni), so that
  /// of all verdicts on a page at most one in twenty pages has a wrong one.
  init(_ now: Reading, since before: Reading, among count: Int) {
    self.now = now
    self.before = before
    verdict = Self.verdict(now, before, count)
  }

  private static func verdict(_ now: Reading, _ before: Reading, _ count: Int) -> Verdict {
    guard now.n >= Estimate.fewestToCompare, before.n >= Estimate.fewestToCompare else {
      return .thin
    }
    let change = difference(of: now.estimate, minus: before.estimate)
    guard let value = change.value, let lower = change.lower, let upper = change.upper,
      let wide = normalQuantile(1 - 0.025 / Double(max(1, count)))
    else { return .thin }
    let factor = wide / 1.959_963_984_540_054
    let isUp = value - (value - lower) * factor > 0
    let isDown = value + (upper - value) * factor < 0
    guard isUp || isDown else { return .alike }
    switch now.metric.better {
    case .higher: return isUp ? .better : .worse
    case .lower: return isDown ? .better : .worse
    case .between, .neither: return .moved
    }
  }

  /// The value before and what may be said of the difference.
  func html(_ text: Text) -> HTML {
    guard before.estimate.value != nil else {
      return "<span class=\"is-soft\">\(text("measure.before.none"))</span>"
    }
    return "<bdi>\(before.shown(text))</bdi> \(badge(text))"
  }

  /// What may be said of the difference; nothing where no test is possible.
  func badge(_ text: Text) -> HTML {
    guard before.estimate.value != nil, now.metric.kind != .count, now.metric.kind != .rate,
      now.estimate.value != nil,
      now.question.statistic != .mean || now.metric.kind != .quantile
    else { return "" }
    let look: HTML =
      switch verdict {
      case .better: " is-good"
      case .worse: " is-bad"
      case .moved, .alike, .thin: ""
      }
    return """
      <span class="badge\(look)">\(text("measure.verdict.\(verdict.rawValue)"))</span>
      """
  }
}
