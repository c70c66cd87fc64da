import Statistics
import Testing

@Suite struct DistributionTests {
  @Test func `every quantile is the inverse of its distribution`() throws {
    var chance = SplitMix64(seed: 21)
    for _ in 0..<400 {
      let p = chance.unit() * 0.999_8 + 0.000_1
      let (a, b) = (0.1 + chance.unit() * 80, 0.1 + chance.unit() * 80)
      let x = try #require(betaQuantile(p, a: a, b: b))
      if x > 1e-300, x < 1 - 1e-12 {
        let back = try #require(regularizedIncompleteBeta(a: a, b: b, x: x))
        #expect(abs(back - p) <= 1e-10, "beta \(a) \(b) \(p)")
      }
      let g = try #require(gammaQuantile(p, shape: a))
      let lower = try #require(regularizedLowerGamma(a: a, x: g))
      let upper = try #require(regularizedUpperGamma(a: a, x: g))
      #expect(abs(lower - p) <= 1e-12)
      #expect(abs(lower + upper - 1) <= 1e-14)
      let c = try #require(chiSquareQuantile(p, degreesOfFreedom: a))
      #expect(abs(try #require(chiSquareCDF(c, degreesOfFreedom: a)) - p) <= 1e-12)
      let f = try #require(fQuantile(p, numerator: a + 1, denominator: b + 1))
      #expect(abs(try #require(fCDF(f, numerator: a + 1, denominator: b + 1)) - p) <= 1e-11)
    }
  }

  @Test func `the beta distribution mirrors when its parameters change places`() throws {
    var chance = SplitMix64(seed: 22)
    for _ in 0..<300 {
      let (a, b) = (0.2 + chance.unit() * 500, 0.2 + chance.unit() * 500)
      let x = Double(1 + chance.below(1023)) / 1024
      let one = try #require(regularizedIncompleteBeta(a: a, b: b, x: x))
      let other = try #require(regularizedIncompleteBeta(a: b, b: a, x: 1 - x))
      #expect(abs(one + other - 1) <= 1e-12)
    }
  }

  @Test func `binomial chances add up, and tails meet`() throws {
    for (n, p) in [(1, 0.3), (12, 0.5), (60, 0.97), (7, 0.0), (7, 1.0), (0, 0.4)] {
      var sum = 0.0
      for k in 0...n {
        sum += try #require(binomialPMF(k, n: n, p: p))
        #expect(abs(try #require(binomialCDF(k, n: n, p: p)) - sum) <= 1e-13)
        #expect(abs(try #require(binomialUpperTail(k, n: n, p: p)) - (1 - sum)) <= 1e-13)
      }
      #expect(abs(sum - 1) <= 1e-13)
    }
    // (1 − p)^n far beyond what a subtraction could show.
    let tail = try #require(binomialUpperTail(399, n: 400, p: 0.2))
    #expect(abs(tail / 2.582_249_878_086_965_9e-280 - 1) <= 1e-10)
  }

  @Test func `no number in, no number out`() {
    #expect(normalCDF(.nan) == nil && normalUpperTail(.nan) == nil && normalDensity(.nan) == nil)
    #expect(normalCDF(.infinity) == 1 && normalUpperTail(.infinity) == 0)
    #expect(normalDensity(-.infinity) == 0)
  }

  @Test func `small tails keep their digits`() throws {
    let chi = try #require(chiSquareUpperTail(1_300, degreesOfFreedom: 2))
    #expect(abs(chi / 5.111_951_948_651_156e-283 - 1) <= 1e-9)
    let t = try #require(studentTTwoSidedP(1e150, degreesOfFreedom: 2))
    #expect(abs(t / 1e-300 - 1) <= 1e-9)
    #expect(abs((normalUpperTail(37) ?? 0) / 5.725_571_222_524_577e-300 - 1) <= 1e-9)
    let z = try #require(normalQuantile(1e-300))
    #expect(abs(z + 37.047_096_299_361_2) <= 1e-11)
  }

  @Test func `more of a true difference makes a noncentral t smaller than a bound less often`()
    throws
  {
    var before = 1.0
    for step in 0...40 {
      let value = try #require(
        noncentralTCDF(2, degreesOfFreedom: 18, nonCentrality: Double(step) / 5))
      #expect(value < before && value > 0)
      before = value
    }
    let central = try #require(noncentralTCDF(1.3, degreesOfFreedom: 7, nonCentrality: 1e-12))
    #expect(abs(central - (try #require(studentTCDF(1.3, degreesOfFreedom: 7)))) <= 1e-11)
  }

  @Test func `Kendall's S is symmetric and counts every order of values`() throws {
    #expect(kendallSUpperTail(-3, n: 3) == 1)
    #expect(kendallSUpperTail(4, n: 3) == 0)
    #expect(abs(try #require(kendallSUpperTail(3, n: 3)) - 1.0 / 6) <= 1e-16)
    #expect(abs(try #require(kendallSUpperTail(2, n: 3)) - 1.0 / 6) <= 1e-16)
    for n in 2...25 {
      let pairs = n * (n - 1) / 2
      for s in stride(from: pairs % 2, through: pairs, by: 2) {
        let above = try #require(kendallSUpperTail(s, n: n))
        let below = 1 - (try #require(kendallSUpperTail(2 - s, n: n)))
        #expect(abs(above - below) <= 1e-13)
      }
    }
    #expect(kendallSUpperTail(0, n: 0) == 1)
    #expect(kendallSUpperTail(0, n: -1) == nil)
    #expect(kendallSUpperTail(0, n: 1_001) == nil)
  }

  @Test func `chart constants grow with the sample and agree with closed forms`() throws {
    let three = try #require(ChartConstants(sampleSize: 3))
    #expect(abs(three.d2 - 1.692_568_750_643_268_8) <= 1e-12)
    let ten = try #require(ChartConstants(sampleSize: 10))
    #expect(abs(ten.d2 - 3.077_505_461_670_3) <= 1e-9)
    #expect(abs(ten.c4 - 0.972_659_274_121_6) <= 1e-9)
    #expect(ten.rangeLowerFactor > 0 && three.rangeLowerFactor == 0)
    #expect(ChartConstants.pair.medianRange < three.medianRange)
    #expect(ChartConstants(sampleSize: 1) == nil)
  }

  @Test func `Gauss and Legendre's rule integrates what it should`() {
    let rule = GaussLegendre(12)
    let power = rule.integral(from: 0, to: 2) { value in
      (0..<23).reduce(1.0) { product, _ in product * value }
    }
    #expect(abs(power / (16_777_216.0 / 24) - 1) <= 1e-13)
    #expect(abs(GaussLegendre(320).weights.reduce(0, +) - 2) <= 1e-13)
    #expect(GaussLegendre(1).nodes == [0])
  }

  @Test func `outside its domain nothing is defined`() {
    #expect(regularizedLowerGamma(a: 0, x: 1) == nil)
    #expect(regularizedUpperGamma(a: 1, x: .infinity) == nil)
    #expect(gammaQuantile(1, shape: 2) == nil)
    #expect(betaQuantile(0.5, a: 0, b: 1) == nil)
    #expect(betaQuantile(.nan, a: 1, b: 1) == nil)
    #expect(chiSquareQuantile(0.5, degreesOfFreedom: 0) == nil)
    #expect(fUpperTail(1, numerator: 0, denominator: 3) == nil)
    #expect(binomialCDF(1, n: -1, p: 0.5) == nil)
    #expect(binomialPMF(1, n: 3, p: 1.5) == nil)
    #expect(noncentralTCDF(.nan, degreesOfFreedom: 3, nonCentrality: 0) == nil)
    #expect(quantiles([1, .nan], at: [0.5]) == nil)
    #expect(quantiles([1, 2], at: [1.5]) == nil)
  }
}
