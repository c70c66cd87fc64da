/// How large a demo is, and which of all possible ones.
public struct DemoOptions: Hashable, Sendable, Codable {
  /// The same seed on the same day gives the same rows.
  public var seed: UInt64
  /// People who answer customers.
  public var agents: Int
  /// Finished review cycles; one more is left in the middle.
  public var months: Int
  public var conversations: Int

  public init(seed: UInt64, agents: Int = 12, months: Int = 6, conversations: Int = 3000) {
    self.seed = seed
    self.agents = agents
    self.months = months
    self.conversations = conversations
  }

  /// Short conversations of three to six messages, for demos that are meant for measuring.
  var isBrief: Bool { conversations > 20_000 }

  /// Refuses what cannot be played.
  public func check() throws {
    guard (3...2000).contains(agents) else { throw DemoProblem.agents(3...2000) }
    guard (1...36).contains(months) else { throw DemoProblem.months(1...36) }
    guard (1...20_000_000).contains(conversations) else {
      throw DemoProblem.conversations(1...20_000_000)
    }
  }
}

/// Why a demo was not made.
public enum DemoProblem: Error, Hashable, Sendable {
  case agents(ClosedRange<Int>)
  case months(ClosedRange<Int>)
  case conversations(ClosedRange<Int>)
}

extension DemoProblem: CustomStringConvertible {
  public var description: String {
    switch self {
    case .agents(let range): "a demo has \(range.lowerBound) to \(range.upperBound) agents"
    case .months(let range): "a demo has \(range.lowerBound) to \(range.upperBound) months"
    case .conversations(let range):
      "a demo has \(range.lowerBound) to \(range.upperBound) conversations"
    }
  }
}
