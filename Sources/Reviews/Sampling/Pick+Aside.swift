public import Conversations
internal import Kernel
internal import Markup
internal import People
internal import Storage
internal import Web

extension Pick {
  /// Beside a conversation: that a cycle looks at it, and why.
  ///
  /// It says nothing of reviews or reviewers, so whoever may read the conversation may know; who
  /// still has to rate it reads why when they have.
  public static let aside = ConversationAside { id, visit, db in
    let picks = try fetch("pick.conversation_id = \(id)", visit.scope, in: db)
      .filter { $0.replacement == nil }
    let items = try picks.map { pick -> HTML in
      let cycle = try Cycle.require(pick.cycle, visit.scope, in: db)
      let period = CycleState.period(cycle, visit.text)
      let name: HTML =
        cycle.isOpen(to: visit.actor)
        ? "<a href=\"\(Path.cycle(cycle.id))\">\(period)</a>" : "\(period)"
      let isQuiet = try Review.all(of: pick.id, visit.scope, in: db).contains {
        cycle.keepsQuiet(about: $0, for: visit.actor)
      }
      let why = isQuiet ? visit.text("pick.later") : pick.why(visit.text)
      return "<div><dt>\(name)</dt><dd class=\"is-small\">\(why)</dd></div>"
    }
    guard !items.isEmpty else { return nil }
    return """
      <section class="card"><h2>\(visit.text("sampling.picked"))</h2><dl class="facts">\(items)</dl></section>
      """
  }
}
