internal import Glibc
internal import Statistics

/// A network with one hidden layer over sparse features.
///
/// Rectified units between, a row of weights per feature, so that only the features of a document
/// cost time. Its units come in lanes of eight.
struct Network: Sendable {
  var inputs: Int
  /// Eight units each.
  let lanes: Int
  let outputs: Int
  /// inputs × lanes.
  var first: [SIMD8<Float>]
  var firstBias: [SIMD8<Float>]
  /// outputs × lanes.
  var second: [SIMD8<Float>]
  var secondBias: [Float]

  init(inputs: Int, lanes: Int, outputs: Int, seed: UInt64) {
    var chance = SplitMix64(seed: seed)
    self.inputs = inputs
    self.lanes = lanes
    self.outputs = outputs
    first = Self.draw(inputs * lanes, size: 0.09, &chance)
    firstBias = [SIMD8<Float>](repeating: .zero, count: lanes)
    second = Self.draw(outputs * lanes, size: 1.7 / Float(lanes * 8).squareRoot(), &chance)
    secondBias = [Float](repeating: 0, count: outputs)
  }

  /// Numbers between −size and size, four of a draw.
  private static func draw(
    _ count: Int, size: Float, _ chance: inout SplitMix64
  ) -> [SIMD8<Float>] {
    (0..<count).map { _ in
      let bytes = SIMD2<UInt64>(chance.next(), chance.next())
      let whole = SIMD8<Float>(unsafeBitCast(bytes, to: SIMD8<Int16>.self))
      return whole * (size / 32768)
    }
  }

  /// How a network is trained.
  struct Course: Sendable {
    var rounds = 20
    var step: Float = 0.05
    /// The chance of a feature, and of a hidden unit, of being left out of a step.
    var featureLoss: Float = 0.3
    var unitLoss: Float = 0.5
    var batch = 16
  }
}

/// The training of a network.
///
/// Adaptive steps (Duchi, Hazan and Singer 2011; one step size for each feature row) with features
/// and units left out by lot (Srivastava et al. 2014). The same seed gives the same network.
final class NetworkLesson {
  private let sheet: Sheet
  private let targets: Targets
  private let course: Network.Course
  private let inputs: Int
  private let lanes: Int
  private let outputs: Int
  private var chance: SplitMix64

  private let first: UnsafeMutablePointer<SIMD8<Float>>
  private let firstBias: UnsafeMutablePointer<SIMD8<Float>>
  private let second: UnsafeMutablePointer<SIMD8<Float>>
  private let secondSlope: UnsafeMutablePointer<SIMD8<Float>>
  private let secondSquares: UnsafeMutablePointer<SIMD8<Float>>
  private let hidden: UnsafeMutablePointer<SIMD8<Float>>
  private let kept: UnsafeMutablePointer<SIMD8<Float>>
  private let back: UnsafeMutablePointer<SIMD8<Float>>
  private let squares: UnsafeMutablePointer<Float>
  private let output: UnsafeMutablePointer<Float>
  private let outputBias: UnsafeMutablePointer<Float>
  private let biasSlope: UnsafeMutablePointer<Float>
  /// The features that are left of a document, and their values.
  private let chosen: UnsafeMutablePointer<Int32>
  private let values: UnsafeMutablePointer<Float>
  private var count = 0
  private static let untouched: Float = 1e-8

  init(_ network: Network, _ sheet: Sheet, _ targets: Targets, course: Network.Course, seed: UInt64)
  {
    self.sheet = sheet
    self.targets = targets
    self.course = course
    inputs = network.inputs
    lanes = network.lanes
    outputs = network.outputs
    let units = network.outputs * network.lanes
    chance = SplitMix64(seed: seed)
    first = Self.copy(network.first)
    firstBias = Self.copy(network.firstBias)
    second = Self.copy(network.second)
    secondSlope = Self.space(units, .zero)
    secondSquares = Self.space(units, SIMD8(repeating: 1e-6))
    hidden = Self.space(network.lanes, .zero)
    kept = Self.space(network.lanes, .zero)
    back = Self.space(network.lanes, .zero)
    squares = Self.space(network.inputs, Self.untouched)
    output = Self.space(network.outputs, 0)
    outputBias = Self.copy(network.secondBias)
    biasSlope = Self.space(network.outputs, 0)
    let longest = (0..<sheet.count).reduce(0) { max($0, sheet.range(of: $1).count) }
    chosen = Self.space(longest, 0)
    values = Self.space(longest, 0)
  }

  deinit {
    for lanes in [first, firstBias, second, secondSlope, secondSquares, hidden, kept, back] {
      lanes.deallocate()
    }
    for numbers in [squares, output, outputBias, biasSlope, values] { numbers.deallocate() }
    chosen.deallocate()
  }

  private static func copy<Value>(_ values: [Value]) -> UnsafeMutablePointer<Value> {
    let space = UnsafeMutablePointer<Value>.allocate(capacity: max(1, values.count))
    for (place, value) in values.enumerated() { (space + place).initialize(to: value) }
    return space
  }

  private static func space<Value>(_ count: Int, _ value: Value) -> UnsafeMutablePointer<Value> {
    let space = UnsafeMutablePointer<Value>.allocate(capacity: max(1, count))
    space.initialize(repeating: value, count: max(1, count))
    return space
  }

  /// Goes over the documents for all rounds.
  func run(_ order: [Int]) {
    let steps = Float(max(1, course.rounds * order.count))
    var done: Float = 0
    for _ in 0..<course.rounds {
      let turn = chance.permutation(of: order.count)
      var start = 0
      while start < turn.count {
        let end = min(start + course.batch, turn.count)
        let step = course.step * (1 - 0.9 * done / steps)
        for place in turn[start..<end] { learn(order[place], step: step) }
        finishBatch(of: end - start, step: step)
        done += Float(end - start)
        start = end
      }
    }
    forgetUnseen()
  }

  /// Of what never came nothing was learned.
  private func forgetUnseen() {
    for row in 0..<inputs where squares[row] <= Self.untouched {
      for lane in 0..<lanes { first[row * lanes + lane] = .zero }
    }
  }

  /// The network as it is now.
  func result(_ network: Network) -> Network {
    var network = network
    network.first = Array(UnsafeBufferPointer(start: first, count: inputs * lanes))
    network.firstBias = Array(UnsafeBufferPointer(start: firstBias, count: lanes))
    network.second = Array(UnsafeBufferPointer(start: second, count: outputs * lanes))
    network.secondBias = Array(UnsafeBufferPointer(start: outputBias, count: outputs))
    return network
  }

  /// The raw outputs for documents, one after the other.
  func judge(_ documents: [Int]) -> [Float] {
    var all: [Float] = []
    all.reserveCapacity(documents.count * outputs)
    for document in documents {
      count = 0
      for index in sheet.range(of: document) {
        chosen[count] = sheet.rows[index]
        values[count] = sheet.values[index]
        count += 1
      }
      forwardFirst()
      for lane in 0..<lanes { hidden[lane].replace(with: 0, where: hidden[lane] .< 0) }
      forwardSecond()
      for place in 0..<outputs { all.append(output[place]) }
    }
    return all
  }
}

extension NetworkLesson {
  private func learn(_ document: Int, step: Float) {
    thin(document)
    forwardFirst()
    dropUnits()
    forwardSecond()
    targets.error(document, UnsafeMutableBufferPointer(start: output, count: outputs))
    backSecond()
    stepFirst(step: step)
  }

  /// Leaves features out by lot and scales the others up.
  private func thin(_ document: Int) {
    let scale = 1 / (1 - course.featureLoss)
    let limit = UInt64(course.featureLoss * 65536)
    var chance = chance
    var bits: UInt64 = 0
    var count = 0
    let range = sheet.range(of: document)
    sheet.rows.withUnsafeBufferPointer { rows in
      sheet.values.withUnsafeBufferPointer { values in
        for index in range {
          if (index - range.lowerBound) & 3 == 0 { bits = chance.next() }
          // Written always and counted only where it stays, which asks for no guess.
          chosen[count] = rows[index]
          self.values[count] = values[index] * scale
          count &+= bits & 0xFFFF >= limit ? 1 : 0
          bits >>= 16
        }
      }
    }
    self.chance = chance
    self.count = count
  }

  /// Four lanes at a time, as many sums as a processor holds.
  private func forwardFirst() {
    let count = count
    var lane = 0
    while lane + 4 <= lanes {
      var sum = (
        firstBias[lane], firstBias[lane + 1], firstBias[lane + 2], firstBias[lane + 3]
      )
      for index in 0..<count {
        let row = first + (Int(chosen[index]) * lanes + lane)
        let value = values[index]
        sum.0 += row[0] * value
        sum.1 += row[1] * value
        sum.2 += row[2] * value
        sum.3 += row[3] * value
      }
      (hidden[lane], hidden[lane + 1], hidden[lane + 2], hidden[lane + 3]) = sum
      lane += 4
    }
    while lane < lanes {
      var sum = firstBias[lane]
      for index in 0..<count { sum += first[Int(chosen[index]) * lanes + lane] * values[index] }
      hidden[lane] = sum
      lane += 1
    }
  }

  private func dropUnits() {
    let scale = 1 / (1 - course.unitLoss)
    let limit = UInt16(course.unitLoss * 65535)
    var chance = chance
    for lane in 0..<lanes {
      let bytes = SIMD2<UInt64>(chance.next(), chance.next())
      let draws = unsafeBitCast(bytes, to: SIMD8<UInt16>.self)
      var factor = SIMD8<Float>(repeating: scale)
      let lost = SIMD8<Int32>(truncatingIfNeeded: draws) .< Int32(limit)
      factor.replace(with: 0, where: lost)
      factor.replace(with: 0, where: hidden[lane] .<= 0)
      kept[lane] = factor
      hidden[lane] *= factor
    }
    self.chance = chance
  }

  private func forwardSecond() {
    for place in 0..<outputs {
      let row = second + place * lanes
      var sum = SIMD8<Float>.zero
      for lane in 0..<lanes { sum += row[lane] * hidden[lane] }
      output[place] = sum.sum() + outputBias[place]
    }
  }

  private func backSecond() {
    for lane in 0..<lanes { back[lane] = .zero }
    for place in 0..<outputs {
      let fault = output[place]
      biasSlope[place] += fault
      if abs(fault) < 1e-5 { continue }
      let row = second + place * lanes
      let slope = secondSlope + place * lanes
      for lane in 0..<lanes {
        back[lane] += row[lane] * fault
        slope[lane] += hidden[lane] * fault
      }
    }
    for lane in 0..<lanes { back[lane] *= kept[lane] }
  }

  private func stepFirst(step: Float) {
    var sum = SIMD8<Float>.zero
    for lane in 0..<lanes { sum += back[lane] * back[lane] }
    let square = sum.sum()
    guard square > 1e-14 else { return }
    let mean = square / Float(lanes * 8)
    for index in 0..<count {
      let number = Int(chosen[index]), value = values[index]
      squares[number] += value * value * mean
      let size = step * value / squares[number].squareRoot()
      let row = first + number * lanes
      for lane in 0..<lanes { row[lane] -= back[lane] * size }
    }
    for lane in 0..<lanes { firstBias[lane] -= back[lane] * (0.1 * step) }
  }

  private func finishBatch(of count: Int, step: Float) {
    let scale = 1 / Float(count)
    for place in 0..<(outputs * lanes) {
      let slope = secondSlope[place] * scale
      secondSquares[place] += slope * slope
      second[place] -= slope * step / secondSquares[place].squareRoot()
      secondSlope[place] = .zero
    }
    for place in 0..<outputs {
      outputBias[place] -= step * biasSlope[place] * scale
      biasSlope[place] = 0
    }
  }
}
