internal import Conversations
internal import Kernel
internal import Web

/// What a page of figures looks at: whose, when, compared with what; the same value as an address.
struct Look: Hashable, Sendable {
  var span = Span.last(30)
  var comparison = Comparison.previous
  var subject = Subject.centre
  var channel: Channel?
  var queue: Queue.ID?
  var statistic = Question.Statistic.median
  var clock = Question.Clock.calendar

  /// Which days.
  enum Span: Hashable, Sendable {
    /// So many days that end today.
    case last(Int)
    /// So many whole months that end with the last whole one.
    case months(Int)
    case between(Day, Day)
    /// From a day until today.
    case since(Day)

    /// Those a reader can choose by name.
    static let named: [Span] = [
      .last(7), .last(30), .last(90), .months(1), .months(12), .months(24),
    ]

    var name: String {
      switch self {
      case .last(let days): "\(days)d"
      case .months(let months): "\(months)m"
      case .between(let first, let last): "\(first.iso)_\(last.iso)"
      case .since(let first): "\(first.iso)_"
      }
    }

    /// The days of two fields: ends the wrong way round are put right, a first day alone lasts until
    /// today, and a last day alone ends thirty days.
    init?(from first: Day?, to last: Day?) {
      switch (first, last) {
      case (let first?, let last?): self = .between(min(first, last), max(first, last))
      case (let first?, nil): self = .since(first)
      case (nil, let last?): self = .between(last.advanced(by: -29), last)
      case (nil, nil): return nil
      }
    }

    init?(name: String) {
      guard let count = Int(name.dropLast()), (1...3660).contains(count) else { return nil }
      switch name.last {
      case "d": self = .last(count)
      case "m" where count <= 120: self = .months(count)
      default: return nil
      }
    }

    func period(today: Day) -> Period {
      switch self {
      case .last(let days): return Period(first: today.advanced(by: 1 - days), last: today)
      case .between(let first, let last): return Period(first: first, last: last)
      case .since(let first): return Period(first: min(first, today), last: today)
      case .months(let count):
        let last = today.startOfMonth.advanced(by: -1)
        var first = last.startOfMonth
        for _ in 1..<max(1, count) { first = first.advanced(by: -1).startOfMonth }
        return Period(first: first, last: last)
      }
    }
  }

  /// The other period.
  enum Comparison: String, Hashable, Sendable, CaseIterable {
    case previous, year, none

    func period(of period: Period) -> Period? {
      switch self {
      case .previous: period.previous
      case .year: period.yearBefore
      case .none: nil
      }
    }
  }

  init() {}

  /// Reads what an address says; what it cannot read is as good as absent.
  init(_ query: Form, standard: Subject) {
    subject = standard
    if let days = Span(from: query.day("from"), to: query.day("to")) {
      span = days
    } else if let chosen = query.optional("period").flatMap(Span.init(name:)) {
      span = chosen
    }
    comparison = query.optional("compare").flatMap(Comparison.init(rawValue:)) ?? .previous
    statistic = query.optional("statistic").flatMap(Question.Statistic.init(rawValue:)) ?? .median
    clock = query.optional("clock").flatMap(Question.Clock.init(rawValue:)) ?? .calendar
    channel = query.optional("channel").flatMap { $0.isEmpty ? nil : Channel(rawValue: $0) }
    queue = query.optional("queue").flatMap(Queue.ID.init(text:))
    if let whose = query.optional("whose").flatMap(Subject.init(name:)) { subject = whose }
  }

  /// The items of the address, always in the same order; nothing for what is usual.
  var items: [(name: String, value: String?)] {
    var items: [(name: String, value: String?)] = [("whose", subject.name)]
    switch span {
    case .between(let first, let last): items += [("from", first.iso), ("to", last.iso)]
    case .since(let first): items.append(("from", first.iso))
    default: items.append(("period", span.name))
    }
    if comparison != .previous { items.append(("compare", comparison.rawValue)) }
    if statistic != .median { items.append(("statistic", statistic.rawValue)) }
    if clock != .calendar { items.append(("clock", clock.rawValue)) }
    items.append(("channel", channel?.rawValue))
    items.append(("queue", queue?.text))
    return items.filter { $0.value != nil }
  }

  /// The question a metric is asked under this look.
  func question(_ metric: Metric) -> Question {
    Question(
      metric, of: subject, channel: channel, queue: queue, statistic: statistic, clock: clock)
  }

  /// How long the steps of a chart are: neither a handful nor a forest of points.
  static func unit(of period: Period) -> Period.Unit {
    switch period.days {
    case ...45: .day
    case ...200: .week
    default: .month
    }
  }
}

extension Subject {
  /// How an address says it.
  var name: String {
    switch self {
    case .centre: "all"
    case .team(let team): "team-\(team.text)"
    case .person(let person): "person-\(person.text)"
    case .queue(let queue): "queue-\(queue.text)"
    }
  }

  init?(name: String) {
    if name == "all" {
      self = .centre
      return
    }
    let parts = name.split(separator: "-", maxSplits: 1)
    guard parts.count == 2 else { return nil }
    switch parts[0] {
    case "team":
      guard let id = Actor.Team(text: parts[1]) else { return nil }
      self = .team(id)
    case "person":
      guard let id = Actor.ID(text: parts[1]) else { return nil }
      self = .person(id)
    case "queue":
      guard let id = Queue.ID(text: parts[1]) else { return nil }
      self = .queue(id)
    default: return nil
    }
  }
}
