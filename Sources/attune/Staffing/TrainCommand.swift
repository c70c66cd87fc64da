import ArgumentParser
import Staffing

struct TrainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Where training costs customers least, and what it costs them.")

  @Argument(help: "A JSON file with calls, staff, aht_s, patience_s and the sessions.")
  var file: String

  @Flag(name: .long, help: "Report as JSON.")
  var json = false

  struct Report: Encodable {
    let starts: [Int]
    let lostAnsweredInTarget: Double
    let levelBefore: Double
    let levelAfter: Double
    let windows: [Window]

    struct Window: Encodable {
      let start: Int
      let price: Double
    }
  }

  func run() async throws {
    try await reportingErrors {
      let input = try StaffFile.read(file)
      guard
        let day = TrainingDay(
          interval: input.interval_s ?? 1800, calls: try input.needed(input.calls, "calls"),
          staff: try input.needed(input.staff, "staff"),
          handlingTime: try input.needed(input.aht_s, "aht_s"),
          patience: try input.needed(input.patience_s, "patience_s"),
          target: input.target_s ?? 20)
      else { throw StaffFile.Problem.impossible("day") }
      let length = input.session_half_hours ?? 1
      guard
        let plan = TrainingPlan(
          day, sessions: input.sessions ?? 1, length: length, mostAtOnce: input.max_at_once ?? 1,
          allowed: input.allowed)
      else { throw StaffFile.Problem.impossible("place for the sessions") }
      let windows = TrainingPlan.windows(day, length: length, allowed: input.allowed)
      let report = Report(
        starts: plan.starts, lostAnsweredInTarget: plan.price, levelBefore: plan.levelBefore,
        levelAfter: plan.levelAfter,
        windows: windows.map { Report.Window(start: $0.start, price: $0.price) })
      if json { return try printJSON(report) }
      let places = plan.starts.map(String.init).joined(separator: ", ")
      print("Begin in the intervals \(places): \(plan.price.fixed(2)) calls fewer in time.")
      print("The day comes to \(plan.levelAfter.percent) instead of \(plan.levelBefore.percent).")
      for window in windows.prefix(3) {
        print("  one session from \(window.start): \(window.price.fixed(2)) calls")
      }
    }
  }
}
