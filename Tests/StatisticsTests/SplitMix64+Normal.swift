import Statistics

extension SplitMix64 {
  /// A standard normal number.
  mutating func normal() -> Double { normalQuantile(unit() + 0x1p-54) ?? 0 }
}
