internal import Kernel
internal import Statistics

/// What became of disputes: how many, what share was accepted, by how much, and how fast.
///
/// It shows the loud cases only; ``SecondLook`` stands beside it for those nobody disputed.
struct Overturn: Sendable {
  /// One dispute as the figures need it.
  struct Case: Sendable {
    let kind: Dispute.Kind
    let state: Dispute.State
    /// `nil` unless resolved.
    let outcome: Dispute.Outcome?
    /// The first day of the month in which it was raised.
    let month: Day
    /// By how many points the score changed; `nil` when it was not about scores or nothing was
    /// scored.
    let change: Double?
    /// How many days it took to decide.
    let days: Double?
    /// The verdict on each criterion.
    let criteria: [(criterion: Criterion.ID, outcome: Dispute.Outcome)]
  }

  /// How often an outcome came about, among those decided.
  struct Count: Hashable, Sendable {
    var accepted = 0, partly = 0, refused = 0

    var decided: Int { accepted + partly + refused }

    /// The share with that outcome, 0…1, with Wilson's interval.
    func share(_ outcome: Dispute.Outcome) -> Estimate {
      wilsonInterval(successes: self[outcome], of: decided)
    }

    /// The share in which something was changed, 0…1.
    var overturned: Estimate { wilsonInterval(successes: accepted + partly, of: decided) }

    subscript(outcome: Dispute.Outcome) -> Int {
      switch outcome {
      case .accepted: accepted
      case .partly: partly
      case .refused: refused
      }
    }

    mutating func add(_ outcome: Dispute.Outcome) {
      switch outcome {
      case .accepted: accepted += 1
      case .partly: partly += 1
      case .refused: refused += 1
      }
    }
  }

  let cases: [Case]
  /// How many reviews were shared in the cycles that are looked at.
  let shared: Int

  /// Those that were not taken back.
  var stood: [Case] { cases.filter { $0.state != .withdrawn } }

  /// The share of shared reviews that were disputed, 0…1.
  var disputed: Estimate { wilsonInterval(successes: min(stood.count, shared), of: shared) }

  /// All outcomes together.
  var count: Count { Self.count(cases.compactMap(\.outcome)) }

  /// By how many points an accepted or partly accepted dispute changed the score, on average.
  var change: Estimate {
    meanInterval(cases.filter { $0.outcome != .refused }.compactMap(\.change))
  }

  /// Half of the disputes were decided within so many days.
  var days: Estimate { quantileInterval(cases.compactMap(\.days)).estimate }

  func state(_ state: Dispute.State) -> Int { cases.count { $0.state == state } }

  /// How the verdicts on one criterion came out.
  func count(of criterion: Criterion.ID) -> Count {
    Self.count(
      cases.flatMap { $0.criteria.filter { $0.criterion == criterion }.map(\.outcome) })
  }

  /// The months in which something was disputed, the newest first.
  var months: [Day] { Set(cases.map(\.month)).sorted(by: >) }

  /// What was raised in one month.
  func of(_ month: Day) -> Overturn {
    Overturn(cases: cases.filter { $0.month == month }, shared: shared)
  }

  private static func count(_ outcomes: [Dispute.Outcome]) -> Count {
    outcomes.reduce(into: Count()) { $0.add($1) }
  }
}
