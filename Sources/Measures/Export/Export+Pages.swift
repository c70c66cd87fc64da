internal import Conversations
internal import Foundation
internal import Kernel
internal import Markup
internal import People
internal import Storage
internal import Web

/// One row a conversation as CSV, JSON Lines or a spreadsheet, for those who may take many rows away.
enum ExportPages {
  enum Format: String, CaseIterable {
    case csv, jsonl, xlsx
  }

  static func add(to routes: Routes) {
    routes.post("/measures/export", allow: .export, .bulkExport) { visit in
      let form = try await visit.form()
      guard let query = try? Form(urlencoded: form["look"]) else {
        throw Problem.invalid("measure.export.unreadable")
      }
      return try await export(visit, form["format"], query, because: form["reason"])
    }
    // The same rows for programs; why they leave is asked of them too.
    routes.get("/api/v1/conversation-rows", allow: .export, .bulkExport) { visit in
      let query = visit.query
      return try await export(
        visit, query.optional("format") ?? Format.jsonl.rawValue, query,
        because: query["reason"])
    }
  }

  private static func export(
    _ visit: Visit, _ format: String, _ query: Form, because reason: String
  ) async throws -> Reply {
    guard !reason.isEmpty else { throw Problem.invalid("measure.export.reason.missing") }
    guard let format = Format(rawValue: format) else {
      throw Problem.invalid("measure.export.unreadable")
    }
    let actor = visit.actor
    let (look, period) = try await visit.database.write { [visit] db in
      let circle = try ReaderCircle.read(actor, in: db)
      let look = Look(query, standard: circle.standard)
      guard circle.includes(look.subject) else { throw Problem.notFound }
      try Audit.record(
        .export, .conversation, "audit.measure.export",
        ["reason": String(reason.prefix(200))], scope: visit.scope, world: visit.world, in: db)
      let zone = try Workspace.find(visit.scope, in: db)?.zone ?? actor.zone
      return (look, look.span.period(today: zone.day(of: visit.world.now())))
    }
    let pages = Pages(visit: visit, look: look, period: period)
    switch format {
    case .csv:
      return visit.table(name: "conversations.csv") { send in
        try await send(CSVWriter.line(ExportRow.columns))
        try await pages.forEach { rows in
          try await send(rows.map { CSVWriter.line($0.cells.map(\.plain)) }.joined())
        }
      }
    case .jsonl:
      return visit.download(name: "conversations.jsonl", type: "application/jsonl") { send in
        try await pages.forEach { rows in try await send(rows.map(line).joined()) }
      }
    case .xlsx: return workbook(visit, pages)
    }
  }

  private static func workbook(_ visit: Visit, _ pages: Pages) -> Reply {
    visit.download(
      name: "conversations.xlsx",
      type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    ) { (send: ([UInt8]) async throws -> Void) in
      var book = Workbook()
      try await send(book.begin())
      try await send(book.rows([ExportRow.columns.map { .text($0) }]))
      var count = 1
      try await pages.forEach { rows in
        let some = rows.prefix(max(0, Workbook.mostRows - count)).map(\.cells)
        count += some.count
        try await send(book.rows(Array(some)))
      }
      try await send(book.finish())
    }
  }

  /// The pages of an export, one read each, so that it needs little memory and blocks nobody.
  private struct Pages: Sendable {
    let visit: Visit
    let look: Look
    let period: Period

    func forEach(_ body: ([ExportRow]) async throws -> Void) async throws {
      var place: ExportRow.Place?
      while true {
        let rows = try await visit.database.read { [place, visit, look, period] db in
          try ExportRow.read(look, period, after: place, visit.actor, in: db)
        }
        guard let last = rows.last else { return }
        try await body(rows)
        place = last.place
      }
    }
  }

  private static func line(_ row: ExportRow) -> String {
    let pairs = zip(ExportRow.columns, row.cells).map { name, cell in
      "\"\(name)\":" + cell.json
    }
    return "{" + pairs.joined(separator: ",") + "}\n"
  }
}

extension Workbook.Cell {
  /// As a CSV cell; whole numbers without a point.
  var plain: String {
    switch self {
    case .empty: ""
    case .text(let text): text
    case .number(let value): Int64(exactly: value).map(String.init) ?? "\(value)"
    }
  }

  var json: String {
    switch self {
    case .empty: return "null"
    case .number(let value): return value.isFinite ? plain : "null"
    case .text(let text):
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.withoutEscapingSlashes]
      return (try? encoder.encode(text)).map { String(decoding: $0, as: UTF8.self) } ?? "null"
    }
  }
}

/// The form that takes the rows away; it asks why, because they leave the house.
enum ExportForm {
  static func html(_ look: Look, _ period: Period, _ visit: Visit) -> HTML {
    guard visit.actor.can(.export, .bulkExport) else { return "" }
    let text = visit.text
    let query = Path.root.query(look.items).text.dropFirst(2)
    let formats = ExportPages.Format.allCases.map { format -> HTML in
      """
      <option value="\(format.rawValue)">\(text("measure.export.\(format.rawValue)"))</option>
      """
    }
    return """
      <details class="disclosure"><summary>\(text("measure.export"))</summary>
      <p>\(text("measure.export.lede", ["period": .string(period.shown(text))]))</p>
      <form method="post" action="/measures/export" class="row">\(visit.csrf)
      <input type="hidden" name="look" value="\(String(query))">
      <div class="field"><label for="export-format">\(text("measure.export.format"))</label>
      <select id="export-format" name="format">\(formats)</select></div>
      <div class="field"><label for="export-reason">\(text("measure.export.reason"))</label>
      <input id="export-reason" name="reason" required maxlength="200" dir="auto"></div>
      <button>\(text("measure.export.do"))</button></form></details>
      """
  }
}
