import Kernel
import People
import Storage
import Support
import Testing
import Web

@testable import Conversations

@Suite struct ConversationPagesTests {
  @Test(arguments: Engine.available)
  func `the list leads to the conversation, and both speak four languages`(engine: Engine)
    async throws
  {
    try await withDesk(engine) { desk in
      for language in ["en", "zh-Hans", "ru", "he"] {
        let browser = desk.browser(Grant(.analyst), language: language)
        let list = try await browser.get("/conversations")
        #expect(list.status == 200)
        #expect(list.body.contains("Where is my parcel?"))
        let path = "/conversations/\(desk.first.text)"
        #expect(list.body.contains("href=\"\(path)\""))
        let page = try await browser.get(path)
        #expect(page.status == 200)
        for body in [list.body, page.body] {
          #expect(!Self.hasBareKey(body), "\(language)")
        }
        #expect(page.body.contains("data-role=\"customer\""))
        #expect(page.body.contains("message is-note"))
        #expect(page.body.contains("<li class=\"event\""))
        #expect(page.body.contains("rel=\"noopener noreferrer nofollow\""))
        #expect(page.body.contains("&lt;b&gt;bold&lt;/b&gt;"))
        #expect(page.body.contains("https://desk.example/T-1"))
        #expect(!page.body.contains("javascript:"))
      }
    }
  }

  @Test(arguments: Engine.available)
  func `a conversation that is not yours is as good as absent`(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let path = "/conversations/\(desk.first.text)"
      let stranger = desk.browser(Grant(.agent), person: Identifier(rawValue: 900_001))
      #expect(try await stranger.get(path).status == 404)
      let list = try await stranger.get("/conversations")
      #expect(list.status == 200 && !list.body.contains("parcel"))
      #expect(list.body.contains("None of them is yours to read"))
      let owner = desk.browser(Grant(.agent), person: desk.agent)
      #expect(try await owner.get(path).status == 200)
      #expect(try await owner.get("/conversations").body.contains("Where is my parcel?"))
      for grant in [Grant(.admin), Grant(.planner)] {
        #expect(try await desk.browser(grant).get("/conversations").status == 404)
        #expect(try await desk.browser(grant).get(path).status == 404)
      }
      for odd in ["/conversations/0000000000000", "/conversations/x", "/conversations/'"] {
        #expect(try await desk.browser(Grant(.analyst)).get(odd).status == 404)
      }
    }
  }

  @Test(arguments: Engine.available)
  func `filters that hide everything say so`(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let browser = desk.browser(Grant(.analyst))
      let none = try await browser.get("/conversations?q=nothinglikeit&channel=chat")
      #expect(none.body.contains("Nothing matches"))
      #expect(none.body.contains("Remove filter:"))
      #expect(none.body.contains("href=\"/conversations?channel=chat\""))
      let hit = try await browser.get("/conversations?q=parcel")
      #expect(hit.body.contains("Where is my parcel?"))
    }
  }

  @Test(arguments: Engine.available)
  func `an export needs a reason, leaves a trace and runs no formula`(engine: Engine)
    async throws
  {
    try await withDesk(engine) { desk in
      let analyst = desk.browser(Grant(.analyst))
      let refused = try await analyst.post("/conversations/export", [("csrf", "token")])
      #expect(refused.status == 422)
      let file = try await analyst.post(
        "/conversations/export", [("csrf", "token"), ("reason", "audit"), ("filter", "q=parcel")])
      #expect(file.status == 200)
      #expect(file.headers["content-type"]?.hasPrefix("text/csv") == true)
      #expect(file.body.split(separator: "\r\n").count == 2)
      #expect(file.body.contains("'=cmd"))
      let entries: Int? = try await desk.database.read { db in
        try db.value(
          """
          SELECT COUNT(*) AS value FROM audit_entry
          WHERE workspace_id = \(desk.scope) AND action = 'export'
          """)
      }
      #expect(entries == 1)
      let agent = desk.browser(Grant(.agent), person: desk.agent)
      let denied = try await agent.post(
        "/conversations/export", [("csrf", "token"), ("reason", "x")])
      #expect(denied.status == 404)
    }
  }

  @Test(arguments: Engine.available)
  func `views are saved, shared, begun with and removed`(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let lead = desk.browser(Grant(.lead))
      let saved = try await lead.post(
        "/views",
        [("csrf", "token"), ("name", "Chats"), ("filter", "channel=chat"), ("shared", "1")])
      #expect(saved.status == 303)
      #expect(saved.headers["location"] == "/conversations?channel=chat")
      let list = try await lead.get("/conversations?all=1")
      #expect(list.body.contains(">Chats</span>"))
      let agent = desk.browser(Grant(.agent), person: desk.agent)
      #expect(try await agent.get("/conversations").body.contains(">Chats</span>"))
      let views = try await desk.database.read { db in
        try SavedView.all(for: desk.actor(Grant(.agent), desk.agent), in: db)
      }
      let view = try #require(views.first)
      #expect(view.isShared && !view.isOwn && !view.isDefault)
      let begun = try await agent.post(
        "/views/\(view.id.text)/default", [("csrf", "token"), ("on", "1")])
      #expect(begun.status == 303)
      let start = try await agent.get("/conversations")
      #expect(start.headers["location"] == "/conversations?channel=chat")
      let foreign = try await agent.post("/views/\(view.id.text)/removal", [("csrf", "token")])
      #expect(foreign.status == 404)
      let removed = try await lead.post("/views/\(view.id.text)/removal", [("csrf", "token")])
      #expect(removed.status == 303)
      #expect(try await agent.get("/conversations").status == 200)
    }
  }

  @Test(arguments: Engine.available)
  func `the palette finds what its reader may read`(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let found = try await desk.browser(Grant(.analyst)).get("/palette?q=parcel")
      #expect(found.body.contains("href=\"/conversations/\(desk.first.text)\""))
      #expect(!found.body.contains("<html"))
      let stranger = desk.browser(Grant(.agent), person: Identifier(rawValue: 900_001))
      #expect(try await stranger.get("/palette?q=parcel").body.isEmpty)
      let admin = try await desk.browser(Grant(.admin)).get("/palette?q=parcel")
      #expect(admin.status == 200 && admin.body.isEmpty)
    }
  }

  @Test(arguments: [
    ("Tell me what I can put right for you", 22, "Tell me what I can…"),
    ("Short enough", 22, "Short enough"), ("  Two\n lines ", 22, "Two lines"),
    ("One, two, three and more", 11, "One, two…"), ("我的订单还没有到货请帮我查一下", 8, "我的订单还没有…"),
    ("Unbrokenwordwithoutanyspace", 10, "Unbrokenw…"),
  ])
  func `a title ends with a whole word where words are told apart`(
    text: String, most: Int, expected: String
  ) {
    #expect(text.shortened(to: most) == expected)
  }

  @Test func `five hundred messages are one page`() async throws {
    try await withDesk(.sqlite) { desk in
      let id = try await desk.database.write { db in
        var delivery = Ground.delivery(desk.scope, world: world(500_000))
        let record = Ground.record(
          "long", (0..<500).map { ($0 % 2 == 0 ? .customer : .agent, "Line \($0) of many words") })
        return try delivery.store([record], in: db).first?.conversation
      }
      let page = try await desk.browser(Grant(.analyst)).get(
        "/conversations/\(try #require(id).text)")
      #expect(page.body.split(separator: "<article class=\"message\"").count == 501)
    }
  }

  @Test func `every key has its words in every language`() {
    for language in Language.allCases {
      #expect(
        conversationWords.keys(in: language) == conversationWords.keys(in: .en), "\(language)")
    }
    #expect(conversationWords.duplicates.isEmpty)
  }

  /// Whether a key stands where its words should be.
  private static func hasBareKey(_ body: String) -> Bool {
    conversationWords.keys(in: .en).contains { key in
      body.contains(">\(key)<") || body.contains("\"\(key)\"")
    }
  }
}

/// A workspace with two conversations, and browsers for whoever looks.
struct Desk: Sendable {
  let database: any Database
  let scope: Scope
  let first: Conversation.ID
  let agent: Actor.ID

  func actor(_ grant: Grant, _ person: Actor.ID, language: String = "en") -> Actor {
    Actor(
      person: person, name: "Reader", workspace: scope.workspace, grants: [grant],
      language: language, csrf: "token")
  }

  func browser(
    _ grant: Grant, person: Actor.ID = Identifier(rawValue: 900_000), language: String = "en"
  ) -> TestClient {
    let shown = actor(grant, person, language: language)
    let clock = world(700_000)
    let features: [Feature] = [.people(mill: PasswordMill(world: clock)), .conversations()]
    let site = Site(
      world: clock, database: database, features: features, session: { _, _, _ in shown })
    let client = TestClient(site: site, features: features)
    client.set(cookie: site.sessionCookie, "any")
    return client
  }
}

func withDesk(_ engine: Engine, _ body: (Desk) async throws -> Void) async throws {
  try await withGround(engine) { database, scope in
    let (first, agent) = try await database.write { db in
      for key in [900_000, 900_001] as [Int64] {
        try Person(
          id: Identifier(rawValue: key), name: "Reader \(key)", createdAt: Ground.noon
        ).insert(scope, in: db)
      }
      var record = Ground.record(
        "T-1",
        [
          (.customer, "Where is my parcel?\n\nSee https://shop.example/1 <b>bold</b>"),
          (.agent, "I am looking."), (.agent, "Carrier is late"), (.system, "Handed to Noa"),
        ])
      record.subject = "=cmd parcel"
      record.externalURL = "https://desk.example/T-1"
      record.messages[2].visibility = .internal
      record.messages[3].kind = .event
      record.messages[0].attachments = [
        AttachmentRecord(name: "photo.jpg", url: "javascript:alert(1)")
      ]
      var other = Ground.record("T-2", minutes: -5, [(.customer, "Where is my parcel?")])
      other.agent = PartyRecord(externalID: "a2", name: "Ilya Stern")
      other.channel = .call
      other.messages[0].text = "Where is my refund?"
      var delivery = Ground.delivery(scope)
      let outcomes = try delivery.store([record, other], in: db)
      let id = try #require(outcomes.first).conversation
      let agent = try #require(try Conversation.find(id, scope: scope, in: db)?.agent)
      return (id, agent)
    }
    try await body(Desk(database: database, scope: scope, first: first, agent: agent))
  }
}
