import Glibc
import Statistics
import Testing

@testable import Linguistics

/// What unseen parts say about how to answer.
@Suite struct JudgementTests {
  /// Two labels, of which one stands in one text of `rare`, and what a network makes of them: the
  /// right one by `sure`, give or take.
  private func judge(_ count: Int, rare: Int, sure: Double, seed: UInt64) -> [Float] {
    var chance = SplitMix64(seed: seed)
    let labels = (0..<count).map { $0 % rare == 0 ? 1 : 0 }
    let raw = labels.flatMap { label -> [Float] in
      // A network knows how rare a label is.
      let odds = (label == 1 ? sure : -sure) + 4 * (chance.unit() + chance.unit() - 1)
      return [0, Float(odds - log(Double(rare - 1)))]
    }
    let targets = Targets(
      labels.map { LabelledText([], .one($0)) }, kind: .one, outputs: 2,
      scale: NumberScale(mean: 0, deviation: 1))
    return Judgement([Trial(aside: Array(0..<count), byNetwork: raw, byLinear: [])], targets)
      .verdict.weights
  }

  @Test func `a rare label that is known somewhat is given more often`() {
    let weights = judge(2000, rare: 10, sure: 1, seed: 1)
    #expect(weights[1] > 1.2 * weights[0])
  }

  @Test func `of few texts with labels alike often, factors that luck brings are left`() {
    let moved = (0..<40).count { seed in
      judge(150, rare: 2, sure: 0.3, seed: UInt64(seed)) != [1, 1]
    }
    #expect(moved < 16)
  }
}
