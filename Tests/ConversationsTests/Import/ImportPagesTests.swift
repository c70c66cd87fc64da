import Foundation
import Kernel
import People
import Storage
import Support
import Testing
import Web

@testable import Conversations

@Suite struct `The way in by the browser` {
  /// A browser of an analyst, and the folder its uploads wait in.
  private func browser(_ harbour: Harbour, role: Role = .analyst, language: String = "en")
    -> TestClient
  {
    let actor = Actor(
      person: Identifier(rawValue: 5), name: "Ada", workspace: harbour.scope.workspace,
      grants: [Grant(role)], language: language, zone: Zone(name: "Europe/Berlin") ?? .utc,
      csrf: "token")
    let feature = Feature.imports(holds: [])
    let site = Site(
      world: .live, database: harbour.database, features: [feature],
      session: { _, _, _ in actor }, uploadFolder: harbour.folder + "/uploads")
    let client = TestClient(site: site, features: [feature])
    client.set(cookie: site.sessionCookie, "session")
    return client
  }

  private func upload(
    _ client: TestClient, _ text: String, name: String = "tickets.csv", token: String = "token"
  ) async throws -> TestClient.Answer {
    let parts = [
      "name=\"csrf\"\r\n\r\n\(token)", "name=\"source\"\r\n\r\ndesk",
      "name=\"format\"\r\n\r\n",
      "name=\"file\"; filename=\"\(name)\"\r\nContent-Type: text/csv\r\n\r\n\(text)",
      "name=\"pasted\"\r\n\r\n",
    ]
    let body =
      parts.map { "--b\r\nContent-Disposition: form-data; \($0)\r\n" }.joined() + "--b--\r\n"
    return try await client.send(
      "POST", "/imports", headers: ["Content-Type": "multipart/form-data; boundary=b"], body: body)
  }

  /// Does the queued work of an import, as the job runner would.
  private func work(_ harbour: Harbour, _ path: String) async throws {
    let key = path.split(separator: "/").last.map(String.init) ?? ""
    try await ImportRun.work(
      JobRun(scope: harbour.scope, payload: key, world: .live, database: harbour.database))
  }

  private func waiting(_ folder: String) -> Int {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder + "/uploads")) ?? []).count
  }

  @Test(arguments: Engine.available)
  func `upload, map, try, import, download what was refused, undo`(engine: Engine) async throws {
    try await withHarbour(engine) { harbour in
      let client = browser(harbour)
      let text = try String(contentsOfFile: Files.fixtures + "/tickets.csv", encoding: .utf8)
      #expect(try await client.get("/imports").body.contains("Nothing has been imported yet"))
      let uploaded = try await upload(client, text)
      #expect(uploaded.status == 303)
      let mapping = try #require(uploaded.headers["location"])
      let run = String(mapping.dropLast("/mapping".count))
      let page = try await client.get(mapping)
      #expect(page.status == 200)
      #expect(page.body.contains("Charged twice"))
      #expect(page.body.contains("value=\"conversation.external_id\" selected"))

      var fields = [
        ("csrf", "token"), ("rows", "conversation"), ("encoding", "utf-8"), ("delimiter", "59"),
        ("header", "1"), ("dates", "day-first"), ("zone", "Europe/Berlin"), ("previous", ""),
      ]
      let chosen: [Field?] = [
        .conversationID, .subject, .status, .channel, .openedAt, .agent, .customerEmail, nil,
      ]
      for (index, field) in chosen.enumerated() {
        fields.append(("column-\(index)", field?.rawValue ?? ""))
      }
      #expect(try await client.post(mapping, fields).status == 303)
      #expect(try await client.get(run).body.contains("data-progress-url"))
      try await work(harbour, run)
      let checked = try await client.get(run).body
      #expect(checked.contains("3 new records"))
      // What stands in the file keeps its own direction among the words.
      #expect(
        checked.contains(
          "Row 4, \u{2068}Created\u{2069}: expected a date, "
            + "found “\u{2068}31/02/2026 10:00\u{2069}”"))
      #expect(try await harbour.contents().isEmpty)

      #expect(try await client.post(run + "/commit", [("csrf", "token")]).status == 303)
      try await work(harbour, run)
      #expect(try await harbour.contents().count == 3)
      let done = try await client.get(run).body
      #expect(done.contains("3 records are new"))
      #expect(done.contains("Mood"))
      #expect(done.contains("carrier pigeon"))
      #expect(waiting(harbour.folder) == 0)

      let refused = try await client.get(run + "/rejected.csv")
      #expect(refused.headers["content-disposition"]?.contains("tickets-rejected.csv") == true)
      #expect(
        refused.body.contains(
          "T-3,Broken date,open,chat,31/02/2026 10:00,Noa Berg (noa@example.com),"))
      #expect(refused.body.contains(",4,Created,"))

      // The same file again: the choices are remembered, and there is nothing new.
      let again = try #require(try await upload(client, text).headers["location"])
      #expect(try await client.get(again).body.contains("your choices from then"))
      #expect(try await client.post(again, fields).status == 303)
      try await work(harbour, String(again.dropLast("/mapping".count)))
      let nothing = try await client.get(String(again.dropLast("/mapping".count))).body
      #expect(nothing.contains("<div class=\"is-new\"><dt>New</dt><dd>0</dd></div>"))

      #expect(try await client.post(run + "/undoing", [("csrf", "token")]).status == 303)
      try await work(harbour, run)
      #expect(try await harbour.contents().isEmpty)
      #expect(try await client.get("/imports").body.contains("Undone"))
    }
  }

  @Test func `a forged upload leaves nothing behind`() async throws {
    try await withHarbour(.sqlite) { harbour in
      let client = browser(harbour)
      #expect(try await upload(client, "a,b\n1,2\n", token: "other").status == 403)
      #expect(waiting(harbour.folder) == 0)
      #expect(try await upload(client, "").status == 422)
      #expect(try await upload(client, "id\n1\n").status == 303)
      let zip = try await upload(client, "PK\u{03}\u{04}rest")
      #expect(zip.status == 422)
      #expect(zip.body.contains("zip"))
      #expect(waiting(harbour.folder) == 1)
    }
  }

  @Test(arguments: ["en", "zh-Hans", "ru", "he"])
  func `every page speaks the reader's language`(language: String) async throws {
    try await withHarbour(.sqlite) { harbour in
      let client = browser(harbour, language: language)
      for (text, name) in [
        ("id;created;subject\n1;02/03/2026;x\n", "a.csv"), (Files.lines(2), "a.jsonl"),
        ("WEBVTT\n\n00:00.000 --> 00:01.000\n<v Agent>Hi\n", "a.vtt"),
      ] {
        let path = try #require(try await upload(client, text, name: name).headers["location"])
        for page in [path, String(path.dropLast("/mapping".count)), "/imports", "/imports/new"] {
          let answer = try await client.get(page)
          #expect(answer.status == 200)
          let keys = answer.body.split(whereSeparator: { "<>\" ".contains($0) })
            .filter { $0.hasPrefix("import.") }
          #expect(keys.isEmpty)
        }
      }
    }
  }

  @Test(arguments: [Role.agent, .lead, .planner])
  func `who may not import sees nothing of it`(role: Role) async throws {
    try await withHarbour(.sqlite) { harbour in
      let client = browser(harbour, role: role)
      let (list, sent) = (
        try await client.get("/imports"), try await upload(client, "a,b\n1,2\n")
      )
      #expect(list.status == 404)
      #expect(sent.status == 404)
      #expect(waiting(harbour.folder) == 0)
    }
  }

  @Test func `words stand in every language alike`() {
    let words = Words(
      en: englishImportWords, zhHans: chineseImportWords, ru: russianImportWords,
      he: hebrewImportWords)
    #expect(words.duplicates.isEmpty)
    for language in [Language.zhHans, .ru, .he] {
      #expect(
        words.keys(in: .en).symmetricDifference(words.keys(in: language)).sorted() == [])
    }
  }

  @Test(arguments: Engine.available)
  func `words, constants and names in two columns are said in the wizard, and kept`(
    engine: Engine
  ) async throws {
    try await withHarbour(engine) { harbour in
      let client = browser(harbour)
      let text =
        "No;State;Opened;First;Last\n1;done;2026-03-01;Dana;Levi\n2;todo;2026-03-02;Omer;\n"
      let uploaded = try await upload(client, text)
      let mapping = try #require(uploaded.headers["location"])
      let run = String(mapping.dropLast("/mapping".count))
      let shape = [
        ("csrf", "token"), ("rows", "conversation"), ("encoding", "utf-8"), ("delimiter", "59"),
        ("header", "1"), ("dates", "year-first"), ("zone", "Europe/Berlin"), ("previous", ""),
      ]
      let columns: [(String, String)] = [
        ("column-0", "conversation.external_id"), ("also-0", "customer.external_id"),
        ("column-1", "conversation.status"), ("values-1", "done = solved\r\n* = open\r\nnonsense"),
        ("column-2", "conversation.opened_at"), ("column-3", "customer.name"),
        ("column-4", "customer.name"), ("constant-0", "conversation.channel"),
        ("constant-value-0", "email"), ("constant-1", ""), ("constant-value-1", ""),
        ("keep", "Desk export"),
      ]
      // One field that cannot be shared is named, and what was typed stays.
      let twice = columns.map { $0.0 == "column-2" ? ($0.0, "conversation.status") : $0 }
      let refused = try await client.post(mapping, shape + twice)
      #expect(refused.status == 422)
      #expect(refused.body.contains("done = solved"))
      #expect(try await client.post(mapping, shape + columns).status == 303)
      try await work(harbour, run)
      #expect(try await client.post(run + "/commit", [("csrf", "token")]).status == 303)
      try await work(harbour, run)
      let contents = try await harbour.contents()
      #expect(contents.count == 2)
      #expect(contents.first?.contains("| solved | email |") == true)
      #expect(contents.last?.contains("| open | email |") == true)
      #expect(try await harbour.parties() == ["Dana Levi", "Omer"])

      // Another file, of another source and with other columns beside these.
      let next = try await upload(client, "No;State;Opened;More\n7;done;2026-03-03;x\n")
      let path = try #require(next.headers["location"])
      let plain = try await client.get(path)
      #expect(plain.body.contains("Desk export") && !plain.body.contains("done = solved"))
      let key = try #require(
        plain.body.firstMatch(of: #/<option value="(\w+)"[^>]*>Desk export/#)?.1)
      let chosen = try await client.get(path + "?kept=\(key)")
      #expect(chosen.body.contains("* = open\ndone = solved"))
      #expect(chosen.body.contains("value=\"customer.external_id\" selected"))
      #expect(chosen.body.contains("name=\"constant-value-0\" dir=\"auto\" value=\"email\""))
    }
  }
}
