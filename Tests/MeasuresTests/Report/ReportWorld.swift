import Foundation
import Kernel
import Statistics
import Web

@testable import Measures

/// A team whose truth is known, told by a seed: small numbers, days and weeks that differ more than
/// chance, reviewers of different severity, a season, and somebody with one month of bad luck.
///
/// The same things are true as in the demo: see `DemoTruth`.
struct ReportWorld {
  let figures: ReportFigures
  /// The truths that were planted.
  let truths: Set<Truth>
  private let deviations: [[Double]]
  private let trained: Actor.ID
  /// As good as the others, with one bad month.
  let unlucky: Actor.ID

  enum Truth: String, CaseIterable {
    /// One criterion is weak in everybody's work.
    case weakCriterion
    /// One person became better after a training.
    case improvedPerson
    /// Mondays are busy.
    case busyMonday
    /// The share solved at the first contact fell this month; the demo has nothing of the kind.
    case fallenFigure
    /// Satisfaction fell four months ago.
    case fallenEarlier
  }

  static let criteria: [Int64] = [11, 12, 13, 14]
  static let team = 6
  static let months = 9
  /// The newest month is March 2026.
  static let newest = Day(number: 20_513)

  init(seed: UInt64, isPlanted: Bool) {
    var chance = SplitMix64(seed: seed &* 0x9E37_79B9_7F4A_7C15 ^ (isPlanted ? 0x51ED : 0))
    let size = seed.isMultiple(of: 2) ? Self.team : 2 * Self.team
    trained = Self.person(3)
    unlucky = Self.person(size - 2)
    truths = isPlanted ? Set(Truth.allCases) : []
    let arrivals = (0..<30).map { _ in Self.week(isPlanted, size, &chance) }
    var offsets = (0..<size).map { _ -> [Double] in
      let person = 0.2 * chance.bell()
      return Self.criteria.map { _ in person + 0.12 * chance.bell() }
    }
    offsets[size - 2] = [0, 0, 0, 0]
    if isPlanted { offsets[3] = [0.05, -0.1, -1.15, 0] }
    deviations = offsets.map { own in
      own.indices.map { place in
        let others = own.indices.filter { $0 != place }.map { own[$0] }
        return (own[place] - others.reduce(0, +) / 3) * 100 / 3
      }
    }
    figures = ReportFigures(
      courses: Self.courses(arrivals, isPlanted, &chance), arrivals: Array(arrivals.suffix(26)),
      marks: Self.marks(offsets, isPlanted, seed, &chance))
  }

  static func person(_ index: Int) -> Actor.ID { Actor.ID(rawValue: Int64(100 + index)) }

  // MARK: What is true

  /// The truth a claim says; `nil` when it says something else.
  func truth(of claim: Report.Claim) -> Truth? {
    switch claim.matter {
    case .sharedWeakness(Self.criteria[1]) where truths.contains(.weakCriterion): .weakCriterion
    case .personalChange(trained, Self.criteria[2]) where claim.isUp && !truths.isEmpty:
      .improvedPerson
    case .busyWeekday(1) where truths.contains(.busyMonday): .busyMonday
    // The month in which it is seen to begin may be wrong by two, no more.
    case .figure(.firstContactResolution)
    where !claim.isUp && claim.months <= 3 && !truths.isEmpty:
      .fallenFigure
    case .figure(.csat) where !claim.isUp && claim.months >= 2 && !truths.isEmpty:
      .fallenEarlier
    default: nil
    }
  }

  /// Whether a claim says something that is not so.
  func isFalse(_ claim: Report.Claim) -> Bool {
    if truth(of: claim) != nil { return false }
    switch claim.matter {
    case .personalChange(trained, nil): return truths.isEmpty || !claim.isUp
    case .personalWeakness(let person, let criterion):
      // Somebody may be that weak by nature.
      guard let place = Self.criteria.firstIndex(of: criterion),
        deviations.indices.contains(Int(person.rawValue) - 100)
      else { return true }
      return person == trained
        || deviations[Int(person.rawValue) - 100][place] > -PersonalFindings.personalMargin
    default: return true
    }
  }

  // MARK: Contacts

  private static func week(
    _ isPlanted: Bool, _ size: Int, _ chance: inout SplitMix64
  ) -> [Int] {
    let usual = 1.25 * Double(size)
    let factors = isPlanted ? [1.6, 1.05, 1, 0.97, 0.92, 0.5, 0.02] : [1, 1, 1, 1, 1, 0.5, 0.02]
    return factors.map { factor in
      chance.count(usual * factor * (1 + 0.08 * chance.bell()))
    }
  }

  private static func courses(
    _ arrivals: [[Int]], _ isPlanted: Bool, _ chance: inout SplitMix64
  ) -> [WeekCourse] {
    let shares: [(Metric, Double)] = [
      (.firstContactResolution, 0.76), (.csat, 0.82), (.firstResponseInTime, 0.7),
      (.reopens, 0.08), (.ownership, 0.92), (.serviceLevel, 0.8), (.abandonment, 0.05),
    ]
    var courses = shares.map { metric, share in
      WeekCourse(
        metric,
        weeks: arrivals.enumerated().map { index, days in
          week(index, days, share - (isPlanted ? fall(of: metric, index) : 0), &chance)
        })
    }
    courses.append(WeekCourse(.volumeIn, weeks: arrivals.enumerated().map(counted)))
    // The season moves how long people wait, this year as last year.
    for (metric, swing) in [(Metric.firstResponse, 0.5), (.resolutionTime, 0)] {
      let years = (0..<2).map { _ in
        arrivals.indices.map { index in
          let season = swing * sin(Double(index) / 52 * 2 * Double.pi)
          return times(index, arrivals[index].reduce(0, +), log(5400) + season, &chance)
        }
      }
      courses.append(WeekCourse(metric, weeks: years[1], yearBefore: years[0]))
    }
    return courses
  }

  /// How far a share fell up to a week, where something was planted.
  private static func fall(of metric: Metric, _ index: Int) -> Double {
    switch metric {
    case .firstContactResolution where monthsAgo(index) == 0: 0.22
    case .csat where monthsAgo(index) < 4: 0.16
    default: 0
    }
  }

  /// Four weeks are the newest month's; before them a month has 52 twelfths of one.
  private static func monthsAgo(_ index: Int) -> Int {
    index >= 26 ? 0 : 1 + (25 - index) * 12 / 52
  }

  /// Monday's rush costs some; each day has its own luck.
  private static func week(
    _ index: Int, _ days: [Int], _ share: Double, _ chance: inout SplitMix64
  ) -> WeekCourse.Week {
    let odds = log(share / (1 - share))
    let hits = days.enumerated().reduce(0) { hits, day in
      let level = odds + 0.2 * chance.bell() - (day.offset == 0 ? 0.2 : 0)
      let p = 1 / (1 + exp(-level))
      return hits + (0..<day.element).count { _ in chance.unit() < p }
    }
    return WeekCourse.Week(monthsAgo: monthsAgo(index), hits: hits, n: days.reduce(0, +))
  }

  private static func counted(_ index: Int, _ days: [Int]) -> WeekCourse.Week {
    let count = days.reduce(0, +)
    return WeekCourse.Week(monthsAgo: monthsAgo(index), hits: count, n: count)
  }

  private static func times(
    _ index: Int, _ count: Int, _ level: Double, _ chance: inout SplitMix64
  ) -> WeekCourse.Week {
    let own = level + 0.1 * chance.bell()
    let values = (0..<max(1, count)).map { _ in exp(own + 1.1 * chance.bell()) }.sorted()
    return WeekCourse.Week(
      monthsAgo: monthsAgo(index), n: values.count, value: values[values.count / 2])
  }

  // MARK: Reviews

  private static func marks(
    _ offsets: [[Double]], _ isPlanted: Bool, _ seed: UInt64, _ chance: inout SplitMix64
  ) -> CriterionMarks {
    let base = isPlanted ? [2.5, 1.55, 2.2, 2.4] : [2.3, 2.3, 2.3, 2.3]
    let severities = offsets.indices.map { index in
      let usual = 0.1 * chance.bell()
      return index == 0 ? -0.35 : index == 1 ? 0.35 : usual
    }
    let trainedSince = 2 + Int(seed / 2 % 3)
    var marks: [CriterionMarks.Mark] = []
    var conversation: Int64 = 0
    for person in offsets.indices {
      for month in 0..<months {
        let reviewers = (0..<2).map { _ in
          (person + 1 + chance.below(offsets.count - 1)) % offsets.count
        }
        for _ in 0..<chance.within(4...6) {
          conversation += 1
          var level = zip(base, offsets[person]).map { $0 + $1 }
          if isPlanted, person == 3, month <= trainedSince { level[2] += 1.35 }
          let isUnlucky = person == offsets.count - 2 && month == 0
          let reviewer = reviewers[chance.below(2)]
          let points = points(
            level, isUnlucky ? -0.9 : severities[reviewer], isUnlucky ? 0.2 : 0.4, &chance)
          marks += Self.marks(
            of: person, conversation, day(chance.within(1...28), month), points)
        }
      }
    }
    return CriterionMarks(
      criteria.map { CriterionMarks.Criterion(id: $0, name: "\($0)") }, marks: marks)
  }

  /// As `DemoPlan` and `DemoVerdict` draw them: the work itself, then how it is read.
  private static func points(
    _ quality: [Double], _ leaning: Double, _ noise: Double, _ chance: inout SplitMix64
  ) -> [Double] {
    let day = 0.25 * chance.bell()
    return quality.enumerated().map { place, quality in
      let isGrave = place == 0 || place == 3
      let shown = (quality + day + 0.5 * chance.bell()).rounded()
      let level = min(3, max(isGrave ? 1 : 0, shown))
      return min(3, max(isGrave ? 1 : 0, (level + leaning + noise * chance.bell()).rounded()))
    }
  }

  private static func marks(
    of person: Int, _ conversation: Int64, _ day: Day, _ points: [Double]
  ) -> [CriterionMarks.Mark] {
    let weights = [0.36, 0.24, 0.2, 0.2]
    let values = points.map { $0 / 3 * 100 }
    let score = zip(weights, values).reduce(0) { $0 + $1.0 * $1.1 }
    let all: [(Int64?, Double)] = zip(criteria, values).map { ($0, $1) } + [(nil, score)]
    return all.map { criterion, value in
      CriterionMarks.Mark(
        criterion: criterion, person: Self.person(person), conversation: conversation, day: day,
        value: value)
    }
  }

  private static func day(_ number: Int, _ monthsAgo: Int) -> Day {
    let month = ReportReader.month(Period(.month, holding: newest), minus: monthsAgo)
    return month.first.advanced(by: number - 1)
  }
}

extension SplitMix64 {
  /// About normal with mean 0 and variance 1, as the demo draws it.
  fileprivate mutating func bell() -> Double { 2 * (unit() + unit() + unit() - 1.5) }

  /// A count around a mean, as independent events make it.
  fileprivate mutating func count(_ mean: Double) -> Int {
    let limit = exp(-max(0, mean))
    var (count, product) = (0, unit())
    while product > limit {
      count += 1
      product *= unit()
    }
    return count
  }

  fileprivate mutating func within(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + below(range.count)
  }
}
