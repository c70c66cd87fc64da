internal import Kernel
internal import Markup
internal import People
internal import Web

/// The terms of a team's programme, filled in with what holds or what is usual.
struct ProgrammeForm {
  let visit: Visit
  let desk: ProgrammeDesk
  let sent: Form?
  let problems: [String]

  private var text: Text { visit.text }
  private var terms: Terms? { desk.programme?.terms ?? usual }

  /// What most teams begin with; `nil` while no scorecard is published.
  private var usual: Terms? {
    desk.cards.first.map { card in
      let month = visit.today.startOfMonth
      return Terms(
        startsOn: max(month, desk.firstFree ?? month), scorecard: card.scorecard,
        rules: .monthly(from: month, scorecard: card.id),
        reviewingHours: ProtectedHours(
          days: desk.hours.days, from: desk.hours.opens, until: desk.hours.closes, minutes: 45))
    }
  }

  /// Reads terms over those that hold; `nil` when a field holds no day, number or key.
  static func terms(
    _ form: Form, over known: Terms?, cards: [ScorecardVersion]
  ) -> Terms? {
    guard let rhythm = Rhythm(rawValue: form["rhythm"]), let starts = form.day("starts"),
      let scorecard: Scorecard.ID = form.id("scorecard"),
      let version = cards.first(where: { $0.scorecard == scorecard }),
      let reflect = form.int("reflect"), let review = form.int("review"),
      let share = form.int("share"), let learn = form.int("learn"),
      let minimum = form.int("minimum"), let percent = form.int("percent"),
      let each = form.int("each"), (1...20).contains(minimum), (0...100).contains(percent),
      let old = form.int("old"), (1...60).contains(old)
    else { return nil }
    var rules = known?.rules ?? .monthly(from: starts, scorecard: version.id)
    guard let sampling = SamplingFields.rule(form, over: rules.sampling) else { return nil }
    rules.sampling = sampling
    rules.scorecard = version.id
    rules.size = SampleSize(minimum: minimum, percent: percent)
    rules.reviewsPerConversation = each
    rules.asksSelfAssessment = form.bool("self")
    rules.namesReviewers = form["named"] != "0"
    rules.expertPercent = form.int("experts") ?? 0
    rules.daysToLearn = learn
    return Terms(
      rhythm: rhythm, startsOn: starts, scorecard: scorecard, reflectAfter: reflect,
      reviewAfter: review, shareAfter: share, rules: rules, reviewingHours: hours(form),
      scorecardEvery: form.int("scorecardEvery").flatMap { $0 > 0 ? min($0, 24) : nil },
      benchmarksEvery: form.int("benchmarksEvery").flatMap { $0 > 0 ? min($0, 24) : nil },
      oldAfterMonths: old)
  }

  private static func hours(_ form: Form) -> ProtectedHours? {
    guard form.bool("protect"), let from = ClockTime.second(form["from"]),
      let until = ClockTime.second(form["until"]), let minutes = form.int("minutes")
    else { return nil }
    return ProtectedHours(
      days: form.all("day").compactMap { Int($0) }, from: from,
      until: until == 0 ? 86_400 : until, minutes: minutes)
  }

  /// Whether time was asked for in a way that leaves no room for it.
  static func hasNoRoom(_ form: Form) -> Bool { form.bool("protect") && hours(form) == nil }

  var html: HTML {
    guard let terms else {
      return """
        <div class="empty"><h2>\(text("cycle.new.none"))</h2><p>\(text("cycle.new.none.card"))</p>
        <a class="button" href="/scorecards">\(text("cycle.new.none.action"))</a></div>
        """
    }
    let action = Path.programme(desk.team.id)
    return """
      \(PlanFields.summary(problems, text))
      <form class="form" method="post" action="\(action)">\(visit.csrf)
      <input type="hidden" name="version" value="\(desk.programme?.version ?? 0)">
      <fieldset class="field"><legend>\(text("programme.form.rhythm"))</legend>
      <div class="fields">\(PlanFields.select("rhythm", text("programme.rhythm"), rhythms, chosen: sent?["rhythm"] ?? terms.rhythm.rawValue))
      \(date("starts", text("programme.starts"), terms.startsOn))</div>
      \(cards(terms))</fieldset>
      \(days(terms))\(rules(terms.rules))\(protection(terms.reviewingHours))\(revisions(terms))
      <div class="form-actions"><button class="is-primary">\(text("programme.save"))</button></div></form>
      """
  }

  private var rhythms: [(String, String)] {
    Rhythm.allCases.map { ($0.rawValue, $0.name(text)) }
  }

  private func cards(_ terms: Terms) -> HTML {
    let options = desk.cards.map { ($0.scorecard.text, $0.rubric.name) }
    return """
      \(PlanFields.select("scorecard", text("cycle.scorecard"), options, chosen: sent?["scorecard"] ?? terms.scorecard.text))
      <p class="hint">\(text("programme.scorecard.hint"))</p>
      """
  }

  private func days(_ terms: Terms) -> HTML {
    """
    <fieldset class="field"><legend>\(text("programme.form.days"))</legend><p class="hint">\(text("programme.form.days.hint"))</p>
    <div class="fields">\(number("reflect", text("programme.reflect"), terms.reflectAfter, 1...60))\(number("review", text("programme.review"), terms.reviewAfter, 1...90))\(number("share", text("programme.share"), terms.shareAfter, 1...90))\(number("learn", text("programme.learn"), terms.rules.daysToLearn, 1...60))</div></fieldset>
    """
  }

  private func rules(_ rules: Plan) -> HTML {
    """
    <fieldset class="field"><legend>\(text("programme.form.rules"))</legend><p class="hint">\(text("cycle.size.hint"))</p>
    <div class="fields">\(number("minimum", text("cycle.minimum"), rules.size.minimum, 1...20))\(number("percent", text("cycle.percent"), rules.size.percent, 0...100))\(number("each", text("cycle.each"), rules.reviewsPerConversation, 1...3))\(number("experts", text("cycle.experts"), rules.expertPercent, 0...100))</div>
    <div class="choices">\(check("self", text("cycle.self"), text("cycle.self.hint"), rules.asksSelfAssessment))</div></fieldset>
    \(SamplingFields.purposes(purpose(rules), text))\(sampling(rules).html)
    \(NamingChoice(text: text, isNamed: sent.map { $0["named"] != "0" } ?? rules.namesReviewers).html)
    """
  }

  private func purpose(_ rules: Plan) -> SamplingRule.Purpose {
    sent.flatMap { SamplingRule.Purpose(rawValue: $0["purpose"]) } ?? rules.sampling.purpose
  }

  private func sampling(_ rules: Plan) -> SamplingFields {
    SamplingFields(
      text: text, rule: rules.sampling, size: rules.size, signals: desk.signals, sent: sent)
  }

  private func protection(_ hours: ProtectedHours?) -> HTML {
    let chosen = sent.map { Set($0.all("day")) } ?? Set((hours?.days ?? []).map { String($0) })
    let days = Weekday.week(text.language).map { day -> HTML in
      """
      <label class="choice"><input type="checkbox" name="day" value="\(day)"\("checked", if: chosen.contains(String(day)))> <span>\(Weekday.name(day, text))</span></label>
      """
    }
    let (from, until) = (hours?.from ?? desk.hours.opens, hours?.until ?? desk.hours.closes)
    return """
      <fieldset class="field"><legend>\(text("programme.form.time"))</legend><p class="hint">\(text("programme.form.time.hint", ["zone": .string(desk.zone.name)]))</p>
      <div class="choices">\(check("protect", text("programme.protect"), text("programme.protect.hint"), hours != nil))</div>
      <div class="choices is-inline">\(days)</div>
      <div class="fields">\(time("from", text("programme.from"), from))\(time("until", text("programme.until"), until))\(number("minutes", text("programme.minutes"), hours?.minutes ?? 45, 15...240))</div></fieldset>
      """
  }

  private func revisions(_ terms: Terms) -> HTML {
    """
    <fieldset class="field"><legend>\(text("programme.form.revisions"))</legend><p class="hint">\(text("programme.form.revisions.hint"))</p>
    <div class="fields">\(number("scorecardEvery", text("programme.scorecardEvery"), terms.scorecardEvery ?? 0, 0...24))\(number("benchmarksEvery", text("programme.benchmarksEvery"), terms.benchmarksEvery ?? 0, 0...24))\(number("old", text("programme.old"), terms.oldAfterMonths, 1...60))</div></fieldset>
    """
  }

  // MARK: Fields

  private func date(_ name: String, _ label: String, _ value: Day) -> HTML {
    field(name, label, type: "date", value.iso)
  }

  private func time(_ name: String, _ label: String, _ second: Int) -> HTML {
    field(name, label, type: "time", ClockTime.text(second))
  }

  private func number(
    _ name: String, _ label: String, _ value: Int, _ range: ClosedRange<Int>
  ) -> HTML {
    field(
      name, label, type: "number", String(value),
      " min=\"\(range.lowerBound)\" max=\"\(range.upperBound)\"")
  }

  private func field(
    _ name: String, _ label: String, type: String, _ value: String, _ attributes: HTML = ""
  ) -> HTML {
    """
    <div class="field"><label for="\(name)">\(label)</label>
    <input id="\(name)" name="\(name)" type="\(type)" required\(attributes) value="\(sent?[name] ?? value)"></div>
    """
  }

  private func check(_ name: String, _ label: String, _ hint: String, _ isOn: Bool) -> HTML {
    let isOn = sent.map { $0.bool(name) } ?? isOn
    return """
      <label class="choice"><input type="checkbox" name="\(name)" value="1"\("checked", if: isOn)> <span>\(label) <span class="hint">\(hint)</span></span></label>
      """
  }
}

extension Rhythm {
  func name(_ text: Text) -> String {
    switch self {
    case .monthly: text("programme.rhythm.monthly")
    case .fourWeekly: text("programme.rhythm.fourWeekly")
    case .quarterly: text("programme.rhythm.quarterly")
    }
  }
}
