internal import Conversations
internal import Kernel
internal import People
internal import Storage
internal import Web

/// One conversation with everything computed of it, as it leaves in an export (ask 12).
///
/// The names of the columns stay the same in every language, so that programs find them.
struct ExportRow: Sendable {
  let cells: [Workbook.Cell]
  let place: Place

  /// Where an export goes on.
  struct Place: Hashable, Sendable {
    var day: Int
    var id: Int64
  }

  static let columns = [
    "id", "source", "external_id", "opened_at", "opened_day", "channel", "status", "subject",
    "agent", "team", "queue", "customer", "language", "reason", "tags", "messages", "replies",
    "people", "first_response_s", "first_response_business_s", "first_response_in_time",
    "first_responder", "resolved_at", "resolution_s", "resolution_business_s", "solution_clock_s",
    "solved_in_time", "reopens",
    "first_contact", "wait_s", "answered", "abandoned", "talk_s", "hold_s", "wrap_s", "csat",
    "nps", "ces", "complaint", "fields",
  ]

  private static let page = 500

  /// The next rows of a look, in the order of the day they were opened.
  static func read(
    _ look: Look, _ period: Period, after place: Place?, _ actor: Actor, in db: any Connection
  ) throws -> [ExportRow] {
    let scope = actor.scope
    let query = BehindQuery(metric: .volumeIn, look: look, period: period)
    let after: SQL =
      place.map { "(f.opened_day, f.id) > (\($0.day), \($0.id))" } ?? "1 = 1"
    let may = actor.predicate(
      .export, .bulkExport, person: "COALESCE(f.owner_id, 0)", team: "COALESCE(f.team_id, 0)")
    let rows = try db.rows(
      """
      SELECT f.*, c.source, c.external_id, c.status, c.subject, c.language, c.message_count,
        t.name AS team_name, q.name AS queue_name, u.name AS customer_name
      FROM conversation_fact f
      JOIN conversation c ON c.workspace_id = f.workspace_id AND c.id = f.id
      LEFT JOIN team t ON t.workspace_id = f.workspace_id AND t.id = f.team_id
      LEFT JOIN queue q ON q.workspace_id = f.workspace_id AND q.id = f.queue_id
      LEFT JOIN customer u ON u.workspace_id = f.workspace_id AND u.id = f.customer_id
      WHERE f.workspace_id = \(scope) AND \(query.conditions) AND \(after)
        AND \(may) AND \(BehindQuery.mayRead(actor))
      ORDER BY f.opened_day, f.id
      LIMIT \(page)
      """)
    let ids: [Conversation.ID] = try rows.map { try $0.get("id") }
    let people: [Actor.ID] = try rows.flatMap { row -> [Actor.ID] in
      let owner: Actor.ID? = try row.get("owner_id")
      let responder: Actor.ID? = try row.get("responder_id")
      return [owner, responder].compactMap(\.self)
    }
    let names = try Person.names(of: people, scope, in: db)
    let tags = try tags(ids, scope, in: db)
    let fields = try fields(ids, scope, in: db)
    return try rows.map { try ExportRow($0, names, tags, fields) }
  }

  private init(
    _ row: Row, _ names: [Actor.ID: String], _ tags: [Conversation.ID: [String]],
    _ fields: [Conversation.ID: [String]]
  ) throws {
    let id: Conversation.ID = try row.get("id")
    let day: Day = try row.get("opened_day")
    place = Place(day: day.number, id: id.rawValue)
    func text(_ name: String) throws -> Workbook.Cell {
      let value: String? = try row.get(name)
      return value.map { .text($0) } ?? .empty
    }
    func moment(_ name: String) throws -> Workbook.Cell {
      let value: Instant? = try row.get(name)
      return value.map { .text(Text.iso($0)) } ?? .empty
    }
    func number(_ name: String) throws -> Workbook.Cell {
      let value: Double? = try row.get(name)
      return value.map { .number($0) } ?? .empty
    }
    func seconds(_ name: String) throws -> Workbook.Cell {
      let value: Int64? = try row.get(name)
      return value.map { .number(Double($0) / 1000) } ?? .empty
    }
    func person(_ name: String) throws -> Workbook.Cell {
      let value: Actor.ID? = try row.get(name)
      return value.flatMap { names[$0] }.map { .text($0) } ?? .empty
    }
    func list(_ values: [String]?) -> Workbook.Cell {
      values.map { .text($0.joined(separator: "; ")) } ?? .empty
    }
    cells = [
      .text(id.text), try text("source"), try text("external_id"), try moment("opened_at"),
      .text(day.iso), try text("channel"), try text("status"), try text("subject"),
      try person("owner_id"), try text("team_name"), try text("queue_name"),
      try text("customer_name"), try text("language"), try text("reason"), list(tags[id]),
      try number("message_count"), try number("replies"), try number("hands"),
      try seconds("first_response_ms"), try seconds("first_response_business_ms"),
      try number("is_in_time"), try person("responder_id"), try moment("resolved_at"),
      try seconds("resolution_ms"), try seconds("resolution_business_ms"),
      try seconds("solution_clock_ms"), try number("is_solved_in_time"),
      try number("reopens"), try number("is_first_contact"), try seconds("wait_ms"),
      try number("is_answered"), try number("is_abandoned"), try seconds("talk_ms"),
      try seconds("hold_ms"), try seconds("wrap_ms"), try number("csat"), try number("nps"),
      try number("ces"), try number("is_complaint"), list(fields[id]),
    ]
  }

  private static func tags(
    _ ids: [Conversation.ID], _ scope: Scope, in db: any Connection
  ) throws -> [Conversation.ID: [String]] {
    try db.rows(
      """
      SELECT ct.conversation_id, t.name FROM conversation_tag ct
      JOIN tag t ON t.workspace_id = ct.workspace_id AND t.id = ct.tag_id
      WHERE ct.workspace_id = \(scope) AND ct.conversation_id IN (\(list: ids))
      ORDER BY ct.conversation_id, t.name
      """
    ).reduce(into: [:]) { tags, row in
      tags[try row.get("conversation_id"), default: []].append(try row.get("name"))
    }
  }

  private static func fields(
    _ ids: [Conversation.ID], _ scope: Scope, in db: any Connection
  ) throws -> [Conversation.ID: [String]] {
    try db.rows(
      """
      SELECT conversation_id, name, value FROM custom_field
      WHERE workspace_id = \(scope) AND conversation_id IN (\(list: ids))
      ORDER BY conversation_id, name
      """
    ).reduce(into: [:]) { fields, row in
      let line = (try row.get("name") as String) + "=" + (try row.get("value") as String)
      fields[try row.get("conversation_id"), default: []].append(line)
    }
  }
}
