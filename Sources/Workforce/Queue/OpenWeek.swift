public import Kernel

/// The half-hours of each weekday in which a queue is open, in local time: what a plan counts by.
public struct OpenWeek: Hashable, Sendable {
  /// Half-hours of a day.
  public static let slots = 48

  /// By weekday from Monday, by half-hour from midnight.
  public let isOpen: [[Bool]]

  /// Open at all times.
  public static let always = OpenWeek(
    isOpen: Array(repeating: Array(repeating: true, count: slots), count: 7))

  private static let never = Array(repeating: Array(repeating: false, count: slots), count: 7)

  private init(isOpen: [[Bool]]) {
    self.isOpen = isOpen
  }

  /// Stretches by weekday from Monday; a half-hour that is open in part is open, and what lasts past
  /// midnight is open on the day after.
  public init(_ week: [[Opening]]) {
    var isOpen = Self.never
    for (weekday, openings) in week.prefix(7).enumerated() {
      for opening in openings {
        for slot in (opening.from / 30)..<((opening.until + 29) / 30) {
          isOpen[(weekday + slot / Self.slots) % 7][slot % Self.slots] = true
        }
      }
    }
    self.isOpen = isOpen
  }

  /// Reads seven texts such as `9–12:30, 13–18`, from Monday; an empty one is a closed day.
  ///
  /// - Throws: ``Fault`` with the weekday that cannot be read, 1 for Monday.
  public init(text: [String]) throws(Fault) {
    var week: [[Opening]] = []
    for (index, day) in text.prefix(7).enumerated() {
      guard let openings = Opening.list(day) else { throw Fault(weekday: index + 1) }
      week.append(openings)
    }
    self.init(week)
  }

  /// A weekday whose hours cannot be read.
  public struct Fault: Error, Hashable, Sendable {
    public let weekday: Int
  }

  /// The seven days as people write them.
  public var text: [String] {
    isOpen.map { day in
      var (stretches, slot) = ([String](), 0)
      while slot < day.count {
        guard day[slot] else {
          slot += 1
          continue
        }
        let first = slot
        while slot < day.count, day[slot] { slot += 1 }
        stretches.append("\(Self.clock(first))–\(Self.clock(slot))")
      }
      return stretches.joined(separator: ", ")
    }
  }

  /// Whether a half-hour is open, weekdays counted from 1 for Monday.
  public func isOpen(weekday: Int, slot: Int) -> Bool {
    guard isOpen.indices.contains(weekday - 1), isOpen[weekday - 1].indices.contains(slot) else {
      return false
    }
    return isOpen[weekday - 1][slot]
  }

  /// Whether it is never open.
  public var isNeverOpen: Bool { !isOpen.joined().contains(true) }

  /// A half-hour's beginning on the clock, such as `09:30`.
  static func clock(_ slot: Int) -> String {
    "\(slot < 20 ? "0" : "")\(slot / 2):\(slot.isMultiple(of: 2) ? "00" : "30")"
  }
}
