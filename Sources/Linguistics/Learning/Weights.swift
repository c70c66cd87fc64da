/// A whole ensemble as one network: the units of all its networks side by side, and a straight way
/// from the features to the outputs for the linear model.
///
/// A feature's row is multiplied with its rarity and kept in whole steps, a step for each column, so
/// that rows are added as small whole numbers.
struct Weights: Hashable, Sendable {
  let inputs: Int
  let outputs: Int
  /// Eight hidden units each.
  let unitLanes: Int
  /// Eight outputs each; 0 without a linear model.
  let straightLanes: Int
  /// inputs × (unitLanes + straightLanes), in steps from −``most`` to ``most``.
  let rows: [SIMD8<Int16>]
  /// What a step of each column is worth.
  let steps: [SIMD8<Float>]
  /// Where each hidden unit and each straight output begins.
  let start: [SIMD8<Float>]
  /// Hidden units × ``outputLanes``, so that a unit that is still costs nothing.
  let second: [SIMD8<Float>]
  let bias: [Float]

  /// Eight outputs each.
  var outputLanes: Int { (outputs + 7) / 8 }
  var stride: Int { unitLanes + straightLanes }

  init?(
    inputs: Int, outputs: Int, unitLanes: Int, straightLanes: Int, rows: [SIMD8<Int16>],
    steps: [SIMD8<Float>], start: [SIMD8<Float>], second: [SIMD8<Float>], bias: [Float]
  ) {
    let stride = unitLanes + straightLanes
    guard inputs >= 0, outputs > 0, unitLanes >= 0,
      straightLanes == 0 || straightLanes == (outputs + 7) / 8, rows.count == inputs * stride,
      start.count == stride, steps.count == stride,
      second.count == unitLanes * 8 * ((outputs + 7) / 8),
      bias.count == outputs
    else { return nil }
    self.inputs = inputs
    self.outputs = outputs
    self.unitLanes = unitLanes
    self.straightLanes = straightLanes
    self.rows = rows
    self.steps = steps
    self.start = start
    self.second = second
    self.bias = bias
  }

  /// Networks count 1 − blend together, linear models blend.
  init(
    networks: [Network], fits: [LinearFit], blend: Float, rarity: [Float], outputs: Int
  ) {
    inputs = rarity.count
    self.outputs = outputs
    unitLanes = networks.reduce(0) { $0 + $1.lanes }
    straightLanes = fits.isEmpty ? 0 : (outputs + 7) / 8
    let share = (1 - blend) / Float(max(1, networks.count))
    let straight = blend / Float(max(1, fits.count))
    var whole: [SIMD8<Float>] = []
    whole.reserveCapacity(inputs * (unitLanes + straightLanes))
    for input in 0..<inputs {
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
    rows = Self.rows(whole, steps)
    self.steps = steps
    start =
      networks.flatMap(\.firstBias)
      + (0..<straightLanes).map { lane in
        fits.reduce(SIMD8<Float>.zero) { $0 + $1.bias[lane] } * straight
      }
    second = networks.flatMap { Self.byUnit($0, share) }
    bias = (0..<outputs).map { output in
      networks.reduce(Float(0)) { $0 + $1.secondBias[output] } * share
    }
  }

  /// The most steps of a number, and how many rows may be added before their sums are too large.
  private static let most: Float = 2047
  private static let atOnce = 16

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
  ) -> [SIMD8<Int16>] {
    // Adding so much leaves the nearest whole number in the low bits.
    let magic: Float = 12_582_912
    let scales = steps.map { 1 / $0 }
    return whole.indices.map { place in
      let shifted = whole[place] * scales[place % scales.count] + magic
      return SIMD8<Int16>(truncatingIfNeeded: unsafeBitCast(shifted, to: SIMD8<Int32>.self))
    }
  }

  /// For each hidden unit what it adds to the outputs.
  private static func byUnit(_ network: Network, _ share: Float) -> [SIMD8<Float>] {
    let outputLanes = (network.outputs + 7) / 8
    var rows = [SIMD8<Float>](repeating: .zero, count: network.lanes * 8 * outputLanes)
    for output in 0..<network.outputs {
      for unit in 0..<(network.lanes * 8) {
        rows[unit * outputLanes + output / 8][output & 7] =
          network.second[output * network.lanes + unit / 8][unit & 7] * share
      }
    }
    return rows
  }

  /// The sums that reach each hidden unit and each straight output.
  func gather(_ document: Encoded, _ rarity: [Float], into sums: inout [SIMD8<Float>]) {
    sums.withUnsafeMutableBufferPointer { sums in
      guard let base = sums.baseAddress else { return }
      for lane in 0..<stride { base[lane] = start[lane] }
      for (row, value) in zip(document.rows, document.values) where rarity[Int(row)] > 0 {
        add(row: row, value: value / rarity[Int(row)], to: base)
      }
    }
  }

  /// Adds rows that all have the same value, four lanes at a time, which is one line of memory.
  func add(
    _ places: UnsafeBufferPointer<Int32>, value: Float,
    to sums: UnsafeMutablePointer<SIMD8<Float>>
  ) {
    let stride = stride
    rows.withUnsafeBufferPointer { rows in
      var lane = 0
      while lane + 4 <= stride {
        var total = (SIMD8<Int32>.zero, SIMD8<Int32>.zero, SIMD8<Int32>.zero, SIMD8<Int32>.zero)
        var begin = 0
        while begin < places.count {
          let end = min(begin + Self.atOnce, places.count)
          var sum = (SIMD8<Int16>.zero, SIMD8<Int16>.zero, SIMD8<Int16>.zero, SIMD8<Int16>.zero)
          for index in begin..<end {
            let base = Int(places[index]) * stride + lane
            sum.0 &+= rows[base]
            sum.1 &+= rows[base + 1]
            sum.2 &+= rows[base + 2]
            sum.3 &+= rows[base + 3]
          }
          total.0 &+= SIMD8<Int32>(truncatingIfNeeded: sum.0)
          total.1 &+= SIMD8<Int32>(truncatingIfNeeded: sum.1)
          total.2 &+= SIMD8<Int32>(truncatingIfNeeded: sum.2)
          total.3 &+= SIMD8<Int32>(truncatingIfNeeded: sum.3)
          begin = end
        }
        sums[lane] += SIMD8<Float>(total.0) * (steps[lane] * value)
        sums[lane + 1] += SIMD8<Float>(total.1) * (steps[lane + 1] * value)
        sums[lane + 2] += SIMD8<Float>(total.2) * (steps[lane + 2] * value)
        sums[lane + 3] += SIMD8<Float>(total.3) * (steps[lane + 3] * value)
        lane += 4
      }
      while lane < stride {
        var total = SIMD8<Int32>.zero
        for place in places {
          total &+= SIMD8<Int32>(truncatingIfNeeded: rows[Int(place) * stride + lane])
        }
        sums[lane] += SIMD8<Float>(total) * (steps[lane] * value)
        lane += 1
      }
    }
  }

  /// Adds a feature's row to some sums; of a value of 1 its rarity.
  @inline(__always)
  func add(row: Int32, value: Float, to sums: UnsafeMutablePointer<SIMD8<Float>>) {
    let stride = stride
    rows.withUnsafeBufferPointer { rows in
      let base = Int(row) * stride
      for lane in 0..<stride { sums[lane] += number(rows[base + lane], lane) * value }
    }
  }

  @inline(__always)
  private func number(_ row: SIMD8<Int16>, _ lane: Int) -> SIMD8<Float> {
    SIMD8<Float>(SIMD8<Int32>(truncatingIfNeeded: row)) * steps[lane]
  }

  /// The raw outputs from those sums.
  ///
  /// Four lanes of outputs at a time, as many as a processor holds; units that are still cost nothing.
  func finish(_ sums: [SIMD8<Float>], into raw: inout [Float]) {
    let outputLanes = outputLanes, units = unitLanes * 8
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: units + 1) { live in
      withUnsafeTemporaryAllocation(of: SIMD8<Float>.self, capacity: outputLanes) { totals in
        sums.withUnsafeBytes { sums in
          let values = sums.bindMemory(to: Float.self)
          var count = 0
          for unit in 0..<units {
            live[count] = Int32(truncatingIfNeeded: unit)
            count &+= values[unit] > 0 ? 1 : 0
          }
          for lane in 0..<outputLanes {
            totals[lane] =
              straightLanes > 0
              ? sums.loadUnaligned(
                fromByteOffset: (unitLanes + lane) * 32, as: SIMD8<Float>.self) : .zero
          }
          add(UnsafeBufferPointer(live)[..<count], values, to: totals)
        }
        let values = UnsafeRawBufferPointer(totals).bindMemory(to: Float.self)
        for output in 0..<outputs { raw[output] = values[output] + bias[output] }
      }
    }
  }

  private func add(
    _ live: Slice<UnsafeBufferPointer<Int32>>, _ values: UnsafeBufferPointer<Float>,
    to totals: UnsafeMutableBufferPointer<SIMD8<Float>>
  ) {
    let outputLanes = outputLanes
    second.withUnsafeBufferPointer { second in
      var lane = 0
      while lane + 4 <= outputLanes {
        var sum = (totals[lane], totals[lane + 1], totals[lane + 2], totals[lane + 3])
        for unit in live {
          let base = Int(unit) * outputLanes + lane
          let value = values[Int(unit)]
          sum.0 += second[base] * value
          sum.1 += second[base + 1] * value
          sum.2 += second[base + 2] * value
          sum.3 += second[base + 3] * value
        }
        (totals[lane], totals[lane + 1], totals[lane + 2], totals[lane + 3]) = sum
        lane += 4
      }
      while lane < outputLanes {
        for unit in live {
          totals[lane] += second[Int(unit) * outputLanes + lane] * values[Int(unit)]
        }
        lane += 1
      }
    }
  }

  /// What one more of each sum adds to a mix of the outputs, for the sums as they are.
  func slope(_ mix: [Float], at sums: [SIMD8<Float>]) -> [SIMD8<Float>] {
    var slope = [SIMD8<Float>](repeating: .zero, count: stride)
    for output in 0..<outputs where mix[output] != 0 {
      for unit in 0..<(unitLanes * 8) where sums[unit / 8][unit & 7] > 0 {
        slope[unit / 8][unit & 7] +=
          second[unit * outputLanes + output / 8][output & 7] * mix[output]
      }
      if straightLanes > 0 { slope[unitLanes + output / 8][output & 7] += mix[output] }
    }
    return slope
  }

  /// What a feature adds along a slope; of a value of 1 its rarity.
  func along(_ slope: [SIMD8<Float>], row: Int32) -> Float {
    var sum = SIMD8<Float>.zero
    let base = Int(row) * stride
    for lane in slope.indices { sum += number(rows[base + lane], lane) * slope[lane] }
    return sum.sum()
  }
}
