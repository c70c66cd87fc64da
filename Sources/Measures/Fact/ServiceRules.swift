internal import Conversations
internal import Foundation
internal import Kernel
internal import People
internal import Storage
internal import Web

/// What a team decided about its own figures: thresholds, targets, and what counts as solved once.
struct ServiceRules: Hashable, Sendable, Codable {
  /// A call answered within so many seconds counts for the service level.
  var answerWithin = 20.0
  /// Who hangs up sooner dialled by mistake and is not counted as abandoned, nor as offered.
  var shortAbandon = 5.0
  /// Within how many seconds a first answer in writing is in time, by channel.
  var respondWithin: [String: Double] = [
    "chat": 120, "sms": 900, "social": 3600, "email": 28_800, "web": 28_800, "api": 28_800,
    "in_person": 900,
  ]
  /// Within how many days a new contact says that the first one did not help.
  var returnWithin = 7
  var firstContact = FirstContact.sameReason

  /// What has to be true of a conversation that was solved at the first contact.
  enum FirstContact: String, Hashable, Sendable, Codable, CaseIterable {
    /// Not reopened, and no new contact of the customer on that reason within the window.
    case sameReason
    /// The same, whatever the new contact is about.
    case anyReason
    /// The same as by reason, and solved with a single answer.
    case oneAnswer
  }

  func respondWithin(_ channel: Channel) -> Double {
    respondWithin[channel.rawValue] ?? respondWithin["email"] ?? 28_800
  }

  static let setting: StaticString = "measures.rules"

  static func current(_ scope: Scope, in db: any Connection) throws -> ServiceRules {
    let text = try Setting.value(setting, scope, in: db)
    return text.flatMap { try? JSONDecoder().decode(ServiceRules.self, from: Data($0.utf8)) }
      ?? ServiceRules()
  }
}

/// Everything besides the conversation itself that decides what it counts for.
struct FactGround: Sendable {
  var rules = ServiceRules()
  var zone = Zone.utc
  var calendars = OpeningCalendars([], fallback: .always(.utc))
  var promises: [ServicePolicy] = []
  var tags: [Tag.ID: String] = [:]
  /// The tags that mark a complaint.
  var complaints: Set<Tag.ID> = []

  static func load(_ scope: Scope, in db: any Connection) throws -> FactGround {
    var ground = FactGround()
    ground.rules = try ServiceRules.current(scope, in: db)
    ground.zone = try Workspace.find(scope, in: db)?.zone ?? .utc
    ground.calendars = try OpeningCalendars(scope, in: db)
    ground.promises = try ServicePolicy.current(scope, in: db)
    let tags = try db.rows("SELECT id, name FROM tag WHERE workspace_id = \(scope) ORDER BY id")
    for row in tags {
      let (id, name): (Tag.ID, String) = (try row.get("id"), try row.get("name"))
      ground.tags[id] = name
      if ComplaintWords.isNamed(name) { ground.complaints.insert(id) }
    }
    return ground
  }

  /// Milliseconds between two moments in which the team was there, by the hours that count for it.
  func business(
    _ from: Instant, _ to: Instant, _ team: Actor.Team?, _ queue: Queue.ID?
  ) -> Int {
    let hours = calendars.hours(team: team, queue: queue, at: from)
    return Int((hours.businessSeconds(from: from, to: to) * 1000).rounded())
  }

  /// Within how many business seconds a first answer is promised; without a promise the usual.
  func target(_ channel: Channel, _ tags: [Tag.ID]) -> Double {
    promise(channel, tags)?.firstResponse.map(Double.init) ?? rules.respondWithin(channel)
  }

  /// The promise that counts for a conversation.
  func promise(_ channel: Channel, _ tags: [Tag.ID]) -> ServicePolicy? {
    guard !promises.isEmpty else { return nil }
    return promises.policy(channel: channel.rawValue, tags: tags.compactMap { self.tags[$0] })
  }
}

/// The words by which sources mark a complaint.
enum ComplaintWords {
  private static let stems = [
    "complain", "beschwerde", "reclam", "réclam", "klacht", "жалоб", "претенз", "תלונ", "投诉",
    "投訴",
  ]

  static func isNamed(_ text: String) -> Bool {
    let folded = text.lowercased()
    return stems.contains(where: folded.contains)
  }
}
