import Foundation
import Storage
import Support
import Testing

@testable import Conversations

/// Survey answers as other programs hand them out, and how one becomes a line of the neutral form.
struct SurveyExport: Sendable, CustomTestStringConvertible {
  let path: String
  /// The member that holds the answers; `nil` where the file is a list.
  var list: String?
  let answers: Int
  let convert: @Sendable (JSON) -> [JSON.Member]

  var testDescription: String { path }

  /// Members of the same names as in the source, under ours.
  private static func renamed(_ entry: JSON, _ names: KeyValuePairs<String, String>)
    -> [JSON.Member]
  {
    names.compactMap { theirs, ours in
      let value = entry[theirs] ?? .null
      if case .null = value { return nil }
      if case .text("") = value { return nil }
      // A bare number is a person's key as well as a text.
      let isPerson = ["agent", "customer"].contains(ours)
      return JSON.Member(ours, isPerson ? .text(value.word ?? "") : value)
    }
  }

  private static func scale(_ kind: String, _ minimum: Int, _ maximum: Int) -> [JSON.Member] {
    [
      .init("kind", .text(kind)), .init("scale_min", .number("\(minimum)")),
      .init("scale_max", .number("\(maximum)")),
    ]
  }

  static let all: [SurveyExport] = [
    SurveyExport(path: "surveys/handmade/delighted_survey_responses.json", answers: 2) { entry in
      let isPromoter = entry["survey_type"]?.word == "nps"
      return renamed(
        entry,
        [
          "id": "external_id", "person": "customer", "score": "score", "comment": "comment",
          "created_at": "answered_at",
        ]) + (isPromoter ? scale("nps", 0, 10) : scale("csat", 1, 5))
    },
    SurveyExport(path: "chatwoot/handmade/api_csat_survey_responses.json", answers: 2) { entry in
      renamed(
        entry,
        [
          "id": "external_id", "conversation_id": "conversation", "rating": "score",
          "feedback_message": "comment", "created_at": "answered_at",
        ]) + renamed(entry["contact"] ?? .null, ["email": "customer"])
        + renamed(entry["assigned_agent"] ?? .null, ["email": "agent"]) + scale("csat", 1, 5)
    },
    // Happy is 103, neutral 100, unhappy -103.
    SurveyExport(path: "freshdesk/handmade/satisfaction_ratings.json", answers: 2) { entry in
      renamed(
        entry,
        [
          "id": "external_id", "ticket_id": "conversation", "feedback": "comment",
          "agent_id": "agent", "user_id": "customer", "created_at": "answered_at",
        ]) + renamed(entry["ratings"] ?? .null, ["default_question": "score"])
        + scale("csat", -103, 103)
    },
    // Good or bad; "offered" was asked and not answered.
    SurveyExport(
      path: "zendesk/handmade/satisfaction_ratings.json", list: "satisfaction_ratings", answers: 3
    ) { entry in
      let word = entry["score"]?.word
      let isAnswered = word == "good" || word == "bad"
      return renamed(
        entry,
        [
          "id": "external_id", "ticket_id": "conversation", "comment": "comment",
          "reason": "reason", "assignee_id": "agent", "requester_id": "customer",
          "created_at": "offered_at",
        ])
        + (isAnswered
          ? renamed(entry, ["updated_at": "answered_at"])
            + [.init("score", .number(word == "good" ? "1" : "0"))] : []) + scale("csat", 0, 1)
    },
    SurveyExport(path: "zendesk-qa/handmade/export_csat.json", list: "tickets", answers: 1) {
      entry in
      renamed(
        entry,
        [
          "externalTicketId": "conversation", "csatScore": "score", "csatComment": "comment",
          "csatReason": "reason", "agentEmail": "agent", "customerEmail": "customer",
          "csatCreatedAt": "offered_at", "csatAnsweredAt": "answered_at",
        ]) + scale("csat", 0, 100)
    },
  ]

  /// The file as JSON Lines of the neutral form.
  func lines() throws -> String {
    let document = try JSON.parse(Shared.bytes("fixtures/\(path)"))
    let entries = list.flatMap { document[$0] } ?? document
    guard case .list(let all) = entries else { return "" }
    return all.map { entry in
      JSON.object([.init("type", .text("survey_response"))] + convert(entry)).compact
    }.joined(separator: "\n")
  }
}

@Suite(.enabled(if: Shared.isPresent, "third-party data is not here (ATTUNE_SHARED)"))
struct `Importing survey answers of other programs` {
  @Test(arguments: Engine.available)
  func `every answer comes in once, an offer without an answer too`(engine: Engine) async throws {
    try await withHarbour(engine) { harbour in
      for export in SurveyExport.all {
        let text = try export.lines()
        let report = try await harbour.importing(text, as: "s.jsonl", source: export.path)
        #expect(report.created == export.answers, "\(export.path): \(report.rejects)")
        #expect(report.rejected == 0, "\(export.path): \(report.rejects)")
        let again = try await harbour.importing(text, as: "s.jsonl", source: export.path)
        #expect(again.created == 0 && again.updated == 0, "\(export.path)")
      }
      let scores = try await harbour.database.read { [scope = harbour.scope] db in
        try db.rows(
          """
          SELECT source, normalised FROM survey_response WHERE workspace_id = \(scope)
          ORDER BY source, external_id
          """
        ).map { row in
          let score: Double? = try row.get("normalised")
          return score.map { Int($0.rounded()) } ?? -1
        }
      }
      // Chatwoot 4 and 1 of 5, Freshdesk, Delighted 9 of 10 and 2 of 5, Zendesk QA, Zendesk.
      #expect(scores == [75, 0, 100, 0, 90, 25, 100, 100, 0, -1])
    }
  }

  @Test func `the document itself is no line of the neutral form, and says so`() async throws {
    try await withHarbour(.sqlite) { harbour in
      for export in SurveyExport.all {
        let report = try await harbour.work.importFile(
          "\(Shared.root)/fixtures/\(export.path)", format: .jsonl, source: "raw", mapping: nil)
        #expect(report.created == 0 && report.rejected > 0, "\(export.path)")
        #expect(report.rejects.allSatisfy { !$0.expected.isEmpty }, "\(export.path)")
      }
    }
  }
}
