public import People

/// When a queue is open: the half-hours of each weekday, in local time.
public struct OpenWeek: Hashable, Sendable {
  /// Half-hours of a day.
  public static let slots = 48

  /// By weekday from Monday, by half-hour from midnight.
  public let isOpen: [[Bool]]

  /// Open at all times.
  public static let always = OpenWeek(
    isOpen: Array(repeating: Array(repeating: true, count: slots), count: 7))

  private init(isOpen: [[Bool]]) {
    self.isOpen = isOpen
  }

  /// The hours of a workspace's settings; a half-hour that is open in part is open.
  public init(_ working: WorkingHours) {
    let open = (0..<Self.slots).map {
      ($0 + 1) * 1800 > working.opens && $0 * 1800 < working.closes
    }
    let closed = open.map { _ in false }
    isOpen = (1...7).map { working.days.contains($0) ? open : closed }
  }

  /// Reads seven texts such as `9–12:30, 13–18`, from Monday; an empty one is a closed day.
  ///
  /// - Throws: ``Fault`` with the weekday that cannot be read, 1 for Monday.
  public init(text: [String]) throws(Fault) {
    var week: [[Bool]] = []
    for weekday in 0..<7 {
      let day = weekday < text.count ? Self.day(text[weekday]) : Self.day("")
      guard let day else { throw Fault(weekday: weekday + 1) }
      week.append(day)
    }
    isOpen = week
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

  private static func day(_ text: String) -> [Bool]? {
    var day = [Bool](repeating: false, count: slots)
    let stretches = text.split { ",;،，、".contains($0) }
      .filter { !$0.allSatisfy(\.isWhitespace) }
    for stretch in stretches {
      let ends = stretch.split(omittingEmptySubsequences: false) { "-–—~".contains($0) }
      guard ends.count == 2, let from = minutes(ends[0]), let until = minutes(ends[1]),
        from < until
      else { return nil }
      for slot in (from / 30)..<((until + 29) / 30) { day[slot] = true }
    }
    return day
  }

  private static func minutes(_ text: Substring) -> Int? {
    let halves = text.filter { !$0.isWhitespace }
      .split(omittingEmptySubsequences: false) { ":.".contains($0) }
    guard (1...2).contains(halves.count),
      halves.allSatisfy({
        (1...2).contains($0.count) && $0.utf8.allSatisfy { (48...57).contains($0) }
      }),
      let hour = halves.first.flatMap({ Int($0) }),
      let minute = halves.count == 2 ? Int(halves[1]) : 0, minute < 60
    else { return nil }
    let minutes = hour * 60 + minute
    return minutes <= 1440 ? minutes : nil
  }
}
