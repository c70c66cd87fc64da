internal import Kernel
internal import Markup
internal import People
internal import Storage
public import Web

extension Feature {
  /// What the team is for, its values, and the criteria that hang from them.
  public static let purpose = Feature(
    "purpose", words: purposeWords,
    navigation: [
      NavigationItem("/purpose", "purpose.navigation", allow: .read, .purpose, rank: 37)
    ],
    routes: { routes in PurposePages.add(to: routes) })
}

/// The page of the purpose, its history, and the form that writes the next version.
enum PurposePages {
  static func add(to routes: Routes) {
    routes.get("/purpose", allow: .read, .purpose, show)
    routes.get("/purpose/versions/{version}", allow: .read, .purpose, version)
    routes.get("/purpose/draft", allow: .change, .purpose) { visit in try await edit(visit) }
    routes.post("/purpose/draft", allow: .change, .purpose, save)
  }

  /// Everything these pages are made of.
  struct Model: Sendable {
    let history: [PurposeVersion]
    let cards: [ScorecardVersion]
    let names: [Person.ID: String]

    var current: PurposeVersion? { history.first }
  }

  private static func model(_ visit: Visit) async throws -> Model {
    let scope = visit.scope
    return try await visit.database.read { db in
      let history = try Purpose.history(scope, in: db)
      return Model(
        history: history, cards: try Scorecard.published(scope, in: db),
        names: try Person.names(of: history.compactMap(\.writtenBy), scope, in: db))
    }
  }

  // MARK: Reading

  private static func show(_ visit: Visit) async throws -> Reply {
    let view = PurposeView(visit: visit, model: try await model(visit))
    return visit.page(visit.text("purpose.title"), view.page)
  }

  private static func version(_ visit: Visit) async throws -> Reply {
    let id: PurposeVersion.ID = try visit.id("version")
    let model = try await model(visit)
    guard let version = model.history.first(where: { $0.id == id }) else {
      throw Problem.notFound
    }
    let title = visit.text("purpose.version", ["number": .integer(version.number)])
    return visit.page(title, PurposeView(visit: visit, model: model).page(of: version))
  }

  // MARK: Writing

  private static func edit(_ visit: Visit) async throws -> Reply {
    let model = try await model(visit)
    let purpose =
      model.current?.purpose
      ?? Purpose(sentence: "", values: (0..<3).map { _ in .init(id: visit.world.id(), name: "") })
    return form(visit, model, purpose, note: "", over: model.current?.number ?? 0)
  }

  private static func form(
    _ visit: Visit, _ model: Model, _ purpose: Purpose, note: String, over number: Int,
    faults: [Purpose.Fault] = [], problem: String? = nil, status: Status = .ok
  ) -> Reply {
    let view = PurposeForm(
      visit: visit, purpose: purpose, note: note, number: number, cards: model.cards,
      faults: faults, problem: problem)
    return visit.page(visit.text("purpose.edit"), view.html, status: status)
  }

  private static func save(_ visit: Visit) async throws -> Reply {
    let sent = try await visit.form()
    let model = try await model(visit)
    let number = sent.int("number") ?? 0
    var purpose = PurposeForm.read(sent, old: model.current?.purpose, cards: model.cards)
    let step = sent["do"]
    if step != "save" {
      purpose.take(step, world: visit.world)
      return form(visit, model, purpose, note: sent["note"], over: number)
    }
    // An empty place that nobody filled is no value.
    purpose.values.removeAll { $0.name.isBlank && $0.meaning.isBlank && $0.criteria.isEmpty }
    let (scope, world, wording) = (visit.scope, visit.world, purpose)
    do {
      try await visit.database.write { db in
        _ = try wording.write(
          over: number, note: sent["note"], scope: scope, world: world, in: db)
      }
      return visit.redirect(to: "/purpose", notice: visit.text("purpose.notice.written"))
    } catch PurposeError.faulty(let faults) {
      return form(
        visit, model, purpose, note: sent["note"], over: number, faults: faults,
        status: .unprocessableContent)
    } catch PurposeError.unchanged {
      return visit.redirect(to: "/purpose", notice: visit.text("purpose.notice.unchanged"))
    } catch PurposeError.stale {
      return form(
        visit, model, purpose, note: sent["note"], over: model.current?.number ?? number,
        problem: visit.text("purpose.problem.stale"), status: .conflict)
    }
  }
}

extension Purpose {
  /// Does what a button of the form asked for, other than saving.
  fileprivate mutating func take(_ step: String, world: World) {
    let parts = step.split(separator: ":", maxSplits: 1).map(String.init)
    let place = parts.count > 1 ? values.firstIndex { $0.id.text == parts[1] } : nil
    switch (parts.first, place) {
    case ("add", _): values.append(Value(id: world.id(), name: ""))
    case ("remove", let place?): values.remove(at: place)
    case ("up", let place?) where place > 0: values.swapAt(place, place - 1)
    default: break
    }
  }
}
