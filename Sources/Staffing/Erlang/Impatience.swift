import Glibc
import Statistics

/// The rates of an Erlang A queue, per second.
struct Impatience {
  /// λ, calls.
  let arrivals: Double
  /// μ, calls that one busy agent finishes.
  let service: Double
  /// θ, how fast one waiting customer hangs up.
  let leaving: Double

  init(_ demand: Demand, patience: Double) {
    arrivals = demand.rate
    service = 1 / demand.handlingTime
    leaving = 1 / patience
  }

  /// Where the chain of waiting customers comes to rest.
  struct Queue {
    let waitProbability: Double
    /// 1 − ``waitProbability``, with its digits.
    let noWait: Double
    let abandonment: Double
    /// ``abandonment``, relative to the chance that all agents are busy and nobody waits.
    let relativeAbandonment: Double
    /// The logarithm of the chance that all agents are busy and nobody waits.
    let logFull: Double
  }

  /// Sums the chain; `nil` when it has, or would grow for, more than ten million terms.
  ///
  /// A = 1 + Σ ∏ λ/(Nμ + kθ), relative to the state in which all are busy and nobody waits. Terms
  /// that grow are scaled down together with that state.
  func queue(agents: Int, excess: Double) -> Queue? {
    let busy = Double(agents) * service
    guard (arrivals - busy) / leaving < 1e7 else { return nil }
    var (term, sum, waiting, full, scale) = (1.0, 1.0, 0.0, 1.0, 0.0)
    var k = 0.0
    while true {
      k += 1
      let ratio = arrivals / (busy + k * leaving)
      term *= ratio
      sum += term
      waiting += k * term
      if ratio < 1, k * term * ratio <= 1e-17 * (1 - ratio) * Swift.min(waiting, sum) { break }
      if term > 1e200 {
        term *= 1e-200
        sum *= 1e-200
        waiting *= 1e-200
        full *= 1e-200
        scale += 200 * M_LN10
      }
      if k > 1e7 { return nil }
    }
    let idle = full > 0 ? excess * full : 0
    guard idle.isFinite else {
      return Queue(
        waitProbability: 0, noWait: 1, abandonment: 0,
        relativeAbandonment: waiting * leaving / arrivals, logFull: -.infinity)
    }
    let whole = idle + sum
    return Queue(
      waitProbability: sum / whole, noWait: idle / whole,
      abandonment: Swift.min(1, waiting / whole * leaving / arrivals),
      relativeAbandonment: waiting / full * leaving / arrivals,
      logFull: -scale - log(whole))
  }

  /// Integrals over the offered wait.
  struct Waits {
    /// The chance to be served after a wait within the target.
    var servedInTime = 0.0
    /// The chance of an offered wait beyond the target.
    var beyondTarget = 0.0
    /// Seconds waited per call by those who are served.
    var ofServed = 0.0
    /// Seconds waited per call by those who hang up.
    var ofAbandoned = 0.0
  }

  /// Integrates the density of the offered wait, v(x) = Nμ π exp((λ/θ)(1 − e^−θx) − Nμx).
  ///
  /// Sixteen Gauss points in each of a row of panels, so short that the exponent changes by a few
  /// units in one; the target ends a panel.
  func waits(agents: Int, logFull: Double, target: Double) -> Waits {
    var waits = Waits()
    guard logFull > -.infinity else { return waits }
    let busy = Double(agents) * service
    let start = log(busy) + logFull
    let height = arrivals / leaving
    func exponent(_ x: Double) -> Double { start - height * expm1(-leaving * x) - busy * x }
    var (left, peak) = (0.0, start)
    for _ in 0..<2_000_000 {
      let now = arrivals * exp(-leaving * left)
      let step = 5 / (abs(now - busy) + (now * leaving).squareRoot() + leaving)
      let isInTime = left < target
      let right = isInTime ? Swift.min(target, left + step) : left + step
      let (middle, half) = ((left + right) / 2, (right - left) / 2)
      for index in 0..<16 {
        let x = middle + half * Rule.sixteen.nodes[index]
        let density = half * Rule.sixteen.weights[index] * exp(exponent(x))
        let patient = exp(-leaving * x)
        if isInTime {
          waits.servedInTime += density * patient
        } else {
          waits.beyondTarget += density
        }
        waits.ofServed += density * x * patient
        waits.ofAbandoned += density * impatientWait(leaving * x) / leaving
      }
      left = right
      let level = exponent(left)
      peak = Swift.max(peak, level)
      if level < peak - 60, arrivals * exp(-leaving * left) < busy { break }
    }
    return waits
  }

  /// 1 − (1 + u)e^−u: the mean time waited by those who hang up before u, without cancellation.
  private func impatientWait(_ u: Double) -> Double {
    guard u < 0.1 else { return 1 - (1 + u) * exp(-u) }
    var (term, sum, n) = (u * u / 2, u * u / 2, 2.0)
    while abs(term) > 1e-18 * sum {
      n += 1
      term *= -u * (n - 1) / (n * (n - 2))
      sum += term
    }
    return sum
  }
}
