internal import Kernel
internal import Markup
internal import Web

/// The mapping page of a table: how the file is written, then column by column.
struct MappingView {
  let visit: Visit
  let run: ImportRun
  let table: ImportTable
  /// What was chosen the last time such a file came.
  let saved: Mapping?

  private var text: Text { visit.text }
  private var path: Path { Path.importRun(run.id).appending("mapping") }

  func page(problem: String?) -> HTML {
    let notice: HTML =
      problem.map { "<p class=\"notice is-bad\" role=\"alert\">\($0)</p>" } ?? ""
    let remembered: HTML =
      saved == nil
      ? "" : "<p class=\"notice\" role=\"status\">\(text("import.mapping.remembered"))</p>"
    return """
      \(ImportView.breadcrumb(run, text))
      <p class="lede">\(text("import.mapping.lede", ["count": .integer(table.header.count)]))</p>
      \(ImportView.steps(1, text))\(notice)\(remembered)\(shapeForm)\(mappingForm)
      """
  }

  // MARK: How the file is written

  private var shapeForm: HTML {
    let encodings = TextEncoding.allCases.map { encoding in
      option(encoding.rawValue, encoding.rawValue.uppercased(), table.shape.encoding == encoding)
    }
    let delimiters: [HTML] = [
      option("44", text("import.delimiter.comma"), table.shape.delimiter == 44),
      option("59", text("import.delimiter.semicolon"), table.shape.delimiter == 59),
      option("9", text("import.delimiter.tab"), table.shape.delimiter == 9),
      option("124", text("import.delimiter.bar"), table.shape.delimiter == 124),
    ]
    let headers: [HTML] = [
      option("1", text("import.header.yes"), table.shape.hasHeader),
      option("0", text("import.header.no"), !table.shape.hasHeader),
    ]
    let kinds = RowKind.allCases.map { option($0.rawValue, kindName($0), $0 == kind) }
    return """
      <form class="filter-bar" method="get" action="\(path)">
      \(select("rows", text("import.rows"), kinds))\(select("encoding", text("import.encoding"), encodings))
      \(select("delimiter", text("import.delimiter"), delimiters))\(select("header", text("import.header"), headers))
      <button>\(text("import.reread"))</button></form>
      """
  }

  private var kind: RowKind { saved?.rows ?? table.kind }

  private func kindName(_ kind: RowKind) -> String {
    switch kind {
    case .conversation: text("import.rows.conversation")
    case .message: text("import.rows.message")
    case .survey: text("import.rows.survey")
    case .call: text("import.rows.call")
    case .agent: text("import.rows.agent")
    case .queue: text("import.rows.queue")
    }
  }

  private func option(_ value: String, _ label: String, _ isSelected: Bool) -> HTML {
    "<option value=\"\(value)\"\("selected", if: isSelected)>\(label)</option>"
  }

  private func select(_ name: String, _ label: String, _ options: [HTML]) -> HTML {
    """
    <div class="field"><label for="\(name)">\(label)</label>
    <select id="\(name)" name="\(name)">\(options)</select></div>
    """
  }

  // MARK: Column by column

  private var mappingForm: HTML {
    let rows = table.suggestions.enumerated().map { index, suggestion in
      row(index, suggestion)
    }
    return """
      <form class="stack" method="post" action="\(path)">\(visit.csrf)
      <input type="hidden" name="rows" value="\(kind.rawValue)">
      <input type="hidden" name="encoding" value="\(table.shape.encoding.rawValue)">
      <input type="hidden" name="delimiter" value="\(Int(table.shape.delimiter))">
      <input type="hidden" name="header" value="\(table.shape.hasHeader ? "1" : "0")">
      <input type="hidden" name="previous" value="\(saved?.json.compact ?? "")">
      <div class="fields">\(datesField)\(zoneField)</div>
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("import.mapping"))">
      <table class="mapping"><thead><tr><th scope="col">\(text("import.column"))</th>
      <th scope="col">\(text("import.samples"))</th><th scope="col">\(text("import.field"))</th>
      <th scope="col">\(text("import.confidence"))</th></tr></thead><tbody>\(rows)</tbody></table></div>
      <div class="form-actions"><button class="is-primary">\(text("import.check"))</button>
      <a class="button is-quiet" href="/imports">\(text("import.back"))</a></div></form>
      """
  }

  private func row(_ index: Int, _ suggestion: Suggestion) -> HTML {
    let samples = suggestion.samples.map { sample -> HTML in
      let short = sample.count > 60 ? String(sample.prefix(60)) + "…" : sample
      return "<span>\(short)</span>"
    }
    let known = saved?.column(suggestion.column)
    let chosen = known.map { $0.targets.first?.field } ?? suggestion.field
    let options = kind.fields.map { field in
      option(field.rawValue, FieldWords.name(field, text), field == chosen)
    }
    let confidence: HTML =
      if known != nil {
        "<span class=\"badge is-plain\">\(text("import.confidence.saved"))</span>"
      } else if suggestion.field == nil {
        "<span class=\"badge is-thin\">\(text("import.confidence.none"))</span>"
      } else if suggestion.confidence >= 0.8 {
        "<span class=\"badge is-good\">\(text("import.confidence.sure"))</span>"
      } else {
        "<span class=\"badge is-warn\">\(text("import.confidence.look"))</span>"
      }
    let isIgnored = known?.isIgnored == true
    return """
      <tr><th scope="row"><bdi>\(suggestion.column)</bdi></th>
      <td><span class="samples" dir="auto">\(samples)</span></td>
      <td><select name="column-\(index)" aria-label="\(text("import.field.of", ["column": .string(suggestion.column)]))">
      \(option("", text("import.field.keep"), chosen == nil && !isIgnored))\(option("ignore", text("import.field.ignore"), isIgnored))\(options)</select></td>
      <td>\(confidence)</td></tr>
      """
  }

  private var datesField: HTML {
    let found = table.suggestions.filter { $0.field?.content == .date }.compactMap(\.dates)
    let isAmbiguous = found.contains(where: \.isAmbiguous)
    let order = saved?.dates ?? (isAmbiguous ? DateOrder.dayFirst : nil)
    let names: [(DateOrder, String)] = [
      (.yearFirst, text("import.dates.yearFirst")), (.dayFirst, text("import.dates.dayFirst")),
      (.monthFirst, text("import.dates.monthFirst")),
      (.unixSeconds, text("import.dates.unixSeconds")),
      (.unixMilliseconds, text("import.dates.unixMilliseconds")),
      (.spreadsheetDays, text("import.dates.spreadsheet")),
    ]
    let detected = found.first.flatMap { detection in
      names.first { $0.0 == detection.order }?.1
    }
    let options =
      [option("", text("import.dates.auto", ["order": .string(detected ?? "–")]), order == nil)]
      + names.map { option($0.0.rawValue, $0.1, $0.0 == order) }
    let warning: HTML =
      isAmbiguous
      ? "<p class=\"error\" id=\"dates-hint\">\(text("import.dates.ambiguous"))</p>" : ""
    return """
      <div class="field"><label for="dates">\(text("import.dates"))</label>\(warning)
      <select id="dates" name="dates">\(options)</select></div>
      """
  }

  private var zoneField: HTML {
    let chosen = saved?.zone ?? visit.actor.zone.name
    let options = Zone.names.map { option($0, $0, $0 == chosen) }
    return """
      <div class="field"><label for="zone">\(text("import.zone"))</label>
      <p class="hint" id="zone-hint">\(text("import.zone.hint"))</p>
      <select id="zone" name="zone" aria-describedby="zone-hint">\(options)</select></div>
      """
  }
}
