/// A small generator whose whole state is its seed, so that a stored seed repeats a draw for ever.
///
/// Source: Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", 2014.
public struct SplitMix64: RandomNumberGenerator, Hashable, Sendable {
  @usableFromInline internal private(set) var state: UInt64

  public init(seed: UInt64) {
    state = seed
  }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

extension RandomNumberGenerator {
  /// A whole number in 0..<bound: the high half of the product, without rejection; 0 for bound 0.
  public mutating func below(_ bound: Int) -> Int {
    guard bound > 0 else { return 0 }
    return Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// A number in 0..<1 with 53 random bits.
  public mutating func unit() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// The numbers 0..<count in random order (Fisher and Yates; Durstenfeld 1964).
  public mutating func permutation(of count: Int) -> [Int] {
    choice(of: count, from: count)
  }

  /// A simple random sample: `size` different numbers of 0..<population, in random order.
  public mutating func choice(of size: Int, from population: Int) -> [Int] {
    guard population > 0, size > 0 else { return [] }
    var numbers = Array(0..<population)
    let taken = Swift.min(size, population)
    for index in 0..<taken {
      numbers.swapAt(index, index + below(population - index))
    }
    return Array(numbers.prefix(taken))
  }
}
