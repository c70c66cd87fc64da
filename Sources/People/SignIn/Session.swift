public import Kernel

/// A browser that somebody signed in with.
public struct Session: Hashable, Sendable {
  /// The key of a session.
  public typealias ID = Identifier<Session>

  public let id: ID
  public let person: Person.ID
  /// What the browser called itself, shortened.
  public let browser: String
  public let createdAt: Instant
  public let seenAt: Instant
  public let expiresAt: Instant

  /// How long a session lives.
  public struct Limits: Hashable, Sendable {
    /// Seconds without a request.
    public var idle: Int64
    /// Seconds after signing in.
    public var absolute: Int64

    public init(idle: Int64, absolute: Int64) {
      self.idle = idle
      self.absolute = absolute
    }

    /// Half an hour without a request, twelve hours in all.
    public static let standard = Limits(idle: 30 * 60, absolute: 12 * 3600)
  }
}
