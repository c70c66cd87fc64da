internal import Foundation
internal import Conversations
public import Storage

/// How a cycle chooses what is looked at, beyond the least number a person.
///
/// It is kept as one text with the plan, because nothing is ever looked up by a part of it.
public struct SamplingRule: Hashable, Sendable, Codable {
  /// What the scores of the cycle are for; it decides how many are worth suggesting.
  public enum Purpose: String, Hashable, Sendable, Codable, CaseIterable {
    /// To see where the team stands.
    case level
    /// To tell each person something about their own work.
    case coaching
    /// To show a customer or a board that a promised level is held.
    case contract
  }

  /// How the team's number is shared out among its people.
  public enum Allocation: String, Hashable, Sendable, Codable, CaseIterable {
    /// The same number, or the same share, for everybody.
    case equal
    /// More where scores varied in the past, fewer where they are settled.
    case stability
  }

  public var purpose: Purpose
  public var allocation: Allocation
  /// Conversations a person on average, where they are shared out by stability.
  public var average: Int
  /// How many flagged conversations of the team are looked at in addition; 0 for none.
  public var flagged: Int
  /// The signals that flag a conversation, with the mark from which each counts.
  public var marks: [String: Double]
  /// Whether flagged picks enter scores, with their known chance (formula 10).
  public var countsFlagged: Bool
  /// How many conversations may be added while the cycle runs; 0 for none.
  public var topUp: Int
  /// Half the width of an interval, in points, at which enough is known of a person.
  public var target: Int

  public init(
    purpose: Purpose = .coaching, allocation: Allocation = .equal, average: Int = 4,
    flagged: Int = 0, marks: [String: Double] = SamplingRule.usualMarks,
    countsFlagged: Bool = true, topUp: Int = 0, target: Int = 20
  ) {
    self.purpose = purpose
    self.allocation = allocation
    self.average = average
    self.flagged = flagged
    self.marks = marks
    self.countsFlagged = countsFlagged
    self.topUp = topUp
    self.target = target
  }

  /// The marks of the signals that come with every conversation.
  public static let usualMarks = Dictionary(
    Signal.ofConversations.map { ($0.name, $0.usualMark) }, uniquingKeysWith: { first, _ in first })

  /// How many flagged conversations, or additions, one cycle may ask for.
  static let mostExtra = 500
  /// Half a width, in points, that may be aimed for.
  static let targets = 5...50
}

extension SamplingRule {
  /// Reads a rule that was kept as text; what it did not know yet is as usual.
  public init(from decoder: any Decoder) throws {
    let stored = try decoder.container(keyedBy: CodingKeys.self)
    self.init()
    try stored.renew(&purpose, from: .purpose)
    try stored.renew(&allocation, from: .allocation)
    try stored.renew(&average, from: .average)
    try stored.renew(&flagged, from: .flagged)
    try stored.renew(&marks, from: .marks)
    try stored.renew(&countsFlagged, from: .countsFlagged)
    try stored.renew(&topUp, from: .topUp)
    try stored.renew(&target, from: .target)
  }
}

extension SamplingRule: SQLConvertible {
  public var sqlValue: SQLValue {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return (try? encoder.encode(self)).map { .text(String(decoding: $0, as: UTF8.self)) } ?? .null
  }

  public init?(sqlValue: SQLValue) {
    guard case .text(let text) = sqlValue,
      let rule = try? JSONDecoder().decode(Self.self, from: Data(text.utf8))
    else { return nil }
    self = rule
  }
}
