internal import Conversations
internal import Kernel
internal import Markup
internal import People
internal import Web

/// Opening hours as they are typed, with what they would mean for one mail.
struct HoursForm: Sendable {
  var id: OpeningCalendar.ID?
  var number = 0
  var name = ""
  var place = "workspace"
  var zone = "UTC"
  var week = Array(repeating: "", count: 7)
  var special = ""
  var from = ""
  var step = ""
  var example = Example()

  init(_ calendar: OpeningCalendar) {
    id = calendar.id
    number = calendar.number
    name = calendar.name
    place = calendar.place.text
    zone = calendar.hours.zone.name
    week = calendar.hours.weekText
    special = calendar.hours.specialText
    from = calendar.from.iso
  }

  init(_ form: Form, id: OpeningCalendar.ID?) {
    self.id = id
    number = form.int("number") ?? 0
    name = String(form["name"].prefix(80))
    place = form["place"]
    zone = form["zone"]
    week = (1...7).map { String(form["day-\($0)"].prefix(200)) }
    special = form["special"]
    from = form["from"]
    step = form["do"]
    example = Example(form)
  }

  /// The settings' hours with a lunch break, as a beginning.
  static func blank(_ visit: Visit, _ places: HoursPages.Places) -> HoursForm {
    let hours = Hours(places.workspace?.hours ?? .office, zone: places.workspace?.zone ?? .utc)
    return HoursForm(
      OpeningCalendar(
        id: Identifier(rawValue: 0), name: "", hours: hours,
        from: hours.zone.day(of: visit.world.now()), writtenAt: visit.world.now()), isNew: true)
  }

  private init(_ calendar: OpeningCalendar, isNew: Bool) {
    self.init(calendar)
    id = nil
  }

  /// What is wrong with what was typed.
  enum Fault: Error, Hashable {
    case nameMissing, place, from
    case hours(Hours.Fault)

    func complaint(_ text: Text) -> Complaint {
      switch self {
      case .nameMissing: Complaint(field: "name", message: text("hours.fault.name"))
      case .place: Complaint(field: "place", message: text("hours.fault.place"))
      case .from: Complaint(field: "from", message: text("hours.fault.from"))
      case .hours(.zone): Complaint(field: "zone", message: text("hours.fault.zone"))
      case .hours(.weekday(let day)):
        Complaint(
          field: "day-\(day)",
          message: text("hours.fault.weekday", ["day": .string(Weekday.name(day, text))]))
      case .hours(.specialDay(let line)):
        Complaint(
          field: "special", message: text("hours.fault.special", ["line": .string(line)]))
      case .hours(.tooManySpecialDays):
        Complaint(
          field: "special",
          message: text("hours.fault.tooMany", ["count": .integer(Hours.mostSpecialDays)]))
      }
    }
  }

  func calendar(
    _ places: HoursPages.Places, world: World
  ) throws(Fault) -> OpeningCalendar {
    guard let name = Person.tidied(name) else { throw .nameMissing }
    guard let place = OpeningCalendar.Place(text: place),
      OpeningCalendar.Place.all(places).contains(place)
    else { throw .place }
    let hours: Hours
    do { hours = try Hours(zone: zone, week: week, special: special) } catch {
      throw .hours(error)
    }
    guard let from = Day(iso: from) else { throw .from }
    return OpeningCalendar(
      id: id ?? world.id(), number: number, name: name, place: place, hours: hours, from: from,
      writtenAt: world.now())
  }
}

extension OpeningCalendar.Place {
  var text: String {
    switch self {
    case .workspace: "workspace"
    case .team(let id): "team-\(id.text)"
    case .queue(let id): "queue-\(id.text)"
    }
  }

  init?(text: String) {
    let parts = text.split(separator: "-", maxSplits: 1).map(String.init)
    switch (parts.first, parts.count) {
    case ("workspace", 1): self = .workspace
    case ("team", 2):
      guard let id = Team.ID(text: parts[1]) else { return nil }
      self = .team(id)
    case ("queue", 2):
      guard let id = Queue.ID(text: parts[1]) else { return nil }
      self = .queue(id)
    default: return nil
    }
  }

  static func all(_ places: HoursPages.Places) -> [Self] {
    [.workspace] + places.teams.map { .team($0.id) } + places.queues.map { .queue($0.id) }
  }
}

// MARK: The page

extension HoursForm {
  func page(_ visit: Visit, _ places: HoursPages.Places, _ view: FormView) -> HTML {
    let text = visit.text
    let path: Path = id.map { .hours($0) } ?? "/hours/new"
    let options = OpeningCalendar.Place.all(places).map {
      (value: $0.text, label: places.name($0, text))
    }
    return """
      <nav class="breadcrumb" aria-label="\(text("form.breadcrumb"))"><ol><li><a href="/hours">\(text("hours.title"))</a></li></ol></nav>
      <p class="lede">\(text("hours.form.lede"))</p>
      <form class="form" method="post" action="\(path)">\(visit.csrf)\(view.summary)
      <input type="hidden" name="number" value="\(number)">
      <div class="fields">
      \(view.input("name", text("hours.name"), value: name, hint: text("hours.name.hint"), attributes: " maxlength=\"80\" dir=\"auto\""))
      \(view.select("place", text("hours.place"), options, selected: place, hint: text("hours.place.hint")))
      \(view.select("zone", text("hours.zone"), Offer.zones, selected: zone))
      </div>
      \(weekFields(view))
      \(specialField(view))
      \(view.input("from", text("hours.from"), type: "date", value: from, hint: text("hours.from.hint")))
      <fieldset class="field"><legend>\(text("hours.example"))</legend><div class="fields">\(example.fields(view))</div></fieldset>
      \(outcome(text))
      <div class="form-actions"><button class="is-primary" name="do" value="save">\(text("form.save"))</button>
      <button name="do" value="preview">\(text("hours.preview"))</button>
      <a class="button is-quiet" href="/hours">\(text("form.cancel"))</a></div>
      </form>
      \(retirement(visit))
      """
  }

  private func weekFields(_ view: FormView) -> HTML {
    let text = view.text
    let order = Weekday.week(text.language)
    let fields = order.map { day in
      view.input(
        "day-\(day)", Weekday.name(day, text), value: week[day - 1],
        attributes: " dir=\"ltr\" maxlength=\"200\"")
    }
    return """
      <fieldset class="field"><legend>\(text("hours.week"))</legend>
      <p class="hint">\(text("hours.week.hint"))</p><div class="fields">\(fields)</div></fieldset>
      """
  }

  private func specialField(_ view: FormView) -> HTML {
    let text = view.text
    return """
      <div class="field"><label for="special">\(text("hours.special")) <span class="optional">\(text("form.optional"))</span></label>
      <p class="hint" id="special-hint">\(text("hours.special.hint"))</p>
      <textarea id="special" name="special" rows="5" dir="auto" aria-describedby="special-hint">\(special)</textarea></div>
      """
  }

  /// What these hours make of the example; nothing while they cannot be read.
  private func outcome(_ text: Text) -> HTML? {
    guard let hours = try? Hours(zone: zone, week: week, special: special) else { return nil }
    return "<p class=\"notice\" role=\"status\">\(example.sentence(hours, text))</p>"
  }

  private func retirement(_ visit: Visit) -> HTML? {
    guard let id else { return nil }
    let text = visit.text
    return """
      <form method="post" action="\(Path.hours(id).appending("retirement"))">\(visit.csrf)
      <p class="is-soft is-small">\(text("hours.retire.why"))</p>
      <button class="is-danger is-small">\(text("hours.retire"))</button></form>
      """
  }

  /// One mail and one promise, to see what the hours mean.
  struct Example: Sendable {
    /// Monday is 1.
    var weekday = 5
    var minute = 17 * 60 + 50
    var hours = 8

    init() {}

    init(_ form: Form) {
      weekday = form.int("example-day").flatMap { (1...7).contains($0) ? $0 : nil } ?? 5
      let clock = form["example-time"].split(separator: ":").compactMap { Int($0) }
      if clock.count == 2, (0..<24).contains(clock[0]), (0..<60).contains(clock[1]) {
        minute = clock[0] * 60 + clock[1]
      }
      hours = form.int("example-hours").flatMap { (1...1000).contains($0) ? $0 : nil } ?? 8
    }

    private var clock: String { Text.time(minutes: minute) }

    func fields(_ view: FormView) -> HTML {
      let text = view.text
      let days = (1...7).map { (value: "\($0)", label: Weekday.name($0, text)) }
      return """
        \(view.select("example-day", text("hours.example.day"), days, selected: "\(weekday)"))
        \(view.input("example-time", text("hours.example.time"), type: "time", value: clock))
        \(view.input("example-hours", text("hours.example.hours"), type: "number", value: "\(hours)", attributes: " min=\"1\" max=\"1000\""))
        """
    }

    /// When such a mail is due, as one says it.
    func sentence(_ opening: Hours, _ text: Text) -> String {
      // An ordinary week, away from special days and changes of the clock.
      let plain = Hours(zone: .utc, week: opening.week)
      let asked = Zone.utc.instant(of: Day(number: 3 + weekday), second: minute * 60)
      guard let due = plain.deadline(after: Double(hours) * 3600, from: asked) else {
        return text("hours.example.never")
      }
      let day = Zone.utc.day(of: due)
      let local = Text.time(minutes: Zone.utc.secondOfDay(of: due) / 60)
      let weeks = (day.number - (3 + weekday)) / 7
      return text(
        weeks == 0 ? "hours.example.due" : "hours.example.dueLater",
        [
          "from": .string(Weekday.name(weekday, text)), "at": .string(clock),
          "hours": .integer(hours), "day": .string(Weekday.name(day.weekday, text)),
          "time": .string(local), "weeks": .integer(weeks),
        ])
    }
  }
}

extension Text {
  /// Minutes of a day as a clock shows them, for example `13:20`.
  static func time(minutes: Int) -> String {
    let (hour, rest) = (minutes / 60, minutes % 60)
    return "\(hour < 10 ? "0" : "")\(hour):\(rest < 10 ? "0" : "")\(rest)"
  }
}
