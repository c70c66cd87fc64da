internal import Kernel
internal import Markup
internal import People
internal import Web

/// The form that gives a review back which its writer cannot do.
enum GiveBackForm {
  static func html(_ review: Review, _ visit: Visit) -> HTML {
    let text = visit.text
    let id = "return-\(review.id)"
    return """
      <details class="disclosure"><summary>\(text("handover.return"))</summary>
      <form class="form" method="post" action="\(Path.review(review.id).appending("handover"))">\(visit.csrf)
      <div class="field"><label for="\(id)">\(text("review.skip.reason"))</label>
      <p class="hint" id="\(id)-hint">\(text("handover.return.hint"))</p>
      <input id="\(id)" name="reason" required maxlength="500" dir="auto" aria-describedby="\(id)-hint"></div>
      <div class="form-actions"><button class="is-small">\(text("handover.return.do"))</button></div></form></details>
      """
  }
}

/// The button by which the lead passes on everything somebody still owes.
enum PassingForm {
  static func html(_ person: Person.ID, _ debt: Debt, _ round: Round, _ visit: Visit) -> HTML {
    let left = debt.othersLeft
    let ownership = Ownership(person: person.rawValue, team: round.cycle.team.rawValue)
    guard left > 0, round.cycle.state == .open,
      visit.actor.can(.change, .assignment, ownership)
    else { return "" }
    let text = visit.text
    let question = text(
      "handover.pass.sure",
      ["name": .string(round.names[person] ?? "–"), "count": .integer(left)])
    return """
      <form class="inline-form" method="post" action="\(Path.cycle(round.cycle.id).appending("handovers"))">\(visit.csrf)\
      <input type="hidden" name="person" value="\(person.text)">\
      <button class="is-small is-quiet" data-confirm="\(question)" aria-label="\(question)">\(text("handover.pass"))</button></form>
      """
  }
}

/// The form by which the lead gives somebody more time for what they have still to hand in.
enum MoreTimeForm {
  static func html(_ person: Person.ID, _ debt: Debt, _ round: Round, _ visit: Visit) -> HTML {
    let cycle = round.cycle
    let ownership = Ownership(person: person.rawValue, team: cycle.team.rawValue)
    guard visit.actor.can(.change, .assignment, ownership),
      let days = cycle.daysToGive(
        debt, after: round.moreTime[person], on: visit.today, in: visit.zone)
    else { return "" }
    let text = visit.text
    let id = person.text
    let (first, latest) = (days.lowerBound, days.upperBound)
    return """
      <details class="disclosure"><summary>\(text("moreTime.give"))</summary>
      <form class="form" method="post" action="\(Path.cycle(cycle.id).appending("extensions"))">\(visit.csrf)
      <input type="hidden" name="person" value="\(id)">
      <div class="field"><label for="more-due-\(id)">\(text("moreTime.until"))</label>
      <input id="more-due-\(id)" name="due" type="date" required min="\(first.iso)" max="\(latest.iso)" value="\(min(latest, first.advanced(by: 2)).iso)"></div>
      <div class="field"><label for="more-reason-\(id)">\(text("moreTime.reason"))</label>
      <p class="hint" id="more-hint-\(id)">\(text("moreTime.hint", ["day": .string(text.day(latest))]))</p>
      <input id="more-reason-\(id)" name="reason" required maxlength="500" dir="auto" aria-describedby="more-hint-\(id)"></div>
      <div class="form-actions"><button class="is-small">\(text("moreTime.do"))</button></div></form></details>
      """
  }
}

/// What somebody set themselves, and the button for those who have time.
struct MoreForm {
  let visit: Visit
  let work: Work

  private var text: Text { visit.text }

  var html: HTML { work.offers.map(section).joined() }

  private func section(_ offer: ReviewOffer) -> HTML {
    let path = Path.cycle(offer.cycle.id)
    let take: HTML =
      offer.isOpen
      ? """
      <form class="inline-form" method="post" action="\(path.appending("reviews"))">\(visit.csrf)<button>\(text("handover.take"))</button></form>
      <p class="hint">\(text("handover.take.hint"))</p>
      """ : "<p class=\"hint\">\(text("handover.take.none"))</p>"
    return """
      <section class="card"><h2>\(text("reviewGoal.title"))</h2><p>\(sentence(offer))</p>\(more(offer))
      <div class="stack">\(take)</div><p><a href="\(Path.skills)">\(text("skill.way"))</a></p>
      <details class="disclosure"><summary>\(text(offer.goal == nil ? "reviewGoal.set" : "reviewGoal.change"))</summary>
      <form class="form" method="post" action="\(path.appending("goal"))">\(visit.csrf)
      <div class="fields">\(field("reviews", text("reviewGoal.reviews"), "number", String(offer.goal?.reviews ?? max(1, offer.asked)), " min=\"1\" max=\"99\"", offer))
      \(field("due", text("reviewGoal.due"), "date", (offer.goal?.dueOn ?? offer.dueOn).iso, "", offer))</div>
      <p class="hint">\(text("reviewGoal.hint"))</p>
      <div class="form-actions"><button class="is-small">\(text("reviewGoal.save"))</button></div></form></details></section>
      """
  }

  private func more(_ offer: ReviewOffer) -> HTML? {
    guard let more = offer.moreTime, more.dueOn >= visit.today else { return nil }
    let reason: HTML? = more.reason.map { " <span dir=\"auto\">\($0)</span>" }
    return "<p>\(more.sentence(text))\(reason)</p>"
  }

  private func sentence(_ offer: ReviewOffer) -> String {
    let values: [String: TextValue] = [
      "done": .integer(offer.done), "count": .integer(offer.asked),
      "day": .string(text.day(offer.goal?.dueOn ?? offer.dueOn)),
      "goal": .integer(offer.goal?.reviews ?? offer.asked),
    ]
    guard let goal = offer.goal else { return text("reviewGoal.none", values) }
    if offer.done >= goal.reviews { return text("reviewGoal.reached", values) }
    return offer.asked < goal.reviews
      ? text("reviewGoal.more", values) : text("reviewGoal.is", values)
  }

  private func field(
    _ name: String, _ label: String, _ type: String, _ value: String, _ attributes: HTML,
    _ offer: ReviewOffer
  ) -> HTML {
    let id = "goal-\(name)-\(offer.cycle.id.text)"
    return """
      <div class="field"><label for="\(id)">\(label)</label><input id="\(id)" name="\(name)" type="\(type)" required value="\(value)"\(attributes)></div>
      """
  }
}
