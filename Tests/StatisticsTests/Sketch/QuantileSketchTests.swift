import Testing

@testable import Statistics

@Suite struct QuantileSketchTests {
  private static let shares = [0.0, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 1]

  /// Times as service desks see them: seconds to weeks, many alike, some zero.
  private func values(_ seed: UInt64) -> [Int] {
    var chance = SplitMix64(seed: seed)
    let count = 1 + chance.below(400)
    let octaves = 1 + chance.below(31)
    return (0..<count).map { _ in
      chance.below(10) == 0 ? 0 : chance.below(1 << (1 + chance.below(octaves)))
    }
  }

  @Test(arguments: 0..<200)
  func `every quantile is within the stated relative error of the exact one`(seed: UInt64) throws {
    let values = values(seed)
    var sketch = QuantileSketch()
    for value in values { sketch.add(value) }
    let exact = try #require(quantiles(values.map(Double.init), at: Self.shares))
    for (share, truth) in zip(Self.shares, exact) {
      let told = try #require(sketch.quantile(share))
      #expect(abs(told - truth) <= QuantileSketch.relativeError * truth + 1e-9)
    }
  }

  @Test(arguments: 0..<200)
  func `the interval's ends are those of the exact order statistics`(seed: UInt64) throws {
    let values = values(seed ^ 0xABC)
    var sketch = QuantileSketch()
    for value in values { sketch.add(value) }
    for share in [0.5, 0.9] {
      let exact = quantileInterval(values.map(Double.init), share: share).estimate
      let told = sketch.estimate(share)
      #expect(told.n == exact.n && told.method == exact.method)
      for (one, other) in [(told.lower, exact.lower), (told.upper, exact.upper)] {
        #expect((one == nil) == (other == nil))
        guard let one, let other else { continue }
        #expect(abs(one - other) <= QuantileSketch.relativeError * other + 1e-9)
      }
    }
  }

  @Test(arguments: 0..<100)
  func `merging in any order is the same as adding all, and taking out undoes it`(seed: UInt64) {
    var chance = SplitMix64(seed: seed)
    let parts = (0..<5).map { _ in values(chance.next()) }
    var sketches: [QuantileSketch] = []
    var all = QuantileSketch()
    for part in parts {
      var sketch = QuantileSketch()
      for value in part {
        sketch.add(value)
        all.add(value)
      }
      sketches.append(sketch)
    }
    var merged = QuantileSketch()
    for index in chance.permutation(of: 5) { merged.merge(sketches[index]) }
    #expect(merged == all)
    for index in chance.permutation(of: 5) { merged.subtract(sketches[index]) }
    #expect(merged.isEmpty && merged == QuantileSketch())
  }

  @Test(arguments: 0..<100)
  func `what is written is read again, and half of it is refused`(seed: UInt64) throws {
    var sketch = QuantileSketch()
    for value in values(seed) { sketch.add(value) }
    var bytes: [UInt8] = [9]
    sketch.write(to: &bytes)
    bytes.append(7)
    var place = 1
    #expect(QuantileSketch(bytes, at: &place) == sketch)
    #expect(place == bytes.count - 1)
    var start = 1
    #expect(QuantileSketch(Array(bytes.prefix(bytes.count / 2)), at: &start) == nil)
  }

  @Test func `a bucket's numbers all lie within the error of its middle`() {
    for exponent in 0..<62 {
      for value in [1 << exponent, 1 << exponent + 1 << max(0, exponent - 3), 2 << exponent - 1] {
        let middle = QuantileSketch.middle(of: QuantileSketch.index(of: value))
        #expect(abs(middle - Double(value)) <= Double(value) * QuantileSketch.relativeError)
      }
    }
  }

  @Test func `without values there is no quantile, and nothing is made up below zero`() {
    var sketch = QuantileSketch()
    #expect(sketch.quantile(0.5) == nil && sketch.estimate().status == .notEnoughData)
    sketch.add(-5)
    #expect(sketch.quantile(0.5) == 0)
  }

  @Test(arguments: [0, 1, -1, 63, 64, -64, -65, Int.max, Int.min])
  func `numbers of either sign travel through bytes`(value: Int) {
    var bytes: [UInt8] = []
    Varint.write(value, to: &bytes)
    var place = 0
    #expect(Varint.read(bytes, at: &place) == value && place == bytes.count)
  }
}
