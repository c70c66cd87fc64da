public import Kernel
public import Storage
public import Web

/// The way to ask: reads metrics of one workspace out of its roll-ups.
///
/// ```swift
/// let readings = Readings(scope: visit.scope, now: visit.world.now())
/// let months = try readings.series(
///   Question(.firstResponse, of: .team(team), statistic: .ninetieth), by: .month,
///   in: Period(first: first, last: last), from: db)
/// ```
public struct Readings: Sendable {
  public let scope: Scope
  public let now: Instant
  /// What other parts of the product hand over: see ``PublishedFigure``.
  let published: [PublishedFigure]

  public init(scope: Scope, now: Instant, published: [PublishedFigure] = []) {
    self.scope = scope
    self.now = now
    self.published = published
  }

  /// A metric over one period.
  public func reading(
    _ question: Question, over period: Period, from db: any Connection
  ) throws -> Reading {
    try readings([question], over: [period], from: db).first?.first
      ?? Reading(question, over: period, absence: .nothing)
  }

  /// A metric over each stretch of a unit that touches the period, in order.
  public func series(
    _ question: Question, by unit: Period.Unit, in period: Period, from db: any Connection
  ) throws -> [Reading] {
    try readings([question], over: period.split(by: unit), from: db).first ?? []
  }

  /// Several questions over the same periods, read together; one list a question.
  ///
  /// Questions about the same subject share one look at the roll-up.
  public func readings(
    _ questions: [Question], over periods: [Period], from db: any Connection
  ) throws -> [[Reading]] {
    var ground = ReadingGround(self)
    return try readings(questions, over: periods, on: &ground, from: db)
  }

  /// The same for who asks several times in one look: what was read once is not read again.
  func readings(
    _ questions: [Question], over periods: [Period], on ground: inout ReadingGround,
    from db: any Connection
  ) throws -> [[Reading]] {
    ground.source.need(questions.compactMap(\.distribution))
    return try questions.map { question in
      if let figure = published.first(where: { $0.metric == question.metric.id }) {
        return try read(figure, question, over: periods, &ground.observed, from: db)
      }
      if question.metric.isOfCertificates {
        return try certificates(question, over: periods, from: db)
      }
      return try ground.source.cells(of: question, over: periods, from: db).enumerated()
        .map { index, cell in
          let isKnown =
            try question.metric.kind == .count && cell.isEmpty
            && ground.source.knows(question, in: periods[index], from: db)
          return question.reading(
            of: cell, over: periods[index], now: ground.source.today, ground.source.rules,
            isKnown: isKnown)
        }
    }
  }
}

/// What one look has read of the roll-up and of what others publish.
struct ReadingGround {
  var source: RollupSource
  var observed: Observed

  init(_ readings: Readings) {
    source = RollupSource(scope: readings.scope, now: readings.now)
    observed = Observed(scope: readings.scope)
  }
}
