internal import Kernel
internal import Markup
internal import People
internal import Statistics
internal import Storage
internal import Web

extension Path {
  /// The page of a figure over time.
  static func process(_ metric: Metric, _ aim: Goal.Aim, _ unit: Period.Unit) -> Path {
    ("/process" as Path).query([
      ("metric", metric.id), ("aim", aim.text), ("unit", unit.rawValue),
    ])
  }
}

/// A figure over time, with the limits its own ups and downs set, and remarks on it.
struct ProcessPages: Sendable {
  let published: [PublishedFigure]

  func add(to routes: Routes) {
    routes.get("/process", allow: .read, .teamReport) { visit in
      let asked = try await Asked(visit, visit.query)
      return try await page(visit, asked)
    }
    routes.post("/process/notes", allow: .create, .goal, note)
  }

  /// What the address asks for, of what the reader may see.
  struct Asked: Sendable {
    let metric: Metric
    let aim: Goal.Aim
    let unit: Period.Unit
    let aims: Aims
    let choices: [Goal.Aim]

    init(_ visit: Visit, _ form: Form) async throws {
      let all = try await Aims(visit)
      let offered = all.choices(visit.actor, .read, .personReport)
      (aims, choices) = (all, offered)
      metric = Metric.named(form["metric"]) ?? .firstContactResolution
      unit = form["unit"] == Period.Unit.month.rawValue ? .month : .week
      guard !form["aim"].isEmpty else {
        // One's own team first: there remarks can be written.
        let own = offered.first { all.circles.allow(visit.actor, .change, .goal, $0) }
        guard let first = own ?? offered.first else { throw Problem.notFound }
        aim = first
        return
      }
      guard let wanted = Goal.Aim(text: form["aim"]), offered.contains(wanted) else {
        throw Problem.notFound
      }
      aim = wanted
    }
  }

  private func page(
    _ visit: Visit, _ asked: Asked, _ complaint: Complaint? = nil, status: Status = .ok
  ) async throws -> Reply {
    let (scope, now) = (visit.scope, visit.world.now())
    let model = try await visit.database.read { [published] db in
      let zone = try Workspace.find(scope, in: db)?.zone ?? .utc
      let today = zone.day(of: now)
      let current = Period(asked.unit, holding: today)
      var first = current.first
      for _ in 0..<ProcessView.periods {
        first = Period(asked.unit, holding: first.advanced(by: -1)).first
      }
      let readings = try Readings(scope: scope, now: now, published: published).series(
        Question(asked.metric, of: asked.aim.subject, statistic: .median), by: asked.unit,
        in: Period(first: first, last: current.first.advanced(by: -1)), from: db)
      let notes = try ProcessNote.all(asked.metric, asked.aim, scope, in: db)
      let told = readings.drop { $0.estimate.value == nil }
      // The first period ever may be half of one, which says little of a count.
      let isHalf = asked.metric.kind == .count && told.startIndex > 0
      let known = Array(told.dropFirst(isHalf ? 1 : 0))
      return ProcessView.Model(
        asked: asked, notes: notes, today: today,
        course: ProcessCourse(known, shifts: notes.filter(\.isShift).map(\.day)))
    }
    let view = ProcessView(visit: visit, model: model, fields: FormView(visit.text, complaint))
    return visit.page(visit.text("process.title"), view.page, status: status)
  }

  private func note(_ visit: Visit) async throws -> Reply {
    let sent = try await visit.form()
    let asked = try await Asked(visit, sent)
    let today = visit.text.zone.day(of: visit.world.now())
    guard asked.aims.circles.allow(visit.actor, .change, .goal, asked.aim) else {
      throw Problem.notFound
    }
    guard let day = sent.day("day"), day <= today, let words = Person.tidied(sent["note"]) else {
      let complaint = Complaint(field: "note", message: visit.text("process.fault"))
      return try await page(visit, asked, complaint, status: .unprocessableContent)
    }
    let (scope, world) = (visit.scope, visit.world)
    let note = ProcessNote(
      id: world.id(), metric: asked.metric, aim: asked.aim, day: day,
      text: String(words.prefix(ProcessNote.longest)), isShift: sent.bool("shift"))
    try await visit.database.write { db in
      try note.write(scope: scope, world: world, in: db)
    }
    return visit.redirect(
      to: .process(asked.metric, asked.aim, asked.unit),
      notice: visit.text("process.notice.written"))
  }
}
