internal import Kernel
internal import Markup
internal import People
internal import Statistics
internal import Web

/// Who scores higher or lower than the others on the same conversations; by name, never by rank.
struct SeverityView {
  let severity: CalibrationResult.Severity
  let names: [Person.ID: String]
  let link: (Person.ID) -> Path?
  let text: Text

  private var people: [Person.ID] {
    severity.raters.keys.sorted {
      ((names[$0] ?? "").lowercased(), $0) < ((names[$1] ?? "").lowercased(), $1)
    }
  }

  var html: HTML {
    """
    <section><h2>\(text("calibration.severity"))</h2>\(content)</section>
    """
  }

  private var content: HTML {
    switch severity.status {
    case .ok:
      guard !severity.raters.isEmpty else { return thin }
      return
        "<p>\(sentence)</p>\(plot)\(table)<p class=\"is-soft is-small\">\(text("calibration.severity.how"))</p>"
    case .disconnected:
      return """
        <p class="notice is-warn">\(text("calibration.severity.disconnected", ["count": .integer(severity.components)]))</p>
        """
    default: return thin
    }
  }

  private var thin: HTML { "<p class=\"notice\">\(text("calibration.severity.thin"))</p>" }

  private var sentence: String {
    let flagged = severity.raters.values.count(where: \.isFlagged)
    return flagged == 0
      ? text("calibration.severity.none")
      : text("calibration.severity.some", ["count": .integer(flagged)])
  }

  private var plot: HTML {
    let readings = people.map { person in
      severity.raters[person].map { Coefficient.points($0.leniency, text).reading }
    }
    let ends =
      readings.compactMap(\.self).flatMap { [$0.lower, $0.upper, $0.value] }
      .compactMap(\.self).map(abs).max() ?? 10
    let reach = max(5, (ends / 5).rounded(.up) * 5)
    var plot = IntervalPlot(
      caption: Caption(
        id: "severity", title: text("calibration.severity"),
        summary: text("calibration.severity.summary"),
        columns: [
          text("cycle.person"), text("calibration.points"), text("chart.interval"),
          text("chart.n"),
        ], tableName: text("chart.table")),
      axis: Axis(-reach, reach, count: 4) { text.number($0, digits: 0) },
      rows: zip(people, readings).compactMap { person, reading in
        reading.map {
          IntervalPlot.Row(label: names[person] ?? "–", link: link(person), reading: $0)
        }
      }, reference: Reference(value: 0, label: text("calibration.severity.group")))
    plot.caption.isBelowItsTitle = true
    return plot.figure(text.language.isRightToLeft ? .rightToLeft : .leftToRight)
  }

  private var table: HTML {
    let rows = people.compactMap { person -> HTML? in
      guard let rater = severity.raters[person] else { return nil }
      let name: HTML =
        link(person).map { path in
          "<a class=\"row-link\" href=\"\(path)\" dir=\"auto\">\(names[person] ?? "–")</a>"
        } ?? "<span dir=\"auto\">\(names[person] ?? "–")</span>"
      let p =
        rater.adjustedP.map { p in
          p < 0.001 ? "< " + text.number(0.001, digits: 3) : text.number(p, digits: 3)
        } ?? "–"
      return """
        <tr><th scope="row">\(name)</th><td>\(Coefficient.points(rater.leniency, text).html)</td>
        <td class="is-numeric"><bdi>\(p)</bdi></td><td>\(verdict(rater))</td></tr>
        """
    }
    return """
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("calibration.severity"))">
      <table><thead><tr><th scope="col">\(text("cycle.person"))</th><th scope="col">\(text("calibration.points"))</th>
      <th scope="col" class="is-numeric">\(text("calibration.p"))</th><th scope="col">\(text("calibration.severity.verdict"))</th></tr></thead><tbody>\(rows)</tbody></table></div>
      """
  }

  private func verdict(_ rater: CalibrationResult.Severity.Rater) -> String {
    guard rater.isFlagged, let value = rater.leniency.value else {
      return text("calibration.severity.within")
    }
    return value < 0 ? text("calibration.severity.strict") : text("calibration.severity.mild")
  }
}
