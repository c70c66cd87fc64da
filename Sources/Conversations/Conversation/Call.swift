/// What a telephone system knows about a call; durations in seconds.
public struct Call: Hashable, Sendable {
  public let direction: String?
  public let caller: String?
  public let callee: String?
  public let wait: Double?
  public let ring: Double?
  public let talk: Double?
  public let hold: Double?
  public let wrap: Double?
  public let menu: Double?
  public let isAnswered: Bool?
  public let isAbandoned: Bool?
  public let abandonedPosition: Int?
  public let transfer: String?
  public let transferTarget: String?
  public let disconnectedBy: String?
  public let recording: String?
}
