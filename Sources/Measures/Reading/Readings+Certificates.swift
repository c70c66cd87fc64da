internal import Kernel
internal import People
internal import Statistics
internal import Storage
internal import Web

extension Readings {
  /// Certificates are facts of their own: passes on their day, or what is still valid at the end of a
  /// period.
  ///
  /// Where nobody ever passed one there is nothing to read, unless a goal asks: then it is a zero.
  func certificates(
    _ question: Question, over periods: [Period], isAsked: Bool = false, from db: any Connection
  ) throws -> [Reading] {
    let people: [Person.ID]?
    switch question.subject {
    case .centre: people = nil
    case .team(let id): people = try Person.members(of: id, scope, in: db).map(\.id)
    case .person(let id): people = [id]
    case .queue: return periods.map { Reading(question, over: $0, absence: .unheld) }
    }
    guard question.channel == nil, question.queue == nil,
      let last = periods.map(\.last).max()
    else { return periods.map { Reading(question, over: $0, absence: .unheld) } }
    let all = try Certificate.all(
      of: people, in: Period(first: Day(number: 0), last: last), scope, in: db)
    return periods.map { period in
      guard isAsked || !all.isEmpty else {
        return Reading(question, over: period, absence: .nothing)
      }
      let count =
        question.metric == .certificatesHeld
        ? Certificate.held(of: all, on: period.last).count
        : all.count { period.contains($0.passedOn) }
      return Reading(
        question, over: period,
        estimate: Estimate(
          value: Double(count), lower: nil, upper: nil, n: count, method: .complete),
        numerator: count, denominator: 1)
    }
  }
}

extension Metric {
  /// Whether it counts certificates, which are kept apart from conversations.
  var isOfCertificates: Bool { self == .certificates || self == .certificatesHeld }
}
