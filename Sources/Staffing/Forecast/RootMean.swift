import Glibc

/// From the mean of square roots back to the mean of counts.
///
/// Squaring alone loses the variance of the roots: a quarter of a call in a busy interval, and nearly
/// all calls in one where a call comes now and then. Exact for Poisson counts.
enum RootMean {
  /// The mean of Poisson counts whose square roots have this mean.
  static func count(root: Double) -> Double {
    let place = root * steps
    let index = Int(Swift.max(0, Swift.min(place, Double(losses.count - 2))))
    let part = Swift.min(1, place - Double(index))
    let loss = losses[index] + part * (losses[index + 1] - losses[index])
    return root * root + loss
  }

  /// Entries for each whole root.
  private static let steps = 64.0

  /// What squaring loses, by root from 0 to 4; beyond that it changes no more.
  private static let losses: [Double] = {
    var mean = 0.0
    return (0...256).map { step in
      let root = Double(step) / steps
      for _ in 0..<5 {
        let (value, slope) = meanRoot(mean)
        mean += (root - value) / slope
      }
      return mean - root * root
    }
  }()

  /// The mean square root of a Poisson count, and how fast it grows with the mean.
  private static func meanRoot(_ mean: Double) -> (value: Double, slope: Double) {
    var chance = exp(-mean)
    var (value, next) = (0.0, chance)
    for count in 1..<64 {
      chance *= mean / Double(count)
      value += chance * Double(count).squareRoot()
      next += chance * Double(count + 1).squareRoot()
    }
    return (value, next - value)
  }
}
