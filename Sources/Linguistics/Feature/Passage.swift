/// One turn of a conversation, or a text that stands alone.
public struct Passage: Hashable, Sendable {
  /// Who speaks; the learner only asks whether two turns share a side.
  public enum Side: UInt8, Hashable, Sendable, CaseIterable {
    case alone, customer, agent, other
  }

  public let side: Side
  public let text: String
  /// What helpers say of the turn: the chance of each of their labels in 255ths.
  var hints: [UInt8] = []

  public init(_ text: String, side: Side = .alone) {
    self.text = text
    self.side = side
  }
}
