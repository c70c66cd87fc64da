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
    let router = Router(context: WebContext.self)
    let entries = Mutex<[Routes.Entry]>([])
    let site = self
    router.add(middleware: RequestCounter())
    router.add(middleware: SecurityHeaders(isSecure: isSecure))
    router.add(middleware: Unanswered(site: self))
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
      let token = request.cookies[sessionCookie]?.value
      let actor =
        if let token, !token.isEmpty { try await session(token, world, database) } else {
          nil as Actor?
        }
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

  /// What the reader is told about an error; the rest goes to the log, once.
  private func problem(for error: any Error, _ context: WebContext) -> Problem {
    switch error {
    case let problem as Problem: return problem
    case StorageError.conflict: return .conflict("problem.busy")
    case StorageError.unavailable(let message):
      context.logger.error("database unavailable", metadata: ["reason": "\(message)"])
      return Problem(.serviceUnavailable, "problem.unavailable")
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

/// The headers that every answer carries, whatever happened.
private struct SecurityHeaders: RouterMiddleware {
  let isSecure: Bool

  func handle(
    _ request: Request, context: WebContext,
    next: (Request, WebContext) async throws -> Response
  ) async throws -> Response {
    var response: Response
    do {
      response = try await next(request, context)
    } catch let error as any HTTPResponseError {
      response = try error.response(from: request, context: context)
    }
    for (name, value) in Self.values {
      if let name = HTTPField.Name(name), response.headers[name] == nil {
        response.headers[name] = value
      }
    }
    if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
    if isSecure, let name = HTTPField.Name("Strict-Transport-Security") {
      response.headers[name] = "max-age=31536000"
    }
    return response
  }

  private static let values = [
    (
      "Content-Security-Policy",
      """
      default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
      media-src 'self' blob:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; \
      base-uri 'none'; require-trusted-types-for 'script'; trusted-types attune
      """
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), microphone=(), geolocation=()"),
  ]
}
