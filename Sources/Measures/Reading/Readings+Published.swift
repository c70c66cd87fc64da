internal import Conversations
internal import Kernel
internal import Statistics
internal import Storage
internal import Web

extension Readings {
  /// A metric that another part of the product publishes, as a weighted mean of its observations.
  func read(
    _ figure: PublishedFigure, _ question: Question, over period: Period, from db: any Connection
  ) throws -> Reading {
    var request = PublishedFigure.Request(first: period.first, last: period.last)
    switch question.subject {
    case .centre: break
    case .team(let team): request.team = team
    case .person(let person): request.person = person
    case .queue: return Reading(question, over: period, absence: .unheld)
    }
    guard question.queue == nil else { return Reading(question, over: period, absence: .unheld) }
    let seen = try figure.observations(request, scope, db).filter { one in
      question.channel.map { $0.rawValue == one.channel } ?? true
    }
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
