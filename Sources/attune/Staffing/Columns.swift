import Foundation

extension String {
  /// Filled up with blanks behind.
  func leading(_ width: Int) -> String {
    self + String(repeating: " ", count: Swift.max(0, width - count))
  }

  /// Filled up with blanks in front.
  func trailing(_ width: Int) -> String {
    String(repeating: " ", count: Swift.max(0, width - count)) + self
  }
}

extension Double {
  /// With so many decimals.
  func fixed(_ decimals: Int) -> String {
    formatted(
      .number.precision(.fractionLength(decimals)).grouping(.never)
        .locale(Locale(identifier: "en_US_POSIX")))
  }

  /// As short as it can be written.
  var plain: String { self == rounded() && abs(self) < 1e15 ? fixed(0) : "\(self)" }

  /// A share as a percentage.
  var percent: String { (self * 100).fixed(1) + " %" }
}
