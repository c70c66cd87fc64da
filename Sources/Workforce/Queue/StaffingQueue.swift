public import Conversations
public import Kernel
public import People
public import Staffing

/// Work that one group of people takes from one line, and what was promised for it.
public struct StaffingQueue: Hashable, Sendable {
  /// The key of a queue, the same in all its wordings.
  public typealias ID = Identifier<StaffingQueue>

  public let id: ID
  /// Counts the wordings of this queue, from 1.
  public let number: Int
  public var name: String
  public var kind: Kind
  /// The names of the queues of the sources that belong to it; none means all work of the kind.
  public var covers: [String]
  public var hours: OpenWeek
  /// Seconds within which somebody should answer; of letters, seconds in which the desk is open.
  public var target: Double
  /// The share to be answered within the target.
  public var share: Double
  /// The largest share of time an agent may be busy; care for people.
  public var mostOccupancy: Double
  /// Seconds a customer would wait before hanging up; `nil` to learn it from what came.
  public var patience: Double?
  /// Seconds one contact keeps an agent busy; `nil` to learn it from what came.
  public var handling: Double?
  /// Chats one agent has at once; 1 of everything else.
  public var concurrency: Double
  /// The chance that somebody who is planned does not come.
  public var absence: Double
  /// Contacts a month, as far as anybody knows: what a first forecast starts from.
  public var monthly: Double?
  public var isRetired: Bool
  public let writtenAt: Instant
  public let writtenBy: Person.ID?

  /// How work waits.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// One at a time, and the customer hangs up.
    case calls
    /// Several at once.
    case chats
    /// Mail and tickets: they wait until somebody comes to them.
    case letters

    /// The channels it comes by.
    public var channels: [Channel] {
      switch self {
      case .calls: [.call]
      case .chats: [.chat, .sms]
      case .letters: [.email, .web, .social, .api]
      }
    }

    /// What is usual in the trade, as a beginning.
    var usual: (target: Double, share: Double, handling: Double, patience: Double?) {
      switch self {
      case .calls: (20, 0.8, 300, 180)
      case .chats: (45, 0.8, 480, 300)
      case .letters: (4 * 3600, 0.9, 420, nil)
      }
    }
  }

  public init(
    id: ID, number: Int = 0, name: String, kind: Kind, covers: [String] = [], hours: OpenWeek,
    target: Double? = nil, share: Double? = nil, mostOccupancy: Double = 0.85,
    patience: Double? = nil, handling: Double? = nil, concurrency: Double = 1,
    absence: Double = 0.05, monthly: Double? = nil, isRetired: Bool = false, writtenAt: Instant,
    writtenBy: Person.ID? = nil
  ) {
    self.id = id
    self.number = number
    self.name = name
    self.kind = kind
    self.covers = covers
    self.hours = hours
    self.target = target ?? kind.usual.target
    self.share = share ?? kind.usual.share
    self.mostOccupancy = mostOccupancy
    self.patience = patience
    self.handling = handling
    self.concurrency = concurrency
    self.absence = absence
    self.monthly = monthly
    self.isRetired = isRetired
    self.writtenAt = writtenAt
    self.writtenBy = writtenBy
  }

  /// What is promised to customers and people, answered in time counted of all offered.
  public var promise: Promise {
    Promise(target: target, share: share, mostOccupancy: mostOccupancy)
  }
}
