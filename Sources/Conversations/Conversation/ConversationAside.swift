public import Kernel
public import Markup
public import Storage
public import Web

/// Something another room has to say beside a conversation, for those who may read it there.
public struct ConversationAside: Sendable {
  let html: @Sendable (Conversation.ID, Visit, any Connection) throws -> HTML?

  /// - Parameter html: answers nothing where the reader may not know, or there is nothing to say.
  public init(_ html: @escaping @Sendable (Conversation.ID, Visit, any Connection) throws -> HTML?)
  {
    self.html = html
  }
}
