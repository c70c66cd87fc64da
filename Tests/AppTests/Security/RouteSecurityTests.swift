import Foundation
import Kernel
import Storage
import Support
import Testing
import Web

@testable import App

/// What must hold for every route there is; a new one is met here by itself.
///
/// One demo and one harvest serve all that leaves the rows as they are: making them takes longer than
/// asking.
@Suite struct `Every route` {
  @Test(arguments: Engine.available)
  func `knows who comes and from where, and shows without changing anything`(
    engine: Engine
  ) async throws {
    try await withPremises(engine) { premises in
      let before = try await Backup.rowHashes(premises.database)
      let harvest = try await Harvest(premises)
      try await asksWhoComes(premises)
      try await refusesOtherSites(premises, harvest)
      try showsSoundly(premises, harvest)
      try await keepsWorkspacesApart(premises, harvest)
      let after = try await Backup.rowHashes(premises.database)
      #expect(before.filter { after[$0.key] != $0.value }.map(\.key) == [])
    }
  }

  /// Everybody is asked who they are, and to whoever may not, the route is not there.
  private func asksWhoComes(_ premises: Premises) async throws {
    let stranger = premises.browser(nil)
    var closed = 0
    for route in premises.routes where route.right != nil {
      let path = Self.any(route.path)
      let answer = try await stranger.send(
        route.method, path, headers: Self.formType, body: "csrf=\(Self.encodedToken)")
      if route.method == "GET", !route.path.hasPrefix("/api/") {
        #expect(answer.status == 303, "\(route)")
        #expect(answer.headers["location"]?.hasPrefix("/sign-in") == true, "\(route)")
      } else {
        #expect(answer.status == 401, "\(route)")
      }
      #expect(answer.missingHeaders == [], "\(route)")
      for role in Role.allCases {
        guard try !premises.may(role, route) else { continue }
        closed += 1
        let answer = try await premises.browser(role).send(
          route.method, path, headers: Self.formType, body: "csrf=\(Self.encodedToken)")
        #expect(answer.status == 404, "\(route) for \(role)")
        #expect(answer.missingHeaders == [], "\(route)")
      }
    }
    #expect(closed > 200)
  }

  /// The routes nobody needs to sign in for; a new one is a decision and stands here.
  @Test func `is open only when this list says so`() async throws {
    try await withDatabase(.sqlite, []) { database in
      let features = Feature.all(.live)
      let site = Site(
        world: .live, database: database, features: features, session: { _, _, _ in nil })
      let routes = TestClient(site: site, features: features).routes
      let open = routes.filter { $0.right == nil }.map { "\($0.method) \($0.path)" }
      let known: Set<String> = [
        "GET /", "GET /sign-in", "POST /sign-in", "GET /welcome", "POST /welcome",
        "GET /health/live", "GET /health/ready", "GET /metrics",
        // A calendar program cannot sign in: the name of the file is the secret.
        "GET /calendar/{file}",
      ]
      #expect(Set(open).subtracting(known) == [])
    }
  }

  /// Whatever changes something refuses what another site sent.
  private func refusesOtherSites(_ premises: Premises, _ harvest: Harvest) async throws {
    let keys = try await Self.keys(of: premises.database)
    for route in premises.routes where route.method != "GET" {
      let path = harvest.paths(of: route, filling: keys).first ?? route.path
      let someone = try Role.allCases.first { role in
        if route.right == nil { return true }
        return try premises.may(role, route)
      }
      let role = try #require(someone, "nobody may use \(route)")
      let client = premises.browser(role)
      let good = [("csrf", Premises.csrf)]
      let bad = [[], [("csrf", "")], [("csrf", "forged")], [("csrf", Premises.csrf + "x")]]
      for headers in Self.foreign {
        let answer = try await client.post(path, good, headers: headers)
        #expect(answer.status == 403, "\(route) \(headers)")
        #expect(answer.missingHeaders == [], "\(route)")
      }
      for fields in bad where route.right != nil {
        // A form that carries files brings its token inside; both ways are refused.
        for answer in [
          try await client.post(path, fields), try await client.send(multipart: fields, to: path),
        ] where answer.status != 415 {
          #expect(answer.status == 403, "\(route) \(fields)")
          #expect(answer.missingHeaders == [], "\(route)")
        }
      }
    }
  }

  /// The harvest's pages came with their headers and without an error, and were many.
  private func showsSoundly(_ premises: Premises, _ harvest: Harvest) throws {
    #expect(harvest.pages.count > 150)
    for page in harvest.pages {
      #expect(page.answer.missingHeaders == [], "\(page.path)")
      #expect(page.answer.status < 500, "\(page.path) for \(page.role)")
    }
    // Otherwise the crawl would prove little.
    let shown = premises.routes.filter { $0.method == "GET" && harvest.places[$0.path] != nil }
    let all = premises.routes.filter { $0.method == "GET" }
    #expect(Double(shown.count) > 0.7 * Double(all.count))
  }

  /// With a key of another workspace a route is as good as absent.
  private func keepsWorkspacesApart(_ premises: Premises, _ harvest: Harvest) async throws {
    let keys = try await Self.keys(of: premises.database)
    var asked = 0
    for route in premises.routes where route.path.contains("{") && route.right != nil {
      for role in Role.allCases {
        guard try premises.may(role, route) else { continue }
        let client = premises.browser(role, abroad: true)
        // A place that is named by a word, such as a metric, is there for everybody.
        for path in harvest.paths(of: route, filling: keys) where Self.hasKey(path) {
          asked += 1
          if route.method == "GET" {
            let answer = try await client.get(path)
            #expect(answer.status == 404, "GET \(path) for \(role)")
          } else {
            // A form may be refused before anything is looked up; nothing may be done.
            let answer = try await client.post(path, [("csrf", Premises.csrf)])
            #expect([404, 422].contains(answer.status), "POST \(path) for \(role)")
          }
        }
      }
    }
    #expect(asked > 300)
    try await nothingLeaks(premises, harvest)
  }

  /// The pages without a key show nothing of the demo to somebody from elsewhere.
  private func nothingLeaks(_ premises: Premises, _ harvest: Harvest) async throws {
    let keys = Set(harvest.places.values.joined().flatMap { $0.split(separator: "/") })
      .filter { Identifier<Premises>(text: $0) != nil }
    #expect(keys.count > 50)
    for role in Role.allCases {
      let client = premises.browser(role, abroad: true)
      for route in premises.routes where route.method == "GET" && !route.path.contains("{") {
        let answer = try await client.get(route.path)
        #expect(answer.status < 500, "\(route.path)")
        let known = keys.filter { answer.body.contains($0) }
        #expect(known.isEmpty && !answer.body.contains("lantern-post"), "\(route.path) for \(role)")
      }
    }
  }

  private static func hasKey(_ path: String) -> Bool {
    path.split(separator: "/").contains { Identifier<Premises>(text: $0) != nil }
  }

  // MARK: What is sent

  private static let formType = ["Content-Type": "application/x-www-form-urlencoded"]

  private static var encodedToken: String { Premises.csrf.replacingOccurrences(of: " ", with: "+") }

  /// What a browser says about a form of another site, and what a program says that is none.
  private static let foreign = [
    ["Sec-Fetch-Site": "cross-site"], ["Sec-Fetch-Site": "same-site"],
    ["Origin": "https://elsewhere.example"], ["Origin": "null"],
    ["Origin": "https://quality.example.org.elsewhere.example"], ["Sec-Fetch-Site": ""],
  ]

  /// A path of the pattern with a key that belongs to nothing.
  private static func any(_ pattern: String) -> String {
    pattern.split(separator: "/").reduce("") { path, part in
      path + "/" + (part.hasPrefix("{") ? "0000000000001" : String(part))
    }
  }

  /// One key of each table, for places that no page leads to.
  private static func keys(
    of database: any Database
  ) async throws -> [(table: String, key: String)] {
    try await database.read { db in
      try Table.all(in: db).filter { $0.columns.contains("id") }.compactMap { table in
        let sql: SQL = "SELECT MAX(id) AS value FROM \(SQL(testSchema: table.name))"
        let key: Int64? = try db.row(acrossWorkspaces: sql)?.get("value")
        return key.map { (table: table.name, key: Identifier<Premises>(rawValue: $0).text) }
      }
    }
  }
}

extension TestClient {
  /// Sends a form as one with files does.
  func send(multipart fields: [(String, String)], to path: String) async throws -> Answer {
    let parts = fields.map { name, value in
      "--edge\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
    }
    return try await send(
      "POST", path, headers: ["Content-Type": "multipart/form-data; boundary=edge"],
      body: parts.joined() + "--edge--\r\n")
  }
}
