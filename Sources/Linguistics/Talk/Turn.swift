/// One thing said in a conversation, as the detectors and the rules see it.
public struct Turn: Hashable, Sendable {
  /// Who speaks.
  public enum Side: UInt8, Hashable, Sendable, CaseIterable {
    case customer, agent, bot
  }

  public let side: Side
  public let text: String
  /// Seconds since the conversation began, where the source says.
  public let seconds: Double?

  public init(_ side: Side, _ text: String, seconds: Double? = nil) {
    self.side = side
    self.text = text
    self.seconds = seconds
  }
}
