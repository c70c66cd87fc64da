internal import Conversations
internal import Kernel
internal import Markup
internal import Storage
internal import Web

/// What came in each half-hour, and the way in for files that say so.
enum VolumePages {
  static func add(to routes: Routes) {
    routes.get("/staffing/queues/{id}/volumes", allow: .read, .workload, show)
    routes.get("/staffing/intervals/new", allow: .create, .workload) { visit in
      visit.page(visit.text("volume.upload"), VolumeUploadView(visit: visit).form())
    }
    routes.upload("/staffing/intervals/new", allow: .create, .workload, upload)
  }

  private static func show(_ visit: Visit) async throws -> Reply {
    let desk = try await QueueDesk(visit)
    let (scope, zone, queue) = (visit.scope, desk.zone, desk.queue)
    let view = try await visit.database.read { db in
      let known = try queue.knownDays(in: zone, scope, db: db)
      let asked = visit.query("day").flatMap { Day(iso: $0) }
      let day =
        asked.map { abs($0.number - desk.today.number) < 4000 ? $0 : desk.today }
        ?? Swift.min(known?.upperBound ?? desk.today, desk.today)
      let monday = day.advanced(by: 1 - day.weekday)
      let volumes = try queue.volumes(
        from: monday, until: monday.advanced(by: 7), in: zone, scope, db: db)
      let menu =
        queue.kind == .calls
        ? try MenuEnds(
          of: queue, from: monday, until: monday.advanced(by: 7), in: zone, scope, db: db) : nil
      return VolumeView(desk: desk, known: known, monday: monday, volumes: volumes, menu: menu)
    }
    return desk.page("volumes", view.page)
  }

  private static let limit = 16 * 1024 * 1024

  private static func upload(_ visit: Visit) async throws -> Reply {
    var bytes: [UInt8] = []
    let upload = try await visit.upload(limit: limit) { bytes.append(contentsOf: $0) }
    let view = VolumeUploadView(visit: visit)
    let form = upload.form
    func refuse(_ message: String) -> Reply {
      visit.page(
        visit.text("volume.upload"), view.form(form, problem: message),
        status: .unprocessableContent)
    }
    if bytes.isEmpty { bytes = Array(form["pasted"].utf8) }
    guard !bytes.isEmpty else { return refuse(visit.text("volume.fault.empty")) }
    let names = Dictionary(
      uniqueKeysWithValues: VolumeFile.Column.allCases.compactMap { column in
        form["column-\(column.rawValue)"].isEmpty
          ? nil : (column, form["column-\(column.rawValue)"])
      })
    let queue = String(form["queue"].prefix(80))
    let file: VolumeFile
    do {
      file = try VolumeFile(
        bytes, queue: queue.isEmpty ? visit.text("volume.queue.unnamed") : queue,
        channel: StaffingQueue.Kind(rawValue: form["kind"])?.channels.first?.rawValue ?? "call",
        zone: visit.zone, names: names)
    } catch let refusal as VolumeFile.Refusal {
      return refuse(refusal.sentence(visit.text))
    } catch is SourceError {
      return refuse(visit.text("volume.fault.unreadable"))
    }
    let (scope, world) = (visit.scope, visit.world)
    let name =
      upload.fileName ?? form.optional("name").map { String($0.prefix(120)) }
      ?? visit.text("volume.pasted")
    guard form["do"] == "take" else {
      let outcome = try await visit.database.read { db in
        try VolumeInterval.compare(file.rows, scope, in: db).outcome
      }
      let preview = VolumePreview(
        visit: visit, file: file, outcome: outcome, name: name, form: form)
      return visit.page(visit.text("volume.preview"), preview.html)
    }
    let outcome = try await visit.database.write { db in
      try VolumeInterval.store(file.rows, file: name, scope: scope, world: world, in: db)
    }
    let told = Set(file.rows.map(\.key.queue))
    try await ForecastWork(database: visit.database, scope: scope, world: world)
      .run { !told.isDisjoint(with: $0.covers + [$0.name]) }
    return visit.page(visit.text("volume.report"), view.report(file, outcome, name: name))
  }
}

extension VolumeFile.Refusal {
  /// Why nothing can be taken, and what to do.
  func sentence(_ text: Text) -> String {
    switch self {
    case .empty: text("volume.fault.empty")
    case .tooManyRows: text("volume.fault.tooMany")
    case .missing(let column, let names):
      text(
        "volume.fault.missing",
        [
          "column": .string(column.name(text)),
          "names": .string(text.list(names.prefix(40))),
        ])
    }
  }
}

extension VolumeFile.Column {
  func name(_ text: Text) -> String {
    switch self {
    case .start: text("volume.column.start")
    case .seconds: text("volume.column.seconds")
    case .queue: text("volume.column.queue")
    case .channel: text("volume.column.channel")
    case .offered: text("volume.column.offered")
    case .answered: text("volume.column.answered")
    case .abandoned: text("volume.column.abandoned")
    case .answeredShort: text("volume.column.short")
    case .answeredInTarget: text("volume.column.inTarget")
    case .waitAnswered: text("volume.column.waitAnswered")
    case .waitAbandoned: text("volume.column.waitAbandoned")
    case .handled: text("volume.column.handled")
    }
  }
}
