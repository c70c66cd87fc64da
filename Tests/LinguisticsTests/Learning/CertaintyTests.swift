import Statistics
import Testing

@testable import Linguistics

/// How chances are judged, with values worked out by hand.
@Suite struct CertaintyTests {
  private func list(_ pairs: [(Double, Bool)]) -> [Certainty] {
    pairs.map { Certainty(chance: $0.0, isRight: $0.1) }
  }

  @Test func `the calibration error is the mean gap of the bins`() {
    // Two of 0.8 in one bin, one right: a gap of 0.6; one of 0.3 that is wrong: 0.3; over three.
    let judged = list([(0.8, true), (0.8, false), (0.3, false)])
    #expect(abs(Certainty.calibrationError(judged) - 0.3) < 1e-12)
    #expect(Certainty.calibrationError([]) == 0)
  }

  @Test func `chances that come true as often as they say have no error`() {
    var chance = SplitMix64(seed: 3)
    let judged = (0..<60_000).map { _ in
      let stated = chance.unit()
      return Certainty(chance: stated, isRight: chance.unit() < stated)
    }
    #expect(Certainty.calibrationError(judged) < 0.01)
  }

  @Test func `doubt begins where half the errors are left out`() {
    // Agreement 0.5, so three of four have to be right: true of the first four, not of the first six.
    let judged = list([
      (0.9, true), (0.8, true), (0.7, false), (0.6, true), (0.5, false), (0.4, false),
      (0.3, true), (0.2, false),
    ])
    #expect(Certainty.doubt(judged, agreement: 0.5) == 0.6)
  }

  @Test func `the threshold has the highest F1`() {
    let judged = list([(0.9, true), (0.6, false), (0.5, true), (0.2, false)])
    let (threshold, score) = Certainty.bestThreshold(judged)
    // Saying yes to three: two hits, F1 = 4 / 5.
    #expect(abs(score - 0.8) < 1e-12 && abs(threshold - 0.35) < 1e-12)
    #expect(Certainty.bestThreshold(list([(0.9, false)])) == (0.5, 0))
  }

  @Test func `a label that stands almost nowhere is not given to everything`() {
    let others = (0..<60).map { (0.9 - Double($0) / 100, false) }
    #expect(Certainty.bestThreshold(list(others + [(0.2, true)])) == (0.5, 0))
    #expect(Certainty.bestThreshold(list([(0.95, false), (0.92, true)] + others)).score > 0.6)
  }

  @Test func `ranks share their places where values tie`() {
    #expect(abs(RankCorrelation.spearman([1, 2, 3], [10, 20, 30]) - 1) < 1e-12)
    #expect(abs(RankCorrelation.spearman([1, 2, 3], [3, 2, 1]) + 1) < 1e-12)
    // Ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4: 4.5 / √(4.5 · 5).
    #expect(abs(RankCorrelation.spearman([1, 2, 2, 3], [1, 2, 3, 4]) - 0.948_683_3) < 1e-6)
    #expect(RankCorrelation.spearman([1, 1], [1, 2]) == 0)
  }

  @Test func `chances sum to one and keep the order`() {
    let chances = Verdict.chances([2, 1, -80], temperature: 0.5)
    #expect(abs(chances.reduce(0, +) - 1) < 1e-6)
    // e² over 1 + e² of the difference of two.
    #expect(abs(chances[0] - 0.880_797) < 1e-5)
    #expect(Verdict.best(chances, []) == 0 && Verdict.best(chances, [1, 8, 1]) == 1)
  }
}
