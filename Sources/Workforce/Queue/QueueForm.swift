internal import Kernel
internal import Markup
internal import People
internal import Web

/// A staffing queue as it is typed.
struct QueueForm: Sendable {
  var id: StaffingQueue.ID?
  var number = 0
  var name = ""
  var kind = StaffingQueue.Kind.calls
  var covers: Set<String> = []
  var week = Array(repeating: "", count: 7)
  var target = ""
  var share = ""
  var occupancy = "85"
  var patience = ""
  var handling = ""
  var concurrency = "2"
  var absence = "5"
  var monthly = ""

  /// The hours of the settings, as a beginning.
  static func blank(_ hours: WorkingHours) -> QueueForm {
    var form = QueueForm()
    form.week = OpenWeek(hours.week).text
    return form
  }

  private init() {}

  init(_ queue: StaffingQueue) {
    func plain(_ number: Double?) -> String {
      guard let number else { return "" }
      return number == number.rounded() ? "\(Int(number))" : "\((number * 100).rounded() / 100)"
    }
    id = queue.id
    number = queue.number
    name = queue.name
    kind = queue.kind
    covers = Set(queue.covers)
    week = queue.hours.text
    target = plain(queue.kind == .letters ? queue.target / 60 : queue.target)
    share = plain(queue.share * 100)
    occupancy = plain(queue.mostOccupancy * 100)
    patience = plain(queue.patience)
    handling = plain(queue.handling)
    concurrency = plain(queue.concurrency)
    absence = plain(queue.absence * 100)
    monthly = plain(queue.monthly)
  }

  init(_ form: Form, id: StaffingQueue.ID?) {
    self.id = id
    number = form.int("number") ?? 0
    name = String((Person.tidied(form["name"]) ?? "").prefix(80))
    kind = StaffingQueue.Kind(rawValue: form["kind"]) ?? .calls
    covers = Set(form.all("covers").filter { !$0.isEmpty })
    week = (1...7).map { String(form["day-\($0)"].prefix(200)) }
    target = form["target"]
    share = form["share"]
    occupancy = form["occupancy"]
    patience = form["patience"]
    handling = form["handling"]
    concurrency = form["concurrency"]
    absence = form["absence"]
    monthly = form["monthly"]
  }

  /// A field that cannot be taken as it was typed.
  struct Fault: Error {
    let field: String
    let key: String

    func complaint(_ text: Text) -> Complaint {
      Complaint(field: field, message: text(key))
    }
  }

  /// The queue that was typed.
  func queue(old: StaffingQueue?, world: World) throws(Fault) -> StaffingQueue {
    guard !name.isEmpty else { throw Fault(field: "name", key: "staffing.fault.name") }
    let hours: OpenWeek
    do {
      hours = try OpenWeek(text: week)
    } catch {
      throw Fault(field: "day-\(error.weekday)", key: "staffing.fault.hours")
    }
    guard !hours.isNeverOpen else { throw Fault(field: "day-1", key: "staffing.fault.closed") }
    let usual = kind.usual
    let unit = kind == .letters ? 60.0 : 1
    return StaffingQueue(
      id: old?.id ?? world.id(), number: old == nil ? 0 : number, name: name, kind: kind,
      covers: covers.sorted(), hours: hours,
      target: try value(target, "target", 1...100_000, or: usual.target / unit) * unit,
      share: try value(share, "share", 1...99, or: usual.share * 100) / 100,
      mostOccupancy: try value(occupancy, "occupancy", 30...100, or: 85) / 100,
      patience: try optional(patience, "patience", 1...100_000),
      handling: try optional(handling, "handling", 5...100_000),
      concurrency: kind == .chats ? try value(concurrency, "concurrency", 1...20, or: 2) : 1,
      absence: try value(absence, "absence", 0...90, or: 5) / 100,
      monthly: try optional(monthly, "monthly", 0...10_000_000), writtenAt: world.now())
  }

  private func optional(
    _ text: String, _ field: String, _ range: ClosedRange<Double>
  ) throws(Fault) -> Double? {
    guard !text.isEmpty else { return nil }
    guard let number = Form([(name: field, value: text)]).double(field), range.contains(number)
    else {
      throw Fault(field: field, key: "staffing.fault.number")
    }
    return number
  }

  private func value(
    _ text: String, _ field: String, _ range: ClosedRange<Double>, or usual: Double
  ) throws(Fault) -> Double {
    try optional(text, field, range) ?? usual
  }

  // MARK: HTML

  func page(_ visit: Visit, sources: [String], _ view: FormView) -> HTML {
    let text = visit.text
    let action = id.map { Path.staffing($0, "edit") } ?? "/staffing/queues/new"
    let days = Weekday.week(text.language).map { day in
      view.input("day-\(day)", Weekday.name(day, text), value: week[day - 1])
    }
    return """
      <nav class="breadcrumb" aria-label="\(text("staffing.title"))"><ol><li><a href="/staffing">\(text("staffing.title"))</a></li></ol></nav>
      <p class="lede">\(text("staffing.form.lede"))</p>
      \(view.summary)
      <form class="form" method="post" action="\(action)">\(visit.csrf)
      <input type="hidden" name="number" value="\(number)">
      \(view.input("name", text("staffing.name"), value: name, attributes: " required maxlength=\"80\" dir=\"auto\""))
      \(view.choices("kind", text("staffing.kind"), kinds(text), isSingle: true, hint: text("staffing.kind.hint")))
      \(coverage(sources, view))
      <h2>\(text("staffing.hours"))</h2><p class="hint">\(text("staffing.hours.hint"))</p>
      <div class="fields">\(days)</div>
      <h2>\(text("staffing.promise"))</h2>
      <div class="fields">\(view.input("target", text("staffing.target"), value: target, hint: text("staffing.target.hint"), isOptional: true, attributes: Self.decimal))
      \(view.input("share", text("staffing.share"), value: share, hint: text("staffing.share.hint"), isOptional: true, attributes: Self.decimal))
      \(view.input("occupancy", text("staffing.occupancy"), value: occupancy, hint: text("staffing.occupancy.hint"), attributes: Self.decimal))</div>
      <h2>\(text("staffing.known"))</h2><p class="hint">\(text("staffing.known.hint"))</p>
      <div class="fields">\(view.input("handling", text("staffing.handling"), value: handling, isOptional: true, attributes: Self.decimal))
      \(view.input("patience", text("staffing.patience"), value: patience, isOptional: true, attributes: Self.decimal))
      \(view.input("concurrency", text("staffing.concurrency"), value: concurrency, isOptional: true, attributes: Self.decimal))
      \(view.input("absence", text("staffing.absence"), value: absence, attributes: Self.decimal))
      \(view.input("monthly", text("staffing.monthly"), value: monthly, hint: text("staffing.monthly.hint"), isOptional: true, attributes: Self.decimal))</div>
      <div class="form-actions"><button class="is-primary">\(text("staffing.save"))</button>
      <a class="button is-quiet" href="\(id.map { Path.staffing($0) } ?? .staffing)">\(text("staffing.cancel"))</a></div></form>
      \(retirement(visit))
      """
  }

  private static let decimal: HTML = " inputmode=\"decimal\""

  private func kinds(_ text: Text) -> [Choice] {
    StaffingQueue.Kind.allCases.map { one in
      Choice(
        value: one.rawValue, label: one.name(text), hint: one.explanation(text),
        isChosen: one == kind)
    }
  }

  private func coverage(_ sources: [String], _ view: FormView) -> HTML {
    let names = Set(sources).union(covers).sorted()
    guard !names.isEmpty else { return "" }
    return view.choices(
      "covers", view.text("staffing.covers"),
      names.map { Choice(value: $0, label: $0, isChosen: covers.contains($0)) }, isInline: true,
      hint: view.text("staffing.covers.hint"))
  }

  private func retirement(_ visit: Visit) -> HTML {
    guard let id else { return "" }
    return """
      <form method="post" action="\(Path.staffing(id, "retirement"))" data-confirm="\(visit.text("staffing.retire.confirm"))">\(visit.csrf)\
      <button class="is-danger is-small">\(visit.text("staffing.retire"))</button></form>
      """
  }
}

extension StaffingQueue.Kind {
  func name(_ text: Text) -> String {
    switch self {
    case .calls: text("staffing.kind.calls")
    case .chats: text("staffing.kind.chats")
    case .letters: text("staffing.kind.letters")
    }
  }

  func explanation(_ text: Text) -> String {
    switch self {
    case .calls: text("staffing.kind.calls.hint")
    case .chats: text("staffing.kind.chats.hint")
    case .letters: text("staffing.kind.letters.hint")
    }
  }
}
