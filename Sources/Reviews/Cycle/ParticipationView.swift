internal import Kernel
internal import Markup
internal import People
internal import Web

/// The page of a cycle for whoever takes part: where it stands, what they owe, who looks at their
/// work, its steps, and how its conversations are chosen.
struct ParticipationView {
  let visit: Visit
  let part: Participation

  private var text: Text { visit.text }
  private var cycle: Cycle { part.cycle }

  var title: String { CycleState.title(cycle, team: part.team, text) }

  var html: HTML {
    """
    <nav class="breadcrumb" aria-label="\(text("cycle.breadcrumb"))"><ol><li><a href="/cycles">\(text("cycle.list"))</a></li><li>\(CycleState.period(cycle, text))</li></ol></nav>
    <p class="lede">\(lede) \(CycleState.badge(cycle, text))</p>
    \(mine)\(eyes)
    <section class="card"><h2>\(text("cycle.part.steps"))</h2>
    \(CycleCalendarView(calendar: part.calendar, text: text).table(title, owing: owing))
    <p class="is-soft is-small">\(text("cycle.part.others"))</p></section>
    \(CyclePlanView(visit: visit, cycle: cycle, card: part.card, isRuleOpen: true).html)
    """
  }

  private var lede: String {
    let plan = cycle.plan
    func day(_ step: CycleCalendar.Step) -> TextValue {
      .string(part.calendar.entries.first { $0.step == step }.map { text.day($0.until) } ?? "–")
    }
    return switch cycle.state {
    case .draft: text("cycle.part.draft", ["day": day(.sample)])
    case .open:
      text("cycle.part.open", ["day": .string(text.day(plan.reviewBy)), "share": day(.share)])
    case .shared: text("cycle.part.shared", ["day": day(.share), "last": day(.learn)])
    case .closed: text("cycle.part.closed", ["day": day(.learn)])
    }
  }

  // MARK: The reader's own part

  private var mine: HTML {
    guard cycle.state != .draft else { return "" }
    return """
      <section class="card"><h2>\(text("cycle.part.title"))</h2>\(owed)\(moreTime)\(kept)\(ways)</section>
      """
  }

  private var owed: HTML {
    guard let debt = part.debt else { return "<p>\(text("cycle.part.none"))</p>" }
    guard cycle.state == .open else {
      let done: [String: TextValue] = [
        "own": .integer(debt.ownDone), "others": .integer(debt.othersDone),
      ]
      return "<p>\(text("cycle.part.handedIn", done))</p>"
    }
    let left = debt.ownLeft + debt.othersLeft
    let sentence =
      left == 0
      ? text("calendar.mine.none")
      : text(
        "calendar.mine", ["own": .integer(debt.ownLeft), "others": .integer(debt.othersLeft)])
    return "<p>\(sentence)</p>"
  }

  private var moreTime: HTML {
    guard cycle.state != .closed, let more = part.moreTime else { return "" }
    return "<p>\(more.sentence(text)) <span dir=\"auto\">\(more.reason)</span></p>"
  }

  private var kept: HTML {
    guard cycle.state == .open, let kept = part.kept else { return "" }
    return """
      <p>\(text("work.kept")) <a href="\(Path.protectedTime(kept.id))">\(kept.when(visit))</a></p>
      """
  }

  private var ways: HTML {
    let next: HTML =
      part.received.isEmpty
      ? ""
      : """
      <a class="button" href="/received">\(text("received.title"))</a> <a class="button" href="\(Path.reflection(on: cycle.id))">\(text("reflection.compare"))</a> <a class="button" href="/learning">\(text("learning.navigation"))</a>
      """
    let isOwing = part.debt?.isOwing(in: cycle) == true
    let look: HTML = isOwing ? "button is-primary" : "button"
    let work: HTML =
      cycle.state == .closed
      ? "" : "<a class=\"\(look)\" href=\"/work\">\(text("work.title"))</a> "
    return "<p class=\"actions\">\(work)\(next)</p>"
  }

  // MARK: Who looks at the reader's work

  private var eyes: HTML {
    guard cycle.state != .draft, part.asked > 0 else { return "" }
    return """
      <section class="card"><h2>\(text("cycle.part.eyes"))</h2>
      <p>\(text("cycle.part.asked", ["count": .integer(part.asked), "shared": .integer(part.received.count)])) \(who)</p></section>
      """
  }

  private var who: String {
    guard cycle.plan.namesReviewers else { return text("cycle.part.unnamed") }
    guard !part.reviewers.isEmpty else { return text("cycle.part.later") }
    let names = text.list(part.reviewers.map { "\u{2068}\($0)\u{2069}" })
    return text("cycle.part.by", ["names": .string(names)])
  }

  /// A number, whoever it is.
  private func owing(_ entry: CycleCalendar.Entry) -> HTML {
    guard entry.owing > 0 else { return "–" }
    return "\(text("calendar.owing.count", ["count": .integer(entry.owing)]))"
  }
}
