/// How a group's ratings of one criterion lie on its scale.
public struct Spread: Hashable, Sendable {
  public let criterion: Criterion.ID
  /// How many chose each option, from the worst to the best.
  public let counts: [Int]
  public let notApplicable: Int

  public init(_ criterion: Criterion, choices: [Answer.Choice]) {
    self.criterion = criterion.id
    var counts = criterion.options.map { _ in 0 }
    for choice in choices {
      guard let option = criterion.option(for: choice),
        let place = criterion.options.firstIndex(where: { $0.id == option.id })
      else { continue }
      counts[place] += 1
    }
    self.counts = counts
    notApplicable = choices.count { $0 == .notApplicable }
  }

  /// How many rated it.
  public var total: Int { counts.reduce(notApplicable, +) }

  /// How many points lie between the lowest and the highest choice.
  public var width: Int {
    guard let low = counts.firstIndex(where: { $0 > 0 }),
      let high = counts.lastIndex(where: { $0 > 0 })
    else { return 0 }
    return high - low
  }

  /// Whether everybody chose the same.
  public var isUnanimous: Bool { total > 0 && (counts + [notApplicable]).contains(total) }

  /// The share of pairs of people who chose differently, 0…1.
  public var disagreement: Double {
    guard total > 1 else { return 0 }
    let same = (counts + [notApplicable]).reduce(0) { $0 + $1 * ($1 - 1) }
    return 1 - Double(same) / Double(total * (total - 1))
  }

  /// Whether it is worth talking about before another: wider first, then more divided.
  public func comes(before other: Spread) -> Bool {
    if isUnanimous != other.isUnanimous { return !isUnanimous }
    return (width, disagreement) > (other.width, other.disagreement)
  }
}
