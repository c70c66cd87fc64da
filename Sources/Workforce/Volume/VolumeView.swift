internal import Kernel
internal import Markup
internal import Web

/// A week of half-hours as they came, with those nobody recorded.
struct VolumeView: Sendable {
  let desk: QueueDesk
  let known: ClosedRange<Day>?
  let monday: Day
  let volumes: [HalfHourVolume]
  /// Callers who left before they asked for anybody; `nil` where nobody calls.
  let menu: MenuEnds?

  private var text: Text { desk.text }

  var page: HTML {
    guard let known else {
      return """
        <p class="lede">\(text("volume.lede.none"))</p>
        <div class="empty"><h2>\(text("volume.empty"))</h2><p>\(text("volume.empty.how"))</p>\(upload)</div>
        """
    }
    let sum = volumes.reduce(0) { $0 + $1.offered }
    let lede = text(
      "volume.lede",
      [
        "first": .string(text.day(known.lowerBound)), "last": .string(text.day(known.upperBound)),
        "count": .integer(Int(sum.rounded())), "missing": .integer(missing),
      ])
    return """
      <p class="lede">\(lede)</p>
      <div class="page-actions">\(upload)</div>
      \(navigation(known))
      \(heat)
      \(sums)
      <details class="disclosure"><summary>\(text("volume.how"))</summary><p>\(text("volume.how.counted"))</p><p>\(text("volume.how.missing"))</p><p>\(text("volume.how.again"))</p>\(menu == nil ? "" : "<p>\(text("volume.how.menu"))</p>")</details>
      """
  }

  private var upload: HTML {
    guard desk.visit.actor.can(.create, .workload) else { return "" }
    return "<a class=\"button\" href=\"/staffing/intervals/new\">\(text("volume.upload"))</a>"
  }

  private var days: [Day] { (0..<7).map { monday.advanced(by: $0) } }

  /// Open half-hours of days past that nobody recorded.
  private var missing: Int {
    let starts = Set(volumes.map(\.start))
    return days.filter { $0 < desk.today }.flatMap { HalfHour.all(of: $0, in: desk.zone) }
      .count { half in
        desk.queue.hours.isOpen(weekday: half.day.weekday, slot: half.slot)
          && !starts.contains(half.start)
      }
  }

  /// The weeks beside this one, as far as anything can have come in them.
  private func navigation(_ known: ClosedRange<Day>) -> HTML {
    func link(_ ahead: Int, _ name: String) -> HTML? {
      let path = Path.staffing(desk.queue.id, "volumes")
        .query([("day", monday.advanced(by: ahead).iso)])
      return "<a class=\"button is-small\" href=\"\(path)\">\(name)</a>"
    }
    let before = monday > known.lowerBound ? link(-7, text("need.before")) : nil
    let after = monday.advanced(by: 7) <= desk.today ? link(7, text("need.after")) : nil
    return """
      <div class="row is-apart"><h2>\(text("need.week", ["day": .string(text.day(monday))]))</h2>\
      <nav class="row" aria-label="\(text("need.weeks"))">\(before)\(after)</nav></div>
      """
  }

  private var heat: HTML {
    let byDay = Dictionary(
      volumes.map { volume -> ([Int], HalfHourVolume) in
        let half = HalfHour(volume.start, in: desk.zone)
        return ([half.day.number, half.slot], volume)
      }, uniquingKeysWith: { $1 })
    let slots = Set(byDay.keys.map { $0[1] }).sorted()
    guard !slots.isEmpty else { return "<p>\(text("volume.noWeek"))</p>" }
    let rows = slots.map { slot in
      HeatMap.Row(
        label: OpenWeek.clock(slot),
        cells: days.map { day in
          let volume = byDay[[day.number, slot]]
          return HeatMap.Cell(
            value: volume?.offered,
            text: volume.map { text.number($0.offered, digits: 0) } ?? "", count: 5)
        })
    }
    let caption = Caption(
      id: "volumes", title: text("volume.heat"), summary: text("volume.heat.summary"),
      columns: [text("staffing.column.time")] + days.map { text.weekday($0) },
      tableName: text("staffing.table"))
    let map = HeatMap(
      caption: caption, columns: days.map { text.weekday($0) }, rows: rows, showsFigures: true)
    return map.figure(text.language.isRightToLeft ? .rightToLeft : .leftToRight)
  }

  /// What the week adds up to.
  private var sums: HTML {
    let offered = volumes.reduce(0) { $0 + $1.offered }
    guard offered > 0 else { return "" }
    let known = volumes.filter { $0.inTime != nil }
    let inTime = known.reduce(0) { $0 + ($1.inTime ?? 0) }
    let of = known.reduce(0) { $0 + $1.offered }
    let abandoned = volumes.reduce(0) { $0 + $1.abandoned }
    let handled = volumes.filter { $0.handled != nil && ($0.answered ?? 0) > 0 }
    let seconds = handled.reduce(0) { $0 + ($1.handled ?? 0) }
    let answered = handled.reduce(0) { $0 + ($1.answered ?? 0) }
    let files = volumes.count { $0.origin == .file }
    var facts: HTML = fact("volume.fact.offered", text.number(offered, digits: 0))
    if of > 0 { facts += fact("volume.fact.inTime", text.percent(inTime / of)) }
    if abandoned > 0 { facts += fact("volume.fact.abandoned", text.percent(abandoned / offered)) }
    let again = volumes.reduce(0) { $0 + $1.again }
    if again > 0 { facts += fact("volume.fact.again", text.percent(again / offered, digits: 1)) }
    if answered > 0, seconds > 0 {
      facts += fact("volume.fact.handled", text.duration(seconds / answered))
    }
    if let menu { facts += fact("volume.fact.menu", menu.sentence(text)) }
    facts += fact(
      "volume.fact.origin",
      text(
        "volume.fact.origin.value",
        ["files": .integer(files), "ours": .integer(volumes.count - files)]))
    return "<dl class=\"facts\">\(facts)</dl>"
  }

  private func fact(_ name: String, _ value: String) -> HTML {
    "<div><dt>\(text(name))</dt><dd><bdi>\(value)</bdi></dd></div>"
  }
}

/// The form that takes an interval file, and what became of it.
struct VolumeUploadView {
  let visit: Visit

  private var text: Text { visit.text }

  var breadcrumb: HTML {
    """
    <nav class="breadcrumb" aria-label="\(text("staffing.title"))"><ol><li><a href="/staffing">\(text("staffing.title"))</a></li></ol></nav>
    """
  }

  func form(_ typed: Form = Form([]), problem: String? = nil) -> HTML {
    let complaint: HTML =
      problem.map {
        """
        <div class="error-summary" role="alert" tabindex="-1"><h2>\(text("volume.fault"))</h2><p>\($0)</p></div>
        """
      } ?? ""
    let kinds = StaffingQueue.Kind.allCases.map { kind -> HTML in
      """
      <option value="\(kind.rawValue)"\("selected", if: typed["kind"] == kind.rawValue)>\(kind.name(text))</option>
      """
    }
    let columns = VolumeFile.Column.allCases.map { column -> HTML in
      let id = "column-\(column.rawValue)"
      return """
        <div class="field"><label for="\(id)">\(column.name(text))</label>\
        <input id="\(id)" name="\(id)" value="\(typed[id])" placeholder="\(column.rawValue)" dir="ltr"></div>
        """
    }
    return """
      \(breadcrumb)
      <p class="lede">\(text("volume.upload.lede"))</p>
      \(complaint)
      <form class="form" method="post" action="/staffing/intervals/new" enctype="multipart/form-data">\(visit.csrf)
      <div class="fields"><div class="field"><label for="queue">\(text("volume.queue"))</label><p class="hint" id="queue-hint">\(text("volume.queue.hint"))</p>\
      <input id="queue" name="queue" value="\(typed["queue"])" dir="auto" maxlength="80" aria-describedby="queue-hint"></div>
      <div class="field"><label for="kind">\(text("staffing.kind"))</label><select id="kind" name="kind">\(kinds)</select></div></div>
      <details class="disclosure"\("open", if: problem != nil)><summary>\(text("volume.columns"))</summary><p>\(text("volume.columns.hint"))</p><div class="fields">\(columns)</div></details>
      <div class="field drop"><label for="file">\(text("volume.file"))</label><p class="hint" id="file-hint">\(text("volume.file.hint"))</p>\
      <input id="file" name="file" type="file" accept=".csv,.txt,.tsv,.json,.jsonl,text/csv" aria-describedby="file-hint"></div>
      <div class="field"><label for="pasted">\(text("volume.paste"))</label><textarea id="pasted" name="pasted" dir="ltr" rows="4">\(typed["pasted"])</textarea></div>
      <div class="form-actions"><button class="is-primary">\(text("volume.look"))</button>
      <a class="button is-quiet" href="/staffing">\(text("staffing.cancel"))</a></div></form>
      """
  }

  func report(_ file: VolumeFile, _ outcome: VolumeInterval.Outcome, name: String) -> HTML {
    """
    \(breadcrumb)
    <p class="lede">\(text("volume.report.lede", ["file": .string(name), "count": .integer(file.rows.count)]))</p>
    \(counts(file, outcome))
    \(faults(file))
    \(columns(file))
    <p class="actions"><a class="button is-primary" href="/staffing">\(text("volume.report.next"))</a>
    <a class="button" href="/staffing/intervals/new">\(text("volume.another"))</a></p>
    """
  }

  func counts(_ file: VolumeFile, _ outcome: VolumeInterval.Outcome) -> HTML {
    """
    <dl class="counts"><div class="is-new"><dt>\(text("volume.count.new"))</dt><dd>\(text.number(outcome.created))</dd></div>
    <div class="is-changed"><dt>\(text("volume.count.changed"))</dt><dd>\(text.number(outcome.updated))</dd></div>
    <div><dt>\(text("volume.count.same"))</dt><dd>\(text.number(outcome.unchanged))</dd></div>
    <div class="is-refused"><dt>\(text("volume.count.refused"))</dt><dd>\(text.number(file.faultCount))</dd></div></dl>
    """
  }

  func faults(_ file: VolumeFile) -> HTML {
    guard !file.faults.isEmpty else { return "" }
    let rows = file.faults.map { fault -> HTML in
      """
      <tr><th scope="row">\(text.number(fault.row))</th><td>\(fault.column.name(text))</td><td dir="auto">\(fault.found)</td>\
      <td>\(fault.column == .start ? text("volume.expected.time") : text("volume.expected.number"))</td></tr>
      """
    }
    return """
      <section><h2>\(text("volume.faults"))</h2><div class="table-scroll" tabindex="0" role="region" aria-label="\(text("volume.faults"))"><table class="is-dense">
      <thead><tr><th scope="col">\(text("volume.fault.row"))</th><th scope="col">\(text("volume.fault.column"))</th>\
      <th scope="col">\(text("volume.fault.found"))</th><th scope="col">\(text("volume.fault.expected"))</th></tr></thead><tbody>\(rows)</tbody></table></div></section>
      """
  }

  func columns(_ file: VolumeFile) -> HTML {
    let items = VolumeFile.Column.allCases.compactMap { column -> HTML? in
      file.columns[column].map { name in
        "<div><dt>\(column.name(text))</dt><dd dir=\"auto\">\(name)</dd></div>"
      }
    }
    return
      "<section><h2>\(text("volume.columns.read"))</h2><dl class=\"facts\">\(items)</dl></section>"
  }
}
