internal import Kernel
internal import Markup
internal import People
internal import Storage
internal import Web

extension Finder {
  /// Scorecards by their names, without those put away.
  static let scorecards: [Finder] = [
    Finder(allow: .read, .scorecard) { visit, words in
      let scope = visit.scope
      let all = try await visit.database.read { db in try Scorecard.all(scope, in: db) }
      let mayChange = ScorecardPages.mayChange(visit)
      return all.filter { !$0.isArchived && ($0.current != nil || mayChange) }.compactMap { card in
        let name = ScorecardPages.shownName(card, visit.text)
        guard name.matches(words) else { return nil }
        return Finding(.scorecard(card.id), name, note: visit.text("scorecard.title"))
      }
    },
    .page("/scorecards/new", "scorecard.new", allow: .create, .scorecard),
  ]

  /// Procedures in force by their titles.
  static let procedures: [Finder] = [
    Finder(allow: .read, .procedure) { visit, words in
      let scope = visit.scope
      let all = try await visit.database.read { db in try Procedure.all(scope, in: db) }
      return all.filter { $0.current != nil && !$0.isRetired && $0.title.matches(words) }.map {
        Finding(.procedure($0.id), $0.title, note: visit.text("procedure.title"))
      }
    },
    .page("/procedures/new", "procedure.new", allow: .create, .procedure),
  ]

  /// The pages of workshops.
  static let workshops: [Finder] = [
    .page("/workshops", "workshop.list", allow: .read, .workshop),
    .page("/workshops/new", "workshop.new", allow: .create, .workshop),
  ]

  /// Cycles by their team and period, as far as the reader may see them.
  static let cycles: [Finder] = [
    Finder(allow: .read, .sampling) { visit, words in
      let actor = visit.actor
      let (cycles, teams) = try await visit.database.read { db in
        (try Cycle.all(actor.scope, in: db), try Team.all(actor.scope, in: db))
      }
      let names = Dictionary(
        teams.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
      return cycles.compactMap { cycle in
        let title = CycleState.title(cycle, team: names[cycle.team] ?? "–", visit.text)
        guard cycle.isOpen(to: actor), title.matches(words) else { return nil }
        return Finding(.cycle(cycle.id), title, note: visit.text("cycle.list"))
      }
    },
    .page("/cycles/new", "cycle.new", allow: .create, .sampling),
  ]

  /// The pages about disputes.
  static let disputes: [Finder] = [
    .page("/disputes/figures", "overturn.title", allow: .export, .teamReport),
    .page("/disputes/rules", "dispute.rule.title", allow: .read, .disputeRule),
  ]
}
