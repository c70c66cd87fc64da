public import Kernel
public import Web

/// One thing said, written or done in a conversation.
public struct Message: Hashable, Sendable, Codable {
  /// The key of a message.
  public typealias ID = Identifier<Message>

  public internal(set) var id: ID
  /// The place in the conversation, from 0.
  public internal(set) var position: Int
  public let externalID: String?
  public let at: Instant?
  /// The writer's name as the source gives it.
  public let author: String?
  /// The writer, where it is one of the team.
  public let person: Actor.ID?
  public let role: MessageRole
  /// Who could read it: everyone in the conversation, or the team alone.
  public let visibility: MessageVisibility
  public let kind: MessageKind
  /// Plain text with card numbers covered.
  public let text: String
  public let attachments: [AttachmentRecord]
  /// The external key of the message this one answers.
  public let inReplyTo: String?
  /// Milliseconds from the start of a call, and how long the piece of speech lasted.
  public let offset: Int64?
  public let duration: Int64?
}
