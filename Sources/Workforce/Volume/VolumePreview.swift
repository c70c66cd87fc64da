internal import Conversations
internal import Kernel
internal import Markup
internal import People
internal import Web

/// What an interval file would do, shown before any of it is kept.
struct VolumePreview {
  let visit: Visit
  let file: VolumeFile
  let outcome: VolumeInterval.Outcome
  let name: String
  /// What was said about the file.
  let form: Form

  /// More than this does not fit into a form; such a file is chosen once more.
  private static let mostBytes = 1_800_000
  private static let shown = 8

  private var text: Text { visit.text }
  private var view: VolumeUploadView { VolumeUploadView(visit: visit) }

  var html: HTML {
    """
    \(view.breadcrumb)
    <p class="lede">\(lede)</p>
    \(view.counts(file, outcome))
    \(file.rows.isEmpty ? "" : take)
    \(rows)\(view.columns(file))\(view.faults(file))
    """
  }

  private var lede: String {
    let zone = visit.zone
    let starts = file.rows.map(\.key.start)
    guard let first = starts.min(), let last = starts.max() else {
      return text("volume.preview.none", ["file": .string("\u{2068}\(name)\u{2069}")])
    }
    let queues = Set(file.rows.map(\.key.queue)).sorted()
    let values: [String: TextValue] = [
      "file": .string("\u{2068}\(name)\u{2069}"), "count": .integer(file.rows.count),
      "first": .string(text.day(zone.day(of: first))),
      "last": .string(text.day(zone.day(of: last))),
      "queues": .string(
        text.list(queues.prefix(5).map { "\u{2068}\($0)\u{2069}" })),
    ]
    return text("volume.preview.lede", values)
  }

  /// The rows come back with the answer, so that nothing is kept of a file nobody wanted.
  private var take: HTML {
    let rows = file.text
    let isSmall = rows.utf8.count <= Self.mostBytes
    return """
      <form class="form" method="post" action="/staffing/intervals/new" enctype="multipart/form-data">\(visit.csrf)
      <input type="hidden" name="do" value="take"><input type="hidden" name="name" value="\(name)">
      \(isSmall ? "<input type=\"hidden\" name=\"pasted\" value=\"\(rows)\">" : again)
      <div class="form-actions"><button class="is-primary">\(text("volume.take"))</button>
      <a class="button is-quiet" href="/staffing/intervals/new">\(text("volume.another"))</a></div></form>
      """
  }

  private var again: HTML {
    let names = ["queue", "kind"] + VolumeFile.Column.allCases.map { "column-\($0.rawValue)" }
    let fields = names.map { name -> HTML in
      "<input type=\"hidden\" name=\"\(name)\" value=\"\(form[name])\">"
    }
    return """
      \(fields)<div class="field drop"><label for="file">\(text("volume.file"))</label><p class="hint" id="file-hint">\(text("volume.preview.again"))</p>\
      <input id="file" name="file" type="file" required aria-describedby="file-hint"></div>
      """
  }

  private var rows: HTML {
    let zone = visit.zone
    let items = file.rows.prefix(Self.shown).map { row -> HTML in
      let start = row.key.start
      let clock = ClockTime.text(zone.secondOfDay(of: start))
      return """
        <tr><th scope="row"><bdi>\(text.day(zone.day(of: start)))</bdi> <bdi>\(clock)</bdi></th>\
        <td dir="auto">\(row.key.queue)</td>\
        <td class="is-numeric">\(text.number(row.seconds / 60, digits: 0))</td>\
        \(number(row, .offered))\(number(row, .answered))\(number(row, .abandoned))</tr>
        """
    }
    guard !items.isEmpty else { return "" }
    return """
      <section><h2>\(text("volume.preview.rows"))</h2><div class="table-scroll" tabindex="0" role="region" aria-label="\(text("volume.preview.rows"))"><table class="is-dense">
      <thead><tr><th scope="col">\(text("volume.column.start"))</th><th scope="col">\(text("volume.column.queue"))</th>\
      <th scope="col" class="is-numeric">\(text("volume.preview.minutes"))</th><th scope="col" class="is-numeric">\(text("volume.column.offered"))</th>\
      <th scope="col" class="is-numeric">\(text("volume.column.answered"))</th><th scope="col" class="is-numeric">\(text("volume.column.abandoned"))</th></tr></thead>\
      <tbody>\(items)</tbody></table></div></section>
      """
  }

  private func number(_ row: VolumeInterval, _ sum: VolumeInterval.Sum) -> HTML {
    let value = row.sums[sum].map { text.number($0, digits: $0 == $0.rounded() ? 0 : 1) } ?? "–"
    return "<td class=\"is-numeric\">\(value)</td>"
  }
}

extension VolumeFile {
  /// The rows that can be taken, as a file with the usual names of columns.
  var text: String {
    let columns = Column.allCases
    let head = columns.map(\.rawValue).joined(separator: ",")
    let lines = rows.map { row in
      columns.map { column -> String in
        switch column {
        case .start: Text.iso(row.key.start)
        case .seconds: "\(row.seconds)"
        case .queue: CSVWriter.cell(row.key.queue)
        case .channel: CSVWriter.cell(row.key.channel)
        default: column.sum.flatMap { row.sums[$0] }.map { "\($0)" } ?? ""
        }
      }.joined(separator: ",")
    }
    return ([head] + lines).joined(separator: "\n") + "\n"
  }
}
