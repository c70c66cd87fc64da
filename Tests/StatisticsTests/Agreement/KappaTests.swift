import Statistics
import Testing

/// The coefficients that compare agreement with chance.
@Suite struct KappaTests {
  private func table(_ seed: UInt64, size: Int) -> [[Double]] {
    var chance = SplitMix64(seed: seed)
    return (0..<size).map { row in
      (0..<size).map { Double(chance.below(row == $0 ? 40 : 9) + ($0 == row ? 5 : 0)) }
    }
  }

  @Test(arguments: [AgreementWeights.identity, .linear, .quadratic, .ordinal])
  func `kappa does not depend on who is the first rater`(weights: AgreementWeights) {
    let table = table(3, size: 4)
    let turned = (0..<4).map { row in (0..<4).map { table[$0][row] } }
    let categories = [0.0, 20, 50, 100]
    let one = cohenKappa(table: table, categories: categories, weights: weights)
    let two = cohenKappa(table: turned, categories: categories, weights: weights)
    #expect(isClose(one.estimate.value, two.estimate.value))
    #expect(isClose(one.standardError, two.standardError))
    #expect(isClose(one.standardErrorNull, two.standardErrorNull))
  }

  @Test func `kappa does not depend on the order of categories or the unit of their values`() {
    let table = table(5, size: 3)
    let order = [2, 0, 1]
    let turned = order.map { row in order.map { table[row][$0] } }
    let one = cohenKappa(table: table, categories: [1, 2, 4], weights: .quadratic)
    let two = cohenKappa(table: turned, categories: [40, 10, 20], weights: .quadratic)
    #expect(isClose(one.estimate.value, two.estimate.value))
    #expect(isClose(one.standardError, two.standardError))
  }

  @Test func `two categories leave weights nothing to weigh`() {
    let table = table(7, size: 2)
    let values = [AgreementWeights.identity, .linear, .quadratic, .ordinal].map {
      cohenKappa(table: table, categories: [1, 2], weights: $0).estimate.value
    }
    for value in values { #expect(isClose(value, values[0])) }
  }

  @Test func `pairs and their table say the same`() {
    var chance = SplitMix64(seed: 2)
    let first = (0..<200).map { _ in Double(chance.below(3)) }
    let second = first.map { chance.unit() < 0.7 ? $0 : Double(chance.below(3)) }
    var table = Array(repeating: Array(repeating: 0.0, count: 3), count: 3)
    for (one, two) in zip(first, second) { table[Int(one)][Int(two)] += 1 }
    let byPairs = cohenKappa(first, second, categories: [0, 1, 2], weights: .linear)
    #expect(byPairs == cohenKappa(table: table, categories: [0, 1, 2], weights: .linear))
  }

  @Test func `kappa's interval covers the truth about as often as it says`() {
    var chance = SplitMix64(seed: 6)
    let held = percentage(of: 500) { _ in
      var table = [[0.0, 0, 0], [0, 0, 0], [0, 0, 0]]
      for _ in 0..<120 {
        let truth = chance.below(3)
        let one = chance.unit() < 0.8 ? truth : chance.below(3)
        let two = chance.unit() < 0.8 ? truth : chance.below(3)
        table[one][two] += 1
      }
      return cohenKappa(table: table, categories: [1, 2, 3]).estimate.covers(0.64)
    }
    #expect(held >= 92 && held <= 98, "\(held)")
  }

  @Test func `Gwet's and the percentage's intervals cover the truth about as often as they say`() {
    var chance = SplitMix64(seed: 9)
    let categories = [1.0, 2, 3]
    var held = (0.0, 0.0)
    for _ in 0..<300 {
      let ratings = Ratings(chance.ratings(items: 50, raters: 2, categories: 3, agree: 0.7))
      // Both raters right, or as alike as chance has them.
      let agreement = 0.49 + 0.51 / 3
      held.0 += percentAgreement(ratings, categories: categories).estimate.covers(agreement) ? 1 : 0
      held.1 += gwetAC(ratings, categories: categories).estimate.covers(0.49) ? 1 : 0
    }
    #expect(held.0 / 3 >= 91 && held.0 / 3 <= 98.5, "\(held.0 / 3)")
    #expect(held.1 / 3 >= 91 && held.1 / 3 <= 98.5, "\(held.1 / 3)")
  }

  @Test func `a category nobody uses changes AC1 and not the percentage`() {
    var chance = SplitMix64(seed: 1)
    let ratings = Ratings(chance.ratings(items: 20, raters: 3, categories: 2, agree: 0.8))
    let two = gwetAC(ratings, categories: [1, 2]).estimate.value ?? 0
    let five = gwetAC(ratings, categories: [1, 2, 3, 4, 5]).estimate.value ?? 0
    #expect(five > two)
    #expect(
      percentAgreement(ratings, categories: [1, 2]).estimate.value
        == percentAgreement(ratings, categories: [1, 2, 3, 4, 5]).estimate.value)
  }

  @Test func `raters and items in another order change nothing`() {
    var chance = SplitMix64(seed: 4)
    let rows = chance.ratings(items: 30, raters: 4, categories: 4, agree: 0.6, missing: 0.3)
    let mixed = chance.permutation(of: 30).map { rows[$0].reversed() as [Double?] }
    let categories = [1.0, 2, 3, 4]
    for weights in [AgreementWeights.identity, .linear, .quadratic, .ordinal] {
      let one = gwetAC(Ratings(rows), categories: categories, weights: weights)
      let two = gwetAC(Ratings(mixed), categories: categories, weights: weights)
      #expect(isClose(one.estimate.value, two.estimate.value))
      #expect(isClose(one.standardError, two.standardError))
    }
    #expect(
      isClose(
        fleissKappa(Ratings(rows), categories: categories).standardError,
        fleissKappa(Ratings(mixed), categories: categories.reversed()).standardError))
  }

  @Test func `what cannot be computed says why`() {
    let one = [1.0, 2]
    #expect(cohenKappa(table: [[1, 2]], categories: one).status == .invalidInput)
    #expect(cohenKappa(table: [[1, -2], [0, 1]], categories: one).status == .invalidInput)
    #expect(cohenKappa(table: [[1, 2], [0, 1]], categories: [1, 1]).status == .invalidInput)
    #expect(cohenKappa(table: [], categories: []).status == .invalidInput)
    #expect(cohenKappa([], [], categories: one).status == .notEnoughData)
    #expect(cohenKappa([1], [3], categories: one).status == .invalidInput)
    #expect(gwetAC(Ratings([]), categories: one).status == .notEnoughData)
    #expect(gwetAC(Ratings([[1, 3]]), categories: one).status == .invalidInput)
    #expect(gwetAC(Ratings([[1, 1]]), categories: [1]).status == .noVariation)
    #expect(gwetAC(Ratings([[1, 1]]), categories: []).status == .invalidInput)
    #expect(gwetAC(Ratings([[1, 1]]), categories: one).categoriesUsed == 1)
    #expect(fleissKappa(counts: []).status == .notEnoughData)
    #expect(fleissKappa(counts: [[0, 0]]).status == .notEnoughData)
    #expect(fleissKappa(counts: [[2, 0], [1]]).status == .invalidInput)
    #expect(fleissKappa(counts: [[2, 0], [2, 0]]).status == .noVariation)
  }
}
