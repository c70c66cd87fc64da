internal import HTTPTypes
internal import Hummingbird
public import Kernel
public import Markup
public import Storage
internal import Synchronization

/// One request: who asks, in which language, for what, and the ways to answer.
public struct Visit: Sendable {
  public let site: Site
  let request: Request
  let context: WebContext
  /// Who is signed in, if anybody is.
  public let visitor: Actor?
  public let text: Text
  /// What is known about the workspace; `nil` before somebody has signed in.
  public let label: WorkspaceLabel?
  private let body: BodyCache

  init(
    site: Site, request: Request, context: WebContext, visitor: Actor?, label: WorkspaceLabel?
  ) {
    self.site = site
    self.request = request
    self.context = context
    self.visitor = visitor
    self.label = label
    let language =
      visitor.flatMap { Language(rawValue: $0.language) }
      ?? Language(acceptLanguage: request.headers[.acceptLanguage])
    text = Text(site.words, language: language, zone: visitor?.zone ?? .utc)
    body = BodyCache()
  }

  public var world: World { site.world }
  public var database: any Database { site.database }

  /// The signed-in person; routes that need a right have made sure that there is one.
  public var actor: Actor {
    visitor
      ?? Actor(
        person: Identifier(rawValue: 0), name: "", workspace: Identifier(rawValue: 0), grants: [])
  }

  public var scope: Scope { actor.scope }

  /// The workspace's zone, in which its days are counted for everybody alike.
  public var zone: Zone { label?.zone ?? actor.zone }

  /// Today in the workspace's zone, by which everything is due.
  public var today: Day { zone.day(of: world.now()) }

  // MARK: What was asked

  /// A key in the path; anything that is no key is as good as absent.
  public func id<Noun>(_ name: String) throws -> Identifier<Noun> {
    guard let text = context.parameters.get(name), let id = Identifier<Noun>(text: text) else {
      throw Problem.notFound
    }
    return id
  }

  /// A word in the path.
  public func segment(_ name: String) throws -> String {
    guard let text = context.parameters.get(name).flatMap({ Form.decoded($0) }) else {
      throw Problem.notFound
    }
    return text
  }

  /// The items after the question mark; broken ones are left out.
  public var query: Form {
    (try? Form(urlencoded: request.uri.query ?? "")) ?? Form([])
  }

  /// An item after the question mark, if it is there and not empty.
  public func query(_ name: String) -> String? {
    query.optional(name).flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The path that was asked for, without the query.
  public var path: String { request.uri.path }

  /// The address people use for this site, such as `https://attune.example.org`.
  public var siteAddress: String {
    if let own = site.publicURL { return own.hasSuffix("/") ? String(own.dropLast()) : own }
    return "http://" + (request.head.authority ?? "localhost")
  }

  public func header(_ name: String) -> String? {
    HTTPField.Name(name).flatMap { request.headers[$0] }
  }

  /// The network address of who asks; `nil` when a proxy on this machine does not say.
  ///
  /// A forwarded address counts only from a proxy on this machine, and only the last one,
  /// which that proxy wrote itself. Of an IPv6 address it is the network, since whoever has one
  /// has all of its 2⁶⁴ addresses.
  public var address: String? {
    guard let peer = context.peer else { return nil }
    guard peer.hasPrefix("127.") || peer == "::1" else { return NetworkAddress.network(of: peer) }
    return header("X-Forwarded-For")?.split(separator: ",").last.map { part in
      NetworkAddress.network(of: String(part.filter { $0 != " " }.prefix(64)))
    }
  }

  /// The token of the session that asks, as its cookie carries it.
  public var sessionToken: String? { cookie(site.sessionCookie) }

  func cookie(_ name: String) -> String? { request.cookies[name]?.value }

  /// Whether the page's script wants a part of the page only.
  public var wantsFragment: Bool { header("X-Fragment") != nil }

  var wantsJSON: Bool {
    path.hasPrefix("/api/") || header("Accept")?.hasPrefix("application/json") == true
  }

  /// The fields of the body, read once; at most two mebibytes within thirty seconds.
  public func form() async throws -> Form {
    if let form = body.form.withLock({ $0 }) { return form }
    let type = request.headers[.contentType] ?? "application/x-www-form-urlencoded"
    guard type.hasPrefix("application/x-www-form-urlencoded") else {
      throw Problem(.unsupportedMediaType, "problem.mediaType")
    }
    let bytes = try await collectedBody(limit: 2 * 1024 * 1024)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Problem(.badRequest, "problem.malformed")
    }
    let form = try Form(urlencoded: text)
    body.form.withLock { $0 = form }
    return form
  }

  /// Hands over the body as it arrives, so that a file of any size needs little memory.
  ///
  /// - Throws: ``Problem`` when more than `limit` bytes arrive.
  public func forEachBodyChunk(
    limit: Int, _ body: (ArraySlice<UInt8>) async throws -> Void
  ) async throws {
    var count = 0
    for try await buffer in request.body {
      count += buffer.readableBytes
      if count > limit { throw Problem(.contentTooLarge, "problem.tooLarge") }
      try await body(ArraySlice(buffer.readableBytesView))
    }
  }

  private func collectedBody(limit: Int) async throws -> [UInt8] {
    let request = request
    return try await withDeadline(.milliseconds(Int64(site.limits.bodyDeadline * 1000))) {
      var bytes: [UInt8] = []
      for try await buffer in request.body {
        bytes += buffer.readableBytesView
        if bytes.count > limit { throw Problem(.contentTooLarge, "problem.tooLarge") }
      }
      return bytes
    }
  }

  // MARK: Whether to answer

  /// Refuses unless the actor may do it to that object; refused is the same as not there.
  public func require(_ action: Action, _ resource: Resource, _ object: Ownership) throws {
    guard actor.can(action, resource, object) else { throw Problem.notFound }
  }

  /// Whether a form's token is the one this session was given.
  public func isGenuine(token: String) -> Bool {
    guard let expected = visitor?.csrf, !expected.isEmpty else { return false }
    let (left, right) = (Array(token.utf8), Array(expected.utf8))
    guard left.count == right.count else { return false }
    return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }

  /// Whether the browser says that the request came from a page of ours.
  ///
  /// Every browser says so with a form, one way or the other; who says nothing is refused.
  var isSameSite: Bool {
    if let site = header("Sec-Fetch-Site") {
      return site == "same-origin" || site == "none"
    }
    guard let origin = request.headers[.origin] else { return false }
    if let own = site.publicURL, origin == Self.origin(of: own) { return true }
    let host = origin.split(separator: "/", omittingEmptySubsequences: true).last
    return host.map(String.init) == request.head.authority
  }

  /// Scheme, host and port of an address.
  private static func origin(of url: String) -> String {
    let parts = url.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: true)
    return parts.prefix(2).joined(separator: "//")
  }

  /// The hidden field that proves a form is ours.
  public var csrf: HTML {
    "<input type=\"hidden\" name=\"csrf\" value=\"\(actor.csrf)\">"
  }
}

private final class BodyCache: Sendable {
  let form = Mutex<Form?>(nil)
}

/// Runs work that must end in time.
func withDeadline<Value: Sendable>(
  _ limit: Duration, _ work: @escaping @Sendable () async throws -> Value
) async throws -> Value {
  try await withThrowingTaskGroup(of: Value?.self) { group in
    group.addTask { try await work() }
    group.addTask {
      try await Task.sleep(for: limit)
      return nil
    }
    defer { group.cancelAll() }
    guard let value = try await group.next() ?? nil else {
      throw Problem(.requestTimeout, "problem.timeout")
    }
    return value
  }
}
