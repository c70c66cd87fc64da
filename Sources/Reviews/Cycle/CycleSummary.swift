internal import Kernel
internal import Markup
internal import People
internal import Web

/// Where a cycle stands, in three or four numbers.
struct CycleSummary {
  let visit: Visit
  let round: Round

  private var text: Text { visit.text }
  private var cycle: Cycle { round.cycle }

  var html: HTML {
    let stats: [HTML] =
      switch cycle.state {
      case .draft: []
      case .open: [handedIn, own, owing, day].compactMap(\.self)
      case .shared, .closed: [shared, read, day].compactMap(\.self)
      }
    return stats.isEmpty ? "" : "<div class=\"stats\">\(stats)</div>"
  }

  private var handedIn: HTML? {
    guard round.asked > 0 else { return nil }
    return stat(
      text("cycle.handedIn"), share(round.handedIn, round.asked),
      text("cycle.next.left", ["count": .integer(round.asked - round.handedIn)]))
  }

  private var own: HTML? {
    let debts = round.debts.values
    let asked = debts.reduce(0) { $0 + $1.own }
    guard asked > 0 else { return nil }
    let done = debts.reduce(0) { $0 + $1.ownDone }
    return stat(
      text("cycle.owed.own"), share(done, asked),
      text("cycle.next.left", ["count": .integer(asked - done)]))
  }

  private var owing: HTML? {
    guard !round.debts.isEmpty else { return nil }
    let owing = round.debts.values.filter { $0.isOwing(in: cycle) }
    let late = owing.reduce(0) { $0 + $1.overdue }
    return stat(
      text("cycle.next.people"), text.number(owing.count),
      text("cycle.next.late", ["count": .integer(late)]))
  }

  private var shared: HTML? {
    let reviews = round.live.filter(\.kind.counts)
    guard !reviews.isEmpty else { return nil }
    let shared = reviews.count { $0.sharedAt != nil }
    return stat(text("cycle.shared.count"), share(shared, reviews.count), nil)
  }

  private var read: HTML? {
    let shared = round.live.filter { $0.kind.counts && $0.sharedAt != nil }
    guard !shared.isEmpty else { return nil }
    return stat(
      text("cycle.shared.read"),
      share(shared.count { $0.acknowledgedAt != nil }, shared.count), nil)
  }

  /// The day of the next step that comes by itself.
  private var day: HTML? {
    switch cycle.state {
    case .draft, .closed: return nil
    case .open: return stat(text("cycle.share.on"), text.day(cycle.plan.shareOn), nil)
    case .shared:
      guard let last = cycle.lastDay(in: visit.zone) else { return nil }
      return stat(text("cycle.shared.until"), text.day(last), nil)
    }
  }

  private func stat(_ label: String, _ value: String, _ note: String?) -> HTML {
    let note: HTML? = note.map { "<span class=\"stat-note\">\($0)</span>" }
    return """
      <div class="stat"><span class="stat-label">\(label)</span><span class="stat-value"><bdi>\(value)</bdi></span>\(note)</div>
      """
  }

  private func share(_ done: Int, _ count: Int) -> String {
    text("cycle.of", ["done": .integer(done), "count": .integer(count)])
  }
}

extension Round {
  /// How many reviews of colleagues were asked for and are handed in.
  var asked: Int { live.count(where: \.kind.counts) }
  var handedIn: Int { live.count { $0.kind.counts && $0.submittedAt != nil } }
}
