internal import Kernel
internal import Measures
internal import People
internal import Reviews
internal import Statistics
internal import Storage
internal import Web

extension DemoStaging {
  /// Locks how the person who is about to be trained stands, before the month of the training, and
  /// remarks it on the team's time axis.
  func lockBaseline(before month: Int) async throws {
    let (truth, calendar) = (story.truth, story.calendar)
    guard month == truth.trainedMonth, crew.agents.indices.contains(truth.improvedAgent),
      calendar.months.indices.contains(month)
    else { return }
    let person = crew.agents[truth.improvedAgent]
    let team = story.cast.agents[truth.improvedAgent].team
    guard let lead = crew.leads.dropFirst(team).first ?? crew.leads.first else { return }
    let begin = calendar.zone.instant(of: calendar.months[month], second: 8 * 3600)
    clock.set(max(begin, clock.world.now()))
    let (scope, world, zone) = (crew.scope(of: lead), clock.world, calendar.zone)
    let first = calendar.months[month]
    let aim = crew.teams.dropFirst(team).first.map(Goal.Aim.team) ?? .centre
    try await database.write { db in
      try ProcessNote(
        id: world.id(), metric: .firstContactResolution, aim: aim, day: first,
        text: "Training on being heard", isShift: false
      ).write(scope: scope, world: world, in: db)
      let baseline = try Baseline.taken(
        "Before the training on being heard", of: .person(person),
        Question(.reviewScore, of: .person(person)),
        over: .lastMonths(3, before: first), margin: 3, zone: zone,
        key: world.id(),
        by: Readings(scope: scope, now: world.now(), published: PublishedFigure.reviews), from: db)
      guard baseline.estimate.isComparable else { return }
      try baseline.lock(scope: scope, world: world, in: db)
    }
  }
}
