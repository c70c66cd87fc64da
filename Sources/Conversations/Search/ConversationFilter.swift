public import Kernel
public import Web

/// Which conversations a list shows and in which order; the same value as an address.
public struct ConversationFilter: Hashable, Sendable {
  /// Words that all must occur.
  public var words = ""
  public var period: Period = .any
  public var channels: [Channel] = []
  public var statuses: [ConversationStatus] = []
  public var queues: [Queue.ID] = []
  public var teams: [Actor.Team] = []
  /// The owner, or who answered most.
  public var agents: [Actor.ID] = []
  public var tags: [Tag.ID] = []
  public var languages: [String] = []
  public var sources: [String] = []
  public var reasons: [String] = []
  public var satisfaction: Satisfaction?
  /// Signals that detectors published of it; all of them must be there.
  public var signals: [String] = []
  public var order: Order = .newest

  public init() {}

  /// When a conversation was opened, in days of the workspace's zone.
  public enum Period: Hashable, Sendable {
    case any
    /// Today and the days before it, so many together.
    case last(Int)
    /// From a day to a day, both included.
    case between(Day?, Day?)
  }

  /// What the customer said about it.
  public enum Satisfaction: String, Hashable, Sendable, CaseIterable {
    /// Below 50 of 100.
    case low
    /// From 50 to below 75.
    case middle
    /// From 75.
    case high
    case answered
    case unanswered
  }

  /// What stands on top.
  public enum Order: String, Hashable, Sendable, CaseIterable {
    case newest, oldest
    /// Most messages first.
    case longest
    /// Lowest satisfaction first; only those with an answer.
    case unhappiest
  }

  /// Whether it hides nothing.
  public var isEmpty: Bool {
    var plain = self
    plain.order = .newest
    return plain == ConversationFilter()
  }

  /// The first moment inside and the first moment after, in the workspace's zone.
  func bounds(zone: Zone, now: Instant) -> (from: Instant?, until: Instant?) {
    switch period {
    case .any: (nil, nil)
    case .last(let days):
      (zone.start(of: zone.day(of: now).advanced(by: 1 - max(1, days))), nil)
    case .between(let first, let last):
      (first.map(zone.start(of:)), last.map { zone.start(of: $0.advanced(by: 1)) })
    }
  }
}

// MARK: As an address

extension ConversationFilter {
  /// The spans a reader can choose by name, in days.
  static let spans = [1, 7, 30, 90, 365]

  /// Reads what an address says; what it cannot read is as good as absent.
  public init(_ query: Form) {
    words = String((query.optional("q") ?? "").prefix(400))
    let first = query.day("from")
    let last = query.day("to")
    if first != nil || last != nil {
      period = .between(first, last)
    } else if let name = query.optional("period"), name.hasSuffix("d"),
      let days = Int(name.dropLast()), (1...3660).contains(days)
    {
      period = .last(days)
    }
    channels = Self.values(query, "channel").map(Channel.init(rawValue:))
    statuses = Self.values(query, "status").map(ConversationStatus.init(rawValue:))
    queues = Self.values(query, "queue").compactMap(Queue.ID.init(text:))
    teams = Self.values(query, "team").compactMap(Actor.Team.init(text:))
    agents = Self.values(query, "agent").compactMap(Actor.ID.init(text:))
    tags = Self.values(query, "tag").compactMap(Tag.ID.init(text:))
    languages = Self.values(query, "language")
    sources = Self.values(query, "source")
    reasons = Self.values(query, "reason")
    signals = Self.values(query, "signal")
    satisfaction = query.optional("csat").flatMap(Satisfaction.init(rawValue:))
    order = query.optional("sort").flatMap(Order.init(rawValue:)) ?? .newest
  }

  /// The distinct values of one field, at most 24.
  private static func values(_ query: Form, _ name: String) -> [String] {
    var seen: Set<String> = []
    return Array(
      query.all(name).filter { !$0.isEmpty && $0.utf8.count <= 200 && seen.insert($0).inserted }
        .prefix(24))
  }

  /// The items of the address, always in the same order; nothing for what is not filtered.
  public var items: [(name: String, value: String?)] {
    var items: [(name: String, value: String?)] = []
    if !words.isEmpty { items.append(("q", words)) }
    switch period {
    case .any: break
    case .last(let days): items.append(("period", "\(days)d"))
    case .between(let first, let last):
      items.append(("from", first?.iso))
      items.append(("to", last?.iso))
    }
    items += channels.map { ("channel", $0.rawValue) }
    items += statuses.map { ("status", $0.rawValue) }
    items += queues.map { ("queue", $0.text) }
    items += teams.map { ("team", $0.text) }
    items += agents.map { ("agent", $0.text) }
    items += tags.map { ("tag", $0.text) }
    items += languages.map { ("language", $0) }
    items += sources.map { ("source", $0) }
    items += reasons.map { ("reason", $0) }
    if let satisfaction { items.append(("csat", satisfaction.rawValue)) }
    items += signals.map { ("signal", $0) }
    if order != .newest { items.append(("sort", order.rawValue)) }
    return items.filter { $0.value != nil }
  }

  /// Whether two filters show the same.
  public static func == (left: Self, right: Self) -> Bool {
    left.items.elementsEqual(right.items) { $0 == $1 }
  }

  public func hash(into hasher: inout Hasher) {
    for item in items {
      hasher.combine(item.name)
      hasher.combine(item.value)
    }
  }
}
