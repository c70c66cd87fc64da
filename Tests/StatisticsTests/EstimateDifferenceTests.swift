import Statistics
import Testing

@Suite struct EstimateDifferenceTests {
  @Test(arguments: [(9.0, 10.0, 3.0, 10.0), (56, 70, 48, 80), (10, 10, 0, 20), (5, 56, 0, 29)])
  func `from two Wilson intervals comes Newcombe's`(x: Double, n: Double, y: Double, m: Double)
    throws
  {
    let ours = difference(
      of: wilsonInterval(successes: x, n: n), minus: wilsonInterval(successes: y, n: m))
    let newcombe = proportionDifference((x, n), (y, m))
    #expect(abs(try #require(ours.value) - (try #require(newcombe.value))) < 1e-12)
    #expect(abs(try #require(ours.lower) - (try #require(newcombe.lower))) < 1e-9)
    #expect(abs(try #require(ours.upper) - (try #require(newcombe.upper))) < 1e-9)
  }

  @Test func `the difference the other way round is its mirror`() throws {
    let one = boundedMeanInterval([100, 90, 80, 100, 60])
    let other = boundedMeanInterval([70, 50, 100])
    let (there, back) = (difference(of: one, minus: other), difference(of: other, minus: one))
    #expect(abs(try #require(there.lower) + (try #require(back.upper))) < 1e-9)
    #expect(abs(try #require(there.value) + (try #require(back.value))) < 1e-9)
  }

  @Test func `without data on a side there is no interval, and confidences must agree`() {
    let none = boundedMeanInterval([])
    let some = boundedMeanInterval([90, 80])
    #expect(difference(of: some, minus: none).status == .notEnoughData)
    #expect(difference(of: some, minus: none).lower == nil)
    let narrow = boundedMeanInterval([90, 80], confidence: 0.8)
    #expect(difference(of: some, minus: narrow).status == .invalidInput)
  }

  @Test func `of equal truths at most one difference in sixteen is called a signal`() {
    var chance = SplitMix64(seed: 20)
    func sample() -> [Double] { (0..<12).map { _ in Double(60 + chance.below(41)) } }
    let signals = (0..<2000).count { _ in
      let between = difference(
        of: boundedMeanInterval(sample()), minus: boundedMeanInterval(sample()))
      return (between.lower ?? 0) > 0 || (between.upper ?? 0) < 0
    }
    #expect(Double(signals) / 2000 < 0.0625)
  }
}
