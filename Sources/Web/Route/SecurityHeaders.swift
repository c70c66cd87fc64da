internal import HTTPTypes
internal import Hummingbird

/// The headers that every answer carries, whatever happened.
struct SecurityHeaders: RouterMiddleware {
  let fields: HTTPFields

  init(isSecure: Bool) {
    fields = Self.fields(isSecure: isSecure)
  }

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
    for field in fields where response.headers[field.name] == nil {
      response.headers.append(field)
    }
    return response
  }

  /// The headers where an answer does not say otherwise.
  static func fields(isSecure: Bool) -> HTTPFields {
    var fields = HTTPFields()
    for (name, value) in values {
      if let name = HTTPField.Name(name) { fields[name] = value }
    }
    if isSecure { fields[.strictTransportSecurity] = "max-age=31536000" }
    return fields
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
    ("Cache-Control", "no-store"),
  ]
}
