internal import Kernel
public import Markup
public import Web

extension ProtectedTime {
  /// What it is kept for, in a word.
  public func purposeName(_ text: Text) -> String {
    switch purpose {
    case .review: text("protected.purpose.review")
    case .training: text("protected.purpose.training")
    case .coaching: text("protected.purpose.coaching")
    }
  }

  /// The day and the hours, in the zone of the workspace.
  public func when(_ visit: Visit) -> HTML {
    let zone = visit.zone
    let day = zone.day(of: from)
    let times =
      ClockTime.text(zone.secondOfDay(of: from)) + "–"
      + ClockTime.text(zone.secondOfDay(of: until))
    return """
      <time datetime="\(Text.iso(from))"><bdi>\(Weekday.name(day.weekday, visit.text))</bdi>, <bdi>\(visit.text.day(day))</bdi>, <bdi>\(times)</bdi></time>
      """
  }

  /// How its amount came about, in a sentence; `nil` where nobody reckoned.
  func reckoning(_ text: Text) -> String? {
    guard let basis else { return nil }
    let values: [String: TextValue] = [
      "count": .integer(basis.pieces), "each": .string(text.duration(Double(basis.secondsEach))),
      "total": .string(text.duration(Double(basis.pieces) * Double(basis.secondsEach))),
      "n": .integer(basis.observations),
    ]
    return basis.observations > 0
      ? text("protected.basis.known", values) : text("protected.basis.usual", values)
  }
}

extension ProtectedTally {
  /// How many of how many were lost and why, in a sentence.
  public func sentence(_ text: Text) -> String {
    guard lost > 0 else { return text("protected.tally.none", ["count": .integer(count)]) }
    return text(
      "protected.tally",
      [
        "count": .integer(count), "lost": .integer(lost),
        "volume": .integer(cancelled[.volume] ?? 0),
      ])
  }
}

/// Names of causes.
enum CauseName {
  static func of(_ cause: ProtectedTime.Cause, _ text: Text) -> String {
    switch cause {
    case .volume: text("protected.cause.volume")
    case .absence: text("protected.cause.absence")
    case .done: text("protected.cause.done")
    case .other: text("protected.cause.other")
    }
  }
}

/// The state of a piece as a badge.
enum ProtectedTimeBadge {
  static func of(_ piece: ProtectedTime, at now: Instant, _ text: Text) -> HTML {
    if let cause = piece.cancellation?.cause {
      let name = text("protected.state.cancelled", ["cause": .string(CauseName.of(cause, text))])
      return "<span class=\"badge is-warn\">\(name)</span>"
    }
    if now < piece.from {
      return "<span class=\"badge is-active\">\(text("protected.state.kept"))</span>"
    }
    return "<span class=\"badge is-good\">\(text("protected.state.held"))</span>"
  }
}

/// What is kept free: one's own first, then that of the others one may see.
struct ProtectedTimeList {
  let visit: Visit
  let pieces: [ProtectedTime]
  let names: [Person.ID: String]

  /// So many lines are still a page.
  private static let most = 300

  private var text: Text { visit.text }

  var html: HTML {
    guard !pieces.isEmpty else {
      return """
        <p class="lede">\(text("protected.lede"))</p>
        <div class="empty"><h2>\(text("protected.empty"))</h2><p>\(text("protected.empty.why"))</p>
        <a class="button" href="/profile">\(text("feed.title"))</a></div>
        """
    }
    let own = pieces.filter { $0.person == visit.actor.person }
    let others = pieces.filter { $0.person != visit.actor.person }
    let now = visit.world.now()
    let tally = ProtectedTally(pieces.filter { $0.from <= now || $0.cancellation != nil })
    let lost: HTML = tally.count > 0 ? "<p>\(tally.sentence(text))</p>" : ""
    return """
      <p class="lede">\(text("protected.lede"))</p>\(lost)
      \(own.isEmpty ? nil : table(text("protected.own"), own, isNamed: false))
      \(others.isEmpty ? nil : table(text("protected.others"), others, isNamed: true))
      <p><a href="/profile">\(text("feed.title"))</a></p>
      """
  }

  private func table(_ title: String, _ pieces: [ProtectedTime], isNamed: Bool) -> HTML {
    let person: HTML = isNamed ? "<th scope=\"col\">\(text("protected.person"))</th>" : ""
    let more: HTML =
      pieces.count > Self.most
      ? "<p>\(text("protected.more", ["count": .integer(Self.most)]))</p>" : ""
    let rows = pieces.prefix(Self.most).map { piece -> HTML in
      let name: HTML = isNamed ? "<td><bdi>\(names[piece.person] ?? "–")</bdi></td>" : ""
      let note: HTML =
        piece.cancellation.map { "<span class=\"row-note\" dir=\"auto\">\($0.note)</span>" } ?? ""
      return """
        <tr><th scope="row"><a class="row-link" href="\(Path.protectedTime(piece.id))">\(piece.when(visit))</a></th>
        \(name)<td>\(piece.purposeName(text))</td>
        <td>\(ProtectedTimeBadge.of(piece, at: visit.world.now(), text))\(note)</td></tr>
        """
    }
    return """
      <section><h2>\(title)</h2><div class="table-scroll" tabindex="0" role="region" aria-label="\(title)">
      <table><thead><tr><th scope="col">\(text("protected.when"))</th>\(person)
      <th scope="col">\(text("protected.for"))</th><th scope="col">\(text("notice.state"))</th></tr></thead>
      <tbody>\(rows)</tbody></table></div>\(more)</section>
      """
  }
}

/// One piece of protected time: when and why, and the ways to move or cancel it.
struct ProtectedTimeView {
  let visit: Visit
  let piece: ProtectedTime
  let name: String
  let problem: String?

  private var text: Text { visit.text }
  private var zone: Zone { visit.zone }
  private var path: Path { .protectedTime(piece.id) }

  var html: HTML {
    let mayChange = visit.actor.can(.change, .protectedTime, piece.ownership)
    let complaint: HTML? = problem.map {
      "<p class=\"notice is-bad\" role=\"alert\">\($0)</p>"
    }
    return """
      <nav class="breadcrumb" aria-label="\(text("letter.breadcrumb"))"><ol><li><a href="/protected-time">\(text("protected.title"))</a></li><li>\(piece.purposeName(text))</li></ol></nav>
      <p class="lede">\(text("protected.one.lede"))</p>\(complaint)\(facts)
      \(mayChange && piece.isAhead(at: visit.world.now()) ? moving : nil)
      \(mayChange && piece.cancellation == nil ? cancelling : nil)
      """
  }

  private var facts: HTML {
    let reckoning: HTML = piece.reckoning(text).map { "<p class=\"is-small\">\($0)</p>" } ?? ""
    let note: HTML =
      piece.cancellation.map { "<p dir=\"auto\">\($0.note)</p>" } ?? ""
    return """
      <section class="card"><dl class="facts">
      <div><dt>\(text("protected.when"))</dt><dd>\(piece.when(visit))</dd></div>
      <div><dt>\(text("protected.person"))</dt><dd><bdi>\(name)</bdi></dd></div>
      <div><dt>\(text("protected.for"))</dt><dd>\(piece.purposeName(text))</dd></div>
      <div><dt>\(text("notice.state"))</dt><dd>\(ProtectedTimeBadge.of(piece, at: visit.world.now(), text))</dd></div>
      </dl>\(note)\(reckoning)</section>
      """
  }

  private var moving: HTML {
    let view = FormView(text)
    let limits: HTML = " required min=\"\(piece.firstDay.iso)\" max=\"\(piece.lastDay.iso)\""
    let hint = text(
      "protected.move.hint",
      ["day": .string(text.day(piece.lastDay)), "zone": .string(zone.name)])
    return """
      <section class="card"><h2>\(text("protected.move"))</h2><p class="hint">\(hint)</p>
      <form class="form" method="post" action="\(path.appending("move"))">\(visit.csrf)
      <div class="fields">
      \(view.input("day", text("protected.day"), type: "date", value: zone.day(of: piece.from).iso, attributes: limits))
      \(view.input("time", text("protected.time"), type: "time", value: ClockTime.text(zone.secondOfDay(of: piece.from)), attributes: " required"))
      </div><div class="form-actions"><button class="is-primary">\(text("protected.move"))</button></div></form></section>
      """
  }

  private var cancelling: HTML {
    let view = FormView(text)
    let causes = ProtectedTime.Cause.allCases.map { cause in
      (value: cause.rawValue, label: CauseName.of(cause, text))
    }
    let isOver = piece.until <= visit.world.now()
    let name = text(isOver ? "protected.notHeld" : "protected.cancel")
    return """
      <section class="card"><h2>\(name)</h2><p>\(text(isOver ? "protected.notHeld.why" : "protected.cancel.why"))</p>
      <form class="form" method="post" action="\(path.appending("cancellation"))">\(visit.csrf)
      \(view.select("cause", text("protected.cause"), causes, selected: "volume"))
      \(view.input("note", text("protected.note"), hint: text("protected.note.hint"), attributes: " maxlength=\"200\" dir=\"auto\""))
      <div class="form-actions"><button>\(name)</button></div></form></section>
      """
  }
}
