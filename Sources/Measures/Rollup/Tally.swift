internal import Statistics

/// What is counted; the ingredients of which metrics are made.
///
/// The raw value is stored: a case may be added, never renumbered.
enum Measure: Int, CaseIterable, Sendable {
  /// Conversations by the day they were opened; hits are complaints.
  case opened = 1
  /// Conversations whose work is over, by the day it was.
  case left = 2
  /// Resolved conversations; hits were reopened before, the sum counts resolutions.
  case resolved = 3
  /// Resolved conversations of known customers; hits needed no second contact.
  case firstContact = 4
  /// Resolved conversations somebody answered; hits were solved by one person alone.
  case owned = 5
  /// First answers in writing; hits came within the target.
  case firstResponse = 6
  case firstResponseBusiness = 7
  case resolution = 8
  case resolutionBusiness = 9
  /// Calls that came; hits were answered, misses given up, the sum those given up at once.
  case offered = 10
  /// Answered calls with a known wait; hits waited no longer than the threshold.
  case answered = 11
  case talk = 12
  case hold = 13
  case wrap = 14
  case handle = 15
  /// Answers about satisfaction; hits are good. The sum adds up normalised scores.
  case csat = 16
  /// Recommendation answers; hits promote, misses detract.
  case nps = 17
  /// Answers about effort; hits found it easy.
  case ces = 18
  /// Survey invitations; hits were answered.
  case invited = 19
  /// Each person's part in a conversation; the sum counts their public messages.
  case worked = 20
  /// Milliseconds of working days in the sums.
  case present = 21
  case available = 22
  case busy = 23
  case plannedPause = 24
  case otherPause = 25
  /// Calls that were answered without a word about how long they had waited.
  case answeredUntold = 26
  /// Calls that left the queue by a time-out or because nobody was there; some telephone systems
  /// count them as given up.
  case lost = 27
  /// Resolved conversations with a promise about the solution; hits came within it.
  case solutionInTime = 28
  /// Conversations by the half-hour of the day in which they were opened, 48 of them from here.
  case halfHour = 100

  static func code(halfHour: Int) -> Int { halfHour0 + min(47, max(0, halfHour)) }

  static let halfHour0 = Measure.halfHour.rawValue
}

/// Four sums and a distribution; everything about it adds up.
struct Tally: Hashable, Sendable {
  var n = 0
  var hits = 0
  var misses = 0
  /// Milliseconds, unless the measure says otherwise.
  var sum = 0
  var sketch = QuantileSketch()

  static func time(_ milliseconds: Int, isHit: Bool = false) -> Tally {
    var tally = Tally(n: 1, hits: isHit ? 1 : 0, sum: max(0, milliseconds))
    tally.sketch.add(milliseconds)
    return tally
  }

  static func one(isHit: Bool = false) -> Tally { Tally(n: 1, hits: isHit ? 1 : 0) }

  var isEmpty: Bool { n == 0 && hits == 0 && misses == 0 && sum == 0 && sketch.isEmpty }

  mutating func add(_ other: Tally, sign: Int = 1) {
    n &+= sign &* other.n
    hits &+= sign &* other.hits
    misses &+= sign &* other.misses
    sum &+= sign &* other.sum
    if sign > 0 { sketch.merge(other.sketch) } else { sketch.subtract(other.sketch) }
  }

  /// Itself, or what takes it out.
  func signed(_ sign: Int) -> Tally {
    guard sign < 0 else { return self }
    var negative = Tally()
    negative.add(self, sign: sign)
    return negative
  }
}
