import Foundation
import Kernel
import Outbound
import Storage
import Support
import Testing
import Web

@testable import People

extension Office {
  /// One round of the post, as the program makes it every quarter of an hour.
  func post(to port: Int) async throws {
    let from = try #require(Mail.Mailbox(address: "attune@example.org"))
    let post = Post(
      relay: try Relay("smtp://127.0.0.1:\(port)"), from: from,
      address: "https://attune.example.org")
    let words = Words.frame + peopleWords + noticeWords
    try await Letter.posting(post, words: words).run(
      JobRun(scope: scope, payload: "", world: world, database: database))
  }

  func letters() async throws -> [Letter] {
    let scope = scope
    return try await database.read { db in
      try Letter.all(since: Instant(milliseconds: 0), scope, in: db)
    }
  }

  /// The text of a letter as it arrived.
  func body(of letter: String) -> String {
    let parts = letter.replacing("\r\n", with: "\n").split(
      separator: "\n\n", maxSplits: 1, omittingEmptySubsequences: false)
    let code = (parts.last ?? "").filter { $0 != "\n" }
    return String(decoding: Data(base64Encoded: String(code)) ?? Data(), as: UTF8.self)
  }
}

@Suite struct LetterTests {
  @Test(arguments: Engine.available)
  func `new notices go out in one letter a day, in the person's language`(
    engine: Engine
  ) async throws {
    let sink = try await PostOffice()
    try await withOffice(engine) { office in
      let (scope, agent) = (office.scope, office.agent.id)
      try await office.database.write { db in
        var person = try #require(try Person.find(agent, scope, in: db))
        person.language = "he"
        try person.save(scope, in: db)
      }
      try await office.tell(office.agent, "a", name: "Ünal")
      try await office.tell(office.agent, "b", name: "王芳")
      try await office.post(to: sink.port)
      #expect(sink.taken.count == 1)
      let text = office.body(of: sink.taken.first ?? "")
      #expect(text.contains("שלום") && text.contains("Ünal") && text.contains("王芳"))
      #expect(text.contains("https://attune.example.org/teams"))
      try await office.tell(office.agent, "c")
      try await office.post(to: sink.port)
      #expect(sink.taken.count == 1)
      office.clock.advance(seconds: 86_400)
      try await office.post(to: sink.port)
      try await office.post(to: sink.port)
      #expect(sink.taken.count == 2)
      #expect(!office.body(of: sink.taken.last ?? "").contains("王芳"))
      #expect(try await office.letters().allSatisfy { $0.state(at: office.clock.now) == .sent })
    }
    try await sink.close()
  }

  @Test(arguments: Engine.available)
  func `who reads first, wants no mail, or is made up gets no letter`(
    engine: Engine
  ) async throws {
    let sink = try await PostOffice()
    try await withOffice(engine) { office in
      let (scope, world) = (office.scope, office.world)
      try await office.tell(office.agent, "a")
      try await office.tell(office.lead, "a")
      let (agent, lead) = (office.agent.id, office.lead.id)
      try await office.database.write { db in
        try Notice.choose(mail: false, agent, scope: scope, world: world, in: db)
        try Notice.settle("a", of: lead, scope: scope, world: world, in: db)
      }
      try await office.post(to: sink.port)
      try await office.tell(office.admin, "a")
      try await office.database.write { db in
        try Workspace.markAsDemo(scope, world: world, in: db)
      }
      try await office.post(to: sink.port)
      #expect(sink.taken.isEmpty)
      #expect(try await office.letters().isEmpty)
    }
    try await sink.close()
  }

  @Test func `nothing goes out before the workspace opens`() async throws {
    let sink = try await PostOffice()
    try await withOffice(.sqlite) { office in
      try await office.tell(office.agent, "a")
      // From the evening of a Thursday to five in the morning.
      office.clock.advance(seconds: 9 * 3600)
      try await office.post(to: sink.port)
      #expect(sink.taken.isEmpty)
      office.clock.advance(seconds: 6 * 3600)
      try await office.post(to: sink.port)
      #expect(sink.taken.count == 1)
    }
    try await sink.close()
  }

  @Test(arguments: Engine.available)
  func `a busy server is tried again later, and a refusal is shown to admins`(
    engine: Engine
  ) async throws {
    let busy = try await PostOffice(refusal: "451 later")
    let strict = try await PostOffice(refusal: "550 nobody here")
    let sink = try await PostOffice()
    try await withOffice(engine) { office in
      try await office.tell(office.agent, "a")
      try await office.tell(office.lead, "a")
      try await office.post(to: busy.port)
      try await office.post(to: sink.port)
      #expect(sink.taken.isEmpty)
      let waiting = try await office.letters()
      #expect(waiting.map { $0.state(at: office.clock.now) } == [.waiting, .waiting])
      #expect(waiting.allSatisfy { $0.answer.contains("451") })
      office.clock.advance(seconds: 900)
      try await office.post(to: strict.port)
      let refused = try await office.letters()
      #expect(refused.map { $0.state(at: office.clock.now) } == [.refused, .refused])
      office.clock.advance(seconds: 3600)
      try await office.post(to: sink.port)
      #expect(sink.taken.count <= 1)
      #expect(!sink.taken.contains { $0.contains("amir@example.org") })
      let admin = try await office.browser(of: office.admin)
      let notices = try await admin.get("/notices").body
      #expect(notices.contains("Amir Agent") && notices.contains("Lea Lead"))
      let page = try await admin.get("/letters").body
      #expect(page.contains("Refused for good") && page.contains("550"))
    }
    try await busy.close()
    try await strict.close()
    try await sink.close()
  }

  @Test(arguments: Engine.available)
  func `two nodes that post at the same moment send one letter`(engine: Engine) async throws {
    let sink = try await PostOffice()
    try await withOffice(engine) { office in
      try await office.tell(office.agent, "a")
      let port = sink.port
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<4 { group.addTask { try await office.post(to: port) } }
        try await group.waitForAll()
      }
      #expect(sink.taken.count == 1)
    }
    try await sink.close()
  }

  @Test func `a letter is given up after three days or eight tries`() {
    func letter(_ events: [Letter.Event]) -> Letter {
      Letter(
        id: .init(rawValue: 1), person: .init(rawValue: 2), address: "a@example.org",
        subject: "", body: "", createdAt: Office.noon, events: events)
    }
    func tried(_ attempt: Int, after seconds: Int64) -> [Letter.Event] {
      let at = Office.noon.advanced(bySeconds: seconds)
      return [
        .init(attempt: attempt, step: .begun, detail: "", at: at),
        .init(attempt: attempt, step: .delayed, detail: "451", at: at),
      ]
    }
    #expect(letter([]).nextAttempt(at: Office.noon) == 1)
    let once = letter(tried(1, after: 0))
    #expect(once.nextAttempt(at: Office.noon.advanced(bySeconds: 899)) == nil)
    #expect(once.nextAttempt(at: Office.noon.advanced(bySeconds: 900)) == 2)
    let twice = letter(tried(1, after: 0) + tried(2, after: 900))
    #expect(twice.nextAttempt(at: Office.noon.advanced(bySeconds: 2699)) == nil)
    #expect(twice.nextAttempt(at: Office.noon.advanced(bySeconds: 2700)) == 3)
    #expect(letter(tried(8, after: 0)).state(at: Office.noon) == .abandoned)
    let late = Office.noon.advanced(bySeconds: 3 * 86_400)
    #expect(letter([]).state(at: late) == .abandoned)
  }

  @Test func `the profile says whether mail is set up, and keeps the choice`() async throws {
    try await withOffice(.sqlite) { office in
      let silent = try await office.browser(of: office.agent)
      #expect(try await silent.get("/profile").body.contains("No mail server is set up here"))
      let from = try #require(Mail.Mailbox(address: "attune@example.org"))
      let post = Post(
        relay: try Relay("smtp://127.0.0.1:25"), from: from, address: "http://localhost")
      let features = [Feature.people(mill: office.mill, post: post)]
      let site = Site(
        world: office.world, database: office.database, features: features,
        session: { token, world, database in
          try await Session.resolve(token: token, world, database)
        }, workspace: Workspace.label)
      let client = TestClient(site: site, features: features)
      client.set(
        cookie: site.sessionCookie, try #require(try await office.token(of: office.agent)))
      let box = "name=\"mail\" value=\"1\" checked"
      #expect(try await client.get("/profile").body.contains(box))
      let fields = [
        ("csrf", try office.csrf(client)), ("name", "Amir Agent"), ("mailOffered", "1"),
      ]
      #expect(try await client.post("/profile", fields).status == 303)
      let page = try await client.get("/profile").body
      #expect(!page.contains(box) && page.contains("name=\"mail\" value=\"1\""))
    }
  }
}
