internal import Kernel
internal import People
internal import Staffing

/// Who is at the desk against who is needed, in one piece of work over a week.
struct Coverage: Sendable {
  let pool: WeekNeed.Pool
  /// People at the desk by day from Monday and half-hour: without pauses and time kept free.
  let people: [[Int]]

  /// The people a half-hour lacks; `nil` where the doors are closed.
  func missing(_ day: Int, _ slot: Int) -> Int? {
    pool.people(day, slot).map { max(0, $0 - people[day][slot]) }
  }

  /// Half-hours of the week in which somebody is missing, and how many people in all.
  var gaps: (halves: Int, people: Int) {
    var (halves, sum) = (0, 0)
    for day in 0..<7 {
      for slot in 0..<48 {
        guard let missing = missing(day, slot), missing > 0 else { continue }
        halves += 1
        sum += missing
      }
    }
    return (halves, sum)
  }

  /// Open half-hours of the week.
  var open: Int { pool.halves.joined().count { $0 != nil } }

  /// The chance of a day to keep its promise with the people who are there.
  ///
  /// Played a few hundred times: a page that waits helps nobody, and two in a hundred more or less
  /// change no decision.
  func chance(_ day: Int, staff: [Int]? = nil, plays: Int = 400) -> DayChance? {
    pool.plan(day, staff: staff ?? people[day]).map { DayChance(of: $0, days: plays) }
  }
}

extension ScheduleDesk {
  /// The cover of each piece of work by a version.
  func coverage(of version: Schedule?) -> [Coverage] {
    let duties = version?.duties ?? []
    return need.pools.indices.map { index in
      var people = [[Int]](repeating: [Int](repeating: 0, count: 48), count: 7)
      for duty in duties where pool(of: duty.works) == index {
        let day = duty.day.number - monday.number
        for slot in duty.shift.desk where !isKept(duty.person, day, slot) {
          let (place, half) = (day + slot / 48, slot % 48)
          guard people.indices.contains(place), half >= 0 else { continue }
          people[place][half] += 1
        }
      }
      return Coverage(pool: need.pools[index], people: people)
    }
  }

  /// Whether time of somebody is kept free in a half-hour.
  func isKept(_ person: Person.ID, _ day: Int, _ slot: Int) -> Bool {
    guard kept.contains(where: { $0.person == person }) else { return false }
    let from = zone.instant(of: monday.advanced(by: day), second: slot * 1_800)
    let until = from.advanced(bySeconds: 1_800)
    return kept.contains { $0.person == person && $0.from < until && from < $0.until }
  }
}
