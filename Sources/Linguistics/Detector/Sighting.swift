/// Something a detector found in a message, with the words that show it.
public struct Sighting: Hashable, Sendable {
  /// What was found.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    // The agent's manners and care
    case greeting, closing, goodWish = "good_wish", thanks, apology, politeness, blame, ownership
    case acknowledgement, offer = "offer_of_help"
    case nextStep = "next_step"
    case undatedPromise = "promise_without_time"
    // What the customer asks and signals
    case question, answered, unanswered, deferred
    case request
    case repeatContact = "repeat_contact"
    case churn, complaint, escalation, insult
    // How it is said
    case positive, negative, misspelling
    // Personal data
    case card, email, phone, iban
    case socialSecurity = "social_security_number"
    case nationalID = "national_id"
    case ipAddress = "ip_address"
    case postalAddress = "postal_address"
  }

  public let kind: Kind
  /// The message, counted from 0.
  public let turn: Int
  /// The words, in bytes of the message's UTF-8.
  public let range: Range<Int>
  /// How sure the detector is, 0…1; nothing below one half is reported.
  public let confidence: Double
  /// For a question, the message that answers it or puts it off.
  public var answer: Int?

  public init(
    _ kind: Kind, turn: Int, range: Range<Int>, confidence: Double, answer: Int? = nil
  ) {
    self.kind = kind
    self.turn = turn
    self.range = range
    self.confidence = confidence
    self.answer = answer
  }
}

extension Sighting.Kind {
  /// Counts up when the detector changes what it finds.
  public var version: Int {
    switch self {
    case .closing, .offer, .question, .answered, .unanswered, .deferred: 4
    case .request, .thanks: 3
    case .greeting, .goodWish, .politeness, .positive, .negative: 2
    default: 1
    }
  }

  /// The group under which it is shown.
  public var group: Group {
    switch self {
    case .greeting, .closing, .goodWish, .thanks, .apology, .politeness, .blame, .ownership,
      .acknowledgement, .offer, .nextStep, .undatedPromise:
      .manners
    case .question, .answered, .unanswered, .deferred, .request: .questions
    case .repeatContact, .churn, .complaint, .escalation, .insult: .signals
    case .positive, .negative, .misspelling: .wording
    case .card, .email, .phone, .iban, .socialSecurity, .nationalID, .ipAddress,
      .postalAddress:
      .personalData
    }
  }

  /// What kinds have in common.
  public enum Group: String, Hashable, Sendable, CaseIterable {
    case manners, questions, signals, wording
    case personalData = "personal_data"
  }
}
