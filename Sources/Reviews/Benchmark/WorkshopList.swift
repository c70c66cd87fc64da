internal import Conversations
internal import Kernel
internal import Markup
internal import Storage
internal import Web

/// The workshops a reader takes part in or leads.
struct WorkshopList {
  struct Model: Sendable {
    let workshops: [Workshop]
    let headlines: [Conversation.ID: Headline]
    let covers: [Conversation.ID: Redaction]

    static func load(_ visit: Visit) async throws -> Model {
      let actor = visit.actor
      return try await visit.database.read { db in
        let workshops = try Workshop.all(for: actor, in: db)
        let ids = workshops.map(\.conversation)
        return Model(
          workshops: workshops, headlines: try Headline.all(ids, actor.scope, in: db),
          covers: try Redaction.all(of: ids, for: actor, in: db))
      }
    }
  }

  let visit: Visit
  let model: Model

  private var text: Text { visit.text }

  var page: HTML {
    """
    \(BenchmarkPages.breadcrumb(nil, text))
    <p class="lede">\(lede)</p>
    \(visit.actor.can(.create, .workshop) ? newButton : nil)
    \(model.workshops.isEmpty ? empty : table)
    """
  }

  private var lede: String {
    let waiting = model.workshops.count { $0.takesRatings(of: visit.actor) }
    return text("workshop.lede") + " "
      + text("workshop.lede.waiting", ["count": .integer(waiting)])
  }

  private var newButton: HTML {
    """
    <div class="page-actions"><a class="button is-primary" href="/workshops/new">\(text("workshop.new"))</a></div>
    """
  }

  private var empty: HTML {
    """
    <div class="empty"><h2>\(text("workshop.empty"))</h2><p>\(text("workshop.empty.why"))</p><a class="button" href="/benchmarks">\(text("benchmark.title"))</a></div>
    """
  }

  private var table: HTML {
    """
    <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("workshop.list"))"><table>
    <thead><tr><th scope="col">\(text("workshop.conversation"))</th><th scope="col">\(text("workshop.opened"))</th><th scope="col">\(text("workshop.ratings"))</th><th scope="col">\(text("workshop.state"))</th></tr></thead>
    <tbody>\(model.workshops.map(row))</tbody></table></div>
    """
  }

  private func row(_ workshop: Workshop) -> HTML {
    let cover = model.covers[workshop.conversation]
    let shown = model.headlines[workshop.conversation]?.title(text, covered: cover) ?? "–"
    let count = text(
      "workshop.handedInOf",
      ["done": .integer(workshop.handedIn), "count": .integer(workshop.seats.count)])
    return """
      <tr><th scope="row"><a class="row-link" href="\(Path.workshop(workshop.id))" dir="auto">\(shown)</a><span class="row-note" dir="auto">\(workshop.note)</span></th>
      <td class="is-nowrap">\(text.dayElement(text.zone.day(of: workshop.openedAt)))</td>
      <td class="is-nowrap">\(count)</td>
      <td class="is-nowrap">\(WorkshopList.badge(workshop, for: visit.actor, text))</td></tr>
      """
  }

  /// How far a workshop is, in a word; what the reader has to do comes first.
  static func badge(_ workshop: Workshop, for actor: Actor, _ text: Text) -> HTML {
    if workshop.takesRatings(of: actor) {
      return "<span class=\"badge is-warn\">\(text("workshop.stage.yours"))</span>"
    }
    return switch workshop.stage {
    case .rating: "<span class=\"badge is-active\">\(text("workshop.stage.rating"))</span>"
    case .discussing:
      "<span class=\"badge is-active\">\(text("workshop.stage.discussing"))</span>"
    case .closed: "<span class=\"badge is-good\">\(text("workshop.stage.closed"))</span>"
    case .cancelled: "<span class=\"badge\">\(text("workshop.stage.cancelled"))</span>"
    }
  }
}
