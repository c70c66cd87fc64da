internal import Markup
internal import Statistics
internal import Web

extension Metric {
  /// What the metric is called.
  func name(_ text: Text) -> String { text("metric.name.\(id)") }

  /// A value in the unit people say it in.
  func written(_ value: Double, _ text: Text) -> String {
    switch unit {
    case .share: text.percent(value, digits: value > 0 && value < 0.1 ? 1 : 0)
    case .seconds: text.duration(max(0, value))
    case .count: text.number(value, digits: value == value.rounded() ? 0 : 1)
    case .points, .score: text.number(value, digits: value == value.rounded() ? 0 : 1)
    }
  }

  /// A difference of two values with its sign; of shares in percentage points.
  func writtenDifference(_ value: Double, _ text: Text) -> String {
    let sign = value > 0 ? "+" : value < 0 ? "−" : ""
    let size = abs(value)
    return switch unit {
    case .share:
      sign + text("metric.points", ["value": .string(text.number(size * 100, digits: 1))])
    case .seconds: sign + text.duration(size)
    case .count, .points, .score: sign + text.number(size, digits: 1)
    }
  }

  /// A value no further out than the metric can be.
  func clipped(_ value: Double) -> Double {
    switch unit {
    case .share: min(1, max(0, value))
    case .score: min(100, max(0, value))
    case .points: min(100, max(-100, value))
    case .seconds, .count: max(0, value)
    }
  }

  /// Both ends of the interval, such as `71%–83%`; `nil` without one.
  func interval(_ estimate: Estimate, _ text: Text) -> String? {
    guard let lower = estimate.lower, let upper = estimate.upper else { return nil }
    return "\(written(clipped(lower), text))–\(written(clipped(upper), text))"
  }

  /// The same without its unit where there is little room, such as `71–83`.
  func bareInterval(_ estimate: Estimate, _ text: Text) -> String? {
    guard unit == .share, let lower = estimate.lower, let upper = estimate.upper else {
      return interval(estimate, text)
    }
    let ends = [lower, upper].map { text.number(clipped($0) * 100, digits: 0) }
    return ends.joined(separator: "–")
  }

  /// As charts draw it.
  func drawn(_ reading: Reading, _ text: Text) -> Markup.Reading {
    let estimate = reading.estimate
    return Markup.Reading(
      value: estimate.value, lower: estimate.lower.map(clipped),
      upper: estimate.upper.map(clipped), count: estimate.n,
      text: estimate.value.map { written($0, text) } ?? "–",
      intervalText: interval(estimate, text) ?? "", isComplete: kind == .count)
  }
}
