import Glibc

/// Quantiles of a gamma distribution by the cube of a normal one (Wilson and Hilferty 1931).
enum GammaQuantile {
  /// The 90 % point of the normal distribution.
  static let ninety = 1.281_551_565_544_6
  /// The 75 % point of the normal distribution.
  static let threeQuarters = 0.674_489_750_196_1

  /// The whole count nearest to the point below which the normal share of `z` lies; never negative.
  static func count(mean: Double, variance: Double, z: Double) -> Double {
    guard mean > 0 else { return 0 }
    let spread = variance.squareRoot() / mean
    let root = Swift.max(0, 1 - spread * spread / 9 + z * spread / 3)
    return (mean * root * root * root).rounded()
  }

  /// The smallest deviation over the mean that has a count inside the middle 80 %.
  static func spread(reaching count: Double, mean: Double) -> Double {
    // An end reaches a count from half a call before it.
    let edge = count > mean ? Swift.max(mean, count - 0.5) : Swift.min(mean, count + 0.5)
    let excess = cbrt(edge / mean) - 1
    // Above: 1 − s²/9 + zs/3 = ∛ratio. Below: 1 − s²/9 − zs/3 = ∛ratio.
    let half = 1.5 * ninety
    if excess > 0 {
      let square = half * half - 9 * excess
      return square >= 0 ? half - square.squareRoot() : .infinity
    }
    return (half * half - 9 * excess).squareRoot() - half
  }
}
