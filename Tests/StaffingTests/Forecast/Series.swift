import Glibc
import Staffing
import Statistics
import Testing

/// A team whose calls follow a known rate.
struct Series {
  static let first = CalendarDay(number: 12_000)

  /// Weekday totals from Monday, with a quiet weekend.
  static let weekdays = [400.0, 360, 350, 340, 380, 90, 0]

  /// The expected count of an interval: open from 8 to 20, busy before noon.
  static func rate(_ day: CalendarDay, _ slot: Int) -> Double {
    guard (16..<40).contains(slot) else { return 0 }
    let place = (Double(slot) - 22) / 8
    return weekdays[day.weekday] / 24 * (0.6 + 0.9 * exp(-place * place))
  }

  /// Counts by chance around the rate; a factor changes single days, `nil` leaves one out.
  static func history(
    days: Int, seed: UInt64, factor: (CalendarDay) -> Double? = { _ in 1 }
  ) throws -> VolumeHistory {
    var chance = SplitMix64(seed: seed)
    var rows = [VolumeHistory.Row]()
    for number in 0..<days {
      let day = first + number
      guard let factor = factor(day) else { continue }
      for slot in 16..<40 {
        let count = chance.poisson(rate(day, slot) * factor)
        rows.append(.init(day: day, slot: slot, count: count))
      }
    }
    return try #require(VolumeHistory(rows))
  }
}

extension SplitMix64 {
  /// A Poisson count, by multiplying uniform numbers.
  mutating func poisson(_ mean: Double) -> Double {
    guard mean > 0 else { return 0 }
    var (product, count) = (unit(), 0.0)
    let limit = exp(-mean)
    while product > limit {
      product *= unit()
      count += 1
    }
    return count
  }
}

/// Whether two numbers are the same up to rounding.
func isClose(_ one: Double, _ other: Double) -> Bool {
  abs(one - other) <= 1e-9 * Swift.max(1, abs(one), abs(other))
}
