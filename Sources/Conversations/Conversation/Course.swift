public import Kernel
public import Storage
public import Web

/// How a conversation went, without its words: what figures are made of.
public struct Course: Hashable, Sendable {
  public internal(set) var conversation: Conversation
  public let marks: [Mark]
  public let calls: [Call]
  public let surveys: [Survey]
  public let participants: [Participant]
  public let tags: [Tag.ID]

  /// One message, by who gave it to whom and when.
  public struct Mark: Hashable, Sendable {
    public let at: Instant?
    public let role: MessageRole
    public let isPublic: Bool
    public let kind: MessageKind
    public let person: Actor.ID?
    /// Whether a customer says nothing but thank you.
    public let isThanks: Bool

    /// Whether it is something said or written that both sides can read.
    public var isSaid: Bool { isPublic && kind != .event && kind != .survey }
  }

  init(_ whole: Conversation.Whole) {
    conversation = whole.conversation
    marks = whole.messages.map { message in
      Mark(
        at: message.at, role: message.role, isPublic: message.visibility == .public,
        kind: message.kind, person: message.person,
        isThanks: message.role == .customer && Thanks.isAll(of: message.text))
    }
    calls = whole.calls
    surveys = whole.surveys
    participants = whole.participants
    tags = whole.tags
  }

  init(
    _ conversation: Conversation, marks: [Mark], calls: [Call], surveys: [Survey],
    participants: [Participant], tags: [Tag.ID]
  ) {
    self.conversation = conversation
    self.marks = marks
    self.calls = calls
    self.surveys = surveys
    self.participants = participants
    self.tags = tags
  }
}

/// What changed in a transaction, for those who keep figures of it.
public struct ConversationChange: Sendable {
  /// The conversations as they stand now.
  public var courses: [Course] = []
  /// Whether nobody has seen any of them before.
  public var areNew = false
  /// Those that are out of sight now.
  public var gone: [Conversation.ID] = []
  /// Answers without a conversation, as they stand now.
  public var looseSurveys: [Survey] = []
  /// Answers that are gone, or have found their conversation.
  public var goneSurveys: [Survey.ID] = []
  /// Whose working day has to be looked at again, and when something happened in it.
  public var states: [StateMark] = []
  /// What the watch itself made of exactly these courses before they were stored, if it did.
  public var prepared: (any Sendable)?

  /// A moment at which somebody's state changed.
  public struct StateMark: Hashable, Sendable {
    public let person: Actor.ID
    public let at: Instant

    public init(person: Actor.ID, at: Instant) {
      self.person = person
      self.at = at
    }
  }

  public init() {}

  public var isEmpty: Bool {
    courses.isEmpty && gone.isEmpty && looseSurveys.isEmpty && goneSurveys.isEmpty
      && states.isEmpty
  }
}

/// Whoever keeps figures of conversations is told of each change inside its transaction.
///
/// Most of the work with new conversations needs no database. A watch may do it beside the writer:
/// it reads the ground once, and what it then makes of courses comes back with their change.
public struct ConversationWatch: Sendable {
  /// Works on new courses on any thread, before they are stored; customers are not known yet.
  public typealias Preparation = @Sendable ([Course]) -> any Sendable

  let ready: (@Sendable (Scope, any Connection) throws -> Preparation)?
  let take: @Sendable (ConversationChange, Scope, any Connection) throws -> Void

  /// - Parameters:
  ///   - ready: reads what a preparation rests on; it may have changed when the change is taken.
  ///   - take: takes a change in, in its transaction.
  public init(
    ready: (@Sendable (Scope, any Connection) throws -> Preparation)? = nil,
    _ take: @escaping @Sendable (ConversationChange, Scope, any Connection) throws -> Void
  ) {
    self.ready = ready
    self.take = take
  }
}

extension [ConversationWatch] {
  func tell(
    _ change: ConversationChange, prepared: [(any Sendable)?] = [], _ scope: Scope,
    _ db: any Connection
  ) throws {
    guard !change.isEmpty else { return }
    for (index, watch) in enumerated() {
      var change = change
      change.prepared = prepared.indices.contains(index) ? prepared[index] : nil
      try watch.take(change, scope, db)
    }
  }
}
