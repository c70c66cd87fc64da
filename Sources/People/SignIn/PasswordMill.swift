internal import Dispatch
public import Kernel
internal import Synchronization

/// The one place where passwords are hashed: two at a time, twenty waiting, the rest refused.
///
/// Each lane is a serial queue, which has a thread of its own. The shared queues of Dispatch, and
/// with them `OperationQueue`, would not do: their few threads are those that run every `async`
/// function, and two hashes on two cores would hold up every page.
public final class PasswordMill: Sendable {
  /// Too many hashes wait already; the caller may try again in a moment.
  public struct Busy: Error, Hashable, Sendable {}

  /// Tells work on a lane which one it is.
  static let laneNumber = DispatchSpecificKey<Int>()

  public let cost: PasswordCost
  private let world: World
  private let capacity: Int
  private let lanes: [DispatchQueue]
  /// How many hashes each lane has before it.
  private let pending: Mutex<[Int]>

  /// A mill of its own threads and queue.
  public init(
    world: World, cost: PasswordCost = .standard, width: Int = 2, waiting: Int = 20
  ) {
    self.world = world
    self.cost = cost
    capacity = width + waiting
    lanes = (0..<width).map { number in
      let lane = DispatchQueue(label: "attune.password.\(number)")
      lane.setSpecific(key: Self.laneNumber, value: number)
      return lane
    }
    pending = Mutex(Array(repeating: 0, count: width))
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

  /// Does work on the lane that has least before it.
  func run<Value: Sendable>(
    _ work: @escaping @Sendable () throws -> Value
  ) async throws -> Value {
    let lane = pending.withLock { pending -> Int? in
      guard pending.reduce(0, +) < capacity,
        let lane = pending.indices.min(by: { pending[$0] < pending[$1] })
      else { return nil }
      pending[lane] += 1
      return lane
    }
    guard let lane else { throw Busy() }
    defer { pending.withLock { $0[lane] -= 1 } }
    return try await withCheckedThrowingContinuation { continuation in
      lanes[lane].async {
        continuation.resume(with: Result { try work() })
      }
    }
  }
}
