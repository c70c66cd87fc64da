public import Kernel

/// One organisation and everything that belongs to it.
public struct Workspace: Hashable, Sendable {
  /// The key of a workspace.
  public typealias ID = Scope.ID

  public let id: ID
  public var name: String
  /// Where its days begin and end.
  public var zone: Zone
  /// The language of whoever has not chosen one.
  public var language: String
  public var hours: WorkingHours
  public let createdAt: Instant

  public init(
    id: ID, name: String, zone: Zone, language: String = "en", hours: WorkingHours = .office,
    createdAt: Instant
  ) {
    self.id = id
    self.name = name
    self.zone = zone
    self.language = language
    self.hours = hours
    self.createdAt = createdAt
  }

  /// The workspace as the program itself sees it.
  public var scope: Scope { Scope(workspace: id) }

  /// The languages the product speaks, by their tags.
  public static let languages = ["en", "zh-Hans", "ru", "he"]
}

/// When a workspace is open, in its own zone.
public struct WorkingHours: Hashable, Sendable {
  /// Seconds after local midnight.
  public var opens: Int
  /// Seconds after local midnight; 86 400 is the end of the day.
  public var closes: Int
  /// Days of the week, 1 for Monday to 7 for Sunday.
  public var days: Set<Int>

  /// Hours of at least one day that close after they open; `nil` otherwise.
  public init?(opens: Int, closes: Int, days: Set<Int>) {
    guard (0..<86_400).contains(opens), opens < closes, closes <= 86_400, !days.isEmpty,
      days.isSubset(of: 1...7)
    else { return nil }
    self.opens = opens
    self.closes = closes
    self.days = days
  }

  private init() {
    opens = 9 * 3600
    closes = 17 * 3600
    days = [1, 2, 3, 4, 5]
  }

  /// Monday to Friday, nine to five.
  public static let office = WorkingHours()

  /// The stretches of Monday to Sunday.
  public var week: [[Opening]] {
    let day = Opening(from: opens / 60, until: closes / 60).map { [$0] } ?? []
    return (1...7).map { days.contains($0) ? day : [] }
  }

  /// The days as the bits of a number, Monday the lowest.
  var bits: Int { days.reduce(0) { $0 | 1 << ($1 - 1) } }

  init?(opens: Int, closes: Int, bits: Int) {
    self.init(
      opens: opens, closes: closes, days: Set((1...7).filter { bits & 1 << ($0 - 1) != 0 }))
  }
}
