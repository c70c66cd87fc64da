internal import Crypto
public import Conversations
public import Kernel
public import People

/// One conversation of the frozen pool, with the facts the draw looks at.
public struct FrameItem: Hashable, Sendable {
  public let conversation: Conversation.ID
  /// Whom a review of the whole conversation concerns.
  public let agent: Person.ID
  public let channel: String
  public let openedAt: Instant
  public let language: String?

  public init(
    conversation: Conversation.ID, agent: Person.ID, channel: String, openedAt: Instant,
    language: String? = nil
  ) {
    self.conversation = conversation
    self.agent = agent
    self.channel = channel
    self.openedAt = openedAt
    self.language = language
  }
}

extension [FrameItem] {
  /// A fingerprint of the pool that any later change would give away (SHA-256 over sorted lines).
  var digest: String {
    var hash = SHA256()
    for item in sorted(by: { $0.conversation < $1.conversation }) {
      let line =
        "\(item.conversation) \(item.agent) \(item.channel) \(item.openedAt.milliseconds)\n"
      hash.update(data: [UInt8](line.utf8))
    }
    return hash.finalize().map { byte in hexadecimal(byte) }.joined()
  }
}

/// The fingerprint of a seed, shown before the pool is known, so that it cannot be chosen afterwards.
func commitment(toSeed seed: UInt64, of cycle: Cycle.ID) -> String {
  SHA256.hash(data: Array("attune cycle \(cycle) seed \(seed)".utf8))
    .map { byte in hexadecimal(byte) }.joined()
}

private func hexadecimal(_ byte: UInt8) -> String {
  let digits = String(byte, radix: 16)
  return digits.count < 2 ? "0" + digits : digits
}
