import Glibc

/// The shortest time of one run among many, after a warm-up.
struct Stopwatch {
  /// How long to go on, at least, in seconds.
  let patience: Double

  /// The shortest time in seconds, and what the work gave.
  func shortest(_ work: () -> [Double?]) -> (seconds: Double, result: [Double?]) {
    let result = work()
    var shortest = Double.infinity
    let begun = now()
    var runs = 0
    while runs < 5 || now() - begun < patience {
      let start = now()
      let again = work()
      shortest = min(shortest, now() - start)
      precondition(again.count == result.count)
      runs += 1
    }
    return (shortest, result)
  }

  private func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
