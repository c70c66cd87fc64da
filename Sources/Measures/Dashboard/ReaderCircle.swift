internal import Conversations
internal import Kernel
internal import People
internal import Storage
internal import Web

/// Whose figures somebody may see, by name; the matrix decides.
struct ReaderCircle: Sendable {
  let actor: Actor
  var seesCentre = false
  var teams: [Team] = []
  var people: [(id: Actor.ID, name: String, team: Actor.Team?)] = []
  var queues: [(id: Queue.ID, name: String)] = []
  var channels: [Channel] = []

  static func read(_ actor: Actor, in db: any Connection) throws -> ReaderCircle {
    var circle = ReaderCircle(actor: actor)
    let scope = actor.scope
    // The centre's goals are no secret among those who work for them; its figures go further.
    circle.seesCentre = actor.can(.read, .teamReport, Ownership())
    let aims = try Aims(scope, in: db)
    circle.teams = aims.teams.filter {
      $0.isActive && aims.circles.allow(actor, .read, .teamReport, .team($0.id))
    }.sorted { ($0.name.lowercased(), $0.id) < ($1.name.lowercased(), $1.id) }
    circle.people = aims.people
      .filter { aims.circles.allow(actor, .read, .personReport, .person($0.id)) }
      .map { ($0.id, $0.name, aims.circles.teams[$0.id]?.first) }
      .sorted { ($0.name.lowercased(), $0.id) < ($1.name.lowercased(), $1.id) }
    circle.queues = try db.rows(
      "SELECT id, name FROM queue WHERE workspace_id = \(scope) ORDER BY id LIMIT 500"
    ).map { (try $0.get("id"), try $0.get("name")) }.sorted { $0.name < $1.name }
    circle.channels = try channels(scope, in: db)
    return circle
  }

  /// The channels that occur: one jump through the roll-up for each.
  private static func channels(_ scope: Scope, in db: any Connection) throws -> [Channel] {
    var found: [Channel] = []
    while found.count < 40 {
      let kind = Slice.kind(.month, .centre, .channel(.chat))
      let next: String? = try db.row(
        """
        SELECT part FROM measure_cell
        WHERE workspace_id = \(scope) AND kind = \(kind) AND owner = 0
          AND part > \(found.last?.rawValue ?? "")
        ORDER BY part LIMIT 1
        """)?.get("part")
      guard let next else { break }
      found.append(Channel(rawValue: next))
    }
    return found
  }

  /// Whose figures are shown when nobody is named: as much as there is to see.
  var standard: Subject {
    if seesCentre { return .centre }
    if let team = teams.first { return .team(team.id) }
    return .person(actor.person)
  }

  /// Whether the reader may see it; the centre's queues go with the centre.
  func includes(_ subject: Subject) -> Bool {
    switch subject {
    case .centre, .queue: seesCentre
    case .team(let team): teams.contains { $0.id == team }
    case .person(let person): people.contains { $0.id == person }
    }
  }

  func name(_ subject: Subject, _ text: Text) -> String {
    switch subject {
    case .centre: text("measure.centre")
    case .team(let team): teams.first { $0.id == team }?.name ?? "–"
    case .person(let person): people.first { $0.id == person }?.name ?? "–"
    case .queue(let queue): queues.first { $0.id == queue }?.name ?? "–"
    }
  }

  /// The people of a subject, by name.
  func people(of subject: Subject) -> [(id: Actor.ID, name: String)] {
    switch subject {
    case .centre: people.map { ($0.id, $0.name) }
    case .team(let team): people.filter { $0.team == team }.map { ($0.id, $0.name) }
    case .person, .queue: []
    }
  }
}
