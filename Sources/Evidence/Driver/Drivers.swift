internal import Kernel
internal import Linguistics
internal import Statistics

/// What goes together with the dissatisfaction of customers, over the conversations of some days.
struct Drivers: Sendable {
  /// A number of conversations on each side.
  struct Sides: Hashable, Sendable {
    /// Customers who gave less than 50 of 100.
    var low = 0
    /// Customers who gave 75 or more.
    var high = 0
  }

  /// A signal on both sides.
  struct Showing: Hashable, Sendable {
    let signal: String
    /// The share of dissatisfied conversations that show it, 0…1.
    let low: Estimate
    let high: Estimate
    /// The first minus the second (Newcombe).
    let difference: Estimate
  }

  let all: Sides
  /// The largest difference first.
  let signals: [Showing]
  /// Why dissatisfied customers came, where the source says so.
  let reasons: ParetoAnalysis
  let words: WordContrast
  /// The newest conversations of each side, whose words were read.
  let read: Sides

  /// On fewer conversations of a side nothing is compared.
  static let fewest = 10

  var isEnough: Bool { min(all.low, all.high) >= Self.fewest }

  init(
    all: Sides, signals: [String: Sides], reasons: [String: Int], low: WordTally, high: WordTally
  ) {
    self.all = all
    self.signals = signals.map { name, sides in Showing(name, sides, of: all) }.sorted {
      ($1.difference.value ?? -1, $0.signal) < ($0.difference.value ?? -1, $1.signal)
    }
    self.reasons = paretoAnalysis(reasons)
    words = WordContrast(low, high)
    read = Sides(low: low.conversations, high: high.conversations)
  }
}

extension Drivers.Showing {
  fileprivate init(_ signal: String, _ sides: Drivers.Sides, of all: Drivers.Sides) {
    self.signal = signal
    low = wilsonInterval(successes: sides.low, of: all.low)
    high = wilsonInterval(successes: sides.high, of: all.high)
    difference = proportionDifference(
      (Double(sides.low), Double(all.low)), (Double(sides.high), Double(all.high)))
  }

  /// Whether dissatisfied conversations show it more often than satisfied ones.
  var isDriver: Bool { (difference.lower ?? 0) > 0 }
}

/// So many days until today.
struct RecentDays: Hashable, Sendable {
  let days: Int
  let last: Day

  static let choices = [30, 90, 365]
  private static let usual = 90

  /// The span an address asks for, such as `90d`; another one counts as none.
  init(_ word: String?, today: Day) {
    days = Self.choices.first { "\($0)d" == word } ?? Self.usual
    last = today
  }

  var first: Day { last.advanced(by: 1 - days) }
  /// As addresses write it.
  var word: String { "\(days)d" }
}
