internal import Glibc
internal import Statistics

/// A network with one hidden layer over sparse features.
///
/// Rectified units between, a row of weights per feature, so that only the features of a document
/// cost time. Trained by adaptive steps (Duchi, Hazan and Singer 2011; one step size per feature
/// row) with features and units left out by lot (Srivastava et al. 2014).
struct Network: Sendable {
  let inputs: Int
  let width: Int
  let outputs: Int
  /// inputs × width.
  var first: [Float]
  var firstBias: [Float]
  /// outputs × width.
  var second: [Float]
  var secondBias: [Float]

  init(inputs: Int, width: Int, outputs: Int, seed: UInt64) {
    var chance = SplitMix64(seed: seed)
    self.inputs = inputs
    self.width = width
    self.outputs = outputs
    first = (0..<(inputs * width)).map { _ in Self.small(&chance) * 0.09 }
    firstBias = [Float](repeating: 0, count: width)
    let scale = 1.7 / Float(width).squareRoot()
    second = (0..<(outputs * width)).map { _ in Self.small(&chance) * scale }
    secondBias = [Float](repeating: 0, count: outputs)
  }

  init(
    inputs: Int, width: Int, outputs: Int, first: [Float], firstBias: [Float], second: [Float],
    secondBias: [Float]
  ) {
    self.inputs = inputs
    self.width = width
    self.outputs = outputs
    self.first = first
    self.firstBias = firstBias
    self.second = second
    self.secondBias = secondBias
  }

  /// Between −1 and 1.
  private static func small(_ chance: inout SplitMix64) -> Float {
    Float(Int32(truncatingIfNeeded: chance.next() >> 32)) / 2_147_483_648
  }

  /// The raw outputs for a document, added to `result`, which has one place an output.
  func add(to result: inout [Float], hidden: inout [Float], _ document: Encoded) {
    forward(document.rows, document.values, into: &hidden)
    for output in 0..<outputs {
      var sum: Float = 0
      let base = output * width
      second.withUnsafeBufferPointer { weights in
        hidden.withUnsafeBufferPointer { hidden in
          var lanes = SIMD8<Float>.zero
          var unit = 0
          while unit + 8 <= width {
            let left = UnsafeRawPointer(weights.baseAddress.unsafelyUnwrapped + base + unit)
              .loadUnaligned(as: SIMD8<Float>.self)
            let right = UnsafeRawPointer(hidden.baseAddress.unsafelyUnwrapped + unit)
              .loadUnaligned(as: SIMD8<Float>.self)
            lanes += left * right
            unit += 8
          }
          sum = lanes.sum()
        }
      }
      result[output] += sum + secondBias[output]
    }
  }

  private func forward(_ rows: [Int32], _ values: [Float], into hidden: inout [Float]) {
    for unit in 0..<width { hidden[unit] = firstBias[unit] }
    first.withUnsafeBufferPointer { weights in
      hidden.withUnsafeMutableBufferPointer { hidden in
        for index in rows.indices {
          let base = Int(rows[index]) * width
          let value = values[index]
          for unit in 0..<width { hidden[unit] += value * weights[base + unit] }
        }
        for unit in 0..<width { hidden[unit] = max(0, hidden[unit]) }
      }
    }
  }
}

extension Network {
  /// How a network is trained.
  struct Course: Sendable {
    var rounds: Int
    var step: Float = 0.05
    /// The chance of a feature, and of a hidden unit, of being left out of a step.
    var featureLoss: Float = 0.3
    var unitLoss: Float = 0.5
    var batch = 16
  }

  /// Learns from documents and their targets; the same seed gives the same network.
  ///
  /// `error` turns raw outputs into their errors (output minus target after its link) in place.
  mutating func learn(
    _ documents: [Encoded], _ order: [Int], course: Course, seed: UInt64,
    error: (Int, UnsafeMutableBufferPointer<Float>) -> Void
  ) {
    var lesson = Lesson(self, course: course, seed: seed)
    lesson.run(documents, order, error: error)
    self = lesson.network
  }
}

/// One training with its memory.
private struct Lesson {
  var network: Network
  private let course: Network.Course
  private var chance: SplitMix64
  private var rowSquares: [Float]
  private var secondSquares: [Float]
  private var secondGradient: [Float]
  private var biasGradient: [Float]
  private var hidden: [Float]
  private var kept: [Float]
  private var back: [Float]
  private var output: [Float]
  private var values: [Float] = []

  init(_ network: Network, course: Network.Course, seed: UInt64) {
    self.network = network
    self.course = course
    chance = SplitMix64(seed: seed)
    rowSquares = [Float](repeating: 1e-8, count: network.inputs)
    secondSquares = [Float](repeating: 1e-6, count: network.second.count)
    secondGradient = [Float](repeating: 0, count: network.second.count)
    biasGradient = [Float](repeating: 0, count: network.outputs)
    hidden = [Float](repeating: 0, count: network.width)
    kept = hidden
    back = hidden
    output = [Float](repeating: 0, count: network.outputs)
  }

  mutating func run(
    _ documents: [Encoded], _ order: [Int],
    error: (Int, UnsafeMutableBufferPointer<Float>) -> Void
  ) {
    let steps = Float(max(1, course.rounds * order.count))
    var done: Float = 0
    for _ in 0..<course.rounds {
      let turn = chance.permutation(of: order.count)
      var start = 0
      while start < turn.count {
        let end = min(start + course.batch, turn.count)
        let step = course.step * (1 - 0.9 * done / steps)
        for place in turn[start..<end] {
          learn(documents[order[place]], order[place], step: step, error: error)
        }
        finishBatch(of: end - start, step: step)
        done += Float(end - start)
        start = end
      }
    }
  }

  private mutating func learn(
    _ document: Encoded, _ number: Int, step: Float,
    error: (Int, UnsafeMutableBufferPointer<Float>) -> Void
  ) {
    let width = network.width, outputs = network.outputs
    thin(document)
    let rows = document.rows
    let keepScale = 1 / (1 - course.unitLoss)
    let limit = UInt32(course.unitLoss * 65536)
    hidden.withUnsafeMutableBufferPointer { hidden in
      kept.withUnsafeMutableBufferPointer { kept in
        network.first.withUnsafeBufferPointer { first in
          network.firstBias.withUnsafeBufferPointer { bias in
            for unit in 0..<width { hidden[unit] = bias[unit] }
            for index in rows.indices where values[index] != 0 {
              let base = Int(rows[index]) * width, value = values[index]
              for unit in 0..<width { hidden[unit] += value * first[base + unit] }
            }
          }
        }
        var bits = chance.next()
        for unit in 0..<width {
          if unit & 3 == 0 { bits = chance.next() }
          let draw = UInt32(truncatingIfNeeded: bits >> UInt64((unit & 3) * 16)) & 0xFFFF
          kept[unit] = hidden[unit] > 0 && draw >= limit ? keepScale : 0
          hidden[unit] *= kept[unit]
        }
      }
    }
    network.second.withUnsafeBufferPointer { second in
      hidden.withUnsafeBufferPointer { hidden in
        for place in 0..<outputs {
          var lanes = SIMD8<Float>.zero
          let base = place * width
          var unit = 0
          while unit + 8 <= width {
            let left = UnsafeRawPointer(second.baseAddress.unsafelyUnwrapped + base + unit)
              .loadUnaligned(as: SIMD8<Float>.self)
            let right = UnsafeRawPointer(hidden.baseAddress.unsafelyUnwrapped + unit)
              .loadUnaligned(as: SIMD8<Float>.self)
            lanes += left * right
            unit += 8
          }
          output[place] = lanes.sum() + network.secondBias[place]
        }
      }
    }
    output.withUnsafeMutableBufferPointer { error(number, $0) }
    back.withUnsafeMutableBufferPointer { back in
      for unit in 0..<width { back[unit] = 0 }
      network.second.withUnsafeBufferPointer { second in
        secondGradient.withUnsafeMutableBufferPointer { gradient in
          hidden.withUnsafeBufferPointer { hidden in
            for place in 0..<outputs {
              let fault = output[place], base = place * width
              biasGradient[place] += fault
              if abs(fault) < 1e-5 { continue }
              for unit in 0..<width {
                back[unit] += fault * second[base + unit]
                gradient[base + unit] += fault * hidden[unit]
              }
            }
          }
        }
      }
      kept.withUnsafeBufferPointer { kept in
        for unit in 0..<width { back[unit] *= kept[unit] }
      }
    }
    stepFirst(rows, step: step)
  }

  /// Leaves features out by lot and scales the others up.
  private mutating func thin(_ document: Encoded) {
    values = document.values
    guard course.featureLoss > 0 else { return }
    let scale = 1 / (1 - course.featureLoss)
    let limit = UInt64(course.featureLoss * 65536)
    var bits: UInt64 = 0
    for index in values.indices {
      if index & 3 == 0 { bits = chance.next() }
      let draw = (bits >> UInt64((index & 3) * 16)) & 0xFFFF
      values[index] = draw < limit ? 0 : values[index] * scale
    }
  }

  private mutating func stepFirst(_ rows: [Int32], step: Float) {
    let width = network.width
    var square: Float = 0
    back.withUnsafeBufferPointer { back in
      for unit in 0..<width { square += back[unit] * back[unit] }
    }
    guard square > 1e-14 else { return }
    let mean = square / Float(width)
    network.first.withUnsafeMutableBufferPointer { first in
      back.withUnsafeBufferPointer { back in
        for index in rows.indices where values[index] != 0 {
          let row = Int(rows[index]), value = values[index]
          rowSquares[row] += value * value * mean
          let size = step * value / rowSquares[row].squareRoot()
          let base = row * width
          for unit in 0..<width { first[base + unit] -= size * back[unit] }
        }
      }
    }
    for unit in 0..<width { network.firstBias[unit] -= 0.1 * step * back[unit] }
  }

  private mutating func finishBatch(of count: Int, step: Float) {
    let scale = 1 / Float(count)
    network.second.withUnsafeMutableBufferPointer { second in
      secondGradient.withUnsafeMutableBufferPointer { gradient in
        secondSquares.withUnsafeMutableBufferPointer { squares in
          for place in 0..<second.count {
            let slope = gradient[place] * scale
            squares[place] += slope * slope
            second[place] -= step * slope / squares[place].squareRoot()
            gradient[place] = 0
          }
        }
      }
    }
    for place in 0..<network.outputs {
      network.secondBias[place] -= step * biasGradient[place] * scale
      biasGradient[place] = 0
    }
  }
}
