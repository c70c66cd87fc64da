import Staffing
import Statistics

/// What is timed: the name the script knows it by, and one run of it.
struct Task {
  let name: String
  let work: () -> [Double?]
}

extension Task {
  /// Every task on its data; the time includes all that a caller has to do with plain arrays.
  static func all(_ inputs: Inputs) -> [Task] {
    queues(inputs) + chance(inputs) + forecasts(inputs) + rosters(inputs)
  }

  /// The smallest team for each half-hour of a week.
  private static func queues(_ inputs: Inputs) -> [Task] {
    ["small", "large"].flatMap { size -> [Task] in
      let calls = inputs.list("calls.\(size)")
      func teams(_ patience: Double?) -> [Double?] {
        var found = [Double?]()
        found.reserveCapacity(2 * calls.count)
        for count in calls {
          let team = Demand(calls: count, handlingTime: 189).flatMap {
            Requirement(for: $0, patience: patience, promise: Promise())
          }
          found.append(team.map { Double($0.agents) })
          found.append(team?.serviceLevel)
        }
        return found
      }
      return [
        Task(name: "erlangC.\(size)") { teams(nil) },
        Task(name: "erlangA.\(size)") { teams(387) },
      ]
    }
  }

  private static func chance(_ inputs: Inputs) -> [Task] {
    let (calls, staff) = (inputs.list("day.calls"), inputs.list("day.staff"))
    let plan = DayPlan(
      calls: calls, staff: staff.map { Int($0) }, handlingTime: 240, patience: 150,
      volumeVariation: 0.1)
    return [
      Task(name: "day") {
        let found = plan.map { DayChance(of: $0, days: 2_000, threads: 1) }
        return [found?.met.value, found?.level, found.map { $0.offered * 2_000 }]
      }
    ]
  }

  private static func forecasts(_ inputs: Inputs) -> [Task] {
    let rows = inputs.numbers("history").map { row in
      VolumeHistory.Row(
        day: CalendarDay(number: Int(row[0])), slot: Int(row[1]), count: row[2])
    }
    let history = VolumeHistory(rows)
    return [
      Task(name: "forecast") {
        guard let history else { return [] }
        return VolumeForecast(history, days: 28).days.flatMap { day in
          day.values.map { $0.mean }
        }
      }
    ]
  }

  private static func rosters(_ inputs: Inputs) -> [Task] {
    let need = inputs.numbers("week.need").map { $0.map { Int($0) } }
    let rules = inputs.list("week.rules").map { Int($0) }
    guard rules.count == 6 else { return [] }
    let shifts = Shift.all(
      starts: inputs.list("week.starts").map { Int($0) }, length: rules[2],
      pauses: [inputs.list("week.lunches").map { Int($0) }])
    let problem = RosterProblem(
      need: [need],
      people: Array(
        repeating: RosterProblem.Person(workDays: rules[1], shifts: shifts), count: rules[0]),
      rest: rules[3])
    let roster = problem.map { Roster.make($0, rounds: rules[5]) }
    return [
      Task(name: "roster") {
        guard let problem else { return [] }
        let made = Roster.make(problem, rounds: rules[5])
        return [made.faults(problem).isEmpty ? made.cost(problem) : nil]
      },
      Task(name: "repair") {
        guard let problem, let roster else { return [] }
        let ill = roster.duties.firstIndex { $0[2] != nil } ?? 0
        return [roster.repairs(problem, missing: [ill], on: 2).first?.gain]
      },
    ]
  }
}
