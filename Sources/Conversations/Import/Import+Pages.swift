internal import Kernel
internal import Markup
internal import Storage
internal import Web

/// The list of imports, and the way to begin one.
struct ImportPages: Sendable {
  /// The largest file that is taken.
  static let uploadLimit = Int(SourceLimits.standard.fileBytes)

  func add(to routes: Routes) {
    routes.get("/imports", allow: .read, .importRun) { try await list($0) }
    routes.get("/imports/new", allow: .create, .importRun) { visit in
      visit.page(visit.text("import.new"), form(visit))
    }
    routes.upload("/imports", allow: .create, .importRun) { try await upload($0) }
  }

  private func list(_ visit: Visit) async throws -> Reply {
    let (scope, text) = (visit.scope, visit.text)
    let runs = try await visit.database.read { db in try ImportRun.all(scope: scope, in: db) }
    let action: HTML =
      visit.actor.can(.create, .importRun)
      ? """
      <div class="page-actions"><a class="button is-primary" href="/imports/new">\(text("import.new"))</a></div>
      """ : ""
    guard !runs.isEmpty else {
      return visit.page(
        text("import.title"),
        """
        \(action)<div class="empty"><h2>\(text("import.empty"))</h2><p>\(text("import.empty.why"))</p></div>
        """)
    }
    let rows = runs.map { run -> HTML in
      """
      <tr><th scope="row"><a class="row-link" href="\(Path.importRun(run.id))" dir="auto">\(run.fileName)</a>
      <span class="row-note" dir="auto">\(run.source)</span></th>
      <td>\(ImportView.badge(run.state, text))</td>
      <td class="is-numeric">\(text.number(run.counts.created))</td>
      <td class="is-numeric">\(text.number(run.counts.updated))</td>
      <td class="is-numeric">\(text.number(run.counts.unchanged))</td>
      <td class="is-numeric">\(text.number(run.counts.rejected))</td>
      <td>\(text.moment(run.createdAt))</td></tr>
      """
    }
    return visit.page(
      text("import.title"),
      """
      <p class="lede">\(text("import.lede", ["count": .integer(runs.count { $0.state == .finished })]))</p>\(action)
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("import.title"))">
      <table><thead><tr><th scope="col">\(text("import.file"))</th>
      <th scope="col">\(text("import.state"))</th>
      <th scope="col" class="is-numeric">\(text("import.created"))</th>
      <th scope="col" class="is-numeric">\(text("import.updated"))</th>
      <th scope="col" class="is-numeric">\(text("import.unchanged"))</th>
      <th scope="col" class="is-numeric">\(text("import.rejected"))</th>
      <th scope="col">\(text("import.begun"))</th></tr></thead><tbody>\(rows)</tbody></table></div>
      """)
  }

  private func form(
    _ visit: Visit, problem: String? = nil, source: String = "", pasted: String = ""
  ) -> HTML {
    let text = visit.text
    let notice: HTML =
      problem.map { "<p class=\"notice is-bad\" role=\"alert\">\($0)</p>" } ?? ""
    let formats: [HTML] = [
      "<option value=\"\">\(text("import.format.auto"))</option>",
      "<option value=\"csv\">\(text("import.format.csv"))</option>",
      "<option value=\"jsonl\">\(text("import.format.jsonl"))</option>",
      "<option value=\"queue_log\">\(text("import.format.queueLog"))</option>",
      "<option value=\"vtt\">\(text("import.format.vtt"))</option>",
      "<option value=\"srt\">\(text("import.format.srt"))</option>",
    ]
    return """
      <p class="lede">\(text("import.new.lede"))</p>\(ImportView.steps(0, text))\(notice)
      <form class="form" method="post" action="/imports" enctype="multipart/form-data">\(visit.csrf)
      <div class="field"><label for="source">\(text("import.source"))</label>
      <p class="hint" id="source-hint">\(text("import.source.hint"))</p>
      <input id="source" name="source" required maxlength="80" dir="auto" value="\(source)" aria-describedby="source-hint"></div>
      <div class="field"><label for="format">\(text("import.format"))</label>
      <select id="format" name="format">\(formats)</select></div>
      <div class="field drop"><label for="file">\(text("import.file"))</label>
      <p class="hint" id="file-hint">\(text("import.file.hint"))</p>
      <input id="file" name="file" type="file" accept=".csv,.tsv,.txt,.jsonl,.ndjson,.vtt,.srt,text/csv,text/plain" aria-describedby="file-hint"></div>
      <div class="field"><label for="pasted">\(text("import.paste"))</label>
      <p class="hint" id="pasted-hint">\(text("import.paste.hint"))</p>
      <textarea id="pasted" name="pasted" rows="6" dir="auto" aria-describedby="pasted-hint">\(pasted)</textarea></div>
      <div class="form-actions"><button class="is-primary">\(text("import.next"))</button>
      <a class="button is-quiet" href="/imports">\(text("import.back"))</a></div></form>
      """
  }

  private func upload(_ visit: Visit) async throws -> Reply {
    let folder = UploadFolder(visit.site.uploadFolder)
    var incoming: UploadFolder.Incoming?
    do {
      let upload = try await visit.upload(limit: Self.uploadLimit) { bytes in
        let file = try incoming ?? folder.begin(visit.world)
        incoming = file
        try file.write(bytes)
      }
      return try await begin(visit, upload, incoming, folder)
    } catch let error as SourceError {
      incoming?.discard()
      return visit.page(
        visit.text("import.new"), form(visit, problem: ImportView.sentence(error, visit.text)),
        status: .unprocessableContent)
    } catch {
      incoming?.discard()
      throw error
    }
  }

  /// Keeps the file as a run that waits for its mapping or its trial.
  private func begin(
    _ visit: Visit, _ upload: Upload, _ received: UploadFolder.Incoming?, _ folder: UploadFolder
  ) async throws -> Reply {
    let form = upload.form
    let pasted = form["pasted"]
    let file = try received ?? folder.begin(visit.world)
    if upload.size == 0 { try file.write(Array(pasted.utf8)) }
    let digest = try file.finish()
    let source = String(form["source"].prefix(80))
    guard !source.isEmpty else {
      file.discard()
      return visit.page(
        visit.text("import.new"),
        self.form(visit, problem: visit.text("import.problem.source"), pasted: pasted),
        status: .unprocessableContent)
    }
    guard file.size > 0 else {
      file.discard()
      throw SourceError.empty
    }
    let name = upload.fileName ?? visit.text("import.pasted")
    do {
      _ = try ImportRun.sample(of: file.path)
    } catch {
      file.discard()
      throw error
    }
    let format =
      ImportFormat(rawValue: form["format"])
      ?? (upload.fileName == nil ? Self.format(ofPasted: pasted) : ImportFormat(fileName: name))
    let run = ImportRun(
      id: visit.world.id(), source: source, fileName: name, path: file.path, digest: digest,
      size: file.size, format: format, createdBy: visit.actor.person.rawValue,
      createdAt: visit.world.now())
    let scope = visit.scope
    try await visit.database.write { db in try run.insert(scope, in: db) }
    return visit.redirect(to: Path.importRun(run.id).appending("mapping"))
  }

  private static func format(ofPasted text: String) -> ImportFormat {
    if text.hasPrefix("{") { return .jsonl }
    if text.hasPrefix("WEBVTT") { return .vtt }
    return text.contains("-->") ? .srt : .csv
  }
}

/// Words and marks that several pages of imports share.
enum ImportView {
  /// The way back to the list, and which file this is.
  static func breadcrumb(_ run: ImportRun, _ text: Text) -> HTML {
    """
    <nav class="breadcrumb" aria-label="\(text("import.title"))"><ol><li><a href="/imports">\(text("import.title"))</a></li><li><bdi>\(run.fileName)</bdi></li></ol></nav>
    """
  }

  static func badge(_ state: ImportRun.State, _ text: Text) -> HTML {
    switch state {
    case .uploaded: "<span class=\"badge\">\(text("import.state.uploaded"))</span>"
    case .checking: "<span class=\"badge is-active\">\(text("import.state.checking"))</span>"
    case .checked: "<span class=\"badge\">\(text("import.state.checked"))</span>"
    case .running: "<span class=\"badge is-active\">\(text("import.state.running"))</span>"
    case .finished: "<span class=\"badge is-good\">\(text("import.state.finished"))</span>"
    case .failed: "<span class=\"badge is-bad\">\(text("import.state.failed"))</span>"
    case .cancelled: "<span class=\"badge is-warn\">\(text("import.state.cancelled"))</span>"
    case .undoing: "<span class=\"badge is-active\">\(text("import.state.undoing"))</span>"
    case .undone: "<span class=\"badge is-plain\">\(text("import.state.undone"))</span>"
    }
  }

  /// Where the reader is on the way from a file to conversations.
  static func steps(_ current: Int, _ text: Text) -> HTML {
    let names = [
      text("import.step.upload"), text("import.step.match"), text("import.step.check"),
      text("import.step.store"),
    ]
    let items = names.enumerated().map { index, name -> HTML in
      if index == current { return "<li aria-current=\"step\">\(name)</li>" }
      return index < current ? "<li class=\"is-done\">\(name)</li>" : "<li>\(name)</li>"
    }
    return "<ol class=\"steps\">\(items)</ol>"
  }

  /// Why a file cannot be taken, in the reader's language.
  static func sentence(_ error: SourceError, _ text: Text) -> String {
    switch error {
    case .unreadable: text("import.error.unreadable")
    case .fileTooLarge(let limit):
      text("import.error.fileTooLarge", ["limit": .integer(Int(limit >> 30))])
    case .recordTooLong(let row, let limit):
      text(
        "import.error.recordTooLong", ["row": .integer(row), "limit": .integer(limit >> 20)])
    case .tooManyColumns(let row, let limit):
      text("import.error.tooManyColumns", ["row": .integer(row), "limit": .integer(limit)])
    case .tooManyRows(let limit): text("import.error.tooManyRows", ["limit": .integer(limit)])
    case .notText(let kind): text("import.error.notText", ["kind": .string(kind)])
    case .empty: text("import.error.empty")
    case .mapping: text("import.error.mapping")
    }
  }

  /// What should have stood in a field, in the reader's language.
  static func expectation(_ expectation: Expectation, _ text: Text) -> String {
    switch expectation {
    case .utf8: text("import.expected.utf8")
    case .json: text("import.expected.json")
    case .object: text("import.expected.object")
    case .list: text("import.expected.list")
    case .text: text("import.expected.text")
    case .date: text("import.expected.date")
    case .number: text("import.expected.number")
    case .wholeNumber: text("import.expected.wholeNumber")
    case .duration: text("import.expected.duration")
    case .truth: text("import.expected.truth")
    case .value: text("import.expected.value")
    case .closedQuote: text("import.expected.closedQuote")
    case .uniqueKey: text("import.expected.uniqueKey")
    case .columns: text("import.expected.columns")
    case .shallowNesting: text("import.expected.shallowNesting")
    case .identity: text("import.expected.identity")
    case .time: text("import.expected.time")
    case .shortRecord: text("import.expected.shortRecord")
    case .knownType: text("import.expected.knownType")
    case .scoreInScale: text("import.expected.scoreInScale")
    }
  }
}
