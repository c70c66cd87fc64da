internal import Statistics

extension Estimate {
  /// An estimate where nothing was observed.
  static let nothing = Estimate(
    value: nil, lower: nil, upper: nil, n: 0, method: .wilson, status: .notEnoughData)
}
