public import Kernel
public import People
public import Storage
public import Web

extension Focus {
  /// The criteria the rule proposes to a person now, as far as the actor may see them.
  public static func proposals(
    to person: Person.ID, for actor: Actor, in db: any Connection
  ) throws -> [Criterion.ID] {
    try LearningModel.of(person, for: actor, in: db).proposals.map(\.criterion)
  }
}

/// Everything the page of what somebody works on is made of.
struct LearningModel: Sendable {
  let person: Person.ID
  let name: String
  let isOwn: Bool
  /// The newest shared cycle with reviews of that person; focus points are chosen in it.
  let cycle: Cycle?
  /// The cycles with reviews of that person, the oldest first.
  let cycles: [Cycle]
  let criteria: [(id: Criterion.ID, name: String)]
  let names: [Criterion.ID: String]
  let proposals: [Contrast]
  let suggestions: [Focus.Suggestion]
  let focuses: [Focus]
  let results: Results
  /// Whether the reader leads that person.
  let maySuggest: Bool

  var chosen: [Focus] { focuses.filter { $0.cycle == cycle?.id } }
  var earlier: [Focus] { focuses.filter { $0.cycle != cycle?.id } }

  /// The criterion of a focus point before it was chosen and since.
  func check(_ focus: Focus) -> FocusCheck {
    func scores(_ cycle: Cycle) -> [Double] {
      results.of(cycle.id).rated.compactMap { $0.score(of: focus.criterion) }
    }
    let start = cycles.first { $0.id == focus.cycle }?.plan.firstDay
    let isBefore = { (cycle: Cycle) in start.map { cycle.plan.firstDay <= $0 } ?? true }
    return FocusCheck(
      before: cycles.filter(isBefore).map(scores),
      since: cycles.filter { !isBefore($0) }.map(scores))
  }

  /// The page of a person, if the reader may see what they work on.
  static func of(
    _ person: Person.ID, for actor: Actor, in db: any Connection
  ) throws -> LearningModel {
    let scope = actor.scope
    guard let name = try Person.names(of: [person], scope, in: db)[person] else {
      throw Problem.notFound
    }
    func may(_ action: Action, _ team: Team.ID?) -> Bool {
      actor.can(
        action, .learning, Ownership(person: person.rawValue, team: team?.rawValue))
    }
    let teams = try Membership.teams(of: person, scope, in: db)
    guard may(.read, nil) || teams.contains(where: { may(.read, $0) }) else {
      throw Problem.notFound
    }
    let received = Set(try Review.received(by: person, scope, in: db).map(\.cycle))
    let cycles = try Cycle.all(scope, in: db).filter {
      received.contains($0.id) && may(.read, $0.team)
    }.prefix(24).reversed()
    let results = try Results.of(cycles.map(\.id), agent: person, scope, in: db)
    let window = Set(cycles.suffix(Contrast.window).map(\.id))
    let criteria = try ProgressPages.criteria(of: cycles.last, scope, in: db)
    var names = Dictionary(criteria, uniquingKeysWith: { first, _ in first })
    let focuses = try Focus.all(of: person, for: actor, in: db)
    for focus in focuses where names[focus.criterion] == nil {
      let old = cycles.first { $0.id == focus.cycle }
      for one in try ProgressPages.criteria(of: old, scope, in: db) { names[one.id] = one.name }
    }
    return LearningModel(
      person: person, name: name, isOwn: person == actor.person, cycle: cycles.last,
      cycles: Array(cycles), criteria: criteria, names: names,
      proposals: Contrast.proposals(
        criteria.map(\.id), in: results.rated.filter { window.contains($0.cycle) }),
      suggestions: try cycles.last.map {
        try Focus.Suggestion.all(to: person, in: $0.id, for: actor, db: db)
      } ?? [],
      focuses: focuses, results: results,
      maySuggest: person != actor.person && cycles.last.map { may(.create, $0.team) } ?? false)
  }
}
