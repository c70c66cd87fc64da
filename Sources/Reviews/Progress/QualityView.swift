internal import Kernel
internal import Markup
internal import People
internal import Statistics
internal import Web

/// A team's page: a sentence first, people by name with their uncertainty, criteria, who owes what.
struct QualityView {
  let visit: Visit
  let picture: QualityPages.Picture

  private var text: Text { visit.text }
  private var results: Results { picture.results }

  var html: HTML {
    """
    \(chosen)\(running)
    """
  }

  private var chosen: HTML {
    guard let cycle = picture.chosen, !results.isEmpty else {
      return """
        <div class="empty"><h2>\(text("quality.empty"))</h2><p>\(text("quality.empty.why"))</p>
        <a class="button" href="/cycles">\(text("quality.empty.action"))</a></div>
        """
    }
    return """
      <p class="lede">\(results.overall.sentence(text)) \(change) \(text("quality.lede"))</p>
      \(UncountedNotice.html(results.uncounted.count, text))\(periods)
      \(stats)\(charts(cycle))\(training)
      <p class="is-soft is-small">\(text("quality.how"))</p>
      <p class="row is-small"><a href="\(Path.cycle(cycle.id))">\(text("quality.openCycle"))</a> <a href="\(Path.cycle(cycle.id).appending("fairness"))">\(text("fairness.title"))</a> <a href="\(Path.quality(of: picture.team.id).appending("flags"))">\(text("hits.title"))</a></p>
      """
  }

  /// The chosen cycle beside the one before it.
  private var change: String {
    guard let earlier = picture.earlier else { return "" }
    return Change(results.overall, since: earlier.overall).sentence(text)
  }

  /// The shared cycles to look back at.
  private var periods: HTML {
    let links = picture.cycles.prefix(12).map { cycle -> HTML in
      let current: HTML = cycle.id == picture.chosen?.id ? " aria-current=\"true\"" : ""
      let path = Path.quality(of: picture.team.id).query([("cycle", cycle.id.text)])
      return "<a class=\"chip\" href=\"\(path)\"\(current)>\(CycleState.period(cycle, text))</a>"
    }
    return "<nav class=\"chips\" aria-label=\"\(text("quality.periods"))\">\(Array(links))</nav>"
  }

  private var stats: HTML {
    func stat(_ label: String, _ estimate: HTML, _ note: String) -> HTML {
      """
      <div class="stat"><span class="stat-label">\(label)</span>
      <span class="stat-value">\(estimate)</span><span class="stat-note">\(note)</span></div>
      """
    }
    return """
      <div class="stats">
      \(stat(text("quality.overall"), results.overall.html(text), text("quality.overall.note")))
      \(stat(text("quality.people"), results.meanOfPeople.html(text), text("quality.people.note")))
      \(stat(text("progress.criticalFree"), results.criticalFree.html(text, scale: .share), text("quality.criticalFree.note")))
      </div>
      """
  }

  // MARK: People, by name, and criteria

  private func charts(_ cycle: Cycle) -> HTML {
    func download(_ name: String) -> Path {
      Path.quality(of: picture.team.id).appending(name).query([("cycle", cycle.id.text)])
    }
    return """
      <section><h2>\(text("quality.persons"))</h2><p>\(text("quality.persons.lede"))</p>
      \(picture.byPerson(text).html(text, download: download("people.csv")))</section>
      <section><h2>\(text("progress.criteria"))</h2>
      \(picture.byCriterion(text).html(text, download: download("criteria.csv")))</section>
      """
  }

  private var training: HTML {
    TrainingNeedView(
      needs: picture.needs,
      criteria: Dictionary(picture.criteria, uniquingKeysWith: { first, _ in first }),
      names: picture.names, text: text
    ).html
  }

  private var running: HTML {
    guard let round = picture.running else {
      return "<p class=\"notice\">\(text("quality.noneRunning"))</p>"
    }
    let calendar = round.calendar(on: visit.today, in: visit.zone)
    return """
      <section><h2>\(text("calendar.title"))</h2>\(CycleCalendarView(calendar: calendar, text: text).strip)</section>
      \(CycleSummary(visit: visit, round: round).html)
      <p><a class="button" href="\(Path.cycle(round.cycle.id))">\(text("quality.openCycle"))</a></p>
      """
  }
}

extension QualityPages.Picture {
  private var alphabetical: [Person.ID] {
    results.people.sorted {
      ((names[$0] ?? "").lowercased(), $0) < ((names[$1] ?? "").lowercased(), $1)
    }
  }

  /// The people by name, with how many conversations each stands for.
  func byPerson(_ text: Text) -> EstimateChart {
    let lines = alphabetical.map { person in
      let count = population[person] ?? 0
      return EstimateChart.Line(
        label: names[person] ?? "–", link: Path.progress(of: person),
        estimate: results.of(person).overall,
        cells: [EstimateChart.Cell(shown: text.number(count), bare: String(count))])
    }
    return EstimateChart(
      id: "people", title: text("quality.persons"), lines: lines,
      columns: [text("quality.population")],
      reference: results.overall.value.map { ($0, text("quality.reference")) },
      isBelowItsTitle: true)
  }

  /// The criteria in the order of the scorecard.
  func byCriterion(_ text: Text) -> EstimateChart {
    let lines = criteria.map { criterion in
      EstimateChart.Line(label: criterion.name, estimate: results.criterion(criterion.id))
    }
    return EstimateChart(
      id: "criteria", title: text("progress.criteria"), lines: lines, isBelowItsTitle: true)
  }
}
