public import Kernel
public import Markup

extension Conversation {
  /// The page of a conversation.
  public static func path(_ id: ID) -> Path { ("/conversations" as Path).appending(id.text) }
}
