import Kernel
import Statistics
import Testing

@testable import Measures

/// A target of a metric, month by month.
func monthlyTarget(
  _ value: Double, _ metric: Metric = .reviewScore,
  _ comparison: Target.Comparison = .atLeast, from: Day = Day(number: 0), number: Int = 1
) -> Target {
  Target(
    id: .init(rawValue: 1), number: number, goal: .init(rawValue: 1), metric: metric,
    comparison: comparison, value: value, unit: .month, from: from)
}

/// Months in a row, the first of them January 2025; `nil` is a month without a value.
func monthlyReadings(
  _ values: [Double?], half: Double = 2, n: Int = 40, _ metric: Metric = .reviewScore
) -> [Measures.Reading] {
  var day = Day(number: 20_089)
  return values.map { value in
    defer { day = day.startOfNextMonth }
    return Reading(
      Question(metric), over: Period(.month, holding: day),
      estimate: Estimate(
        value: value, lower: value.map { $0 - half }, upper: value.map { $0 + half },
        n: value == nil ? 0 : n, method: .studentT, status: value == nil ? .notEnoughData : .ok),
      numerator: Int(((value ?? 0) * Double(n)).rounded()), denominator: value == nil ? 0 : n)
  }
}

@Suite struct OutlookTests {
  private let past = monthlyReadings([80, 84, 82, nil, 78, 81, 83])

  @Test func `a target is told by how often it was reached and how likely it is now`() throws {
    let outlook = Outlook(monthlyTarget(82), past: past)
    #expect(outlook.periods == 6)
    #expect(outlook.reached == 3)
    let chance = try #require(outlook.chance)
    // Mean 81.33, s = 2.16, predictive deviation s √(1 + 1/6) on 5 degrees of freedom.
    let expected = try #require(studentTCDF((81.3333333 - 82) / 2.333333, degreesOfFreedom: 5))
    #expect(abs(chance - expected) < 1e-3)
    #expect(outlook.finding == .withinReach)
    #expect(abs((outlook.targetAt50 ?? 0) - 81.3333) < 1e-3)
    #expect((outlook.targetAt80 ?? 99) < 80)
    #expect(outlook.trend == nil)
  }

  @Test func `an unreachable target and one already met are called so`() {
    #expect(Outlook(monthlyTarget(95), past: past).finding == .outOfReach)
    #expect(Outlook(monthlyTarget(70), past: past).finding == .alreadyMet)
    let slow = monthlyReadings([80, 84, 82, 78], .resolutionTime)
    #expect(Outlook(monthlyTarget(95, .resolutionTime, .atMost), past: slow).finding == .alreadyMet)
    #expect(Outlook(monthlyTarget(60, .resolutionTime, .atMost), past: slow).finding == .outOfReach)
  }

  @Test func `nothing is said from nothing`() {
    for past in [[], monthlyReadings([80]), monthlyReadings([80, 80, 80, 80])] {
      let outlook = Outlook(monthlyTarget(82), past: past)
      #expect(outlook.finding == .unknown)
      #expect(outlook.chance == nil)
    }
  }

  @Test func `a young share is judged by its cases, at most as the mirror of at least`() throws {
    let past = monthlyReadings([0.1, 0.14], n: 50, .reopens)
    let atMost = Outlook(monthlyTarget(0.2, .reopens, .atMost), past: past)
    #expect(try #require(atMost.chance) > 0.8)
    let atLeast = Outlook(monthlyTarget(0.2, .reopens), past: past)
    #expect(try #require(atLeast.chance) < 0.2)
    let few = monthlyReadings([0.5, 0.5], n: 2, .reopens)
    #expect(Outlook(monthlyTarget(0.2, .reopens), past: few).finding == .unknown)
  }

  @Test func `a trend is told, for the chance does not know of it`() {
    let rising = monthlyReadings([60, 62, 65, 66, 70, 71, 75, 76])
    #expect(Outlook(monthlyTarget(80), past: rising).trend == .rising)
    let falling = monthlyReadings([76, 75, 71, 70, 66, 65, 62, 60])
    #expect(Outlook(monthlyTarget(80), past: falling).trend == .falling)
  }
}

@Suite struct GoalCourseTests {
  private let today = Day(number: 20_089 + 400)

  private func verdicts(_ values: [Double?], target: Double, half: Double = 2) -> [GoalCourse
    .Verdict]
  {
    GoalCourse(
      [monthlyTarget(target)], readings: monthlyReadings(values, half: half), today: today
    ).judged.map(\.verdict)
  }

  @Test func `a period is met, missed, or missed by less than can be told`() {
    #expect(
      verdicts([90, 80, 84, nil], target: 85)
        == [.met, .missed, .missedNarrowly, .unknown])
  }

  @Test func `a goal met by luck is reported as such`() {
    // Six months around 80 with a spread of 4 make 85 unlikely; a draw of 86 changes nothing.
    let usual: [Double?] = [76, 84, 79, 81, 77, 83]
    #expect(verdicts(usual + [86], target: 85).last == .metByLuck)
    // A value far beyond what the past foretells is a change of the process.
    #expect(verdicts(usual + [99], target: 85).last == .met)
    // What is likely anyway is no luck.
    #expect(verdicts(usual + [86], target: 78).last == .met)
    // Without six periods before it nothing is said about luck.
    #expect(verdicts([76, 84, 79, 86], target: 85).last == .met)
  }

  @Test func `each period is judged by the wording it had`() {
    let readings = monthlyReadings([82, 82, 82, 82])
    let changed = readings[2].period.first
    let course = GoalCourse(
      [
        monthlyTarget(80, from: readings[1].period.first),
        monthlyTarget(85, from: changed, number: 2),
      ],
      readings: readings, today: today)
    // The month before the target began is not judged.
    #expect(course.judged.map(\.target) == [80, 85, 85])
    #expect(course.judged.map(\.verdict) == [.met, .missed, .missed])
    #expect(course.met == (count: 1, of: 3))
    #expect(course.running == nil)
  }

  @Test func `an ended target judges nothing after its end`() {
    let readings = monthlyReadings([82, 82, 82])
    var ended = monthlyTarget(80, from: readings[1].period.first, number: 2)
    ended.isEnded = true
    let course = GoalCourse([monthlyTarget(80), ended], readings: readings, today: today)
    #expect(course.judged.count == 1)
  }

  @Test func `the running period tells its pace and where it leads`() throws {
    let readings = monthlyReadings([100, 110, 90, 105, 30], .volumeSolved)
    let last = try #require(readings.last).period
    let course = GoalCourse(
      [monthlyTarget(100, .volumeSolved)], readings: readings,
      today: last.first.advanced(by: 9))
    let running = try #require(course.running)
    #expect(abs(running.elapsed - 10.0 / 31) < 1e-12)
    #expect(abs((running.paceNeeded ?? 0) - 1000.0 / 31) < 1e-9)
    // 30 by now and 21 of 31 days of the usual 101.25 a month.
    let end = try #require(running.projection.estimate.value)
    #expect(abs(end - (30 + 101.25 * 21 / 31)) < 1e-9)
    #expect(course.judged.count == 4)
  }

  @Test func `a new number counts from the next period, the running one keeps the old`() throws {
    let readings = monthlyReadings([82, 83, 84, 82])
    let last = try #require(readings.last).period
    let course = GoalCourse(
      [monthlyTarget(80), monthlyTarget(85, from: last.last.advanced(by: 1), number: 2)],
      readings: readings, today: last.first.advanced(by: 20))
    #expect((try #require(course.running?.projection.probability)) > 0.5)
  }
}
