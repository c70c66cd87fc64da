internal import Conversations
public import Kernel
internal import People
internal import Statistics
public import Storage

extension CaseMix {
  /// What the conversations were like that began in some days, of whom the aim is about.
  static func read(
    _ aim: Goal.Aim, in period: Period, zone: Zone, _ scope: Scope, from db: any Connection
  ) throws -> CaseMix {
    let whose: SQL =
      switch aim {
      case .centre: ""
      case .team(let team): "AND team_id = \(team)"
      case .person(let person): "AND agent_id = \(person)"
      }
    let rows = try db.rows(
      """
      SELECT channel, reason, language, opened_at / 3600000 AS hour, COUNT(*) AS n
      FROM conversation
      WHERE workspace_id = \(scope) AND deleted_at IS NULL
        AND opened_day >= \(period.first) AND opened_day <= \(period.last) \(whose)
      GROUP BY channel, reason, language, opened_at / 3600000
      """)
    var mix = CaseMix()
    for row in rows {
      let count: Int = try row.get("n")
      let hour: Int64 = try row.get("hour")
      let (reason, language): (String?, String?) = (
        try row.get("reason"), try row.get("language")
      )
      mix.add(.channel, try row.get("channel"), count)
      mix.add(.reason, reason ?? "", count)
      mix.add(.language, language ?? "", count)
      let moment = Instant(milliseconds: hour * 3_600_000)
      mix.add(.hour, part(ofDay: zone.secondOfDay(of: moment) / 3600), count)
    }
    return mix
  }

  /// Six-hour parts of a day; single hours would be too thin to compare.
  static func part(ofDay hour: Int) -> String {
    switch hour {
    case 6..<12: "morning"
    case 12..<18: "afternoon"
    case 18..<24: "evening"
    default: "night"
    }
  }
}

extension Baseline {
  /// Reads what would be locked: the value, its channels and the mix of the months.
  public static func taken(
    _ title: String, of aim: Goal.Aim, _ question: Question, over period: Period,
    margin: Double, zone: Zone, key: ID, by readings: Readings, from db: any Connection
  ) throws -> Baseline {
    let mix = try CaseMix.read(aim, in: period, zone: zone, readings.scope, from: db)
    return Baseline(
      id: key, title: title, aim: aim, metric: question.metric,
      statistic: question.statistic, clock: question.clock, period: period,
      estimate: try readings.reading(question, over: period, from: db).estimate,
      margin: margin, mix: mix,
      cells: try cells(question, mix, over: period, by: readings, from: db),
      lockedAt: readings.now, lockedBy: readings.scope.person.map { .init(rawValue: $0) })
  }

  /// The value of each channel that had conversations.
  static func cells(
    _ question: Question, _ mix: CaseMix, over period: Period, by readings: Readings,
    from db: any Connection
  ) throws -> [Cell] {
    guard canWeigh(question.metric) else { return [] }
    return try (mix.counts[.channel] ?? [:]).keys.sorted().compactMap { channel in
      var part = question
      part.channel = Channel(rawValue: channel)
      let reading = try readings.reading(part, over: period, from: db)
      return reading.n > 0 ? Cell(channel: channel, estimate: reading.estimate) : nil
    }
  }

  /// One look: the comparison of its months, with the mix they had.
  struct Look: Sendable {
    let comparison: BaselineComparison
    let mix: CaseMix
  }

  /// The looks whose months are over.
  func looks(
    today: Day, zone: Zone, by readings: Readings, from db: any Connection
  ) throws -> [Look] {
    let over = Baseline.looks.filter { window(months: $0).last < today }
    guard let longest = over.last else { return [] }
    // By the first look they belong to; a longer look holds the shorter ones' conversations, too.
    let strata = try Strata.read(
      for: [question], in: window(months: longest), of: aim.subject, zone: zone, readings.scope,
      from: db
    ) { stamp in over.first { window(months: $0).contains(stamp.day) } }
    return try over.map { months in
      let window = window(months: months)
      let later = try readings.reading(question, over: window, from: db).estimate
      let mix = try CaseMix.read(aim, in: window, zone: zone, readings.scope, from: db)
      let before = (
        baseline: try readings.reading(question, over: period.yearBefore, from: db).estimate,
        later: try readings.reading(question, over: window.yearBefore, from: db).estimate
      )
      let all = over.filter { $0 <= months }.compactMap { strata[$0] }
        .reduce(into: Strata()) { $0.add($1) }
      return Look(
        comparison: BaselineComparison(
          self, months: months, later: later, yearBefore: before,
          weighed: all.standardised(question, to: self.mix)),
        mix: mix)
    }
  }
}
