internal import Conversations
internal import Kernel
internal import People
internal import Reviews
internal import Statistics
internal import Storage
internal import Web

/// What happens after a cycle was shared: somebody disagrees, somebody looks a second time.
///
/// Few of them, and none about the people whose course a page should find: a corrected score may
/// not hide what was planted.
extension DemoRound {
  /// Something that happens at a moment.
  struct Move {
    let at: Instant
    let review: Review.ID
    let play: (any Connection) throws -> Void
  }

  /// How one disagreement goes.
  private enum Course {
    case accepted, partly, refused, withdrawn, person
    /// Waits for a decision; perhaps the reviewer was asked.
    case open(isAsked: Bool)
    /// Nobody decides it in time.
    case lapsed
  }

  private var courses: [Course] {
    let first: [Course] = [.accepted, .partly, .refused]
    let second: [Course] = [.refused, .withdrawn, .accepted, .person, .refused, .partly]
    var usual = [first[month % first.count], second[month % second.count]]
    let today = story.calendar.zone.day(of: story.calendar.now)
    let lapses = cycle.plan.shareOn.advanced(by: Dispute.daysToLapse + 9) <= today
    if month == 0, lapses, !story.options.isBrief { usual.append(.lapsed) }
    guard month == story.options.months - 1 else { return usual }
    return usual + [.open(isAsked: false), .open(isAsked: true)]
  }

  // MARK: Second looks

  /// The blind second looks the lot asked for; one in eight stays unwritten.
  func secondLooks(in db: any Connection) throws -> [Move] {
    let seconds = try Review.all(in: cycle.id, lead, in: db).filter { $0.kind == .second }
    let subjects = try DemoSubject.all(seconds, crew.scope, in: db)
    return seconds.compactMap { review in
      var chance = chance(for: review, purpose: 13)
      guard !chance.happens(0.125), let subject = subjects[review.conversation] else {
        return nil
      }
      let day = cycle.plan.shareOn.advanced(by: 1 + chance.below(5))
      let at = workingMoment(on: day, &chance)
      return Move(at: at, review: review.id) { db in
        var verdict = DemoVerdict(
          review, of: DemoConversations.plan(subject.number, story), in: self, month: month)
        var draft = verdict.draft(isUnfinished: false)
        draft.feedback = []
        try review.submit(
          draft, seconds: verdict.seconds, scope: crew.scope(of: author(of: review)),
          world: world, in: db)
      }
    }
  }

  // MARK: Disputes

  /// The disagreements of the cycle, each about the work of somebody else.
  func disputes(among shared: [Review], in db: any Connection) throws -> [Move] {
    var chance = SplitMix64(
      seed: story.options.seed, purpose: 14,
      number: Int(truncatingIfNeeded: Int64(month) &* 31 &+ cycle.team.rawValue))
    let spared = [story.truth.unluckyAgent, story.truth.improvedAgent]
    let peers = shared.filter { review in
      review.kind == .peer && !spared.contains(crew.place(of: review.agent) ?? -1)
    }.sorted { $0.id < $1.id }
    var disputed: Set<Person.ID> = []
    var moves: [Move] = []
    for course in courses {
      let start = chance.below(max(1, peers.count))
      let order = peers[start...] + peers[..<start]
      for review in order where !disputed.contains(review.agent) {
        guard let claim = try claim(review, course, &chance, in: db) else { continue }
        disputed.insert(review.agent)
        moves += self.moves(review, claim, course, &chance)
        break
      }
    }
    return moves
  }

  /// What the agent says, if the review has a point that fits the course.
  private func claim(
    _ review: Review, _ course: Course, _ chance: inout SplitMix64, in db: any Connection
  ) throws -> Dispute.Claim? {
    if case .person = course {
      return .person(
        crew.agents.first { $0 != review.agent && author(of: review) != $0 },
        because: DemoRemarks.all.say("stranger", using: &chance))
    }
    guard let content = try review.content(crew.scope, in: db) else { return nil }
    let subject = try DemoSubject.all([review.conversation], crew.scope, in: db).values.first
    for criterion in crew.scorecard.rubric.criteria {
      let place = criterion.options.firstIndex {
        content.answers[criterion.id]?.choice == .option($0.id)
      }
      guard let place, let option = proposal(course, criterion, over: place) else { continue }
      return .scores([
        Dispute.Point(
          criterion.id, option: option.id, reason: DemoRemarks.all.say("disagree", using: &chance),
          message: subject?.messages.first?.id)
      ])
    }
    return nil
  }

  private func proposal(
    _ course: Course, _ criterion: Criterion, over place: Int
  ) -> Criterion.Option? {
    let last = criterion.options.count - 1
    return switch course {
    case .accepted: place < last ? criterion.options[place + 1] : nil
    case .partly: place < last - 1 ? criterion.options[last] : nil
    default: place < last ? criterion.options[last] : nil
    }
  }

  private func moves(
    _ review: Review, _ claim: Dispute.Claim, _ course: Course, _ chance: inout SplitMix64
  ) -> [Move] {
    let isOpen = if case .open = course { true } else { false }
    let shareOn = cycle.plan.shareOn
    let recent = story.calendar.zone.day(of: story.calendar.now).advanced(by: -2)
    let isLapsed = if case .lapsed = course { true } else { false }
    let day =
      isOpen
      ? max(shareOn.advanced(by: 1), recent)
      : shareOn.advanced(by: isLapsed ? 0 : 1 + chance.below(4))
    let raised = workingMoment(on: day, &chance)
    let wait = isLapsed ? Dispute.daysToLapse + 8 : 1 + chance.below(5)
    let next = workingMoment(on: day.advanced(by: wait), &chance)
    let words = (
      asked: DemoRemarks.all.say("ask", using: &chance),
      view: DemoRemarks.all.say("view", using: &chance), verdict: verdict(course, &chance)
    )
    let begin = Move(at: raised, review: review.id) { db in
      try Dispute.raise(
        claim, about: review.id, scope: crew.scope(of: review.agent), world: world, in: db)
    }
    let end = Move(at: max(next, raised), review: review.id) { db in
      guard
        let dispute = try Dispute.all(of: [review.id], crew.scope, in: db).last
      else { return }
      try finish(dispute, review, course, words, in: db)
    }
    return [begin, end]
  }

  /// The lead of the team, acting.
  var leading: Actor {
    Actor(
      person: .init(rawValue: lead.person ?? 0), name: "", workspace: crew.scope.workspace,
      grants: [Grant(.lead, team: cycle.team)])
  }

  private func finish(
    _ dispute: Dispute, _ review: Review, _ course: Course,
    _ words: (asked: String, view: String, verdict: String), in db: any Connection
  ) throws {
    let leading = leading
    func decide(_ outcome: Dispute.Outcome, _ option: Criterion.Option.ID? = nil) throws {
      let criteria: [Criterion.ID?] =
        dispute.kind == .person ? [nil] : dispute.points.map { $0.criterion }
      try dispute.decide(
        criteria.map { Dispute.Verdict($0, outcome, option: option, reason: words.verdict) },
        by: leading, world: world, in: db)
    }
    switch course {
    case .accepted, .person: try decide(.accepted)
    case .refused: try decide(.refused)
    case .partly: try decide(.partly, try halfway(dispute, review, in: db))
    case .withdrawn:
      try dispute.withdraw(scope: crew.scope(of: review.agent), world: world, in: db)
    case .lapsed:
      try dispute.remind(
        on: dispute.decideBy.advanced(by: Dispute.daysToLapse + 1), scope: crew.scope,
        world: world, in: db)
    case .open(let isAsked):
      guard isAsked else { return }
      try dispute.ask(words.asked, by: leading, world: world, in: db)
      try dispute.answer(
        words.view, scope: crew.scope(of: author(of: review)), world: world, in: db)
    }
  }

  /// One point above what is there.
  private func halfway(
    _ dispute: Dispute, _ review: Review, in db: any Connection
  ) throws -> Criterion.Option.ID? {
    guard let point = dispute.points.first,
      let criterion = crew.scorecard.rubric.criterion(point.criterion),
      let choice = try review.content(crew.scope, in: db)?.answers[criterion.id]?.choice,
      let place = criterion.options.firstIndex(where: { choice == .option($0.id) }),
      criterion.options.indices.contains(place + 1)
    else { return nil }
    return criterion.options[place + 1].id
  }

  private func verdict(_ course: Course, _ chance: inout SplitMix64) -> String {
    let key =
      switch course {
      case .refused: "kept"
      case .partly: "halfway"
      case .person: "other"
      default: "granted"
      }
    return DemoRemarks.all.say(key, using: &chance)
  }
}
