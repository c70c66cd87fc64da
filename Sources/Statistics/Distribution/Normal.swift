import Glibc

/// P(Z ≤ x) of the standard normal distribution, accurate far into the lower tail; `nil` for no
/// number.
public func normalCDF(_ x: Double) -> Double? {
  x.isNaN ? nil : StandardNormal.cdf(x)
}

/// P(Z > x) of the standard normal distribution, accurate far into the upper tail; `nil` for no
/// number.
public func normalUpperTail(_ x: Double) -> Double? {
  x.isNaN ? nil : StandardNormal.upperTail(x)
}

/// The density of the standard normal distribution; `nil` for no number.
public func normalDensity(_ x: Double) -> Double? {
  x.isNaN ? nil : StandardNormal.density(x)
}

/// The same for arguments that are known to be numbers.
enum StandardNormal {
  static func cdf(_ x: Double) -> Double { 0.5 * erfc(-x * 0.5.squareRoot()) }

  static func upperTail(_ x: Double) -> Double { 0.5 * erfc(x * 0.5.squareRoot()) }

  static func density(_ x: Double) -> Double {
    exp(-x * x / 2) / (2 * Double.pi).squareRoot()
  }
}

/// The z with P(Z ≤ z) = p; `nil` outside 0 < p < 1.
///
/// Source: Wichura, "Algorithm AS 241", Applied Statistics 37 (1988), routine PPND16; polished by
/// one step of Halley's method on the error function.
public func normalQuantile(_ p: Double) -> Double? {
  guard p > 0, p < 1 else { return nil }
  return polished(normalStart(p), p)
}

/// The same to about sixteen digits near the middle and ten far out, without the last step.
func normalStart(_ p: Double) -> Double {
  let centred = p - 0.5
  if abs(centred) <= 0.425 {
    let x = 0.180625 - centred * centred
    return centred * centralNumerator(x) / centralDenominator(x)
  }
  let root = (-log(Swift.min(p, 1 - p))).squareRoot()
  let size =
    root <= 5
    ? middleNumerator(root - 1.6) / middleDenominator(root - 1.6)
    : tailNumerator(root - 5) / tailDenominator(root - 5)
  return centred < 0 ? -size : size
}

/// One step of Halley's method, on the tail that is the smaller one.
private func polished(_ z: Double, _ p: Double) -> Double {
  let density = StandardNormal.density(z)
  guard density > 0 else { return z }
  let error = z < 0 ? StandardNormal.cdf(z) - p : (1 - p) - StandardNormal.upperTail(z)
  let step = error / density
  let next = z - step / (1 + z * step / 2)
  return next.isFinite ? next : z
}

private func centralNumerator(_ x: Double) -> Double {
  horner(
    x,
    3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3,
    1.3731693765509461125e4, 4.5921953931549871457e4, 6.7265770927008700853e4,
    3.3430575583588128105e4, 2.5090809287301226727e3)
}

private func centralDenominator(_ x: Double) -> Double {
  horner(
    x,
    1.0, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
    2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4,
    5.2264952788528545610e3)
}

private func middleNumerator(_ x: Double) -> Double {
  horner(
    x,
    1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0,
    3.64784832476320460504e0, 1.27045825245236838258e0, 2.41780725177450611770e-1,
    2.27238449892691845833e-2, 7.74545014278341407640e-4)
}

private func middleDenominator(_ x: Double) -> Double {
  horner(
    x,
    1.0, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
    1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4,
    1.05075007164441684324e-9)
}

private func tailNumerator(_ x: Double) -> Double {
  horner(
    x,
    6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0,
    2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
    2.71155556874348757815e-5, 2.01033439929228813265e-7)
}

private func tailDenominator(_ x: Double) -> Double {
  horner(
    x,
    1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
    7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7,
    2.04426310338993978564e-15)
}
