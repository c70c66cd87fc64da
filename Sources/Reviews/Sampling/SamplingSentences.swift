internal import Conversations
internal import Web

/// The rule by which a cycle chooses, in plain words for those whose work is looked at.
enum SamplingSentences {
  /// One sentence after the other, in the order in which things happen.
  static func all(of plan: Plan, line: Drawing.Line = .reasons, _ text: Text) -> [String] {
    [
      size(plan, text), spread(line, text), flagged(plan.sampling, text),
      topUp(plan.sampling, text),
    ]
    .compactMap(\.self)
  }

  private static func size(_ plan: Plan, _ text: Text) -> String {
    let values: [String: TextValue] = [
      "count": .integer(plan.size.minimum), "percent": .integer(plan.size.percent),
      "average": .integer(plan.sampling.average), "cycles": .integer(Allotment.window),
    ]
    if plan.sampling.allocation == .stability { return text("sampling.rule.stability", values) }
    return plan.size.percent > 0
      ? text("cycle.rule.share", values) : text("cycle.rule.minimum", values)
  }

  private static func spread(_ line: Drawing.Line, _ text: Text) -> String {
    line == .channels ? text("cycle.rule.spread") : text("sampling.rule.spread")
  }

  private static func flagged(_ rule: SamplingRule, _ text: Text) -> String? {
    guard rule.flagged > 0 else { return nil }
    let signals = rule.marks.sorted { $0.key < $1.key }.map { mark(of: $0, $1, text) }
    let chosen = text(
      "sampling.rule.flagged",
      [
        "count": .integer(rule.flagged),
        "signals": .string(signals.joined(separator: text("pick.flags.and"))),
      ])
    let counts =
      rule.countsFlagged ? text("sampling.rule.counts") : text("sampling.rule.aside")
    return "\(chosen) \(counts)"
  }

  private static func topUp(_ rule: SamplingRule, _ text: Text) -> String? {
    guard rule.topUp > 0 else { return nil }
    return text(
      "sampling.rule.topUp",
      ["count": .integer(rule.topUp), "target": .integer(rule.target)])
  }

  /// A signal with the mark from which it counts.
  static func mark(of signal: String, _ mark: Double, _ text: Text) -> String {
    let key = "signal.\(signal).mark"
    guard text.has(key) else { return Signal.name(signal, text) }
    return text(key, ["value": .string(Signal.named(signal).shown(mark, text))])
  }
}
