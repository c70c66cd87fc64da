public import Kernel

/// One contact of a customer with the team, as the tool it came from recorded it.
public struct Conversation: Hashable, Sendable {
  /// The key of a conversation.
  public typealias ID = Identifier<Conversation>

  public let id: ID
  /// The name of the tool or file the conversation came from.
  public let source: String
  public let externalID: String
  public let externalURL: String?
  public let channel: Channel
  public let subject: String?
  public let status: ConversationStatus
  public let openedAt: Instant
  /// The day it was opened in the workspace's time zone.
  public let openedDay: Day
  public let firstReplyAt: Instant?
  public let firstResolvedAt: Instant?
  public let lastResolvedAt: Instant?
  public let closedAt: Instant?
  public let reopenCount: Int
  /// Who owned it last.
  public let agent: Int64?
  /// Whom a review of the whole conversation concerns: the agent with most public messages.
  public let credited: Int64?
  public let team: Int64?
  public let queue: Queue.ID?
  public let customer: Customer.ID?
  public let language: String?
  /// Why the customer came, as the source says.
  public let reason: String?
  public let messageCount: Int
  public let agentMessageCount: Int
  /// The newest answered satisfaction score, 0…100.
  public let csat: Double?
  public let importRun: Int64?
  public let storedAt: Instant
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
