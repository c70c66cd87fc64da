internal import Kernel
internal import Markup
internal import Web

/// What is said beside one criterion, each part behind a disclosure of its own.
struct GuideView {
  let guide: Guide
  let text: Text

  /// Beside a criterion that is being rated.
  func beside(_ criterion: Criterion) -> HTML {
    serves(criterion) + procedures(for: criterion) + examples(for: criterion)
  }

  /// What the points look like, from the best to the worst as on the scale above.
  private func examples(for criterion: Criterion) -> HTML {
    let examples = guide.examples[criterion.id] ?? []
    let items = criterion.options.reversed().flatMap { option in
      examples.filter { $0.option == option.id }.map { example -> HTML in
        let quote: HTML? =
          example.quote.isEmpty
          ? nil : "<blockquote class=\"quote\" dir=\"auto\">\(example.quote)</blockquote>"
        return """
          <div><dt dir="auto">\(option.label)</dt><dd>\(quote)<p dir="auto">\(example.why)</p>
          <p><a href="\(Path.benchmark(example.id))" target="_blank" rel="noopener">\(text("benchmark.read")) <span class="visually-hidden">\(criterion.name), \(option.label)</span></a></p></dd></div>
          """
      }
    }
    guard !items.isEmpty else { return "" }
    return """
      <details class="disclosure guide"><summary>\(text("benchmark.beside", ["count": .integer(items.count)]))</summary>
      <dl class="examples">\(items)</dl></details>
      """
  }

  private func procedures(for criterion: Criterion) -> HTML {
    let links = (guide.procedures[criterion.id] ?? []).map { procedure -> HTML in
      """
      <li><a href="\(Path.procedure(procedure.id))" target="_blank" rel="noopener" dir="auto">\(procedure.title)</a></li>
      """
    }
    guard !links.isEmpty else { return "" }
    return """
      <div class="guide-links"><span>\(text("procedure.beside"))</span><ul>\(links)</ul></div>
      """
  }

  /// The thread from the purpose to the criterion.
  private func serves(_ criterion: Criterion) -> HTML {
    guard let purpose = guide.purpose else { return "" }
    let values = purpose.values(of: criterion.id)
    guard !values.isEmpty else { return "" }
    let names = text.list(values.map(\.name))
    let items = values.map { value -> HTML in
      let meaning: HTML? =
        value.meaning.isEmpty ? nil : ": <span dir=\"auto\">\(value.meaning)</span>"
      return "<li><strong dir=\"auto\">\(value.name)</strong>\(meaning)</li>"
    }
    return """
      <details class="disclosure guide"><summary>\(text("purpose.serves", ["names": .string(names)]))</summary>
      <ul>\(items)</ul>
      <p class="is-soft">\(text("purpose.servesWhy")) <a href="/purpose" target="_blank" rel="noopener" dir="auto">\(purpose.sentence)</a></p>
      </details>
      """
  }
}
