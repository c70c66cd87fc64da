internal import Statistics

/// How many conversations a purpose asks for, and how exact the scores then are.
///
/// The rule: the smallest number for which the interval that the pages will show is no wider than
/// the purpose needs, with scores that vary as much as they did before.
struct Suggestion: Hashable, Sendable {
  let purpose: SamplingRule.Purpose
  /// Conversations a person on average.
  let average: Int
  /// The least number a person.
  let minimum: Int
  /// All of them together.
  let total: Int
  /// Half the width of the team's interval, and of one person's, in points; `nil` without any.
  let team: Double?
  let person: Double?

  /// What is known of the scores of a team before a plan is made.
  struct Experience: Hashable, Sendable {
    /// In points; what is usual before anything is known.
    var mean = 80.0
    var spread = Allotment.usualSpread

    /// The mean and the spread of earlier scores.
    init(_ past: [Double] = []) {
      if let mean = Moments(past).mean { self.mean = mean }
      spread = Allotment.spreads(of: [past]).first ?? Allotment.usualSpread
    }
  }

  /// What a purpose asks of so many people with so many conversations in the period.
  init(
    _ purpose: SamplingRule.Purpose, people: Int, conversations: Int, _ known: Experience
  ) {
    let needed = Self.smallest(for: purpose.halfWidth, known)
    let each = purpose == .coaching ? needed : (needed + max(1, people) - 1) / max(1, people)
    let average = min(Self.mostEach, max(Self.leastEach, each))
    self.purpose = purpose
    self.average = average
    minimum = purpose == .coaching ? max(Self.leastEach, average / 2) : Self.leastEach
    total = min(conversations, average * people)
    team = Self.halfWidth(of: total, known)
    person = Self.halfWidth(of: people > 0 ? total / people : 0, known)
  }

  /// Fewer than two show no spread.
  static let leastEach = 2
  /// As many as a plan takes.
  static let mostEach = 20

  /// Half the width of the interval that so many scores will have; `nil` for none.
  ///
  /// It is that of ``boundedMeanInterval(_:scaleMin:scaleMax:confidence:)`` for scores of that mean
  /// and spread; near an end of the scale they are moved inwards as far as they need room.
  static func halfWidth(of count: Int, _ known: Experience) -> Double? {
    guard count > 0 else { return nil }
    let pairs = count / 2
    let reach =
      pairs == 0
      ? 0
      : min(50, known.spread * (Double(count - 1) / Double(2 * pairs)).squareRoot())
    let mean = min(100 - reach, max(reach, known.mean))
    let values =
      [Double](repeating: mean - reach, count: pairs)
      + [Double](repeating: mean + reach, count: pairs)
      + (count.isMultiple(of: 2) ? [] : [mean])
    return boundedMeanInterval(values).halfWidth
  }

  private static func smallest(for width: Double, _ known: Experience) -> Int {
    var (low, high) = (1, 1 << 11)
    while low < high {
      let middle = (low + high) / 2
      if (halfWidth(of: middle, known) ?? .infinity) <= width {
        high = middle
      } else {
        low = middle + 1
      }
    }
    return low
  }
}

extension SamplingRule.Purpose {
  /// Half the width, in points, that the purpose needs: of the team's interval, or of a person's
  /// where people are coached.
  var halfWidth: Double {
    switch self {
    case .level: 6
    case .coaching: 20
    case .contract: 3
    }
  }
}
