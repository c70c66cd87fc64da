internal import Conversations
internal import Markup
internal import Web

/// What a plan would bring each person, in a table, before anything is drawn.
struct SamplePreviewView {
  let preview: SamplePreview
  let text: Text

  var html: HTML {
    guard !preview.isEmpty else {
      return "<p class=\"notice is-warn\">\(text("sampling.preview.empty"))</p>"
    }
    return """
      <section class="card"><h2>\(text("sampling.preview"))</h2>
      <p>\(lede)</p>\(flagged)
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("sampling.preview"))">
      <table class="is-dense"><thead><tr><th scope="col">\(text("cycle.person"))</th>
      <th scope="col" class="is-numeric">\(text("quality.population"))</th>
      <th scope="col" class="is-numeric">\(text("sampling.preview.drawn"))</th>
      <th scope="col" class="is-numeric">\(text("sampling.preview.width"))</th>\(head)</tr></thead>
      <tbody>\(preview.shares.map(row))</tbody></table></div>
      <p class="is-soft is-small">\(text("sampling.preview.how"))\(stability)</p></section>
      """
  }

  private var byStability: Bool { preview.plan.sampling.allocation == .stability }

  private var lede: String {
    text(
      "sampling.preview.lede",
      [
        "count": .integer(preview.allotment.drawn),
        "people": .integer(preview.allotment.shares.count),
        "width": .string(points(preview.halfWidth)), "load": .string(load),
      ])
  }

  private var load: String {
    let load = preview.load
    return load.count == 1
      ? text.number(load.lowerBound)
      : "\(text.number(load.lowerBound))–\(text.number(load.upperBound))"
  }

  private var flagged: HTML? {
    guard preview.plan.sampling.flagged > 0 else { return nil }
    let parts = preview.plan.sampling.marks.keys.sorted().map { name -> HTML in
      "<li>\(Signal.name(name, text)): <bdi>\(text.number(preview.signals[name] ?? 0))</bdi></li>"
    }
    let values: [String: TextValue] = [
      "count": .integer(preview.flagged), "drawn": .integer(preview.drawnFlagged),
    ]
    return "<p>\(text("sampling.preview.flagged", values))</p><ul>\(parts)</ul>"
  }

  private var head: HTML? {
    byStability
      ? "<th scope=\"col\" class=\"is-numeric\">\(text("sampling.preview.spread"))</th>" : nil
  }

  private var stability: String {
    byStability ? " " + text("sampling.preview.stability") : ""
  }

  private func row(_ share: Allotment.Share) -> HTML {
    let spread: HTML? =
      byStability
      ? """
      <td class="is-numeric"><bdi>\(text.number(share.spread, digits: 0))</bdi> \
      <span class="is-soft">(\(text("estimate.n", ["count": .integer(share.known)])))</span></td>
      """ : nil
    return """
      <tr><th scope="row"><bdi>\(preview.names[share.agent] ?? "–")</bdi></th>
      <td class="is-numeric">\(text.number(share.population))</td>
      <td class="is-numeric">\(text.number(share.drawn))</td>
      <td class="is-numeric"><bdi>\(points(preview.halfWidth(of: share)))</bdi></td>\(spread)</tr>
      """
  }

  private func points(_ width: Double?) -> String {
    width.map { "±" + text.number($0, digits: 0) } ?? "–"
  }
}
