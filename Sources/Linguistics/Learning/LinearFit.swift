internal import Glibc

/// A linear model per output with a quadratic penalty.
///
/// Logistic or squared loss by Newton steps, each solved by conjugate gradients without forming the
/// matrix (Lin, Weng and Keerthi 2008). Deterministic; the cost is linear in the features that the
/// documents have.
struct LinearFit: Sendable {
  /// outputs × inputs.
  var weights: [[Float]]
  var bias: [Float]

  /// The raw outputs for a document, added to `result` with a factor.
  func add(to result: inout [Float], _ document: Encoded) {
    for output in weights.indices {
      var sum = bias[output]
      for index in document.rows.indices {
        sum += document.values[index] * weights[output][Int(document.rows[index])]
      }
      result[output] += sum
    }
  }

  /// Fits one output; `targets` are 0 or 1 for the logistic loss.
  static func fit(
    _ documents: [Encoded], _ order: [Int], targets: [Float], inputs: Int, penalty: Double,
    isLogistic: Bool
  ) -> (weights: [Float], bias: Float) {
    // The last place is the bias, which is not penalised.
    var weights = [Double](repeating: 0, count: inputs + 1)
    for _ in 0..<(isLogistic ? 12 : 1) {
      var scores = [Double](repeating: 0, count: order.count)
      for (place, number) in order.enumerated() {
        scores[place] = dot(documents[number], weights)
      }
      var gradient = [Double](repeating: 0, count: inputs + 1)
      var curvature = [Double](repeating: 1, count: order.count)
      for (place, number) in order.enumerated() {
        let target = Double(targets[number])
        var fault = scores[place] - target
        if isLogistic {
          let chance = 1 / (1 + exp(-scores[place]))
          fault = chance - target
          curvature[place] = max(1e-6, chance * (1 - chance))
        }
        add(documents[number], fault, to: &gradient)
      }
      for index in 0..<inputs { gradient[index] += penalty * weights[index] }
      let step = solve(documents, order, curvature, gradient, penalty: penalty)
      for index in weights.indices { weights[index] -= step[index] }
      let size = step.reduce(0) { $0 + $1 * $1 }
      if size < 1e-6 * (1 + weights.reduce(0) { $0 + $1 * $1 }) { break }
    }
    return (weights.prefix(inputs).map(Float.init), Float(weights[inputs]))
  }

  private static func solve(
    _ documents: [Encoded], _ order: [Int], _ curvature: [Double], _ gradient: [Double],
    penalty: Double
  ) -> [Double] {
    var solution = [Double](repeating: 0, count: gradient.count)
    var rest = gradient
    var direction = rest
    var size = rest.reduce(0) { $0 + $1 * $1 }
    let goal = size * 1e-4
    for _ in 0..<40 where size > goal && size > 1e-18 {
      var image = [Double](repeating: 0, count: gradient.count)
      for (place, number) in order.enumerated() {
        add(
          documents[number], curvature[place] * dot(documents[number], direction), to: &image)
      }
      for index in 0..<(gradient.count - 1) { image[index] += penalty * direction[index] }
      var along = 0.0
      for index in image.indices { along += image[index] * direction[index] }
      guard along > 1e-30 else { break }
      let step = size / along
      var next = 0.0
      for index in image.indices {
        solution[index] += step * direction[index]
        rest[index] -= step * image[index]
        next += rest[index] * rest[index]
      }
      let turn = next / size
      for index in direction.indices { direction[index] = rest[index] + turn * direction[index] }
      size = next
    }
    return solution
  }

  private static func dot(_ document: Encoded, _ weights: [Double]) -> Double {
    var sum = weights[weights.count - 1]
    weights.withUnsafeBufferPointer { weights in
      for index in document.rows.indices {
        sum += Double(document.values[index]) * weights[Int(document.rows[index])]
      }
    }
    return sum
  }

  private static func add(_ document: Encoded, _ factor: Double, to result: inout [Double]) {
    result.withUnsafeMutableBufferPointer { result in
      for index in document.rows.indices {
        result[Int(document.rows[index])] += factor * Double(document.values[index])
      }
      result[result.count - 1] += factor
    }
  }
}
