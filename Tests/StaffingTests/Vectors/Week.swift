import Staffing
import Support
import Testing

/// The week of `schedule_week.json`: people alike, one kind of shift, a need by half-hour.
func weekProblem(_ week: JSON) throws -> RosterProblem {
  func whole(_ name: String) -> [Int] { week[name].numbers.map { Int($0) } }
  let open = whole("open_slots")
  let need = week["required"].items.map { day in
    day.numbers.enumerated().map { slot, people in
      (open[0]..<open[1]).contains(slot) ? Int(people) : -1
    }
  }
  let shifts = Shift.all(
    starts: whole("start_slots"), length: try week.count("shift_half_hours"),
    pauses: [whole("lunch_offsets")])
  let cost = week["cost"]
  return try #require(
    RosterProblem(
      need: [need],
      people: Array(
        repeating: RosterProblem.Person(workDays: try week.count("work_days"), shifts: shifts),
        count: try week.count("agents")),
      cost: CoverCost(
        over: try cost.positive("over_per_agent"),
        under: [
          try cost.positive("under_first"), try cost.positive("under_second"),
          try cost.positive("under_further"),
        ]),
      rest: try week.count("min_rest_half_hours")))
}
