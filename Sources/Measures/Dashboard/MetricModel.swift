internal import Conversations
internal import Kernel
internal import People
internal import Storage
internal import Web

/// Everything the page of one metric is made of.
struct MetricModel: Sendable {
  let metric: Metric
  let ground: MeasurePages.Ground
  let rules: ServiceRules
  let promises: [ServicePolicy]
  let now: Reading
  let before: Reading?
  let series: [Reading]
  /// By name, never in order of value.
  let teams: [(name: String, reading: Reading)]
  let people: [(name: String, reading: Reading)]
  let counted: CountedPeople?
  /// Calls that were given up or lost as a telephone system counts them, and all that came.
  let unanswered: (count: Int, offered: Int)?

  static func read(
    _ metric: Metric, _ ground: MeasurePages.Ground, _ readings: Readings,
    showsSides: Bool = true, in db: any Connection
  ) throws -> MetricModel {
    let look = ground.look
    let question = look.question(metric)
    let periods = [ground.period, ground.compared].compactMap(\.self)
    var read = ReadingGround(readings)
    let all = try readings.readings([question], over: periods, on: &read, from: db).first ?? []
    let steps = ground.period.split(by: Look.unit(of: ground.period))
    func of(_ subject: Subject) throws -> Reading {
      var other = question
      other.subject = subject
      return try readings.readings([other], over: [ground.period], on: &read, from: db)
        .first?.first ?? Reading(other, over: ground.period, absence: .nothing)
    }
    let isCentre = look.subject == .centre
    let people = showsSides ? ground.circle.people(of: look.subject) : []
    let empty = Reading(question, over: ground.period, absence: .nothing)
    return MetricModel(
      metric: metric, ground: ground, rules: try ServiceRules.current(readings.scope, in: db),
      promises: try ServicePolicy.current(readings.scope, in: db),
      now: all.first ?? empty, before: ground.compared == nil ? nil : all.last,
      series: try readings.readings([question], over: steps, on: &read, from: db).first ?? [],
      teams: try isCentre && showsSides
        ? ground.circle.teams.map { ($0.name, try of(.team($0.id))) } : [],
      people: try people.map { ($0.name, try of(.person($0.id))) }
        .filter { $0.reading.absence == nil },
      counted: try showsSides
        ? CountedPeople.read(all.first ?? empty, ground, readings.scope, in: db) : nil,
      unanswered: try metric == .abandonment && showsSides
        ? unanswered(question, ground, readings, in: db) : nil
    )
  }

  /// Everything that left the queue without an answer, time-outs and empty queues included.
  static func unanswered(
    _ question: Question, _ ground: MeasurePages.Ground, _ readings: Readings,
    in db: any Connection
  ) throws -> (count: Int, offered: Int)? {
    var source = RollupSource(scope: readings.scope, now: readings.now)
    return try source.cells(of: question, over: [ground.period], from: db).first.map { cell in
      let offered = cell[.offered]
      return (offered.misses + offered.sum + cell[.lost].n, offered.n)
    }
  }
}

/// Resolutions, conversations and customers told apart: a hundred of one may be fifty of another
/// (ask 15).
struct CountedPeople: Hashable, Sendable {
  let resolutions: Int
  let conversations: Int
  let customers: Int
  /// Conversations whose source names no customer.
  let strangers: Int

  /// Each conversation is looked at, so that more of them would keep a reader waiting.
  private static let most = 30_000

  static func read(
    _ reading: Reading, _ ground: MeasurePages.Ground, _ scope: Scope, in db: any Connection
  ) throws -> CountedPeople? {
    guard [.volumeSolved, .resolutionTime, .reopens].contains(reading.metric),
      reading.denominator <= most
    else { return nil }
    let behind = BehindQuery(metric: .volumeSolved, look: ground.look, period: ground.period)
    let row = try db.row(
      """
      SELECT COUNT(*) AS conversations, COALESCE(SUM(f.reopens), 0) AS reopens,
        COUNT(DISTINCT f.customer_id) AS customers, COUNT(f.customer_id) AS known
      FROM conversation_fact f
      WHERE f.workspace_id = \(scope) AND \(behind.conditions)
      """)
    guard let row else { return nil }
    let conversations: Int = try row.get("conversations")
    let known: Int = try row.get("known")
    return CountedPeople(
      resolutions: conversations + (try row.get("reopens") as Int), conversations: conversations,
      customers: try row.get("customers"), strangers: conversations - known)
  }
}
