internal import Kernel
internal import Statistics
internal import Synchronization

/// A world whose clock is set by hand and whose chance follows from a seed.
///
/// Keys sort by the moment they were made in the story, and never go backwards.
final class DemoWorld: Sendable {
  private struct State {
    var now: Int64
    var key: Int64 = 0
    var chance: SplitMix64
  }

  private let state: Mutex<State>

  init(seed: UInt64, at now: Instant) {
    state = Mutex(State(now: now.milliseconds, chance: SplitMix64(seed: seed ^ 0x776F_726C_64)))
  }

  /// Sets the clock.
  func set(_ now: Instant) {
    state.withLock { $0.now = now.milliseconds }
  }

  /// What the product's own functions see of it.
  var world: World {
    World(
      now: { self.state.withLock { Instant(milliseconds: $0.now) } },
      key: {
        self.state.withLock { state in
          state.key = max(state.key + 1, state.now << Self.keyBits)
          return state.key
        }
      },
      seed: { self.state.withLock { $0.chance.next() } },
      secret: { count in
        self.state.withLock { state in
          (0..<count).map { _ in UInt8(truncatingIfNeeded: state.chance.next() >> 32) }
        }
      },
      sleep: { _ in })
  }

  /// As many bits below the milliseconds as the live world's keys have.
  private static let keyBits: Int64 = 21
}
