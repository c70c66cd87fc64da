import Kernel
import Statistics
import Testing

@testable import Measures

/// Months of a share, the first of them January 2025.
private func shares(_ hits: [Int], of n: Int) -> [Measures.Reading] {
  var day = Day(number: 20_089)
  return hits.map { hits in
    defer { day = day.startOfNextMonth }
    return Reading(
      Question(.firstContactResolution), over: Period(.month, holding: day),
      estimate: wilsonInterval(successes: hits, of: n), numerator: hits, denominator: n)
  }
}

@Suite struct ProcessCourseTests {
  @Test func `below eight points there are values and no limits`() {
    let course = ProcessCourse(monthlyReadings([80, 84, 79, 83, 20, 81, 80]))
    #expect(course.maturity == .tooEarly)
    #expect(course.points.allSatisfy { $0.centre == nil && $0.signal == nil })
  }

  @Test func `limits rest on the first twelve points and stay as they are`() throws {
    let usual: [Double?] = [80, 84, 79, 83, 81, 80, 82, 84, 79, 81, 80, 83]
    let course = ProcessCourse(monthlyReadings(usual + [99, 82]))
    #expect(course.kind == .xmr)
    #expect(course.maturity == .settled)
    let upper = try #require(course.points.last?.upper)
    #expect(course.points.allSatisfy { $0.upper == upper })
    // Mean 81.33 and mean moving range 31/11 over d2 = 1.128: limits at ± 7.5.
    #expect(abs(upper - (976.0 / 12 + 3 * (31.0 / 11) / 1.128379)) < 1e-3)
    #expect(course.signals.map(\.reading.estimate.value) == [99])
    #expect(course.signals.first?.signal == .beyondLimits)
  }

  @Test func `eight in a row on one side speak although each is ordinary`() {
    let usual: [Double?] = [80, 84, 79, 83, 81, 80, 82, 84, 79, 81, 80, 83]
    let course = ProcessCourse(
      monthlyReadings(usual + Array(repeating: 83, count: 7)))
    #expect(course.signals.contains { $0.signal == .eightOnOneSide })
  }

  @Test func `an explained shift begins a phase that is held against itself`() throws {
    let low: [Double?] = [70, 74, 69, 73, 71, 70, 72, 74, 70]
    let high: [Double?] = [90, 94, 89, 93, 91, 90, 92, 94, 90]
    let readings = monthlyReadings(low + high)
    let plain = ProcessCourse(readings)
    #expect(!plain.signals.isEmpty)
    let explained = ProcessCourse(readings, shifts: [readings[9].period.first])
    #expect(explained.signals.isEmpty)
    let (before, after) = (explained.points[8], explained.points[9])
    #expect((try #require(after.centre)) - (try #require(before.centre)) > 15)
    #expect(explained.maturity == .provisional)
  }

  @Test func `shares have limits that follow the number of cases`() throws {
    let steady = ProcessCourse(shares([60, 62, 58, 61, 59, 60, 63, 57, 60, 40], of: 100))
    #expect(steady.kind == .p || steady.kind == .laney)
    #expect(steady.signals.map(\.reading.numerator) == [40])
    let many = ProcessCourse(
      shares([6000, 6500, 5600, 6300, 5800, 6100, 5500, 6400, 5900, 6200], of: 10_000))
    #expect(many.kind == .laney)
    #expect(many.signals.isEmpty)
  }

  @Test func `limits of shares are frozen after twelve points, too`() throws {
    let usual = [60, 62, 58, 61, 59, 60, 63, 57, 60, 61, 58, 61]
    let known = ProcessCourse(shares(usual, of: 100))
    let later = ProcessCourse(shares(usual + [75, 77, 76, 75], of: 100))
    #expect(later.points[0].centre == known.points[0].centre)
    #expect(later.points.last?.upper == known.points[0].upper)
    #expect(later.signals.map(\.reading.numerator) == [75, 77, 76, 75])
  }

  @Test func `a process that did not change rarely raises an alarm`() {
    var chance = SplitMix64(seed: 3)
    func normal() -> Double {
      (0..<12).reduce(-6) { sum, _ in sum + Double(chance.next() >> 11) / 9_007_199_254_740_992 }
    }
    let alarms = (0..<400).count { _ in
      !ProcessCourse(monthlyReadings((0..<18).map { _ in 80 + 3 * normal() })).signals.isEmpty
    }
    #expect(Double(alarms) / 400 < 0.2, "\(alarms)")
  }
}
