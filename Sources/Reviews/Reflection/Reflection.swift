public import Kernel
public import People

/// What somebody made of the reviews of a cycle: the second look, after the colleagues' answers.
///
/// It is the agent's own. Nobody else reads it unless the agent shows it to their lead, and the
/// agent can take that back; ``isReadable(by:)`` is the one condition.
public struct Reflection: Hashable, Sendable {
  /// The key of a reflection.
  public typealias ID = Identifier<Reflection>

  /// The three questions and their answers.
  public struct Wording: Hashable, Sendable {
    public var surprised: String
    public var keeps: String
    public var changes: String

    public init(surprised: String = "", keeps: String = "", changes: String = "") {
      self.surprised = surprised
      self.keeps = keeps
      self.changes = changes
    }

    /// Whether nothing was written at all.
    public var isEmpty: Bool { (surprised + keeps + changes).allSatisfy(\.isWhitespace) }
  }

  public let id: ID
  public let cycle: Cycle.ID
  public let agent: Person.ID
  public let wording: Wording
  /// Counts the savings, so that an old window cannot write over a newer one.
  public let version: Int
  public let writtenAt: Instant
  /// Whether the lead may read it now.
  public let isShared: Bool
}

/// Why a reflection refuses something.
public enum ReflectionError: Error, Hashable, Sendable {
  /// Nothing of this cycle was shared with that person.
  case nothingToReflect
  case empty
  /// Somebody saved it in another window in the meantime.
  case stale(version: Int)
  case unknown
}
