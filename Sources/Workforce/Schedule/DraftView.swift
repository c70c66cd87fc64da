internal import Kernel
internal import Markup
internal import People
internal import Staffing
internal import Web

/// That a week is a draft, what publishing it would take out again, and the way to publish it.
struct DraftView {
  let visit: Visit
  let desk: ScheduleDesk
  let newest: Schedule
  /// The published versions with their shifts, the oldest first.
  let shown: [Schedule]

  private var text: Text { visit.text }

  var html: HTML {
    let path = Path.schedule(desk.team.id, desk.monday).appending("publication")
    let sentence =
      desk.published.map {
        text(
          "schedule.draft.over",
          ["number": .integer(newest.number), "shown": .integer($0.number)])
      } ?? text("schedule.draft", ["number": .integer(newest.number)])
    return """
      <div class="notice is-warn"><p>\(sentence)</p><form class="form" method="post" action="\(path)">\(visit.csrf)\(dropped)
      <div class="form-actions"><button class="is-primary">\(text("schedule.publish"))</button></div></form></div>
      """
  }

  /// Repairs and swaps that the draft knows nothing of are asked about.
  private var dropped: HTML {
    let places = desk.dropped(by: desk.draft, shown).sorted {
      ($0.key.day, $0.key.person) < ($1.key.day, $1.key.person)
    }
    guard !places.isEmpty else { return "" }
    let items = places.map { place, cause -> HTML in
      let duty = desk.published?.duty(of: place.person, on: place.day)
      let hours =
        duty.map { text.span($0.shift.start, $0.shift.end) } ?? text("schedule.free")
      let values: [String: TextValue] = [
        "name": .string("\u{2068}\(desk.name(of: place.person))\u{2069}"),
        "day": .string("\(Weekday.name(place.day.weekday, text)), \(text.day(place.day))"),
        "hours": .string("\u{2068}\(hours)\u{2069}"),
        "cause": .string(ScheduleWords.cause(cause, text)),
      ]
      return "<li>\(text("schedule.drops.item", values))</li>"
    }
    let view = FormView(text)
    return """
      <p>\(text("schedule.drops", ["count": .integer(places.count)]))</p><ul>\(items)</ul>
      \(view.tick("drops", text("schedule.drops.anyway"), isChosen: false))
      """
  }
}
