internal import Kernel
internal import Markup
internal import People
internal import Storage
internal import Web

/// One's own reflections, and those somebody shows to their lead.
enum ReflectionPages {
  static func add(to routes: Routes) {
    routes.get("/reflections", allow: .create, .reflection, list)
    routes.get("/reflections/gap.csv", allow: .create, .reflection, download)
    routes.get("/reflections/read/{id}", allow: .read, .reflection, read)
    routes.get("/reflections/{cycle}", allow: .create, .reflection) { visit in
      try await show(visit)
    }
    routes.post("/reflections/{cycle}", allow: .create, .reflection, write)
    routes.post("/reflections/{cycle}/sharing", allow: .change, .reflection, share)
  }

  /// What the list of one's own cycles is made of.
  struct Overview: Sendable {
    /// The cycles with reviews for this reader, the newest first.
    let cycles: [Cycle]
    let reflections: [Cycle.ID: Reflection]
    let gaps: [Cycle.ID: SelfGap]

    func chart(_ text: Text) -> SelfGapChart {
      SelfGapChart(
        months: cycles.prefix(12).reversed().map { cycle in
          (CycleState.period(cycle, text), gaps[cycle.id] ?? SelfGap(pairs: []))
        })
    }
  }

  private static func overview(_ visit: Visit) async throws -> Overview {
    let actor = visit.actor
    return try await visit.database.read { db in
      let received = Set(try Review.received(by: actor.person, actor.scope, in: db).map(\.cycle))
      let cycles = try Cycle.all(actor.scope, in: db).filter { received.contains($0.id) }
      let own = try Reflection.all(of: actor.person, for: actor, in: db)
      return Overview(
        cycles: cycles,
        reflections: Dictionary(own.map { ($0.cycle, $0) }, uniquingKeysWith: { one, _ in one }),
        gaps: try SelfGap.all(in: cycles.prefix(12).map(\.id), for: actor, db: db))
    }
  }

  private static func list(_ visit: Visit) async throws -> Reply {
    let overview = try await overview(visit)
    return visit.page(
      visit.text("reflection.title"), ReflectionList(overview: overview, text: visit.text).html)
  }

  private static func download(_ visit: Visit) async throws -> Reply {
    let lines = try await overview(visit).chart(visit.text).csv(visit.text)
    return visit.table(name: "self-gap.csv") { write in
      for line in lines { try await write(line) }
    }
  }

  // MARK: One cycle

  /// What the page of one cycle is made of.
  struct Model: Sendable {
    let cycle: Cycle
    let sides: SideBySide
    let reflection: Reflection?
  }

  private static func model(_ visit: Visit) async throws -> Model {
    let id: Cycle.ID = try visit.id("cycle")
    let actor = visit.actor
    return try await visit.database.read { db in
      guard let cycle = try Cycle.find(id, actor.scope, in: db),
        let sides = try SideBySide.of(cycle, for: actor, in: db)
      else { throw Problem.notFound }
      return Model(
        cycle: cycle, sides: sides,
        reflection: try Reflection.own(on: id, for: actor, in: db))
    }
  }

  private static func show(
    _ visit: Visit, wording: Reflection.Wording? = nil, problem: String? = nil,
    status: Status = .ok
  ) async throws -> Reply {
    let model = try await model(visit)
    let view = ReflectionView(visit: visit, model: model, wording: wording, problem: problem)
    let title = visit.text(
      "reflection.of", ["period": .string(CycleState.period(model.cycle, visit.text))])
    return visit.page(title, view.html, status: status)
  }

  private static func write(_ visit: Visit) async throws -> Reply {
    let cycle = try await model(visit).cycle
    let form = try await visit.form()
    let wording = Reflection.Wording(
      surprised: form["surprised"], keeps: form["keeps"], changes: form["changes"])
    let (actor, world, version) = (visit.actor, visit.world, form.int("version") ?? 0)
    do {
      try await visit.database.write { db in
        try Reflection.write(
          wording, on: cycle, over: version, by: actor, world: world, in: db)
      }
    } catch ReflectionError.empty {
      return try await show(
        visit, wording: wording, problem: visit.text("reflection.problem.empty"),
        status: .unprocessableContent)
    } catch ReflectionError.stale {
      return try await show(
        visit, wording: wording, problem: visit.text("reflection.problem.stale"),
        status: .conflict)
    } catch is ReflectionError {
      throw Problem.notFound
    }
    return visit.redirect(
      to: .reflection(on: cycle.id), notice: visit.text("reflection.notice.written"))
  }

  private static func share(_ visit: Visit) async throws -> Reply {
    let cycle = try await model(visit).cycle
    let isShared = try await visit.form().bool("shared")
    let (actor, world) = (visit.actor, visit.world)
    do {
      try await visit.database.write { db in
        try Reflection.share(isShared, on: cycle, by: actor, world: world, in: db)
      }
    } catch is ReflectionError {
      throw Problem.notFound
    }
    return visit.redirect(
      to: .reflection(on: cycle.id),
      notice: isShared
        ? visit.text("reflection.notice.shared") : visit.text("reflection.notice.takenBack"))
  }

  // MARK: What somebody shows to their lead

  private static func read(_ visit: Visit) async throws -> Reply {
    let id: Reflection.ID = try visit.id("id")
    let actor = visit.actor
    let (reflection, cycle, name) = try await visit.database.read { db in
      guard let reflection = try Reflection.find(id, for: actor, in: db),
        let cycle = try Cycle.find(reflection.cycle, actor.scope, in: db)
      else { throw Problem.notFound }
      let names = try Person.names(of: [reflection.agent], actor.scope, in: db)
      return (reflection, cycle, names[reflection.agent] ?? "–")
    }
    let text = visit.text
    let title = text(
      "reflection.by",
      ["name": .string(name), "period": .string(CycleState.period(cycle, text))])
    return visit.page(
      title,
      """
      <p class="lede">\(text("reflection.by.lede"))</p>
      \(ReflectionView.words(reflection.wording, text))
      <p class="is-soft is-small">\(text("reflection.written")): \(text.moment(reflection.writtenAt))</p>
      <p><a class="button" href="\(Path.progress(of: reflection.agent))">\(text("reflection.toProgress"))</a></p>
      """)
  }
}

extension Path {
  /// The page on which somebody reflects on a cycle.
  static func reflection(on cycle: Cycle.ID) -> Path {
    ("/reflections" as Path).appending(cycle.text)
  }

  /// The page of a reflection somebody shows to their lead.
  static func reflection(_ id: Reflection.ID) -> Path {
    ("/reflections/read" as Path).appending(id.text)
  }
}
