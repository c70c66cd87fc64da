internal import Conversations
internal import Kernel
internal import Markup
internal import People
internal import Storage
internal import Web

/// The rows behind a number: the conditions on `conversation_fact f` that make it.
struct BehindQuery {
  let metric: Metric
  let look: Look
  let period: Period

  /// Whether a metric rests on conversations that can be listed.
  static func exists(for metric: Metric) -> Bool {
    switch metric.kind {
    case .rate, .mean: false
    default: !metric.isOfCertificates && metric != .surveyResponse
    }
  }

  var conditions: SQL { SQL.joined([dates, subject] + ways + own, separator: " AND ") }

  private var dates: SQL {
    let (first, last) = (period.first, period.last)
    switch metric.date {
    case .replied: return "f.replied_day >= \(first) AND f.replied_day <= \(last)"
    case .resolved: return "f.resolved_day >= \(first) AND f.resolved_day <= \(last)"
    case .rated: return "f.rated_day >= \(first) AND f.rated_day <= \(last)"
    case .offered:
      // A call comes on the day its conversation opens, or later in it.
      return "f.opened_day <= \(last) AND f.offered_day >= \(first) AND f.offered_day <= \(last)"
    case .standing:
      return "f.opened_day <= \(last) AND (f.left_day IS NULL OR f.left_day > \(last))"
    default: return "f.opened_day >= \(first) AND f.opened_day <= \(last)"
    }
  }

  private var subject: SQL {
    switch look.subject {
    case .centre: "1 = 1"
    case .team(let team): "f.team_id = \(team)"
    case .queue(let queue): "f.queue_id = \(queue)"
    case .person(let person):
      metric.credit == .firstResponder ? "f.responder_id = \(person)" : "f.owner_id = \(person)"
    }
  }

  private var ways: [SQL] {
    [look.channel.map { "f.channel = \($0)" }, look.queue.map { "f.queue_id = \($0)" }]
      .compactMap(\.self)
  }

  private var own: [SQL] {
    switch metric {
    case .firstContactResolution: ["f.is_first_contact IS NOT NULL"]
    case .csat: ["f.csat IS NOT NULL"]
    case .nps: ["f.nps IS NOT NULL"]
    case .ces: ["f.ces IS NOT NULL"]
    case .resolutionTime, .volumeSolved: ["f.resolution_ms IS NOT NULL"]
    case .solutionInTime: ["f.is_solved_in_time IS NOT NULL"]
    case .ownership: ["f.resolution_ms IS NOT NULL AND f.hands > 0"]
    case .answerWait: ["f.is_answered = 1 AND f.wait_ms IS NOT NULL"]
    case .serviceLevel, .abandonment: ["f.offered_day IS NOT NULL"]
    case .handleTime, .talkTime: ["f.talk_ms IS NOT NULL"]
    case .holdTime: ["f.hold_ms IS NOT NULL"]
    case .wrapTime: ["f.wrap_ms IS NOT NULL"]
    default: []
    }
  }

  /// The value of the metric in one row, as a number; `nil` for counts.
  var value: SQL {
    switch metric {
    case .firstContactResolution: "f.is_first_contact"
    case .csat: "f.csat"
    case .nps: "f.nps"
    case .ces: "f.ces"
    case .complaints: "f.is_complaint"
    case .firstResponse: isBusiness ? "f.first_response_business_ms" : "f.first_response_ms"
    case .firstResponseInTime: "f.is_in_time"
    case .resolutionTime: isBusiness ? "f.resolution_business_ms" : "f.resolution_ms"
    case .solutionInTime: "f.is_solved_in_time"
    case .reopens: "f.reopens"
    case .ownership: "f.hands"
    case .answerWait, .serviceLevel, .abandonment: "f.wait_ms"
    case .handleTime: "(f.talk_ms + COALESCE(f.hold_ms, 0) + COALESCE(f.wrap_ms, 0))"
    case .talkTime: "f.talk_ms"
    case .holdTime: "f.hold_ms"
    case .wrapTime: "f.wrap_ms"
    default: "f.opened_at"
    }
  }

  private var isBusiness: Bool { look.clock == .business }
}

/// The conversations behind a number, those that say most first.
struct BehindModel: Sendable {
  let metric: Metric
  let ground: MeasurePages.Ground
  let lines: [Line]
  /// How many there are that the reader may see.
  let count: Int

  struct Line: Sendable {
    let id: Conversation.ID
    let title: String
    let openedAt: Instant
    let person: String?
    let value: Double?
    let isAnswered: Bool?
    let isAbandoned: Bool?
  }

  static let most = 100

  static func read(
    _ metric: Metric, _ ground: MeasurePages.Ground, _ actor: Actor, in db: any Connection
  ) throws -> BehindModel {
    guard BehindQuery.exists(for: metric) else { throw Problem.notFound }
    let query = BehindQuery(metric: metric, look: ground.look, period: ground.period)
    let scope = actor.scope
    let conditions: SQL =
      "f.workspace_id = \(scope) AND \(query.conditions) AND \(mayRead(actor))"
    let order: SQL = metric.better == .higher ? "value, f.id" : "value DESC, f.id"
    let rows = try db.rows(
      """
      SELECT f.id, f.opened_at, f.is_answered, f.is_abandoned,
        \(metric.credit == .firstResponder ? "f.responder_id" as SQL : "f.owner_id") AS person_id,
        \(query.value) AS value
      FROM conversation_fact f
      WHERE \(conditions)
      ORDER BY \(order)
      LIMIT \(most)
      """)
    let ids: [Conversation.ID] = try rows.map { try $0.get("id") }
    let titles = try titles(ids, scope, in: db)
    let people: [Actor.ID?] = try rows.map { try $0.get("person_id") }
    let names = try Person.names(of: people.compactMap(\.self), scope, in: db)
    let lines = try zip(rows, people).map { row, person in
      let id: Conversation.ID = try row.get("id")
      return Line(
        id: id, title: titles[id] ?? id.text, openedAt: try row.get("opened_at"),
        person: person.flatMap { names[$0] }, value: try row.get("value"),
        isAnswered: try row.get("is_answered"), isAbandoned: try row.get("is_abandoned"))
    }
    let count: Int =
      try db.value(
        "SELECT COUNT(*) AS value FROM conversation_fact f WHERE \(conditions)") ?? 0
    return BehindModel(metric: metric, ground: ground, lines: lines, count: count)
  }

  /// The matrix' answer for rows of `conversation_fact f`.
  static func mayRead(_ actor: Actor) -> SQL {
    let owner = actor.predicate(
      .read, .conversation, person: "COALESCE(f.owner_id, 0)", team: "COALESCE(f.team_id, 0)")
    let talker = actor.predicate(
      .read, .conversation, person: "COALESCE(f.credited_id, 0)", team: "COALESCE(f.team_id, 0)")
    return "(\(owner) OR \(talker))"
  }

  private static func titles(
    _ ids: [Conversation.ID], _ scope: Scope, in db: any Connection
  ) throws -> [Conversation.ID: String] {
    let rows = try db.rows(
      """
      SELECT c.id, c.external_id, c.subject FROM conversation c
      WHERE c.workspace_id = \(scope) AND c.id IN (\(list: ids))
      """)
    return try rows.reduce(into: [:]) { titles, row in
      let subject: String? = try row.get("subject")
      let key: String = try row.get("external_id")
      titles[try row.get("id")] = subject.flatMap { $0.isEmpty ? nil : $0 } ?? key
    }
  }

  /// The way from a number to what is behind it, for those who may see conversations.
  static func link(_ reading: Reading, _ look: Look, _ visit: Visit) -> HTML {
    let metric = reading.metric
    guard reading.absence == nil, BehindQuery.exists(for: metric),
      visit.actor.can(.read, .conversation)
    else { return "" }
    let n = metric.kind == .count ? reading.numerator : reading.denominator
    let ordinary = metric == .volumeIn ? look.ordinaryList(reading.period) : nil
    let path = ordinary.map(\.path) ?? Path.behind(metric, look)
    return """
      <a href="\(path)">\(visit.text("measure.behind.link", ["count": .integer(n)]))\
      <span class="visually-hidden">: \(metric.name(visit.text))</span></a>
      """
  }
}

/// The list behind a number.
struct BehindView {
  let visit: Visit
  let model: BehindModel

  private var text: Text { visit.text }
  private var metric: Metric { model.metric }

  var html: HTML {
    let look = model.ground.look
    let rows = model.lines.map(row)
    let table: HTML =
      model.lines.isEmpty
      ? "<div class=\"empty\"><h2>\(text("measure.behind.none"))</h2><p>\(text("measure.behind.none.why"))</p></div>"
      : """
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("measure.behind.table"))">
      <table><thead><tr><th scope="col">\(text("measure.behind.conversation"))</th>
      <th scope="col">\(text("measure.behind.opened"))</th><th scope="col">\(text("measure.behind.person"))</th>
      <th scope="col" class="is-numeric">\(metric.name(text))</th></tr></thead><tbody>\(rows)</tbody></table></div>
      """
    return """
      <nav class="breadcrumb" aria-label="\(text("measure.breadcrumb"))"><ol>\
      <li><a href="\(("/measures" as Path).query(look.items))">\(text("measure.title"))</a></li>\
      <li><a href="\(Path.metric(metric, look))">\(metric.name(text))</a></li></ol></nav>
      <p class="lede">\(lede)</p>\(ordinary)
      \(LookForm(ground: model.ground, action: Path.metric(metric).appending("conversations"), text: text, hasStatistic: false, hasClock: metric.hasClock).html)
      \(table)\(ExportForm.html(look, model.ground.period, visit))
      """
  }

  /// Why this is a list of its own, and the way to the ordinary one.
  private var ordinary: HTML {
    let date = text("metric.date.\(metric.date.rawValue)")
    let filter = model.ground.look.ordinaryList(model.ground.period)
    let link: HTML =
      filter.map { "<a href=\"\($0.path)\">\(text("measure.behind.ordinary"))</a>" } ?? ""
    return """
      <p class="is-soft">\(text("measure.behind.why", ["date": .string(date)])) \(link)</p>
      """
  }

  private var lede: String {
    let values: [String: TextValue] = [
      "count": .integer(model.count), "shown": .integer(model.lines.count),
      "whose": .string(model.ground.circle.name(model.ground.look.subject, text)),
      "period": .string(model.ground.period.shown(text)),
    ]
    return text(
      model.count > model.lines.count ? "measure.behind.some" : "measure.behind.all", values)
  }

  private func row(_ line: BehindModel.Line) -> HTML {
    let path = ("/conversations" as Path).appending(line.id.text)
    return """
      <tr><th scope="row"><a href="\(path)" dir="auto">\(line.title)</a></th>
      <td>\(text.moment(line.openedAt))</td><td dir="auto">\(line.person ?? "–")</td>
      <td class="is-numeric"><bdi>\(value(line))</bdi></td></tr>
      """
  }

  private func value(_ line: BehindModel.Line) -> String {
    guard let value = line.value else { return "–" }
    switch metric {
    case .firstContactResolution, .firstResponseInTime, .solutionInTime, .complaints:
      return text(value > 0 ? "measure.yes" : "measure.no")
    case .csat, .nps, .ces: return text.number(value, digits: 0)
    case .reopens, .ownership: return text.number(Int(value))
    case .volumeIn, .volumeSolved, .backlog: return ""
    case .abandonment, .serviceLevel:
      let wait = Metric.answerWait.written(value / 1000, text)
      let end =
        line.isAnswered == true
        ? "measure.call.answered"
        : line.isAbandoned == true ? "measure.call.abandoned" : "measure.call.lost"
      return wait + " · " + text(end)
    default: return metric.written(value / 1000, text)
    }
  }
}

extension Look {
  /// What it shows, by the day it was opened, as the ordinary list has it.
  ///
  /// `nil` for one person: that list also has what they only took part in.
  func ordinaryList(_ period: Period) -> ConversationFilter? {
    var filter = ConversationFilter()
    filter.period = .between(period.first, period.last)
    switch subject {
    case .centre: break
    case .team(let team): filter.teams = [team]
    case .queue(let queue): filter.queues = [queue]
    case .person: return nil
    }
    if let channel { filter.channels = [channel] }
    if let queue { filter.queues.append(queue) }
    return filter
  }
}

extension ConversationFilter {
  var path: Path { ("/conversations" as Path).query(items) }
}
