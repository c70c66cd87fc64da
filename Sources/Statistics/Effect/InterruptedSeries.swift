import Glibc

/// The known periods of a series with a break, and what regression needs of them.
struct InterruptedSeries {
  let times: [Int]
  let values: [Double]
  /// The four columns of the design: 1, t, after, after · (t − t₀).
  let columns: [[Double]]
  /// How many known periods lie before the break.
  let before: Int

  var n: Int { times.count }
  var after: Int { times.count - before }

  init(_ series: [Double?], interruption: Int) {
    times = series.indices.filter { series[$0] != nil }
    values = series.compactMap { $0 }
    before = times.count { $0 < interruption }
    columns = [
      times.map { _ in 1 }, times.map(Double.init),
      times.map { $0 >= interruption ? 1 : 0 },
      times.map { $0 >= interruption ? Double($0 - interruption) : 0 },
    ]
  }

  /// Newey and West's rule of thumb for how far back to look.
  static func usualLag(_ n: Int) -> Int { Int(4 * pow(Double(n) / 100, 2.0 / 9)) }

  /// Whether nothing but rounding is left over.
  func isFittedExactly(by residuals: [Double]) -> Bool {
    let size = values.reduce(0) { max($0, abs($1)) }
    return residuals.allSatisfy { abs($0) <= 1e-12 * size }
  }

  /// Σ eₜ eₜ₋₁ / Σ eₜ², over neighbours that are both known.
  func autocorrelation(of residuals: [Double]) -> Double {
    var (products, squares) = (0.0, 0.0)
    for index in residuals.indices {
      squares += residuals[index] * residuals[index]
      if index > 0, times[index] == times[index - 1] + 1 {
        products += residuals[index] * residuals[index - 1]
      }
    }
    return products / squares
  }

  /// Σ (eₜ − eₜ₋₁)² / Σ eₜ².
  func durbinWatson(of residuals: [Double]) -> Double? {
    var (steps, squares) = (0.0, 0.0)
    for index in residuals.indices {
      squares += residuals[index] * residuals[index]
      if index > 0, times[index] == times[index - 1] + 1 {
        steps +=
          (residuals[index] - residuals[index - 1]) * (residuals[index] - residuals[index - 1])
      }
    }
    return finite(steps / squares)
  }

  /// The covariance of the coefficients that allows for correlation up to a lag, row by row.
  func robustCovariance(_ residuals: [Double], _ gram: [Double], lag: Int) -> [Double] {
    var meat = [Double](repeating: 0, count: 16)
    for later in times.indices {
      for earlier in stride(from: later, through: 0, by: -1) {
        let distance = times[later] - times[earlier]
        if distance > lag { break }
        let weight = 1 - Double(distance) / Double(lag + 1)
        let product = weight * residuals[later] * residuals[earlier]
        for row in 0..<4 {
          for column in 0..<4 {
            let cross = columns[row][later] * columns[column][earlier]
            meat[row * 4 + column] += product * cross
            if distance > 0 { meat[column * 4 + row] += product * cross }
          }
        }
      }
    }
    let factor = Double(n) / Double(n - 4)
    return multiplied(multiplied(gram, meat), gram).map { $0 * factor }
  }

  /// Design and response with an autoregression of first order taken out, the first period kept.
  ///
  /// Over a gap of g periods the step is x − ρᵍ x₋, scaled to the variance of a single step.
  func whitened(_ rho: Double) -> (design: LeastSquares, response: [Double]) {
    let scale = (1 - rho * rho).squareRoot()
    func step(_ column: [Double]) -> [Double] {
      column.indices.map { index in
        guard index > 0 else { return scale * column[0] }
        let gap = times[index] - times[index - 1]
        if gap == 1 { return column[index] - rho * column[index - 1] }
        let memory = pow(rho, Double(gap))
        return scale / (1 - memory * memory).squareRoot()
          * (column[index] - memory * column[index - 1])
      }
    }
    return (LeastSquares(columns.map(step)), step(values))
  }
}

/// The product of two 4 × 4 matrices, row by row.
private func multiplied(_ one: [Double], _ two: [Double]) -> [Double] {
  var product = [Double](repeating: 0, count: 16)
  for row in 0..<4 {
    for column in 0..<4 {
      for inner in 0..<4 {
        product[row * 4 + column] += one[row * 4 + inner] * two[inner * 4 + column]
      }
    }
  }
  return product
}
