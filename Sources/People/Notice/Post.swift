public import Outbound

/// How letters leave the house: the server that takes them, whom they come from, and the address
/// their links lead to.
public struct Post: Sendable {
  public let relay: Relay
  public let from: Mail.Mailbox
  /// What people type to reach Attune, without a slash at its end.
  public let address: String
  let client = OutboundClient()

  public init(relay: Relay, from: Mail.Mailbox, address: String) {
    self.relay = relay
    self.from = from
    self.address = address
  }
}
