import ArgumentParser
import Staffing

struct ScheduleCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schedule",
    abstract: "Who works when: a roster that covers a need, and repairs when somebody is ill.",
    discussion: "The file has the form of schedule_week.json; the same seed gives the same roster.")

  @Argument(help: "A JSON file with the need, the people and the rules.")
  var file: String

  @Option(name: .long, help: "Which of all possible rosters.")
  var seed: UInt64 = 1

  @Option(name: .long, help: "How many small changes are tried.")
  var rounds = 900_000

  @Option(name: .long, help: "Somebody who is ill, as PERSON:DAY, both from 0: lists repairs.")
  var ill: String?

  @Flag(name: .long, help: "Report as JSON.")
  var json = false

  struct Duty: Encodable {
    let person: Int
    let day: Int
    let start: Int
    let end: Int
    let pauses: [Int]
  }

  struct Repair: Encodable {
    let person: Int
    let start: Int
    let end: Int
    let pauses: [Int]
    let isExtraDay: Bool
    let gain: Double
  }

  struct Report: Encodable {
    let cost: Double
    let faults: Int
    let missing: Int
    let spare: Int
    let duties: [Duty]
    var repairs: [Repair]?
  }

  func run() async throws {
    try await reportingErrors {
      let input = try StaffFile.read(file, as: ScheduleFile.self)
      let problem = try input.problem()
      let roster = Roster.make(problem, seed: seed, rounds: rounds)
      var report = self.report(roster, problem)
      if let ill { report.repairs = try repairs(ill, roster, problem) }
      if json { return try printJSON(report) }
      show(report)
    }
  }

  private func report(_ roster: Roster, _ problem: RosterProblem) -> Report {
    let surplus = zip(roster.cover(problem).joined().joined(), problem.need.joined().joined())
      .filter { $1 >= 0 }.map { $0 - $1 }
    let duties = roster.duties.enumerated().flatMap { person, days in
      days.enumerated().compactMap { day, duty in
        duty.map {
          Duty(
            person: person, day: day, start: $0.shift.start, end: $0.shift.end,
            pauses: $0.shift.pauses)
        }
      }
    }
    return Report(
      cost: roster.cost(problem), faults: roster.faults(problem).count,
      missing: -surplus.filter { $0 < 0 }.reduce(0, +),
      spare: surplus.filter { $0 > 0 }.reduce(0, +), duties: duties)
  }

  private func repairs(_ ill: String, _ roster: Roster, _ problem: RosterProblem) throws
    -> [Repair]
  {
    let parts = ill.split(separator: ":").map { Int($0) }
    guard parts.count == 2, let person = parts[0], let day = parts[1],
      problem.people.indices.contains(person), (0..<problem.days).contains(day)
    else { throw ValidationError("expected PERSON:DAY, such as 3:2") }
    return roster.repairs(problem, missing: [person], on: day).prefix(10).map {
      Repair(
        person: $0.person, start: $0.duty.shift.start, end: $0.duty.shift.end,
        pauses: $0.duty.shift.pauses, isExtraDay: $0.kind == .extraDay, gain: $0.gain)
    }
  }

  private func show(_ report: Report) {
    print(
      "The roster costs \(report.cost.fixed(0)): \(report.missing) agent intervals are missing, \(report.spare) are to spare."
    )
    let people = Dictionary(grouping: report.duties, by: \.person).sorted { $0.key < $1.key }
    for (person, duties) in people {
      let days = duties.map { "\($0.day): \($0.start)–\($0.end)" }.joined(separator: "  ")
      print("  \(String(person).trailing(3))  \(days)")
    }
    for repair in report.repairs ?? [] {
      print(
        "repair: person \(repair.person) works \(repair.start)–\(repair.end)\(repair.isExtraDay ? " on a free day" : ""), gain \(repair.gain.fixed(0))"
      )
    }
  }
}

/// The form of schedule_week.json.
struct ScheduleFile: Decodable {
  var agents: Int
  var open_slots: [Int]
  var work_days: Int
  var shift_half_hours: Int
  var start_slots: [Int]
  var lunch_offsets: [Int]
  var min_rest_half_hours: Int
  var required: [[Int]]
  var cost: Cost?

  struct Cost: Decodable {
    var over_per_agent: Double
    var under_first: Double
    var under_second: Double
    var under_further: Double
  }

  func problem() throws -> RosterProblem {
    guard open_slots.count == 2, (0...10_000).contains(agents) else {
      throw StaffFile.Problem.impossible("week")
    }
    let need = required.map { day in
      day.enumerated().map { $0 >= open_slots[0] && $0 < open_slots[1] ? $1 : -1 }
    }
    let shifts = Shift.all(starts: start_slots, length: shift_half_hours, pauses: [lunch_offsets])
    let price = cost.map {
      CoverCost(
        over: $0.over_per_agent, under: [$0.under_first, $0.under_second, $0.under_further])
    }
    guard
      let problem = RosterProblem(
        slots: required.first?.count ?? 48, need: [need],
        people: Array(
          repeating: RosterProblem.Person(workDays: work_days, shifts: shifts), count: agents),
        cost: price ?? CoverCost(), rest: min_rest_half_hours)
    else { throw StaffFile.Problem.impossible("week") }
    return problem
  }
}
