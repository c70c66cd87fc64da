import Foundation
import Storage
import Support
import Testing

@testable import Conversations

/// One foreign file, the mapping that fits it, and what must come of it.
struct SharedFile: Sendable, CustomTestStringConvertible {
  let path: String
  let mapping: String
  let rows: Int
  var rejected = 0
  var created: Int?
  var updated = 0

  var testDescription: String { path }

  static let all: [SharedFile] = [
    SharedFile(path: "zendesk/warehouse_csv/group_data.csv", mapping: "named-queues", rows: 8),
    SharedFile(path: "zendesk/warehouse_csv/user_data.csv", mapping: "zendesk-users", rows: 10),
    SharedFile(path: "zendesk/warehouse_csv/ticket_data.csv", mapping: "zendesk-tickets", rows: 10),
    SharedFile(
      path: "zendesk/warehouse_csv/ticket_comment_data.csv", mapping: "zendesk-comments",
      rows: 20),
    SharedFile(
      path: "zendesk/warehouse_csv/ticket_chat_event_data.csv", mapping: "zendesk-chat-events",
      rows: 12),
    SharedFile(path: "intercom/warehouse_csv/team_data.csv", mapping: "named-queues", rows: 3),
    SharedFile(path: "intercom/warehouse_csv/admin_data.csv", mapping: "intercom-admins", rows: 4),
    SharedFile(
      path: "intercom/warehouse_csv/conversation_history_data.csv",
      mapping: "intercom-conversations", rows: 9),
    SharedFile(
      path: "intercom/warehouse_csv/conversation_part_history_data.csv",
      mapping: "intercom-parts", rows: 9),
    SharedFile(path: "osticket/handmade/ost_ticket.csv", mapping: "osticket-tickets", rows: 2),
    SharedFile(
      path: "osticket/handmade/ost_thread_entry.csv", mapping: "osticket-entries", rows: 4),
    SharedFile(
      path: "osticket/handmade/ost_thread_event.csv", mapping: "osticket-events", rows: 5),
    SharedFile(path: "3cx/cdr_sample.csv", mapping: "3cx", rows: 1),
    SharedFile(path: "3cx/handmade/cdr_calls.csv", mapping: "3cx", rows: 2),
    // One call began on 30 February.
    SharedFile(path: "twilio/call_log.csv", mapping: "twilio", rows: 9, rejected: 1),
    SharedFile(path: "asterisk/cdr-csv/Master.csv", mapping: "asterisk-cdr", rows: 1646),
    // What happened in those calls, event by event.
    SharedFile(path: "asterisk/cel-custom/Master.csv", mapping: "asterisk-cel", rows: 1200),
    SharedFile(path: "asterisk/session2/cdr-Master.csv", mapping: "asterisk-cdr", rows: 97),
    // The last row is a line about the reporting period.
    SharedFile(
      path: "chatwoot/handmade/csat_report.csv", mapping: "chatwoot-csat", rows: 3, rejected: 1),
    // One score is 7 of 5.
    SharedFile(
      path: "surveys/handmade/csat_generic.csv", mapping: "csat-generic", rows: 4, rejected: 1),
    SharedFile(path: "surveys/handmade/nps_generic.csv", mapping: "nps-generic", rows: 4),
    SharedFile(
      path: "surveys/qualtrics_csv/question_response.csv", mapping: "qualtrics-answers", rows: 5),
    SharedFile(
      path: "surveys/qualtrics_csv/survey_response.csv", mapping: "qualtrics-responses", rows: 5),
    SharedFile(
      path: "surveys/qualtrics_csv/distribution_contact.csv", mapping: "qualtrics-sent", rows: 5),
  ]

  var mappingBytes: [UInt8] {
    get throws {
      let folder = Files.fixtures.split(separator: "/").dropLast().joined(separator: "/")
      return Array(
        try Data(contentsOf: URL(fileURLWithPath: "/\(folder)/mappings/\(mapping).json")))
    }
  }
}

@Suite(.enabled(if: Shared.isPresent, "third-party data is not here (ATTUNE_SHARED)"))
struct `Importing files of other programs` {
  @Test(arguments: Engine.available)
  func `every table by its mapping, twice`(engine: Engine) async throws {
    try await withHarbour(engine) { harbour in
      for file in SharedFile.all {
        let path = "\(Shared.root)/fixtures/\(file.path)"
        let source = String(file.path.prefix { $0 != "/" })
        let report = try await harbour.work.importFile(
          path, format: .csv, source: source, mapping: try file.mappingBytes)
        #expect(report.state == "finished", "\(file.path): \(report.problem ?? "")")
        #expect(report.rows == file.rows, "\(file.path)")
        #expect(report.rejected == file.rejected, "\(file.path): \(report.rejects)")
        let before = try await harbour.contents()
        let again = try await harbour.work.importFile(
          path, format: .csv, source: source, mapping: try file.mappingBytes)
        #expect(again.created == 0, "\(file.path)")
        #expect(again.updated == 0, "\(file.path)")
        #expect(try await harbour.contents() == before, "\(file.path)")
      }
      let contents = try await harbour.contents()
      let charged = try #require(contents.first { $0.hasPrefix("osticket | 1 ") })
      #expect(charged.contains("agent internal Second capture is pending"))
      #expect(charged.contains("system public reopened"))
    }
  }

  @Test(
    arguments: SharedFile.all.filter {
      !["3cx", "asterisk-cdr", "asterisk-cel"].contains($0.mapping)
    })
  func `guesses for a table are sound`(file: SharedFile) throws {
    let sample = try Shared.bytes("fixtures/\(file.path)")
    let table = ImportTable(sample, source: nil, zone: nil)
    let wanted = try Mapping(json: file.mappingBytes)
    let guessed = table.mapping
    var right = 0
    var wrong: [String] = []
    for column in guessed.columns {
      guard let field = column.targets.first?.field else { continue }
      let fields = wanted.column(column.name)?.targets.map(\.field) ?? []
      if fields.contains(field) { right += 1 } else { wrong.append("\(column.name)=\(field)") }
    }
    // A guess is shown to people before it counts; none at all would help nobody.
    #expect(right > 0 || table.kind != wanted.rows, "\(wrong)")
    #expect(guessed.columns.map(\.name) == table.header)
  }

  @Test func `the usual tables need no mapping at all`() throws {
    for (path, kind) in [
      ("surveys/handmade/csat_generic.csv", RowKind.survey),
      ("surveys/handmade/nps_generic.csv", .survey),
      ("chatwoot/handmade/csat_report.csv", .survey),
      ("zendesk/warehouse_csv/ticket_comment_data.csv", .message),
      ("zendesk/warehouse_csv/ticket_data.csv", .conversation),
      ("twilio/call_log.csv", .call),
    ] {
      let table = ImportTable(try Shared.bytes("fixtures/\(path)"), source: nil, zone: nil)
      #expect(table.kind == kind, "\(path)")
      #expect(table.mapping.missing.isEmpty, "\(path): \(table.mapping.missing)")
    }
  }
}

@Suite struct `Guessing what columns mean` {
  @Test(arguments: [
    (
      "Номер обращения;Тема;Статус;Дата создания;Оператор;Клиент",
      "1;Не работает;открыто;02.03.2026 09:12;Анна;Иван"
    ),
    ("מספר פנייה;נושא;סטטוס;תאריך פתיחה;נציג;לקוח", "1;לא עובד;פתוח;02.03.2026 09:12;נועה;דנה"),
    ("工单编号;主题;状态;创建时间;客服;客户", "1;无法登录;打开;2026-03-02 09:12;小王;小李"),
    ("Ticket ID;Subject;Status;Created;Agent;Customer", "1;Help;open;03/02/2026 9:12 AM;Noa;Dana"),
  ])
  func `in four languages`(header: String, row: String) {
    let table = ImportTable(Array("\(header)\n\(row)\n".utf8), source: nil, zone: nil)
    #expect(table.kind == .conversation)
    #expect(
      table.suggestions.map(\.field) == [
        .conversationID, .subject, .status, .openedAt, .agent, .customer,
      ])
    #expect(table.suggestions.allSatisfy { $0.confidence >= 0.8 })
    #expect(table.mapping.missing.isEmpty)
  }

  @Test func `a mapping survives its file`() throws {
    for file in SharedFile.all {
      let mapping = try Mapping(json: file.mappingBytes)
      #expect(try Mapping(json: Array(mapping.json.compact.utf8)) == mapping)
      #expect(mapping.missing.isEmpty)
    }
  }

  @Test(arguments: [
    "", "[]", "{}", #"{"rows":"poem"}"#, #"{"rows":"call","colums":{}}"#,
    #"{"rows":"call","columns":{"a":"call.nothing"}}"#,
    #"{"rows":"call","dates":"sometimes"}"#, #"{"rows":"call","rows":"call"}"#,
    #"{"rows":"call","columns":{"a":{"field":"call.from","take":"half"}}}"#,
  ])
  func `a mapping that means nothing is refused`(text: String) {
    #expect(throws: SourceError.self) { try Mapping(json: Array(text.utf8)) }
  }

  @Test func `survives broken tables and mappings`() throws {
    let seed = Array(
      "Ticket ID;Subject;Created;Agent\n1;\"Help; me\";02/03/2026;Noa\n2;x;3/3/2026;Lior\n".utf8)
    var dice = Dice(seed: 41)
    for _ in 0..<1_500 {
      let bytes = dice.mutated(seed)
      let table = ImportTable(bytes, source: nil, zone: "UTC")
      guard
        var stream = try? RecordStream(
          table: MemorySupply(bytes, chunk: 7), mapping: table.mapping, sample: bytes)
      else { continue }
      while let batch = try? stream.next() { #expect(batch.rows >= batch.rejects.count) }
      _ = try? Mapping(json: dice.mutated(Array(table.mapping.json.compact.utf8)))
    }
  }
}
