internal import Conversations
internal import Kernel
internal import Statistics
internal import Storage
internal import Web

extension Readings {
  /// A metric that another part of the product publishes, over some periods.
  ///
  /// Periods that lie side by side are looked at together.
  func read(
    _ figure: PublishedFigure, _ question: Question, over periods: [Period],
    _ observed: inout Observed, from db: any Connection
  ) throws -> [Reading] {
    guard let first = periods.map(\.first).min(), let last = periods.map(\.last).max() else {
      return []
    }
    guard var request = question.request(first, last) else {
      return periods.map { Reading(question, over: $0, absence: .unheld) }
    }
    let days = periods.reduce(0) { $0 + $1.days }
    let areNear = Period(first: first, last: last).days <= 2 * days
    return try periods.map { period in
      if !areNear { (request.first, request.last) = (period.first, period.last) }
      let seen = try observed.all(figure, request, in: db).filter { one in
        figure.includes(one) && question.holds(one, in: period)
      }
      return reading(of: seen, question, over: period)
    }
  }

  /// Whether another part of the product publishes the metric.
  func publishes(_ metric: Metric) -> Bool { published.contains { $0.metric == metric.id } }

  /// What a reading of a published metric rests on.
  func observations(
    _ question: Question, over period: Period, from db: any Connection
  ) throws -> [PublishedFigure.Observation] {
    guard let figure = published.first(where: { $0.metric == question.metric.id }),
      let request = question.request(period.first, period.last)
    else { return [] }
    return try figure.observations(request, scope, db).filter { question.holds($0, in: period) }
  }

  private func reading(
    of seen: [PublishedFigure.Observation], _ question: Question, over period: Period
  ) -> Reading {
    guard !seen.isEmpty else {
      // Working time is either told by plan and telephone, or not known at all.
      let absence: Reading.Absence = question.metric.kind == .rate ? .untold : .nothing
      return Reading(question, over: period, absence: absence)
    }
    if question.metric.kind == .rate { return rate(of: seen, question, over: period) }
    let estimate = hajekMeanInterval(
      seen.map(\.value), inclusionProbabilities: seen.map { min(1, 1 / max(1, $0.weight)) })
    let total = seen.reduce(0) { $0 + $1.value }
    return Reading(
      question, over: period, estimate: estimate, numerator: Int(total.rounded()),
      denominator: seen.count)
  }

  /// A part of a time, from shares weighted by hours; numerator and denominator are milliseconds.
  private func rate(
    of seen: [PublishedFigure.Observation], _ question: Question, over period: Period
  ) -> Reading {
    let whole = seen.reduce(0) { $0 + $1.weight * 3_600_000 }
    let part = seen.reduce(0) { $0 + $1.value * $1.weight * 3_600_000 }
    guard whole > 0, whole < 1e15 else {
      return Reading(question, over: period, absence: .nothing)
    }
    return Reading(
      question, over: period,
      estimate: Estimate(
        value: part / whole, lower: nil, upper: nil, n: seen.count, method: .complete),
      numerator: Int(part.rounded()), denominator: Int(whole.rounded()))
  }
}

extension Question {
  /// What is asked of those who publish; `nil` for queues, which they do not know.
  fileprivate func request(_ first: Day, _ last: Day) -> PublishedFigure.Request? {
    guard queue == nil else { return nil }
    var request = PublishedFigure.Request(first: first, last: last)
    switch subject {
    case .centre: break
    case .team(let team): request.team = team
    case .person(let person): request.person = person
    case .queue: return nil
    }
    return request
  }

  fileprivate func holds(_ one: PublishedFigure.Observation, in period: Period) -> Bool {
    period.contains(one.day) && (channel.map { $0.rawValue == one.channel } ?? true)
  }
}

/// What published figures rest on, looked at once for all of them.
struct Observed {
  let scope: Scope
  private var known: [Key: [PublishedFigure.Observation]] = [:]

  init(scope: Scope) {
    self.scope = scope
  }

  private struct Key: Hashable {
    let base: String
    let request: PublishedFigure.Request
  }

  mutating func all(
    _ figure: PublishedFigure, _ request: PublishedFigure.Request, in db: any Connection
  ) throws -> [PublishedFigure.Observation] {
    let key = Key(base: figure.base, request: request)
    if let found = known[key] { return found }
    let found = try figure.ground(request, scope, db)
    known[key] = found
    return found
  }
}
