public import Kernel
public import Web

/// A group of persons who are led together.
public struct Team: Hashable, Sendable {
  /// The key of a team.
  public typealias ID = Actor.Team

  public let id: ID
  public var name: String
  public var isActive: Bool
  public let createdAt: Instant

  public init(id: ID, name: String, isActive: Bool = true, createdAt: Instant) {
    self.id = id
    self.name = Person.tidied(name) ?? "–"
    self.isActive = isActive
    self.createdAt = createdAt
  }
}
