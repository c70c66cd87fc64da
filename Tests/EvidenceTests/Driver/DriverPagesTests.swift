import Conversations
import Kernel
import People
import Storage
import Support
import Testing
import Web

@testable import Evidence

@Suite struct DriverPagesTests {
  /// Forty customers of team 7 and one of team 8, half of them content.
  private func fill(_ database: any Database, _ scope: Scope) async throws {
    let lost = "I want to cancel my contract, my parcel never came"
    let records = (0..<41).map { number in
      Room.record(
        "k\(number)",
        [(.customer, number % 2 == 0 ? lost : "Lovely, the parcel came"), (.agent, "Hello.")])
    }
    try await database.write { db in
      for number in [7, 8] as [Int64] {
        try Team(id: Identifier(rawValue: number), name: "Team \(number)", createdAt: Room.noon)
          .insert(scope, in: db)
      }
      let ids = try Room.deliver(records, scope, key: 1000, in: db)
      for (number, id) in ids.enumerated() {
        let csat = number % 2 == 0 ? 0 : 100
        let reason = number % 3 == 0 ? "Delivery" : "Contract"
        try db.execute(
          """
          UPDATE conversation SET csat = \(csat), reason = \(reason),
            team_id = \(number == 40 ? 8 : 7)
          WHERE workspace_id = \(scope) AND id = \(id)
          """)
      }
    }
    try await EvidenceRenewal(
      database: database, scope: scope, world: Room.world(200_000)
    ).run()
  }

  @Test(arguments: Engine.available)
  func `what goes together with dissatisfaction is compared, drawn and leads to its conversations`(
    engine: Engine
  ) async throws {
    try await Room.open(engine) { database, scope in
      let analyst = Room.browser(database, scope, Grant(.analyst))
      let empty = try await analyst.get("/evidence/drivers")
      #expect(empty.status == 200 && empty.body.contains("Too little to compare"))
      let none = try await analyst.get("/evidence/course")
      #expect(none.status == 200 && none.body.contains("No signal was seen yet"))
      try await fill(database, scope)
      let page = try await analyst.get("/evidence/drivers")
      #expect(page.body.contains("21 dissatisfied customers"))
      #expect(page.body.contains("“The customer may leave”, seen in 100%"))
      #expect(page.body.contains("/conversations?period=90d&amp;csat=low&amp;signal=churn"))
      #expect(page.body.contains("csat=low&amp;reason=Contract"))
      #expect(page.body.contains("csat=low&amp;q=cancel"))
      #expect(page.body.contains("csat=high&amp;q=lovely"))
      let words = try await analyst.get("/evidence/drivers/words.csv?period=30d")
      let lines = words.body.split(whereSeparator: \.isNewline)
      #expect(lines.first == "\u{FEFF}word,dissatisfied,satisfied,log2_odds,lower,upper")
      #expect(lines.contains { $0.hasPrefix("lovely,0,20,-") })
      #expect(!lines.contains { $0.hasPrefix("parcel,") })
      let course = try await analyst.get("/evidence/course?signal=churn")
      #expect(course.body.contains("signal=churn") && course.body.contains("51%"))
    }
  }

  @Test(arguments: Engine.available)
  func `a lead sees the team's own, and who reads no reports sees nothing`(
    engine: Engine
  ) async throws {
    try await Room.open(engine) { database, scope in
      try await fill(database, scope)
      let lead = Room.browser(database, scope, Grant(.lead, team: Identifier(rawValue: 7)))
      let page = try await lead.get("/evidence/drivers")
      #expect(page.body.contains("20 dissatisfied customers"))
      let agent = Room.browser(database, scope, Grant(.agent))
      for path in ["/evidence/drivers", "/evidence/drivers/words.csv", "/evidence/course"] {
        let hidden = try await agent.get(path)
        #expect(hidden.status == 404 || hidden.status == 403, "\(path)")
      }
      let front = try await agent.get("/evidence")
      #expect(front.status == 200 && !front.body.contains("/evidence/drivers"))
    }
  }

  @Test(arguments: Engine.available)
  func `a saved list keeps the evidence it asks for`(engine: Engine) async throws {
    try await Room.open(engine) { database, scope in
      try await fill(database, scope)
      let analyst = Room.browser(database, scope, Grant(.analyst))
      let kept = try await analyst.post(
        "/views", [("csrf", "token"), ("name", "Leavers"), ("filter", "signal=churn&csat=low")])
      #expect(kept.status == 303)
      let place = try #require(kept.headers["location"])
      #expect(place.contains("csat=low") && place.contains("signal=churn"))
      let page = try await analyst.get("/conversations?all=1")
      #expect(page.body.contains("Leavers"))
      let address = "/conversations?csat=low&amp;signal=churn"
      #expect(page.body.contains(address), "the view leads to the evidence it was kept with")
    }
  }
}
