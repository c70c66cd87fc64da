internal import Markup

/// Where a capability adds its routes; each names the right it needs, and there is no other way.
public struct Routes: Sendable {
  /// What is known about a route, for tests that walk through all of them.
  public struct Entry: Hashable, Sendable {
    public let method: String
    public let path: String
    /// The right it needs; `nil` on the few open routes.
    public let right: String?
  }

  typealias Handler = @Sendable (Visit) async throws -> Reply

  let site: Site
  let add: @Sendable (Entry, @escaping @Sendable (Visit) async throws -> Reply) -> Void

  /// A page that shows something.
  public func get(
    _ path: StaticString, allow action: Action, _ resource: Resource,
    _ handler: @escaping @Sendable (Visit) async throws -> Reply
  ) {
    signedIn("GET", path, action, resource, handler)
  }

  /// A form that does something; its token has been checked before the handler runs.
  public func post(
    _ path: StaticString, allow action: Action, _ resource: Resource,
    _ handler: @escaping @Sendable (Visit) async throws -> Reply
  ) {
    signedIn("POST", path, action, resource) { visit in
      let form = try await visit.form()
      guard visit.isGenuine(token: visit.header("X-CSRF-Token") ?? form["csrf"]) else {
        throw Problem.forged
      }
      return try await handler(visit)
    }
  }

  /// A form that carries files; the handler reads the body and checks the token in it.
  public func upload(
    _ path: StaticString, allow action: Action, _ resource: Resource,
    _ handler: @escaping @Sendable (Visit) async throws -> Reply
  ) {
    signedIn("POST", path, action, resource, handler)
  }

  /// A route for everybody: signing in, first run, health.
  public func open(
    _ method: StaticString, _ path: StaticString,
    _ handler: @escaping @Sendable (Visit) async throws -> Reply
  ) {
    let entry = Entry(method: "\(method)", path: "\(path)", right: nil)
    let writes = entry.method != "GET"
    add(entry) { visit in
      if writes, !visit.isSameSite { throw Problem.forged }
      return try await handler(visit)
    }
  }

  private func signedIn(
    _ method: String, _ path: StaticString, _ action: Action, _ resource: Resource,
    _ handler: @escaping @Sendable (Visit) async throws -> Reply
  ) {
    let entry = Entry(
      method: method, path: "\(path)", right: "\(action.rawValue) \(resource.rawValue)")
    add(entry) { visit in
      guard let actor = visit.visitor else { return try visit.askToSignIn() }
      guard actor.can(action, resource) else { throw Problem.notFound }
      if method != "GET", !visit.isSameSite { throw Problem.forged }
      guard !actor.owesSecondStep || resource == .account else {
        return visit.redirect(
          to: "/profile/second-step", notice: visit.text("frame.secondStep"))
      }
      return try await handler(visit)
    }
  }
}
