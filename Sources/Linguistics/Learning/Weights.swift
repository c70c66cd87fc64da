/// A whole ensemble as one network: the units of all its networks side by side, and a straight way
/// from the features to the outputs for the linear model.
///
/// Of each number of a feature's row the upper sixteen bits are kept, which halves the memory and
/// changes a chance by less than one in a thousand.
struct Weights: Hashable, Sendable {
  let inputs: Int
  let outputs: Int
  /// Eight hidden units each.
  let unitLanes: Int
  /// Eight outputs each; 0 without a linear model.
  let straightLanes: Int
  /// inputs × (unitLanes + straightLanes).
  let rows: [SIMD8<UInt16>]
  /// Where each hidden unit and each straight output begins.
  let start: [SIMD8<Float>]
  /// Hidden units × ``outputLanes``, so that a unit that is still costs nothing.
  let second: [SIMD8<Float>]
  let bias: [Float]

  /// Eight outputs each.
  var outputLanes: Int { (outputs + 7) / 8 }
  var stride: Int { unitLanes + straightLanes }

  init?(
    inputs: Int, outputs: Int, unitLanes: Int, straightLanes: Int, rows: [SIMD8<UInt16>],
    start: [SIMD8<Float>], second: [SIMD8<Float>], bias: [Float]
  ) {
    let stride = unitLanes + straightLanes
    guard inputs >= 0, outputs > 0, unitLanes >= 0,
      straightLanes == 0 || straightLanes == (outputs + 7) / 8, rows.count == inputs * stride,
      start.count == stride, second.count == unitLanes * 8 * ((outputs + 7) / 8),
      bias.count == outputs
    else { return nil }
    self.inputs = inputs
    self.outputs = outputs
    self.unitLanes = unitLanes
    self.straightLanes = straightLanes
    self.rows = rows
    self.start = start
    self.second = second
    self.bias = bias
  }

  /// Networks count 1 − blend together, linear models blend.
  init(networks: [Network], fits: [LinearFit], blend: Float, inputs: Int, outputs: Int) {
    self.inputs = inputs
    self.outputs = outputs
    unitLanes = networks.reduce(0) { $0 + $1.lanes }
    straightLanes = fits.isEmpty ? 0 : (outputs + 7) / 8
    let share = (1 - blend) / Float(max(1, networks.count))
    let straight = blend / Float(max(1, fits.count))
    var rows: [SIMD8<UInt16>] = []
    rows.reserveCapacity(inputs * (unitLanes + straightLanes))
    for input in 0..<inputs {
      for network in networks {
        for lane in 0..<network.lanes {
          rows.append(Self.shortened(network.first[input * network.lanes + lane]))
        }
      }
      for lane in 0..<straightLanes {
        var sum = SIMD8<Float>.zero
        for fit in fits { sum += fit.weights[input * straightLanes + lane] }
        rows.append(Self.shortened(sum * straight))
      }
    }
    self.rows = rows
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

  /// The upper half of each number, rounded to the nearest.
  private static func shortened(_ value: SIMD8<Float>) -> SIMD8<UInt16> {
    let bits = unsafeBitCast(value, to: SIMD8<UInt32>.self)
    let odd = (bits &>> 16) & 1
    return SIMD8<UInt16>(truncatingIfNeeded: (bits &+ 0x7FFF &+ odd) &>> 16)
  }

  @inline(__always)
  private static func lengthened(_ value: SIMD8<UInt16>) -> SIMD8<Float> {
    unsafeBitCast(SIMD8<UInt32>(truncatingIfNeeded: value) &<< 16, to: SIMD8<Float>.self)
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
  func gather(_ document: Encoded, into sums: inout [SIMD8<Float>]) {
    sums.withUnsafeMutableBufferPointer { sums in
      guard let base = sums.baseAddress else { return }
      for lane in 0..<stride { base[lane] = start[lane] }
      for (row, value) in zip(document.rows, document.values) {
        add(row: row, value: value, to: base)
      }
    }
  }

  /// The same, four lanes at a time, which is one line of the cache and as many sums as a
  /// processor holds.
  func gather(_ document: borrowing Gathering, into sums: inout [SIMD8<Float>]) {
    let stride = stride, count = document.count
    sums.withUnsafeMutableBufferPointer { sums in
      rows.withUnsafeBufferPointer { rows in
        document.entries.withUnsafeBufferPointer { entries in
          document.scales.withUnsafeBufferPointer { scales in
            var lane = 0
            while lane + 4 <= stride {
              var sum = (start[lane], start[lane + 1], start[lane + 2], start[lane + 3])
              for index in 0..<count {
                let entry = entries[index]
                let base = Int(entry.row) * stride + lane
                let value = entry.value * scales[Int(entry.block)]
                sum.0 += Self.lengthened(rows[base]) * value
                sum.1 += Self.lengthened(rows[base + 1]) * value
                sum.2 += Self.lengthened(rows[base + 2]) * value
                sum.3 += Self.lengthened(rows[base + 3]) * value
              }
              (sums[lane], sums[lane + 1], sums[lane + 2], sums[lane + 3]) = sum
              lane += 4
            }
            while lane < stride {
              var sum = start[lane]
              for index in 0..<count {
                let entry = entries[index]
                sum +=
                  Self.lengthened(rows[Int(entry.row) * stride + lane])
                  * (entry.value * scales[Int(entry.block)])
              }
              sums[lane] = sum
              lane += 1
            }
          }
        }
      }
    }
  }

  /// Adds a feature's row to some sums.
  @inline(__always)
  func add(row: Int32, value: Float, to sums: UnsafeMutablePointer<SIMD8<Float>>) {
    let stride = stride
    rows.withUnsafeBufferPointer { rows in
      let base = Int(row) * stride
      for lane in 0..<stride { sums[lane] += Self.lengthened(rows[base + lane]) * value }
    }
  }

  /// The raw outputs from those sums.
  func finish(_ sums: [SIMD8<Float>], into raw: inout [Float]) {
    let outputLanes = outputLanes, units = unitLanes * 8
    withUnsafeTemporaryAllocation(of: SIMD8<Float>.self, capacity: outputLanes) { totals in
      for lane in 0..<outputLanes {
        totals[lane] = straightLanes > 0 ? sums[unitLanes + lane] : .zero
      }
      sums.withUnsafeBytes { sums in
        let values = sums.bindMemory(to: Float.self)
        second.withUnsafeBufferPointer { second in
          for unit in 0..<units where values[unit] > 0 {
            let base = unit * outputLanes
            for lane in 0..<outputLanes { totals[lane] += second[base + lane] * values[unit] }
          }
        }
      }
      let values = UnsafeRawBufferPointer(totals).bindMemory(to: Float.self)
      for output in 0..<outputs { raw[output] = values[output] + bias[output] }
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

  /// What a feature adds along a slope.
  func along(_ slope: [SIMD8<Float>], row: Int32) -> Float {
    var sum = SIMD8<Float>.zero
    let base = Int(row) * stride
    for lane in slope.indices { sum += Self.lengthened(rows[base + lane]) * slope[lane] }
    return sum.sum()
  }
}
