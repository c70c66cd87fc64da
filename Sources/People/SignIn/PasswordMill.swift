internal import Foundation
internal import Glibc
public import Kernel
internal import Synchronization

/// The one place where passwords are hashed: few at a time, twenty waiting, the rest refused.
///
/// Hashes run on threads of their own, which step back when a page wants the processor. The
/// shared queues of Dispatch would not do: their few threads are those that run every `async`
/// function, and two hashes on two cores would hold up every page.
public final class PasswordMill: Sendable {
  /// Too many hashes wait already; the caller may try again in a moment.
  public struct Busy: Error, Hashable, Sendable {}

  /// Half of the processors, at most two: the other half answers pages.
  public static let usualWidth = max(1, min(2, ProcessInfo.processInfo.activeProcessorCount / 2))

  private typealias Job = @Sendable () -> Void

  private struct Line {
    var running = 0
    var waiting: [Job] = []
  }

  public let cost: PasswordCost
  private let world: World
  private let width: Int
  private let room: Int
  private let line = Mutex(Line())

  /// A mill of its own threads and queue.
  public init(
    world: World, cost: PasswordCost = .standard, width: Int = PasswordMill.usualWidth,
    waiting: Int = 20
  ) {
    self.world = world
    self.cost = cost
    self.width = width
    room = waiting
  }

  /// The hash of a new password, as it is stored.
  public func hash(_ password: String) async throws -> String {
    let salt = world.secret(16)
    let cost = cost
    return try await run { try PasswordHash(of: password, salt: salt, cost: cost).text }
  }

  /// What a comparison says.
  public enum Verdict: Hashable, Sendable {
    case wrong
    case right
    /// Right, but stored with another cost than today's.
    case rightButStale
  }

  /// Compares a password with a stored hash; without one it takes as long and says no.
  public func compare(_ password: String, with stored: String?) async throws -> Verdict {
    let known = stored.flatMap(PasswordHash.init(text:))
    let cost = cost
    return try await run {
      guard let known else {
        _ = try PasswordHash(of: password, salt: [UInt8](repeating: 0, count: 16), cost: cost)
        return .wrong
      }
      guard try known.matches(password) else { return .wrong }
      return known.cost == cost ? .right : .rightButStale
    }
  }

  /// Does work on a thread of the mill, first come, first served.
  ///
  /// - Throws: ``Busy`` when the line is full, and what the work throws.
  func run<Value: Sendable>(
    _ work: @escaping @Sendable () throws -> Value
  ) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      let isTaken = enter { continuation.resume(with: Result { try work() }) }
      if !isTaken { continuation.resume(throwing: Busy()) }
    }
  }

  private enum Place {
    case atWork, waiting, refused
  }

  private func enter(_ job: @escaping Job) -> Bool {
    let place = line.withLock { line -> Place in
      if line.running < width {
        line.running += 1
        return .atWork
      }
      guard line.waiting.count < room else { return .refused }
      line.waiting.append(job)
      return .waiting
    }
    if place == .atWork { Thread.detachNewThread { [self] in work(off: job) } }
    return place != .refused
  }

  /// Does a job and then those that wait; runs on a thread that ends with the last of them.
  private func work(off job: @escaping Job) {
    // On Linux this concerns the calling thread alone.
    _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 5)
    var next: Job? = job
    while let job = next {
      job()
      next = line.withLock { line in
        if line.waiting.isEmpty {
          line.running -= 1
          return nil
        }
        return line.waiting.removeFirst()
      }
    }
  }
}
