internal import Kernel
internal import Statistics

/// When the demo's customers write and call: a row of half-hours with a number of contacts each.
struct DemoCalendar: Sendable {
  /// Half an hour and the numbers of the contacts that begin in it.
  struct Slot: Sendable {
    let start: Int64
    let length: Int64
    let day: Int
    /// Minutes after local midnight.
    let minute: Int
    fileprivate(set) var contacts: Range<Int>
  }

  /// One local day with its opening hours, in milliseconds.
  struct OpenDay: Sendable {
    let day: Day
    let month: Int
    let start: Int64
    let opens: Int64
    let closes: Int64
    var isOpen: Bool { opens < closes }
  }

  let zone: Zone
  let now: Instant
  /// The first days of all months, the running one last.
  let months: [Day]
  private(set) var days: [OpenDay] = []
  private(set) var slots: [Slot] = []

  static let opensAt = 8
  static let closesAt = 20

  init(_ options: DemoOptions, zone: Zone, now: Instant) {
    self.zone = zone
    self.now = now
    let today = zone.day(of: now)
    var months = [today.startOfMonth]
    for _ in 0...options.months {
      months.append((months.last ?? today).advanced(by: -1).startOfMonth)
    }
    self.months = months.reversed()
    var chance = SplitMix64(seed: options.seed, purpose: 1, number: 0)
    var weights: [Double] = []
    var day = self.months[0]
    var month = 0
    while day <= today {
      while month + 1 < months.count, self.months[month + 1] <= day { month += 1 }
      add(day, month: month, &weights, &chance)
      day = day.advanced(by: 1)
    }
    deal(options.conversations, by: weights)
  }

  private mutating func add(
    _ day: Day, month: Int, _ weights: inout [Double], _ chance: inout SplitMix64
  ) {
    let isOpen = day.weekday < 7
    let hours = [0, Self.opensAt, Self.closesAt].map {
      zone.instant(of: day, second: $0 * 3600).milliseconds
    }
    days.append(
      OpenDay(
        day: day, month: month, start: hours[0], opens: hours[1],
        closes: isOpen ? hours[2] : hours[1]))
    let level = Self.weight(ofWeekday: day.weekday) * (1 + 0.08 * chance.normal())
    for half in 0..<48 {
      let start = hours[0] + Int64(half) * 1_800_000
      let length = min(1_800_000, now.milliseconds - start)
      guard length > 0 else { break }
      let hour = half / 2
      let isOff = !isOpen || hour < Self.opensAt || hour >= Self.closesAt
      let noise = 1 + 0.15 * chance.normal()
      slots.append(
        Slot(start: start, length: length, day: days.count - 1, minute: half * 30, contacts: 0..<0))
      weights.append(
        level * noise * (isOff ? 0.03 : Self.weight(ofHalf: half)) * Double(length) / 1_800_000)
    }
  }

  /// Deals the numbers 0..<count out so that each half-hour has its share.
  private mutating func deal(_ count: Int, by weights: [Double]) {
    let total = weights.reduce(0, +)
    var sum = 0.0
    var next = 0
    for index in slots.indices {
      sum += weights[index]
      let isLast = index == slots.count - 1
      let end = isLast ? count : max(next, Int((sum / total * Double(count)).rounded()))
      slots[index].contacts = next..<min(end, count)
      next = min(end, count)
    }
  }

  private static func weight(ofWeekday weekday: Int) -> Double {
    switch weekday {
    case 1: 1.6
    case 2: 1.05
    case 3: 1
    case 4: 0.97
    case 5: 0.92
    case 6: 0.5
    default: 0.4
    }
  }

  private static func weight(ofHalf half: Int) -> Double {
    switch half {
    case 16: 0.6
    case 17: 0.8
    case 24, 25, 26: 1.7
    case 36...39: 0.7
    default: 1
    }
  }

  /// The half-hour in which a contact begins.
  func slot(of number: Int) -> Slot {
    var low = 0
    var high = slots.count - 1
    while low < high {
      let middle = (low + high) / 2
      if slots[middle].contacts.upperBound <= number { low = middle + 1 } else { high = middle }
    }
    return slots[low]
  }

  /// The moment itself in opening hours; otherwise a while after the next opening.
  func openMoment(_ moment: Int64, _ chance: inout SplitMix64) -> Int64 {
    guard let first = days.first else { return moment }
    var index = max(0, Int((moment - first.start) / 86_400_000) - 1)
    while index < days.count {
      let day = days[index]
      if day.isOpen, moment < day.closes {
        return moment >= day.opens
          ? moment : day.opens + Int64(chance.within(120...5400)) * 1000
      }
      index += 1
    }
    return moment
  }
}
