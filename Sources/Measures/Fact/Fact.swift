internal import Conversations
internal import Kernel
internal import Web

/// What one conversation comes to: its times and outcomes, computed once by stated rules.
struct Fact: Hashable, Sendable {
  let conversation: Conversation.ID
  let openedAt: Instant
  let openedDay: Day
  let channel: Channel
  let team: Actor.Team?
  let owner: Actor.ID?
  let credited: Actor.ID?
  let queue: Queue.ID?
  var customer: Customer.ID?
  let reason: String?
  var isComplaint = false
  /// The day after which nobody works on it any more.
  var leftDay: Day?

  // Times are milliseconds.
  var repliedDay: Day?
  var responder: Actor.ID?
  var firstResponse: Int?
  var firstResponseBusiness: Int?
  var isInTime: Bool?

  var resolvedAt: Instant?
  var resolvedDay: Day?
  var resolution: Int?
  var resolutionBusiness: Int?
  var reopens = 0
  /// How many people answered the customer.
  var hands = 0
  var isFirstContact: Bool?
  /// Business milliseconds of the solution's clock without its pauses; `nil` without a promise.
  var solutionClock: Int?
  /// Whether the solution came within its promise.
  var isSolvedInTime: Bool?

  var calls: [CallFact] = []
  var ratings: [RatingFact] = []
  var work: [Work] = []

  /// A person's part in a conversation.
  struct Work: Hashable, Sendable {
    let person: Actor.ID
    let replies: Int
  }
}

/// What a call comes to; milliseconds.
struct CallFact: Hashable, Sendable {
  let day: Day
  let wait: Int?
  let talk: Int?
  let hold: Int?
  let wrap: Int?
  let isAnswered: Bool
  let isAbandoned: Bool
  /// Whether it left the queue without an answer, and nobody hung up or chose another way.
  var isLost = false

  var handle: Int? { talk.map { $0 + (hold ?? 0) + (wrap ?? 0) } }
}

/// What an answer of a customer, or the invitation to one, comes to.
struct RatingFact: Hashable, Sendable {
  let kind: SurveyKind
  let person: Actor.ID?
  /// 0…100.
  let score: Double?
  let invitedDay: Day?
  let ratedDay: Day?

  init(_ survey: Survey, owner: Actor.ID?, zone: Zone) {
    kind = survey.kind
    person = survey.agent ?? owner
    score = survey.normalised
    let invited = survey.offeredAt ?? survey.answeredAt
    invitedDay = invited.map(zone.day(of:))
    ratedDay = survey.normalised == nil ? nil : (survey.answeredAt ?? invited).map(zone.day(of:))
  }

  /// Adds what it counts for; the stamp's day and person are replaced by its own.
  func post(to contribution: inout Contribution, like stamp: Stamp) {
    func at(_ day: Day) -> Stamp {
      Stamp(
        day: day, team: stamp.team, person: person, channel: stamp.channel, queue: stamp.queue)
    }
    if let invitedDay {
      contribution.add(.invited, .one(isHit: score != nil), at(invitedDay))
    }
    guard let score, let ratedDay else { return }
    switch kind {
    case .csat:
      var tally = Tally.one(isHit: score >= Self.satisfied)
      tally.sum = Int((score * 100).rounded())
      contribution.add(.csat, tally, at(ratedDay))
    case .nps:
      var tally = Tally.one(isHit: score >= Self.promotes)
      tally.misses = score < Self.passive ? 1 : 0
      contribution.add(.nps, tally, at(ratedDay))
    case .ces: contribution.add(.ces, .one(isHit: score >= Self.easy), at(ratedDay))
    default: break
    }
  }

  /// The two best of five, or the better of two (FORMULAS 17).
  static let satisfied = 75.0
  /// 9 of 10, and 7 of 10 (FORMULAS 16).
  static let promotes = 90.0 - 1e-6
  static let passive = 70.0 - 1e-6
  /// 5 of 7 on a scale on which 7 is easiest.
  static let easy = 200.0 / 3 - 1e-6
}
