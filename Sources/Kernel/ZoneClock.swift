internal import Foundation
internal import Synchronization

/// How far the clock of a zone is from UTC, from one change to the next.
///
/// The system answers this moment by moment, slowly and behind a lock; it is asked for the changes
/// of the years in which conversations are held, once a zone.
final class ZoneClock: Sendable {
  private let zone: TimeZone
  /// When each stretch begins, and what is added to UTC in it.
  private let stretches: [(start: Instant, offset: Int)]

  private static let first = Instant(milliseconds: 0)
  /// The end of 2099; from here on the zone itself is asked.
  private static let last = Instant(milliseconds: 4_102_444_800_000)
  private static let known = Mutex<[String: ZoneClock]>([:])

  /// The clock of a zone; `nil` when the name is unknown.
  static func named(_ name: String) -> ZoneClock? {
    if let clock = known.withLock({ $0[name] }) { return clock }
    guard let zone = TimeZone(identifier: name) else { return nil }
    let clock = ZoneClock(zone)
    known.withLock { $0[name] = clock }
    return clock
  }

  init(_ zone: TimeZone) {
    self.zone = zone
    var stretches = [(start: Self.first, offset: Self.ask(zone, Self.first))]
    var date = Self.first.date
    while let next = zone.nextDaylightSavingTimeTransition(after: date), next > date {
      let start = Instant(milliseconds: Int64((next.timeIntervalSince1970 * 1000).rounded()))
      guard start < Self.last else { break }
      stretches.append((start, Self.ask(zone, start)))
      date = next
    }
    self.stretches = stretches
  }

  /// Seconds to add to UTC at a moment.
  ///
  /// - Complexity: logarithmic in the changes of 130 years.
  func offset(at instant: Instant) -> Int {
    guard instant >= Self.first, instant < Self.last else { return Self.ask(zone, instant) }
    var (low, high) = (0, stretches.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if stretches[middle].start <= instant { low = middle } else { high = middle }
    }
    return stretches[low].offset
  }

  private static func ask(_ zone: TimeZone, _ instant: Instant) -> Int {
    zone.secondsFromGMT(for: instant.date)
  }
}

extension Instant {
  fileprivate var date: Date { Date(timeIntervalSince1970: Double(milliseconds) / 1000) }
}
