internal import Conversations
internal import Kernel
internal import Markup
internal import People
internal import Storage
internal import Web

extension Path {
  static func promise(_ id: ServicePolicy.ID) -> Path { ("/promises" as Path).appending(id.text) }
}

/// The form of a promise about time.
enum ServicePolicyPages {
  static func add(to routes: Routes) {
    routes.get("/promises/new", allow: .create, .openingHours) { visit in
      let last = try await all(visit).map(\.position).max() ?? 0
      return form(
        visit,
        ServicePolicy(
          id: Identifier(rawValue: 0), name: "", position: last + 1, firstResponse: 8 * 3600))
    }
    routes.post("/promises/new", allow: .create, .openingHours) { visit in
      try await save(visit, old: nil)
    }
    routes.get("/promises/{id}", allow: .change, .openingHours) { visit in
      form(visit, try await policy(visit))
    }
    routes.post("/promises/{id}", allow: .change, .openingHours) { visit in
      try await save(visit, old: try await policy(visit))
    }
  }

  private static func all(_ visit: Visit) async throws -> [ServicePolicy] {
    let scope = visit.scope
    return try await visit.database.read { db in try ServicePolicy.current(scope, in: db) }
  }

  private static func policy(_ visit: Visit) async throws -> ServicePolicy {
    let id: ServicePolicy.ID = try visit.id("id")
    guard let found = try await all(visit).first(where: { $0.id == id }) else {
      throw Problem.notFound
    }
    return found
  }

  private static func save(_ visit: Visit, old: ServicePolicy?) async throws -> Reply {
    let sent = try await visit.form()
    var policy = read(sent, old: old, world: visit.world)
    policy.isRetired = sent["do"] == "retire"
    let (scope, world, written) = (visit.scope, visit.world, policy)
    do {
      try await visit.database.write { db in
        _ = try written.write(scope: scope, world: world, in: db)
      }
    } catch let fault as ServicePolicy.Fault {
      return form(visit, policy, fault.complaint(visit.text), status: .unprocessableContent)
    } catch OpeningCalendar.Refusal.stale {
      let message = visit.text("hours.problem.stale")
      return form(visit, policy, Complaint(field: nil, message: message), status: .conflict)
    }
    return visit.redirect(
      to: "/hours",
      notice: visit.text(policy.isRetired ? "promise.notice.retired" : "promise.notice.written"))
  }

  private static func read(_ form: Form, old: ServicePolicy?, world: World) -> ServicePolicy {
    func word(_ name: String) -> String? {
      form.optional(name).flatMap { $0.isEmpty ? nil : String($0.prefix(80)) }
    }
    func seconds(_ name: String) -> Int? {
      guard word("\(name)-hours") != nil || word("\(name)-minutes") != nil else { return nil }
      let (hours, minutes) = (form.int("\(name)-hours") ?? 0, form.int("\(name)-minutes") ?? 0)
      guard (0...10_000).contains(hours), (0...600_000).contains(minutes) else { return -1 }
      let sum = hours * 3600 + minutes * 60
      return sum == 0 ? nil : sum
    }
    return ServicePolicy(
      id: old?.id ?? world.id(), number: old.map { form.int("number") ?? $0.number } ?? 0,
      name: Person.tidied(form["name"]) ?? "", position: form.int("position") ?? 1,
      channel: word("channel"), tag: word("tag"), priority: word("priority"),
      firstResponse: seconds("first"), resolution: seconds("solved"),
      pausesForCustomer: form.bool("pauses"))
  }

  private static func form(
    _ visit: Visit, _ policy: ServicePolicy, _ complaint: Complaint? = nil,
    status: Status = .ok
  ) -> Reply {
    let isNew = policy.number == 0
    let view = ServicePolicyForm(
      visit: visit, policy: policy, fields: FormView(visit.text, complaint))
    return visit.page(
      visit.text(isNew ? "promise.new" : "promise.edit"), view.html, status: status)
  }
}

extension ServicePolicy.Fault {
  func complaint(_ text: Text) -> Complaint {
    switch self {
    case .nameMissing: Complaint(field: "name", message: text("promise.fault.name"))
    case .noTarget: Complaint(field: "first-hours", message: text("promise.fault.target"))
    case .targetOutOfRange:
      Complaint(field: "first-hours", message: text("promise.fault.range"))
    }
  }
}

/// A promise as it is typed.
struct ServicePolicyForm {
  let visit: Visit
  let policy: ServicePolicy
  let fields: FormView

  private var text: Text { visit.text }

  var html: HTML {
    let isNew = policy.number == 0
    let path: Path = isNew ? "/promises/new" : .promise(policy.id)
    let channels =
      [(value: "", label: text("promise.channel.all"))]
      + Channel.known.map { (value: $0.rawValue, label: text.channel($0)) }
    let retire: HTML? =
      isNew
      ? nil
      : "<button class=\"is-danger\" name=\"do\" value=\"retire\">\(text("promise.retire"))</button>"
    return """
      <nav class="breadcrumb" aria-label="\(text("form.breadcrumb"))"><ol><li><a href="/hours">\(text("hours.title"))</a></li></ol></nav>
      <p class="lede">\(text("promise.form.lede"))</p>
      <form class="form" method="post" action="\(path)">\(visit.csrf)\(fields.summary)
      <input type="hidden" name="number" value="\(policy.number)">
      \(fields.input("name", text("promise.name"), value: policy.name, attributes: " maxlength=\"80\" dir=\"auto\""))
      <div class="fields">
      \(fields.select("channel", text("promise.channel"), channels, selected: policy.channel ?? ""))
      \(fields.input("priority", text("promise.priority"), value: policy.priority ?? "", isOptional: true, attributes: " maxlength=\"80\" dir=\"auto\""))
      \(fields.input("tag", text("promise.tag"), value: policy.tag ?? "", isOptional: true, attributes: " maxlength=\"80\" dir=\"auto\""))
      \(fields.input("position", text("promise.position"), type: "number", value: "\(policy.position)", hint: text("promise.position.hint"), attributes: " min=\"1\" max=\"999\""))
      </div>
      \(target("first", "promise.firstResponse", policy.firstResponse))
      \(target("solved", "promise.resolution", policy.resolution))
      \(fields.tick("pauses", text("promise.pauses"), isChosen: policy.pausesForCustomer, hint: text("promise.pauses.hint")))
      <div class="form-actions"><button class="is-primary" name="do" value="save">\(text("form.save"))</button>
      <a class="button is-quiet" href="/hours">\(text("form.cancel"))</a>\(retire)</div></form>
      """
  }

  private func target(_ name: String, _ legend: String, _ seconds: Int?) -> HTML {
    let known = seconds.flatMap { $0 >= 0 ? $0 : nil }
    let (hours, minutes) = (known.map { $0 / 3600 }, known.map { $0 / 60 % 60 })
    return """
      <fieldset class="field"><legend>\(text(legend))</legend><p class="hint">\(text("promise.target.hint"))</p><div class="fields">
      \(fields.input("\(name)-hours", text("promise.hours"), type: "number", value: hours.map { "\($0)" } ?? "", attributes: " min=\"0\" max=\"1000\""))
      \(fields.input("\(name)-minutes", text("promise.minutes"), type: "number", value: minutes.map { "\($0)" } ?? "", attributes: " min=\"0\" max=\"59\""))
      </div></fieldset>
      """
  }
}
