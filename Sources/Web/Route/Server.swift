internal import HTTPTypes
package import Hummingbird
internal import Kernel
internal import Logging
internal import Markup
internal import NIOCore
internal import Storage
internal import Synchronization

extension Site {
  /// The responder of the whole program, and the list of its routes.
  package func responder(for features: [Feature])
    -> (responder: RouterResponder<WebContext>, routes: [Routes.Entry])
  {
    // Whoever asks whether a page is there asks by HEAD.
    let router = Router(context: WebContext.self, options: .autoGenerateHeadEndpoints)
    let entries = Mutex<[Routes.Entry]>([])
    let site = self
    router.add(middleware: RequestCounter())
    router.add(middleware: SecurityHeaders(isSecure: isSecure))
    router.add(middleware: Unanswered(site: self))
    if limits.address != nil || limits.session != nil {
      router.add(middleware: RateLimit(site: self, limits: limits))
    }
    let table = Mutex<[(Routes.Entry, @Sendable (Visit) async throws -> Reply)]>([])
    let routes = Routes(site: self) { entry, handler in
      entries.withLock { $0.append(entry) }
      table.withLock { $0.append((entry, handler)) }
    }
    for feature in features { feature.routes(routes) }
    for (entry, handler) in table.withLock({ $0 }) {
      router.on(RouterPath(entry.path), method: entry.method == "GET" ? .get : .post) {
        request, context in
        try await site.answer(request, context, handler).response
      }
    }
    for file in Assets.all {
      router.get(RouterPath(file.path.text)) { _, _ in
        Response(
          status: .ok,
          headers: [
            .contentType: file.type, .cacheControl: "public, max-age=31536000, immutable",
          ],
          body: ResponseBody(byteBuffer: ByteBuffer(bytes: file.bytes)))
      }
    }
    return (router.buildResponder(), entries.withLock { $0 })
  }

  /// Finds out who asks, runs the handler, and turns what it throws into an answer.
  func answer(
    _ request: Request, _ context: WebContext,
    _ handler: @Sendable (Visit) async throws -> Reply
  ) async throws -> Reply {
    let visit = try await visit(request, context)
    do {
      return try await handler(visit)
    } catch {
      return visit.refusal(problem(for: error, context))
    }
  }

  func visit(_ request: Request, _ context: WebContext) async throws -> Visit {
    do {
      let actor = try await caller(request)
      let label =
        if let actor { try await workspace(actor.scope, database) } else {
          nil as WorkspaceLabel?
        }
      return Visit(site: self, request: request, context: context, visitor: actor, label: label)
    } catch {
      let visit = Visit(
        site: self, request: request, context: context, visitor: nil, label: nil)
      throw Refused(reply: visit.refusal(problem(for: error, context)))
    }
  }

  /// Who asks: a program by its key, which counts under `/api/` only, or a browser by its cookie.
  ///
  /// A key that leads nowhere is not made good by a cookie beside it.
  private func caller(_ request: Request) async throws -> Actor? {
    if let key = request.accessToken { return try await accessToken(key, world, database) }
    guard let token = request.cookies[sessionCookie]?.value, !token.isEmpty else { return nil }
    return try await session(token, world, database)
  }

  /// What the reader is told about an error; the rest goes to the log, once.
  private func problem(for error: any Error, _ context: WebContext) -> Problem {
    switch error {
    case let problem as Problem: return problem
    case StorageError.conflict: return .conflict("problem.busy")
    case StorageError.unavailable(let message):
      context.logger.error("database unavailable", metadata: ["reason": "\(message)"])
      return Problem(.serviceUnavailable, "problem.unavailable", retryAfter: 5)
    default:
      context.logger.error("request failed", metadata: ["error": "\(error)"])
      return Problem(.internalServerError, "problem.internal")
    }
  }
}

/// An answer that was ready before there was anybody to answer.
private struct Refused: HTTPResponseError {
  let reply: Reply
  var status: HTTPResponse.Status { reply.response.status }
  func response(from request: Request, context: some RequestContext) -> Response {
    reply.response
  }
}

/// Turns the router's own refusals (no such path) into the same pages as ours.
private struct Unanswered: RouterMiddleware {
  let site: Site

  func handle(
    _ request: Request, context: WebContext,
    next: (Request, WebContext) async throws -> Response
  ) async throws -> Response {
    do {
      return try await next(request, context)
    } catch let error as HTTPError where error.status == .notFound {
      return try await site.answer(request, context) { _ in throw Problem.notFound }.response
    } catch let error as any HTTPResponseError {
      return try error.response(from: request, context: context)
    }
  }
}

extension Request {
  /// The key that a program shows for what lies under `/api/`.
  var accessToken: String? {
    guard uri.path.hasPrefix("/api/"), let shown = headers[.authorization],
      shown.utf8.count <= 200, shown.lowercased().hasPrefix("bearer ")
    else { return nil }
    return String(shown.dropFirst("bearer ".count).drop { $0 == " " })
  }
}
