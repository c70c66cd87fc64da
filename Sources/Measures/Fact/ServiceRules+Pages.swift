internal import Conversations
internal import Foundation
internal import Kernel
internal import Markup
internal import People
internal import Storage
internal import Web

/// The thresholds a workspace decides, on the page of its hours and promises; every figure is computed
/// anew by them.
enum RulePages {
  static func add(to routes: Routes) {
    routes.post("/hours/thresholds", allow: .change, .openingHours, save)
  }

  private static func save(_ visit: Visit) async throws -> Reply {
    let form = try await visit.form()
    let (scope, world) = (visit.scope, visit.world)
    let current = try await visit.database.read { db in
      try ServiceRules.current(scope, in: db)
    }
    guard let rules = current.changed(by: form) else {
      return try await HoursPages.list(visit, areThresholdsRefused: true)
    }
    guard rules != current else { return visit.redirect(to: "/hours") }
    let text = String(decoding: try encoder.encode(rules), as: UTF8.self)
    try await visit.database.write { db in
      try Setting.set(ServiceRules.setting, to: text, scope: scope, world: world, in: db)
      try Audit.record(
        .change, .openingHours, "audit.measure.rules", scope: scope, world: world, in: db)
      try Renewal.ask(scope, in: db)
    }
    return visit.redirect(to: "/hours", notice: visit.text("measure.rules.saved"))
  }

  private static var encoder: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return encoder
  }
}

extension ServiceRules {
  /// The rules a form asks for; `nil` when a number is missing or makes no sense.
  func changed(by form: Form) -> ServiceRules? {
    var rules = self
    guard let answer = form.double("answer"), (1...3600).contains(answer),
      let short = form.double("short"), (0...600).contains(short),
      let window = form.int("window"), (1...90).contains(window),
      let contact = FirstContact(rawValue: form["contact"])
    else { return nil }
    rules.answerWithin = answer
    rules.shortAbandon = short
    rules.returnWithin = window
    rules.firstContact = contact
    for channel in respondWithin.keys {
      guard let minutes = form.double("respond-\(channel)"), (0.1...100_000).contains(minutes)
      else { return nil }
      rules.respondWithin[channel] = minutes * 60
    }
    return rules
  }
}

/// The thresholds, as those read them who may not change them, and as a form for the others.
struct RuleForm {
  let visit: Visit
  let rules: ServiceRules
  let isRefused: Bool

  private var text: Text { visit.text }

  /// What counts, without a way to change it.
  var facts: HTML {
    var rows: [(String, String)] = [
      (text("measure.rule.answer"), text.duration(rules.answerWithin)),
      (text("measure.rule.short"), text.duration(rules.shortAbandon)),
      (
        text("measure.rule.window"),
        text("measure.days", ["count": .integer(rules.returnWithin)])
      ),
      (text("measure.rule.contact"), text("measure.contact.\(rules.firstContact.rawValue)")),
    ]
    for (name, seconds) in rules.respondWithin.sorted(by: { $0.key < $1.key }) {
      let channel = text.channel(Channel(rawValue: name))
      rows.append(
        ("\(text("measure.rules.unpromised")): \(channel)", text.duration(seconds)))
    }
    let items = rows.map { "<div><dt>\($0)</dt><dd>\($1)</dd></div>" as HTML }
    return "<dl class=\"facts\">\(items)</dl>"
  }

  var html: HTML {
    let problem: HTML =
      isRefused
      ? "<p class=\"notice is-bad\" role=\"alert\">\(text("measure.rules.refused"))</p>" : ""
    let channels = rules.respondWithin.sorted { $0.key < $1.key }.map { name, seconds in
      number(
        "respond-\(name)",
        text("measure.rules.respond", ["channel": .string(text.channel(Channel(rawValue: name)))]),
        seconds / 60)
    }
    let choices = ServiceRules.FirstContact.allCases.map { one -> HTML in
      """
      <option value="\(one.rawValue)"\(one == rules.firstContact ? " selected" as HTML : "")>\(text("measure.contact.\(one.rawValue)"))</option>
      """
    }
    return """
      <p class="is-soft">\(text("measure.rules.lede"))</p>\(problem)
      <form class="form card" method="post" action="/hours/thresholds">\(visit.csrf)
      <h3>\(text("measure.group.calls"))</h3>
      \(number("answer", text("measure.rules.answer"), rules.answerWithin))
      \(number("short", text("measure.rules.short"), rules.shortAbandon))
      <h3>\(text("metric.name.first-contact-resolution"))</h3>
      \(number("window", text("measure.rules.window"), Double(rules.returnWithin)))
      <div class="field"><label for="contact">\(text("measure.rule.contact"))</label>
      <select id="contact" name="contact">\(choices)</select></div>
      <h3>\(text("measure.rules.unpromised"))</h3>
      \(channels)
      <div class="form-actions"><button class="is-primary">\(text("measure.rules.save"))</button></div></form>
      """
  }

  private func number(_ name: String, _ label: String, _ value: Double) -> HTML {
    let shown = Int64(exactly: value).map(String.init) ?? "\(value)"
    return """
      <div class="field"><label for="\(name)">\(label)</label>
      <input id="\(name)" name="\(name)" type="number" step="any" min="0" required value="\(shown)"></div>
      """
  }
}
