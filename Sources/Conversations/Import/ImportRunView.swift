internal import Kernel
internal import Markup
internal import Web

/// What the page of one import shows.
struct ImportRunView {
  let visit: Visit
  let run: ImportRun
  let causes: [ImportReject.Cause]
  let now: Instant

  private var text: Text { visit.text }
  private var path: Path { .importRun(run.id) }

  var page: HTML {
    let mapping: HTML =
      run.path != nil && !run.state.isWorking && visit.actor.can(.change, .importRun)
      ? "<a class=\"button is-quiet\" href=\"\(path.appending("mapping"))\">\(text("import.mapping.change"))</a>"
      : ""
    let row: HTML =
      run.state == .undone || run.state == .undoing
      ? "" : "<div class=\"actions\">\(actions)\(mapping)</div>"
    return """
      \(ImportView.breadcrumb(run, text))
      \(status)\(row)
      \(rejects)\(notes)
      """
  }

  /// The part that renews itself while work goes on.
  var status: HTML {
    // What stands around this part changes with the end of the work: then the page is loaded anew.
    let renew: HTML = run.state.isWorking ? " data-progress-url=\"\(path)\"" : ""
    return """
      <div id="import-status" class="stack" data-reload\(renew)>
      <p class="lede">\(ImportView.badge(run.state, text)) \(sentence)</p>
      \(steps)\(problem)\(progress)\(counts)</div>
      """
  }

  private var sentence: String {
    let counts = run.counts
    switch run.state {
    case .uploaded: return text("import.says.uploaded")
    case .checking: return text("import.says.checking")
    case .checked where counts.created + counts.updated == 0 && counts.rejected == 0:
      return text("import.says.nothingNew", ["count": .integer(counts.unchanged)])
    case .checked:
      return text(
        "import.says.checked",
        ["created": .integer(counts.created), "updated": .integer(counts.updated)])
    case .running: return text("import.says.running")
    case .finished where counts.created + counts.updated == 0 && counts.rejected == 0:
      return text("import.says.nothingNew", ["count": .integer(counts.unchanged)])
    case .finished:
      return text(
        "import.says.finished",
        ["created": .integer(counts.created), "updated": .integer(counts.updated)])
    case .failed: return text("import.says.failed", ["row": .integer(run.cursor.row)])
    case .cancelled: return text("import.says.cancelled")
    case .undoing: return text("import.says.undoing")
    case .undone: return text("import.says.undone")
    }
  }

  private var steps: HTML {
    switch run.state {
    case .uploaded: ImportView.steps(1, text)
    case .checking, .checked: ImportView.steps(2, text)
    case .running: ImportView.steps(3, text)
    default: ""
    }
  }

  private var problem: HTML {
    guard let problem = run.problem else { return "" }
    return "<p class=\"notice is-bad\" role=\"alert\">\(ImportView.sentence(problem, text))</p>"
  }

  private var progress: HTML {
    guard run.state == .running || run.state == .checking else { return "" }
    var parts = [text("import.progress.rows", ["count": .integer(run.counts.rows)])]
    if let rate = run.rate(at: now) {
      parts.append(text("import.progress.rate", ["count": .integer(Int(rate))]))
    }
    if let left = run.secondsLeft(at: now) {
      parts.append(text("import.progress.left", ["time": .string(text.duration(left))]))
    }
    let bar: HTML =
      run.progress.map { share in
        "<progress id=\"import-bar\" max=\"100\" value=\"\(Int(share * 100))\">\(text.percent(share))</progress>"
      } ?? "<progress id=\"import-bar\"></progress>"
    return """
      <div class="progress"><label for="import-bar">\(text("import.progress"))</label>\(bar)
      <span class="progress-note" role="status">\(parts.joined(separator: " · "))</span>
      <noscript><a href="\(path)">\(text("import.progress.again"))</a></noscript></div>
      """
  }

  private var counts: HTML {
    guard run.counts.rows > 0 else { return "" }
    let created: HTML =
      run.state == .finished && run.counts.created > 0
      ? "<a href=\"\(("/conversations" as Path).query([("source", run.source)]))\">\(text.number(run.counts.created))</a>"
      : "\(text.number(run.counts.created))"
    func count(_ kind: HTML, _ label: String, _ value: HTML) -> HTML {
      "<div\(kind)><dt>\(label)</dt><dd>\(value)</dd></div>"
    }
    return """
      <dl class="counts">\(count(" class=\"is-new\"", text("import.created"), created))\
      \(count(" class=\"is-changed\"", text("import.updated"), "\(text.number(run.counts.updated))"))\
      \(count("", text("import.unchanged"), "\(text.number(run.counts.unchanged))"))\
      \(count(" class=\"is-refused\"", text("import.rejected"), "\(text.number(run.counts.rejected))"))</dl>
      """
  }

  // MARK: What can be done

  private var actions: HTML {
    var actions: [HTML] = []
    let actor = visit.actor
    if run.state == .uploaded, actor.can(.change, .importRun) {
      actions.append(
        "<a class=\"button is-primary\" href=\"\(path.appending("mapping"))\">\(text("import.next"))</a>"
      )
    }
    if run.state == .checked, run.path != nil, actor.can(.create, .importRun) {
      actions.append(button("commit", text("import.commit"), "is-primary"))
    }
    if run.state == .failed || run.state == .cancelled, run.path != nil,
      actor.can(.create, .importRun)
    {
      actions.append(button("resumption", text("import.resume"), ""))
    }
    if [.uploaded, .checking, .checked, .running].contains(run.state),
      actor.can(.change, .importRun)
    {
      actions.append(button("cancellation", text("import.cancel"), "is-quiet"))
    }
    if run.canBeUndone(at: now), actor.can(.remove, .importRun) {
      actions.append(button("undoing", text("import.undo"), "is-danger"))
    }
    return actions.joined()
  }

  private func button(_ action: String, _ label: String, _ kind: String) -> HTML {
    """
    <form class="inline-form" method="post" action="\(path.appending(action))">\(visit.csrf)\
    <button class="\(kind)">\(label)</button></form>
    """
  }

  // MARK: What was not taken

  private var rejects: HTML {
    guard !causes.isEmpty else { return "" }
    let rows = causes.map { cause -> HTML in
      let example = cause.example
      let values: [String: TextValue] = [
        "row": .integer(example.row), "field": .string("\u{2068}\(example.field)\u{2069}"),
        "expected": .string(ImportView.expectation(example.expected, text)),
        "found": .string("\u{2068}\(example.found)\u{2069}"),
      ]
      return """
        <tr><th scope="row"><bdi>\(example.field)</bdi></th>
        <td>\(ImportView.expectation(example.expected, text))</td>
        <td class="is-numeric">\(text.number(cause.count))</td>
        <td dir="auto">\(example.found.isEmpty ? text("import.reject.exampleEmpty", values) : text("import.reject.example", values))</td></tr>
        """
    }
    return """
      <section class="card"><h2>\(text("import.rejects", ["count": .integer(run.counts.rejected)]))</h2>
      <p>\(text("import.rejects.lede"))</p>
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("import.rejected"))">
      <table><thead><tr><th scope="col">\(text("import.reject.field"))</th>
      <th scope="col">\(text("import.reject.expected"))</th>
      <th scope="col" class="is-numeric">\(text("import.reject.count"))</th>
      <th scope="col">\(text("import.reject.first"))</th></tr></thead><tbody>\(rows)</tbody></table></div>
      <p class="actions"><a class="button" href="\(path.appending("rejected.csv"))">\(text("import.rejects.download"))</a></p></section>
      """
  }

  private var notes: HTML {
    var notes: [HTML] = []
    if !run.ignored.isEmpty {
      notes.append(
        """
        <div><dt>\(text("import.ignored"))</dt><dd dir="auto">\(text.list(run.ignored))</dd></div>
        """)
    }
    if !run.unknown.isEmpty {
      let words = run.unknown.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(20)
        .map { "\($0.key) (\(text.number($0.value)))" }
      notes.append(
        """
        <div><dt>\(text("import.unknown"))</dt><dd dir="auto">\(text.list(words))</dd></div>
        """)
    }
    notes.append(
      """
      <div><dt>\(text("import.source"))</dt><dd dir="auto">\(run.source)</dd></div>
      <div><dt>\(text("import.begun"))</dt><dd>\(text.moment(run.createdAt))</dd></div>
      """)
    if let ended = run.finishedAt {
      notes.append("<div><dt>\(text("import.ended"))</dt><dd>\(text.moment(ended))</dd></div>")
    }
    if run.canBeUndone(at: now), let ended = run.finishedAt {
      notes.append(
        """
        <div><dt>\(text("import.undoUntil"))</dt><dd>\(text.moment(ended.advanced(byDays: ImportRun.undoDays)))</dd></div>
        """)
    }
    return "<dl class=\"facts\">\(notes)</dl>"
  }
}
