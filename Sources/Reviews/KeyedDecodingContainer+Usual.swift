extension KeyedDecodingContainer {
  /// Renews a value with what was kept under a key; what was not known yet when it was kept stays as
  /// it usually is.
  func renew<Value: Decodable>(_ value: inout Value, from key: Key) throws {
    value = try decodeIfPresent(Value.self, forKey: key) ?? value
  }
}
