import Kernel
import Markup
import Web

/// A rubric to read: sections, criteria, and what each point of a scale means.
struct ScorecardView {
  let rubric: Rubric
  let text: Text
  /// What is said about a criterion beyond the rubric itself.
  var beside: (Criterion) -> HTML = { _ in "" }

  var html: HTML {
    let shares = Shares(rubric.sections.map(\.share)).percentages
    let sections = rubric.sections.enumerated().map { index, section -> HTML in
      """
      <section class="card stack">
        <div class="card-header"><h2 dir="auto">\(section.name)</h2><span class="badge is-plain">\(text.percent(Double(shares[index]) / 100))</span></div>
        \(section.criteria.map(criterion))
      </section>
      """
    }
    return "<div class=\"stack is-loose\">\(rule)\(sections)\(Scoring.explanation(text))</div>"
  }

  private var rule: HTML? {
    guard rubric.criteria.contains(where: { $0.options.contains(where: \.isCritical) }) else {
      return nil
    }
    return rubric.failsSection
      ? "<p class=\"is-soft\">\(text("scorecard.rule.failsSection"))</p>"
      : "<p class=\"is-soft\">\(text("scorecard.rule.criticalOnly"))</p>"
  }

  private func criterion(_ criterion: Criterion) -> HTML {
    let values = criterion.values
    let rows = criterion.options.enumerated().reversed().map { index, option in
      row(option, values[index])
    }
    return """
      <div class="stack is-tight" id="criterion-\(criterion.id.text)">
        <h3><span dir="auto">\(criterion.name)</span> <span class="criterion-weight">\(text("scorecard.ofScore", ["share": .string(shortPercent(rubric.weight(of: criterion.id), text))]))</span></h3>
        \(criterion.question.isEmpty ? nil : "<p dir=\"auto\">\(criterion.question)</p>" as HTML)
        \(beside(criterion))
        \(rubric.sentence(of: criterion.condition, text).map { "<p class=\"is-soft\">\($0)</p>" as HTML })
        <div class="table-scroll" tabindex="0" role="region" aria-label="\(criterion.name)">
          <table>
            <thead><tr><th scope="col">\(text("criterion.option"))</th><th scope="col">\(text("criterion.anchor"))</th><th scope="col" class="is-numeric">\(text("criterion.valueShort"))</th></tr></thead>
            <tbody>\(rows)</tbody>
          </table>
        </div>
        <p class="is-soft">\(criterion.allowsNotApplicable ? text("criterion.naAllowed") : text("criterion.naNotAllowed"))</p>
      </div>
      """
  }

  private func row(_ option: Criterion.Option, _ value: Double) -> HTML {
    var notes = HTML.empty
    if option.isFatal {
      notes += " <span class=\"mark is-fatal\">\(text("criterion.fatal"))</span>"
    }
    if option.isCritical {
      notes += " <span class=\"mark is-critical\">\(text("criterion.critical"))</span>"
    }
    if option.needsComment {
      notes += "<span class=\"row-note\">\(text("criterion.needsComment"))</span>"
    }
    if let band = option.band {
      notes += "<span class=\"row-note\"><bdi>\(band.sentence(text))</bdi></span>"
    }
    let causes = option.causes.map { "<li><bdi>\($0.text)</bdi></li>" as HTML }
    let list: HTML? =
      causes.isEmpty
      ? nil
      : """
      <details class="disclosure"><summary>\(text("criterion.causesList"))</summary><ul>\(causes)</ul></details>
      """
    return """
      <tr><th scope="row"><span dir="auto">\(option.label)</span>\(notes)</th><td><span dir="auto">\(option.anchor)</span>\(list)</td><td class="is-numeric">\(text.percent(value))</td></tr>
      """
  }
}
