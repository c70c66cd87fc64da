internal import Kernel
internal import Markup
internal import People
internal import Web

/// Today in words: what burns, what can still be done, what waits, and whose time is kept.
struct DeskView: Sendable {
  /// One queue today.
  struct Line: Sendable {
    let queue: StaffingQueue
    let hasForecast: Bool
    let today: Today?
    /// The day as it looked when the forecast was made.
    let morning: DayProspect?
    /// The next day with work.
    let next: DayProspect?
    let carried: CarriedOver?

    /// The chance of the day as it stands; `nil` when it is over or closed.
    var chance: Double? { today?.chance }
    var isLost: Bool { today?.isLost ?? false }
  }

  /// Time that is kept free for people.
  struct KeptTime: Sendable {
    var kept: [ProtectedTime] = []
    /// Pieces that gave way to volume or absence.
    var taken: [ProtectedTime] = []
    var names: [Person.ID: String] = [:]
  }

  let visit: Visit
  let now: Instant
  let zone: Zone
  let lines: [Line]
  let time: KeptTime

  private var text: Text { visit.text }

  var page: HTML {
    guard !lines.isEmpty else {
      return """
        <p class="lede">\(text("desk.lede.empty"))</p>
        <div class="empty"><h2>\(text("staffing.empty"))</h2><p>\(text("staffing.empty.how"))</p>\
        <a class="button" href="/staffing">\(text("staffing.title"))</a></div>
        """
    }
    let ordered = lines.sorted { ($0.chance ?? 2) < ($1.chance ?? 2) }
    return """
      <p class="lede">\(lede(ordered))</p>
      <div class="page-actions"><a class="button" href="/desk">\(text("desk.again"))</a></div>
      <div class="stack is-loose">\(ordered.map { DeskLineView(visit: visit, line: $0).html })</div>
      \(people)
      """
  }

  private func lede(_ ordered: [Line]) -> String {
    let weak = ordered.filter { ($0.chance ?? 1) < 0.5 }
    let burning = weak.filter { !$0.isLost }
    let time = clock(now)
    guard !weak.isEmpty else { return text("desk.lede.calm", ["time": .string(time)]) }
    let told = burning.isEmpty ? weak : burning
    return text(
      burning.isEmpty ? "desk.lede.lost" : "desk.lede.burning",
      [
        "time": .string(time), "count": .integer(told.count),
        "queues": .string(text.list(told.map(\.queue.name))),
      ])
  }

  // MARK: People

  private var people: HTML {
    """
    <section><h2>\(text("desk.people"))</h2>\(kept)\(owed)</section>
    """
  }

  private var kept: HTML {
    guard !time.kept.isEmpty else { return "<p>\(text("desk.kept.none"))</p>" }
    let items = time.kept.map { piece -> HTML in
      """
      <li><a href="\(Path.protectedTime(piece.id))"><bdi>\(clock(piece.from))–\(clock(piece.until))</bdi></a> <bdi>\(name(piece))</bdi></li>
      """
    }
    return "<p>\(text("desk.kept"))</p><ul>\(items)</ul>"
  }

  private var owed: HTML {
    guard !time.taken.isEmpty else { return "<p>\(text("desk.owed.none"))</p>" }
    let byPerson = Dictionary(grouping: time.taken, by: \.person)
    let items = byPerson.keys.sorted().map { person -> HTML in
      let pieces = byPerson[person] ?? []
      let minutes = pieces.reduce(0.0) { $0 + $1.until.seconds(since: $1.from) / 60 }
      return """
        <li><bdi>\(time.names[person] ?? "–")</bdi>: \(text("desk.owed.minutes", ["count": .integer(Int(minutes.rounded()))]))</li>
        """
    }
    return "<p>\(text("desk.owed"))</p><ul>\(items)</ul>"
  }

  private func name(_ piece: ProtectedTime) -> String { time.names[piece.person] ?? "–" }

  private func clock(_ moment: Instant) -> String { ClockTime.text(zone.secondOfDay(of: moment)) }
}
