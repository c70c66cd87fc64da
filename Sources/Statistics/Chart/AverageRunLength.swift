/// How a control chart decides, in units of the known sigma.
public enum ControlScheme: Hashable, Sendable {
  /// Single values against ± a number of sigmas.
  case shewhart(limit: Double)
  /// Two cumulative sums with slack k and limit h, both in sigmas.
  case cusum(slack: Double, limit: Double)
  /// A moving average of weight lambda against its steady limits, `width` sigmas of it away.
  case ewma(lambda: Double, width: Double)
}

/// How many periods a chart runs on average before it signals, if the mean is off by some sigmas.
///
/// With a shift of 0 it is the time between false alarms, which should be long; with a real shift
/// it is the delay until it is found, which should be short. Independent normal values, known mean
/// and sigma, sums and averages starting at 0. Exact for Shewhart charts; otherwise the integral
/// equation of the run length, solved at Gauss-Legendre points, so relative errors stay below 10⁻⁶.
/// The two sums of a CUSUM combine as 1/ARL = 1/ARL⁺ + 1/ARL⁻.
///
/// Use it to choose a chart before data come. Not for limits estimated from a few points: those
/// cry wolf more often.
///
/// Say: "This chart cries wolf about once in 37 years of months, and notices a drop of one sigma
/// within ten months."
///
/// Cost O(m³) with at most m = 400 points. Sources: Brook and Evans 1972; Crowder 1987; Montgomery,
/// "Introduction to Statistical Quality Control", 9.1 and 9.2.
/// - Parameters:
///   - scheme: the chart.
///   - shift: how far the mean is off, in sigmas.
/// - Returns: a number of periods; `nil` for limits that make no sense or run lengths beyond
///   double precision.
public func averageRunLength(of scheme: ControlScheme, shift: Double = 0) -> Double? {
  guard shift.isFinite else { return nil }
  switch scheme {
  case .shewhart(let limit):
    guard limit >= 0, limit.isFinite else { return nil }
    return finite(
      1 / (StandardNormal.upperTail(limit - shift) + StandardNormal.upperTail(limit + shift)))
  case .cusum(let slack, let limit):
    guard slack >= 0, slack.isFinite, limit >= 0, limit <= 50 else { return nil }
    let up = oneSided(slack: slack, limit: limit, shift: shift)
    let down = oneSided(slack: slack, limit: limit, shift: -shift)
    return finite(1 / (1 / up + 1 / down))
  case .ewma(let lambda, let width):
    guard lambda > 0, lambda <= 1, width > 0, width <= 20 else { return nil }
    return finite(movingAverage(lambda: lambda, width: width, shift: shift))
  }
}

/// L(u) = 1 + L(0) Φ(k − u − δ) + ∫₀ʰ L(y) φ(y + k − u − δ) dy, at u = 0.
private func oneSided(slack: Double, limit: Double, shift: Double) -> Double {
  let rule = GaussLegendre(min(400, 32 + Int(8 * limit)))
  let nodes = [0] + rule.nodes.map { limit * ($0 + 1) / 2 }
  let weights = [0] + rule.weights.map { limit * $0 / 2 }
  let offset = slack - shift
  return runLength(size: nodes.count) { row, column in
    column == 0
      ? StandardNormal.cdf(offset - nodes[row])
      : weights[column] * StandardNormal.density(nodes[column] + offset - nodes[row])
  }
}

/// L(u) = 1 + ∫ L(y) φ((y − (1 − λ)u)/λ − δ) dy / λ over the limits, at u = 0.
private func movingAverage(lambda: Double, width: Double, shift: Double) -> Double {
  let limit = width * (lambda / (2 - lambda)).squareRoot()
  let rule = GaussLegendre(min(400, 32 + Int(8 * limit / lambda)))
  let nodes = [0] + rule.nodes.map { limit * $0 }
  let weights = [0] + rule.weights.map { limit * $0 / lambda }
  return runLength(size: nodes.count) { row, column in
    weights[column]
      * StandardNormal.density((nodes[column] - (1 - lambda) * nodes[row]) / lambda - shift)
  }
}

/// The first of the L with L = 1 + K L; infinite where double precision cannot tell it from that.
private func runLength(size: Int, kernel: (Int, Int) -> Double) -> Double {
  var matrix = [Double](repeating: 0, count: size * size)
  for column in 0..<size {
    for row in 0..<size {
      matrix[column * size + row] = (row == column ? 1 : 0) - kernel(row, column)
    }
  }
  let system = LeastSquares(columnMajor: matrix, rows: size, columns: size, tolerance: 1e-14)
  guard let length = system.fit([Double](repeating: 1, count: size))?.coefficients.first else {
    return .infinity
  }
  return length >= 1 && length < 1e11 ? length : .infinity
}
