import ArgumentParser
import Staffing
import Statistics

struct ChanceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "chance",
    abstract: "How likely a day is to keep its promise, and what more agents would gain.")

  @Argument(help: "A JSON file with calls, staff, aht_s and more; several files are a week.")
  var files: [String]

  @Option(name: .long, help: "How many days are played.")
  var days = 10_000

  @Option(name: .long, help: "Which of all possible futures.")
  var seed: UInt64 = 1

  @Option(
    name: .long, parsing: .unconditional,
    help: "Also play the day with so many agents more all day, or fewer.")
  var more = 0

  @Flag(name: .long, help: "Report as JSON.")
  var json = false

  struct Report: Encodable {
    var dayMet: Double?
    var dayMetLower: Double?
    var dayMetUpper: Double?
    var intervalMet: [Double] = []
    var intervalLevel: [Double?] = []
    var carriedOver: [Double] = []
    var level: Double?
    var quantiles: [Double] = []
    var late = 0.0
    var abandoned = 0.0
    var gain: Gain?
    var weekMet: Double?
    var daysMet: Double?

    struct Gain: Encodable {
      let chance: Double?
      let inTime: Double
      let abandonmentsSaved: Double
    }

    init(_ chance: DayChance) {
      dayMet = chance.met.value
      (dayMetLower, dayMetUpper) = (chance.met.lower, chance.met.upper)
      intervalMet = chance.intervalMet
      intervalLevel = chance.intervalLevel
      carriedOver = chance.carriedOver
      level = chance.level
      quantiles = chance.levels.map { [$0.low, $0.middle, $0.high] } ?? []
      (late, abandoned) = (chance.late, chance.abandoned)
    }
  }

  func run() async throws {
    try await reportingErrors {
      let plans = try files.map { try StaffFile.read($0).plan() }
      guard let plan = plans.first else { throw ValidationError("which file?") }
      var report = Report(DayChance(of: plan, days: days, seed: seed))
      if more != 0 {
        let staff = plan.staff.map { max(0, $0 + more) }
        report.gain = StaffingGain(of: plan, staff: staff, days: days, seed: seed).map {
          Report.Gain(
            chance: $0.chanceGained.value, inTime: $0.inTimeGained,
            abandonmentsSaved: $0.abandonmentsSaved)
        }
      }
      if plans.count > 1 {
        let week = WeekChance(of: plans, weeks: days, seed: seed)
        (report.weekMet, report.daysMet) = (week?.met.value, week?.daysMet)
      }
      if json { return try printJSON(report) }
      show(report, plan)
    }
  }

  private func show(_ report: Report, _ plan: DayPlan) {
    print(
      "\((report.dayMet ?? 0).percent) of days reach \(plan.promise.share.percent) within \(plan.promise.target.fixed(0)) s."
    )
    if report.quantiles.count == 3 {
      print(
        "Days come to \(report.quantiles.map(\.percent).joined(separator: " … ")) (5, 50, 95 in 100)."
      )
    }
    print("\(report.late.fixed(1)) calls a day are late, \(report.abandoned.fixed(1)) hang up.")
    if let gain = report.gain {
      let count = more > 0 ? "\(more) more" : "\(-more) fewer"
      print(
        "\(count) all day: \((gain.chance ?? 0).percent) more days, \(gain.inTime.fixed(1)) more calls in time."
      )
    }
    if let week = report.weekMet, let days = report.daysMet {
      print("\(week.percent) of weeks reach it, with \(days.fixed(1)) good days on average.")
    }
    for (index, met) in report.intervalMet.enumerated() {
      let level = report.intervalLevel[index].map(\.percent) ?? "–"
      print(
        "  \(String(index).trailing(3))  \(plan.calls[index].fixed(1).trailing(7)) calls  \(String(plan.staff[index]).trailing(3)) agents  \(level.trailing(7)) in time  reached \(met.percent.trailing(7))"
      )
    }
  }
}
