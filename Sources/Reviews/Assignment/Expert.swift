public import Kernel
public import People
internal import Statistics
public import Storage
internal import Web

extension Cycle {
  /// Asks experts for a second pair of eyes on the planned share of a sample, drawn by the seed.
  ///
  /// Where nobody looks at quality for the whole workspace the leads do, in turn.
  func askExperts(
    about picks: [Pick], scope: Scope, world: World, in db: any Connection
  ) throws -> (count: Int, remarks: [Assignment.Remark]) {
    let size = (picks.count * plan.expertPercent + 50) / 100
    guard size > 0 else { return (0, []) }
    var generator = SplitMix64(seed: Drawing.mixed(seed, 0x6578_7065_7274))
    let drawn = generator.permutation(of: picks.count).prefix(size).map { picks[$0] }
    let bench = try Bench.of(self, scope, in: db)
    let experts = try Hands.experts(scope, in: db)
    let people = experts.isEmpty ? bench.leads : experts
    var load: [Person.ID: Int] = [:]
    var count = 0
    for pick in drawn {
      let work = Assignment.Work(pick: pick.id, agent: pick.agent)
      let able = people.filter { bench.mayReview($0, work) }
      guard let person = able.min(by: { (load[$0] ?? 0, $0) < (load[$1] ?? 0, $1) }) else {
        continue
      }
      try Review.assign(
        pick, to: person, as: experts.isEmpty ? .lead : .expert,
        reason: .expert(among: able.count), in: self, scope: scope, world: world, db: db)
      load[person, default: 0] += 1
      count += 1
    }
    return (count, count < size ? [.noExpert(conversations: size - count)] : [])
  }

  /// Asks somebody by name to look at a conversation of the sample too.
  ///
  /// Where the cycle names nobody only oneself can be asked, so that nobody knows of another.
  /// - Throws: ``HandoverError/mayNotReview`` when the person may not.
  public func ask(
    _ person: Person.ID, about pick: Pick, scope: Scope, world: World, in db: any Connection
  ) throws {
    guard state == .open, pick.cycle == id, pick.replacement == nil else {
      throw CycleError.state(state)
    }
    let bench = try Bench.of(self, scope, in: db)
    let isAlone = !plan.namesReviewers && person.rawValue != scope.person
    guard !isAlone, let kind = try kind(of: person, bench, scope, in: db),
      bench.mayReview(person, Assignment.Work(pick: pick.id, agent: pick.agent)),
      try pick.hold(scope, in: db)
    else { throw HandoverError.mayNotReview }
    try Review.assign(
      pick, to: person, as: kind, reason: .chosen, in: self, scope: scope, world: world, db: db)
    try giveFairDay(to: person, scope: scope, world: world, in: db)
    if person.rawValue != scope.person {
      try Notice.tell(
        person, "handover.notice.chosen",
        ["day": .day(try reviewsDue(for: person, scope, in: db))], path: .work,
        occasion: "handover.chosen:\(pick.id)", scope: scope, world: world, in: db)
    }
    try Audit.record(
      .create, .assignment, object: id.rawValue, team: team.rawValue, "handover.audit.asked",
      scope: Author.trace(scope, in: self), world: world, in: db)
  }

  /// Whom an actor may ask for one more review in this cycle.
  func helpers(for actor: Actor, in db: any Connection) throws -> [Person.ID] {
    guard state == .open,
      actor.can(.create, .assignment, Ownership(team: team.rawValue))
    else { return [] }
    let bench = try Bench.of(self, actor.scope, in: db)
    let all =
      bench.leads + (try Hands.experts(actor.scope, in: db)) + bench.reviewers.map(\.person)
    return plan.namesReviewers ? all : all.filter { $0 == actor.person }
  }

  /// In which role somebody would review in this cycle; `nil` when in none.
  private func kind(
    of person: Person.ID, _ bench: Bench, _ scope: Scope, in db: any Connection
  ) throws -> Review.Kind? {
    if bench.reviewers.contains(where: { $0.person == person }) { return .peer }
    if bench.leads.contains(person) { return .lead }
    return try Hands.experts(scope, in: db).contains(person) ? .expert : nil
  }
}
