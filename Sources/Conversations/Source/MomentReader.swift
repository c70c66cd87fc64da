public import Kernel

/// The order in which a source writes its dates.
public enum DateOrder: String, Hashable, Sendable, CaseIterable, Codable {
  case yearFirst = "year-first"
  case dayFirst = "day-first"
  case monthFirst = "month-first"
  case unixSeconds = "unix-seconds"
  case unixMilliseconds = "unix-milliseconds"
  /// Days since 30 December 1899, as spreadsheets count.
  case spreadsheetDays = "spreadsheet-days"
}

/// Reads moments as exports write them.
public struct MomentReader: Hashable, Sendable {
  public var order: DateOrder
  /// Where clocks without a zone of their own stand.
  public var zone: Zone

  public init(order: DateOrder = .yearFirst, zone: Zone = .utc) {
    self.order = order
    self.zone = zone
  }

  /// The moment a text names; `nil` when it names none.
  ///
  /// A year in front is understood in every order, for no one means it otherwise.
  public func moment(_ text: String) -> Instant? {
    switch order {
    case .unixSeconds: number(text, unit: 1000)
    case .unixMilliseconds: number(text, unit: 1)
    case .spreadsheetDays: number(text, unit: 86_400_000, epoch: -2_209_161_600_000)
    case .yearFirst, .dayFirst, .monthFirst: written(text)
    }
  }

  /// Whether a text stands for no date at all.
  public static func isNone(_ text: String) -> Bool {
    text.isEmpty || text.hasPrefix("0000-00-00") || text == "NULL" || text == "null"
      || text == "\\N" || text == "-"
  }

  private func number(_ text: String, unit: Double, epoch: Double = 0) -> Instant? {
    guard let value = Double(text), value.isFinite else { return nil }
    let milliseconds = (value * unit + epoch).rounded()
    guard abs(milliseconds) < 8e15, let exact = Int64(exactly: milliseconds) else { return nil }
    return Instant(milliseconds: exact)
  }

  private func written(_ text: String) -> Instant? {
    var scan = MomentScan(text)
    guard let day = scan.day(order: order) else { return nil }
    guard let clock = scan.clock() else { return nil }
    let local = Int64(day.number) * 86_400_000 + clock.milliseconds
    if let offset = clock.offset {
      return Instant(milliseconds: local - Int64(offset) * 60_000)
    }
    if zone == .utc { return Instant(milliseconds: local) }
    let second = clock.milliseconds / 1000
    let start = zone.instant(of: day, second: Int(second))
    return Instant(milliseconds: start.milliseconds + clock.milliseconds % 1000)
  }

  /// What the values of a column say about their dates.
  public struct Detection: Hashable, Sendable {
    public var order: DateOrder
    /// The share of the values that are dates in this order.
    public var share: Double
    /// Whether day and month could be the other way round in every value.
    public var isAmbiguous: Bool
  }

  /// The order that fits most values; `nil` when no order fits half of them.
  public static func detect(_ values: [String]) -> Detection? {
    let values = values.filter { !isNone($0) }
    guard !values.isEmpty else { return nil }
    func share(_ order: DateOrder) -> Double {
      let reader = MomentReader(order: order)
      let fitting = values.filter { plausible(reader.moment($0)) }
      return Double(fitting.count) / Double(values.count)
    }
    let orders: [DateOrder] = [
      .yearFirst, .dayFirst, .monthFirst, .unixSeconds, .unixMilliseconds,
    ]
    var best: Detection?
    for order in orders {
      let found = share(order)
      if found >= 0.5, found > (best?.share ?? 0) {
        best = Detection(order: order, share: found, isAmbiguous: false)
      }
    }
    if let found = best, found.order == .dayFirst {
      best?.isAmbiguous = share(.monthFirst) >= found.share
    }
    return best
  }

  /// Between 1990 and 2100: no conversation is older or later, and most plain numbers are.
  private static func plausible(_ moment: Instant?) -> Bool {
    guard let moment else { return false }
    return (631_152_000_000..<4_102_444_800_000).contains(moment.milliseconds)
  }
}

/// Walks over the bytes of one written date.
private struct MomentScan {
  private let bytes: [UInt8]
  private var position = 0

  init(_ text: String) {
    bytes = Array(text.utf8.prefix(64))
    skipBlanks()
  }

  struct Clock {
    var milliseconds: Int64
    /// Minutes east of UTC, where the text says so.
    var offset: Int?
  }

  private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipBlanks() {
    while current == 0x20 { position += 1 }
  }

  private mutating func number(most digits: Int) -> (value: Int, length: Int)? {
    var value = 0
    var length = 0
    while length < digits, let byte = current, (0x30...0x39).contains(byte) {
      value = value * 10 + Int(byte - 0x30)
      length += 1
      position += 1
    }
    return length > 0 ? (value, length) : nil
  }

  private mutating func pass(_ byte: UInt8) -> Bool {
    guard current == byte else { return false }
    position += 1
    return true
  }

  private mutating func word() -> String {
    let start = position
    while let byte = current, (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) {
      position += 1
    }
    return String(decoding: bytes[start..<position], as: UTF8.self).lowercased()
  }

  /// Passes the name of a day of the week, as in `Mon, 02 Mar 2026`.
  private mutating func passWeekday() {
    let start = position
    let name = word()
    if ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].contains(where: name.hasPrefix),
      separator()
    {
      return
    }
    position = start
  }

  mutating func day(order: DateOrder) -> Day? {
    passWeekday()
    if let byte = current, byte >= 0x41 {
      guard let month = month(), separator(), let day = number(most: 2), separator(),
        let year = year()
      else { return nil }
      return Day(year: year, month: month, day: day.value)
    }
    guard let first = number(most: 8) else { return nil }
    if first.length == 8, order == .yearFirst {
      return Day(
        year: first.value / 10_000, month: first.value / 100 % 100, day: first.value % 100)
    }
    guard first.length <= 4, separator() else { return nil }
    if let byte = current, byte >= 0x41 {
      guard let month = month(), separator(), let year = year() else { return nil }
      return Day(year: year, month: month, day: first.value)
    }
    guard let second = number(most: 2), separator() else { return nil }
    if first.length == 4 {
      guard let third = number(most: 2) else { return nil }
      return Day(year: first.value, month: second.value, day: third.value)
    }
    guard first.length <= 2, let year = year() else { return nil }
    switch order {
    case .dayFirst: return Day(year: year, month: second.value, day: first.value)
    case .monthFirst: return Day(year: year, month: first.value, day: second.value)
    default: return nil
    }
  }

  private mutating func month() -> Int? {
    let names = [
      "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]
    let name = word()
    guard name.utf8.count >= 3 else { return nil }
    return names.firstIndex { name.hasPrefix($0) }.map { $0 + 1 }
  }

  /// Four digits, or two that stand for 1970 to 2069.
  private mutating func year() -> Int? {
    guard let year = number(most: 4) else { return nil }
    switch year.length {
    case 4: return year.value
    case 2: return year.value + (year.value < 70 ? 2000 : 1900)
    default: return nil
    }
  }

  private mutating func separator() -> Bool {
    guard let byte = current, [0x2D, 0x2F, 0x2E, 0x20, 0x2C].contains(byte) else { return false }
    position += 1
    skipBlanks()
    return true
  }

  /// The clock time and zone that follow a date; midnight when nothing follows.
  mutating func clock() -> Clock? {
    _ = pass(0x2C)
    if !pass(0x54) { skipBlanks() }
    guard current != nil else { return Clock(milliseconds: 0, offset: nil) }
    guard var hour = number(most: 2)?.value, pass(0x3A), let minute = number(most: 2) else {
      return nil
    }
    var second = 0
    var fraction: Int64 = 0
    if pass(0x3A) {
      guard let value = number(most: 2) else { return nil }
      second = value.value
      if pass(0x2E) || pass(0x2C) {
        guard let part = milliseconds() else { return nil }
        fraction = part
      }
    }
    skipBlanks()
    guard let half = halfDay(hour) else { return nil }
    hour = half
    guard hour <= 23, minute.value <= 59, second <= 60 else { return nil }
    guard let zone = offset() else { return nil }
    let seconds = Int64(hour * 3600 + minute.value * 60 + min(second, 59))
    return Clock(milliseconds: seconds * 1000 + fraction, offset: zone.minutes)
  }

  private mutating func milliseconds() -> Int64? {
    guard let part = number(most: 3) else { return nil }
    _ = number(most: 9)
    let scale = [100, 10, 1]
    return Int64(part.value * scale[min(part.length, 3) - 1])
  }

  /// The hour of a day of 24 hours, when AM or PM follows.
  private mutating func halfDay(_ hour: Int) -> Int? {
    let start = position
    let mark = word()
    guard mark == "am" || mark == "pm" else {
      position = start
      return hour
    }
    skipBlanks()
    guard (1...12).contains(hour) else { return nil }
    return hour % 12 + (mark == "pm" ? 12 : 0)
  }

  /// The zone at the end of the text; `nil` when something else stands there.
  private mutating func offset() -> (minutes: Int?, end: Void)? {
    skipBlanks()
    guard let byte = current else { return (nil, ()) }
    if byte == 0x2B || byte == 0x2D {
      position += 1
      guard let hours = number(most: 2), hours.length == 2 else { return nil }
      _ = pass(0x3A)
      let minutes = number(most: 2)?.value ?? 0
      guard current == nil, hours.value <= 14, minutes <= 59 else { return nil }
      return ((byte == 0x2B ? 1 : -1) * (hours.value * 60 + minutes), ())
    }
    let name = word()
    guard ["z", "utc", "gmt"].contains(name) else { return nil }
    skipBlanks()
    return current == nil ? (0, ()) : nil
  }
}
