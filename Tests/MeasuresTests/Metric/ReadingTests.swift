import Kernel
import Statistics
import Testing

@testable import Measures

/// What a reading says of itself.
@Suite struct ReadingTests {
  /// A goal of one certificate was never shown as reached, because one is less than five.
  @Test func `a count is complete however small it is, and a share of few is not`() {
    let month = Period(.month, holding: Day(number: 20_500))
    func reading(_ metric: Metric, n: Int) -> Reading {
      Reading(
        Question(metric), over: month,
        estimate: Estimate(value: 1, lower: nil, upper: nil, n: n, method: .complete), numerator: n,
        denominator: n)
    }
    #expect(!reading(.certificates, n: 1).isThin)
    #expect(!reading(.volumeIn, n: 0).isThin)
    #expect(reading(.firstContactResolution, n: 4).isThin)
    #expect(!reading(.firstContactResolution, n: 5).isThin)
  }
}
