internal import Kernel
internal import Web

/// What a programme does next, with the day of each.
struct Outlook: Hashable, Sendable {
  /// What happens.
  enum Happening: String, Hashable, Sendable {
    case opens, ownDue, reviewsDue, shares, closes, plans
  }

  /// One thing on its day; `period` names the cycle it belongs to.
  struct Entry: Hashable, Sendable {
    let day: Day
    let happening: Happening
    let cycle: Cycle
  }

  /// From today on, the earliest first.
  let entries: [Entry]

  /// What lies ahead of a team's cycles on a day, in the workspace's zone.
  ///
  /// A programme that does not run opens and plans nothing.
  init(_ cycles: [Cycle], isRunning: Bool, on today: Day, in zone: Zone) {
    var entries: [Entry] = []
    for cycle in cycles {
      let plan = cycle.plan
      func add(_ happening: Happening, _ day: Day) {
        entries.append(Entry(day: max(day, today), happening: happening, cycle: cycle))
      }
      func addAhead(_ happening: Happening, _ day: Day) {
        if day >= today { add(happening, day) }
      }
      switch cycle.state {
      case .draft:
        if isRunning { add(.opens, plan.lastDay.advanced(by: 1)) }
      case .open:
        if plan.asksSelfAssessment { addAhead(.ownDue, plan.reflectBy) }
        addAhead(.reviewsDue, plan.reviewBy)
        add(.shares, plan.shareOn)
      case .shared:
        if let last = cycle.lastDay(in: zone) { add(.closes, last.advanced(by: 1)) }
      case .closed: break
      }
    }
    // When the last planned period begins, the one after it is planned.
    if isRunning, let newest = cycles.max(by: { $0.plan.firstDay < $1.plan.firstDay }),
      newest.plan.firstDay > today
    {
      entries.append(Entry(day: newest.plan.firstDay, happening: .plans, cycle: newest))
    }
    self.entries = entries.sorted {
      ($0.day, $0.cycle.plan.firstDay) < ($1.day, $1.cycle.plan.firstDay)
    }
  }

  /// The next two things in one sentence; `nil` when nothing lies ahead.
  func sentence(_ text: Text) -> String? {
    guard let first = entries.first else { return nil }
    guard let second = entries.dropFirst().first else {
      return text("programme.next.one", ["first": .string(first.phrase(text))])
    }
    return text(
      "programme.next.two",
      ["first": .string(first.phrase(text)), "second": .string(second.phrase(text))])
  }
}

extension Outlook.Entry {
  /// The day and what happens on it, as part of a sentence.
  func phrase(_ text: Text) -> String {
    let values: [String: TextValue] = [
      "day": .string(text.day(day)), "period": .string(CycleState.period(cycle, text)),
    ]
    return switch happening {
    case .opens: text("programme.next.opens", values)
    case .ownDue: text("programme.next.ownDue", values)
    case .reviewsDue: text("programme.next.reviewsDue", values)
    case .shares: text("programme.next.shares", values)
    case .closes: text("programme.next.closes", values)
    case .plans: text("programme.next.plans", values)
    }
  }
}
