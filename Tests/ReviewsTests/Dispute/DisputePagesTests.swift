import Kernel
import Storage
import Support
import Testing
import Web

@testable import People
@testable import Reviews

@Suite struct DisputePagesTests {
  @Test(arguments: Engine.available)
  func `an agent disputes, a lead decides in part, and the agent reads the corrected score`(
    engine: Engine
  ) async throws {
    try await withMonth(engine, conversations: 6) { month in
      let cycle = try await month.sharedCycle()
      let review = try #require(try await month.reviews(cycle).first)
      let criterion = try #require(month.card.rubric.criteria.first)
      let key = criterion.id.text
      let agent = month.browser(review.agent, Grant(.agent))
      let lead = month.browser(month.lead, Grant(.lead, team: month.team))
      let path = "/reviews/\(review.id.text)"

      let page = try await agent.get(path)
      #expect(page.body.contains("href=\"\(path)/dispute\""))
      #expect(page.body.contains("action=\"\(path)/acknowledgement\""))
      let form = try await agent.get("\(path)/dispute")
      #expect(form.status == 200 && form.body.contains("name=\"proposal-\(key)\""))
      let now = criterion.options[1].id.text
      let best = try #require(criterion.options.last?.id.text)
      #expect(form.body.contains("<option value=\"\(best)\""))
      #expect(!form.body.contains("<option value=\"\(now)\""))
      let empty = try await agent.post(
        "\(path)/dispute", [("csrf", "token"), ("kind", "scores")])
      #expect(empty.status == 422 && empty.body.contains("propose another answer"))
      #expect(empty.body.contains("href=\"#criteria\"") && empty.body.contains("id=\"criteria\""))
      let unfounded = try await agent.post(
        "\(path)/dispute",
        [("csrf", "token"), ("kind", "scores"), ("proposal-\(key)", best)])
      #expect(unfounded.status == 422 && unfounded.body.contains("href=\"#reason-\(key)\""))
      let sent = try await agent.post(
        "\(path)/dispute",
        [
          ("csrf", "token"), ("kind", "scores"), ("proposal-\(key)", best),
          ("reason-\(key)", "It is all there."),
        ])
      #expect(sent.status == 303)
      let disputes = try await month.database.read { db in
        try Dispute.all(of: [review.id], month.scope, in: db)
      }
      let dispute = try #require(disputes.first)
      let place = "/disputes/\(dispute.id.text)"

      let own = try await agent.get(place)
      #expect(own.status == 200 && own.body.contains("\(place)/withdrawal"))
      #expect(!own.body.contains("\(place)/decision"))
      let shown = try await lead.get("/disputes")
      #expect(shown.body.contains("href=\"\(place)\""))
      let desk = try await lead.get(place)
      #expect(desk.body.contains("It is all there.") && desk.body.contains("\(place)/decision"))
      let missing = try await lead.post("\(place)/decision", [("csrf", "token")])
      #expect(missing.status == 422 && missing.body.contains("#verdict-\(key)"))
      let done = try await lead.post(
        "\(place)/decision",
        [
          ("csrf", "token"), ("outcome-\(key)", "partly"),
          ("option-\(key)", criterion.options[2].id.text), ("reason-\(key)", "Half of it."),
        ])
      #expect(done.status == 303)

      let after = try await agent.get(path)
      #expect(after.body.contains("corrected to") && after.body.contains("<del"))
      #expect(!after.body.contains("href=\"\(path)/dispute\""))
      let received = try await agent.get("/received")
      #expect(received.body.contains("<del>33%</del>"))
      let again = try await agent.get("\(path)/dispute")
      #expect(again.status == 409)
      let decided = try await agent.get(place)
      #expect(decided.body.contains("Half of it."))
    }
  }

  @Test(arguments: Engine.available)
  func `a dispute does not exist for those it is not about`(engine: Engine) async throws {
    try await withMonth(engine, conversations: 6) { month in
      let cycle = try await month.sharedCycle()
      let review = try #require(try await month.reviews(cycle).first)
      let authors = try await month.authors(cycle)
      let dispute = try await month.dispute(review, .person(nil, because: "Not my shift."))
      let place = "/disputes/\(dispute.id.text)"
      let author = try #require(authors[review.id])
      let peer = try #require(
        month.agents.first { $0 != review.agent && $0 != author })
      let stranger = try await month.browser(peer, Grant(.agent)).get(place)
      #expect(stranger.status == 404)
      let admin = try await month.browser(month.lead, Grant(.admin)).get(place)
      #expect(admin.status == 404 || admin.status == 403)
      let reviewer = month.browser(author, Grant(.agent))
      let seen = try await reviewer.get(place)
      #expect(seen.status == 200 && !seen.body.contains("\(place)/withdrawal"))
      let begun = try await month.browser(peer, Grant(.agent))
        .get("/reviews/\(review.id.text)/dispute")
      #expect(begun.status == 404)
      let auditor = month.browser(month.lead, Grant(.auditor))
      let read = try await auditor.get(place)
      #expect(read.status == 200 && !read.body.contains("\(place)/decision"))
      let list = try await month.browser(peer, Grant(.agent)).get("/disputes")
      #expect(list.status == 200 && !list.body.contains(place))
    }
  }

  @Test(arguments: Engine.available)
  func `the rules are read by everybody and changed by analysts`(engine: Engine) async throws {
    try await withMonth(engine) { month in
      let agent = month.browser(month.agents[0], Grant(.agent))
      let analyst = month.browser(month.lead, Grant(.analyst))
      let read = try await agent.get("/disputes/rules")
      #expect(read.status == 200 && !read.body.contains("<form class=\"form\""))
      let fields = [
        ("csrf", "token"), ("window", "21"), ("limit", "2"), ("decide", "5"), ("second", "25"),
      ]
      let refused = try await agent.post("/disputes/rules", fields)
      #expect(refused.status == 403 || refused.status == 404)
      let wrong = try await analyst.post(
        "/disputes/rules", fields.map { $0.0 == "window" ? ("window", "0") : $0 })
      #expect(wrong.status == 422 && wrong.body.contains("href=\"#window\""))
      let changed = try await analyst.post("/disputes/rules", fields + [("shows", "1")])
      #expect(changed.status == 303)
      let rule = try await month.database.read { db in
        try DisputeRule.current(month.scope, in: db)
      }
      #expect(
        rule
          == DisputeRule(
            windowDays: 21, openLimit: 2, decideDays: 5, secondPercent: 25, showsSecond: true))
    }
  }

  @Test(arguments: Engine.available)
  func `the figures say when there is not enough, and are not for agents`(engine: Engine)
    async throws
  {
    try await withMonth(engine, conversations: 6) { month in
      let cycle = try await month.sharedCycle(rule: DisputeRule(secondPercent: 100))
      let review = try #require(try await month.reviews(cycle).first { $0.kind.counts })
      let dispute = try await month.dispute(review)
      try await month.decide(dispute, .accepted)
      let lead = month.browser(month.lead, Grant(.lead, team: month.team))
      let page = try await lead.get("/disputes/figures")
      #expect(page.status == 200)
      #expect(page.body.contains("too few to say"))
      #expect(page.body.contains("not enough data"))
      let file = try await lead.get("/disputes/figures/criteria.csv")
      #expect(file.status == 200)
      #expect(file.body.contains(month.card.rubric.criteria[0].name))
      let agent = try await month.browser(month.agents[0], Grant(.agent)).get("/disputes/figures")
      #expect(agent.status == 404 || agent.status == 403)
    }
  }
}
