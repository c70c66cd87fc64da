internal import Conversations
internal import Kernel
internal import People
internal import Statistics
internal import Storage
internal import Web

/// Reads cells of the roll-up, months where a period holds whole ones and days at its edges.
struct RollupSource {
  let scope: Scope
  let now: Instant
  /// The day it is in the workspace's zone.
  private(set) var today = Day(number: 0)
  private var remembered: [Place: [Cell]] = [:]
  /// Whole courses of months that were read already, since several questions need them.
  private var courses: [Course: [(day: Day, cell: Cell)]] = [:]
  /// What the workspace decided about its figures.
  private(set) var rules = ServiceRules()
  private var isReady = false
  /// The first and the last day of which anything is known of somebody.
  private var known: [Slice.Owner: (first: Day, last: Day)] = [:]
  /// The measures whose distributions are read: they are most of what a cell holds.
  private var distributions: Set<Int> = []

  init(scope: Scope, now: Instant) {
    self.scope = scope
    self.now = now
  }

  private struct Course: Hashable {
    let owner: Slice.Owner
    let part: Slice.Part
  }

  /// Whose cells they are, and of which periods.
  struct Place: Hashable {
    let owner: Slice.Owner
    let channel: Channel?
    let queue: Queue.ID?
    let periods: [Period]

    init(_ question: Question, _ periods: [Period]) {
      switch question.subject {
      case .centre: (owner, queue) = (.centre, question.queue)
      case .team(let team): (owner, queue) = (.team(team), question.queue)
      case .person(let person): (owner, queue) = (.person(person), question.queue)
      case .queue(let key): (owner, queue) = (.centre, key)
      }
      channel = question.channel
      self.periods = periods
    }

    /// The one way it came, or `nil` when it is two conditions at once.
    var part: Slice.Part? {
      switch (channel, queue) {
      case (nil, nil): .all
      case (let channel?, nil): .channel(channel)
      case (nil, let queue?): .queue(queue)
      default: nil
      }
    }
  }

  /// Sees to it that the distributions of some measures are read from here on.
  mutating func need(_ measures: some Sequence<Measure>) {
    let codes = Set(measures.map(\.rawValue))
    guard !codes.isSubset(of: distributions) else { return }
    distributions.formUnion(codes)
    (remembered, courses) = ([:], [:])
  }

  /// One cell a period with everything that counts for the question's subject; of distributions
  /// those that were needed so far.
  mutating func cells(
    of question: Question, over periods: [Period], from db: any Connection
  ) throws -> [Cell] {
    if !isReady {
      today = (try Workspace.find(scope, in: db)?.zone ?? .utc).day(of: now)
      rules = try ServiceRules.current(scope, in: db)
      isReady = true
    }
    if let measure = question.distribution { need([measure]) }
    if question.metric.date == .standing {
      return try standing(Place(question, periods), from: db)
    }
    let place = Place(question, periods)
    if let known = remembered[place] { return known }
    let cells = try cells(of: place, from: db)
    remembered[place] = cells
    return cells
  }

  private mutating func cells(of place: Place, from db: any Connection) throws -> [Cell] {
    guard let first = place.periods.map(\.first).min(), let last = place.periods.map(\.last).max()
    else { return [] }
    let months = place.periods.allSatisfy { $0.wholeMonths != nil }
    if let part = place.part, months {
      return try sums(
        place.periods, try course(place.owner, part, first, last, from: db))
    }
    if let part = place.part, Slice.isKeptByDay(place.owner, part) {
      return try mixed(place, part, from: db)
    }
    return try fromFacts(place, from: db)
  }

  /// Whole months of each period from months, the days around them from days.
  private mutating func mixed(
    _ place: Place, _ part: Slice.Part, from db: any Connection
  ) throws -> [Cell] {
    var cells: [Cell] = []
    var edges: [Period] = []
    var middles: [Period?] = []
    for period in place.periods {
      let (days, months) = period.edgesAndMonths
      edges += days
      middles.append(months)
    }
    let days = try Self.spans(edges).flatMap {
      try stored(.day, place.owner, part, $0.first, $0.last, from: db)
    }
    var months: [(day: Day, cell: Cell)] = []
    for span in Self.spans(middles.compactMap(\.self)) {
      months += try course(place.owner, part, span.first, span.last, from: db)
    }
    for (period, middle) in zip(place.periods, middles) {
      var cell = Cell()
      for (day, other) in days where period.contains(day) && middle?.contains(day) != true {
        cell.add(other)
      }
      if let middle {
        for (day, other) in months where middle.contains(day) { cell.add(other) }
      }
      cells.append(cell)
    }
    return cells
  }

  private func sums(_ periods: [Period], _ cells: [(day: Day, cell: Cell)]) throws -> [Cell] {
    periods.map { period in
      cells.reduce(into: Cell()) { sum, next in
        if period.contains(next.day) { sum.add(next.cell) }
      }
    }
  }

  /// Periods that touch or overlap, joined.
  private static func spans(_ periods: [Period]) -> [Period] {
    var spans: [Period] = []
    for period in periods.sorted(by: { $0.first < $1.first }) {
      if let last = spans.last, period.first <= last.last.advanced(by: 1) {
        spans[spans.count - 1] = Period(first: last.first, last: max(last.last, period.last))
      } else {
        spans.append(period)
      }
    }
    return spans
  }

  /// Cells of months; who asks for a year asks again, so all of them are kept then.
  private mutating func course(
    _ owner: Slice.Owner, _ part: Slice.Part, _ first: Day, _ last: Day, from db: any Connection
  ) throws -> [(day: Day, cell: Cell)] {
    let whose = Course(owner: owner, part: part)
    if courses[whose] == nil, last.number - first.number < 360 {
      return try stored(.month, owner, part, first, last, from: db)
    }
    let all = try courses[whose] ?? stored(.month, owner, part, Self.dawn, Self.dusk, from: db)
    courses[whose] = all
    return all.filter { first <= $0.day && $0.day <= last }
  }

  private static let dawn = Day(number: -1_000_000)
  private static let dusk = Day(number: 1_000_000)

  func stored(
    _ grain: Slice.Grain, _ owner: Slice.Owner, _ part: Slice.Part, _ first: Day, _ last: Day,
    from db: any Connection
  ) throws -> [(day: Day, cell: Cell)] {
    var cells: [(day: Day, cell: Cell)] = []
    try db.forEachRow(
      """
      SELECT day, tallies FROM measure_cell
      WHERE workspace_id = \(scope) AND kind = \(Slice.kind(grain, owner, part))
        AND owner = \(owner.key) AND part = \(part.name) AND day >= \(first) AND day <= \(last)
      ORDER BY day
      """
    ) { row in
      let cell = Cell(try row.get("tallies"), distributionsOf: distributions)
      cells.append((try row.get("day"), cell ?? Cell()))
    }
    return cells
  }

  // MARK: Between the first day and the last

  /// Whether a period touches the days from the first on which anything is known of a subject to the
  /// last.
  mutating func knows(
    _ question: Question, in period: Period, from db: any Connection
  ) throws -> Bool {
    let owner = Place(question, []).owner
    let span = try known[owner] ?? span(of: owner, from: db)
    known[owner] = span
    return span.first <= period.last && period.first <= span.last
  }

  /// The first and the last day of an owner's cells; days the wrong way round without any.
  private func span(
    of owner: Slice.Owner, from db: any Connection
  ) throws -> (first: Day, last: Day) {
    let days: SQL = """
      FROM measure_cell
      WHERE workspace_id = \(scope) AND kind = \(Slice.kind(.day, owner, .all))
        AND owner = \(owner.key) AND part = ''
      """
    guard
      let row = try db.row(
        "SELECT (SELECT MIN(day) \(days)) AS first_day, (SELECT MAX(day) \(days)) AS last_day"),
      let first: Day = try row.get("first_day"), let last: Day = try row.get("last_day")
    else { return (Self.dusk, Self.dawn) }
    return (first, last)
  }

  // MARK: What stands at the end of a day

  /// All that was opened or left up to the end of each period, for a backlog.
  private mutating func standing(_ place: Place, from db: any Connection) throws -> [Cell] {
    var cells: [Cell] = []
    for period in place.periods {
      let last = min(period.last, today)
      guard let part = place.part else {
        cells.append(try open(place, after: last, from: db))
        continue
      }
      let month = last.startOfMonth
      var cell = Cell()
      let before = try course(
        place.owner, part, Self.dawn, month.advanced(by: -1), from: db)
      for (_, other) in before { cell.addStanding(other) }
      let rest = Period(first: month, last: last)
      let days =
        Slice.isKeptByDay(place.owner, part)
        ? try stored(.day, place.owner, part, month, last, from: db).map(\.cell)
        : try fromFacts(Place(place, periods: [rest]), from: db)
      for other in days { cell.addStanding(other) }
      cells.append(cell)
    }
    return cells
  }

  /// What is open at the end of a day, counted one by one.
  private func open(_ place: Place, after day: Day, from db: any Connection) throws -> Cell {
    let person: SQL = place.person.map { "AND f.owner_id = \($0)" } ?? ""
    let count: Int? = try db.value(
      """
      SELECT COUNT(*) AS value FROM conversation_fact f
      WHERE f.workspace_id = \(scope) AND \(Fact.isOpen(after: day)) \(place.ways) \(person)
      """)
    var cell = Cell()
    cell.add(.opened, Tally(n: count ?? 0))
    return cell
  }

  // MARK: From the facts themselves

  /// Adds up what the facts contributed; for what the roll-up does not keep apart.
  private func fromFacts(_ place: Place, from db: any Connection) throws -> [Cell] {
    guard let first = place.periods.map(\.first).min(), let last = place.periods.map(\.last).max()
    else { return [] }
    var cells = place.periods.map { _ in Cell() }
    try db.forEachRow(
      """
      SELECT f.contribution FROM conversation_fact f
      WHERE f.workspace_id = \(scope) AND \(Fact.counts(in: Period(first: first, last: last)))
        \(place.ways)
      """
    ) { row in
      let bytes: [UInt8] = try row.get("contribution")
      guard let contribution = Contribution(bytes, distributionsOf: distributions) else { return }
      for (stamp, cell) in contribution.parts {
        if let person = place.person, stamp.person != person { continue }
        for (index, period) in place.periods.enumerated() where period.contains(stamp.day) {
          cells[index].add(cell.withoutHalfHours)
        }
      }
    }
    return cells
  }
}

extension Cell {
  /// Adds what decides how much stands: what came and what left.
  fileprivate mutating func addStanding(_ other: Cell) {
    for measure in [Measure.opened, .left] { add(measure, other[measure]) }
  }
}

extension RollupSource.Place {
  fileprivate var person: Actor.ID? { if case .person(let person) = owner { person } else { nil } }

  /// The team and the ways as conditions on `conversation_fact f`.
  fileprivate var ways: SQL {
    let team: SQL = if case .team(let team) = owner { "AND f.team_id = \(team)" } else { "" }
    let channel: SQL = channel.map { "AND f.channel = \($0)" } ?? ""
    let queue: SQL = queue.map { "AND f.queue_id = \($0)" } ?? ""
    return "\(team) \(channel) \(queue)"
  }

  init(_ other: Self, periods: [Period]) {
    owner = other.owner
    channel = other.channel
    queue = other.queue
    self.periods = periods
  }
}

extension Slice {
  /// Whether such cells are kept for single days.
  static func isKeptByDay(_ owner: Owner, _ part: Part) -> Bool {
    if case .person = owner { part == .all } else { true }
  }
}

extension Period {
  /// The whole months inside, and the days before and after them.
  var edgesAndMonths: (days: [Period], months: Period?) {
    let from = first == first.startOfMonth ? first : first.startOfNextMonth
    let until = last.advanced(by: 1).startOfMonth.advanced(by: -1)
    guard from <= until else { return ([self], nil) }
    var days: [Period] = []
    if first < from { days.append(Period(first: first, last: from.advanced(by: -1))) }
    if until < last { days.append(Period(first: until.advanced(by: 1), last: last)) }
    return (days, Period(first: from, last: until))
  }
}
