internal import Kernel
internal import Markup
internal import People
internal import Storage
internal import Web

/// What was agreed with whom about hours, days and queues.
enum ContractPages {
  static func add(to routes: Routes) {
    routes.get("/contracts", allow: .read, .contract, list)
    routes.get("/contracts/{person}", allow: .change, .contract) { visit in
      try await form(visit)
    }
    routes.post("/contracts/{person}", allow: .change, .contract, save)
  }

  private static func list(_ visit: Visit) async throws -> Reply {
    let choice = try await TeamChoice(visit, .contract)
    let (actor, world) = (visit.actor, visit.world)
    let team = choice.team?.id
    let model = try await visit.database.read { db in
      let scope = actor.scope
      let zone = try Workspace.find(scope, in: db)?.zone ?? .utc
      let today = zone.day(of: world.now())
      let homes = try Membership.all(scope, in: db)
      let people = try Person.all(scope, in: db).filter { person in
        guard person.isActive, let home = homes[person.id]?.first else { return false }
        let isOwn = person.id == actor.person
        return (team == nil ? isOwn : home == team)
          && actor.can(
            .read, .contract, Ownership(person: person.id.rawValue, team: home.rawValue))
      }
      return ContractList.Model(
        people: people.sorted { ($0.name.lowercased(), $0.id) < ($1.name.lowercased(), $1.id) },
        // Who begins next week is somebody to see today.
        contracts: try Contract.all(on: today.advanced(by: 28), scope, in: db),
        queues: try StaffingQueue.current(scope, in: db), today: today)
    }
    let view = ContractList(visit: visit, choice: choice, model: model)
    return visit.page(visit.text("contract.title"), view.html)
  }

  private static func person(_ visit: Visit, _ action: Action = .change) async throws -> (
    person: Person, team: Team.ID?
  ) {
    let id: Person.ID = try visit.id("person")
    let actor = visit.actor
    return try await visit.database.read { db in
      let home = try Membership.teams(of: id, actor.scope, in: db).first
      guard let person = try Person.find(id, actor.scope, in: db),
        actor.can(
          action, .contract, Ownership(person: id.rawValue, team: home?.rawValue))
      else { throw Problem.notFound }
      return (person, home)
    }
  }

  private static func form(
    _ visit: Visit, typed: ContractForm? = nil, _ error: ContractError? = nil
  ) async throws -> Reply {
    let (person, team) = try await person(visit)
    let (scope, world) = (visit.scope, visit.world)
    let (history, queues, today) = try await visit.database.read { db in
      let zone = try Workspace.find(scope, in: db)?.zone ?? .utc
      return (
        try Contract.history(of: person.id, scope, in: db),
        try StaffingQueue.current(scope, in: db).filter { !$0.isRetired },
        zone.day(of: world.now())
      )
    }
    let values =
      typed
      ?? ContractForm(
        history.first?.terms ?? Contract.Terms(from: Schedule.monday(of: today.advanced(by: 7))),
        number: history.first?.number ?? 0)
    let view = ContractFormView(
      visit: visit, person: person, team: team, form: values, history: history, queues: queues,
      error: error)
    return visit.page(
      visit.text("contract.of", ["name": .string(person.name)]), view.html,
      status: error == nil ? .ok : .unprocessableContent)
  }

  private static func save(_ visit: Visit) async throws -> Reply {
    let typed = ContractForm(try await visit.form())
    let (person, team) = try await person(visit)
    let (scope, world) = (visit.scope, visit.world)
    do {
      let terms = try typed.terms()
      try await visit.database.write { db in
        _ = try Contract.agree(
          on: terms, with: person.id, over: typed.number, team: team, scope: scope, world: world,
          in: db)
      }
      return visit.redirect(
        to: .contracts.query([("team", team?.text)]), notice: visit.text("contract.saved"))
    } catch let error as ContractError {
      return try await form(visit, typed: typed, error)
    }
  }
}

/// Terms as they are typed.
struct ContractForm: Sendable {
  var number = 0
  var from = ""
  var hours = ""
  var days = ""
  var weekdays: Set<String> = []
  var earliest = ""
  var latest = ""
  var pause = ""
  var rest = ""
  var works: Set<String> = []

  init(_ terms: Contract.Terms, number: Int) {
    self.number = number
    from = terms.from.iso
    hours =
      terms.minutes % 60 == 0 ? String(terms.minutes / 60) : String(Double(terms.minutes) / 60)
    days = String(terms.days)
    weekdays = Set(terms.weekdays.map(String.init))
    earliest = ClockTime.text(terms.earliest * 1_800)
    latest = ClockTime.text(terms.latest * 1_800)
    pause = String(terms.pause)
    rest = terms.rest % 2 == 0 ? String(terms.rest / 2) : String(Double(terms.rest) / 2)
    works = Set(terms.works.map(\.text))
  }

  init(_ form: Form) {
    number = form.int("number") ?? 0
    from = form["from"]
    hours = form["hours"]
    days = form["days"]
    weekdays = Set(form.all("weekday"))
    earliest = form["earliest"]
    latest = form["latest"]
    pause = form["pause"]
    rest = form["rest"]
    works = Set(form.all("work"))
  }

  private func decimal(_ text: String) -> Double? {
    Double(text.map { $0 == "," ? "." : String($0) }.joined()).flatMap { $0.isFinite ? $0 : nil }
  }

  func terms() throws(ContractError) -> Contract.Terms {
    guard let from = Day(iso: from), let hours = decimal(hours), (0...60).contains(hours) else {
      throw .minutes
    }
    guard let days = Int(days) else { throw .days }
    guard let earliest = ClockTime.second(earliest), let latest = ClockTime.second(latest),
      let pause = Int(pause)
    else { throw .hours }
    guard let rest = decimal(rest), (0...24).contains(rest) else { throw .rest }
    let terms = Contract.Terms(
      from: from, minutes: Int((hours * 60).rounded()), days: days,
      weekdays: weekdays.compactMap(Int.init), earliest: earliest / 1_800,
      latest: latest == 0 ? 48 : latest / 1_800, pause: pause, rest: Int((rest * 2).rounded(.up)),
      works: works.compactMap { StaffingQueue.ID(text: $0) }.sorted())
    try terms.check()
    return terms
  }
}
