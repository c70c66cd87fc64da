import Glibc

/// What the day of the month does to volume: wages, bills and statements come by the calendar.
///
/// Surprises, freed from slow drift, averaged over the neighbouring days of all months, and pulled
/// towards nothing.
struct MonthEffect {
  /// By day of the month, 1…31; 1 on average.
  ///
  /// Place 0 is not used.
  let factors: [Double]

  init(_ past: Past, end: Int, surprise: [Double?], spread: Double) {
    let days = Self.usualDays(past, end: end, surprise: surprise, spread: spread)
    let volumes = Self.volumes(past, end: end)
    var (sums, weights) = ([Double](repeating: 0, count: 32), [Double](repeating: 0, count: 32))
    let drift = Self.drift(days, surprise, end: end)
    for day in days {
      guard let value = surprise[day] else { continue }
      let weight = volumes[past.weekday(day)]
      sums[past.dayOfMonth[day]] += weight * (value - drift[day])
      weights[past.dayOfMonth[day]] += weight
    }
    var effect = [Double](repeating: 0, count: 32)
    for place in 1...31 {
      var (sum, weight) = (0.0, VolumeModel.Weight.monthPull)
      for other in 1...31 {
        let near = Self.nearness[abs(place - other)]
        sum += near * sums[other]
        weight += near * weights[other]
      }
      effect[place] = sum / weight
    }
    let mean = effect[1...].reduce(0, +) / 31
    factors = effect.map { exp($0 - mean) }
  }

  /// Days that are not far from what their day of the month usually is; with four months or more
  /// that is their median, before it is nothing.
  private static func usualDays(
    _ past: Past, end: Int, surprise: [Double?], spread: Double
  ) -> [Int] {
    var values = [[Double]](repeating: [], count: 32)
    let days = (0..<end).filter { surprise[$0] != nil && past.mark($0) == nil }
    for day in days {
      if let value = surprise[day] { values[past.dayOfMonth[day]].append(value) }
    }
    let middles = values.map { $0.count < 4 ? 0 : median($0) }
    return days.filter { day in
      guard let value = surprise[day] else { return false }
      let distance = abs(value - middles[past.dayOfMonth[day]])
      return distance < VolumeModel.Weight.unusual * spread
    }
  }

  /// How much a day of the month so many days away counts, around the end of the month.
  private static let nearness: [Double] = (0...31).map { distance in
    let around = Swift.min(Double(distance), 30.4 - Double(distance))
    let steps = around / VolumeModel.Weight.monthReach
    return exp(-0.5 * steps * steps)
  }

  /// Each weekday's usual volume against the largest: small days tell less.
  private static func volumes(_ past: Past, end: Int) -> [Double] {
    let usual = (0..<7).map { weekday -> Double in
      let logs = stride(from: past.firstDay(weekday), to: end, by: 7).compactMap {
        past.isUsable($0) ? past.logTotal[$0] : nil
      }
      return logs.isEmpty ? 0 : exp(median(logs))
    }
    let largest = usual.max() ?? 0
    return usual.map { largest > 0 ? $0 / largest : 0 }
  }

  /// The mean surprise of the weeks around each day.
  private static func drift(_ days: [Int], _ surprise: [Double?], end: Int) -> [Double] {
    var (values, present) = (
      [Double](repeating: 0, count: end), [Double](repeating: 0, count: end)
    )
    for day in days {
      guard let value = surprise[day] else { continue }
      values[day] = value
      present[day] = 1
    }
    var drift = [Double](repeating: 0, count: end)
    for day in days {
      var (sum, weight) = (0.0, 0.0)
      for other in Swift.max(0, day - 21)...Swift.min(end - 1, day + 21) {
        let near = driftNearness[abs(day - other)]
        sum += near * values[other]
        weight += near * present[other]
      }
      drift[day] = weight > 0 ? sum / weight : 0
    }
    return drift
  }

  private static let driftNearness: [Double] = (0...21).map { exp(-0.5 * Double($0 * $0) / 100) }
}
