public import Storage

extension Conversation {
  /// The schema of the room, in the order it grew.
  public static let migrations: [Migration] = [
    Migration("conversations-1", Conversation.tables + SavedView.tables)
  ]
}
