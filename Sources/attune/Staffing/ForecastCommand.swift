import ArgumentParser
import Staffing

struct ForecastCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forecast",
    abstract: "Forecasts a file of half-hour counts from every day of a range, and says how well.",
    discussion: """
      From every origin the next days are forecast, and only what the file has before the origin is \
      looked at. Where the file goes on, the forecasts are held against it: the error is \
      Σ |count − forecast| ÷ Σ count over open half-hours, and 80 in 100 counts should lie between \
      the ends. Columns: start or timestamp, and offered, count or calls.
      """)

  @Option(name: .long, help: "A CSV file with a row per interval.")
  var history: String

  @Option(name: .long, help: "The first origin, such as 2003-07-07.", transform: day)
  var from: CalendarDay

  @Option(name: .long, help: "The day after the last day that is forecast.", transform: day)
  var until: CalendarDay

  @Option(name: .long, help: "How far to look ahead: 1d, 7d, 28d.", transform: length)
  var horizon = 1

  @Option(
    name: .long, help: "Days from one origin to the next; by default 1d for a day, else 7d.",
    transform: length)
  var step: Int?

  @Option(name: .long, help: "Only the rows of this queue, in a file with a column queue.")
  var queue: String?

  @Option(
    name: .long,
    help: "A special day, as DATE=WORD or DATE=FACTOR; days with one word are alike.",
    transform: mark)
  var special: [(CalendarDay, SpecialDays.Mark)] = []

  @Flag(name: .long, help: "Every value as JSON.")
  var json = false

  func run() async throws {
    try await reportingErrors {
      let file = try VolumeFile(path: history, queue: queue)
      let marks = Dictionary(special, uniquingKeysWith: { $1 })
      let report = ForecastReport(
        file, path: history, from: from, until: until, horizon: horizon,
        step: step ?? (horizon == 1 ? 1 : 7), special: SpecialDays(marks))
      guard !report.origins.isEmpty else {
        throw ValidationError("no horizon of \(horizon)d fits between --from and --until")
      }
      if json { try printJSON(report) } else { print(report.text) }
    }
  }
}

private func day(_ text: String) throws -> CalendarDay {
  guard let day = CalendarDay(text) else { throw ValidationError("expected a date: 2003-07-07") }
  return day
}

private func length(_ text: String) throws -> Int {
  guard text.hasSuffix("d"), let days = Int(text.dropLast()), (1...400).contains(days) else {
    throw ValidationError("expected a number of days: 7d")
  }
  return days
}

private func mark(_ text: String) throws -> (CalendarDay, SpecialDays.Mark) {
  let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
  guard parts.count == 2 else { throw ValidationError("expected DATE=WORD or DATE=FACTOR") }
  return (try day(parts[0]), SpecialDays.Mark(parts[1], factor: Double(parts[1])))
}
