import Glibc
import Statistics

/// Looks for a cheap roster by many small changes, of which bad ones are taken less and less often.
///
/// Changes are another shift on a working day, and another day in its place. The rests, the days of
/// the contract and everything locked hold at every moment. The same seed gives the same roster.
/// Source: Kirkpatrick, Gelatt and Vecchi 1983.
struct RosterSearch {
  /// Somebody's duty on a day; `shape` below 0 is free.
  struct Cell {
    var shape: Int32 = -1
    var skill: Int32 = 0
  }

  let problem: RosterProblem
  let shapes: RosterShapes
  let cover: RosterCover
  private(set) var cells: [Cell]
  private(set) var cost: Double
  private let days: Int
  private let isFixed: [Bool]
  private let starts: [Int]
  private let ends: [Int]
  /// Person by person.
  private let rests: [Int]
  /// What a refused wish costs, against one person too many.
  private let wishCost: Double
  private let hasWish: [Bool]

  init(_ problem: RosterProblem, wishCost: Double) {
    self.problem = problem
    self.wishCost = wishCost
    shapes = RosterShapes(problem)
    cover = RosterCover(problem, shapes)
    days = problem.days
    starts = shapes.shifts.map(\.start)
    ends = shapes.shifts.map(\.end)
    rests = problem.people.indices.map { problem.rest(of: $0) }
    cells = Array(repeating: Cell(), count: problem.people.count * days)
    var (isFixed, hasWish) = (cells.map { _ in false }, cells.map { _ in false })
    for (person, one) in problem.people.enumerated() {
      for (day, rule) in one.days where day >= 0 && day < days {
        isFixed[person * days + day] = !rule.isWish
        hasWish[person * days + day] = rule.isWish
      }
    }
    self.isFixed = isFixed
    self.hasWish = hasWish
    cost = 0
    fixLocked()
  }

  private mutating func fixLocked() {
    for (person, one) in problem.people.enumerated() {
      for (day, rule) in one.days where day >= 0 && day < days {
        guard case .locked(let shift, let skill) = rule, let shape = shapes.place(of: shift) else {
          continue
        }
        cells[person * days + day] = Cell(shape: shape, skill: Int32(skill))
        cost += cover.add(shape, skill: Int32(skill), day: day)
      }
    }
  }

  /// A first roster: person by person, on each day what helps most.
  mutating func begin() {
    for person in problem.people.indices {
      while working(person) < problem.people[person].workDays {
        guard let (day, cell) = bestAddition(person) else { break }
        cells[person * days + day] = cell
        cost += cover.add(cell.shape, skill: cell.skill, day: day)
      }
    }
  }

  private func working(_ person: Int) -> Int {
    cells[person * days..<(person + 1) * days].count { $0.shape >= 0 }
  }

  private func bestAddition(_ person: Int) -> (Int, Cell)? {
    var best: (day: Int, cell: Cell, cost: Double)?
    for day in 0..<days {
      let place = person * days + day
      guard cells[place].shape < 0, !isFixed[place] else { continue }
      for shape in shapes.choices[person] where isRested(person, day, shape) {
        for skill in problem.people[person].skills {
          let cell = Cell(shape: shape, skill: Int32(skill))
          let price = cover.add(shape, skill: cell.skill, day: day) + wishes(person, day, cell)
          _ = cover.remove(shape, skill: cell.skill, day: day)
          if price < best?.cost ?? .infinity { best = (day, cell, price) }
        }
      }
    }
    return best.map { ($0.day, $0.cell) }
  }

  /// Changes the roster so many times; the best that was seen stays.
  mutating func anneal(rounds: Int, from hot: Double, to cold: Double, chance: inout SplitMix64) {
    guard rounds > 0, !cells.isEmpty, !shapes.shifts.isEmpty else { return }
    var (best, least) = (cells, cost)
    let cooling = pow(cold / hot, 1 / Double(Swift.max(1, rounds / 512)))
    var heat = hot
    for round in 0..<rounds {
      if round % 512 == 511 { heat *= cooling }
      let place = chance.below(cells.count)
      guard !isFixed[place] else { continue }
      let (person, day) = (place / days, place % days)
      if cells[place].shape >= 0 {
        change(person, day, heat, &chance)
      } else {
        move(person, to: day, heat, &chance)
      }
      if cost < least - 1e-9 { (best, least) = (cells, cost) }
    }
    restore(best)
  }

  /// Another shift, or another skill, on the same day.
  @inline(__always)
  private mutating func change(
    _ person: Int, _ day: Int, _ heat: Double, _ chance: inout SplitMix64
  ) {
    let place = person * days + day
    let (old, new) = (cells[place], draw(person, &chance))
    guard new.shape != old.shape || new.skill != old.skill, isRested(person, day, new.shape) else {
      return
    }
    var price =
      cover.remove(old.shape, skill: old.skill, day: day)
      + cover.add(new.shape, skill: new.skill, day: day)
    if hasWish[place] { price += wishes(person, day, new) - wishes(person, day, old) }
    guard isTaken(price, heat, &chance) else {
      _ = cover.remove(new.shape, skill: new.skill, day: day)
      _ = cover.add(old.shape, skill: old.skill, day: day)
      return
    }
    cells[place] = new
    cost += price
  }

  /// A shift on a day that was free, in place of one on another day.
  @inline(__always)
  private mutating func move(
    _ person: Int, to day: Int, _ heat: Double, _ chance: inout SplitMix64
  ) {
    let other = chance.below(days)
    let (from, to) = (person * days + other, person * days + day)
    let old = cells[from]
    guard old.shape >= 0, !isFixed[from] else { return }
    let new = draw(person, &chance)
    cells[from] = Cell()
    guard isRested(person, day, new.shape) else {
      cells[from] = old
      return
    }
    var price =
      cover.remove(old.shape, skill: old.skill, day: other)
      + cover.add(new.shape, skill: new.skill, day: day)
    if hasWish[from] || hasWish[to] {
      price += wishes(person, other, Cell()) - wishes(person, other, old)
      price += wishes(person, day, new) - wishes(person, day, Cell())
    }
    guard isTaken(price, heat, &chance) else {
      _ = cover.remove(new.shape, skill: new.skill, day: day)
      _ = cover.add(old.shape, skill: old.skill, day: other)
      cells[from] = old
      return
    }
    cells[to] = new
    cost += price
  }

  private func draw(_ person: Int, _ chance: inout SplitMix64) -> Cell {
    let choices = shapes.choices[person]
    guard !choices.isEmpty else { return Cell() }
    let skills = problem.people[person].skills
    let skill = skills.count == 1 ? skills[0] : skills[chance.below(skills.count)]
    return Cell(shape: choices[chance.below(choices.count)], skill: Int32(skill))
  }

  private func isTaken(_ price: Double, _ heat: Double, _ chance: inout SplitMix64) -> Bool {
    if price <= 0 { return true }
    guard price < 16 * heat else { return false }
    return chance.unit() < exp(-price / heat)
  }

  /// Whether a shift leaves the rests to the days beside it.
  func isRested(_ person: Int, _ day: Int, _ shape: Int32) -> Bool {
    guard shape >= 0 else { return false }
    let (place, rest) = (person * days + day, rests[person])
    if day > 0, cells[place - 1].shape >= 0,
      problem.slots + starts[Int(shape)] - ends[Int(cells[place - 1].shape)] < rest
    {
      return false
    }
    if day + 1 < days, cells[place + 1].shape >= 0,
      problem.slots + starts[Int(cells[place + 1].shape)] - ends[Int(shape)] < rest
    {
      return false
    }
    return true
  }

  /// What refused wishes cost on one day.
  func wishes(_ person: Int, _ day: Int, _ cell: Cell) -> Double {
    guard hasWish[person * days + day], let rule = problem.people[person].days[day] else {
      return 0
    }
    return rule.isGranted(by: duty(cell)) ? 0 : wishCost
  }

  func duty(_ cell: Cell) -> Roster.Duty? {
    guard cell.shape >= 0 else { return nil }
    return Roster.Duty(shift: shapes.shifts[Int(cell.shape)], skill: Int(cell.skill))
  }

  /// Goes back to other cells.
  private mutating func restore(_ other: [Cell]) {
    for place in cells.indices {
      let (now, then) = (cells[place], other[place])
      guard now.shape != then.shape || now.skill != then.skill else { continue }
      let day = place % days
      if now.shape >= 0 { cost += cover.remove(now.shape, skill: now.skill, day: day) }
      if then.shape >= 0 { cost += cover.add(then.shape, skill: then.skill, day: day) }
    }
    cells = other
  }

  var roster: Roster {
    Roster(
      duties: problem.people.indices.map { person in
        cells[person * days..<(person + 1) * days].map { duty($0) }
      })
  }
}
