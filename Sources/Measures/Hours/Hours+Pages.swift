internal import Conversations
internal import Kernel
internal import Markup
internal import People
internal import Storage
public import Web

extension Feature {
  /// When the doors are open, and within which time an answer is promised.
  public static let hours = Feature(
    "hours",
    migrations: [Migration("hours-1", OpeningCalendar.schema + ServicePolicy.schema)],
    words: hoursWords,
    navigation: [
      NavigationItem("/hours", "hours.navigation", allow: .read, .openingHours, rank: 44)
    ],
    routes: { routes in
      HoursPages.add(to: routes)
      ServicePolicyPages.add(to: routes)
      RulePages.add(to: routes)
    }, finders: [.page("/hours/new", "hours.new", allow: .create, .openingHours)])
}

extension Path {
  static func hours(_ id: OpeningCalendar.ID) -> Path { ("/hours" as Path).appending(id.text) }
}

/// When the doors are open, what that means for a mail, and what is promised.
enum HoursPages {
  static func add(to routes: Routes) {
    routes.get("/hours", allow: .read, .openingHours) { try await list($0) }
    routes.get("/hours/new", allow: .create, .openingHours) { visit in
      let places = try await Places(visit)
      return try await form(visit, .blank(visit, places), places)
    }
    routes.post("/hours/new", allow: .create, .openingHours) { visit in
      try await save(visit, id: nil)
    }
    routes.get("/hours/{id}", allow: .change, .openingHours) { visit in
      let calendar = try await calendar(visit)
      return try await form(visit, HoursForm(calendar), Places(visit))
    }
    routes.post("/hours/{id}", allow: .change, .openingHours) { visit in
      try await save(visit, id: try await calendar(visit).id)
    }
    routes.post("/hours/{id}/retirement", allow: .change, .openingHours, retire)
  }

  /// The teams and queues that may have hours of their own.
  struct Places: Sendable {
    let teams: [Team]
    let queues: [Conversations.Queue]
    let workspace: Workspace?

    init(_ visit: Visit) async throws {
      let scope = visit.scope
      (teams, queues, workspace) = try await visit.database.read { db in
        (
          try Team.all(scope, in: db).filter(\.isActive), try Queue.all(scope, in: db),
          try Workspace.find(scope, in: db)
        )
      }
    }

    func name(_ place: OpeningCalendar.Place, _ text: Text) -> String {
      switch place {
      case .workspace: text("hours.place.workspace")
      case .team(let id):
        text(
          "hours.place.team", ["name": .string(teams.first { $0.id == id }?.name ?? "–")])
      case .queue(let id):
        text(
          "hours.place.queue", ["name": .string(queues.first { $0.id == id }?.name ?? "–")])
      }
    }
  }

  private static func calendar(_ visit: Visit) async throws -> OpeningCalendar {
    let id: OpeningCalendar.ID = try visit.id("id")
    let scope = visit.scope
    let all = try await visit.database.read { db in try OpeningCalendar.current(scope, in: db) }
    guard let found = all.first(where: { $0.id == id }) else { throw Problem.notFound }
    return found
  }

  static func list(
    _ visit: Visit, areThresholdsRefused: Bool = false
  ) async throws -> Reply {
    let scope = visit.scope
    let (calendars, policies, rules) = try await visit.database.read { db in
      (
        try OpeningCalendar.current(scope, in: db), try ServicePolicy.current(scope, in: db),
        try ServiceRules.current(scope, in: db)
      )
    }
    let view = HoursView(
      visit: visit, calendars: calendars, policies: policies,
      thresholds: RuleForm(visit: visit, rules: rules, isRefused: areThresholdsRefused),
      places: try await Places(visit))
    return visit.page(
      visit.text("hours.title"), view.page,
      status: areThresholdsRefused ? .unprocessableContent : .ok)
  }

  private static func form(
    _ visit: Visit, _ typed: HoursForm, _ places: Places, _ complaint: Complaint? = nil,
    status: Status = .ok
  ) async throws -> Reply {
    let title = typed.id == nil ? visit.text("hours.new") : visit.text("hours.edit")
    return visit.page(
      title, typed.page(visit, places, FormView(visit.text, complaint)), status: status)
  }

  private static func save(_ visit: Visit, id: OpeningCalendar.ID?) async throws -> Reply {
    let places = try await Places(visit)
    let typed = HoursForm(try await visit.form(), id: id)
    let calendar: OpeningCalendar
    do {
      calendar = try typed.calendar(places, world: visit.world)
    } catch let fault {
      return try await form(
        visit, typed, places, fault.complaint(visit.text), status: .unprocessableContent)
    }
    guard typed.step == "save" else { return try await form(visit, typed, places) }
    let (scope, world) = (visit.scope, visit.world)
    do {
      try await visit.database.write { db in
        _ = try calendar.write(scope: scope, world: world, in: db)
      }
    } catch OpeningCalendar.Refusal.placeTaken {
      let message = visit.text("hours.problem.placeTaken")
      return try await form(
        visit, typed, places, Complaint(field: "place", message: message), status: .conflict)
    } catch OpeningCalendar.Refusal.stale {
      let message = visit.text("hours.problem.stale")
      return try await form(
        visit, typed, places, Complaint(field: nil, message: message), status: .conflict)
    }
    return visit.redirect(to: "/hours", notice: visit.text("hours.notice.written"))
  }

  private static func retire(_ visit: Visit) async throws -> Reply {
    var calendar = try await calendar(visit)
    let (scope, world) = (visit.scope, visit.world)
    calendar.isRetired = true
    calendar.from = calendar.hours.zone.day(of: world.now())
    let last = calendar
    try await visit.database.write { db in
      _ = try last.write(scope: scope, world: world, in: db)
    }
    return visit.redirect(to: "/hours", notice: visit.text("hours.notice.retired"))
  }
}
