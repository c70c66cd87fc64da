internal import Kernel
internal import Staffing

extension DemoAgent {
  /// Whether they work fewer hours than the others, and only until five.
  var isPart: Bool { index % 6 == 4 }

  /// When they are to work on a day, in half-hours; `nil` on a free one.
  ///
  /// Everybody's free day moves on by one each week.
  func shift(on day: Day) -> Shift? {
    let (week, place) = (day.advanced(by: 1 - day.weekday).number / 7, day.weekday - 1)
    let free: Set<Int> =
      isPart ? [(index + week) % 6, (index + week + 3) % 6] : [(index + week) % 6]
    guard place < 6, !free.contains(place) else { return nil }
    let isLate = !isPart && (index * 2 + week + week / 5) % 5 < 2
    let start = isLate ? 22 + (index + week) % 2 : 16 + (index + week) % 3
    let length = isPart ? 16 : 17
    return Shift(
      start: min(start, 40 - length), length: length, pauses: [7 + (index + place) % 3])
  }
}
