public import Kernel

/// What a telephone system knows about a call; durations in seconds.
public struct Call: Hashable, Sendable, Codable {
  /// The key of a call.
  public typealias ID = Identifier<Call>

  public internal(set) var id: ID
  public internal(set) var position: Int
  public let externalID: String?
  public let startedAt: Instant?
  public let direction: CallDirection?
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
  public let transfer: CallTransfer?
  public let transferTarget: String?
  public let disconnectedBy: CallEnding?
  public let recording: String?
}
