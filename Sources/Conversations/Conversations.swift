internal import Markup
public import Storage
public import Web

extension Conversation {
  /// The schema of the room, in the order it grew.
  public static let migrations: [Migration] = [
    Migration("conversations-1", Conversation.tables + SavedView.tables),
    Migration("imports-1", ImportRun.tables),
    Migration("imports-2", ImportRun.traces + ImportRun.namedMappings),
  ]
}

extension Feature {
  /// What is looked at: conversations with their messages, the list, search, saved views.
  public static let conversations = Feature(
    "conversations", migrations: Conversation.migrations, words: conversationWords,
    navigation: [
      NavigationItem(
        "/conversations", "conversation.list", allow: .read, .conversation, rank: 20)
    ],
    routes: { routes in
      ListPages.add(to: routes)
      ConversationPages.add(to: routes)
      SavedViewPages.add(to: routes)
    }, finders: Finder.conversations)
}
