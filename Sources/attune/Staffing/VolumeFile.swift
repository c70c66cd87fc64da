import Conversations
import Staffing

/// A CSV file with what came in each interval, as call centres export it.
///
/// The column of the time is called `start` or `timestamp`, that of the count `offered`, `count` or
/// `calls`; `answered`, `answered_under_10s` and `handle_s` give handling times when they are there.
/// Times are read as the clock on the wall shows them. A row that is absent is not known; a zero is
/// written.
struct VolumeFile {
  let history: VolumeHistory
  let handling: [HandlingForecast.Row]
  /// Seconds of an interval.
  let interval: Int

  enum Problem: Error, CustomStringConvertible {
    case missingColumn(String)
    case noRows

    var description: String {
      switch self {
      case .missingColumn(let names): "The file has no column \(names)."
      case .noRows: "The file has no row with a time and a count."
      }
    }
  }

  private struct Row {
    var day: CalendarDay
    var minute: Int
    var count: Double
    var answered: Double?
    var short: Double?
    var seconds: Double?
  }

  /// Reads a file, and only the rows of one queue where it names a column `queue`.
  init(path: String, queue: String? = nil) throws {
    var reader = CSVReader(ByteStream(try FileSupply(path: path)))
    var record = CSVRecord()
    guard try reader.next(&record) else { throw Problem.noRows }
    let columns = Columns(record.cells)
    guard let timePlace = columns.time else { throw Problem.missingColumn("start or timestamp") }
    guard let countPlace = columns.count else {
      throw Problem.missingColumn("offered, count or calls")
    }
    var rows = [Row]()
    while try reader.next(&record) {
      if let queue, let place = columns["queue"], record.text(place) != queue { continue }
      guard let (day, minute) = record.text(timePlace).flatMap(wallClock),
        let count = record.text(countPlace).flatMap(Double.init)
      else { continue }
      func value(_ name: String) -> Double? {
        columns[name].flatMap { record.text($0) }.flatMap(Double.init)
      }
      rows.append(
        Row(
          day: day, minute: minute, count: count, answered: value("answered"),
          short: value("answered_under_10s") ?? value("answered_short"),
          seconds: value("handle_s")))
    }
    try self.init(rows)
  }

  /// Files finer than half-hours are added up to half-hours, of which two thirds must be there.
  private init(_ rows: [Row]) throws {
    let minutes = Set(rows.map { $0.minute % 60 }).sorted()
    let gaps = zip(minutes, minutes.dropFirst()).map { $1 - $0 }
    let step = gaps.min() ?? 60
    let length = step < 30 ? 30 : step
    let parts = Double(length) / Double(step)
    var sums = [Int: (row: VolumeHistory.Row, seen: Double)]()
    for row in rows {
      let slot = row.minute / length
      let key = row.day.number * 1440 + slot
      let before = sums[key] ?? (VolumeHistory.Row(day: row.day, slot: slot, count: 0), 0)
      sums[key] = (
        VolumeHistory.Row(day: row.day, slot: slot, count: before.row.count + row.count),
        before.seen + 1
      )
    }
    let whole = sums.values.filter { $0.seen * 3 >= parts * 2 }.map { entry in
      let scale = entry.seen < parts ? parts / entry.seen : 1
      return VolumeHistory.Row(
        day: entry.row.day, slot: entry.row.slot, count: entry.row.count * scale)
    }
    guard let history = VolumeHistory(whole, slots: 1440 / length) else { throw Problem.noRows }
    self.history = history
    interval = length * 60
    handling = rows.compactMap { row in
      guard let answered = row.answered, let seconds = row.seconds else { return nil }
      return HandlingForecast.Row(
        day: row.day, slot: row.minute / length, answered: answered, short: row.short ?? 0,
        seconds: seconds)
    }
  }

  /// Where the columns are.
  private struct Columns {
    private let places: [String: Int]

    init(_ names: [String]) {
      places = Dictionary(
        names.enumerated().map { ($1.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
    }

    subscript(name: String) -> Int? { places[name] }
    var time: Int? { places["start"] ?? places["timestamp"] }
    var count: Int? { places["offered"] ?? places["count"] ?? places["calls"] }
  }
}

/// Day and minute of a time such as 2003-03-03T07:30, with or without seconds and an offset.
private func wallClock(_ text: String) -> (CalendarDay, Int)? {
  let parts = text.split(maxSplits: 1) { $0 == "T" || $0 == " " }
  guard parts.count == 2, let day = CalendarDay(String(parts[0])) else { return nil }
  let clock = parts[1].split(separator: ":").prefix(2).map { Int($0.prefix(2)) }
  guard clock.count == 2, let hour = clock[0], let minute = clock[1], (0..<24).contains(hour),
    (0..<60).contains(minute)
  else { return nil }
  return (day, hour * 60 + minute)
}

extension CalendarDay {
  /// A day written as 2003-07-07; `nil` for anything else.
  init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2] else {
      return nil
    }
    self.init(year: year, month: month, day: day)
  }

  /// Written as 2003-07-07.
  var text: String {
    let (year, month, day) = date
    return "\(year.padded(4))-\(month.padded(2))-\(day.padded(2))"
  }
}

extension Int {
  /// With zeros in front.
  func padded(_ width: Int) -> String {
    let digits = String(self)
    return String(repeating: "0", count: Swift.max(0, width - digits.count)) + digits
  }
}
