internal import Kernel
internal import Markup
internal import Storage
internal import Web

/// The page that makes a workspace out of nothing.
struct FirstRunPages: Sendable {
  let mill: PasswordMill
  let limits: Session.Limits
  /// What must be known to begin; `nil` where only this machine can ask.
  let claim: ClaimCode?
  let openings: [WorkspaceOpening]

  func add(to routes: Routes) {
    routes.open("GET", "/welcome") { visit in
      try await requireDue(visit)
      var typed = WorkspaceForm.empty(visit)
      typed.code = visit.query("code") ?? ""
      return page(visit, typed)
    }
    routes.open("POST", "/welcome") { try await begin($0) }
  }

  private func requireDue(_ visit: Visit) async throws {
    guard try await visit.database.read(FirstRun.isDue) else { throw Problem.notFound }
  }

  private func begin(_ visit: Visit) async throws -> Reply {
    try await requireDue(visit)
    let form = try await visit.form()
    let typed = WorkspaceForm(form)
    do {
      if let claim, !claim.isSame(as: typed.code) { throw FormComplaint.codeWrong }
      let run = try typed.firstRun(form)
      let password = form.fields.first { $0.name == "password" }?.value ?? ""
      if let refusal = PasswordRule.refusal(
        of: password, name: run.admin, email: run.email)
      {
        throw refusal
      }
      let hash = try await mill.hash(password)
      let world = visit.world
      try await visit.database.write { db in
        _ = try run.begin(password: hash, openings: openings, world: world, in: db)
      }
      let outcome = try await SignIn(
        world: world, database: visit.database, mill: mill, limits: limits
      ).attempt(
        email: run.email, password: password, address: visit.address,
        browser: visit.header("User-Agent") ?? "")
      guard case .signedIn(let token) = outcome else { return visit.redirect(to: "/sign-in") }
      var reply = visit.redirect(to: "/start", notice: visit.text("welcome.done"))
      reply.add(cookie: visit.site.cookie(session: token, maxAge: Int(limits.absolute)))
      return reply
    } catch let error as PeopleError {
      return page(visit, typed, error.complaint(visit.text), status: .unprocessableContent)
    } catch is PasswordMill.Busy {
      throw Problem.crowded
    } catch let complaint as FormComplaint {
      return page(
        visit, typed, complaint.complaint(visit.text), status: .unprocessableContent)
    }
  }

  private func page(
    _ visit: Visit, _ typed: WorkspaceForm, _ complaint: Complaint? = nil,
    status: Status = .ok
  ) -> Reply {
    let (text, view) = (visit.text, FormView(visit.text, complaint))
    return visit.page(
      text("welcome.title"),
      """
      <p class="lede">\(text("welcome.lede"))</p>
      <form class="form" method="post" action="/welcome">\(view.summary)\(code(typed, view))
      <h2>\(text("welcome.organisation"))</h2>
      \(typed.fields(view))
      \(view.input("team", text("welcome.team"), value: typed.team, hint: text("welcome.team.hint"), attributes: " required dir=\"auto\""))
      <h2>\(text("welcome.admin"))</h2>
      <p class="hint">\(text("welcome.admin.hint"))</p>
      \(view.input("name", text("person.name"), value: typed.name, attributes: " required autocomplete=\"name\" dir=\"auto\""))
      \(view.input("email", text("person.email"), value: typed.email, hint: text("person.email.hint"), attributes: " required autocomplete=\"username\" autocapitalize=\"none\" dir=\"auto\""))
      \(view.input("password", text("signIn.password"), type: "password", hint: text("password.hint"), attributes: " required autocomplete=\"new-password\" minlength=\"12\""))
      <div class="form-actions"><button class="is-primary">\(text("welcome.submit"))</button></div>
      </form>
      """, status: status, isPlain: true)
  }
}

extension FirstRunPages {
  /// The field for the code; hidden once the address brought the right one.
  private func code(_ typed: WorkspaceForm, _ view: FormView) -> HTML {
    guard let claim else { return "" }
    if claim.isSame(as: typed.code) {
      return "<input type=\"hidden\" name=\"code\" value=\"\(typed.code)\">"
    }
    return view.input(
      "code", view.text("welcome.code"), value: typed.code, hint: view.text("welcome.code.hint"),
      attributes: " required autocomplete=\"off\" autocapitalize=\"characters\" dir=\"ltr\"")
  }
}

/// A complaint that is not about people: a zone or hours that do not exist.
enum FormComplaint: Error, Hashable, Sendable {
  case codeWrong
  case workspaceNameMissing
  case zoneUnknown
  case hoursMalformed
  case teamNameMissing

  func complaint(_ text: Text) -> Complaint {
    switch self {
    case .codeWrong: Complaint(field: "code", message: text("welcome.code.wrong"))
    case .workspaceNameMissing:
      Complaint(field: "workspace", message: text("people.error.nameMissing"))
    case .zoneUnknown: Complaint(field: "zone", message: text("people.error.zoneUnknown"))
    case .hoursMalformed:
      Complaint(field: "opens", message: text("people.error.hoursMalformed"))
    case .teamNameMissing: Complaint(field: "team", message: text("people.error.nameMissing"))
    }
  }
}

/// What the forms about a workspace carry, as typed.
struct WorkspaceForm: Sendable {
  var workspace = ""
  var zone = "UTC"
  var language = "en"
  var opens = "09:00"
  var closes = "17:00"
  var days: Set<Int> = [1, 2, 3, 4, 5]
  var team = ""
  var name = ""
  var email = ""
  /// The claim code, on the first page only.
  var code = ""

  static func empty(_ visit: Visit) -> WorkspaceForm {
    var form = WorkspaceForm()
    form.language = visit.text.language.rawValue
    return form
  }

  init(_ form: Form) {
    workspace = form["workspace"]
    zone = form["zone"]
    language = form["language"]
    opens = form["opens"]
    closes = form["closes"]
    days = Set(form.all("day").compactMap { Int($0) })
    team = form["team"]
    name = form["name"]
    email = form["email"]
    code = form["code"]
  }

  init(_ workspace: Workspace) {
    self.workspace = workspace.name
    zone = workspace.zone.name
    language = workspace.language
    opens = ClockTime.text(workspace.hours.opens)
    closes = ClockTime.text(workspace.hours.closes)
    days = workspace.hours.days
  }

  private init() {}

  /// The fields about the workspace itself.
  func fields(_ view: FormView) -> HTML {
    let text = view.text
    let choices = Weekday.week(text.language).map { day in
      Choice(
        value: String(day), label: Weekday.name(day, text), isChosen: days.contains(day))
    }
    return """
      \(view.input("workspace", text("workspace.name"), value: workspace, attributes: " required dir=\"auto\""))
      <div class="fields">
      \(view.select("language", text("workspace.language"), Offer.languages, selected: language))
      \(view.select("zone", text("workspace.zone"), Offer.zones, selected: zone))
      </div>
      <p class="hint">\(text("workspace.zone.hint"))</p>
      <div class="fields">
      \(view.input("opens", text("workspace.opens"), type: "time", value: opens))
      \(view.input("closes", text("workspace.closes"), type: "time", value: closes))
      </div>
      \(view.choices("day", text("workspace.days"), choices, isInline: true))
      """
  }

  func firstRun(_ form: Form) throws -> FirstRun {
    let (zone, hours) = try checked()
    guard Person.tidied(team) != nil else { throw FormComplaint.teamNameMissing }
    return FirstRun(
      workspace: workspace, zone: zone, language: language, hours: hours, team: team,
      admin: name, email: email)
  }

  /// The parts that may be wrong in ways a name cannot.
  func checked() throws -> (Zone, WorkingHours) {
    guard Person.tidied(workspace) != nil else { throw FormComplaint.workspaceNameMissing }
    guard let zone = Zone(name: zone), Language(rawValue: language) != nil else {
      throw FormComplaint.zoneUnknown
    }
    guard let opens = ClockTime.second(opens), let closes = ClockTime.second(closes),
      let hours = WorkingHours(
        opens: opens, closes: closes == 0 ? 86_400 : closes, days: days)
    else { throw FormComplaint.hoursMalformed }
    return (zone, hours)
  }
}
