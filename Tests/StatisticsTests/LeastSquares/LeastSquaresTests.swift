import Statistics
import Testing

@Suite struct LeastSquaresTests {
  @Test func `a line through points on a line is that line`() throws {
    let x = [1.0, 2, 3, 4, 5]
    let model = LeastSquares([Array(repeating: 1, count: 5), x])
    let fit = try #require(model.fit(x.map { 3 + 2 * $0 }))
    #expect(model.status == .ok)
    #expect(close(fit.coefficients, [3, 2]))
    #expect(fit.residualSumOfSquares < 1e-20)
    #expect(fit.degreesOfFreedom == 3)
  }

  @Test func `residuals are orthogonal to every column`() throws {
    var chance = SplitMix64(seed: 11)
    for _ in 0..<50 {
      let (rows, columns) = (8 + chance.below(20), 1 + chance.below(6))
      let design = (0..<columns).map { _ in (0..<rows).map { _ in chance.unit() * 10 - 3 } }
      let response = (0..<rows).map { _ in chance.unit() * 100 }
      let fit = try #require(LeastSquares(design).fit(response))
      for column in design {
        #expect(abs(zip(column, fit.residuals).reduce(0) { $0 + $1.0 * $1.1 }) < 1e-8)
      }
      let squares = fit.residuals.reduce(0) { $0 + $1 * $1 }
      #expect(abs(squares - fit.residualSumOfSquares) < 1e-9 * squares)
    }
  }

  @Test func `a weight of two is an observation seen twice`() throws {
    let (x, y) = ([1.0, 2, 4, 7], [2.0, 3, 9, 11])
    let ones = [1.0, 1, 1, 1]
    let weighted = LeastSquares([ones, x], weights: [1, 2, 1, 0])
    let repeated = LeastSquares([ones, [1, 2, 2, 4]])
    let one = try #require(weighted.fit(y))
    let two = try #require(repeated.fit([2, 3, 3, 9]))
    #expect(close(one.coefficients, two.coefficients))
    #expect(close([one.residualSumOfSquares], [two.residualSumOfSquares]))
    #expect(close(try #require(weighted.inverseGram()), try #require(repeated.inverseGram())))
  }

  @Test func `a column that others explain is named, and nothing is fitted`() {
    let (ones, x) = ([1.0, 1, 1, 1, 1], [1.0, 2, 3, 4, 5])
    let model = LeastSquares([ones, x, x.map { 2 * $0 - 7 }, [1, 0, 0, 1, 0]])
    #expect(model.status == .collinear)
    #expect(model.dependentColumns == [2])
    #expect(model.rank == 3)
    #expect(model.fit(x) == nil)
    #expect(model.inverseGram() == nil)
    #expect(LeastSquares([ones, [0, 0, 0, 0, 0]]).dependentColumns == [1])
  }

  @Test func `a large offset costs no digits that matter`() throws {
    let x = [1.0, 2, 3, 4, 6].map { $0 + 1e6 }
    let model = LeastSquares([[1, 1, 1, 1, 1], x])
    let fit = try #require(model.fit(x.map { 2 * ($0 - 1e6) }))
    #expect(abs(fit.coefficients[1] - 2) < 1e-8)
  }

  @Test func `what makes no sense is refused`() {
    #expect(LeastSquares([[1, 2], [1]]).status == .invalidInput)
    #expect(LeastSquares([[1, .nan]]).status == .invalidInput)
    #expect(LeastSquares([[1, 2]], weights: [1, -1]).status == .invalidInput)
    #expect(LeastSquares([]).status == .notEnoughData)
    #expect(LeastSquares([[1], [2]]).status == .notEnoughData)
    #expect(LeastSquares([[1, 2]]).fit([1]) == nil)
    #expect(LeastSquares([[1, 2]]).fit([1, .infinity]) == nil)
  }

  @Test func `the inverse of a Gram matrix by triangle and by Cholesky agree`() throws {
    let design = [[1.0, 1, 1, 1, 1, 1], [1, 4, 2, 8, 5, 7], [3, 1, 4, 1, 5, 9]]
    let gram = design.flatMap { one in
      design.map { two in zip(one, two).reduce(0) { $0 + $1.0 * $1.1 } }
    }
    let factor = try #require(Cholesky(gram, size: 3))
    let direct = try #require(LeastSquares(design).inverseGram())
    #expect(close(direct, try #require(factor.inverse()), within: 1e-10))
    let solved = try #require(factor.solve([gram[0], gram[3], gram[6]]))
    #expect(close(solved, [1, 0, 0], within: 1e-10))
  }

  @Test func `a matrix that is not positive definite has no factor`() throws {
    #expect(Cholesky([1, 1, 1, 1], size: 2) == nil)
    #expect(Cholesky([0], size: 1) == nil)
    #expect(Cholesky([1, 2, 2, 1], size: 2) == nil)
    #expect(Cholesky([1, 2], size: 2) == nil)
    let four = try #require(Cholesky([4, 0, 0, 9], size: 2))
    #expect(abs(exp36(four.logDeterminant) - 36) < 1e-9)
    #expect(try #require(Cholesky([], size: 0)).solve([]) == [])
  }
}

/// e^x by its series about log 36; the tests need no mathematics library for one value.
private func exp36(_ x: Double) -> Double { 36 * (1 + (x - 3.5835189384561099)) }

private func close(_ got: [Double], _ want: [Double], within tolerance: Double = 1e-12) -> Bool {
  got.count == want.count
    && zip(got, want).allSatisfy { abs($0 - $1) <= tolerance * Swift.max(1, abs($1)) }
}
