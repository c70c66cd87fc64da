import Statistics
import Testing

@Suite struct EffectTests {
  @Test func `the interval of a paired change holds the truth 95 times in 100`() {
    var chance = SplitMix64(seed: 1)
    let runs = 1_500
    let held = (0..<runs).count { _ in
      let before = (0..<8).map { _ in 75 + 10 * chance.normal() }
      let change = pairedChange(before, before.map { $0 + 3 + 5 * chance.normal() })
      return change.estimate.lower ?? 9 <= 3 && change.estimate.upper ?? 0 >= 3
    }
    #expect(abs(Double(held) / Double(runs) - 0.95) < 0.018)
  }

  @Test func `a common shift is a change without variation, rounding or not`() {
    let before: [Double?] = [70.1, 80.3, 90.7, nil]
    let change = pairedChange(before, before.map { $0.map { $0 + 0.1 } })
    #expect(change.estimate.status == .noVariation)
    #expect(change.estimate.n == 3)
    #expect(change.p == nil)
    #expect(pairedChange([1], []).estimate.status == .invalidInput)
    #expect(pairedChange([1, .nan], [1, 2]).estimate.status == .invalidInput)
    #expect(pairedChange([nil], [3]).estimate.status == .notEnoughData)
  }

  @Test func `what happens to everybody cancels`() throws {
    let (treated, control): ([Double?], [Double?]) = ([70, 75, 81, nil], [72, 78, 80])
    let (after, other): ([Double?], [Double?]) = ([78, 80, 85, 90], [74, 77, 83])
    let one = differenceInDifferences(
      treatedBefore: treated, treatedAfter: after, controlBefore: control, controlAfter: other)
    let two = differenceInDifferences(
      treatedBefore: treated, treatedAfter: after.map { $0.map { $0 + 6 } },
      controlBefore: control, controlAfter: other.map { $0.map { $0 + 6 } })
    let value = try #require(one.estimate.value)
    #expect(abs(value - (try #require(two.estimate.value))) < 1e-12)
    #expect(one.estimate.n == 6)
    let swapped = differenceInDifferences(
      treatedBefore: control, treatedAfter: other, controlBefore: treated, controlAfter: after)
    #expect(abs(value + (try #require(swapped.estimate.value))) < 1e-12)
    #expect(one.p == swapped.p)
    let none = differenceInDifferences(
      treatedBefore: [1, 2], treatedAfter: [2, 3], controlBefore: [1, 2], controlAfter: [1, 2])
    #expect(none.estimate.status == .noVariation)
  }

  @Test func `all arrangements are counted, each once`() {
    var chance = SplitMix64(seed: 4)
    for _ in 0..<30 {
      let first = (0..<1 + chance.below(4)).map { _ in Double(chance.below(9)) }
      let second = (0..<1 + chance.below(4)).map { _ in Double(chance.below(9)) }
      let test = permutationTest(first, second)
      #expect(test == permutationTest(first, second, limit: test.arrangements))
      #expect(abs((test.p ?? 0) - byHand(first, second)) < 1e-12)
      #expect(test.p == permutationTest(second, first).p)
    }
    #expect(permutationTest([], [1]).status == .notEnoughData)
    #expect(permutationTest([1], [.nan]).status == .invalidInput)
    #expect(permutationTest([2, 2], [2, 2]).p == 1)
  }

  @Test func `a sample of arrangements comes close to all of them`() throws {
    var chance = SplitMix64(seed: 9)
    let first = (0..<8).map { _ in chance.normal() + 0.8 }
    let second = (0..<8).map { _ in chance.normal() }
    let exact = permutationTest(first, second)
    let sampled = permutationTest(first, second, limit: 4_000, seed: 2)
    #expect(exact.arrangements == 12_870)
    #expect(exact.isExact && !sampled.isExact)
    #expect(abs(try #require(exact.p) - (try #require(sampled.p))) < 0.03)
    #expect(sampled == permutationTest(first, second, limit: 4_000, seed: 2))
  }

  @Test func `the expected recovery is the one that happens`() throws {
    var chance = SplitMix64(seed: 6)
    var (rise, chosen) = (0.0, 0)
    for _ in 0..<40_000 {
      let level = 80 + 72.0.squareRoot() * chance.normal()
      let first = level + 72.0.squareRoot() * chance.normal()
      guard first < 70 else { continue }
      rise += level + 72.0.squareRoot() * chance.normal() - first
      chosen += 1
    }
    let expected = regressionToMean(
      mean: 80, standardDeviation: 12, correlation: 0.5, cutoff: 70)
    #expect(abs(rise / Double(chosen) - (try #require(expected.expectedRiseOfLowGroup))) < 0.3)
  }

  @Test func `more measurements and better ones leave less to recover`() throws {
    func rise(_ correlation: Double, _ measurements: Int, _ cutoff: Double = 65) throws -> Double {
      let found = regressionToMean(
        mean: 80, standardDeviation: 12, correlation: correlation, cutoff: cutoff,
        baselineMeasurements: measurements)
      return try #require(found.expectedRiseOfLowGroup)
    }
    #expect(try rise(0.2, 1) > rise(0.5, 1))
    #expect(try rise(0.5, 1) > rise(0.5, 3))
    #expect(try rise(1, 1) == 0)
    let far = try rise(0.5, 1, -2_000)
    #expect(abs(far - 6 * (2_080 / 12 + 12.0 / 2_080)) < 1e-3)
    #expect(
      regressionToMean(mean: 80, standardDeviation: 0, correlation: 0.5, cutoff: 70).status
        == .noVariation)
    #expect(
      regressionToMean(mean: 80, standardDeviation: 1, correlation: 2, cutoff: 70).status
        == .invalidInput)
  }

  @Test func `an equal start leaves the difference of the ends`() throws {
    let before: [Double?] = [70, 80, 90, 70, 80, 90, 60]
    let after: [Double?] = [75, 84, 96, 70, 81, 88, nil]
    let treated: [Bool?] = [true, true, true, false, false, false, true]
    let found = ancovaEffect(before: before, after: after, treated: treated)
    #expect(abs(try #require(found.estimate.value) - (85 - 239.0 / 3)) < 1e-12)
    #expect(found.degreesOfFreedom == 3)
    let flat = ancovaEffect(
      before: [5, 5, 5, 5], after: [1, 2, 3, 4], treated: [true, false, true, false])
    #expect(flat.estimate.status == .collinear)
    let exact = ancovaEffect(
      before: [1, 2, 3, 5], after: [3, 2, 5, 5], treated: [true, false, true, false])
    #expect(exact.estimate.status == .noVariation)
    #expect(exact.estimate.lower == nil)
  }

  private func byHand(_ first: [Double], _ second: [Double]) -> Double {
    let all = first + second
    func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
    let observed = abs(mean(first) - mean(second))
    var (extreme, count) = (0, 0)
    for mask in 0..<(1 << all.count) where mask.nonzeroBitCount == first.count {
      let chosen = all.indices.filter { mask >> $0 & 1 == 1 }.map { all[$0] }
      let rest = all.indices.filter { mask >> $0 & 1 == 0 }.map { all[$0] }
      count += 1
      if abs(mean(chosen) - mean(rest)) >= observed - 1e-9 { extreme += 1 }
    }
    return Double(extreme) / Double(count)
  }
}
