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
  /// Why the customer came, as the source says it.
  public let reason: String?
  public let openedAt: Instant
  public let language: String?
  /// What flagged it when the pool was frozen, by the name of the signal.
  public var flags: [Flag]

  /// That a signal reached its mark.
  public struct Flag: Hashable, Sendable {
    public let signal: String
    public let value: Double

    public init(signal: String, value: Double) {
      self.signal = signal
      self.value = value
    }
  }

  public init(
    conversation: Conversation.ID, agent: Person.ID, channel: String, reason: String? = nil,
    openedAt: Instant, language: String? = nil, flags: [Flag] = []
  ) {
    self.conversation = conversation
    self.agent = agent
    self.channel = channel
    self.reason = reason
    self.openedAt = openedAt
    self.language = language
    self.flags = flags
  }

  public var isFlagged: Bool { !flags.isEmpty }
}

extension [FrameItem] {
  /// A fingerprint of the pool that any later change would give away (SHA-256 over sorted lines).
  ///
  /// It covers whatever the draw looks at; what a text holds is preceded by its length, so that no
  /// two pools read the same.
  func digest(for line: Drawing.Line) -> String {
    var hash = SHA256()
    for item in sorted(by: { $0.conversation < $1.conversation }) {
      var facts =
        "\(item.conversation) \(item.agent) \(item.channel) \(item.openedAt.milliseconds)"
      if line == .reasons {
        let reason = item.reason ?? ""
        facts += " \(item.reason == nil ? "-" : String(reason.utf8.count)):\(reason)"
        for flag in item.flags.sorted(by: { $0.signal < $1.signal }) {
          facts += " \(flag.signal.utf8.count):\(flag.signal)=\(flag.value)"
        }
      }
      hash.update(data: [UInt8]((facts + "\n").utf8))
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
