internal import Conversations
internal import Statistics
internal import Web

extension Representation.Trait {
  /// What it is called.
  func name(_ text: Text) -> String {
    switch self {
    case .channel: text("fairness.trait.channel")
    case .reason: text("fairness.trait.reason")
    case .weekday: text("fairness.trait.weekday")
    case .language: text("fairness.trait.language")
    }
  }

  /// What one of its values is called.
  func label(_ part: Representation.Part, _ text: Text) -> String {
    guard let name = part.name else { return text("fairness.pool.unknown") }
    if name.isEmpty { return text("fairness.pool.others") }
    return switch self {
    case .channel: Headline.name(of: name, text)
    case .reason: name
    case .weekday: Int(name).map { text("fairness.weekday.\($0)") } ?? name
    case .language: Language.name(of: name)
    }
  }
}

extension Representation {
  /// The sample beside the pool for a spreadsheet, one line a value: shares as plain percentages, p
  /// after the correction; one trait, or all.
  func csv(of trait: Trait?, _ text: Text) -> [String] {
    let head = [
      text("fairness.trait"), text("chart.label"), text("fairness.pool.drawn"),
      text("fairness.pool.share"), text("chart.lower"), text("chart.upper"),
      text("fairness.pool.expected"), text("fairness.pool.count"), text("fairness.pool.pool"),
      text("fairness.trait.p"),
    ]
    return [CSVWriter.line(head)]
      + comparisons.filter { trait == nil || $0.trait == trait }.flatMap { comparison in
        let drawn = comparison.parts.reduce(0) { $0 + $1.drawn }
        let pool = comparison.parts.reduce(0) { $0 + $1.pool }
        return comparison.parts.map { part in
          let share = wilsonInterval(successes: part.drawn, of: drawn)
          let shares = [share.value, share.lower, share.upper].map { $0.map { 100 * $0 } }
          let inPool = pool > 0 ? 100 * Double(part.pool) / Double(pool) : nil
          func bare(_ value: Double?) -> String { value.map { EstimateChart.bare($0) } ?? "" }
          return CSVWriter.line(
            [comparison.trait.name(text), comparison.trait.label(part, text), String(part.drawn)]
              + shares.map(bare) + [bare(part.expected), String(part.pool), bare(inPool)]
              + [comparison.adjusted.map { "\(($0 * 1000).rounded() / 1000)" } ?? ""])
        }
      }
  }
}
