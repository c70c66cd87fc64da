internal import Kernel
internal import Markup
internal import People
internal import Storage
internal import Web

extension Path {
  static let staffing: Path = "/staffing"

  static func staffing(_ queue: StaffingQueue.ID, _ part: String? = nil) -> Path {
    let path = ("/staffing/queues" as Path).appending(queue.text)
    return part.map { path.appending($0) } ?? path
  }
}

/// The queue of a page, with what every page about it needs.
struct QueueDesk: Sendable {
  let visit: Visit
  let queue: StaffingQueue
  let zone: Zone
  let today: Day
  let made: MadeForecast?

  /// The queue of the path.
  init(_ visit: Visit) async throws {
    let id: StaffingQueue.ID = try visit.id("id")
    let scope = visit.scope
    let (queue, made) = try await visit.database.read { db in
      (
        try StaffingQueue.find(id, scope, in: db),
        try MadeForecast.newest(of: id, scope, in: db)
      )
    }
    guard let queue else { throw Problem.notFound }
    self.visit = visit
    self.queue = queue
    self.made = made
    zone = visit.zone
    today = visit.today
  }

  var text: Text { visit.text }

  /// Chats one agent has at once, as the forecast knows it.
  var chats: Double { made?.concurrency.value ?? queue.concurrency }

  /// The way back, and the pages about this queue beside each other.
  func head(_ current: String?) -> HTML {
    let tabs: [(part: String?, name: String)] = [
      (nil, text("staffing.tab.need")), ("forecast", text("staffing.tab.forecast")),
      ("volumes", text("staffing.tab.volumes")), ("days", text("staffing.tab.days")),
      ("promise", text("staffing.tab.promise")),
    ]
    let links = tabs.map { tab -> HTML in
      let here: HTML = tab.part == current ? " aria-current=\"page\"" : ""
      return "<a href=\"\(Path.staffing(queue.id, tab.part))\"\(here)>\(tab.name)</a>"
    }
    return """
      <nav class="breadcrumb" aria-label="\(text("staffing.title"))"><ol><li><a href="/staffing">\(text("staffing.title"))</a></li><li><bdi>\(queue.name)</bdi></li></ol></nav>
      <nav class="tabs" aria-label="\(text("staffing.tabs"))">\(links)</nav>
      """
  }

  func page(_ current: String?, _ body: HTML) -> Reply {
    visit.page(queue.name, head(current) + body, isTitleTheirs: true)
  }

  /// What stands where no forecast could be made yet, and what to do.
  var nothingYet: HTML {
    """
    <div class="empty"><h2>\(text("staffing.empty.forecast"))</h2>\
    <p>\(text("staffing.empty.forecast.how"))</p>\
    <p class="actions"><a class="button is-primary" href="/staffing/intervals/new">\(text("volume.upload"))</a> \
    <a class="button" href="\(Path.staffing(queue.id, "edit"))">\(text("staffing.edit"))</a></p></div>
    """
  }

  /// The day of the page: of the query where it is near, else today.
  func day(_ name: String) -> Day {
    guard let day = visit.query(name).flatMap({ Day(iso: $0) }),
      abs(day.number - today.number) <= 400
    else { return today }
    return day
  }
}

extension Text {
  /// A chance as people say it, such as `72 in 100`.
  func chance(_ share: Double) -> String {
    self("staffing.chance", ["count": .integer(Int((share * 100).rounded()))])
  }

  /// A count of contacts that is an expectation.
  func expectation(_ count: Double) -> String { number(count, digits: count < 9.95 ? 1 : 0) }

  /// A weekday with its day, short enough for a column.
  func weekday(_ day: Day) -> String { Weekday.name(day.weekday, self) }
}
