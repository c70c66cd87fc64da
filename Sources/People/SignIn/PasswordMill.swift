internal import Foundation
public import Kernel
internal import Synchronization

/// The one place where passwords are hashed: two at a time, twenty waiting, the rest refused.
///
/// Hashing runs on threads of its own, so that requests and events never wait for it.
public final class PasswordMill: Sendable {
  /// Too many hashes wait already; the caller may try again in a moment.
  public struct Busy: Error, Hashable, Sendable {}

  public let cost: PasswordCost
  private let world: World
  private let capacity: Int
  private let pending = Mutex(0)
  private let queue: OperationQueue

  /// A mill of its own threads and queue.
  public init(
    world: World, cost: PasswordCost = .standard, width: Int = 2, waiting: Int = 20
  ) {
    self.world = world
    self.cost = cost
    capacity = width + waiting
    queue = OperationQueue()
    queue.maxConcurrentOperationCount = width
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

  private func run<Value: Sendable>(
    _ work: @escaping @Sendable () throws -> Value
  ) async throws -> Value {
    let admitted = pending.withLock { pending in
      guard pending < capacity else { return false }
      pending += 1
      return true
    }
    guard admitted else { throw Busy() }
    defer { pending.withLock { $0 -= 1 } }
    return try await withCheckedThrowingContinuation { continuation in
      queue.addOperation {
        continuation.resume(with: Result { try work() })
      }
    }
  }
}
