public import Statistics
public import Web

/// What the figures of a month allow to be said, and no more.
///
/// Every statement that could be made is put to a test, and all tests of a report are corrected
/// together (Holm, weighted by kind): of all reports about a month in which nothing happened, at
/// most one in twenty says anything. Nobody is ranked; a person is named only for what is theirs.
public struct Report: Hashable, Sendable {
  /// What holds, the surest first.
  public let claims: [Claim]
  /// How many statements could have been made.
  public let tested: Int
  /// What the plain numbers show, and the season or other conversations explain.
  public let explained: [Claim]

  /// Something a report says.
  public struct Claim: Hashable, Sendable {
    public let matter: Matter
    /// What it is now, in the unit of the metric; of a criterion in points, 0…100.
    public let now: Double
    /// What it was before; for a weakness, what it is elsewhere.
    public let before: Double
    /// The difference with its interval; of a weekday, how many times the others it is.
    public let effect: Estimate
    /// How often chance alone would show as much anywhere in such a report.
    public let p: Double
    /// How many months are now; 1 where it is this month alone, 3 where it began two months before.
    public let months: Int
    /// What explains it, of what the plain numbers show and nothing more does.
    public let doubt: BaselineComparison.Doubt?

    public var isUp: Bool { now > before }
  }

  /// What a statement is about.
  public enum Matter: Hashable, Sendable {
    /// A figure is not what it was in the months before.
    case figure(Metric)
    /// A criterion is weak in everybody's work: look at the process, not at people.
    case sharedWeakness(Int64)
    /// A criterion is weak in one person's work and not in the others'.
    case personalWeakness(Actor.ID, Int64)
    /// A person's work is not what it was; without a criterion, over all of them.
    case personalChange(Actor.ID, Int64?)
    /// One weekday brings more than each of the others; 1 is Monday.
    case busyWeekday(Int)

    /// Whom a statement names.
    public var person: Actor.ID? {
      switch self {
      case .personalWeakness(let person, _), .personalChange(let person, _): person
      case .figure, .sharedWeakness, .busyWeekday: nil
      }
    }
  }

  /// The chance of any false statement in a report about nothing.
  public static let level = 0.05

  /// Looks for everything that can be said about some figures.
  public init(_ figures: ReportFigures) {
    let people = PersonalFindings(figures.marks, only: figures.person)
    let kinds: [(weight: Double, candidates: [Candidate])] = [
      (0.25, figures.courses.compactMap(\.candidate)),
      (0.15, figures.person == nil ? busyWeekday(figures.arrivals) : []),
      (0.15, people.sharedWeaknesses),
      (0.05, people.personalWeaknesses),
      (0.4, people.changes),
    ]
    let candidates = kinds.flatMap(\.candidates)
    let weights = kinds.flatMap { kind in
      kind.candidates.map { _ in kind.weight / Double(kind.candidates.count) }
    }
    func holding(_ p: (Candidate) -> Double) -> [Claim] {
      let adjusted = adjustPValues(candidates.map(p), weights: weights) ?? []
      return zip(candidates, adjusted).filter { $0.1 <= Self.level }
        .sorted { $0.1 < $1.1 }.map { Claim($0, p: $1) }
    }
    let claims = holding(\.p)
    let matters = Set(claims.map(\.matter))
    self.claims = claims
    explained = holding(\.plainP).filter { !matters.contains($0.matter) }
    tested = candidates.count
  }
}

/// A statement before it is known whether it holds.
struct Candidate: Hashable, Sendable {
  let matter: Report.Matter
  let now: Double
  let before: Double
  let effect: Estimate
  /// How often chance alone would show as much here.
  let p: Double
  /// The same without a look at season and mix.
  let plainP: Double
  /// How many of the newest months are now.
  let months: Int
  /// What else may have made the difference.
  let doubt: BaselineComparison.Doubt?

  init(
    _ matter: Report.Matter, now: Double, before: Double, effect: Estimate, p: Double,
    plainP: Double? = nil, months: Int = 1, doubt: BaselineComparison.Doubt? = nil
  ) {
    self.matter = matter
    self.now = now
    self.before = before
    self.effect = effect
    self.p = p
    self.plainP = plainP ?? p
    self.months = months
    self.doubt = doubt
  }

  /// The same as one of several ways to look, of which it has a part.
  func among(_ factor: Double) -> Candidate {
    Candidate(
      matter, now: now, before: before, effect: effect, p: min(1, p * factor),
      plainP: min(1, plainP * factor), months: months, doubt: doubt)
  }
}

extension Report.Claim {
  init(_ candidate: Candidate, p: Double) {
    self.init(
      matter: candidate.matter, now: candidate.now, before: candidate.before,
      effect: candidate.effect, p: p, months: candidate.months, doubt: candidate.doubt)
  }
}
