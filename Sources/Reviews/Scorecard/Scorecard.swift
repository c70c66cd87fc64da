public import Kernel
public import People

/// A scorecard: its published versions, and at most one draft of the next.
public struct Scorecard: Hashable, Sendable {
  /// The key of a scorecard.
  public typealias ID = Identifier<Scorecard>

  public let id: ID
  public let createdAt: Instant
  /// Since when it is no longer offered for new reviews; what was reviewed with it stays.
  public let archivedAt: Instant?
  /// The newest published version; `nil` while there is none.
  public let current: ScorecardVersion?
  /// What is being prepared; `nil` when nothing is.
  public let draft: ScorecardDraft?

  /// The name of the newest version, or of the draft before the first.
  public var name: String { current?.rubric.name ?? draft?.rubric.name ?? "" }

  public var isArchived: Bool { archivedAt != nil }
}

/// A published version: never altered, so that its reviews can be scored again for ever.
public struct ScorecardVersion: Hashable, Sendable {
  /// The key of a version; a review pins one.
  public typealias ID = Identifier<ScorecardVersion>

  public let id: ID
  public let scorecard: Scorecard.ID
  /// Goes up when the same answers may give another score.
  public let edition: Int
  /// Goes up when only texts changed.
  public let wording: Int
  public let rubric: Rubric
  /// What the publisher said about it.
  public let note: String
  public let publishedAt: Instant
  public let publishedBy: Person.ID?

  /// The number people say: 2, or 2.1 after a change of words.
  public var label: String { wording == 0 ? "\(edition)" : "\(edition).\(wording)" }

  /// Whether answers to one version may be scored and compared under the other.
  public func scoresLike(_ other: ScorecardVersion) -> Bool {
    scorecard == other.scorecard && edition == other.edition
  }
}

/// The next version while somebody works on it.
public struct ScorecardDraft: Hashable, Sendable {
  public let scorecard: Scorecard.ID
  public let rubric: Rubric
  /// Counts the saves, so that two people cannot overwrite each other unnoticed.
  public let revision: Int
  public let savedAt: Instant
  public let savedBy: Person.ID?
}

/// Why a change to a scorecard was refused.
public enum ScorecardError: Error, Hashable, Sendable {
  /// Somebody else saved the draft in the meantime.
  case stale
  /// The draft cannot be published yet.
  case incomplete
  /// Nothing is different from the published version.
  case unchanged
}
