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
    guard let last = periods.map(\.last).max(),
      let all = try allPasses(question, until: last, from: db)
    else { return periods.map { Reading(question, over: $0, absence: .unheld) } }
    return periods.map { period in
      guard isAsked || !all.isEmpty else {
        return Reading(question, over: period, absence: .nothing)
      }
      let count = question.counted(of: all, in: period).count
      return Reading(
        question, over: period,
        estimate: Estimate(
          value: Double(count), lower: nil, upper: nil, n: count, method: .complete),
        numerator: count, denominator: 1)
    }
  }

  /// The passes that a reading counts, by day.
  func passes(
    _ question: Question, in period: Period, from db: any Connection
  ) throws -> [Certificate] {
    question.counted(of: try allPasses(question, until: period.last, from: db) ?? [], in: period)
  }

  /// Everything that was passed up to a day by whom the question is about; `nil` for what no
  /// certificate belongs to.
  private func allPasses(
    _ question: Question, until last: Day, from db: any Connection
  ) throws -> [Certificate]? {
    guard question.channel == nil, question.queue == nil else { return nil }
    let people: [Person.ID]?
    switch question.subject {
    case .centre: people = nil
    case .team(let id): people = try Person.members(of: id, scope, in: db).map(\.id)
    case .person(let id): people = [id]
    case .queue: return nil
    }
    return try Certificate.all(
      of: people, in: Period(first: Day(number: 0), last: last), scope, in: db)
  }
}

extension Question {
  /// The passes of the days, or those that are valid at their end.
  fileprivate func counted(of all: [Certificate], in period: Period) -> [Certificate] {
    metric == .certificatesHeld
      ? Certificate.held(of: all, on: period.last)
      : all.filter { period.contains($0.passedOn) }
  }
}

extension Metric {
  /// Whether it counts certificates, which are kept apart from conversations.
  var isOfCertificates: Bool { self == .certificates || self == .certificatesHeld }
}
