public import Kernel
public import Web

/// A customer's answer to a survey, or an offer nobody answered.
public struct Survey: Hashable, Sendable, Codable {
  /// The key of an answer.
  public typealias ID = Identifier<Survey>

  public internal(set) var id: ID
  public let source: String
  public let externalID: String
  public internal(set) var conversation: Conversation.ID?
  public internal(set) var conversationExternalID: String?
  public internal(set) var agent: Actor.ID?
  public internal(set) var customer: Customer.ID?
  public let kind: SurveyKind
  /// As it was given, between `minimum` and `maximum`.
  public let score: Double?
  public let minimum: Double?
  public let maximum: Double?
  /// The score on a scale from 0 to 100.
  public let normalised: Double?
  public let comment: String?
  public let reason: String?
  public let offeredAt: Instant?
  public let answeredAt: Instant?
  public internal(set) var importRun: Int64?
}
