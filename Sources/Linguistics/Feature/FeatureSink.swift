/// Whoever takes the features of a text, one after the other.
protocol FeatureSink {
  /// A feature of a block that came from the words `first`…`last` of the turn; from none where
  /// they are negative.
  mutating func take(_ key: UInt64, _ block: UInt8, _ first: Int, _ last: Int, isWord: Bool)
}

extension FeatureSink {
  @inline(__always)
  mutating func take(_ key: UInt64, _ block: UInt8, _ first: Int, _ last: Int) {
    take(key, block, first, last, isWord: false)
  }
}
