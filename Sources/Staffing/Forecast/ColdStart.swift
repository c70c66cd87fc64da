import Glibc

/// A first forecast for a team without a history: a typical day, and a number of calls a month.
///
/// Two humps, before and after noon, over the hours the team is open. It is a beginning and says so:
/// the variation is that of new teams, not measured. Two weeks of counts are better.
/// - Parameters:
///   - monthly: calls a month, as far as anybody knows.
///   - hours: whether the team is open, by weekday from Monday and interval.
/// - Returns: expected counts by weekday and interval; empty unless there are seven weekdays with an
///   open interval and a number of calls.
public func typicalWeek(monthly: Double, hours: [[Bool]]) -> [[Double]] {
  guard monthly >= 0, monthly.isFinite, hours.count == 7 else { return [] }
  let shape = hours.map { open -> [Double] in
    guard let first = open.firstIndex(of: true), let last = open.lastIndex(of: true) else {
      return open.map { _ in 0 }
    }
    let length = Double(last - first + 1)
    return open.indices.map { slot in
      guard open[slot] else { return 0 }
      let place = (Double(slot - first) + 0.5) / length
      let (morning, afternoon) = ((place - 0.3) / 0.16, (place - 0.65) / 0.2)
      return 0.25 + exp(-morning * morning / 2) + 0.8 * exp(-afternoon * afternoon / 2)
    }
  }
  let sum = shape.joined().reduce(0, +)
  guard sum > 0 else { return [] }
  // A month has 365.25 / 12 / 7 weeks.
  let weekly = monthly * 7 * 12 / 365.25
  return shape.map { $0.map { $0 * weekly / sum } }
}
