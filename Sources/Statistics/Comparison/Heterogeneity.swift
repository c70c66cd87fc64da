import Glibc

/// How the variance between agents is estimated.
public enum SpreadMethod: String, Hashable, Sendable, CaseIterable {
  /// By moments, in one step (DerSimonian and Laird 1986).
  case derSimonianLaird = "DL"
  /// So that the weighted squares equal their expectation (Paule and Mandel 1982).
  case pauleMandel = "PM"
  /// By restricted maximum likelihood.
  case restrictedLikelihood = "REML"
}

/// Whether values differ by more than their own errors explain.
public struct Heterogeneity: Hashable, Sendable {
  /// Cochran's Q: the weighted sum of squares around the weighted mean.
  public let q: Double
  /// The chance of so large a Q if all true values were equal; `nil` below two values.
  public let p: Double?
  /// The share of the spread that is not chance, in 0…1 (Higgins and Thompson 2002).
  public let i2: Double
}

/// Values with standard errors, and the weighted sums that everything about them is made of.
struct ErrorProneValues {
  let values: [Double]
  let variances: [Double]

  /// `nil` unless there are as many errors as values, all errors positive, and nothing so large or
  /// small that its square could not be written down.
  init?(_ values: [Double], standardErrors: [Double]) {
    guard values.count == standardErrors.count, values.allSatisfy({ abs($0) <= 1e100 }),
      standardErrors.allSatisfy({ $0 >= 1e-45 && $0 <= 1e100 })
    else { return nil }
    self.values = values
    variances = standardErrors.map { $0 * $0 }
  }

  var count: Int { values.count }

  struct Sums {
    /// Σw, Σw², with w = 1 / (variance + tau²).
    var weight = 0.0
    var squaredWeight = 0.0
    var mean = 0.0
    /// Σw(y − mean)² and Σw²(y − mean)².
    var q = 0.0
    var slope = 0.0

    var standardError: Double { 1 / weight.squareRoot() }
  }

  func sums(tau2: Double) -> Sums {
    var sums = Sums()
    let origin = values.first ?? 0
    for index in values.indices {
      let weight = 1 / (variances[index] + tau2)
      sums.weight += weight
      sums.squaredWeight += weight * weight
      sums.mean += weight * (values[index] - origin)
    }
    sums.mean = origin + sums.mean / sums.weight
    for index in values.indices {
      let weight = 1 / (variances[index] + tau2)
      let part = weight * (values[index] - sums.mean)
      sums.q += part * (values[index] - sums.mean)
      sums.slope += part * part
    }
    return sums
  }

  var heterogeneity: Heterogeneity {
    let q = sums(tau2: 0).q
    let freedom = Double(count - 1)
    return Heterogeneity(
      q: q, p: count > 1 ? chiSquareUpperTail(q, degreesOfFreedom: freedom) : nil,
      i2: q > freedom && q > 0 ? (q - freedom) / q : 0)
  }

  /// The variance between the true values, never below 0; `nil` when the search does not end.
  func tau2(_ method: SpreadMethod) -> Double? {
    guard count > 1 else { return nil }
    switch method {
    case .derSimonianLaird: return derSimonianLaird
    case .pauleMandel: return pauleMandel
    case .restrictedLikelihood: return restrictedLikelihood
    }
  }

  private var derSimonianLaird: Double {
    let fixed = sums(tau2: 0)
    let scale = fixed.weight - fixed.squaredWeight / fixed.weight
    return Swift.max(0, (fixed.q - Double(count - 1)) / scale)
  }

  /// Newton's method from 0: the sum falls and is convex in tau², so every step stays below.
  private var pauleMandel: Double? {
    let wanted = Double(count - 1)
    var tau2 = 0.0
    for _ in 0..<1_000 {
      let sums = sums(tau2: tau2)
      guard sums.q > wanted, sums.slope > 0 else { return tau2 }
      let step = (sums.q - wanted) / sums.slope
      tau2 += step
      if step <= 1e-15 * tau2 { return tau2 }
    }
    return nil
  }

  /// Every place where the restricted likelihood stops rising, and the best of them.
  private var restrictedLikelihood: Double? {
    func score(_ tau2: Double) -> Double {
      let sums = sums(tau2: tau2)
      return sums.slope + sums.squaredWeight / sums.weight - sums.weight
    }
    func likelihood(_ tau2: Double) -> Double {
      let sums = sums(tau2: tau2)
      return -0.5
        * (variances.reduce(0) { $0 + log($1 + tau2) } + log(sums.weight) + sums.q)
    }
    let smallest = variances.min() ?? 1
    let moments = Moments(values)
    let widest = (moments.standardDeviation ?? 0) * Double(count) + smallest.squareRoot()
    let largest = Swift.max(widest * widest, variances.max() ?? 1)
    var best = (tau2: 0.0, likelihood: likelihood(0))
    var low = 0.0
    var isRising = score(0) > 0
    let ratio = pow(largest / (smallest * 1e-6), 1.0 / 80)
    for index in 0...80 {
      let high = smallest * 1e-6 * pow(ratio, Double(index))
      let rises = score(high) > 0
      if isRising && !rises {
        guard let tau2 = bracketedRoot(low, high, score) else { return nil }
        let reached = likelihood(tau2)
        if reached > best.likelihood { best = (tau2, reached) }
      }
      (low, isRising) = (high, rises)
    }
    return isRising ? nil : best.tau2
  }
}

/// P(|Z| ≥ |z|).
func twoSidedP(_ z: Double) -> Double { erfc(abs(z) * 0.5.squareRoot()) }
