import Kernel
import People
import Statistics
import Storage
import Testing

@testable import Reviews

@Suite struct AllotmentTests {
  private static let people = (1...4).map { Person.ID(rawValue: $0) }

  private static func allotment(
    _ counts: [Int], past: [[Double]] = [], minimum: Int = 2, average: Int = 5
  ) -> Allotment {
    Allotment(
      population: Dictionary(uniqueKeysWithValues: zip(people, counts)),
      past: Dictionary(uniqueKeysWithValues: zip(people, past)),
      size: SampleSize(minimum: minimum),
      rule: SamplingRule(allocation: .stability, average: average))
  }

  @Test func `the team's number is kept and nobody is below the least or above all there are`() {
    var generator = SplitMix64(seed: 5)
    for _ in 0..<300 {
      let counts = (0..<4).map { _ in generator.below(40) }
      let past = (0..<4).map { _ in
        (0..<generator.below(12)).map { _ in Double(generator.below(101)) }
      }
      let allotment = Self.allotment(counts, past: past)
      #expect(allotment.drawn == counts.reduce(0) { $0 + min($1, 5) })
      for share in allotment.shares {
        #expect((min(2, share.population)...share.population).contains(share.drawn))
      }
    }
  }

  @Test func `whoever varies gets more, however good they are`() {
    let steady = [80.0, 82, 81, 79, 80, 81, 80, 82]
    let varied = [100.0, 40, 95, 30, 100, 55, 90, 45]
    let drawn = Self.allotment(
      [30, 30, 30, 30], past: [steady, varied, steady.map { $0 - 60 }, []]
    ).shares.map(\.drawn)
    #expect(drawn[1] > drawn[3] && drawn[3] > drawn[0])
    #expect(drawn[0] == drawn[2], "a low score draws no more than a high one")
  }

  @Test func `what is known is mixed with what is usual, worth four reviews`() {
    // (4 · 12² + 2 · 100) / (4 + 2) with the variance 100 of three scores.
    let spreads = Allotment.spreads(of: [[70, 80, 90], [], [50]])
    #expect(abs(spreads[0] - ((4 * 144 + 2 * 100) / 6.0).squareRoot()) < 1e-12)
    #expect(spreads[1] == 12 && spreads[2] == 12)
  }

  @Test func `the allocation is the best of all there are`() {
    let past = [[60.0, 90, 75], [80, 81, 82], [10, 100, 50, 90], []]
    let shares = Self.allotment([10, 14, 8, 12], past: past, minimum: 1, average: 3).shares
    func variance(_ counts: [Int]) -> Double {
      zip(shares, counts).reduce(0) { sum, one in
        let whole = Double(one.0.population) * one.0.spread
        return sum + whole * whole / Double(one.1)
      }
    }
    let best = variance(shares.map(\.drawn))
    for a in 1...9 {
      for b in 1...9 {
        for c in 1...8 where (1...9).contains(12 - a - b - c) {
          #expect(variance([a, b, c, 12 - a - b - c]) >= best * (1 - 1e-12))
        }
      }
    }
  }

  @Test func `in equal shares nothing of the past matters`() {
    let allotment = Allotment(
      population: [Self.people[0]: 41, Self.people[1]: 3],
      past: [Self.people[0]: [0, 100, 0, 100]], size: SampleSize(minimum: 4, percent: 10),
      rule: SamplingRule())
    #expect(allotment.shares.map(\.drawn) == [5, 3])
  }

  @Test func `a rule survives being written down`() {
    let rule = SamplingRule(
      purpose: .contract, allocation: .stability, average: 7, flagged: 9,
      marks: ["longHold": 90], countsFlagged: false, topUp: 6, target: 15)
    #expect(SamplingRule(sqlValue: rule.sqlValue) == rule)
    // What an earlier program did not know is as usual; what cannot be read is none.
    #expect(SamplingRule(sqlValue: .text("{}")) == SamplingRule())
    #expect(SamplingRule(sqlValue: .text(#"{"flagged":"many"}"#)) == nil)
  }
}
