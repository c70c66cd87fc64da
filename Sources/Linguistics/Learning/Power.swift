/// Powers of e, eight at a time.
enum Power {
  /// e to each of eight numbers that are at most 0, to about one part in ten million; below −87 as
  /// good as nothing.
  ///
  /// The nearest power of two, and a polynomial for what is left (Moshier 1989, Cephes).
  @inline(__always)
  static func of(_ exponents: SIMD8<Float>) -> SIMD8<Float> {
    let x = exponents.replacing(with: -87, where: exponents .< -87)
    // Adding so much leaves the nearest whole number in the low bits.
    let whole = SIMD8<Float>(repeating: 12_582_912)
    let shifted = x * 1.442_695_04 + whole
    let count = shifted - whole
    let rest = x - count * 0.693_359_375 + count * 2.121_944_4e-4
    var sum = rest * 1.987_569_15e-4 + 1.398_199_95e-3
    sum = sum * rest + 8.333_451_9e-3
    sum = sum * rest + 4.166_579_6e-2
    sum = sum * rest + 1.666_666_55e-1
    sum = sum * rest + 5.000_000_1e-1
    sum = sum * rest * rest + rest + 1
    let bits = unsafeBitCast(shifted, to: SIMD8<Int32>.self) &<< 23
    let scale = bits &+ SIMD8(repeating: 127 << 23)
    return sum * unsafeBitCast(scale, to: SIMD8<Float>.self)
  }
}
