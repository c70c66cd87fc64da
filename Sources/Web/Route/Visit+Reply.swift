internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import Kernel
public import Markup
internal import NIOCore

extension Visit {
  /// A whole page in the frame, with its title as the only `h1`.
  ///
  /// A title that is somebody's own words, in whatever script, says so.
  public func page(
    _ title: String, _ body: HTML, status: Status = .ok, isWide: Bool = false,
    isPlain: Bool = false, isTitleTheirs: Bool = false
  ) -> Reply {
    let frame = Frame(
      visit: self, title: title, isWide: isWide, isPlain: isPlain, isTitleTheirs: isTitleTheirs)
    var reply = html(frame.page(body), status: status)
    if notice != nil {
      reply.add(cookie: site.cookie(Self.noticeCookie, "", maxAge: 0))
    }
    return reply
  }

  /// A part of a page, for a script that puts it in place.
  public func fragment(_ body: HTML, status: Status = .ok) -> Reply {
    html(body, status: status)
  }

  /// Sends the browser on after something was done, with a word about it on the next page.
  public func redirect(to path: Path, notice: String? = nil) -> Reply {
    var reply = Reply(Response(status: .seeOther, headers: [.location: path.text]))
    if let notice {
      let value = Path.root.appending(String(notice.prefix(600))).text.dropFirst()
      reply.add(cookie: site.cookie(Self.noticeCookie, String(value), maxAge: 60))
    }
    return reply
  }

  /// A value as JSON with its keys in order.
  public func json(_ value: some Encodable, status: Status = .ok) throws -> Reply {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return data(
      Array(try encoder.encode(value)), type: "application/json; charset=utf-8", status: status)
  }

  /// Bytes with their type.
  public func data(
    _ bytes: [UInt8], type: String, status: Status = .ok
  ) -> Reply {
    Reply(
      Response(
        status: status.http, headers: [.contentType: type],
        body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))))
  }

  /// A file to keep, written piece by piece.
  public func download(
    name: String, type: String,
    _ write: @escaping @Sendable (_ chunk: (String) async throws -> Void) async throws -> Void
  ) -> Reply {
    file(name, type) { writer in
      try await write { chunk in try await writer.write(ByteBuffer(string: chunk)) }
    }
  }

  /// A table of comma-separated values to keep, written line by line.
  ///
  /// It begins with the mark of UTF-8: without it spreadsheets take the letters of other alphabets
  /// for something else.
  public func table(
    name: String,
    _ write: @escaping @Sendable (_ line: (String) async throws -> Void) async throws -> Void
  ) -> Reply {
    file(name, "text/csv; charset=utf-8") { writer in
      try await writer.write(ByteBuffer(string: "\u{FEFF}"))
      try await write { line in try await writer.write(ByteBuffer(string: line)) }
    }
  }

  /// A file to keep that is no text, written piece by piece.
  public func download(
    name: String, type: String,
    _ write: @escaping @Sendable (_ chunk: ([UInt8]) async throws -> Void) async throws -> Void
  ) -> Reply {
    file(name, type) { writer in
      try await write { chunk in try await writer.write(ByteBuffer(bytes: chunk)) }
    }
  }

  private func file(
    _ name: String, _ type: String,
    _ write: @escaping @Sendable (inout any ResponseBodyWriter) async throws -> Void
  ) -> Reply {
    let safe = name.filter { $0.isASCII && ($0.isLetter || $0.isNumber || ".-_".contains($0)) }
    return Reply(
      Response(
        status: .ok,
        headers: [
          .contentType: type, .contentDisposition: "attachment; filename=\"\(safe)\"",
        ],
        body: ResponseBody { writer in
          try await write(&writer)
          try await writer.finish(nil)
        }))
  }

  /// A refusal as this reader wants to see it.
  func refusal(_ problem: Problem) -> Reply {
    var reply = document(of: problem)
    if problem.status == .unauthorized, path.hasPrefix("/api/") {
      reply.set(header: "WWW-Authenticate", "Bearer")
    }
    if let seconds = problem.retryAfter { reply.set(header: "Retry-After", String(seconds)) }
    return reply
  }

  private func document(of problem: Problem) -> Reply {
    if wantsJSON { return problemDocument(problem) }
    let title = text("problem.title.\(problem.status.code)")
    let message = text(problem.key, problem.values)
    if wantsFragment {
      return fragment(
        "<p class=\"notice is-bad\" role=\"alert\">\(message)</p>", status: problem.status)
    }
    let fields = problem.fields.map { "<li>\($0.message(text))</li>" as HTML }
    let list: HTML = fields.isEmpty ? "" : "<ul>\(fields)</ul>"
    return page(
      title,
      """
      <p class="lede">\(message)</p>\(list)
      <p class="actions"><a class="button" href="/">\(text("problem.home"))</a></p>
      """, status: problem.status, isPlain: visitor == nil)
  }

  private func problemDocument(_ problem: Problem) -> Reply {
    struct Document: Encodable {
      struct Entry: Encodable { let pointer: String, detail: String }
      let type: String, title: String, status: Int, detail: String, instance: String
      let errors: [Entry]
    }
    let document = Document(
      type: problem.type, title: text("problem.title.\(problem.status.code)"),
      status: problem.status.code, detail: text(problem.key, problem.values), instance: path,
      errors: problem.fields.map { .init(pointer: "/\($0.field)", detail: $0.message(text)) })
    var reply =
      (try? json(document, status: problem.status))
      ?? Reply(Response(status: problem.status.http))
    reply.set(header: "Content-Type", "application/problem+json")
    return reply
  }

  func askToSignIn() throws -> Reply {
    guard request.method == .get, !wantsJSON, !wantsFragment else {
      throw Problem(.unauthorized, "problem.signIn")
    }
    let wanted = path == "/" ? nil : path + (request.uri.query.map { "?" + $0 } ?? "")
    return redirect(to: ("/sign-in" as Path).query([("next", wanted)]))
  }

  private func html(_ body: HTML, status: Status) -> Reply {
    data(Array(body.text.utf8), type: "text/html; charset=utf-8", status: status)
  }

  static var noticeCookie: String { "attune-notice" }

  /// What the page before wanted to say.
  var notice: String? {
    cookie(Self.noticeCookie).flatMap { Form.decoded($0) }.flatMap { $0.isEmpty ? nil : $0 }
  }
}
