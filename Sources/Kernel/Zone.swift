internal import Foundation

/// An IANA time zone: the one place where moments become local days and clock times.
public struct Zone: Hashable, Sendable {
  public let name: String
  private let clock: ZoneClock

  /// A zone by its IANA name, such as `Europe/Berlin`; `nil` when the name is unknown.
  public init?(name: String) {
    guard let clock = ZoneClock.named(name) else { return nil }
    self.init(name: name, clock: clock)
  }

  public static let utc = Zone(name: "UTC", clock: ZoneClock(.gmt))

  private init(name: String, clock: ZoneClock) {
    self.name = name
    self.clock = clock
  }

  public static func == (left: Zone, right: Zone) -> Bool { left.name == right.name }

  public func hash(into hasher: inout Hasher) { hasher.combine(name) }

  /// Every zone name the system knows, sorted.
  public static var names: [String] { TimeZone.knownTimeZoneIdentifiers.sorted() }

  /// Seconds to add to UTC at that moment.
  public func offset(at instant: Instant) -> Int { clock.offset(at: instant) }

  /// The local calendar day that holds the moment.
  public func day(of instant: Instant) -> Day {
    Day(number: Int(floorDivide(localSeconds(of: instant), 86_400)))
  }

  /// Local seconds since local midnight, 0…86 399, ignoring the jump of a clock change.
  public func secondOfDay(of instant: Instant) -> Int {
    let seconds = localSeconds(of: instant)
    return Int(seconds - floorDivide(seconds, 86_400) * 86_400)
  }

  /// The first moment of a local day; after the gap where the clock jumps over midnight.
  public func start(of day: Day) -> Instant {
    instant(of: day, second: 0)
  }

  /// The moment of a local clock time; in a gap the moment just after it, in a fold the first.
  public func instant(of day: Day, second: Int) -> Instant {
    let local = Int64(day.number) * 86_400 + Int64(second)
    let guesses = [-86_400, 86_400].map { shift -> Int64 in
      let near = Instant(milliseconds: (local + Int64(shift)) * 1000)
      return local - Int64(offset(at: near))
    }
    let exact = guesses.filter { localSeconds(of: Instant(milliseconds: $0 * 1000)) == local }
    return Instant(milliseconds: (exact.min() ?? guesses.max() ?? local) * 1000)
  }

  /// The first moment at which the local clock shows that time or a later one.
  ///
  /// In a gap that is the jump itself, whatever time inside the gap was asked for; in a fold the
  /// first of the two moments. `second` may reach into the days after.
  public func reach(_ day: Day, second: Int) -> Instant {
    let local = Int64(day.number) * 86_400 + Int64(second)
    let guesses = [-86_400, 86_400].map { shift -> Int64 in
      local - Int64(offset(at: Instant(milliseconds: (local + Int64(shift)) * 1000)))
    }
    var (low, high) = (min(guesses[0], guesses[1]) - 1, max(guesses[0], guesses[1]))
    if localSeconds(of: Instant(milliseconds: (low + 1) * 1000)) == local { high = low + 1 }
    // Between the two guesses the clock jumps once, so that one of the halves holds the answer.
    while high - low > 1 {
      let middle = low + (high - low) / 2
      let isThere = localSeconds(of: Instant(milliseconds: middle * 1000)) >= local
      if isThere { high = middle } else { low = middle }
    }
    return Instant(milliseconds: high * 1000)
  }

  private func localSeconds(of instant: Instant) -> Int64 {
    floorDivide(instant.milliseconds, 1000) + Int64(offset(at: instant))
  }
}

func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
  let quotient = value / divisor
  return value % divisor < 0 ? quotient - 1 : quotient
}
