/// A stretch of a day in which the doors are open, in minutes of the local clock.
///
/// It belongs to the day it begins on; one that ends past midnight ends on the day after.
public struct Opening: Hashable, Sendable {
  /// Minutes since midnight, 0…1439.
  public let from: Int
  /// Minutes since the same midnight, later than ``from`` by 24 hours at most.
  public let until: Int

  /// `nil` for a stretch that is empty, negative or longer than a day.
  public init?(from: Int, until: Int) {
    guard (0..<Self.minutesOfDay).contains(from), until > from,
      until - from <= Self.minutesOfDay
    else { return nil }
    self.from = from
    self.until = until
  }

  static let minutesOfDay = 1440
  /// How many stretches one day may have; more are a slip of the hand.
  static let mostInDay = 8

  /// The whole day.
  public static let wholeDay = Opening(unchecked: 0, minutesOfDay)

  private init(unchecked from: Int, _ until: Int) {
    self.from = from
    self.until = until
  }
}

// MARK: As people write it

extension Opening {
  /// As it is read and written, such as `09:00–12:30`; past midnight `22:00–06:00`.
  public var text: String { "\(Self.clock(from))–\(Self.clock(until))" }

  /// Reads `9-12:30, 13:30-18`; nothing at all is a closed day.
  ///
  /// An end at or before its start is on the day after. Returns `nil` when something cannot be
  /// read, when two stretches overlap, or when there are more than eight.
  public static func list(_ text: String) -> [Opening]? {
    let parts = text.split { ",;،，、".contains($0) }.filter { !$0.allSatisfy(\.isWhitespace) }
    guard parts.count <= mostInDay else { return nil }
    var openings: [Opening] = []
    for part in parts {
      let ends = part.split(omittingEmptySubsequences: false) { "-–—~".contains($0) }
      guard ends.count == 2, let from = minutes(ends[0]), var until = minutes(ends[1]) else {
        return nil
      }
      if until <= from { until += minutesOfDay }
      guard let opening = Opening(from: from, until: until) else { return nil }
      openings.append(opening)
    }
    openings.sort { $0.from < $1.from }
    let isApart = zip(openings, openings.dropFirst()).allSatisfy { $0.until <= $1.from }
    return isApart ? openings : nil
  }

  private static func clock(_ minutes: Int) -> String {
    let minutes = minutes > minutesOfDay ? minutes - minutesOfDay : minutes
    let (hour, rest) = (minutes / 60, minutes % 60)
    return "\(hour < 10 ? "0" : "")\(hour):\(rest < 10 ? "0" : "")\(rest)"
  }

  private static func minutes(_ text: Substring) -> Int? {
    let halves = text.filter { !$0.isWhitespace }
      .split(omittingEmptySubsequences: false) { ":.".contains($0) }
    guard (1...2).contains(halves.count), halves.allSatisfy(isShortNumber),
      let hour = halves.first.flatMap({ Int($0) })
    else { return nil }
    let minute = halves.count == 2 ? Int(halves[1]) : 0
    guard let minute, minute < 60, hour * 60 + minute <= minutesOfDay else { return nil }
    return hour * 60 + minute
  }

  private static func isShortNumber(_ text: Substring.SubSequence) -> Bool {
    (1...2).contains(text.count) && text.utf8.allSatisfy { (48...57).contains($0) }
  }
}
