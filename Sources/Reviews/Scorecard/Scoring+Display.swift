public import Markup
public import Web

extension Scoring {
  /// How a score is computed: the formulas in words, for beside the number they make.
  public static func explanation(_ text: Text) -> HTML {
    let steps = [
      text("scorecard.formula.value"), text("scorecard.formula.weight"),
      text("scorecard.formula.notApplicable"), text("scorecard.formula.sum"),
      text("scorecard.formula.fatal"), text("scorecard.formula.critical"),
      text("scorecard.formula.condition"), text("scorecard.formula.bounds"),
    ].map { "<li>\($0)</li>" as HTML }
    return """
      <details class="disclosure"><summary>\(text("scorecard.formula"))</summary>
        <ol>\(steps)</ol>
        <p class="is-soft">\(text("scorecard.formula.version", ["number": .integer(formula)]))</p>
      </details>
      """
  }
}
