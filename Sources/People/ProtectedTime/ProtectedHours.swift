public import Kernel

/// The weekdays and hours, in the workspace's zone, in which time may be kept free.
public struct ProtectedHours: Hashable, Sendable, Codable {
  /// 1 for Monday to 7 for Sunday, in order.
  public let days: [Int]
  /// Seconds after local midnight.
  public let from: Int
  public let until: Int
  /// The length of one piece.
  public let minutes: Int

  /// Hours of at least one day with room for one piece; `nil` otherwise.
  public init?(days: some Sequence<Int>, from: Int, until: Int, minutes: Int) {
    let days = Set(days).sorted()
    guard !days.isEmpty, days.allSatisfy({ (1...7).contains($0) }),
      (0..<86_400).contains(from), until <= 86_400, (15...240).contains(minutes),
      until - from >= minutes * 60
    else { return nil }
    self.days = days
    self.from = from
    self.until = until
    self.minutes = minutes
  }

  /// When a piece may begin on a day, in seconds after local midnight.
  var starts: [Int] { Array(stride(from: from, through: until - minutes * 60, by: minutes * 60)) }

  /// A place on a day.
  public struct Place: Hashable, Sendable {
    public let day: Day
    /// Seconds after local midnight.
    public let second: Int

    public init(day: Day, second: Int) {
      self.day = day
      self.second = second
    }
  }

  /// Places for so many pieces of one person, spread evenly over the allowed days of a window.
  ///
  /// People take turns: the next one begins at the next hour, so that as few as possible of a
  /// team are away at once. Fewer places come back when the window has no more.
  public func places(_ count: Int, turn: Int, within window: ClosedRange<Day>) -> [Place] {
    let open = (window.lowerBound.number...window.upperBound.number)
      .map(Day.init(number:)).filter { days.contains($0.weekday) }
    let starts = starts
    guard !open.isEmpty, !starts.isEmpty, turn >= 0 else { return [] }
    let wanted = min(max(0, count), open.count * starts.count)
    var taken: Set<Place> = []
    for index in 0..<wanted {
      let even = (2 * index + 1) * open.count / (2 * wanted)
      var step = turn + index
      var place: Place
      repeat {
        let day = (even + step / starts.count) % open.count
        place = Place(day: open[day], second: starts[step % starts.count])
        step += 1
      } while taken.contains(place)
      taken.insert(place)
    }
    return taken.sorted { ($0.day, $0.second) < ($1.day, $1.second) }
  }
}
