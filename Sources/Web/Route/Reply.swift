internal import HTTPTypes
internal import Hummingbird

/// What a page or an action answers with.
public struct Reply: Sendable {
  var response: Response

  init(_ response: Response) {
    self.response = response
  }

  public var status: Status { Status(code: response.status.code) }

  /// Sets a header, in place of the value it may have had.
  public mutating func set(header name: String, _ value: String) {
    if let name = HTTPField.Name(name) { response.headers[name] = value }
  }

  /// Adds a cookie; see ``Site/cookie(session:maxAge:)``.
  public mutating func add(cookie: String) {
    response.headers[values: .setCookie].append(cookie)
  }
}

/// How a request ended, by the numbers of HTTP.
public struct Status: Hashable, Sendable {
  public let code: Int

  public init(code: Int) {
    self.code = code
  }

  public static let ok = Status(code: 200)
  public static let created = Status(code: 201)
  public static let seeOther = Status(code: 303)
  public static let badRequest = Status(code: 400)
  public static let unauthorized = Status(code: 401)
  public static let forbidden = Status(code: 403)
  public static let notFound = Status(code: 404)
  public static let requestTimeout = Status(code: 408)
  public static let conflict = Status(code: 409)
  public static let preconditionFailed = Status(code: 412)
  public static let contentTooLarge = Status(code: 413)
  public static let unsupportedMediaType = Status(code: 415)
  public static let unprocessableContent = Status(code: 422)
  public static let tooManyRequests = Status(code: 429)
  public static let internalServerError = Status(code: 500)
  public static let serviceUnavailable = Status(code: 503)
  public static let insufficientStorage = Status(code: 507)

  var http: HTTPResponse.Status { HTTPResponse.Status(code: code) }
}
