import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOEmbedded
public import Web

/// Asks the routes of features directly, without a socket; keeps cookies as a browser does.
public final class TestClient {
  private let respond: (Request) async throws -> Response
  /// Every route the features have added.
  public let routes: [Routes.Entry]
  public private(set) var cookies: [String: String] = [:]

  /// A client for the features of a site.
  public init(site: Site, features: [Feature]) {
    let (responder, routes) = site.responder(for: features)
    self.routes = routes
    respond = { request in
      var logger = Logger(label: "test")
      logger.logLevel = .critical
      logger[metadataKey: "hb.request.id"] = "test"
      let source = ApplicationRequestContextSource(channel: EmbeddedChannel(), logger: logger)
      return try await responder.respond(to: request, context: WebContext(source: source))
    }
  }

  /// What came back: status, headers by lower-case name, body as text.
  public struct Answer: Sendable {
    public let status: Int
    public let headers: [String: String]
    public let body: String
  }

  public func get(_ path: String, headers: [String: String] = [:]) async throws -> Answer {
    try await send("GET", path, headers: headers, body: "")
  }

  /// Sends a form, with the token of ``csrf`` unless the fields bring their own.
  public func post(
    _ path: String, _ fields: [(String, String)] = [], headers: [String: String] = [:]
  ) async throws -> Answer {
    let body = fields.map { "\(Self.encoded($0.0))=\(Self.encoded($0.1))" }.joined(separator: "&")
    let type = ["Content-Type": "application/x-www-form-urlencoded"]
    return try await send("POST", path, headers: type.merging(headers) { $1 }, body: body)
  }

  /// Sends a body as it is, as a browser does from a page of the same site; an empty header is
  /// left out.
  public func send(
    _ method: String, _ path: String, headers: [String: String], body: String
  ) async throws -> Answer {
    var fields = HTTPFields()
    let isSilent = headers["Origin"] == nil && headers["Sec-Fetch-Site"] == nil
    if method != "GET", isSilent, let name = HTTPField.Name("Sec-Fetch-Site") {
      fields[name] = "same-origin"
    }
    for (name, value) in headers {
      if let name = HTTPField.Name(name) { fields[name] = value.isEmpty ? nil : value }
    }
    if !cookies.isEmpty {
      fields[.cookie] = cookies.map { "\($0.key)=\($0.value)" }.sorted().joined(separator: "; ")
    }
    let head = HTTPRequest(
      method: .init(rawValue: method) ?? .get, scheme: "http", authority: "localhost",
      path: path, headerFields: fields)
    let response = try await respond(
      Request(head: head, body: .init(buffer: ByteBuffer(string: body))))
    for cookie in response.headers[values: .setCookie] { keep(cookie) }
    let writer = Collector()
    try await response.body.write(writer)
    return Answer(
      status: response.status.code,
      headers: response.headers.reduce(into: [:]) { $0[$1.name.canonicalName] = $1.value },
      body: String(buffer: writer.buffer.value))
  }

  /// Sets a cookie, for example of a session that a test made itself.
  public func set(cookie name: String, _ value: String) {
    cookies[name] = value
  }

  private func keep(_ header: String) {
    let pair = header.prefix { $0 != ";" }.split(
      separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard pair.count == 2 else { return }
    cookies[String(pair[0])] = header.contains("Max-Age=0") ? nil : String(pair[1])
  }

  private static func encoded(_ text: String) -> String {
    text.utf8.map { byte in
      let scalar = UnicodeScalar(byte)
      let digits = String(byte, radix: 16, uppercase: true)
      return scalar.isASCII && (scalar.properties.isAlphabetic || (48...57).contains(byte))
        ? String(scalar) : "%" + (digits.count < 2 ? "0" : "") + digits
    }.joined()
  }
}

/// Gathers what a body writes.
private struct Collector: ResponseBodyWriter {
  final class Box: @unchecked Sendable {
    // One body writes at a time, and it is read after the body has finished.
    var value = ByteBuffer()
  }
  let buffer = Box()

  mutating func write(_ buffer: ByteBuffer) async throws {
    var copy = buffer
    self.buffer.value.writeBuffer(&copy)
  }

  consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
