public import Markup
public import Web

/// What is wrong with a form that comes back to its writer, and where.
public struct Complaint: Sendable {
  /// The id of the field; `nil` when it is about the whole form.
  let field: String?
  let message: String

  public init(field: String?, message: String) {
    self.field = field
    self.message = message
  }

  /// Whether it is about that field.
  public func isAbout(_ id: String) -> Bool { field == id }
}

/// The fields of one form, with what was typed and what is wrong.
public struct FormView {
  public let text: Text
  let complaint: Complaint?

  public init(_ text: Text, _ complaint: Complaint? = nil) {
    self.text = text
    self.complaint = complaint
  }

  /// What is wrong, above the form, with a link to the field.
  public var summary: HTML {
    guard let complaint else { return "" }
    let message: HTML =
      complaint.field.map { field in
        "<a href=\"#\(field)\">\(complaint.message)</a>"
      } ?? "\(complaint.message)"
    return """
      <div class="error-summary" role="alert" tabindex="-1"><h2>\(text("form.complaint"))</h2>\
      <ul><li>\(message)</li></ul></div>
      """
  }

  /// A labelled input; `attributes` are such as ` required autocomplete="name"`.
  public func input(
    _ id: String, _ label: String, type: String = "text", value: String = "",
    hint: String? = nil, isOptional: Bool = false, attributes: HTML = ""
  ) -> HTML {
    field(
      id, label, hint: hint, isOptional: isOptional,
      """
      <input id="\(id)" name="\(id)" type="\(type)" value="\(value)"\(described(id, hint))\(attributes)>
      """)
  }

  /// A labelled list to choose one from.
  public func select(
    _ id: String, _ label: String, _ options: [(value: String, label: String)],
    selected: String, hint: String? = nil
  ) -> HTML {
    let items = options.map { option -> HTML in
      """
      <option value="\(option.value)"\("selected", if: option.value == selected)>\(option.label)</option>
      """
    }
    return field(
      id, label, hint: hint, isOptional: false,
      "<select id=\"\(id)\" name=\"\(id)\"\(described(id, hint))>\(items)</select>")
  }

  /// A group of boxes to tick, or of one to choose.
  public func choices(
    _ name: String, _ legend: String, _ options: [Choice], isSingle: Bool = false,
    isInline: Bool = false, hint: String? = nil
  ) -> HTML {
    let type: HTML = isSingle ? "radio" : "checkbox"
    let items = options.map { option -> HTML in
      let note: HTML = option.hint.map { " <span class=\"hint\">\($0)</span>" } ?? ""
      return """
        <label class="choice"><input type="\(type)" name="\(name)" value="\(option.value)"\
        \("checked", if: option.isChosen)> <span><span dir="auto">\(option.label)</span>\(note)</span></label>
        """
    }
    let inline: HTML = isInline ? " is-inline" : ""
    return """
      <fieldset class="field" id="\(name)"><legend>\(legend)</legend>\(hintLine(name, hint))\(error(name))
      <div class="choices\(inline)">\(items)</div></fieldset>
      """
  }

  /// One box to tick or leave.
  public func tick(_ name: String, _ label: String, isChosen: Bool, hint: String? = nil) -> HTML {
    let note: HTML = hint.map { " <span class=\"hint\">\($0)</span>" } ?? ""
    return """
      <div class="field"><label class="choice"><input type="checkbox" name="\(name)" value="1"\
      \("checked", if: isChosen)> <span>\(label)\(note)</span></label></div>
      """
  }

  private func field(
    _ id: String, _ label: String, hint: String?, isOptional: Bool, _ control: HTML
  ) -> HTML {
    let optional: HTML =
      isOptional ? " <span class=\"optional\">\(text("form.optional"))</span>" : ""
    return """
      <div class="field"><label for="\(id)">\(label)\(optional)</label>\(hintLine(id, hint))
      \(control)\(error(id))</div>
      """
  }

  private func hintLine(_ id: String, _ hint: String?) -> HTML {
    hint.map { "<p class=\"hint\" id=\"\(id)-hint\">\($0)</p>" } ?? ""
  }

  private func error(_ id: String) -> HTML {
    guard let complaint, complaint.field == id else { return "" }
    return "<p class=\"error\" id=\"\(id)-error\">\(complaint.message)</p>"
  }

  private func described(_ id: String, _ hint: String?) -> HTML {
    let isWrong = complaint?.field == id
    let names = [hint == nil ? nil : "\(id)-hint", isWrong ? "\(id)-error" : nil]
      .compactMap { $0 }.joined(separator: " ")
    let described: HTML = names.isEmpty ? "" : " aria-describedby=\"\(names)\""
    return described + (isWrong ? " aria-invalid=\"true\"" : "")
  }
}

/// One of several things to tick.
public struct Choice {
  let value: String
  let label: String
  var hint: String?
  var isChosen = false

  public init(value: String, label: String, hint: String? = nil, isChosen: Bool = false) {
    self.value = value
    self.label = label
    self.hint = hint
    self.isChosen = isChosen
  }
}
