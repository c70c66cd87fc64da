import Foundation
import Kernel
import Storage
import Support
import Testing
import Web

@testable import App

/// What happens when every word that people or customers wrote tries to become markup.
@Suite struct `Hostile words` {
  /// Leaves text, leaves attributes of either quote, and begins a formula.
  static let payload = "=1\"'><b data-hostile>"

  @Test func `stay words on every page and in every table`() async throws {
    try await withPremises(.sqlite) { premises in
      let planted = try await plant(premises.database)
      #expect(planted > 500)
      let harvest = try await Harvest(premises)
      var kinds: Set<String> = []
      for page in harvest.pages {
        #expect(Self.faults(page.answer) == [], "\(page.path) for \(page.role)")
        if page.answer.body.contains("&lt;b data-hostile") { kinds.insert(Self.kind(page.path)) }
      }
      // The words must have been there to be tamed.
      #expect(kinds.count > 30, "\(kinds.sorted())")
      try await send(premises, harvest)
    }
  }

  /// Fills every form with such words and sends it: what comes back is a page, and the words stay words.
  private func send(_ premises: Premises, _ harvest: Harvest) async throws {
    var seen: Set<String> = []
    var sent = 0
    let last = ["/demo/removal", "/sign-out"]
    for form in harvest.forms where !last.contains(form.action) {
      let kind = "\(form.isPost) \(Self.kind(form.action)) \(form.fields.map(\.name).sorted())"
      guard seen.insert(kind).inserted else { continue }
      let client = premises.browser(form.role)
      let fields = form.fields.map { ($0.name, $0.isFree ? Self.payload : $0.value) }
      let answer: TestClient.Answer
      if form.isPost {
        answer = try await client.post(form.action, fields)
      } else {
        let query = fields.map { "\($0.0)=\(Self.escaped($0.1))" }.joined(separator: "&")
        answer = try await client.get(form.action + "?" + query)
      }
      sent += 1
      #expect(Self.faults(answer) == [], "\(form.action) \(fields)")
      #expect(answer.missingHeaders == [], "\(form.action)")
      if let next = answer.headers["location"] {
        let page = try await client.get(next)
        #expect(Self.faults(page) == [], "\(form.action) → \(next)")
      }
    }
    #expect(sent > 40)
  }

  // MARK: Planting

  /// Puts the words in front of every text that somebody wrote; says how many it changed.
  ///
  /// Whoever adds a column need not name it here: written by people is what has a blank in it, or
  /// stands in a column for names.
  private func plant(_ database: any Database) async throws -> Int {
    let tables = try await database.read { db in try Table.all(in: db) }
    var planted = 0
    for table in tables {
      for column in table.columns {
        let values = try await texts(of: column, in: table, database)
        for (number, value) in values {
          guard let hostile = Self.hostile(value, in: column) else { continue }
          let sql: SQL = """
            UPDATE \(SQL(testSchema: table.name)) SET \(SQL(testSchema: column)) = \(hostile)
            WHERE rowid = \(number)
            """
          // Some texts have a limit, and what is append-only stays as it is.
          let changed = try? await database.write { db in try db.execute(acrossWorkspaces: sql) }
          planted += changed ?? 0
        }
      }
    }
    return planted
  }

  private func texts(
    of column: String, in table: Table, _ database: any Database
  ) async throws -> [(Int64, String)] {
    let sql: SQL = """
      SELECT rowid AS number, \(SQL(testSchema: column)) AS value
      FROM \(SQL(testSchema: table.name)) WHERE typeof(\(SQL(testSchema: column))) = 'text'
      """
    return try await database.read { db in
      try db.rows(acrossWorkspaces: sql).map { (try $0.get("number"), try $0.get("value")) }
    }
  }

  private static func hostile(_ value: String, in column: String) -> String? {
    if column == "external_url" { return "javascript:alert(1)" }
    if value.hasPrefix("{") || value.hasPrefix("[") { return hostile(json: value) }
    let isProse = value.contains(" ") || ["name", "author", "subject"].contains(column)
    return isProse ? payload + value : nil
  }

  /// The same inside the texts of a document.
  private static func hostile(json text: String) -> String? {
    guard let value = try? JSONSerialization.jsonObject(with: Data(text.utf8)),
      let data = try? JSONSerialization.data(
        withJSONObject: planted(in: value), options: [.withoutEscapingSlashes])
    else { return nil }
    return String(decoding: data, as: UTF8.self)
  }

  private static func planted(in value: Any) -> Any {
    if let text = value as? String { return text.contains(" ") ? payload + text : text }
    if let list = value as? [Any] { return list.map(planted) }
    if let object = value as? [String: Any] { return object.mapValues(planted) }
    return value
  }

  // MARK: Looking

  /// What is wrong with an answer, shortly.
  private static func faults(_ answer: TestClient.Answer) -> [String] {
    let type = answer.headers["content-type"] ?? ""
    var faults: [String] = []
    if answer.status >= 500 { faults.append("status \(answer.status)") }
    if type.hasPrefix("text/html") {
      if answer.body.contains("<b data-hostile") { faults.append("markup") }
      if answer.body.contains("href=\"javascript:") { faults.append("script address") }
    }
    if type.hasPrefix("text/csv"), hasLiveCell(answer.body) { faults.append("formula") }
    return faults
  }

  private static func kind(_ path: String) -> String {
    path.prefix { $0 != "?" }.split(separator: "/")
      .map { Identifier<Premises>(text: $0) == nil ? String($0) : "*" }.joined(separator: "/")
  }

  /// Whether a spreadsheet would take a cell for a formula.
  private static func hasLiveCell(_ text: String) -> Bool {
    text.split(whereSeparator: \.isNewline).contains { line in
      ("," + line).contains(",=1") || ("," + line).contains(",\"=1")
    }
  }

  private static func escaped(_ text: String) -> String {
    text.utf8.map { byte in
      let digits = String(byte, radix: 16, uppercase: true)
      return "%" + (digits.count < 2 ? "0" : "") + digits
    }.joined()
  }
}
