internal import Foundation
internal import Synchronization

/// What the product would otherwise pluck from the air: the time, fresh keys, chance, waiting.
///
/// This is the only file that reads the clock or the system's random numbers; everything else
/// receives a `World`, so that every run can be repeated.
public struct World: Sendable {
  public var now: @Sendable () -> Instant
  /// A fresh 63-bit key; keys made later are larger.
  public var key: @Sendable () -> Int64
  /// Unpredictable bits for seeds that are stored beside what they decided.
  public var seed: @Sendable () -> UInt64
  /// Unpredictable bytes for secrets: sessions, tokens, salts.
  public var secret: @Sendable (_ count: Int) -> [UInt8]
  public var sleep: @Sendable (Duration) async throws -> Void

  public init(
    now: @escaping @Sendable () -> Instant, key: @escaping @Sendable () -> Int64,
    seed: @escaping @Sendable () -> UInt64,
    secret: @escaping @Sendable (Int) -> [UInt8],
    sleep: @escaping @Sendable (Duration) async throws -> Void
  ) {
    self.now = now
    self.key = key
    self.seed = seed
    self.secret = secret
    self.sleep = sleep
  }

  /// A fresh identifier for the noun the caller expects.
  public func id<Noun>() -> Identifier<Noun> { Identifier(rawValue: key()) }

  /// A fresh identifier that looks as though it was made at some moment of a span.
  ///
  /// Keys are sorted by time and stand in addresses; where a moment must stay untold, this one says
  /// no more than the span.
  public func id<Noun>(within span: Range<Instant>) -> Identifier<Noun> {
    let length = max(1, span.upperBound.milliseconds - span.lowerBound.milliseconds)
    let bits = seed()
    let moment = span.lowerBound.milliseconds + Int64((bits >> 21) % UInt64(length))
    return Identifier(rawValue: KeySequence.key(at: moment, chance: Int64(bits & 0x1f_ffff)))
  }

  /// The real clock and the system's generator.
  public static let live = World(
    now: { Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) },
    key: { liveKeys.next(at: Int64(Date().timeIntervalSince1970 * 1000)) },
    seed: { UInt64.random(in: .min ... .max) },
    secret: { count in (0..<count).map { _ in UInt8.random(in: .min ... .max) } },
    sleep: { try await Task.sleep(for: $0) })

  /// One moment that never passes, keys 1, 2, 3, chance that repeats, no waiting.
  public static func still(at now: Instant, seed: UInt64 = 1) -> World {
    let counter = Mutex<Int64>(0)
    let chance = Mutex<UInt64>(seed)
    let draw: @Sendable () -> UInt64 = {
      chance.withLock { state in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ (state >> 29)
      }
    }
    return World(
      now: { now },
      key: {
        counter.withLock {
          $0 += 1
          return $0
        }
      },
      seed: draw,
      secret: { count in (0..<count).map { _ in UInt8(truncatingIfNeeded: draw() >> 32) } },
      sleep: { _ in })
  }
}

private let liveKeys = KeySequence(seed: UInt64.random(in: .min ... .max))

/// Makes keys of 42 bits of milliseconds and 21 bits of chance that never go backwards.
///
/// A key is no secret: its chance keeps the keys of several nodes apart, and comes from a small
/// generator, because the system's own costs a call for each.
final class KeySequence: Sendable {
  private static let chanceBits: Int64 = 21
  private let state: Mutex<(last: Int64, chance: UInt64)>

  init(seed: UInt64) {
    state = Mutex((0, seed))
  }

  /// The key of a moment and 21 bits of chance.
  static func key(at milliseconds: Int64, chance: Int64) -> Int64 {
    (milliseconds << chanceBits | chance) & .max
  }

  func next(at milliseconds: Int64) -> Int64 {
    state.withLock { state in
      state.chance = state.chance &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let chance = Int64(state.chance >> 43)
      let fresh = Self.key(at: milliseconds, chance: chance)
      state.last = fresh > state.last ? fresh : state.last + 1 + (chance & 1023)
      return state.last
    }
  }
}
