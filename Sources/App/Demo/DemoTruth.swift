internal import Statistics

/// What is true in the demo, so that a test, or a reader, can see whether a page finds it.
///
/// Quality is a number from 0 to 3 on each criterion, as the points of the standard scorecard.
public struct DemoTruth: Hashable, Sendable, Codable {
  /// The criteria of the standard scorecard, in its order.
  public enum Criterion: String, CaseIterable, Hashable, Sendable, Codable {
    case correctness, completeness, empathy, professionalism

    var place: Int {
      switch self {
      case .correctness: 0
      case .completeness: 1
      case .empathy: 2
      case .professionalism: 3
      }
    }
  }

  /// The criterion in which everybody is weak: a cause in the team's work, not in a person.
  public let weakCriterion: Criterion
  /// The address of the person who became better, in which criterion, from which month on.
  public let improved: String
  public let improvedCriterion: Criterion
  /// The first day of the month of the training.
  public let trainedOn: String
  /// The address of the person who is as good as the average and had one month of bad luck.
  public let unlucky: String
  /// The first day of that month.
  public let unluckyMonth: String
  /// The day of the week with most contacts, 1 for Monday, and how many times the usual number.
  public let busyWeekday: Int
  public let busyWeekdayFactor: Double
  /// The busy half-hours, in minutes after midnight, and how many times the usual number.
  public let lunchFrom: Int
  public let lunchUntil: Int
  public let lunchFactor: Double
  /// The channel that answers much later than the others.
  public let slowChannel: String
  /// The reason that grows, with its share of the contacts at the beginning and at the end.
  public let risingReason: DemoReason
  public let risingFrom: Double
  public let risingTo: Double
  /// The reviewer who judges hardest and the one who judges mildest, and by how many points.
  public let severest: String
  public let mildest: String
  public let severityPoints: Double

  let improvedAgent: Int
  let unluckyAgent: Int
  let trainedMonth: Int
  let unluckyMonthNumber: Int
  /// By agent and criterion, before any training.
  private let offsets: [[Double]]
  /// By agent: what a reviewer adds to what they see.
  private let severities: [Double]

  init(cast: DemoCast, months: [String], finished: Int, seed: UInt64) {
    var chance = SplitMix64(seed: seed ^ 0x7275_7468)
    let count = cast.agents.count
    improvedAgent = min(3, count - 1)
    unluckyAgent = min(7, count - 2)
    trainedMonth = max(1, finished / 2)
    unluckyMonthNumber = max(0, finished - 1)
    weakCriterion = .completeness
    improvedCriterion = .empathy
    improved = cast.agents[improvedAgent].email
    unlucky = cast.agents[unluckyAgent].email
    trainedOn = months.dropFirst(trainedMonth).first ?? ""
    unluckyMonth = months.dropFirst(unluckyMonthNumber).first ?? ""
    busyWeekday = 1
    busyWeekdayFactor = 1.6
    lunchFrom = 12 * 60
    lunchUntil = 13 * 60 + 30
    lunchFactor = 1.7
    slowChannel = "email"
    risingReason = .pairing
    risingFrom = 0.05
    risingTo = 0.22
    severest = cast.agents[0].email
    mildest = cast.agents[1].email
    severityPoints = 0.35

    var offsets: [[Double]] = []
    for _ in 0..<count {
      let person = 0.2 * chance.normal()
      offsets.append(Criterion.allCases.map { _ in person + 0.12 * chance.normal() })
    }
    offsets[unluckyAgent] = [0, 0, 0, 0]
    offsets[improvedAgent] = [0.05, -0.1, -1.15, 0]
    self.offsets = offsets
    severities = (0..<count).map { index in
      let usual = 0.1 * chance.normal()
      return index == 0 ? -0.35 : index == 1 ? 0.35 : usual
    }
  }

  /// The mean quality of the team, by criterion.
  static let base = [2.5, 1.55, 2.2, 2.4]

  /// The quality of a person's work in a month, from 0 to 3, before the chance of one contact.
  func quality(of agent: Int, _ criterion: Criterion, month: Int) -> Double {
    let own = Self.base[criterion.place] + offsets[agent][criterion.place]
    let trained = agent == improvedAgent && month >= trainedMonth
    return trained && criterion == improvedCriterion ? own + 1.35 : own
  }

  /// What a reviewer adds to the quality they see, in points of the scale.
  func severity(of reviewer: Int) -> Double {
    severities.indices.contains(reviewer) ? severities[reviewer] : 0
  }
}

extension SplitMix64 {
  /// About normal with mean 0 and variance 1, never beyond 3: twice the sum of three centred units.
  mutating func normal() -> Double {
    2 * (unit() + unit() + unit() - 1.5)
  }

  /// Whether something of that probability happens.
  mutating func happens(_ probability: Double) -> Bool { unit() < probability }

  /// A whole number of a range.
  mutating func within(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + below(range.count)
  }

  /// One of a few; `nil` of none.
  mutating func oneOf<Element>(_ elements: [Element]) -> Element? {
    elements.isEmpty ? nil : elements[below(elements.count)]
  }

  /// A generator of its own for one purpose and number.
  init(seed: UInt64, purpose: UInt64, number: Int) {
    var mixing = SplitMix64(
      seed: seed ^ (purpose &* 0xD134_2543_DE82_EF95)
        ^ (UInt64(truncatingIfNeeded: number) &* 0x9E6C_63D0_876A_68EE))
    self.init(seed: mixing.next())
  }
}
