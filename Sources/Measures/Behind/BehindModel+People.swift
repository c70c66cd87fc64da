internal import Conversations
internal import Kernel
internal import People
internal import Statistics
internal import Storage
internal import Web

/// What was not counted from rows of conversations: reviews, working days and certificates.
extension BehindModel {
  // MARK: Reviews

  /// Conversations that shared reviews looked at; each is shown to whoever may read it and may see
  /// the figures of whom the review is about.
  static func reviews(
    _ metric: Metric, _ ground: MeasurePages.Ground, _ readings: Readings, _ actor: Actor,
    in db: any Connection
  ) throws -> BehindModel {
    let seen = try readings.observations(
      ground.look.question(metric), over: ground.period, from: db)
    let own = ground.names
    let open = seen.filter { one in one.person.map { own[$0] != nil } ?? false }
    let readable = try readable(
      open.compactMap { $0.conversation.map(Identifier.init(rawValue:)) }, readings.scope, actor,
      in: db)
    let shown = open.filter { one in
      one.conversation.map { readable.contains(.init(rawValue: $0)) } ?? false
    }
    // By day, for an order of people's scores would be a ranking.
    let first = shown.sorted {
      ($1.day, $0.conversation ?? 0) < ($0.day, $1.conversation ?? 0)
    }.prefix(most)
    let titles = try titles(
      first.compactMap { $0.conversation.map(Identifier.init(rawValue:)) }, readings.scope, in: db)
    let lines = first.map { one in
      var line = Line()
      line.conversation = one.conversation.map { key in
        let id = Conversation.ID(rawValue: key)
        return (id, titles[id] ?? id.text)
      }
      line.day = one.day
      line.person = one.person.flatMap { own[$0] }
      line.value = one.value
      return line
    }
    return BehindModel(
      metric: metric, ground: ground, lines: lines, count: seen.count, readable: shown.count)
  }

  private static func readable(
    _ ids: [Conversation.ID], _ scope: Scope, _ actor: Actor, in db: any Connection
  ) throws -> Set<Conversation.ID> {
    var found: Set<Conversation.ID> = []
    for start in stride(from: 0, to: ids.count, by: 500) {
      let some = Array(ids[start..<min(start + 500, ids.count)])
      let rows = try db.rows(
        """
        SELECT f.id FROM conversation_fact f
        WHERE f.workspace_id = \(scope) AND f.id IN (\(list: some))
          AND \(BehindQuery.mayRead(actor))
        """)
      for row in rows { found.insert(try row.get("id")) }
    }
    return found
  }

  // MARK: Working days

  /// Working days, told of people whose figures the reader may see.
  static func days(
    _ metric: Metric, _ ground: MeasurePages.Ground, _ readings: Readings, in db: any Connection
  ) throws -> BehindModel {
    let worked =
      try readings.publishes(metric)
      ? readings.observations(ground.look.question(metric), over: ground.period, from: db).map {
        Worked(person: $0.person, day: $0.day, share: $0.value)
      }
      : LooseFact.days(ground.look.question(metric), in: ground.period, readings.scope, in: db)
    let own = ground.names
    let shown = worked.filter { day in day.person.map { own[$0] != nil } ?? false }
    let first = shown.sorted {
      ($1.day, $0.person ?? 0) < ($0.day, $1.person ?? 0)
    }.prefix(most)
    let lines = first.map { day in
      var line = Line()
      line.day = day.day
      line.person = day.person.flatMap { own[$0] }
      line.value = day.share
      return line
    }
    return BehindModel(
      metric: metric, ground: ground, lines: lines, count: worked.count, readable: shown.count)
  }

  /// A day of somebody, and the share of its time that a metric tells.
  struct Worked: Sendable {
    let person: Int64?
    let day: Day
    let share: Double?
  }

  // MARK: Certificates

  /// Passes of the days, or what was valid at their end; told of people whose figures the reader
  /// may see.
  static func passes(
    _ metric: Metric, _ ground: MeasurePages.Ground, _ readings: Readings, in db: any Connection
  ) throws -> BehindModel {
    let counted = try readings.passes(ground.look.question(metric), in: ground.period, from: db)
    let own = ground.names
    let shown = counted.filter { own[$0.person.rawValue] != nil }
    let lines = shown.suffix(most).reversed().map { pass in
      var line = Line()
      line.name = pass.name
      line.day = pass.passedOn
      line.until = pass.validUntil
      line.person = own[pass.person.rawValue]
      return line
    }
    return BehindModel(
      metric: metric, ground: ground, lines: lines, count: counted.count, readable: shown.count)
  }
}

extension MeasurePages.Ground {
  /// Whose figures the reader may see, by name.
  fileprivate var names: [Int64: String] {
    Dictionary(
      circle.people.map { ($0.id.rawValue, $0.name) }, uniquingKeysWith: { first, _ in first })
  }
}

extension LooseFact {
  /// The working days that a reading of a question rests on, each with its own value.
  static func days(
    _ question: Question, in period: Period, _ scope: Scope, in db: any Connection
  ) throws -> [BehindModel.Worked] {
    // Working time comes by no channel and to no queue.
    guard question.channel == nil, question.queue == nil else { return [] }
    let whose: SQL =
      switch question.subject {
      case .person(let person): "AND thing = \(person)"
      case .centre, .team, .queue: ""
      }
    var days: [BehindModel.Worked] = []
    try db.forEachRow(
      """
      SELECT thing, day, contribution FROM loose_fact
      WHERE workspace_id = \(scope) AND kind = 'day' AND day >= \(period.first)
        AND day <= \(period.last) \(whose)
      """
    ) { row in
      guard let contribution = Contribution(try row.get("contribution")) else { return }
      for (stamp, cell) in contribution.parts {
        if case .team(let team) = question.subject, stamp.team != team { continue }
        let only = Period(first: stamp.day, last: stamp.day)
        let reading = question.reading(of: cell, over: only, now: stamp.day, ServiceRules())
        days.append(
          BehindModel.Worked(
            person: try row.get("thing"), day: stamp.day, share: reading.estimate.value))
      }
    }
    return days
  }
}
