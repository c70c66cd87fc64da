internal import Kernel
internal import People
internal import Reviews
internal import Statistics
internal import Storage
internal import Web

/// What people make of a shared cycle: they say what was useful, reflect a second time, choose what
/// to work on, and do it or do not.
extension DemoRound {
  /// Whom most visitors sign in as: of the last cycle something is left for them to do.
  private static let visitor = 0

  private var isNewest: Bool { month == story.options.months - 1 }

  /// A chance of one person in this cycle.
  private func chance(_ purpose: UInt64, of place: Int) -> SplitMix64 {
    SplitMix64(seed: story.options.seed, purpose: purpose, number: month &* 1000 &+ place)
  }

  private func acting(_ person: Person.ID) -> Actor {
    Actor(
      person: person, name: "", workspace: crew.scope.workspace, grants: [Grant(.agent)],
      teams: [cycle.team])
  }

  /// What follows the sharing, for everybody whose work was looked at.
  func learning(from shared: [Review]) -> [Move] {
    guard !story.options.isBrief else { return [] }
    let reviews = Dictionary(grouping: shared, by: \.agent)
    return reviews.keys.sorted().flatMap { person -> [Move] in
      guard let place = crew.place(of: person) else { return [] }
      let own = (reviews[person] ?? []).sorted { $0.id < $1.id }
      return ratings(of: own, place) + reflection(of: person, place) + focus(of: person, place)
    }
  }

  /// Something that somebody does on a day; nothing when that day is still to come.
  private func move(
    _ day: Day, _ chance: inout SplitMix64, _ play: @escaping (any Connection) throws -> Void
  ) -> [Move] {
    let at = workingMoment(on: day, &chance)
    let isPast = day < story.calendar.zone.day(of: story.calendar.now)
    return isPast ? [Move(at: at, review: .init(rawValue: .max), play: play)] : []
  }

  /// Whether something of the cycle can still be read by the person it is about.
  private func canRead(_ person: Person.ID, in db: any Connection) throws -> Bool {
    try Review.received(by: person, crew.scope, in: db).contains { $0.cycle == cycle.id }
  }

  // MARK: Was it useful?

  /// Two of three say how useful what they were told is, a few with a word.
  private func ratings(of reviews: [Review], _ place: Int) -> [Move] {
    reviews.flatMap { review -> [Move] in
      var chance = chance(for: review, purpose: 16)
      guard chance.happens(0.65), !(isNewest && place == Self.visitor) else { return [] }
      let draws = (0..<2).map { _ in (chance.unit(), chance.happens(0.25)) }
      let word = DemoRemarks.all.say("useful", using: &chance)
      let day = cycle.plan.shareOn.advanced(by: 1 + chance.below(5))
      return move(day, &chance) { db in
        let current = try Review.find(review.id, crew.scope, in: db)
        guard let current, current.withdrawnAt == nil else { return }
        let pieces = try current.content(crew.scope, in: db)?.feedback.count ?? 0
        for (position, (draw, speaks)) in draws.prefix(pieces).enumerated() {
          try current.rate(
            position, as: draw < 0.72 ? .useful : draw < 0.93 ? .partly : .not,
            word: speaks && draw < 0.72 ? word : "", scope: crew.scope(of: review.agent),
            world: world, in: db)
        }
      }
    }
  }

  // MARK: The second reflection

  private func reflection(of person: Person.ID, _ place: Int) -> [Move] {
    var chance = chance(17, of: place)
    let isVisitor = place == Self.visitor
    guard isVisitor ? !isNewest : chance.happens(0.7) else { return [] }
    let wording = Reflection.Wording(
      surprised: DemoRemarks.all.say("reflect.surprised", using: &chance),
      keeps: DemoRemarks.all.say("reflect.keeps", using: &chance),
      changes: DemoRemarks.all.say("reflect.changes", using: &chance))
    let shows = isVisitor || chance.happens(0.4)
    let day = cycle.plan.shareOn.advanced(by: 1 + chance.below(3))
    let actor = acting(person)
    return move(day, &chance) { db in
      guard try canRead(person, in: db) else { return }
      try Reflection.write(wording, on: cycle, over: 0, by: actor, world: world, in: db)
      if shows { try Reflection.share(true, on: cycle, by: actor, world: world, in: db) }
    }
  }

  // MARK: What to work on

  /// What the rule proposes, else for some what the lead or they themselves would choose; at most
  /// two, each with a step.
  private func focus(of person: Person.ID, _ place: Int) -> [Move] {
    var chance = chance(18, of: place)
    let isVisitor = place == Self.visitor
    let weak = crew.scorecard.rubric.criteria[safe: story.truth.weakCriterion.place]?.id
    let actor = acting(person)
    var moves: [Move] = []
    if let weak, isVisitor && isNewest || place % 5 == 2 {
      let why = DemoRemarks.all.say("suggest", using: &chance)
      let leading = leading
      moves += move(cycle.plan.shareOn.advanced(by: 1), &chance) { db in
        guard try canRead(person, in: db) else { return }
        try Focus.suggest(
          weak, to: person, because: why, in: cycle, by: leading, world: world, db: db)
      }
    }
    guard isVisitor || chance.happens(0.75) else { return moves }
    let choosesAlone = isVisitor || chance.happens(0.5)
    let own = crew.scorecard.rubric.criteria[safe: chance.below(4)]?.id
    let today = story.calendar.zone.day(of: story.calendar.now)
    let plans = (0..<2).map { _ in
      let step = DemoStep(from: cycle.plan.shareOn, using: &chance)
      // The visitor's is still to be done.
      return isVisitor && isNewest ? step.delayed(until: today) : step
    }
    moves += move(cycle.plan.shareOn.advanced(by: 2 + chance.below(3)), &chance) { db in
      guard try canRead(person, in: db) else { return }
      let proposed = try Focus.proposals(to: person, for: actor, in: db)
      // The visitor finds one of two places free.
      let most = isVisitor && isNewest ? 1 : Focus.most
      let wanted = proposed.isEmpty && choosesAlone ? [own].compactMap(\.self) : proposed
      for (criterion, step) in zip(wanted.prefix(most), plans) {
        try Focus.choose(
          criterion, as: proposed.isEmpty ? .own : .proposed, in: cycle, by: actor, world: world,
          db: db)
        let focus = try Focus.all(of: person, for: actor, in: db).first {
          $0.cycle == cycle.id && $0.criterion == criterion
        }
        try focus?.plan(
          step.words(for: crew.scorecard.rubric, criterion), owner: step.isLeads ? .lead : .agent,
          dueOn: step.dueOn, followUpOn: step.followUpOn, by: actor, world: world, in: db)
      }
    }
    for (index, step) in plans.enumerated() where !(isVisitor && isNewest) {
      moves += outcome(of: index, step, actor, &chance)
    }
    return moves
  }

  /// Most steps are done, some are dropped with a word, a few are late.
  private func outcome(
    of index: Int, _ step: DemoStep, _ actor: Actor, _ chance: inout SplitMix64
  ) -> [Move] {
    let draw = chance.unit()
    guard draw < 0.85 else { return [] }
    let kind: Focus.Outcome.Kind = draw < 0.72 ? .done : .dropped
    let note = DemoRemarks.all.say(kind == .done ? "step.done" : "step.dropped", using: &chance)
    return move(step.dueOn.advanced(by: 1 - chance.below(4)), &chance) { db in
      let chosen = try Focus.all(of: actor.person, for: actor, in: db).filter {
        $0.cycle == cycle.id
      }
      guard let focus = chosen[safe: index],
        let open = focus.steps.first(where: { $0.outcome == nil })
      else { return }
      try focus.finish(open.id, as: kind, note: note, by: actor, world: world, in: db)
    }
  }
}

/// One step of a plan as it is told.
private struct DemoStep {
  private(set) var dueOn: Day
  private(set) var followUpOn: Day
  let isLeads: Bool
  private let chance: SplitMix64

  init(from day: Day, using chance: inout SplitMix64) {
    dueOn = day.advanced(by: 10 + chance.below(8))
    followUpOn = dueOn.advanced(by: 10 + chance.below(6))
    isLeads = chance.happens(0.2)
    self.chance = SplitMix64(seed: chance.next())
  }

  /// The same, a few days after a day.
  func delayed(until day: Day) -> DemoStep {
    var step = self
    (step.dueOn, step.followUpOn) = (day.advanced(by: 4), day.advanced(by: 18))
    return step
  }

  /// What is to be done about a criterion.
  func words(for rubric: Rubric, _ criterion: Criterion.ID) -> String {
    var chance = chance
    let place = rubric.criteria.firstIndex { $0.id == criterion } ?? 0
    let kinds = DemoTruth.Criterion.allCases
    return isLeads
      ? DemoRemarks.all.say("step.lead", using: &chance)
      : DemoRemarks.all.say(kinds[place % kinds.count], "step", using: &chance)
  }
}
