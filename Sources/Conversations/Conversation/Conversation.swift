public import Kernel
public import Web

/// One contact of a customer with the team, as the tool it came from recorded it.
public struct Conversation: Hashable, Sendable, Codable {
  /// The key of a conversation.
  public typealias ID = Identifier<Conversation>

  public let id: ID
  /// The name of the tool or file the conversation came from.
  public let source: String
  public let externalID: String
  public internal(set) var externalURL: String?
  public internal(set) var channel: Channel
  public internal(set) var subject: String?
  public internal(set) var status: ConversationStatus
  public internal(set) var openedAt: Instant
  /// The day it was opened in the workspace's time zone.
  public internal(set) var openedDay: Day
  public internal(set) var firstReplyAt: Instant?
  public internal(set) var firstResolvedAt: Instant?
  public internal(set) var lastResolvedAt: Instant?
  public internal(set) var closedAt: Instant?
  public internal(set) var reopenCount: Int
  /// Who owned it last, or answered most where the source names no owner.
  public internal(set) var agent: Actor.ID?
  /// Whom a review of the whole conversation concerns: the agent with most public messages.
  public internal(set) var credited: Actor.ID?
  public internal(set) var team: Actor.Team?
  public internal(set) var queue: Queue.ID?
  public internal(set) var customer: Customer.ID?
  public internal(set) var language: String?
  /// Why the customer came, as the source says.
  public internal(set) var reason: String?
  public internal(set) var messageCount: Int
  public internal(set) var agentMessageCount: Int
  /// The newest answered satisfaction score, 0…100.
  public internal(set) var csat: Double?
  /// The IANA name of the zone the source wrote its times in.
  public internal(set) var sourceZone: String?
  public internal(set) var sourceUpdatedAt: Instant?
  var contentHash: Int64
  /// The key of the import that brought its present form.
  public internal(set) var importRun: Int64?
  public internal(set) var storedAt: Instant
  /// When its import was undone; it is shown nowhere from then on.
  public internal(set) var deletedAt: Instant?
}

/// A team, group or mailbox of the source.
public struct Queue: Hashable, Sendable {
  /// The key of a queue.
  public typealias ID = Identifier<Queue>

  public let id: ID
  public let source: String
  public let name: String
}

/// The person who asked for help.
public struct Customer: Hashable, Sendable {
  /// The key of a customer.
  public typealias ID = Identifier<Customer>

  public let id: ID
  public let name: String
  public let email: String?
  public let phone: String?
}

/// A word the source put on a conversation.
public struct Tag: Hashable, Sendable {
  /// The key of a tag.
  public typealias ID = Identifier<Tag>

  public let id: ID
  public let name: String
}

/// A person of the team in one conversation.
public struct Participant: Hashable, Sendable, Codable {
  public let person: Actor.ID
  /// What the source calls them.
  public internal(set) var identity: String?
  public internal(set) var publicCount: Int
  public internal(set) var internalCount: Int
}
