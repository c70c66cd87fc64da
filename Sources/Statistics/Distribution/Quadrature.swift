import Glibc

/// Points and weights that integrate polynomials up to degree 2n − 1 over −1…1 exactly.
///
/// Source: NIST Digital Library of Mathematical Functions, 3.5(v). Cost n²/2, once.
public struct GaussLegendre: Hashable, Sendable {
  /// Ascending, symmetric about 0.
  public let nodes: [Double]
  public let weights: [Double]

  /// The roots of the Legendre polynomial of degree `count`, by Newton's method.
  public init(_ count: Int) {
    let count = Swift.max(1, count)
    var nodes = [Double](repeating: 0, count: count)
    var weights = nodes
    for index in 0..<(count + 1) / 2 {
      var x = cos(Double.pi * (Double(index) + 0.75) / (Double(count) + 0.5))
      var slope = 0.0
      for _ in 0..<100 {
        let (value, derivative) = Self.legendre(count, x)
        slope = derivative
        let step = value / derivative
        x -= step
        if abs(step) < 1e-16 { break }
      }
      slope = Self.legendre(count, x).derivative
      let weight = 2 / ((1 - x * x) * slope * slope)
      (nodes[index], nodes[count - 1 - index]) = (-x, x)
      (weights[index], weights[count - 1 - index]) = (weight, weight)
    }
    if count % 2 == 1 { nodes[count / 2] = 0 }
    self.nodes = nodes
    self.weights = weights
  }

  /// ∫ f over a…b.
  public func integral(from a: Double, to b: Double, _ f: (Double) -> Double) -> Double {
    let (middle, half) = ((a + b) / 2, (b - a) / 2)
    var sum = 0.0
    for index in nodes.indices { sum += weights[index] * f(middle + half * nodes[index]) }
    return sum * half
  }

  private static func legendre(_ degree: Int, _ x: Double) -> (value: Double, derivative: Double) {
    var (before, value) = (1.0, x)
    guard degree > 1 else { return (x, 1) }
    for k in 2...degree {
      let k = Double(k)
      (before, value) = (value, ((2 * k - 1) * x * value - (k - 1) * before) / k)
    }
    return (value, Double(degree) * (x * value - before) / (x * x - 1))
  }
}
