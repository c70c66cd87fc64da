internal import Kernel
internal import Measures
internal import People
internal import Storage

extension DemoAgreement {
  /// From the purpose to numbers: two goals of the first team, one of a person, and a certificate.
  func writeGoals(_ truth: DemoTruth, zone: Zone, in db: any Connection) throws {
    guard let lead = crew.leads.first, let team = crew.teams.first,
      let learner = crew.agents.first, crew.agents.indices.contains(truth.improvedAgent)
    else { return }
    try write(
      "Nobody has to ask twice",
      "It is what customers come for. It leaves out hard cases that rightly take longer.",
      .team(team), by: lead, zone: zone, in: db
    ) { [.init(.firstContactResolution, .atLeast, 0.8, .month, $0)] }
    try write(
      "Nobody waits long for the first answer",
      "Waiting without a word is felt first. Look at the first contact beside it.",
      .team(team), by: lead, zone: zone, in: db
    ) { [.init(.firstResponseInTime, .atLeast, 0.7, .week, $0)] }
    try write(
      "People feel heard before they are helped", "Agreed on after the first reviews.",
      .person(crew.agents[truth.improvedAgent]), by: lead, zone: zone, in: db
    ) { [.init(.reviewScore, .atLeast, 75, .month, $0)] }
    try write(
      "Knows what we sell", "Customers notice at once who does.", .person(learner), by: lead,
      zone: zone, in: db
    ) { [.init(.certificates, .atLeast, 1, .halfYear, $0)] }
    pass(days: 12)
    try Certificate.record(
      "Lantern Post products", of: learner, on: zone.day(of: clock.world.now()),
      scope: crew.scope(of: lead), world: clock.world, in: db)
  }

  /// A number of a goal, from the day the goal begins.
  private struct Number {
    let target: (Goal, World) -> Target

    init(
      _ metric: Metric, _ comparison: Target.Comparison, _ value: Double, _ unit: Period.Unit,
      _ day: Day
    ) {
      target = { goal, world in
        Target(
          id: world.id(), goal: goal.id, metric: metric, comparison: comparison, value: value,
          unit: unit, from: Period(unit, holding: day).first)
      }
    }
  }

  private func write(
    _ title: String, _ why: String, _ aim: Goal.Aim, by lead: Person.ID, zone: Zone,
    in db: any Connection, _ numbers: (Day) -> [Number]
  ) throws {
    let (scope, world) = (crew.scope(of: lead), clock.world)
    let goal = try Goal(
      id: world.id(), title: title, why: why, aim: aim, owner: lead, writtenAt: world.now()
    ).write(scope: scope, world: world, in: db)
    for number in numbers(zone.day(of: world.now())) {
      try number.target(goal, world).write(for: goal, scope: scope, world: world, in: db)
    }
  }
}
