internal import Markup
public import Storage
public import Web

extension Conversation {
  /// The schema of the room, in the order it grew.
  public static let migrations: [Migration] = [
    Migration("conversations-1", Conversation.tables + SavedView.tables),
    Migration("imports-1", ImportRun.tables),
    Migration("imports-2", ImportRun.traces + ImportRun.namedMappings),
    Migration("signals-1", Signal.tables),
    Migration("imports-3", Survey.changes),
    Migration("imports-4", ImportRun.formats),
    Migration("conversations-2", Conversation.tagsByConversation),
    Migration("conversations-3", Conversation.ratedByOpening),
    Migration("conversations-4", Conversation.visits),
    Migration("conversations-5", Conversation.surveysByCustomer),
  ]
}

extension Feature {
  /// What is looked at: conversations with their messages, the list, search, saved views, and what
  /// other rooms say beside them.
  public static func conversations(
    asides: [ConversationAside] = [], glosses: [MessageGlosses] = []
  ) -> Feature {
    Feature(
      "conversations", migrations: Conversation.migrations, words: conversationWords,
      navigation: [
        NavigationItem(
          "/conversations", "conversation.list", allow: .read, .conversation, rank: 20)
      ],
      routes: { routes in
        ListPages.add(to: routes)
        ConversationPages.add(to: routes, asides: asides, glosses: glosses)
        SavedViewPages.add(to: routes)
      }, finders: Finder.conversations)
  }
}
