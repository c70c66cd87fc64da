internal import Glibc
internal import Statistics

/// Linear models with a quadratic penalty, one an output, all fitted in the same passes.
///
/// Logistic or squared loss by coordinate steps on the dual (Yu, Huang and Lin 2011; Hsieh et al.
/// 2008). The weights of all outputs for a feature lie together. Deterministic for a seed.
struct LinearFit: Sendable {
  let outputs: Int
  /// Eight outputs each.
  let lanes: Int
  /// inputs × lanes.
  var weights: [SIMD8<Float>]
  var bias: [SIMD8<Float>]

  init(inputs: Int, outputs: Int) {
    self.outputs = outputs
    lanes = (outputs + 7) / 8
    weights = [SIMD8<Float>](repeating: .zero, count: inputs * lanes)
    bias = [SIMD8<Float>](repeating: .zero, count: lanes)
  }

  /// How a fit goes.
  struct Course: Sendable {
    /// How much one example may pull: the inverse of the penalty.
    var pull: Float = 1
    var passes = 12
  }

  /// Fits all outputs to the documents of an order.
  mutating func learn(
    _ sheet: Sheet, _ order: [Int], _ targets: Targets, course: Course, seed: UInt64
  ) {
    var chance = SplitMix64(seed: seed)
    // The state of an example for an output: the log-odds of its dual weight, or that itself.
    let start: Float = targets.kind == .number ? 0 : -30
    var states = [SIMD8<Float>](repeating: SIMD8(repeating: start), count: order.count * lanes)
    let squares = order.map { document in
      sheet.range(of: document).reduce(Float(1)) { $0 + sheet.values[$1] * sheet.values[$1] }
    }
    for _ in 0..<course.passes {
      var largest: Float = 0
      for place in chance.permutation(of: order.count) {
        let change = learn(
          sheet, order[place], place, squares[place], targets, course.pull, &states)
        largest = max(largest, change)
      }
      if largest < 0.01 * course.pull { break }
    }
  }

  private mutating func learn(
    _ sheet: Sheet, _ document: Int, _ place: Int, _ square: Float, _ targets: Targets,
    _ pull: Float, _ states: inout [SIMD8<Float>]
  ) -> Float {
    var largest: Float = 0
    for lane in 0..<lanes {
      let score = score(sheet, document, lane)
      var step = SIMD8<Float>.zero
      for unit in 0..<min(8, outputs - lane * 8) {
        let truth = targets.value(document, lane * 8 + unit)
        let old = states[place * lanes + lane][unit]
        let (new, change) =
          targets.kind == .number
          ? Self.squaredStep(old, score[unit], truth, square, pull)
          : Self.logisticStep(old, score[unit], truth > 0.5 ? 1 : -1, square, pull)
        states[place * lanes + lane][unit] = new
        step[unit] = change
        largest = max(largest, abs(change))
      }
      if step.max() > 1e-5 || step.min() < -1e-5 { add(step, sheet, document, lane) }
    }
    return largest
  }

  private func score(_ sheet: Sheet, _ document: Int, _ lane: Int) -> SIMD8<Float> {
    var sum = bias[lane]
    weights.withUnsafeBufferPointer { weights in
      for index in sheet.range(of: document) {
        sum += weights[Int(sheet.rows[index]) * lanes + lane] * sheet.values[index]
      }
    }
    return sum
  }

  private mutating func add(
    _ step: SIMD8<Float>, _ sheet: Sheet, _ document: Int, _ lane: Int
  ) {
    let lanes = lanes
    weights.withUnsafeMutableBufferPointer { weights in
      for index in sheet.range(of: document) {
        weights[Int(sheet.rows[index]) * lanes + lane] += step * sheet.values[index]
      }
    }
    bias[lane] += step
  }

  private static func squaredStep(
    _ old: Float, _ score: Float, _ truth: Float, _ square: Float, _ pull: Float
  ) -> (Float, Float) {
    let change = (pull * (truth - score) - old) / (1 + square * pull)
    return (old + change, change)
  }

  /// Finds t with t + margin + square · (pull · σ(t) − weight) = 0, which rises in t.
  private static func logisticStep(
    _ old: Float, _ score: Float, _ sign: Float, _ square: Float, _ pull: Float
  ) -> (Float, Float) {
    let margin = sign * score
    let weight = old <= -30 ? 0 : pull / (1 + expf(-old))
    var low = -margin - square * (pull - weight), high = -margin + square * weight
    var t = old <= -30 ? min(high, max(low, 0)) : min(high, max(low, old))
    var share: Float = 0
    for _ in 0..<8 {
      share = 1 / (1 + expf(-t))
      let value = t + margin + square * (pull * share - weight)
      if abs(value) < 0.005 { break }
      if value > 0 { high = t } else { low = t }
      let next = t - value / (1 + square * pull * share * (1 - share))
      t = next > low && next < high ? next : (low + high) / 2
    }
    t = max(-29, t)
    let new = pull / (1 + expf(-t))
    return (t, sign * (new - weight))
  }

  /// The raw outputs for documents, one after the other.
  func judge(_ sheet: Sheet, _ documents: [Int]) -> [Float] {
    var all: [Float] = []
    all.reserveCapacity(documents.count * outputs)
    for document in documents {
      for lane in 0..<lanes {
        let score = score(sheet, document, lane)
        for unit in 0..<min(8, outputs - lane * 8) { all.append(score[unit]) }
      }
    }
    return all
  }
}
