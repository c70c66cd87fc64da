internal import Kernel
internal import Statistics
internal import Web

/// What was said of everybody's conversations, by person.
struct MarkTable {
  let people: [Actor.ID]
  private let marks: [Place: [Mark]]

  private struct Place: Hashable {
    let person: Actor.ID
    let criterion: Int64?
  }

  /// What was said of one conversation in one criterion.
  private struct Mark {
    let day: Day
    /// How many months before the newest one it lies.
    let age: Int
    let weight: Double
    let value: Double
    /// The mean of the other criteria of the conversation.
    let others: Double?
  }

  /// The criteria of one conversation together.
  private struct Whole {
    var sum = 0.0
    var count = 0.0

    func without(_ mark: CriterionMarks.Mark) -> Double? {
      mark.criterion != nil && count > 1 ? (sum - mark.value) / (count - 1) : nil
    }
  }

  init(_ marks: CriterionMarks) {
    let to = (marks.newest ?? Day(number: 0)).civil
    var ages: [Day: Int] = [:]
    var wholes: [Int64: Whole] = [:]
    for mark in marks.marks {
      if ages[mark.day] == nil {
        let from = mark.day.civil
        ages[mark.day] = (to.year - from.year) * 12 + to.month - from.month
      }
      guard mark.criterion != nil else { continue }
      wholes[mark.conversation, default: Whole()].sum += mark.value
      wholes[mark.conversation, default: Whole()].count += 1
    }
    var found: [Place: [Mark]] = [:]
    // In an order of their own, so that sums are the same every time.
    let ordered = marks.marks.sorted { ($0.day, $0.conversation) < ($1.day, $1.conversation) }
    for mark in ordered {
      found[Place(person: mark.person, criterion: mark.criterion), default: []].append(
        Mark(
          day: mark.day, age: ages[mark.day] ?? 0, weight: mark.weight, value: mark.value,
          others: wholes[mark.conversation]?.without(mark)))
    }
    self.marks = found
    people = Set(marks.marks.map(\.person)).sorted()
  }

  /// The values of a criterion by month, the newest first.
  func months(_ person: Actor.ID, _ criterion: Int64?, count: Int) -> [Lot] {
    var points = Array(repeating: [Lot.Point](), count: count)
    for mark in marks[Place(person: person, criterion: criterion)] ?? []
    where points.indices.contains(mark.age) {
      points[mark.age].append(Lot.Point(day: mark.day, value: mark.value, weight: mark.weight))
    }
    return points.map(Lot.init)
  }

  /// How much lower or higher a criterion is than the others in the same conversations.
  func distances(_ person: Actor.ID, _ criterion: Int64, months: Int) -> Lot {
    Lot(
      (marks[Place(person: person, criterion: criterion)] ?? []).compactMap { mark in
        guard let others = mark.others, mark.age < months else { return nil }
        return Lot.Point(day: mark.day, value: mark.value - others, weight: mark.weight)
      })
  }
}

/// Values of one person, those of one day taken together.
struct Lot {
  /// How many days.
  let count: Int
  let mean: Double
  /// As many equally weighted days would tell as much (Kish 1965).
  let effectiveN: Double
  /// Squares around the mean, of all days.
  let squares: Double

  struct Point {
    let day: Day
    var value: Double
    var weight: Double
  }

  /// Takes points in the order of their days.
  init(_ points: [Point]) {
    var days: [Point] = []
    for point in points {
      guard let last = days.last, last.day == point.day else {
        days.append(point)
        continue
      }
      let weight = last.weight + point.weight
      days[days.count - 1].value =
        (last.value * last.weight + point.value * point.weight) / weight
      days[days.count - 1].weight = weight
    }
    var (weight, squared, sum) = (0.0, 0.0, 0.0)
    for day in days {
      weight += day.weight
      squared += day.weight * day.weight
      sum += day.weight * day.value
    }
    let mean = weight > 0 ? sum / weight : 0
    count = days.count
    self.mean = mean
    effectiveN = squared > 0 ? weight * weight / squared : 0
    squares = days.reduce(0) { $0 + ($1.value - mean) * ($1.value - mean) }
  }

  /// The variance of one day's value, learned from several lots; `nil` from too few days.
  static func spread(of lots: [Lot]) -> (variance: Double, degreesOfFreedom: Double)? {
    let known = lots.filter { $0.count > 1 }
    let freedom = known.reduce(0) { $0 + $1.count - 1 }
    let variance = known.reduce(0) { $0 + $1.squares } / Double(max(1, freedom))
    return freedom >= 8 && variance > 0 ? (variance, Double(freedom)) : nil
  }
}
