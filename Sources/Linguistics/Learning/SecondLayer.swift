/// What the hidden units add to the outputs, in small whole numbers.
///
/// Units come in pairs, so that a processor multiplies eight numbers at once and adds them in twos;
/// a pair of which both are still costs nothing.
struct SecondLayer: Sendable {
  let units: Int
  let outputs: Int
  /// What a step is worth.
  let step: Float
  /// Pairs of units × fours of outputs: of each output both units one after the other.
  let pairs: [SIMD8<Int16>]

  /// Fours of outputs, an even number of them.
  private var fours: Int { Self.fours(outputs) }

  private static func fours(_ outputs: Int) -> Int { (outputs + 7) / 8 * 2 }

  /// The largest number of steps of which a product for each unit may be added up.
  private static func most(_ units: Int) -> Float {
    min(8191, (2_000_000_000 / Float(max(1, units))).squareRoot().rounded(.down))
  }

  init?(units: Int, outputs: Int, step: Float, pairs: [SIMD8<Int16>]) {
    guard units % 2 == 0, pairs.count == units / 2 * Self.fours(outputs) else { return nil }
    self.units = units
    self.outputs = outputs
    self.step = step
    self.pairs = pairs
  }

  /// `weights`: for each unit, of which there is an even number, what it adds to each output.
  init(_ weights: [[Float]], outputs: Int) {
    units = weights.count
    self.outputs = outputs
    let largest = weights.reduce(Float(1e-20)) { $1.reduce($0) { max($0, abs($1)) } }
    let step = largest / Self.most(weights.count)
    let fours = Self.fours(outputs)
    var pairs = [SIMD8<Int16>](repeating: .zero, count: weights.count / 2 * fours)
    for (unit, list) in weights.enumerated() {
      for (output, weight) in list.enumerated() {
        pairs[unit / 2 * fours + output / 4][output % 4 * 2 + unit % 2] =
          Int16((weight / step).rounded())
      }
    }
    self.step = step
    self.pairs = pairs
  }

  func weight(_ unit: Int, _ output: Int) -> Float {
    Float(pairs[unit / 2 * fours + output / 4][output % 4 * 2 + unit % 2]) * step
  }

  /// The outputs for the sums that reach the units.
  func read(
    _ sums: Slice<UnsafeBufferPointer<SIMD8<Float>>>,
    into raw: UnsafeMutableBufferPointer<Float>
  ) {
    var highest = SIMD8<Float>.zero
    for lane in sums { highest.replace(with: lane, where: highest .< lane) }
    let top = highest.max()
    guard top > 0, top < .infinity else { return raw.update(repeating: 0) }
    let scale = Self.most(units) / top
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: units + 8) { live in
      // Adding so much leaves the nearest whole number in the low bits.
      let magic: Float = 12_582_912
      var count = 0
      for (place, lane) in sums.enumerated() {
        let moving = lane.replacing(with: 0, where: lane .< 0)
        let bits = unsafeBitCast(moving * scale + magic, to: SIMD8<Int32>.self)
        let low = bits & SIMD8(repeating: 0xFFFF)
        let both = low.evenHalf | low.oddHalf &<< SIMD4(repeating: 16)
        // Written always and counted only where it moves, which asks for no guess.
        for pair in 0..<4 {
          live[count] = Int32(truncatingIfNeeded: place &* 4 &+ pair)
          live[units / 2 &+ count] = both[pair]
          count &+= both[pair] != 0 ? 1 : 0
        }
      }
      add(
        UnsafeBufferPointer(rebasing: live[..<count]),
        UnsafeBufferPointer(rebasing: live[(units / 2)..<(units / 2 + count)]), step / scale, raw)
    }
  }

  /// Sixteen outputs at a time, then eight.
  private func add(
    _ live: UnsafeBufferPointer<Int32>, _ values: UnsafeBufferPointer<Int32>, _ scale: Float,
    _ raw: UnsafeMutableBufferPointer<Float>
  ) {
    typealias Four = SIMD4<Int32>
    let fours = fours
    pairs.withUnsafeBufferPointer { pairs in
      var four = 0
      while four + 4 <= fours {
        var sum = (Four.zero, Four.zero, Four.zero, Four.zero)
        for index in live.indices {
          let base = Int(live[index]) &* fours &+ four
          let both = unsafeBitCast(SIMD4(repeating: values[index]), to: SIMD8<Int16>.self)
          sum.0 &+= Self.product(pairs[base], both)
          sum.1 &+= Self.product(pairs[base &+ 1], both)
          sum.2 &+= Self.product(pairs[base &+ 2], both)
          sum.3 &+= Self.product(pairs[base &+ 3], both)
        }
        put(sum.0, four)
        put(sum.1, four + 1)
        put(sum.2, four + 2)
        put(sum.3, four + 3)
        four += 4
      }
      while four < fours {
        var sum = (Four.zero, Four.zero)
        for index in live.indices {
          let base = Int(live[index]) &* fours &+ four
          let both = unsafeBitCast(SIMD4(repeating: values[index]), to: SIMD8<Int16>.self)
          sum.0 &+= Self.product(pairs[base], both)
          sum.1 &+= Self.product(pairs[base &+ 1], both)
        }
        put(sum.0, four)
        put(sum.1, four + 1)
        four += 2
      }
    }

    @inline(__always)
    func put(_ sum: Four, _ four: Int) {
      let numbers = SIMD4<Float>(sum) * scale
      if four * 4 + 4 <= outputs {
        let bytes = UnsafeMutableRawBufferPointer(raw)
        return bytes.storeBytes(of: numbers, toByteOffset: four * 16, as: SIMD4<Float>.self)
      }
      for place in 0..<min(4, max(0, outputs - four * 4)) {
        raw[four * 4 + place] = numbers[place]
      }
    }
  }

  /// Products of eight numbers, added in twos.
  @inline(__always)
  private static func product(_ left: SIMD8<Int16>, _ right: SIMD8<Int16>) -> SIMD4<Int32> {
    let product =
      SIMD8<Int32>(truncatingIfNeeded: left) &* SIMD8<Int32>(truncatingIfNeeded: right)
    return product.evenHalf &+ product.oddHalf
  }
}
