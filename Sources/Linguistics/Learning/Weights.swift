/// A whole ensemble as one network: the units of all its networks side by side, and a straight way
/// from the features to the outputs for the linear model.
///
/// A feature's row is multiplied with its rarity and kept in whole steps, a step for each column, so
/// that rows are added as small whole numbers.
final class Weights: Sendable {
  let outputs: Int
  /// Eight hidden units each.
  let unitLanes: Int
  /// Eight outputs each; 0 without a linear model.
  let straightLanes: Int
  /// A row of hidden units and straight outputs for each feature, in steps from −``most`` to ``most``.
  let table: RowTable
  /// What a step of each column is worth.
  let steps: [SIMD8<Float>]
  /// Where each hidden unit and each straight output begins.
  let start: [SIMD8<Float>]
  let second: SecondLayer
  let bias: [Float]

  var stride: Int { unitLanes + straightLanes }

  init?(
    _ vocabulary: Vocabulary, outputs: Int, unitLanes: Int, straightLanes: Int,
    rows: [SIMD8<Int8>], steps: [SIMD8<Float>], start: [SIMD8<Float>], second: SecondLayer,
    bias: [Float]
  ) {
    let stride = unitLanes + straightLanes
    guard outputs > 0, unitLanes >= 0, stride > 0,
      straightLanes == 0 || straightLanes == (outputs + 7) / 8,
      rows.count == vocabulary.count * stride, start.count == stride, steps.count == stride,
      second.units == unitLanes * 8, second.outputs == outputs, bias.count == outputs
    else { return nil }
    self.outputs = outputs
    self.unitLanes = unitLanes
    self.straightLanes = straightLanes
    table = RowTable(
      keys: vocabulary.keys, rarity: vocabulary.rarity, lanes: stride, rows: rows)
    self.steps = steps
    self.start = start
    self.second = second
    self.bias = bias
  }

  /// Networks count 1 − blend together, linear models blend.
  init(
    networks: [Network], fits: [LinearFit], blend: Float, vocabulary: Vocabulary, outputs: Int
  ) {
    self.outputs = outputs
    unitLanes = networks.reduce(0) { $0 + $1.lanes }
    straightLanes = fits.isEmpty ? 0 : (outputs + 7) / 8
    let share = (1 - blend) / Float(max(1, networks.count))
    let straight = blend / Float(max(1, fits.count))
    let rarity = vocabulary.rarity
    var whole: [SIMD8<Float>] = []
    whole.reserveCapacity(rarity.count * (unitLanes + straightLanes))
    for input in rarity.indices {
      for network in networks {
        for lane in 0..<network.lanes {
          whole.append(network.first[input * network.lanes + lane] * rarity[input])
        }
      }
      for lane in 0..<straightLanes {
        var sum = SIMD8<Float>.zero
        for fit in fits { sum += fit.weights[input * straightLanes + lane] }
        whole.append(sum * (straight * rarity[input]))
      }
    }
    let steps = Self.steps(of: whole, lanes: unitLanes + straightLanes)
    table = RowTable(
      keys: vocabulary.keys, rarity: rarity, lanes: steps.count, rows: Self.rows(whole, steps))
    self.steps = steps
    start =
      networks.flatMap(\.firstBias)
      + (0..<straightLanes).map { lane in
        fits.reduce(SIMD8<Float>.zero) { $0 + $1.bias[lane] } * straight
      }
    second = SecondLayer(networks.flatMap { Self.byUnit($0, share) }, outputs: outputs)
    bias = (0..<outputs).map { output in
      networks.reduce(Float(0)) { $0 + $1.secondBias[output] } * share
    }
  }

  /// The most steps of a number.
  private static let most: Float = 127

  /// The largest number of each column in ``most`` steps.
  private static func steps(of whole: [SIMD8<Float>], lanes: Int) -> [SIMD8<Float>] {
    var largest = [SIMD8<Float>](repeating: SIMD8(repeating: 1e-20), count: lanes)
    for place in whole.indices {
      let size = whole[place].replacing(with: -whole[place], where: whole[place] .< 0)
      let lane = place % lanes
      largest[lane].replace(with: size, where: largest[lane] .< size)
    }
    return largest.map { $0 / most }
  }

  private static func rows(
    _ whole: [SIMD8<Float>], _ steps: [SIMD8<Float>]
  ) -> [SIMD8<Int8>] {
    // Adding so much leaves the nearest whole number in the low bits.
    let magic: Float = 12_582_912
    let scales = steps.map { 1 / $0 }
    return whole.indices.map { place in
      let shifted = whole[place] * scales[place % scales.count] + magic
      return SIMD8<Int8>(truncatingIfNeeded: unsafeBitCast(shifted, to: SIMD8<Int32>.self))
    }
  }

  /// For each hidden unit what it adds to the outputs.
  private static func byUnit(_ network: Network, _ share: Float) -> [[Float]] {
    (0..<(network.lanes * 8)).map { unit in
      (0..<network.outputs).map { output in
        network.second[output * network.lanes + unit / 8][unit & 7] * share
      }
    }
  }

  /// The sums that reach each hidden unit and each straight output.
  func gather(_ document: Encoded, into sums: inout [SIMD8<Float>]) {
    let weighing = Weighing()
    let (places, ends) = document.byBlock()
    var slots: [Int32] = [], often: [(slot: Int32, count: Float)] = []
    sums.withUnsafeMutableBufferPointer { sums in
      steps.withUnsafeBufferPointer { steps in
        guard let base = sums.baseAddress, let steps = steps.baseAddress else { return }
        for lane in 0..<stride { base[lane] = start[lane] }
        table.withLook { look in
          var begin = 0
          for (block, end) in ends.enumerated() where end > begin {
            slots.removeAll(keepingCapacity: true)
            often.removeAll(keepingCapacity: true)
            for place in places[begin..<end] {
              let slot = table.slots[Int(document.rows[Int(place)])]
              let count = document.counts[Int(place)]
              guard slot >= 0 else { continue }
              slots.append(slot)
              if count != 1 { often.append((slot, count)) }
            }
            begin = end
            let scale = document.scales[block]
            let once = weighing.value(1, 1, in: block).0
            slots.withUnsafeBufferPointer { look.add($0, times: steps, once * scale, to: base) }
            for (slot, count) in often {
              let value = weighing.value(count, 1, in: block).0 - once
              withUnsafePointer(to: slot) {
                look.add(
                  UnsafeBufferPointer(start: $0, count: 1), times: steps, value * scale, to: base)
              }
            }
          }
        }
      }
    }
  }

  /// The raw outputs from those sums.
  func finish(_ sums: [SIMD8<Float>], into raw: inout [Float]) {
    raw.withUnsafeMutableBufferPointer { raw in
      sums.withUnsafeBufferPointer { sums in
        second.read(sums[..<unitLanes], into: raw)
        bias.withUnsafeBufferPointer { bias in
          for output in raw.indices { raw[output] += bias[output] }
        }
        guard straightLanes > 0 else { return }
        for output in 0..<outputs { raw[output] += sums[unitLanes + output / 8][output & 7] }
      }
    }
  }

  /// What one step more of each sum adds to a mix of the outputs, for the sums as they are.
  func slope(_ mix: [Float], at sums: [SIMD8<Float>]) -> [SIMD8<Float>] {
    var slope = [SIMD8<Float>](repeating: .zero, count: stride)
    for output in 0..<outputs where mix[output] != 0 {
      for unit in 0..<(unitLanes * 8) where sums[unit / 8][unit & 7] > 0 {
        slope[unit / 8][unit & 7] += second.weight(unit, output) * mix[output]
      }
      if straightLanes > 0 { slope[unitLanes + output / 8][output & 7] += mix[output] }
    }
    for lane in slope.indices { slope[lane] *= steps[lane] }
    return slope
  }

  /// What each feature of a document adds along a slope, in steps.
  func parts(of document: Encoded, along slope: [SIMD8<Float>]) -> [Float] {
    let weighing = Weighing()
    return table.withLook { look in
      document.rows.indices.map { place in
        let slot = table.slots[Int(document.rows[place])]
        let block = Int(document.blocks[place])
        guard slot >= 0 else { return 0 }
        let value = weighing.value(document.counts[place], 1, in: block).0
        return look.along(slope, slot) * value * document.scales[block]
      }
    }
  }
}
