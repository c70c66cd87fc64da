internal import Kernel
internal import Markup
internal import Storage
internal import Web

/// The calendar as a file for other programs, and the address under which they find it.
enum CalendarFeedPages {
  static func add(to routes: Routes) {
    routes.open("GET", "/calendar/{file}", file)
    routes.post("/profile/calendar", allow: .change, .account, renew)
    routes.post("/profile/calendar/removal", allow: .change, .account, remove)
  }

  /// How far back the file reaches, in days.
  private static let past = 62
  private static let ending = ".ics"

  /// The address itself is the secret: nothing else is asked, and a wrong one does not exist.
  private static func file(_ visit: Visit) async throws -> Reply {
    let name = try visit.segment("file")
    let world = visit.world
    guard name.hasSuffix(ending), let token = Token(text: name.dropLast(ending.count)),
      let reader = try await CalendarFeed.reader(of: token, world: world, visit.database)
    else { throw Problem.notFound }
    let text = Text(
      visit.site.words, language: Language(rawValue: reader.language) ?? .en, zone: reader.zone)
    let site = visit.site
    let events = try await visit.database.read { db in
      let zone = try Workspace.find(reader.scope, in: db)?.zone ?? .utc
      return try site.calendar(
        of: reader, text, since: zone.day(of: world.now()).advanced(by: -past), in: db)
    }
    let calendar = ICalendar(
      name: text("feed.name"), language: text.language, address: visit.siteAddress,
      events: events)
    return visit.data(Array(calendar.text.utf8), type: ICalendar.type)
  }

  private static func renew(_ visit: Visit) async throws -> Reply {
    let (actor, world) = (visit.actor, visit.world)
    let token = try await visit.database.write { db in
      try CalendarFeed.renew(for: actor.person, scope: actor.scope, world: world, in: db)
    }
    let path = ("/calendar" as Path).appending(token.text + ending)
    // Shown in this answer and nowhere else: a redirect would have to keep it on the way.
    return visit.page(
      visit.text("feed.title"),
      CalendarFeedView.made(visit.siteAddress + path.text, visit.text))
  }

  private static func remove(_ visit: Visit) async throws -> Reply {
    let (actor, world) = (visit.actor, visit.world)
    try await visit.database.write { db in
      try CalendarFeed.remove(of: actor.person, scope: actor.scope, world: world, in: db)
    }
    return visit.redirect(to: "/profile", notice: visit.text("feed.removed"))
  }
}

/// What the profile says about one's calendar in other programs.
enum CalendarFeedView {
  static func section(_ feed: CalendarFeed?, _ visit: Visit) -> HTML {
    let text = visit.text
    let state: HTML
    if let feed {
      let asked: HTML =
        feed.askedAt.map { "\(text("feed.asked")) \(text.moment($0))" } ?? "\(text("feed.unasked"))"
      state = """
        <p>\(text("feed.since")) \(text.moment(feed.createdAt)). \(asked)</p>
        """
    } else {
      state = ""
    }
    let removal: HTML =
      feed == nil
      ? ""
      : """
      <form method="post" action="/profile/calendar/removal">\(visit.csrf)\
      <button>\(text("feed.remove"))</button></form>
      """
    return """
      <section class="card" id="calendar"><h2>\(text("feed.title"))</h2><p>\(text("feed.lede"))</p>\(state)
      <div class="actions"><form method="post" action="/profile/calendar">\(visit.csrf)\
      <button>\(text(feed == nil ? "feed.make" : "feed.renew"))</button></form>\(removal)</div></section>
      """
  }

  /// The address, once.
  static func made(_ address: String, _ text: Text) -> HTML {
    """
    <nav class="breadcrumb" aria-label="\(text("letter.breadcrumb"))"><ol><li><a href="/profile">\(text("profile.title"))</a></li><li>\(text("feed.title"))</li></ol></nav>
    <p class="lede">\(text("feed.made"))</p>
    <div class="field"><label for="address">\(text("feed.address"))</label>
    <p class="hint" id="address-hint">\(text("feed.address.hint"))</p>
    <input id="address" readonly dir="ltr" value="\(address)" aria-describedby="address-hint"></div>
    <p class="notice is-warn">\(text("feed.secret"))</p>
    <p class="actions"><a class="button is-primary" href="/profile">\(text("feed.done"))</a></p>
    """
  }
}

extension Agenda {
  /// A person's protected time.
  static let protectedTime = Agenda { person, text, since, db in
    let zone = try Workspace.find(person.scope, in: db)?.zone ?? .utc
    return try ProtectedTime.all(
      of: person.person, since: zone.start(of: since), person.scope, in: db
    ).map { piece in
      CalendarEvent(
        key: "protected-\(piece.id)",
        title: text("protected.event", ["purpose": .string(piece.purposeName(text))]),
        note: piece.reckoning(text) ?? "",
        span: .moments(from: piece.from, until: piece.until), path: .protectedTime(piece.id),
        changedAt: piece.changedAt, revision: piece.revision,
        isCancelled: piece.cancellation != nil)
    }
  }
}
