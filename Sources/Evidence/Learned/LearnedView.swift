internal import Kernel
internal import Markup
internal import Web

/// All criteria: how well the machine agrees with people, and what it may do.
struct LearnedView {
  struct Model: Sendable {
    let criteria: [LearnedCriterion]
    let showsBefore: Bool
    let isLearning: Bool
  }

  let visit: Visit
  let model: Model

  private var text: Text { visit.text }

  var html: HTML {
    """
    <p class="lede">\(text("learned.lede"))</p>
    \(actions)\(progress)\(model.criteria.isEmpty ? empty : table)
    <section class="stack"><h2>\(text("learned.levels"))</h2><dl class="facts">\(Trust.Level.allCases.map(level))</dl>
    <p class="is-soft is-small">\(text("learned.kappa.about"))</p></section>\(setting)
    """
  }

  private var actions: HTML? {
    guard visit.actor.can(.create, .learnedScore),
      model.criteria.contains(where: { $0.rated >= Lesson.Plan.usual.fewest })
    else { return nil }
    return """
      <div class="page-actions"><form class="inline-form" method="post" action="/learned/lessons">\(visit.csrf)<button class="is-primary">\(text("learned.learn"))</button></form></div>
      """
  }

  private var progress: HTML {
    guard model.isLearning else { return "<div id=\"lessons\"></div>" }
    return """
      <div id="lessons" data-progress-url="/learned"><div class="progress"><label for="lesson">\(text("learned.learning"))</label>
      <progress id="lesson">\(text("learned.learning.note"))</progress>
      <span class="progress-note">\(text("learned.learning.note"))</span></div></div>
      """
  }

  private var empty: HTML {
    """
    <div class="empty"><h2>\(text("learned.empty"))</h2><p>\(text("learned.empty.why"))</p></div>
    """
  }

  private var table: HTML {
    """
    <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("learned.title"))"><table>
    <thead><tr><th scope="col">\(text("learned.criterion"))</th><th scope="col">\(text("learned.state"))</th>
    <th scope="col">\(text("learned.column.agreement"))</th><th scope="col">\(text("learned.column.between"))</th>
    <th scope="col" class="is-numeric">\(text("learned.rated"))</th><th scope="col">\(text("learned.why"))</th></tr></thead>
    <tbody>\(model.criteria.map(row))</tbody></table></div>
    """
  }

  private func row(_ one: LearnedCriterion) -> HTML {
    let record = one.version?.record
    return """
      <tr><th scope="row"><a class="row-link" href="\(Path.learned(one.criterion.id))" dir="auto">\(one.criterion.name)</a></th>
      <td>\(one.trust.level.badge(text))</td><td>\(record?.byPeople.kappa.html(text))</td>
      <td>\(record?.byPeople.between.html(text))</td>
      <td class="is-numeric">\(text.number(one.rated))</td>
      <td class="is-small">\(one.trust.why(text))</td></tr>
      """
  }

  private func level(_ level: Trust.Level) -> HTML {
    "<div><dt>\(level.badge(text))</dt><dd>\(text("learned.level.\(level.rawValue).about"))</dd></div>"
  }

  private var setting: HTML {
    let now =
      model.showsBefore ? text("learned.before.on") : text("learned.before.off")
    guard visit.actor.can(.change, .learnedScore) else {
      return "<section class=\"stack\"><h2>\(text("learned.before"))</h2><p>\(now)</p></section>"
    }
    let checked: HTML = model.showsBefore ? " checked" : ""
    return """
      <section class="card"><h2>\(text("learned.before"))</h2><p>\(now)</p>
      <form class="form" method="post" action="/learned/setting">\(visit.csrf)
      <label class="choice"><input type="checkbox" name="before" value="1"\(checked)> <span>\(text("learned.before.choice"))</span></label>
      <p class="hint">\(text("learned.before.hint"))</p>
      <div class="form-actions"><button>\(text("learned.before.save"))</button></div></form></section>
      """
  }
}

extension Trust.Level {
  func badge(_ text: Text) -> HTML {
    let look: HTML =
      switch self {
      case .off: ""
      case .suggested: " is-active"
      case .trusted: " is-good"
      }
    return "<span class=\"badge\(look)\">\(text("learned.level.\(rawValue)"))</span>"
  }
}

extension Trust {
  /// Why it is let no further, in a sentence.
  func why(_ text: Text) -> String {
    switch reason {
    case nil: text("learned.why.trusted")
    case .unlearned: text("learned.why.unlearned")
    case .few(let count): text("learned.why.few", ["count": .integer(count)])
    case .uncertain(let count): text("learned.why.uncertain", ["count": .integer(count)])
    case .disagreeing: text("learned.why.disagreeing")
    case .short: text("learned.why.short")
    case .onePerson: text("learned.why.onePerson")
    case .oneAnswer: text("learned.why.oneAnswer")
    case .drifted: text("learned.why.drifted")
    }
  }
}

extension MachineAgreement.Bounded? {
  /// A coefficient with its interval, or that there is none.
  func html(_ text: Text) -> HTML {
    guard let self else { return "<span class=\"is-soft\">–</span>" }
    return """
      <span class="estimate"><span class="estimate-value">\(text.number(self.value, digits: 2))</span> \
      <span class="estimate-interval"><span class="visually-hidden">\(text("learned.interval"))</span> \
      <bdi>\(text.number(self.lower, digits: 2))–\(text.number(self.upper, digits: 2))</bdi></span></span>
      """
  }
}
