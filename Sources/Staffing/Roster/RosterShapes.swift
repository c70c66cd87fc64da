/// The distinct shifts of a problem in one row of memory, and who may work which.
struct RosterShapes {
  let shifts: [Shift]
  /// Intervals at the desk of all shifts, one after the other, counted from midnight.
  let desk: [Int32]
  /// Where each shift's intervals begin in `desk`; one more at the end.
  let bounds: [Int32]
  /// For each person the places of the shifts that person may work.
  let choices: [[Int32]]
  private let places: [Shift: Int32]

  init(_ problem: RosterProblem) {
    var (shifts, places) = ([Shift](), [Shift: Int32]())
    func place(_ shift: Shift) -> Int32 {
      if let known = places[shift] { return known }
      let new = Int32(shifts.count)
      places[shift] = new
      shifts.append(shift)
      return new
    }
    // People with the same contract share one list.
    var known = [[Shift]: [Int32]]()
    choices = problem.people.map { person in
      for case .locked(let shift, _) in person.days.values { _ = place(shift) }
      if let found = known[person.shifts] { return found }
      let found = person.shifts.map(place)
      known[person.shifts] = found
      return found
    }
    self.shifts = shifts
    self.places = places
    let desks = shifts.map { $0.desk.map(Int32.init) }
    desk = desks.flatMap(\.self)
    bounds = desks.reduce(into: [0]) { $0.append(($0.last ?? 0) + Int32($1.count)) }
  }

  func place(of shift: Shift) -> Int32? { places[shift] }
}

/// The cover of a roster while it changes, with what one person more or less costs anywhere.
///
/// Every interval holds an index into a table of costs, moved by one with each person; intervals in
/// which the desk is closed point into a part of the table where nothing costs anything.
final class RosterCover {
  private let count: Int
  private let spaces: UnsafeMutablePointer<Int32>
  private let tableSize: Int
  /// Cost of the index after this one, minus the cost of this one.
  private let step: UnsafeMutablePointer<Double>
  private let desk: UnsafeMutablePointer<Int32>
  private let deskSize: Int
  private let bounds: [Int32]
  /// Intervals of all days of one skill, and one day more for shifts past midnight.
  private let stride: Int
  private let slots: Int

  init(_ problem: RosterProblem, _ shapes: RosterShapes) {
    let most = problem.people.count * 2 + 2
    let need = Swift.max(0, problem.need.joined().joined().max() ?? 0)
    let closed = need + 2 * most
    tableSize = closed + most + 2
    step = .allocate(capacity: tableSize)
    step.initialize(repeating: 0, count: tableSize)
    for index in 0..<need + most {
      step[index] = problem.cost.cost(of: index + 1 - need) - problem.cost.cost(of: index - need)
    }
    slots = problem.slots
    stride = (problem.days + 1) * slots
    count = stride * problem.need.count
    spaces = .allocate(capacity: count)
    spaces.initialize(repeating: Int32(closed), count: count)
    for (skill, days) in problem.need.enumerated() {
      for (day, wanted) in days.enumerated() {
        for (slot, want) in wanted.enumerated() where want >= 0 {
          spaces[skill * stride + day * slots + slot] = Int32(need - want)
        }
      }
    }
    deskSize = shapes.desk.count
    desk = .allocate(capacity: Swift.max(1, deskSize))
    desk.initialize(from: shapes.desk, count: deskSize)
    bounds = shapes.bounds
  }

  deinit {
    spaces.deallocate()
    step.deallocate()
    desk.deallocate()
  }

  /// Puts somebody there, and says what that costs.
  @inline(__always)
  func add(_ shape: Int32, skill: Int32, day: Int) -> Double {
    let place = spaces + (Int(skill) * stride + day * slots)
    var cost = 0.0
    for index in Int(bounds[Int(shape)])..<Int(bounds[Int(shape) + 1]) {
      let slot = Int(desk[index])
      cost += step[Int(place[slot])]
      place[slot] += 1
    }
    return cost
  }

  /// Takes somebody away, and says what that costs.
  @inline(__always)
  func remove(_ shape: Int32, skill: Int32, day: Int) -> Double {
    let place = spaces + (Int(skill) * stride + day * slots)
    var cost = 0.0
    for index in Int(bounds[Int(shape)])..<Int(bounds[Int(shape) + 1]) {
      let slot = Int(desk[index])
      place[slot] -= 1
      cost -= step[Int(place[slot])]
    }
    return cost
  }
}
