internal import Kernel
internal import Statistics
internal import Workforce

/// The half-hours of a telephone line that never was, for as long as the demo's months reach.
///
/// Mondays and lunch are busy, days have moods, and a sale stands out: what a lead meets.
struct DemoHotline: Sendable {
  /// The name of the line, which says what it is.
  static let name = "Hotline (made-up half-hours)"
  static let opens = 8
  static let closes = 20

  let seed: UInt64
  let zone: Zone
  let now: Instant
  /// Days that are marked as a sale; the last of them is still to come.
  let sales: [Day]
  /// A day that was twice as busy, and that nobody has explained.
  let riddle: Day
  private let days: ClosedRange<Int>

  init(_ story: DemoStory) {
    let calendar = story.calendar
    let today = calendar.zone.day(of: calendar.now)
    seed = story.options.seed
    zone = calendar.zone
    now = calendar.now
    let first = Swift.max(calendar.months.first?.number ?? today.number, today.number - 200)
    days = first...today.number
    sales = [-96, -33, 4].map { Self.weekday(near: today.advanced(by: $0)) }
    riddle = Self.weekday(near: today.advanced(by: -17))
  }

  /// The next day on which the line is as busy as on most.
  private static func weekday(near day: Day) -> Day {
    day.weekday > 5 ? day.advanced(by: 8 - day.weekday) : day
  }

  /// What came in each half-hour that is over.
  func rows() -> [VolumeInterval] {
    days.flatMap { number -> [VolumeInterval] in
      let day = Day(number: number)
      guard day.weekday < 7 else { return [] }
      var chance = SplitMix64(seed: seed, purpose: 40, number: number)
      let level = (1 + 0.08 * chance.normal()) * factor(of: day)
      return (Self.opens * 2..<Self.closes * 2).compactMap { slot in
        row(day, slot, level, &chance)
      }
    }
  }

  private func factor(of day: Day) -> Double {
    let weekday = [1.45, 1.05, 1, 0.97, 0.92, 0.5, 0][day.weekday - 1]
    return weekday * (day == riddle ? 2.1 : sales.contains(day) ? 1.7 : 1)
  }

  private func row(
    _ day: Day, _ slot: Int, _ level: Double, _ chance: inout SplitMix64
  ) -> VolumeInterval? {
    let start = zone.instant(of: day, second: slot * 1800)
    let mean = 5 * level * Self.shape(slot)
    let offered = Self.count(mean, &chance)
    guard start.advanced(bySeconds: 1800) <= now else { return nil }
    let abandoned = (0..<offered).count { _ in chance.happens(0.06) }
    let answered = offered - abandoned
    let late = (0..<answered).count { _ in chance.happens(0.17) }
    let handled = (0..<answered).reduce(0) { sum, _ in sum + chance.within(120...560) }
    return VolumeInterval(
      key: .init(queue: Self.name, channel: "call", start: start), seconds: 1800,
      sums: [
        .offered: Double(offered), .answered: Double(answered), .abandoned: Double(abandoned),
        .answeredShort: 0, .answeredInTarget: Double(answered - late),
        .waitAnswered: Double(late * 55 + (answered - late) * 6),
        .waitAbandoned: Double(abandoned * 70), .handled: Double(handled),
      ])
  }

  private static func shape(_ slot: Int) -> Double {
    switch slot {
    case ..<18: 0.7
    case 24, 25: 1.5
    case 36...: 0.65
    default: 1
    }
  }

  /// A count that is Poisson about its mean (Knuth 1969).
  private static func count(_ mean: Double, _ chance: inout SplitMix64) -> Int {
    var (count, left) = (0, mean)
    // In steps of at most one, so that no exponential is needed.
    while left > 0 {
      let step = Swift.min(1, left)
      left -= step
      var (draws, limit) = (0, 1.0)
      repeat {
        limit *= chance.unit()
        draws += 1
      } while limit > Self.power(step) && draws < 40
      count += draws - 1
    }
    return count
  }

  /// e^−x for 0…1, to six digits.
  private static func power(_ x: Double) -> Double {
    var (sum, term) = (1.0, 1.0)
    for n in 1..<12 {
      term *= -x / Double(n)
      sum += term
    }
    return sum
  }

  /// Who is planned in a half-hour: fewer at noon, when most call.
  static func planned(_ day: Day, _ slot: Int) -> Int {
    guard day.weekday < 7, (opens * 2..<closes * 2).contains(slot) else { return 0 }
    if day.weekday == 6 { return 2 }
    let base =
      switch slot {
      case ..<19: 3
      case 24, 25, 26: 3
      case 36...: 2
      default: 4
      }
    return day.weekday == 1 ? base + 1 : base
  }
}
