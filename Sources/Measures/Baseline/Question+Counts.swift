internal import Kernel
internal import Statistics

extension Question {
  /// Hits of a share and out of how many, as its reading counts them; `nil` without any.
  func counts(of cell: Cell) -> (hits: Int, n: Int)? {
    // Neither the days nor the rules change what was counted.
    let day = Day(number: 0)
    let reading = reading(
      of: cell, over: Period(first: day, last: day), now: day, ServiceRules())
    return reading.absence == nil ? (reading.numerator, reading.denominator) : nil
  }
}
