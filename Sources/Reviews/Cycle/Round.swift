internal import Conversations
internal import Kernel
internal import People
internal import Storage
internal import Web

/// Everything the page of a cycle is made of.
struct Round: Sendable {
  let cycle: Cycle
  let team: String
  let card: ScorecardVersion?
  let picks: [Pick]
  let reviews: [Review]
  let headlines: [Conversation.ID: Headline]
  let names: [Person.ID: String]
  /// How many conversations of each person are in the frozen pool.
  let population: [Person.ID: Int]
  /// Who writes which review, as far as the reader may know.
  let authors: [Review.ID: Person.ID]
  /// What each person was asked for and has handed in.
  let debts: [Person.ID: Debt]
  /// Until when somebody was given time for their reviews.
  let moreTime: [Person.ID: MoreTime]
  let mayChange: Bool
  /// How the reviews are shared out; `nil` for whoever may not read assignments.
  let balance: Balance?
  /// Whom the reader may ask for one more review of a conversation.
  let helpers: [Person.ID]
  /// When it opens by itself, because the team's programme planned it; `nil` when it does not.
  let opensOn: Day?
  /// The lots that were drawn, and what was flagged when the pool was frozen.
  let chances: Chances
  let flagged: Set<Conversation.ID>
  /// What opening would draw; only while it is a draft.
  let preview: SamplePreview?

  static func find(
    _ id: Cycle.ID, for actor: Actor, today: Day, in db: any Connection
  ) throws -> Round {
    let scope = actor.scope
    guard let cycle = try Cycle.find(id, scope, in: db) else { throw Problem.notFound }
    let ownership = Ownership(team: cycle.team.rawValue)
    guard actor.can(.read, .sampling, ownership) else { throw Problem.notFound }
    // Names of persons and conversations are content, which not everybody who reads plans may see.
    let mayRead =
      actor.can(.read, .assignment, ownership) || actor.can(.change, .assignment, ownership)
    let picks = mayRead ? try Pick.all(in: id, scope, in: db) : []
    let reviews = mayRead ? try Review.all(in: id, scope, in: db) : []
    let members = try Person.members(of: cycle.team, scope, in: db)
    let authors = try Author.known(to: actor, of: reviews, in: db)
    let writers = mayRead ? try Author.all(in: id, scope, in: db) : [:]
    let moreTime = mayRead ? try MoreTime.all(in: id, scope, in: db) : [:]
    let debts = mayRead ? Debt.all(in: cycle, reviews, writers, moreTime, on: today) : [:]
    let balance =
      mayRead ? try Balance.of(cycle, reviews, writers, scope, in: db) : nil
    let helpers = mayRead ? try cycle.helpers(for: actor, in: db) : []
    let people = picks.map(\.agent) + Array(debts.keys) + members.map(\.id) + helpers
    return Round(
      cycle: cycle, team: try Team.find(cycle.team, scope, in: db)?.name ?? "–",
      card: try ScorecardVersion.find(cycle.plan.scorecard, scope: scope, in: db),
      picks: picks,
      reviews: reviews.map { review in
        review.with(authors[review.id].flatMap { moreTime[$0] }, in: cycle.plan)
      },
      headlines: try Headline.all(picks.map(\.conversation), scope, in: db),
      names: try Person.names(of: people, scope, in: db),
      population: try FrameItem.counts(in: id, scope, in: db),
      authors: authors, debts: debts, moreTime: moreTime,
      mayChange: actor.can(.change, .sampling, ownership), balance: balance, helpers: helpers,
      opensOn: try Programme.dayOfOpening(cycle, scope, in: db),
      chances: Chances(try Lot.all(in: id, scope, in: db)),
      flagged: Set(try FrameItem.flags(in: id, scope, in: db).map(\.conversation)),
      preview: cycle.state == .draft && mayRead
        ? try SamplePreview.of(cycle.plan, for: cycle.team, scope, in: db) : nil)
  }

  /// The chance a pick had to be looked at, with all lots drawn so far.
  func chance(of pick: Pick) -> Double {
    chances.any(of: pick.agent, isFlagged: flagged.contains(pick.conversation))
      ?? pick.probability
  }

  /// Keys in the order of the names they stand for, which is the only order people have here.
  func alphabetical(_ people: some Sequence<Person.ID>) -> [Person.ID] {
    Set(people).sorted {
      ((names[$0] ?? "–").lowercased(), $0) < ((names[$1] ?? "–").lowercased(), $1)
    }
  }

  /// The cycle as a calendar.
  func calendar(on today: Day, in zone: Zone) -> CycleCalendar {
    CycleCalendar(
      cycle, in: zone, on: today, owingOwn: debts.values.count { $0.ownLeft > 0 },
      owingOthers: debts.values.count { $0.othersLeft > 0 })
  }

  /// The reviews that count: without those whose conversation was replaced.
  var live: [Review] { reviews.filter { $0.withdrawnAt == nil } }
  var replaced: [Pick] { picks.filter { $0.replacement != nil } }
  var current: [Pick] { picks.filter { $0.replacement == nil } }
}

extension Cycle {
  /// Whether its leads read who still owes how much.
  ///
  /// Where nobody is named only before the sharing: afterwards, whose number changes would tell who
  /// wrote what came last.
  var showsDebts: Bool { state == .open || state == .shared && plan.namesReviewers }
}

/// What somebody was asked for in a cycle and has handed in.
///
/// Whoever leads has to know who owes how much, also where nobody knows who writes what.
struct Debt: Hashable, Sendable {
  var own = 0, ownDone = 0
  /// Reviews of others, second looks among them.
  var others = 0, othersDone = 0
  /// Second looks that are still to come, and when the first of them is due.
  var secondLeft = 0, secondDue: Day?
  var overdue = 0

  /// One's own conversations that wait to be looked at.
  var ownLeft: Int { own - ownDone }
  /// Conversations of colleagues that wait to be reviewed, second looks among them.
  var othersLeft: Int { others - othersDone }

  /// Whether anything is still to be handed in; one's own views only before the sharing.
  func isOwing(in cycle: Cycle) -> Bool {
    othersLeft > 0 || cycle.state == .open && ownLeft > 0
  }

  static func all(
    in cycle: Cycle, _ reviews: [Review], _ authors: [Review.ID: Person.ID],
    _ moreTime: [Person.ID: MoreTime], on today: Day
  ) -> [Person.ID: Debt] {
    reviews.reduce(into: [:]) { debts, review in
      guard let person = authors[review.id], review.withdrawnAt == nil else { return }
      let review = review.with(moreTime[person], in: cycle.plan)
      debts[person, default: Debt()].count(review)
      if review.isOverdue(on: today), cycle.takes(review) {
        debts[person, default: Debt()].overdue += 1
      }
    }
  }

  private mutating func count(_ review: Review) {
    let isDone = review.submittedAt != nil
    if review.kind == .`self` {
      own += 1
      if isDone { ownDone += 1 }
      return
    }
    others += 1
    if isDone { othersDone += 1 }
    if review.kind == .second, !isDone {
      secondLeft += 1
      secondDue = secondDue.map { min($0, review.dueOn) } ?? review.dueOn
    }
  }
}
