internal import Kernel
internal import People
internal import Markup
import Storage
public import Web

extension Feature {
  /// The way in: files of conversations, their trial runs, counts, rejected rows and undoing.
  ///
  /// The holds forbid undoing an import; each counts what was built on it. The watches are told of
  /// every change in its transaction.
  public static func imports(
    holds: [ImportHold] = [], watches: [ConversationWatch] = []
  ) -> Feature {
    Feature(
      "imports",
      words: Words(
        en: englishImportWords, zhHans: chineseImportWords, ru: russianImportWords,
        he: hebrewImportWords),
      navigation: [
        NavigationItem("/imports", "nav.imports", allow: .read, .importRun, rank: 70)
      ],
      routes: { routes in
        ImportPages().add(to: routes)
        ImportMappingPages().add(to: routes)
        ImportRunPages(holds: holds).add(to: routes)
      },
      jobs: [
        JobKind("import") { run in try await ImportRun.work(run, watches) },
        JobKind("import-sweep", every: .seconds(3600)) { run in try await ImportRun.sweep(run) },
      ],
      finders: [.page("/imports/new", "import.new", allow: .create, .importRun)])
  }
}

extension ImportRun {
  /// Does what an import waits for: reads its file, or takes it back.
  static func work(_ job: JobRun, _ watches: [ConversationWatch] = []) async throws {
    guard let id = ID(text: job.payload) else { return }
    let found = try await job.database.read { db in
      (
        try ImportRun.find(id, scope: job.scope, in: db),
        try Workspace.find(job.scope, in: db)?.zone
      )
    }
    guard let run = found.0 else { return }
    let work = ImportWork(
      database: job.database, world: job.world, scope: job.scope, zone: found.1 ?? .utc,
      watches: watches)
    if run.state == .undoing { try await work.undo(id) } else { try await work.run(id) }
  }

  /// Queues the work of an import in the transaction that asks for it.
  func queue(_ scope: Scope, world: World, in db: any Connection) throws {
    try Job.queue("import", payload: id.text, scope: scope, world: world, in: db)
  }

  /// Lets go of uploaded files that nobody imported within a day.
  static func sweep(_ job: JobRun) async throws {
    let limit = job.world.now().advanced(byDays: -1)
    let paths = try await job.database.write { db -> [String] in
      var paths: [String] = []
      for var run in try ImportRun.all(scope: job.scope, limit: 1000, in: db)
      where run.createdAt < limit && !run.state.isWorking && run.path != nil {
        paths += [run.path].compactMap(\.self)
        let before = run.state
        run.path = nil
        if before == .uploaded || before == .checked { run.state = .cancelled }
        try run.save(job.scope, from: before, in: db)
      }
      return paths
    }
    for path in paths { UploadFolder.remove(path) }
  }
}

extension Path {
  /// The page of an import.
  static func importRun(_ id: ImportRun.ID) -> Path {
    ("/imports" as Path).appending(id.text)
  }
}
