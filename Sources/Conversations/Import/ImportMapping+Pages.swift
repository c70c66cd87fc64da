internal import Kernel
internal import Markup
internal import Storage
internal import Web

/// What the columns of a file mean: guessed, shown with samples, and changed by hand.
struct ImportMappingPages: Sendable {
  func add(to routes: Routes) {
    routes.get("/imports/{id}/mapping", allow: .change, .importRun) { try await show($0) }
    routes.post("/imports/{id}/mapping", allow: .change, .importRun) { try await save($0) }
  }

  private func find(_ visit: Visit) async throws -> ImportRun {
    let id: ImportRun.ID = try visit.id("id")
    let scope = visit.scope
    let run = try await visit.database.read { db in
      try ImportRun.find(id, scope: scope, in: db)
    }
    guard let run, run.path != nil, !run.state.isWorking else { throw Problem.notFound }
    return run
  }

  private func show(
    _ visit: Visit, problem: String? = nil, typed: Mapping? = nil
  ) async throws -> Reply {
    let run = try await find(visit)
    guard let path = run.path else { throw Problem.notFound }
    let sample = try sample(path)
    switch run.format {
    case .csv:
      let query = visit.query
      let table = ImportTable(
        sample, source: run.source, zone: query.optional("zone") ?? visit.actor.zone.name,
        encoding: query.optional("encoding").flatMap(TextEncoding.init(rawValue:)),
        delimiter: query.optional("delimiter").flatMap { UInt8($0) },
        hasHeader: query.optional("header").map { $0 == "1" },
        kind: query.optional("rows").flatMap(RowKind.init(rawValue:)))
      let scope = visit.scope
      let (saved, kept) = try await visit.database.read { db in
        (
          try SavedMapping.find(source: run.source, header: table.header, scope: scope, in: db),
          try NamedMapping.all(scope, in: db)
        )
      }
      let chosen = typed == nil ? kept.first { $0.id.text == query["kept"] } : nil
      let known = chosen?.mapping ?? (query.optional("rows") == nil ? saved : nil)
      let view = MappingView(
        visit: visit, run: run, table: table, saved: typed ?? known, kept: kept,
        chosenName: chosen?.name, isTyped: typed != nil)
      return visit.page(
        visit.text("import.mapping"), view.page(problem: problem),
        status: problem == nil ? .ok : .unprocessableContent, isWide: true)
    case .jsonl, .queueLog:
      return visit.page(visit.text("import.mapping"), lines(visit, run, sample))
    case .vtt, .srt:
      return visit.page(
        visit.text("import.mapping"), try transcript(visit, run, sample, problem: problem))
    }
  }

  private func sample(_ path: String) throws -> [UInt8] {
    do {
      return try ImportRun.sample(of: path)
    } catch { throw Problem.conflict("import.problem.gone") }
  }

  private func lines(_ visit: Visit, _ run: ImportRun, _ sample: [UInt8]) -> HTML {
    let text = visit.text
    return """
      \(ImportView.breadcrumb(run, text))
      <p class="lede">\(text("import.lines.lede"))</p>\(ImportView.steps(1, text))
      <pre dir="auto">\(String(decoding: sample.prefix(1200), as: UTF8.self))</pre>
      <form class="form" method="post" action="\(Path.importRun(run.id).appending("mapping"))">\(visit.csrf)
      <div class="form-actions"><button class="is-primary">\(text("import.check"))</button></div></form>
      """
  }

  private func transcript(
    _ visit: Visit, _ run: ImportRun, _ sample: [UInt8], problem: String?
  ) throws -> HTML {
    let text = visit.text
    let stream = ByteStream(MemorySupply(sample), encoding: TextEncoding.detect(sample))
    let transcript = try? Transcript.read(stream, format: run.format == .vtt ? .vtt : .srt)
    let cast = transcript?.record(externalID: "", startedAt: visit.world.now())
    let speakers = (transcript?.speakers ?? []).prefix(50).enumerated().map { index, name -> HTML in
      let role = cast?.messages.first { $0.author == name }?.role ?? .customer
      return """
        <div class="field"><label for="role-\(index)" dir="auto">\(name)</label>
        <select id="role-\(index)" name="role-\(index)">
        <option value="agent"\("selected", if: role == .agent)>\(text("import.role.agent"))</option>
        <option value="customer"\("selected", if: role == .customer)>\(text("import.role.customer"))</option>
        <option value="bot"\("selected", if: role == .bot)>\(text("import.role.bot"))</option>
        </select><input type="hidden" name="speaker-\(index)" value="\(name)"></div>
        """
    }
    let notice: HTML =
      problem.map { "<p class=\"notice is-bad\" role=\"alert\">\($0)</p>" } ?? ""
    return """
      \(ImportView.breadcrumb(run, text))
      <p class="lede">\(text("import.transcript.lede"))</p>\(ImportView.steps(1, text))\(notice)
      <form class="form" method="post" action="\(Path.importRun(run.id).appending("mapping"))">\(visit.csrf)
      <div class="field"><label for="key">\(text("import.transcript.key"))</label>
      <input id="key" name="key" required dir="auto" value="\(run.fileName.withoutEnding)"></div>
      <div class="field"><label for="start">\(text("import.transcript.start"))</label>
      <input id="start" name="start" type="datetime-local" step="1" required></div>
      \(Array(speakers))
      <div class="form-actions"><button class="is-primary">\(text("import.check"))</button></div></form>
      """
  }

  // MARK: Saving

  private func save(_ visit: Visit) async throws -> Reply {
    var run = try await find(visit)
    let form = try await visit.form()
    guard let path = run.path else { throw Problem.notFound }
    let sample = try sample(path)
    var saved: (Mapping, [String])?
    switch run.format {
    case .jsonl, .queueLog: run.mapping = nil
    case .csv:
      let (mapping, header) = MappingForm(form).mapping(sample)
      guard mapping.missing.isEmpty else {
        let names = visit.text.list(
          mapping.missing.map { group in
            group.map { FieldWords.name($0, visit.text) }.joined(separator: " / ")
          })
        return try await show(
          visit, problem: visit.text("import.mapping.missing", ["fields": .string(names)]),
          typed: mapping)
      }
      guard mapping.filledTwice.isEmpty else {
        let names = visit.text.list(
          mapping.filledTwice.map { FieldWords.name($0, visit.text) })
        return try await show(
          visit, problem: visit.text("import.mapping.twice", ["fields": .string(names)]),
          typed: mapping)
      }
      run.mapping = mapping.json.compact
      saved = (mapping, header)
    case .vtt, .srt:
      guard
        let setting = MappingForm(form).transcript(zone: visit.actor.zone)
      else {
        return try await show(visit, problem: visit.text("import.transcript.startMissing"))
      }
      run.mapping = try ImportRun.encoded(setting)
    }
    return try await check(visit, run, saved, name: MappingForm(form).name)
  }

  /// Begins the trial run that counts what would happen.
  private func check(
    _ visit: Visit, _ run: ImportRun, _ saved: (Mapping, [String])?, name: String?
  ) async throws -> Reply {
    let (scope, world) = (visit.scope, visit.world)
    let isOurs = try await visit.database.write { db in
      var next = run
      let before = run.state
      try next.reset(scope, in: db)
      next.state = .checking
      guard try next.save(scope, from: before, in: db) else { return false }
      if let (mapping, header) = saved {
        try SavedMapping.save(
          mapping, source: run.source, header: header, at: world.now(), scope: scope, in: db)
        if let name { try NamedMapping.keep(mapping, as: name, scope: scope, world: world, in: db) }
      }
      try next.queue(scope, world: world, in: db)
      return true
    }
    guard isOurs else { throw Problem.conflict("import.problem.moved") }
    return visit.redirect(to: .importRun(run.id))
  }
}
