internal import CLibCurl
internal import Dispatch
internal import Foundation
public import Kernel

/// The one way out of the program: everything it sends over a network goes through here.
///
/// libcurl does the talking, on a thread of its own, one thing at a time; nothing waits longer
/// than thirty seconds.
public final class OutboundClient: Sendable {
  private let queue = DispatchQueue(label: "outbound")

  /// libcurl's own preparation, which must happen once.
  private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

  public init() {}

  /// Hands a letter to a mail server; returns when the server has taken it.
  ///
  /// - Throws: ``OutboundError``, which says whether another try makes sense.
  public func send(_ mail: Mail, by relay: Relay, at now: Instant) async throws {
    try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
      queue.async {
        done.resume(with: Result { try Self.send(mail.message(at: now), of: mail, by: relay) })
      }
    }
  }

  /// What of a letter is still to be read by libcurl.
  private final class Rest {
    var bytes: ArraySlice<UInt8>

    init(_ text: String) { bytes = ArraySlice(text.utf8) }
  }

  private static func send(_ message: String, of mail: Mail, by relay: Relay) throws {
    guard isReady, let handle = curl_easy_init() else {
      throw OutboundError.unreachable("libcurl could not be prepared")
    }
    defer { curl_easy_cleanup(handle) }
    let list = curl_slist_append(nil, "<\(mail.to.address)>")
    defer { curl_slist_free_all(list) }
    let rest = Rest(message)
    let security = Int(relay.isLocal ? CURLUSESSL_TRY.rawValue : CURLUSESSL_ALL.rawValue)
    var codes = [
      attune_curl_set_text(handle, CURLOPT_URL, relay.url),
      attune_curl_set_text(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps"),
      attune_curl_set_text(handle, CURLOPT_MAIL_FROM, "<\(mail.from.address)>"),
      attune_curl_set_list(handle, CURLOPT_MAIL_RCPT, list),
      attune_curl_set_number(handle, CURLOPT_USE_SSL, security),
      attune_curl_set_number(handle, CURLOPT_CONNECTTIMEOUT, 10),
      attune_curl_set_number(handle, CURLOPT_TIMEOUT, 30),
      attune_curl_set_number(handle, CURLOPT_NOSIGNAL, 1),
    ]
    if let user = relay.user {
      codes.append(attune_curl_set_text(handle, CURLOPT_USERNAME, user))
      codes.append(attune_curl_set_text(handle, CURLOPT_PASSWORD, relay.password ?? ""))
    }
    try withExtendedLifetime(rest) {
      codes.append(
        attune_curl_set_source(handle, read, Unmanaged.passUnretained(rest).toOpaque()))
      for code in codes where code != CURLE_OK { throw failure(code, of: handle) }
      let code = curl_easy_perform(handle)
      guard code == CURLE_OK else { throw failure(code, of: handle) }
    }
  }

  private static let read: curl_read_callback = { buffer, size, count, source in
    guard let buffer, let source else { return 0 }
    let rest = Unmanaged<Rest>.fromOpaque(source).takeUnretainedValue()
    let part = rest.bytes.prefix(size * count)
    part.withUnsafeBytes { bytes in
      if let start = bytes.baseAddress {
        buffer.update(from: start.assumingMemoryBound(to: CChar.self), count: bytes.count)
      }
    }
    rest.bytes = rest.bytes.dropFirst(part.count)
    return part.count
  }

  private static func failure(_ code: CURLcode, of handle: UnsafeMutableRawPointer) -> OutboundError
  {
    var answer = 0
    _ = attune_curl_answer(handle, &answer)
    let words = String(cString: curl_easy_strerror(code))
    return answer >= 400 ? .refused(answer, words) : .unreachable(words)
  }
}
