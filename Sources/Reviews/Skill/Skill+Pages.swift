internal import Kernel
internal import Markup
internal import People
internal import Storage
internal import Web

extension Path {
  /// What people read and know.
  static let skills: Path = "/skills"

  /// The form in which a lead states what somebody reads and knows.
  static func skills(of person: Person.ID) -> Path {
    ("/skills/people" as Path).appending(person.text)
  }
}

/// What people read and know, by themselves or their lead, and which conversations need it.
enum SkillPages {
  static func add(to routes: Routes) {
    routes.get("/skills", allow: .read, .skill) { visit in try await show(visit) }
    routes.post("/skills", allow: .create, .skill, name)
    routes.post("/skills/{id}", allow: .create, .skill, change)
    routes.get("/skills/people/{person}", allow: .change, .skill, edit)
    routes.post("/skills/people/{person}", allow: .change, .skill, state)
  }

  /// Everything these pages are made of.
  struct Model: Sendable {
    let skills: [Skill]
    let strengths: [Person.ID: Strengths]
    /// The people the reader may see here, by name, and whether they may state it for them.
    let people: [(person: Person, isOpen: Bool)]
    /// What a form offers as reasons and queues.
    let reasons: [String]
    let queues: [String]

    var active: [Skill] { skills.filter { !$0.isRetired } }
  }

  private static func model(_ visit: Visit) async throws -> Model {
    let actor = visit.actor
    return try await visit.database.read { db in
      let scope = actor.scope
      let teams = try Membership.all(scope, in: db)
      let leading = try Team.all(scope, in: db).flatMap { team in
        try Hands.of(team.id, scope, in: db).leads
      }
      let people = try Person.all(scope, in: db).filter { person in
        person.isActive && (teams[person.id] != nil || leading.contains(person.id))
      }.sorted { ($0.name.lowercased(), $0.id) < ($1.name.lowercased(), $1.id) }
      let shown = people.compactMap { person -> (person: Person, isOpen: Bool)? in
        guard reaches(actor, .read, person.id, teams[person.id] ?? []) else { return nil }
        return (person, reaches(actor, .change, person.id, teams[person.id] ?? []))
      }
      let mayName = actor.can(.create, .skill)
      let words: (reasons: [String], queues: [String]) =
        mayName ? try Skill.words(scope, in: db) : ([], [])
      return Model(
        skills: try Skill.all(scope, in: db), strengths: try Strengths.all(scope, in: db),
        people: shown, reasons: words.reasons, queues: words.queues)
    }
  }

  /// Whether an actor may do it to what a person of those teams stated.
  private static func reaches(
    _ actor: Actor, _ action: Action, _ person: Person.ID, _ teams: [Team.ID]
  ) -> Bool {
    let places: [Team.ID?] = [nil] + teams
    return places.contains { team in
      actor.can(action, .skill, Ownership(person: person.rawValue, team: team?.rawValue))
    }
  }

  private static func show(
    _ visit: Visit, problem: String? = nil, typed: String = "", status: Status = .ok
  ) async throws -> Reply {
    let model = try await model(visit)
    let view = SkillView(visit: visit, model: model, problem: problem, typed: typed)
    return visit.page(visit.text("skill.title"), view.html, status: status)
  }

  // MARK: People

  private static func edit(_ visit: Visit) async throws -> Reply {
    let id: Person.ID = try visit.id("person")
    let model = try await model(visit)
    guard let entry = model.people.first(where: { $0.person.id == id }), entry.isOpen else {
      throw Problem.notFound
    }
    let view = SkillView(visit: visit, model: model, problem: nil, typed: "")
    return visit.page(
      visit.text("skill.of", ["name": .string(entry.person.name)]), view.page(of: entry.person))
  }

  private static func state(_ visit: Visit) async throws -> Reply {
    let id: Person.ID = try visit.id("person")
    let form = try await visit.form()
    let (actor, world) = (visit.actor, visit.world)
    let known = Set(Tongue.common.map(\.tag))
    try await visit.database.write { db in
      let teams = try Membership.all(actor.scope, in: db)[id] ?? []
      guard try Person.find(id, actor.scope, in: db) != nil, reaches(actor, .change, id, teams)
      else {
        throw Problem.notFound
      }
      let before = try Strengths.all(actor.scope, in: db)[id] ?? Strengths()
      let languages = Set(form.all("language"))
        .intersection(known.union(before.languages))
      let skills = Set(form.all("skill").compactMap { Skill.ID(text: $0) })
      try Strengths(languages: languages, skills: skills).state(
        for: id, scope: actor.scope, world: world, in: db)
    }
    return visit.redirect(to: .skills, notice: visit.text("skill.notice.stated"))
  }

  // MARK: The list of skills

  private static func lines(_ text: String) -> [String] {
    text.split(whereSeparator: \.isNewline).map { String($0).trimmed }.filter { !$0.isEmpty }
  }

  private static func name(_ visit: Visit) async throws -> Reply {
    let form = try await visit.form()
    let (scope, world) = (visit.scope, visit.world)
    do {
      try await visit.database.write { db in
        _ = try Skill.add(
          form["name"], reasons: lines(form["reasons"]), queues: lines(form["queues"]),
          scope: scope, world: world, in: db)
      }
      return visit.redirect(to: .skills, notice: visit.text("skill.notice.named"))
    } catch SkillError.nameMissing {
      return try await show(
        visit, problem: visit.text("skill.problem.name"), status: .unprocessableContent)
    } catch SkillError.taken {
      return try await show(
        visit, problem: visit.text("skill.problem.taken"), typed: form["name"], status: .conflict)
    }
  }

  private static func change(_ visit: Visit) async throws -> Reply {
    let id: Skill.ID = try visit.id("id")
    let form = try await visit.form()
    let (scope, world) = (visit.scope, visit.world)
    try await visit.database.write { db in
      guard let skill = try Skill.all(scope, in: db).first(where: { $0.id == id }) else {
        throw Problem.notFound
      }
      try skill.change(
        reasons: lines(form["reasons"]), queues: lines(form["queues"]),
        isRetired: form.bool("retired"), scope: scope, world: world, in: db)
    }
    return visit.redirect(to: .skills, notice: visit.text("skill.notice.changed"))
  }
}
