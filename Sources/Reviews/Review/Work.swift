internal import Conversations
internal import Kernel
internal import People
internal import Storage
internal import Web

/// What one person was asked to write in the cycles that run.
struct Work: Sendable {
  /// One review with what a list says about it.
  struct Item: Sendable {
    let review: Review
    let headline: Headline?
    let pick: Pick?
    let agent: String
  }

  let items: [Item]
  let cycles: [Cycle.ID: Cycle]
  let today: Day

  /// The calendars of the open cycles the person has a part in.
  let calendars: [CycleCalendar]
  /// How many shared reviews of the person's own work wait to be read.
  let unread: Int
  /// The procedures the person has still to read.
  let owed: [Procedure.Owed]
  /// The workshops that wait for the person's ratings.
  let workshops: [Workshop.ID]
  let duty: CalibrationDuty
  let disputes: DisputeDuty
  /// The open cycles in which the person may ask for one more, with the goal they set themselves.
  let offers: [ReviewOffer]
  /// The next time that is kept free for the person, from today on.
  let kept: ProtectedTime?

  var toDo: [Item] { items.filter { $0.review.isOpen && !isOverdue($0.review) && isOpen($0) } }
  var overdue: [Item] { items.filter { isOverdue($0.review) && isOpen($0) } }
  var done: [Item] { items.filter { $0.review.submittedAt != nil } }

  private func isOverdue(_ review: Review) -> Bool { review.isOverdue(on: today) }

  /// One's own view is no longer asked for once the reviews can be read.
  private func isOpen(_ item: Item) -> Bool {
    item.review.kind != .`self` || cycles[item.review.cycle]?.state == .open
  }

  /// The cycles that name nobody and in which the person still writes after the day.
  var lateAndUnnamed: [Cycle] {
    let late = Set(
      items.filter {
        $0.review.kind.counts && $0.review.isOpen
          && (isOverdue($0.review) || cycles[$0.review.cycle]?.state == .shared)
      }.map(\.review.cycle))
    return late.sorted().compactMap { cycles[$0] }.filter { !$0.plan.namesReviewers }
  }

  static func of(_ actor: Actor, today: Day, in db: any Connection) throws -> Work {
    let (person, scope) = (actor.person, actor.scope)
    let running = try Cycle.running(scope, in: db)
    let reviews = try Review.asked(of: person, in: running.map(\.id), scope, in: db)
    let headlines = try Headline.all(reviews.map(\.conversation), scope, in: db)
    let picks = try Pick.all(keys: reviews.map(\.pick), scope, in: db)
    let names = try Person.names(of: reviews.map(\.agent), scope, in: db)
    let items = reviews.map { review in
      Item(
        review: review, headline: headlines[review.conversation], pick: picks[review.pick],
        agent: names[review.agent] ?? "–")
    }
    let received = try Review.received(by: person, scope, in: db)
    let zone = try Workspace.find(scope, in: db)?.zone ?? .utc
    let open = running.filter { cycle in
      cycle.state == .open && reviews.contains { $0.cycle == cycle.id }
    }
    return Work(
      items: items,
      cycles: Dictionary(running.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first }),
      today: today,
      calendars: try open.map {
        try Course.of($0, in: zone, on: today, scope, in: db).calendar
      },
      unread: received.count { $0.state == .shared },
      owed: try Procedure.owed(by: actor, in: db),
      workshops: try Workshop.waiting(for: actor, in: db).map(\.id),
      duty: try CalibrationDuty.of(person, scope, in: db),
      disputes: try DisputeDuty.of(actor, in: db),
      offers: try ReviewOffer.all(for: person, in: running, scope, in: db),
      kept: try ProtectedTime.all(of: person, since: zone.start(of: today), scope, in: db)
        .first { $0.cancellation == nil })
  }
}

extension Pick {
  /// Some picks by their keys.
  static func all(
    keys: some Sequence<ID>, _ scope: Scope, in db: any Connection
  ) throws -> [ID: Pick] {
    try fetch("pick.id IN (\(list: Array(Set(keys))))", scope, in: db)
      .reduce(into: [:]) { $0[$1.id] = $1 }
  }
}
