import Kernel
import Storage
import Support
import Testing
import Web

@testable import People
@testable import Reviews

@Suite struct SamplingPagesTests {
  private static func fields(_ month: Month) -> [(String, String)] {
    let plan = month.plan
    return [
      ("csrf", "token"), ("team", month.team.text), ("scorecard", month.card.id.text),
      ("first", plan.firstDay.iso), ("last", plan.lastDay.iso),
      ("reflect", plan.reflectBy.iso), ("review", plan.reviewBy.iso),
      ("share", plan.shareOn.iso), ("minimum", "3"), ("percent", "0"), ("each", "1"),
      ("named", "1"), ("purpose", "level"), ("allocation", "stability"), ("average", "5"),
      ("flagged", "6"), ("signal", "reopened"), ("mark-reopened", "1"), ("mark-lowRating", "25"),
      ("topUp", "4"), ("target", "15"),
    ]
  }

  private static func reopen(_ month: Month) async throws {
    try await month.database.write { db in
      try db.execute(
        """
        UPDATE conversation SET reopen_count = 1
        WHERE workspace_id = \(month.scope) AND channel = 'call'
        """)
    }
  }

  @Test(arguments: Engine.available)
  func `a plan is looked at before it is kept, and then does what was shown`(
    engine: Engine
  ) async throws {
    try await withMonth(engine) { month in
      try await Self.reopen(month)
      let lead = month.browser(month.lead, Grant(.lead, team: month.team))
      month.clock.set(Month.firstDay.startOfNextMonth.advanced(by: 2))
      let empty = try await lead.get("/cycles/new?team=\(month.team.text)&purpose=level")
      #expect(empty.status == 200)
      #expect(empty.body.contains("purpose=contract"))
      #expect(empty.body.contains("value=\"level\" checked"))
      let shown = try await lead.post("/cycles/preview", Self.fields(month))
      #expect(shown.status == 200)
      #expect(shown.body.contains("40 conversations are flagged now; 6 would be drawn"))
      #expect(shown.body.contains("25 conversations of 5 people would be drawn"))
      #expect(
        shown.body.contains(
          "name=\"topUp\" type=\"number\" required min=\"0\" max=\"500\" value=\"4\""))
      let kept = try await month.database.read { db in
        try Cycle.all(month.scope, in: db).isEmpty
      }
      #expect(kept, "nothing is kept by looking")
      let saved = try await lead.post("/cycles", Self.fields(month))
      #expect(saved.status == 303)
      let cycle = try #require(
        try await month.database.read { db in try Cycle.all(month.scope, in: db).first })
      #expect(
        cycle.plan.sampling
          == SamplingRule(
            purpose: .level, allocation: .stability, average: 5, flagged: 6,
            marks: ["reopened": 1], countsFlagged: false, topUp: 4, target: 15))
      let path = "/cycles/\(cycle.id.text)"
      let draft = try await lead.get(path)
      #expect(draft.body.contains("25 conversations of 5 people would be drawn"))
      #expect(draft.body.contains("reopened once or more often"))
      _ = try await lead.post("\(path)/opening", [("csrf", "token")])
      let open = try await lead.get(path)
      #expect(open.body.contains("\(path)/additions") && open.body.contains("\(path)/fairness"))
      #expect(open.body.contains("href=\"\(path)/sample\""))
      let sample = try await lead.get("\(path)/sample")
      #expect(sample.body.contains("Flagged for a second look: reopened once."))
      let agent = month.browser(month.agents[0], Grant(.agent))
      #expect(try await agent.get("\(path)/sample").status == 404)
    }
  }

  @Test(arguments: Engine.available)
  func `a field that holds no number, or a rule without a sign, comes back with a word`(
    engine: Engine
  ) async throws {
    try await withMonth(engine) { month in
      let lead = month.browser(month.lead, Grant(.lead, team: month.team))
      let bare = Self.fields(month).filter { $0.0 != "signal" }
      for path in ["/cycles", "/cycles/preview"] {
        let unsigned = try await lead.post(path, bare)
        #expect(unsigned.status == 422 && unsigned.body.contains("Choose at least one sign"))
        let wordy = Self.fields(month).map { $0.0 == "topUp" ? ($0.0, "many") : $0 }
        let refused = try await lead.post(path, wordy)
        #expect(refused.status == 422)
      }
    }
  }

  @Test(arguments: Engine.available)
  func `the pages of a rule are for those who plan or read reports, and for nobody else`(
    engine: Engine
  ) async throws {
    try await withMonth(engine) { month in
      try await Self.reopen(month)
      let cycle = try await month.openCycle {
        $0.sampling = SamplingRule(flagged: 6, topUp: 5)
      }
      let path = "/cycles/\(cycle.id.text)"
      let lead = month.browser(month.lead, Grant(.lead, team: month.team))
      let additions = try await lead.get("\(path)/additions")
      #expect(additions.status == 200 && additions.body.contains("5 additions are proposed"))
      let before = try await lead.get("\(path)/fairness")
      #expect(before.status == 200 && before.body.contains("There are no shared scores yet"))
      let drawn = try await lead.post("\(path)/additions", [("csrf", "token")])
      #expect(drawn.status == 303)
      try await month.submitAll(cycle)
      try await month.database.write { db in
        _ = try cycle.share(
          on: cycle.plan.shareOn, scope: month.scope, world: month.world, in: db)
      }
      let after = try await lead.get("\(path)/fairness")
      #expect(after.body.contains("6 of 40 flagged conversations were drawn"))
      let scores = try await lead.get("\(path)/fairness/scores.csv")
      #expect(scores.body.split(separator: "\r\n").count == 4)
      let hits = try await lead.get("\(path)/fairness/hits.csv")
      #expect(hits.body.split(separator: "\r\n").count == 3)
      let flags = try await lead.get("/quality/\(month.team.text)/flags")
      #expect(flags.body.contains("6 flagged conversations were reviewed in one shared cycle"))
      let rows = try await lead.get("/quality/\(month.team.text)/flags.csv")
      #expect(rows.body.split(separator: "\r\n").count > 3 && rows.body.contains("Random,"))
      let pool = try await lead.get("\(path)/fairness/pool.csv?trait=channel")
      let lines = pool.body.split(separator: "\r\n").map(String.init)
      #expect(lines.count == 4 && lines[1].hasPrefix("Channel,"))
      let whole = try await lead.get("\(path)/fairness/pool.csv")
      #expect(whole.body.split(separator: "\r\n").count > lines.count)
      #expect(after.body.contains("fairness/pool.csv?trait=weekday"))
      let closed = try await lead.get("\(path)/additions")
      #expect(closed.status == 404, "additions end when a cycle is shared")
      let auditor = month.browser(month.lead, Grant(.auditor))
      let read = try await auditor.get("\(path)/fairness")
      #expect(read.status == 200)
      let others = [
        month.browser(month.agents[0], Grant(.agent)),
        month.browser(month.lead, Grant(.lead, team: Identifier(rawValue: 77))),
      ]
      for other in others {
        for page in [
          "fairness", "fairness/scores.csv", "fairness/hits.csv", "fairness/pool.csv", "additions",
        ] {
          let hidden = try await other.get("\(path)/\(page)")
          #expect(hidden.status == 404 || hidden.status == 403, "\(page)")
        }
        let flags = try await other.get("/quality/\(month.team.text)/flags")
        #expect(flags.status == 404 || flags.status == 403)
        let refused = try await other.post("\(path)/additions", [("csrf", "token")])
        #expect(refused.status == 404 || refused.status == 403)
      }
      let agent = month.browser(month.agents[0], Grant(.agent))
      let received = try await agent.get("/received")
      #expect(received.body.contains("Why these?"))
      #expect(received.body.contains("up to 6 conversations are drawn by lot"))
    }
  }
}
