import Foundation
import Storage
import Support
import Testing

@testable import Conversations

/// A foreign table that is not about conversations, and what is said when it comes alone.
struct UnclearFile: Sendable, CustomTestStringConvertible {
  let path: String
  let reason: UnclearTable

  var testDescription: String { path }

  /// Lists of words, of people's teams, of questions and of hours: a mapping may translate by
  /// them (`values`), but there is nobody to talk to in them.
  static let all: [UnclearFile] = [
    UnclearFile(path: "osticket/handmade/ost_event.csv", reason: .missing([.openedAt])),
    UnclearFile(path: "osticket/handmade/ost_thread.csv", reason: .silent),
    UnclearFile(
      path: "intercom/warehouse_csv/conversation_contact_history_data.csv",
      reason: .missing([.openedAt])),
    UnclearFile(
      path: "intercom/warehouse_csv/conversation_tag_history_data.csv",
      reason: .missing([.openedAt])),
    UnclearFile(path: "intercom/warehouse_csv/tag_data.csv", reason: .missing([.openedAt])),
    UnclearFile(
      path: "intercom/warehouse_csv/team_admin_data.csv", reason: .missing([.conversationID])),
    UnclearFile(path: "surveys/qualtrics_csv/question.csv", reason: .missing([.openedAt])),
    UnclearFile(
      path: "surveys/qualtrics_csv/question_option.csv", reason: .missing([.conversationID])),
    UnclearFile(
      path: "surveys/qualtrics_csv/sub_question.csv", reason: .missing([.conversationID])),
    UnclearFile(path: "surveys/qualtrics_csv/survey.csv", reason: .silent),
    UnclearFile(path: "surveys/qualtrics_csv/survey_version.csv", reason: .silent),
    UnclearFile(path: "zendesk/warehouse_csv/schedule_data.csv", reason: .silent),
    UnclearFile(path: "zendesk/warehouse_csv/schedule_holiday_data.csv", reason: .silent),
    UnclearFile(
      path: "zendesk/warehouse_csv/sla_policy_metric_history_data.csv",
      reason: .missing([.conversationID])),
    UnclearFile(
      path: "zendesk/warehouse_csv/ticket_chat_data.csv", reason: .missing([.openedAt])),
    UnclearFile(
      path: "zendesk/warehouse_csv/ticket_field_history_data.csv", reason: .missing([.openedAt])),
    UnclearFile(path: "zendesk/warehouse_csv/ticket_schedule_data.csv", reason: .silent),
    UnclearFile(
      path: "zendesk/warehouse_csv/ticket_tag_data.csv", reason: .missing([.openedAt])),
  ]
}

@Suite(.enabled(if: Shared.isPresent, "third-party data is not here (ATTUNE_SHARED)"))
struct `Refusing files that are not about conversations` {
  @Test func `a table that names no conversation is refused with what it lacks`() async throws {
    try await withHarbour(.sqlite) { harbour in
      for file in UnclearFile.all {
        let error = await #expect(throws: UnclearTable.self, "\(file.path)") {
          try await harbour.work.importFile(
            "\(Shared.root)/fixtures/\(file.path)", format: .csv, source: "any", mapping: nil)
        }
        #expect(error == file.reason, "\(file.path)")
      }
      let contents = try await harbour.contents()
      #expect(contents.isEmpty)
    }
  }

  @Test func `a file without anything in it is called empty`() async throws {
    try await withHarbour(.sqlite) { harbour in
      await #expect(throws: SourceError.empty) {
        try await harbour.work.importFile(
          "\(Shared.root)/fixtures/transcripts/empty.vtt", source: "any", mapping: nil)
      }
    }
  }

  @Test(arguments: Engine.available)
  func `every transcript becomes a call`(engine: Engine) async throws {
    try await withHarbour(engine) { harbour in
      for name in Self.transcripts where name != "empty.vtt" {
        let report = try await harbour.work.importFile(
          "\(Shared.root)/fixtures/transcripts/\(name)", source: name, mapping: nil)
        #expect(report.created == 1, "\(name)")
        let isBroken = name.hasPrefix("invalid") || name.hasPrefix("missing")
        #expect(report.rejected == (isBroken ? 1 : 0), "\(name)")
        #expect(report.rejects.allSatisfy { $0.expected == "start --> end" }, "\(name)")
      }
    }
  }

  @Test func `no table and no transcript is left out of these tests`() {
    let named = Set(SharedFile.all.map(\.path) + UnclearFile.all.map(\.path))
    let found = Self.files(ending: ".csv").filter { !$0.hasPrefix("csv/spectrum/") }
    #expect(Set(found).subtracting(named) == [])
    #expect(found.count == named.count)
    #expect(Self.files(ending: ".vtt").count + Self.files(ending: ".srt").count == 14)
    #expect(Self.transcripts.count == 14)
  }

  private static var transcripts: [String] {
    (files(ending: ".vtt") + files(ending: ".srt"))
      .map { String($0.dropFirst("transcripts/".count)) }
  }

  private static func files(ending: String) -> [String] {
    let root = Shared.root + "/fixtures"
    let all = FileManager.default.enumerator(atPath: root)
    return (all?.compactMap { $0 as? String } ?? []).filter { $0.hasSuffix(ending) }.sorted()
  }
}
