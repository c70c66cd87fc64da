public import Kernel
internal import Web

/// One run of a source that hands over records: whose, when, in which zone.
///
/// It remembers the keys it has looked up. It is a value: hand the copy that a transaction
/// changed back out of the transaction, so that an undone one leaves no trace.
///
/// ```swift
/// let bundles = delivery.prepare(records.map { Draft($0, now: world.now()) })   // outside
/// (delivery, outcomes) = try await database.write { [delivery] db in
///   var delivery = delivery
///   let outcomes = try delivery.store(bundles, in: db)
///   return (delivery, outcomes)
/// }
/// ```
public struct Delivery: Sendable {
  public let scope: Scope
  /// The name of the tool or file; with the external id it is a conversation's natural key.
  public let source: String
  /// The key of the import that is written beside everything it brings.
  public let importRun: Int64?
  /// The workspace's time zone, which decides the day of a conversation.
  public let zone: Zone
  /// Whether nothing of the source is here yet and it names each conversation once, so that
  /// none needs to be looked for.
  public var isFirst = false
  /// What gives the rows their keys and their time.
  public var world: World
  /// Whoever keeps figures of what is stored, and is told in the same transaction.
  public var watches: [ConversationWatch] = []
  /// What came alone and nobody was told of yet: see ``settle(in:)``.
  var unsettled = ConversationChange()
  var unsettledConversations: Set<Conversation.ID> = []
  /// What each watch does with new conversations before they are stored, and how many tags were
  /// known when it got ready for that.
  var preparations: [ConversationWatch.Preparation?] = []
  var tagsPrepared = -1
  var people = PeopleSeen()
  /// The customers of a first delivery, who are all its own.
  var customersMade: [String: CustomerMade] = [:]
  var queues: [String: Queue.ID] = [:]
  var tags: [String: Tag.ID] = [:]

  public init(
    scope: Scope, source: String, importRun: Int64?, zone: Zone, world: World,
    watches: [ConversationWatch] = []
  ) {
    self.scope = scope
    self.source = source
    self.importRun = importRun
    self.zone = zone
    self.world = world
    self.watches = watches
  }

  /// What became of one record.
  public struct Outcome: Hashable, Sendable {
    public let externalID: String
    public let conversation: Conversation.ID
    public let change: Change
  }

  /// What the store did with a record.
  public enum Change: Hashable, Sendable {
    case created
    /// It had been there, an import that brought it was undone, and now it is back.
    case revived
    /// Something differed; what stood there before undoes it: ``Delivery/restore(_:in:)``.
    case updated(previous: Conversation.Whole)
    case unchanged
    /// The stored version is newer by the source's own time of change.
    case older
  }
}

/// A customer whom a delivery has added, and a fingerprint of what it last heard of them.
struct CustomerMade: Sendable {
  let id: Customer.ID
  let content: Int64
}

/// The agents a delivery has met, by what the source calls them.
struct PeopleSeen: Sendable {
  struct Seen: Sendable {
    let person: Actor.ID
    let team: Actor.Team?
  }

  var byIdentity: [String: Seen] = [:]
}
