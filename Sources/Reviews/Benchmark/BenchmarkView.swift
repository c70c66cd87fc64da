internal import Conversations
internal import Kernel
internal import Markup
internal import People
internal import Web

/// The examples of all scorecards in use, with the places where none is yet.
struct BenchmarkList {
  struct Model: Sendable {
    let cards: [ScorecardVersion]
    let benchmarks: [Benchmark]
    let covers: [Conversation.ID: Redaction]
    let waiting: Int
  }

  let visit: Visit
  let model: Model

  private var text: Text { visit.text }
  private var inForce: [Benchmark] { model.benchmarks.filter { !$0.isRetired } }

  var html: HTML {
    """
    <p class="lede">\(text("benchmark.lede", ["count": .integer(inForce.count)]))</p>
    \(actions)\(waiting)
    \(model.cards.map(card))
    \(retired)
    """
  }

  private var actions: HTML? {
    guard visit.actor.can(.read, .workshop) else { return nil }
    let new: HTML? =
      visit.actor.can(.create, .workshop)
      ? "<a class=\"button is-primary\" href=\"/workshops/new\">\(text("workshop.new"))</a>" : nil
    return """
      <div class="page-actions">\(new)<a class="button" href="/workshops">\(text("workshop.list"))</a></div>
      """
  }

  private var waiting: HTML? {
    guard model.waiting > 0 else { return nil }
    return """
      <p class="notice"><a href="/workshops">\(text("workshop.work", ["count": .integer(model.waiting)]))</a></p>
      """
  }

  private func card(_ card: ScorecardVersion) -> HTML {
    let criteria = card.rubric.criteria.map { criterion -> HTML in
      let rows = criterion.options.reversed().map { row($0, of: criterion) }
      return """
        <section class="card" id="criterion-\(criterion.id.text)"><h3 dir="auto">\(criterion.name)</h3>
        <p class="hint" dir="auto">\(criterion.question)</p><dl class="examples">\(rows)</dl></section>
        """
    }
    return """
      <section class="stack"><h2 dir="auto">\(card.rubric.name)</h2>\(criteria)</section>
      """
  }

  private func row(_ option: Criterion.Option, of criterion: Criterion) -> HTML {
    let found = inForce.filter { $0.criterion == criterion.id && $0.option == option.id }
    let items = found.map { benchmark -> HTML in
      let cover = model.covers[benchmark.conversation]
      return """
        <li>\(BenchmarkView.telling(why: benchmark.why, quote: benchmark.evidence.quote, discussion: "", cover: cover, text))
        <p><a href="\(Path.benchmark(benchmark.id))">\(text("benchmark.read")) <span class="visually-hidden">\(criterion.name), \(option.label), \(text.day(text.zone.day(of: benchmark.keptAt)))</span></a></p></li>
        """
    }
    let list: HTML =
      items.isEmpty
      ? "<p class=\"is-soft\">\(text("benchmark.none"))</p>" : "<ul>\(items)</ul>"
    return """
      <div><dt><span dir="auto">\(option.label)</span></dt><dd>\(list)</dd></div>
      """
  }

  private var retired: HTML? {
    let gone = model.benchmarks.filter(\.isRetired)
    guard !gone.isEmpty else { return nil }
    let items = gone.map { benchmark -> HTML in
      let criterion = model.cards.lazy.compactMap { $0.rubric.criterion(benchmark.criterion) }.first
      let option = criterion?.options.first { $0.id == benchmark.option }
      return """
        <li><a href="\(Path.benchmark(benchmark.id))"><bdi>\(criterion?.name ?? "–")</bdi>, <bdi>\(option?.label ?? "–")</bdi></a>, \(text.dayElement(text.zone.day(of: benchmark.keptAt))) <span dir="auto">\(benchmark.retirement?.note)</span></li>
        """
    }
    return """
      <details class="disclosure"><summary>\(text("benchmark.retired.list", ["count": .integer(gone.count)]))</summary><ul>\(items)</ul></details>
      """
  }
}

/// One example with the conversation it comes from.
struct BenchmarkView {
  struct Model: Sendable {
    let benchmark: Benchmark
    let card: ScorecardVersion
    let criterion: Criterion
    let conversation: Conversation
    let messages: [Message]
    let cover: Redaction?
    let workshop: Workshop?
    let spread: Spread?
    let names: [Person.ID: String]

    var option: Criterion.Option? { criterion.options.first { $0.id == benchmark.option } }
  }

  let visit: Visit
  let model: Model

  private var text: Text { visit.text }
  private var benchmark: Benchmark { model.benchmark }

  /// The quote, the reason and the discussion, with names covered where they must be.
  static func telling(
    why: String, quote: String, discussion: String, cover: Redaction?, _ text: Text
  ) -> HTML {
    func shown(_ words: String) -> String { cover?.covered(words) ?? words }
    let quoted: HTML? =
      quote.isEmpty ? nil : "<blockquote class=\"quote\" dir=\"auto\">\(shown(quote))</blockquote>"
    let reason: HTML? = why.isEmpty ? nil : "<p dir=\"auto\">\(shown(why))</p>"
    let talk: HTML? =
      discussion.isEmpty
      ? nil
      : "<p class=\"is-soft\">\(text("workshop.discussed")) <span dir=\"auto\">\(shown(discussion))</span></p>"
    return "\(quoted)\(reason)\(talk)"
  }

  var html: HTML {
    let messages = model.cover.map { cover in model.messages.map { $0.covered(by: cover) } }
    return """
      \(BenchmarkPages.breadcrumb(nil, text))
      <p class="lede">\(text("benchmark.one.lede")) <span dir="auto">\(model.option?.anchor)</span></p>
      \(retirement)
      <div class="conversation-layout">
      <div class="stack">\(model.cover == nil ? nil : "<p class=\"notice\">\(text("workshop.covered"))</p>" as HTML)
      \(Conversation.transcript(model.conversation, messages: messages ?? model.messages, text: text))</div>
      <aside class="conversation-facts stack" aria-label="\(text("benchmark.agreed"))">
      <section class="card"><h2>\(text("benchmark.why"))</h2>
      \(Self.telling(why: benchmark.why, quote: benchmark.evidence.quote, discussion: benchmark.discussion, cover: model.cover, text))
      \(place)</section>
      \(facts)\(benchmark.isRetired || !visit.actor.can(.change, .benchmark) ? nil : change)</aside></div>
      """
  }

  /// The way to the message the quote stands in.
  private var place: HTML? {
    benchmark.evidence.message.flatMap { id in model.messages.first { $0.id == id } }.map {
      "<p><a href=\"#\($0.anchor)\">\(text("benchmark.place"))</a></p>"
    }
  }

  private var retirement: HTML? {
    guard let retirement = benchmark.retirement else { return nil }
    let link: HTML? = retirement.replacement.map {
      " <a href=\"\(Path.benchmark($0))\">\(text("benchmark.replacement"))</a>"
    }
    return """
      <p class="notice is-warn">\(text("benchmark.retired")) \(text.moment(retirement.at)). <span dir="auto">\(retirement.note)</span>\(link)</p>
      """
  }

  private var facts: HTML {
    let by = benchmark.keptBy.flatMap { model.names[$0] }
    let link: HTML? =
      model.cover == nil
      ? """
      <div><dt>\(text("workshop.conversation"))</dt><dd><a href="\(Conversation.path(model.conversation.id))"><bdi>\(model.conversation.externalID)</bdi></a></dd></div>
      """ : nil
    let workshop: HTML? = model.workshop.flatMap { workshop in
      workshop.isVisible(to: visit.actor)
        ? """
        <div><dt>\(text("benchmark.workshop"))</dt><dd><a href="\(Path.workshop(workshop.id))">\(text.day(text.zone.day(of: workshop.openedAt)))</a></dd></div>
        """ : nil
    }
    return """
      <section class="card"><h2>\(text("benchmark.agreed"))</h2><dl class="facts">
      <div><dt>\(text("benchmark.since"))</dt><dd>\(text.dayElement(text.zone.day(of: benchmark.keptAt)))</dd></div>
      \(by.map { "<div><dt>\(text("benchmark.by"))</dt><dd dir=\"auto\">\($0)</dd></div>" as HTML })
      <div><dt>\(text("benchmark.card"))</dt><dd><a href="\(Path.scorecardVersion(model.card))"><bdi>\(model.card.rubric.name) \(model.card.label)</bdi></a></dd></div>
      \(spread)\(workshop)\(link)</dl></section>
      """
  }

  private var spread: HTML? {
    guard let spread = model.spread, spread.total > 0,
      let index = model.criterion.options.firstIndex(where: { $0.id == benchmark.option })
    else { return nil }
    let sentence = text(
      "benchmark.spread",
      ["same": .integer(spread.counts[index]), "count": .integer(spread.total)])
    return "<div><dt>\(text("workshop.spread"))</dt><dd>\(sentence)</dd></div>"
  }

  private var change: HTML {
    let path = Path.benchmark(benchmark.id)
    let messages = model.cover.map { cover in model.messages.map { $0.covered(by: cover) } }
    return """
      <details class="disclosure"><summary>\(text("benchmark.replace"))</summary>
      <form class="form" method="post" action="\(path.appending("replacement"))">\(visit.csrf)
      <p class="hint">\(text("benchmark.replace.hint"))</p>
      \(EvidenceFields(text: text, id: benchmark.id.text, messages: messages ?? model.messages, evidence: benchmark.evidence).html)
      <div class="field"><label for="why">\(text("workshop.why"))</label><textarea id="why" name="why" rows="3" maxlength="1000" required dir="auto">\(benchmark.why)</textarea></div>
      <div class="field"><label for="replace-note">\(text("benchmark.note"))</label><input id="replace-note" name="note" maxlength="500" dir="auto"></div>
      <div class="form-actions"><button>\(text("benchmark.replace.do"))</button></div></form></details>
      <details class="disclosure"><summary>\(text("benchmark.retire"))</summary>
      <form class="form" method="post" action="\(path.appending("retirement"))">\(visit.csrf)
      <div class="field"><label for="retire-note">\(text("benchmark.note"))</label><input id="retire-note" name="note" maxlength="500" required dir="auto"></div>
      <div class="form-actions"><button>\(text("benchmark.retire.do"))</button></div></form></details>
      """
  }
}
