internal import Statistics
internal import Web

/// A score beside an earlier one: what the two allow to be said about the difference.
struct Change {
  /// In points, newest minus earlier.
  let difference: Estimate
  let verdict: Verdict

  /// A difference of so many points is called negligible.
  static let negligible = 5.0

  init(_ newest: Estimate, since earlier: Estimate) {
    difference = Statistics.difference(of: newest, minus: earlier)
    verdict = comparisonVerdict(
      of: difference, between: newest, and: earlier, margin: Self.negligible)
  }

  /// One of four sentences: a signal, no change that matters, either is possible, too few.
  func sentence(_ text: Text) -> String {
    guard let size = difference.value, let lower = difference.lower, let upper = difference.upper
    else { return text("change.few") }
    let values: [String: TextValue] = [
      "size": .integer(Int(exactly: abs(size).rounded()) ?? 0),
      "lower": .string(text.number(lower, digits: 0)),
      "upper": .string(text.number(upper, digits: 0)),
      "margin": .string(text.number(Self.negligible, digits: 0)),
    ]
    switch verdict {
    case .signal(.higher, _): return text("change.higher", values)
    case .signal(.lower, _): return text("change.lower", values)
    case .equivalent: return text("change.same", values)
    case .inconclusive: return text("change.open", values)
    case .notEnoughData: return text("change.few")
    }
  }
}
