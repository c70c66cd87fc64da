import Kernel
import Markup
import Storage
import Support
import Testing
import Web

@Suite struct RouteTests {
  @Test func `every answer carries the headers, also what is not there`() async throws {
    try await withClient { client in
      for path in ["/", "/open", "/missing", "/assets/none.css"] {
        let answer = try await client.get(path)
        #expect(answer.headers["content-security-policy"]?.hasPrefix("default-src 'none'") == true)
        #expect(answer.headers["x-content-type-options"] == "nosniff")
        #expect(answer.headers["cache-control"] == "no-store")
      }
    }
  }

  @Test func `whether a page is there can be asked without its content`() async throws {
    try await withClient { client in
      let page = try await client.get("/open")
      let head = try await client.send("HEAD", "/open", headers: [:], body: "")
      #expect(page.status == 200 && !page.body.isEmpty)
      #expect(head.status == 200 && head.body.isEmpty)
      #expect(try await client.send("HEAD", "/missing", headers: [:], body: "").status == 404)
    }
  }

  @Test func `a page asks visitors to sign in and says where they wanted to go`() async throws {
    try await withClient { client in
      let answer = try await client.get("/things?q=a%20b")
      #expect(answer.status == 303)
      #expect(answer.headers["location"] == "/sign-in?next=%2Fthings%3Fq%3Da%2520b")
    }
  }

  @Test func `what a person may not see does not exist`() async throws {
    try await withClient { client in
      client.set(cookie: "__Host-attune", "planner")
      let forbidden = try await client.get("/things")
      let absent = try await client.get("/nothing")
      #expect(forbidden.status == 404)
      #expect(forbidden.body.replacing("/things", with: "/nothing") == absent.body)
    }
  }

  @Test func `a form needs its token and a page of ours`() async throws {
    try await withClient { client in
      client.set(cookie: "__Host-attune", "analyst")
      expect(403, try await client.post("/things"))
      expect(403, try await client.post("/things", [("csrf", "wrong")]))
      expect(303, try await client.post("/things", [("csrf", "secret")]))
      let foreign = ["Sec-Fetch-Site": "cross-site"]
      let forged = try await client.post("/things", [("csrf", "secret")], headers: foreign)
      #expect(forged.status == 403)
      let origin = ["Origin": "https://elsewhere.example"]
      let other = try await client.post("/things", [("csrf", "secret")], headers: origin)
      #expect(other.status == 403)
      let silent = ["Sec-Fetch-Site": ""]
      let unsigned = try await client.post("/things", [("csrf", "secret")], headers: silent)
      #expect(unsigned.status == 403)
      let proxied = ["Origin": "https://quality.example.org"]
      let known = try await client.post("/things", [("csrf", "secret")], headers: proxied)
      #expect(known.status == 303)
      let own = ["Origin": "http://localhost"]
      expect(303, try await client.post("/things", [("csrf", "secret")], headers: own))
    }
  }

  @Test func `a notice is said once`() async throws {
    try await withClient { client in
      client.set(cookie: "__Host-attune", "analyst")
      _ = try await client.post("/things", [("csrf", "secret")])
      let first = try await client.get("/things")
      #expect(first.body.contains("Kept &lt;b&gt; 100%"))
      let second = try await client.get("/things")
      #expect(!second.body.contains("Kept"))
    }
  }

  @Test func `an error inside says nothing about itself`() async throws {
    try await withClient { client in
      let answer = try await client.get("/broken")
      #expect(answer.status == 500)
      #expect(!answer.body.contains("SECRET"))
    }
  }

  @Test func `programs get problem documents`() async throws {
    try await withClient { client in
      let answer = try await client.get("/absent", headers: ["Accept": "application/json"])
      #expect(answer.headers["content-type"] == "application/problem+json")
      #expect(answer.body.contains(#""type":"/problems/problem-notFound""#))
    }
  }

  @Test func `broken and oversized forms are refused`() async throws {
    try await withClient { client in
      client.set(cookie: "__Host-attune", "analyst")
      let type = ["Content-Type": "application/x-www-form-urlencoded"]
      for body in ["csrf=%zz", "csrf=%ff%fe", "a=%"] {
        expect(400, try await client.send("POST", "/things", headers: type, body: body))
      }
      let large = String(repeating: "a", count: 2 * 1024 * 1024 + 1)
      expect(413, try await client.send("POST", "/things", headers: type, body: large))
      let many = String(repeating: "a=1&", count: 6000)
      expect(422, try await client.send("POST", "/things", headers: type, body: many))
      let json = ["Content-Type": "application/json"]
      expect(415, try await client.send("POST", "/things", headers: json, body: "{}"))
    }
  }

  @Test func `a page names its person, so that drafts on the device are told apart`() async throws {
    try await withClient { client in
      let stranger = try await client.get("/open")
      #expect(!stranger.body.contains("data-person"))
      client.set(cookie: "__Host-attune", "analyst")
      let own = try await client.get("/things")
      #expect(
        own.body.contains(" data-person=\"") && own.body.contains(" data-palette=\"/palette\""))
    }
  }

  @Test func `a page knows its language and direction`() async throws {
    try await withClient { client in
      let answer = try await client.get("/open", headers: ["Accept-Language": "he"])
      #expect(answer.body.contains(#"<html lang="he" dir="rtl""#))
    }
  }
}

private func withClient(_ body: (TestClient) async throws -> Void) async throws {
  struct Broken: Error { let word = "SECRET" }
  let feature = Feature(
    "things",
    routes: { routes in
      routes.get("/things", allow: .read, .sampling) { $0.page("Things", "<p>Here.</p>") }
      routes.post("/things", allow: .create, .scorecard) { visit in
        visit.redirect(to: "/things", notice: "Kept <b> 100%")
      }
      routes.open("GET", "/open") { $0.page("Open", "") }
      routes.open("GET", "/broken") { _ in throw Broken() }
    })
  try await withDatabase(.sqlite, []) { database in
    let site = Site(
      world: .still(at: Instant(milliseconds: 0)), database: database, features: [feature],
      session: { token, _, _ in
        Role(rawValue: token).map { role in
          Actor(
            person: Identifier(rawValue: 5), name: "Ada Demo",
            workspace: Identifier(rawValue: 1), grants: [Grant(role)], csrf: "secret")
        }
      }, publicURL: "https://quality.example.org/")
    try await body(TestClient(site: site, features: [feature]))
  }
}

private func expect(_ status: Int, _ answer: TestClient.Answer) {
  #expect(answer.status == status)
}
