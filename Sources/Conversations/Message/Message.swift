public import Kernel
public import Storage

/// One thing said, written or done in a conversation.
public struct Message: Hashable, Sendable {
  /// The key of a message.
  public typealias ID = Identifier<Message>

  /// Who speaks.
  public enum Role: String, Hashable, Sendable, CaseIterable, SQLConvertible {
    case customer, agent, bot, system
  }

  /// Who may read it: everyone in the conversation, or the team alone.
  public enum Visibility: String, Hashable, Sendable, CaseIterable, SQLConvertible {
    case `public`, `internal`
  }

  public let id: ID
  public let conversation: Conversation.ID
  /// The place in the conversation, from 0.
  public let position: Int
  public let at: Instant?
  public let author: String?
  public let person: Int64?
  public let role: Role
  public let visibility: Visibility
  /// `text`, `note`, `call`, `event`, `survey`, or the source's own word.
  public let kind: String
  public let text: String
  public let attachments: [Attachment]
}

/// A file that hung on a message; only its name and place are kept.
public struct Attachment: Hashable, Sendable, Codable {
  public let name: String
  public let type: String?
  public let size: Int?
  public let url: String?

  public init(name: String, type: String? = nil, size: Int? = nil, url: String? = nil) {
    self.name = name
    self.type = type
    self.size = size
    self.url = url
  }
}
