internal import Markup
internal import Web

/// What the forms that plan something share: a cycle, a calibration.
enum PlanFields {
  /// What is wrong, above the form; nothing when nothing is.
  static func summary(_ sentences: [String], _ text: Text) -> HTML {
    guard !sentences.isEmpty else { return "" }
    let items = sentences.map { "<li>\($0)</li>" as HTML }
    return """
      <div class="error-summary" role="alert" tabindex="-1"><h2>\(text("cycle.problems"))</h2><ul>\(items)</ul></div>
      """
  }

  /// A labelled list to choose one from.
  static func select(
    _ name: String, _ label: String, _ options: [(String, String)], chosen: String
  ) -> HTML {
    let items = options.map { value, title -> HTML in
      "<option value=\"\(value)\"\("selected", if: value == chosen)>\(title)</option>"
    }
    return """
      <div class="field"><label for="\(name)">\(label)</label><select id="\(name)" name="\(name)">\(items)</select></div>
      """
  }
}
