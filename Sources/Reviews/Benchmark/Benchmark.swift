public import Conversations
public import Kernel
public import People

/// An example of what one point of a scale looks like, agreed by a group.
public struct Benchmark: Hashable, Sendable {
  /// The key of a benchmark.
  public typealias ID = Identifier<Benchmark>

  public let id: ID
  public let workshop: Workshop.ID?
  /// The version the group rated with.
  public let scorecard: ScorecardVersion.ID
  public let criterion: Criterion.ID
  public let option: Criterion.Option.ID
  public let conversation: Conversation.ID
  public let evidence: Agreement.Evidence
  /// Why it is this point and not the one beside it.
  public let why: String
  public let discussion: String
  public let keptAt: Instant
  public let keptBy: Person.ID?
  public let retirement: Retirement?

  /// When and why an example stopped being one.
  public struct Retirement: Hashable, Sendable {
    public let at: Instant
    public let by: Person.ID?
    public let note: String
    /// What stands in its place, where something does.
    public let replacement: ID?
  }

  public var isRetired: Bool { retirement != nil }
}
