import Kernel
import Logging
import Markup
import Storage
import Support
import Testing

@testable import Web

@Suite struct SocketTests {
  private let quick = ConnectionLimits(
    idle: 0.5, connections: 8, bodyGrace: 0.4, bodyRate: 1024, stall: 0.6)

  @Test func `a page comes over the wire with every header`() async throws {
    try await withServer { port in
      let wire = try Wire(port: port)
      wire.send(request("GET", "/open"))
      let answer = try #require(await wire.receive(within: 30))
      #expect(answer.hasPrefix("HTTP/1.1 200 "))
      expectHeaders(answer)
    }
  }

  @Test func `a thousand header fields are read, one more is refused`() async throws {
    try await withServer { port in
      for (count, status) in [(990, "200"), (1_001, "400")] {
        let fields = (0..<count).map { "x-\($0): 1\r\n" }.joined()
        let wire = try Wire(port: port)
        wire.send(request("GET", "/open", fields))
        let answer = try #require(await wire.receive(within: 30))
        #expect(answer.hasPrefix("HTTP/1.1 \(status) "))
        expectHeaders(answer)
      }
    }
  }

  @Test func `headers of more than eighty kilobytes are refused`() async throws {
    try await withServer { port in
      for (count, status) in [(60, "200"), (90, "400")] {
        let fields = (0..<count).map {
          "x-\($0): \(String(repeating: "a", count: 1000))\r\n"
        }.joined()
        let wire = try Wire(port: port)
        wire.send(request("GET", "/open", fields))
        let answer = try #require(await wire.receive(within: 30))
        #expect(answer.hasPrefix("HTTP/1.1 \(status) "))
      }
    }
  }

  @Test func `what is no HTTP gets an answer with headers and the door`() async throws {
    try await withServer { port in
      let wire = try Wire(port: port)
      wire.send("\u{16}\u{3}\u{1} nonsense\r\n\r\n")
      let answer = try #require(await wire.receive(within: 30))
      #expect(answer.hasPrefix("HTTP/1.1 400 "))
      expectHeaders(answer)
    }
  }

  @Test func `silence ends a connection, and so do drip-fed headers`() async throws {
    try await withServer(quick) { port in
      let silent = try Wire(port: port)
      #expect(await silent.receive(within: 30) != nil)
      let dripping = try Wire(port: port)
      dripping.send("GET /open HTTP/1.1\r\nHost: localhost\r\n")
      #expect(await dripping.drip("x: 1\r\n", every: 0.1, atMost: 30) != nil)
    }
  }

  @Test(arguments: ["/read", "/unread", "/missing"])
  func `a drip-fed body ends its connection`(path: String) async throws {
    try await withServer(quick) { port in
      let wire = try Wire(port: port)
      wire.send(request("POST", path, form(length: 100_000), isLast: false))
      let end = await wire.drip("a=1&", every: 0.05, atMost: 30)
      #expect(end != nil, "still open after thirty seconds")
    }
  }

  @Test func `a body that comes fast enough but never ends is cut at its deadline`()
    async throws
  {
    let limits = RequestLimits(address: nil, session: nil, bodyDeadline: 0.8)
    try await withServer(quick, limits) { port in
      let wire = try Wire(port: port)
      wire.send(request("POST", "/read", form(length: 10_000_000), isLast: false))
      let some = String(repeating: "a", count: 2000)
      #expect(await wire.drip(some, every: 0.05, atMost: 30) != nil)
    }
  }

  @Test func `a slow body is told so`() async throws {
    // Nothing else may end this connection, however busy the machine is.
    let patient = ConnectionLimits(
      idle: 60, connections: 8, bodyGrace: 0.4, bodyRate: 1024, stall: 60)
    try await withServer(patient) { port in
      let wire = try Wire(port: port)
      wire.send(request("POST", "/read", form(length: 100_000), isLast: false))
      wire.send("a=1")
      #expect(await wire.receive(within: 30)?.hasPrefix("HTTP/1.1 408 ") == true)
    }
  }

  @Test func `more than two mebibytes are refused over the wire too`() async throws {
    try await withServer { port in
      let wire = try Wire(port: port)
      let body = "a=" + String(repeating: "b", count: 2 * 1024 * 1024)
      wire.send(request("POST", "/read", form(length: body.utf8.count)))
      wire.send(body)
      let answer = try #require(await wire.receive(until: "\r\n\r\n", within: 30))
      #expect(answer.hasPrefix("HTTP/1.1 413 "))
    }
  }

  @Test func `who does not read the answer loses the connection`() async throws {
    try await withServer(quick) { port in
      let wire = try Wire(port: port)
      wire.send(request("GET", "/large"))
      // The answer is far larger than what the two ends hold for one another.
      try await Task.sleep(for: .seconds(2.5))
      let text = try #require(await wire.receive(within: 30))
      #expect(text.utf8.count < 40_000_000)
    }
  }

  @Test func `connections beyond the limit wait until one ends`() async throws {
    let few = ConnectionLimits(
      idle: 2, connections: 8, bodyGrace: 0.4, bodyRate: 1024, stall: 0.6)
    try await withServer(few) { port in
      let held = try (0..<8).map { _ in try Wire(port: port) }
      try await Task.sleep(for: .milliseconds(200))
      let late = try Wire(port: port)
      late.send(request("GET", "/open"))
      #expect(await late.receive(until: "200", within: 0.15) == nil)
      #expect(await late.receive(until: "200", within: 30) != nil)
      withExtendedLifetime(held) {}
    }
  }

  @Test func `an address that asks too often has to wait, and others do not`() async throws {
    let limits = RequestLimits(address: .init(rate: 0.01, size: 5), session: nil)
    try await withServer(limits) { port in
      var answers: [String] = []
      for (address, count) in [("192.0.2.7", 7), ("192.0.2.8", 1), ("2001:db8:0:1::1", 6)] {
        for _ in 0..<count {
          let wire = try Wire(port: port)
          wire.send(request("GET", "/missing", "X-Forwarded-For: 9.9.9.9, \(address)\r\n"))
          let answer = try #require(await wire.receive(within: 30))
          answers.append(String(answer.dropFirst(9).prefix(3)))
          if answer.hasPrefix("HTTP/1.1 429") {
            let wait = answer.lowercased().split(separator: "\r\nretry-after: ").last?
              .prefix { $0.isNumber }
            #expect((1...100).contains(wait.flatMap { Int($0) } ?? 0))
            expectHeaders(answer)
          }
        }
      }
      let expected =
        Array(repeating: "404", count: 5) + ["429", "429", "404"]
        + Array(repeating: "404", count: 5) + ["429"]
      #expect(answers == expected)
    }
  }

  @Test func `a session that asks too often has to wait`() async throws {
    let limits = RequestLimits(address: nil, session: .init(rate: 0.01, size: 3))
    try await withServer(limits) { port in
      var answers: [String] = []
      for name in ["one", "one", "one", "one", "two"] {
        let wire = try Wire(port: port)
        wire.send(request("GET", "/open", "Cookie: attune=\(name)\r\n"))
        let answer = try #require(await wire.receive(within: 30))
        answers.append(String(answer.dropFirst(9).prefix(3)))
      }
      #expect(answers == ["200", "200", "200", "429", "200"])
    }
  }

  // MARK: A server for a moment

  private func request(
    _ method: String, _ path: String, _ fields: String = "", isLast: Bool = true
  ) -> String {
    let end = isLast ? "Connection: close\r\n" : ""
    return "\(method) \(path) HTTP/1.1\r\nHost: localhost\r\n\(end)\(fields)\r\n"
  }

  private func form(length: Int) -> String {
    """
    Content-Type: application/x-www-form-urlencoded\r
    Sec-Fetch-Site: same-origin\r
    Content-Length: \(length)\r\n
    """
  }

  private func expectHeaders(_ answer: String) {
    let head = answer.prefix(8000).lowercased()
    for name in [
      "content-security-policy", "x-content-type-options", "referrer-policy",
      "cross-origin-opener-policy", "cross-origin-resource-policy", "cache-control",
    ] {
      #expect(head.contains("\r\n\(name): "), "\(name)")
      #expect(head.ranges(of: "\r\n\(name): ").count == 1, "\(name) once")
    }
  }

  private func withServer(
    _ limits: ConnectionLimits = .standard, _ requests: RequestLimits = .none,
    _ body: @escaping @Sendable (Int) async throws -> Void
  ) async throws {
    let feature = Feature(
      "wire",
      routes: { routes in
        routes.open("GET", "/open") { $0.page("Open", "") }
        routes.open("POST", "/read") { visit in
          _ = try await visit.form()
          return visit.page("Read", "")
        }
        routes.open("POST", "/unread") { $0.page("Unread", "") }
        routes.open("GET", "/large") { visit in
          visit.download(name: "large.txt", type: "text/plain") { write in
            let piece = String(repeating: "large ", count: 10_000)
            for _ in 0..<700 { try await write(piece) }
          }
        }
      })
    try await withDatabase(.sqlite, []) { database in
      let site = Site(
        world: .live, database: database, features: [feature], session: { _, _, _ in nil },
        limits: requests)
      var logger = Logger(label: "test")
      logger.logLevel = .critical
      let (ports, announce) = AsyncStream<Int>.makeStream()
      let server = WebServer(
        site: site, features: [feature], host: "127.0.0.1", port: 0, limits: limits,
        logger: logger, onReady: { announce.yield($0) })
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await server.run() }
        group.addTask {
          for await port in ports {
            try await body(port)
            return
          }
        }
        try await group.next()
        group.cancelAll()
      }
    }
  }

  private func withServer(
    _ requests: RequestLimits, _ body: @escaping @Sendable (Int) async throws -> Void
  ) async throws {
    try await withServer(.standard, requests, body)
  }
}
