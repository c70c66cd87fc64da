internal import Kernel
internal import Markup
internal import People
internal import Statistics
internal import Web

/// The thread from the purpose over goals to targets, and how each stands today.
struct GoalTreeView {
  struct Model: Sendable {
    let purpose: String?
    let goals: [Goal]
    let aims: Aims
    let courses: [Goal.ID: [TargetCourse]]
  }

  let visit: Visit
  let model: Model

  private var text: Text { visit.text }

  var page: HTML {
    let mayWrite = visit.actor.can(.create, .goal)
    let actions: HTML? =
      mayWrite
      ? """
      <div class="page-actions"><a class="button is-primary" href="/goals/new">\(text("goal.new"))</a>
      <a class="button" href="/goals/advisor">\(text("advisor.title"))</a></div>
      """ : nil
    guard !model.goals.isEmpty else {
      let action: HTML? =
        mayWrite
        ? "<a class=\"button is-primary\" href=\"/goals/advisor\">\(text("advisor.begin"))</a>"
        : nil
      return """
        <p class="lede">\(text("goal.lede.none"))</p>\(actions)\(purpose)
        <div class="empty"><h2>\(text("goal.empty"))</h2><p>\(text("goal.empty.why"))</p>\(action)</div>
        """
    }
    return "<p class=\"lede\">\(lede)</p>\(actions)\(purpose)\(groups)"
  }

  /// How many running targets will probably be reached, by going on as today.
  private var lede: String {
    let running = model.courses.values.flatMap(\.self).compactMap(\.course.running)
    let chances = running.map(\.projection.probability)
    let likely = chances.count { ($0 ?? 0) >= 0.5 }
    let unlikely = chances.count { $0.map { $0 < 0.5 } ?? false }
    return text(
      "goal.lede",
      [
        "goals": .integer(model.goals.count), "likely": .integer(likely),
        "unlikely": .integer(unlikely),
        "unknown": .integer(running.count - likely - unlikely),
      ])
  }

  private var purpose: HTML? {
    model.purpose.map { sentence in
      """
      <section class="thread"><p class="is-soft is-small">\(text("goal.purpose"))</p>
      <p class="thread-purpose" dir="auto">\(sentence)</p></section>
      """
    }
  }

  // MARK: Goals

  private var groups: HTML {
    let centre = model.goals.filter { $0.aim == .centre }
    let teams = model.aims.teams.compactMap { team -> (String, [Goal])? in
      let goals = model.goals.filter { $0.aim == .team(team.id) }
      return goals.isEmpty ? nil : (team.name, goals)
    }
    let people = model.aims.people.sorted { $0.name < $1.name }.compactMap {
      person -> (String, [Goal])? in
      let goals = model.goals.filter { $0.aim == .person(person.id) }
      return goals.isEmpty ? nil : (person.name, goals)
    }
    let all = (centre.isEmpty ? [] : [(text("goal.aim.centre"), centre)]) + teams + people
    let sections = all.map { name, goals -> HTML in
      """
      <section class="stack"><h2 dir="auto">\(name)</h2><div class="cards">\(goals.map(card))</div></section>
      """
    }
    return "\(sections)"
  }

  private func card(_ goal: Goal) -> HTML {
    let courses = model.courses[goal.id] ?? []
    let why: HTML? =
      goal.why.isEmpty ? nil : "<p class=\"is-soft\" dir=\"auto\">\(goal.why)</p>"
    let mayChange = model.aims.circles.allow(visit.actor, .change, .goal, goal.aim)
    let add: HTML =
      courses.isEmpty && mayChange
      ? """
      <p>\(text("goal.noTarget")) <a href="\(Path.goal(goal.id).appending("targets").appending("new"))">\(text("target.new"))</a></p>
      """ : courses.isEmpty ? "<p class=\"is-soft\">\(text("goal.noTarget"))</p>" : ""
    return """
      <section class="card"><h3 dir="auto"><a href="\(Path.goal(goal.id))">\(goal.title)</a></h3>\(why)
      \(add)<ul class="stack is-tight">\(courses.map { line($0) })</ul></section>
      """
  }

  private func line(_ course: TargetCourse) -> HTML {
    let standing = CourseView(text: text, course: course)
    return "<li><strong>\(course.target.sentence(text))</strong><br>\(standing.brief)</li>"
  }
}

/// How a target stands, in sentences.
struct CourseView {
  let text: Text
  let course: TargetCourse

  /// Where the running period stands, in one line with a word that says how it looks.
  var brief: HTML {
    guard let running = course.course.running else {
      return "<span class=\"is-soft\">\(text("target.notBegun"))</span>"
    }
    let estimate = running.reading.estimate
    guard let value = estimate.value, estimate.status == .ok else {
      return "<span class=\"is-soft\">\(text("target.nothingYet"))</span>"
    }
    let soFar = text(
      "target.soFar", ["value": .string(course.target.metric.written(value, text))])
    guard let chance = running.projection.probability else { return "\(soFar)" }
    return """
      \(soFar) <span class="badge\(badge(chance, running.reading))">\(word(chance))</span>
      """
  }

  private func word(_ chance: Double) -> String {
    chance > 0.8
      ? text("target.likely") : chance < 0.2 ? text("target.unlikely") : text("target.open")
  }

  private func badge(_ chance: Double, _ reading: Reading) -> HTML {
    guard !reading.isThin else { return "" }
    return chance > 0.8 ? " is-good" : chance < 0.2 ? " is-warn" : ""
  }

  /// The running period in full: the value, the pace and where it ends.
  var sentences: HTML {
    guard let running = course.course.running else {
      return "<p>\(text("target.notBegun"))</p>"
    }
    let target = course.target
    let estimate = running.reading.estimate
    let period = running.reading.period.name(target.unit, text)
    guard let value = estimate.value, estimate.status == .ok else {
      return "<p>\(text("target.nothingIn", ["period": .string(period)]))</p>"
    }
    let interval = target.metric.interval(estimate, text)
    var sentences = [
      text(
        interval == nil ? "target.standing.plain" : "target.standing",
        [
          "period": .string(period), "value": .string(target.metric.written(value, text)),
          "interval": .string(interval ?? ""), "count": .integer(estimate.n),
          "elapsed": .string(text.percent(running.elapsed)),
        ])
    ]
    if let pace = running.paceNeeded {
      sentences.append(
        text("target.pace", ["value": .string(target.metric.written(pace, text))]))
    }
    sentences.append(projection(running, target))
    if running.reading.isProvisional { sentences.append(text("target.provisional")) }
    return "\(sentences.map { "<p>\($0)</p>" as HTML })"
  }

  private func projection(_ running: GoalCourse.Running, _ target: Target) -> String {
    let end = running.projection.estimate
    if end.status == .noVariation, let value = end.value {
      return text(
        "target.projection.same",
        ["value": .string(target.metric.written(target.metric.clipped(value), text))])
    }
    guard let lower = end.lower, let upper = end.upper,
      let chance = running.projection.probability
    else { return text("target.projection.none") }
    if running.elapsed >= 1 { return text("target.projection.over") }
    return text(
      "target.projection",
      [
        "lower": .string(target.metric.written(target.metric.clipped(lower), text)),
        "upper": .string(target.metric.written(target.metric.clipped(upper), text)),
        "chance": .string(AttainmentChance.Reach.words(chance, text)),
      ])
  }
}
