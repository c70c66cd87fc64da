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
  /// Mappings that were kept under a name, and the one that is shown.
  var kept: [NamedMapping] = []
  var chosenName: String?
  /// Whether the mapping is what was typed a moment ago and could not be taken.
  var isTyped = false

  private var text: Text { visit.text }
  private var path: Path { Path.importRun(run.id).appending("mapping") }

  func page(problem: String?) -> HTML {
    let notice: HTML =
      problem.map { "<p class=\"notice is-bad\" role=\"alert\">\($0)</p>" } ?? ""
    let remembered: HTML =
      saved == nil || isTyped
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
      \(select("delimiter", text("import.delimiter"), delimiters))\(select("header", text("import.header"), headers))\(keptSelect)
      <button>\(text("import.reread"))</button></form>
      """
  }

  /// The mappings to choose from, once somebody has kept one.
  private var keptSelect: HTML {
    guard !kept.isEmpty else { return "" }
    let options = kept.map { option($0.id.text, $0.name, $0.name == chosenName) }
    return select(
      "kept", text("import.kept"),
      [option("", text("import.kept.none"), chosenName == nil)] + options)
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
      MappingColumnView(
        text: text, kind: kind, index: index, suggestion: suggestion,
        known: saved?.column(suggestion.column)
      ).row
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
      \(constantFields)\(keepField)
      <div class="form-actions"><button class="is-primary">\(text("import.check"))</button>
      <a class="button is-quiet" href="/imports">\(text("import.back"))</a></div></form>
      """
  }

  // MARK: What the file does not say

  private var constantFields: HTML {
    let filled = (saved?.constants ?? [:]).sorted { $0.key.rawValue < $1.key.rawValue }
    let lines = (0..<min(20, filled.count + 2)).map { index -> HTML in
      let field = index < filled.count ? filled[index].key : nil
      let value = index < filled.count ? filled[index].value : ""
      let options = kind.fields.map {
        option($0.rawValue, FieldWords.name($0, text), $0 == field)
      }
      return """
        <div class="fields"><div class="field"><label for="constant-\(index)">\(text("import.constant.field"))</label>
        <select id="constant-\(index)" name="constant-\(index)">\(option("", text("import.also.none"), field == nil))\(options)</select></div>
        <div class="field"><label for="constant-value-\(index)">\(text("import.constant.value"))</label>
        <input id="constant-value-\(index)" name="constant-value-\(index)" dir="auto" value="\(value)"></div></div>
        """
    }
    return """
      <details\("open", if: !filled.isEmpty)><summary>\(text("import.constants"))</summary>
      <p class="hint">\(text("import.constants.hint"))</p>\(lines)</details>
      """
  }

  private var keepField: HTML {
    """
    <div class="field"><label for="keep">\(text("import.keep"))</label>
    <p class="hint" id="keep-hint">\(text("import.keep.hint"))</p>
    <input id="keep" name="keep" maxlength="80" dir="auto" value="\(chosenName ?? "")" aria-describedby="keep-hint"></div>
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
