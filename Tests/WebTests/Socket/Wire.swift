import Glibc
import Foundation

/// A connection to this machine, byte by byte, as no well-behaved client would use it.
final class Wire: Sendable {
  private let descriptor: Int32

  init(port: Int) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(UInt16(truncatingIfNeeded: port)).bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let answer = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard answer == 0 else { throw Broken(code: errno) }
  }

  struct Broken: Error { let code: Int32 }

  deinit { close(descriptor) }

  /// Sends bytes; says whether the other end still took them.
  @discardableResult
  func send(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    var start = 0
    while start < bytes.count {
      let count = bytes[start...].withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      start += count
    }
    return true
  }

  /// What comes until the other end closes or enough has come; `nil` when time runs out first.
  func receive(until mark: String? = nil, within seconds: Double) async -> String? {
    await offThread { [self] in
      let end = ContinuousClock.now + .seconds(seconds)
      var bytes: [UInt8] = []
      var chunk = [UInt8](repeating: 0, count: 64 * 1024)
      while ContinuousClock.now < end {
        var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard Glibc.poll(&poll, 1, 50) > 0 else { continue }
        let count = recv(descriptor, &chunk, chunk.count, 0)
        if count <= 0 { return String(decoding: bytes, as: UTF8.self) }
        bytes += chunk[0..<count]
        let text = String(decoding: bytes, as: UTF8.self)
        if let mark, text.contains(mark) { return text }
      }
      return nil
    }
  }

  /// Sends a little again and again; gives the seconds after which the other end had enough.
  func drip(_ text: String, every pause: Double, atMost seconds: Double) async -> Double? {
    await offThread { [self] in
      let start = ContinuousClock.now
      while ContinuousClock.now - start < .seconds(seconds) {
        usleep(UInt32(pause * 1e6))
        var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        if Glibc.poll(&poll, 1, 0) > 0 {
          var chunk = [UInt8](repeating: 0, count: 4096)
          if recv(descriptor, &chunk, chunk.count, 0) <= 0 {
            return Self.seconds(ContinuousClock.now - start)
          }
        }
        if !send(text) { return Self.seconds(ContinuousClock.now - start) }
      }
      return nil
    }
  }

  private static func seconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
  }

  /// Blocking calls have a thread of their own, away from those the server needs.
  private func offThread<Value: Sendable>(
    _ work: @escaping @Sendable () -> Value
  ) async -> Value {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread { continuation.resume(returning: work()) }
    }
  }
}
