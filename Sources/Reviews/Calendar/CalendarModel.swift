internal import Kernel
internal import Markup
internal import People
internal import Storage
internal import Web

/// Everything the page of calendars is made of: the cycles, and the reader's own days.
struct CalendarModel: Sendable {
  /// The cycles that run or are planned, then the last one that is over of each team.
  let courses: [Course]
  let past: [Course]
  /// What the reader has in the calendar; see ``Agenda``.
  let own: [CalendarEvent]
  /// What is looked at again before a cycle opens, still undecided.
  let revisions: [Revision]
  /// What is kept free for reviews in the cycles that run, over the whole team.
  let kept: [Cycle.ID: ProtectedTally]
  /// What each team's programme does next.
  let outlooks: [Team.ID: Outlook]
  let leads: [Team.ID: [String]]

  static func of(_ visit: Visit, in db: any Connection) throws -> CalendarModel {
    let (actor, today, zone) = (visit.actor, visit.today, visit.zone)
    let scope = actor.scope
    let mine = try Cycle.all(scope, in: db).filter { cycle in
      actor.teams.contains(cycle.team)
        || actor.can(.read, .sampling, Ownership(team: cycle.team.rawValue))
    }
    // What runs comes first, then what is planned, each by its days.
    let running = mine.filter { $0.state != .closed }.sorted {
      ($0.state == .draft ? 1 : 0, $0.plan.firstDay, $0.id)
        < ($1.state == .draft ? 1 : 0, $1.plan.firstDay, $1.id)
    }
    let over = Dictionary(grouping: mine.filter { $0.state == .closed }, by: \.team)
      .values.compactMap(\.first).sorted { $0.team < $1.team }
    let teams = Set(mine.map(\.team)).sorted()
    let programmes = try Programme.all(scope, in: db)
    var leads: [Team.ID: [String]] = [:]
    for team in teams {
      let people = try Hands.of(team, scope, in: db).leads
      let names = try Person.names(of: people, scope, in: db)
      leads[team] = people.compactMap { names[$0] }
    }
    return CalendarModel(
      courses: try running.map { try Course.of($0, in: zone, on: today, scope, in: db) },
      past: try over.map { try Course.of($0, in: zone, on: today, scope, in: db) },
      own: try visit.site.calendar(
        of: actor, visit.text, since: today.advanced(by: -400), in: db),
      revisions: try Revision.waiting(for: teams, scope, in: db),
      kept: try Dictionary(
        running.filter { $0.state == .open }.map { cycle in
          (
            cycle.id,
            ProtectedTally(
              try ProtectedTime.all(for: .review, cycle.id.rawValue, scope, in: db))
          )
        }, uniquingKeysWith: { first, _ in first }),
      outlooks: Dictionary(
        programmes.filter { teams.contains($0.team) }.map { programme in
          (
            programme.team,
            Outlook(
              running.filter { $0.team == programme.team },
              isRunning: programme.state == .running, on: today, in: zone)
          )
        }, uniquingKeysWith: { first, _ in first }),
      leads: leads)
  }

  /// What stands on the days of a month.
  func entries(_ visit: Visit) -> [MonthView.Entry] {
    steps(visit)
      + own.map { event in
        let (day, hours) = Self.place(event.span, visit)
        let time: HTML = hours.map { "<bdi>\($0)</bdi> " } ?? ""
        return MonthView.Entry(
          day: day, kind: event.isCancelled ? .cancelled : .own,
          title: "\(time)\(event.title)", path: event.path)
      }
  }

  private static func place(
    _ span: CalendarEvent.Span, _ visit: Visit
  ) -> (day: Day, hours: String?) {
    switch span {
    case .day(let day): (day, nil)
    case .moments(let from, _):
      (visit.zone.day(of: from), ClockTime.text(visit.zone.secondOfDay(of: from)))
    }
  }

  /// The days on which a step of a cycle ends, for everybody alike.
  private func steps(_ visit: Visit) -> [MonthView.Entry] {
    let own = Set(own.map(\.path))
    let keys = Set(self.own.map(\.key))
    let steps = (past + courses).flatMap { course in
      course.calendar.entries.filter { entry in
        // What the reader has to do on that day is said as theirs already.
        entry.step != .agree
          && !keys.contains("\(entry.step.rawValue)-\(course.cycle.id)-\(visit.actor.person)")
      }.map { entry in
        MonthView.Entry(
          day: entry.until, kind: .step,
          title:
            "\(CycleCalendarView.name(entry.step, visit.text)) · <bdi>\(course.team)</bdi>",
          path: course.cycle.isOpen(to: visit.actor) ? .cycle(course.cycle.id) : nil)
      }
    }
    return steps
      + revisions.filter { !own.contains(.revision($0.id)) }.map { revision in
        MonthView.Entry(
          day: revision.dueOn, kind: .step,
          title: "\(RevisionName.of(revision.subject, visit.text))",
          path: visit.actor.can(.read, .sampling, Ownership(team: revision.team.rawValue))
            ? .revision(revision.id) : nil)
      }
  }
}
