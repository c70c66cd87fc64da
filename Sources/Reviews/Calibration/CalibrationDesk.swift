internal import Conversations
internal import Kernel
internal import Markup
internal import People
internal import Storage
internal import Web

extension Path {
  /// The sessions.
  static let calibrations: Path = "/calibrations"
  /// Where somebody practises.
  static let practice: Path = "/practice"

  /// The page of a session.
  static func calibration(_ id: Calibration.ID) -> Path { calibrations.appending(id.text) }

  /// The page of one conversation of a session.
  static func calibration(_ id: Calibration.ID, _ conversation: Conversation.ID) -> Path {
    calibration(id).appending("conversations").appending(conversation.text)
  }

  /// The practice page of one conversation.
  static func practice(_ id: Calibration.ID, _ conversation: Conversation.ID) -> Path {
    practice.appending(id.text).appending(conversation.text)
  }
}

/// What the pages of one session are made of, as far as the reader may see it.
struct CalibrationDesk: Sendable {
  let session: Calibration
  let card: ScorecardVersion
  let team: String
  let names: [Person.ID: String]
  let headlines: [Conversation.ID: Headline]
  /// How many ratings everybody has handed in; never which.
  let counts: [Person.ID: Int]
  /// The ratings the reader may see; see ``CalibrationRating/visible(in:to:_:in:)``.
  let ratings: [CalibrationRating]
  let remarks: [CalibrationRemark]
  let consensus: [Calibration.Consensus]
  let notes: [Calibration.Note]
  let reader: Person.ID
  /// Whether the reader may close the session and keep what was agreed.
  let leads: Bool

  var takesPart: Bool { session.participants.contains(reader) }
  var given: Int { counts.values.reduce(0, +) }
  var missing: Int { max(0, session.expected - given) }

  func name(_ person: Person.ID) -> String { names[person] ?? "–" }

  func mine(_ conversation: Conversation.ID) -> CalibrationRating? {
    ratings.first { $0.person == reader && $0.conversation == conversation }
  }

  /// The conversations the reader still has to rate.
  var toDo: [Conversation.ID] {
    guard !session.isClosed else { return [] }
    return session.items(for: reader).map(\.conversation).filter { mine($0) == nil }
  }

  static func find(
    _ id: Calibration.ID, for actor: Actor, in db: any Connection
  ) throws -> CalibrationDesk {
    let scope = actor.scope
    guard let session = try Calibration.find(id, scope, in: db), session.isVisible(to: actor),
      let card = try ScorecardVersion.find(session.scorecard, scope: scope, in: db)
    else { throw Problem.notFound }
    let notes = session.isClosed ? try session.notes(scope, in: db) : []
    let consensus =
      session.isClosed ? try Calibration.consensus(of: [id], scope, in: db)[id] ?? [] : []
    let people =
      session.participants + session.items.compactMap(\.agent) + notes.map(\.person)
      + consensus.map(\.person)
    return CalibrationDesk(
      session: session, card: card,
      team: try Team.find(session.team, scope, in: db)?.name ?? "–",
      names: try Person.names(of: people, scope, in: db),
      headlines: try Headline.all(session.items.map(\.conversation), scope, in: db),
      counts: try session.counts(scope, in: db),
      ratings: try CalibrationRating.visible(in: session, to: actor.person, scope, in: db),
      remarks: try CalibrationRemark.visible(in: session, to: actor.person, scope, in: db),
      consensus: consensus, notes: notes, reader: actor.person,
      leads: actor.can(.change, .calibration, Ownership(team: session.team.rawValue)))
  }
}

extension Calibration {
  /// Whose it is to the reader: the team's, and theirs if they take part.
  func ownership(for actor: Actor) -> Ownership {
    Ownership(
      team: team.rawValue,
      assignedTo: participants.contains(actor.person) ? actor.person.rawValue : nil)
  }

  func isVisible(to actor: Actor) -> Bool {
    actor.can(.read, .calibration, ownership(for: actor))
  }
}

extension CalibrationError {
  /// The refusal as the reader sees it.
  var problem: Problem {
    switch self {
    case .unknown, .notAsked: .notFound
    case .faulty: .invalid("calibration.problem.faulty")
    case .tooFewConversations(let found):
      .invalid("calibration.problem.tooFew", ["count": .integer(found)])
    case .closed: .conflict("calibration.problem.closed")
    case .open: .conflict("calibration.problem.open")
    case .alreadyRated: .conflict("calibration.problem.rated")
    case .stale: .conflict("review.stale")
    case .incomplete: .invalid("review.problem.incomplete")
    case .missingWithoutReason(let missing):
      .invalid("calibration.problem.missing", ["count": .integer(missing)])
    case .wordsMissing: .invalid("calibration.problem.words")
    }
  }
}
