/// What a demo consists of and how to get in.
public struct DemoReport: Hashable, Sendable, Codable {
  public let workspace: String
  public let seed: UInt64
  /// The day the demo ends on.
  public let today: String
  public let signIns: [SignIn]
  /// The one password of all of them; everybody may know it.
  public let password: String
  public let counts: Counts
  public let seconds: Double
  public let conversationsPerSecond: Double
  /// What the pages should find.
  public let truth: DemoTruth

  /// One person to sign in as for each role.
  public struct SignIn: Hashable, Sendable, Codable {
    public let role: String
    public let name: String
    public let email: String
  }

  /// How much there is.
  public struct Counts: Hashable, Sendable, Codable {
    public var agents = 0
    public var teams = 0
    public var conversations = 0
    public var messages = 0
    public var cycles = 0
    public var reviews = 0
    public var submitted = 0
    public var drafts = 0
  }
}

/// How far a demo has come.
public struct DemoProgress: Hashable, Sendable {
  /// The month that is being played, from 1.
  public let month: Int
  public let months: Int
  public let conversations: Int
  public let expected: Int
}
