internal import Foundation
public import Kernel

/// The one place where passwords are hashed: few at a time, twenty waiting, the rest refused.
///
/// Hashes run on threads of their own, which step back when a page wants the processor.
public final class PasswordMill: Sendable {
  /// Too many hashes wait already; the caller may try again in a moment.
  public struct Busy: Error, Hashable, Sendable {}

  /// Half of the processors, at most two: the other half answers pages.
  public static let usualWidth = max(1, min(2, ProcessInfo.processInfo.activeProcessorCount / 2))

  public let cost: PasswordCost
  private let world: World
  private let threads: SideThreads

  /// A mill of its own threads and queue.
  public init(
    world: World, cost: PasswordCost = .standard, width: Int = PasswordMill.usualWidth,
    waiting: Int = 20
  ) {
    self.world = world
    self.cost = cost
    threads = SideThreads(width: width, waiting: waiting, stepping: .near)
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
      let isTaken = threads.take { continuation.resume(with: Result { try work() }) }
      if !isTaken { continuation.resume(throwing: Busy()) }
    }
  }
}
