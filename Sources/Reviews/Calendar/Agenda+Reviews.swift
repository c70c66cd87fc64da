internal import Kernel
internal import Markup
internal import People
internal import Storage
internal import Web

extension Agenda {
  /// A person's own days of the cycles, of their plans, and of what they lead.
  static let reviews = Agenda { person, text, since, db in
    try cycles(person, text, since, db) + steps(person, text, since, db)
      + revisions(person, text, since, db)
  }

  /// When one's own view is due, reviews of others are, and everybody reads theirs.
  private static func cycles(
    _ person: Actor, _ text: Text, _ since: Day, _ db: any Connection
  ) throws -> [CalendarEvent] {
    let scope = person.scope
    let cycles = try Cycle.all(scope, in: db).filter {
      $0.openedAt != nil && $0.plan.shareOn >= since
    }
    let asked = Dictionary(
      grouping: try Review.asked(of: person.person, in: cycles.map(\.id), scope, in: db),
      by: \.cycle)
    let teams = try Team.all(scope, in: db)
    return cycles.flatMap { cycle -> [CalendarEvent] in
      guard let opened = cycle.openedAt, let reviews = asked[cycle.id] else { return [] }
      let team = teams.first { $0.id == cycle.team }?.name ?? "–"
      func event(_ key: String, _ title: String, _ day: Day, _ path: Path) -> CalendarEvent {
        CalendarEvent(
          key: "\(key)-\(cycle.id)-\(person.person)", title: title, span: .day(day), path: path,
          changedAt: cycle.sharedAt ?? opened, revision: cycle.sharedAt == nil ? 0 : 1)
      }
      let values: [String: TextValue] = ["team": .string(team)]
      let ownDue = reviews.filter { $0.kind == .`self` }.map(\.dueOn).max()
      var events = [
        event(
          "share", text("calendar.event.share", values),
          cycle.dayOfSharing(in: text.zone),
          ownDue == nil ? .work : "/received")
      ]
      if let due = ownDue {
        events.append(event("reflect", text("calendar.event.reflect", values), due, .work))
      }
      if let due = reviews.filter(\.kind.counts).map(\.dueOn).max() {
        events.append(event("review", text("calendar.event.review", values), due, .work))
      }
      if let due = reviews.filter({ $0.kind == .second && $0.isOpen }).map(\.dueOn).min() {
        events.append(event("second", text("calendar.event.second", values), due, .work))
      }
      return events
    }
  }

  /// When a step of a plan is due, and when to look again; what the plan says stays in Attune.
  private static func steps(
    _ person: Actor, _ text: Text, _ since: Day, _ db: any Connection
  ) throws -> [CalendarEvent] {
    guard person.can(.read, .learning) else { return [] }
    return try Focus.all(of: person.person, for: person, in: db).flatMap { focus in
      focus.steps.filter { $0.followUpOn >= since }.flatMap { step -> [CalendarEvent] in
        func event(_ key: String, _ title: String, _ day: Day) -> CalendarEvent {
          CalendarEvent(
            key: "\(key)-\(step.id)", title: title, span: .day(day), path: "/learning",
            changedAt: step.outcome?.at ?? focus.chosenAt,
            revision: step.outcome == nil ? 0 : 1, isCancelled: step.outcome?.kind == .dropped)
        }
        return [
          event("step", text("calendar.event.step"), step.dueOn),
          event("follow", text("calendar.event.follow"), step.followUpOn),
        ]
      }
    }
  }

  /// What a lead has to look at again before the next cycle opens.
  private static func revisions(
    _ person: Actor, _ text: Text, _ since: Day, _ db: any Connection
  ) throws -> [CalendarEvent] {
    try Revision.waiting(for: person.teamsLed.sorted(), person.scope, in: db)
      .filter { $0.dueOn >= since }.map { revision in
        CalendarEvent(
          key: "revision-\(revision.id)",
          title: text(
            "calendar.event.revision",
            ["subject": .string(RevisionName.of(revision.subject, text))]),
          span: .day(revision.dueOn), path: .revision(revision.id),
          changedAt: revision.createdAt)
      }
  }
}
