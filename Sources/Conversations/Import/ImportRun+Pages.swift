internal import Kernel
internal import Markup
internal import People
internal import Storage
internal import Web

/// One import: its trial, its progress, what it did, and the ways to go on or back.
struct ImportRunPages: Sendable {
  let holds: [ImportHold]

  func add(to routes: Routes) {
    routes.get("/imports/{id}", allow: .read, .importRun) { try await show($0) }
    routes.post("/imports/{id}/commit", allow: .create, .importRun) { try await commit($0) }
    routes.post("/imports/{id}/resumption", allow: .create, .importRun) { try await resume($0) }
    routes.post("/imports/{id}/cancellation", allow: .change, .importRun) {
      try await cancel($0)
    }
    routes.post("/imports/{id}/undoing", allow: .remove, .importRun) { try await undo($0) }
    routes.get("/imports/{id}/rejected.csv", allow: .read, .importRun) {
      try await rejected($0)
    }
  }

  private func find(_ visit: Visit) async throws -> ImportRun {
    let id: ImportRun.ID = try visit.id("id")
    let scope = visit.scope
    let run = try await visit.database.read { db in
      try ImportRun.find(id, scope: scope, in: db)
    }
    guard let run else { throw Problem.notFound }
    return run
  }

  private func show(_ visit: Visit) async throws -> Reply {
    let run = try await find(visit)
    let scope = visit.scope
    let causes = try await visit.database.read { db in
      try ImportReject.causes(of: run.id, scope: scope, in: db)
    }
    let view = ImportRunView(visit: visit, run: run, causes: causes, now: visit.world.now())
    if visit.wantsFragment { return visit.fragment(view.status) }
    return visit.page(run.fileName, view.page, isTitleTheirs: true)
  }

  // MARK: Going on

  private func commit(_ visit: Visit) async throws -> Reply {
    try await move(visit, from: [.checked]) { run, scope, world, db in
      guard try !Self.isBusy(scope, in: db) else { throw Problem.conflict("import.problem.busy") }
      try run.reset(scope, in: db)
      run.state = .running
      try Audit.record(
        .create, .importRun, object: run.id.rawValue, "import.audit.committed",
        ["file": run.fileName, "source": run.source], scope: scope, world: world, in: db)
      return true
    }
  }

  private func resume(_ visit: Visit) async throws -> Reply {
    try await move(visit, from: [.failed, .cancelled]) { run, _, _, _ in
      guard run.path != nil else { throw Problem.conflict("import.problem.gone") }
      run.state = run.counts.rows == 0 && run.startedAt == nil ? .checking : .running
      run.problem = nil
      run.finishedAt = nil
      return true
    }
  }

  private func cancel(_ visit: Visit) async throws -> Reply {
    try await move(visit, from: [.uploaded, .checking, .checked, .running]) { run, _, world, _ in
      run.state = .cancelled
      run.finishedAt = world.now()
      return false
    }
  }

  /// One person waits for one import at a time.
  private static func isBusy(_ scope: Scope, in db: any Connection) throws -> Bool {
    try ImportRun.all(scope: scope, in: db).contains { run in
      run.state == .running && run.createdBy == scope.person
    }
  }

  private func move(
    _ visit: Visit, from states: Set<ImportRun.State>,
    _ change: @escaping @Sendable (inout ImportRun, Scope, World, any Connection) throws -> Bool
  ) async throws -> Reply {
    let id: ImportRun.ID = try visit.id("id")
    let (scope, world) = (visit.scope, visit.world)
    try await visit.database.write { db in
      guard var run = try ImportRun.find(id, scope: scope, in: db) else { throw Problem.notFound }
      guard states.contains(run.state) else { throw Problem.conflict("import.problem.moved") }
      let before = run.state
      let needsWork = try change(&run, scope, world, db)
      guard try run.save(scope, from: before, in: db) else {
        throw Problem.conflict("import.problem.moved")
      }
      if needsWork { try run.queue(scope, world: world, in: db) }
    }
    return visit.redirect(to: .importRun(id))
  }

  // MARK: Going back

  private func undo(_ visit: Visit) async throws -> Reply {
    let run = try await find(visit)
    let (scope, world) = (visit.scope, visit.world)
    do {
      try await visit.database.write { [holds] db in
        try ImportRun.startUndo(run.id, holds: holds, at: world.now(), scope: scope, in: db)
        try Audit.record(
          .remove, .importRun, object: run.id.rawValue, "import.audit.undone",
          ["file": run.fileName, "source": run.source], scope: scope, world: world, in: db)
        try run.queue(scope, world: world, in: db)
      }
    } catch ImportUndoRefusal.reviewed(let count) {
      throw Problem.conflict("import.problem.reviewed", ["count": .integer(count)])
    } catch is ImportUndoRefusal {
      throw Problem.conflict("import.problem.tooLate")
    }
    return visit.redirect(to: .importRun(run.id))
  }

  // MARK: Rejected rows

  private func rejected(_ visit: Visit) async throws -> Reply {
    let run = try await find(visit)
    let (scope, database, text) = (visit.scope, visit.database, visit.text)
    let header = Self.header(of: run)
    return visit.table(name: run.fileName.withoutEnding + "-rejected.csv") { write in
      let own = [
        text("import.reject.row"), text("import.reject.field"), text("import.reject.reason"),
      ]
      try await write(CSVWriter.line(header + own))
      var last = -1
      while true {
        let after = last
        let rejects = try await database.read { db in
          try ImportReject.page(of: run.id, after: after, limit: 500, scope: scope, in: db)
        }
        guard let end = rejects.last else { return }
        last = end.rejection.row
        let lines = rejects.map { reject in
          let rejection = reject.rejection
          let padding = Array(repeating: "", count: max(0, header.count - reject.cells.count))
          let values: [String: TextValue] = [
            "expected": .string(ImportView.expectation(rejection.expected, text)),
            "found": .string(rejection.found),
          ]
          let reason =
            rejection.found.isEmpty
            ? text("import.reject.sentenceEmpty", values)
            : text("import.reject.sentence", values)
          return CSVWriter.line(
            reject.cells.prefix(header.count) + padding
              + [String(rejection.row), rejection.field, reason])
        }
        try await write(lines.joined())
      }
    }
  }

  /// The columns of the file, so that mended rows can be uploaded as they are.
  private static func header(of run: ImportRun) -> [String] {
    guard run.format == .csv, let mapping = Mapping.previous(run.mapping ?? "") else {
      return ["record"]
    }
    return mapping.columns.map(\.name)
  }
}
