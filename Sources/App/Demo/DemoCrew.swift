internal import Kernel
internal import People
internal import Reviews
internal import Storage
internal import Web

/// The cast as persons of the workspace.
struct DemoCrew: Sendable {
  let scope: Scope
  let teams: [Team.ID]
  let agents: [Person.ID]
  let leads: [Person.ID]
  let scorecard: ScorecardVersion
  let signIns: [DemoReport.SignIn]
  private let places: [Person.ID: Int]

  /// Makes the workspace with everybody in it, all in one transaction.
  init(
    _ story: DemoStory, password: String, world: World, in db: any Connection
  ) throws {
    let cast = story.cast
    let first = FirstRun(
      workspace: Demo.workspace, zone: story.calendar.zone, language: "en",
      hours: WorkingHours(
        opens: DemoCalendar.opensAt * 3600, closes: DemoCalendar.closesAt * 3600,
        days: [1, 2, 3, 4, 5, 6]) ?? .office,
      team: cast.teams[0], admin: cast.admin.name, email: cast.admin.email)
    let begun = try first.begin(password: password, world: world, in: db)
    let scope = Scope(workspace: begun.workspace.id, person: begun.admin.id.rawValue)
    try Workspace.markAsDemo(scope, world: world, in: db)
    for name in cast.teams.dropFirst() {
      try Team.add(name: name, scope: scope, world: world, in: db)
    }
    let teams = try Team.all(scope, in: db).map(\.id)

    func add(_ name: String, _ email: String, _ grant: Grant, _ team: Int?, _ language: String?)
      throws -> Person.ID
    {
      try Person.add(
        name: name, email: email, password: password, language: language, grants: [grant],
        teams: team.map { [teams[$0]] } ?? [], scope: scope, world: world, in: db
      ).id
    }
    agents = try cast.agents.map { agent in
      try add(
        agent.name, agent.email, Grant(.agent), agent.team, agent.index > 0 ? agent.home : nil)
    }
    leads = try cast.leads.enumerated().map { index, lead in
      try add(lead.name, lead.email, Grant(.lead, team: teams[index]), index, nil)
    }
    let others: [(DemoColleague, Role)] = [
      (cast.analyst, .analyst), (cast.planner, .planner), (cast.auditor, .auditor),
    ]
    for (colleague, role) in others {
      _ = try add(colleague.name, colleague.email, Grant(role), nil, nil)
    }
    guard
      let scorecard = try Scorecard.createStandard(
        language: "en", scope: scope, world: world, in: db)
    else { throw PeopleError.alreadySetUp }
    self.scorecard = scorecard
    self.scope = Scope(workspace: scope.workspace)
    self.teams = teams
    places = Dictionary(uniqueKeysWithValues: agents.enumerated().map { ($1, $0) })
    signIns =
      [("agent", cast.agents[0].name, cast.agents[0].email)].map(DemoReport.SignIn.init)
      + [("lead", cast.leads[0])].map(DemoReport.SignIn.init)
      + others.map { DemoReport.SignIn($1.rawValue, $0) }
      + [DemoReport.SignIn("admin", cast.admin)]
  }

  /// The number of an agent in the cast; `nil` for everybody else.
  func place(of person: Person.ID) -> Int? { places[person] }

  /// The workspace as that person sees it.
  func scope(of person: Person.ID) -> Scope {
    Scope(workspace: scope.workspace, person: person.rawValue)
  }
}

extension DemoReport.SignIn {
  fileprivate init(_ role: String, _ colleague: DemoColleague) {
    self.init(role: role, name: colleague.name, email: colleague.email)
  }
}
