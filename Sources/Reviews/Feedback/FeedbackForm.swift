internal import Markup
internal import Web

/// The fields of structured feedback: as many lines for praise as for correction, praise first.
enum FeedbackForm {
  /// The kinds of the places of the form, in their order.
  static let places: [Feedback.Kind] = [.praise, .praise, .correction, .correction]

  /// The entries in the places of the form; what does not fit is never dropped but put last.
  static func placed(_ feedback: [Feedback]) -> [Feedback] {
    var rest = feedback
    var placed = places.map { kind -> Feedback in
      guard let index = rest.firstIndex(where: { $0.kind == kind }) else {
        return Feedback(kind, did: "", effect: "")
      }
      return rest.remove(at: index)
    }
    placed += rest
    return placed
  }

  /// What was written in each place.
  static func read(_ form: Form) -> [Feedback] {
    places.enumerated().map { index, kind in
      var entry = Feedback(kind, did: "", effect: "")
      for part in Feedback.Part.allCases {
        entry[part] = String(form[name(index, part)].prefix(4000))
      }
      return entry
    }
  }

  static func name(_ index: Int, _ part: Feedback.Part) -> String {
    "feedback-\(index)-\(part.rawValue)"
  }

  /// The fields, with what is missing said beside them.
  static func html(_ feedback: [Feedback], flaws: [ReviewDraft.Flaw], _ text: Text) -> HTML {
    let entries = placed(feedback)
    let isMissing = flaws.contains(.noFeedback)
    let blocks = entries.enumerated().map { index, entry -> HTML in
      let fields = block(index, entry, flaws, text)
      let isSecond = index % 2 == 1
      guard isSecond else { return fields }
      return """
        <details class="disclosure" id="feedback-\(index)-more"\("open", if: !entry.isEmpty)>
        <summary>\(text(more(entry.kind)))</summary>\(fields)</details>
        """
    }
    let error: HTML? =
      isMissing ? "<p class=\"error\" id=\"feedback-error\">\(text("feedback.missing"))</p>" : nil
    return """
      <section class="scorecard-section" id="feedback" tabindex="-1">
      <h2>\(text("feedback.title"))</h2>
      <p class="hint">\(text("feedback.hint"))</p>\(FeedbackLesson.phrases(text))\(error)\(blocks)
      </section>
      """
  }

  private static func more(_ kind: Feedback.Kind) -> String {
    kind == .praise ? "feedback.more.praise" : "feedback.more.correction"
  }

  private static func block(
    _ index: Int, _ entry: Feedback, _ flaws: [ReviewDraft.Flaw], _ text: Text
  ) -> HTML {
    let fields = Feedback.Part.allCases.map { part -> HTML in
      field(index, entry, part, isMissing: flaws.contains { $0.names(index, part) }, text)
    }
    let isPraise = entry.kind == .praise
    return """
      <fieldset class="feedback\(isPraise ? " is-praise" : "")">
      <legend>\(text(isPraise ? "feedback.praise" : "feedback.correction"))</legend>
      <ol class="feedback-steps">\(fields)</ol>
      </fieldset>
      """
  }

  private static func field(
    _ index: Int, _ entry: Feedback, _ part: Feedback.Part, isMissing: Bool, _ text: Text
  ) -> HTML {
    let name = name(index, part)
    let isOptional = entry.kind == .praise && part == .nextStep
    let optional: HTML? =
      isOptional ? " <span class=\"optional\">\(text("feedback.optional"))</span>" : nil
    let error: HTML? =
      isMissing
      ? "<p class=\"error\" id=\"\(name)-error\">\(text(problem(part)))</p>" : nil
    let describes: HTML? =
      isMissing ? " aria-invalid=\"true\" aria-describedby=\"\(name)-error\"" : nil
    return """
      <li><label for="\(name)">\(text(label(part)))\(optional)</label>\(error)
      <textarea id="\(name)" name="\(name)" rows="2" maxlength="4000" dir="auto"\(describes)>\(entry[part])</textarea></li>
      """
  }

  static func label(_ part: Feedback.Part) -> String {
    switch part {
    case .did: "feedback.did"
    case .effect: "feedback.effect"
    case .nextStep: "feedback.next"
    }
  }

  /// The kind word for what is missing.
  static func problem(_ part: Feedback.Part) -> String {
    switch part {
    case .did: "feedback.problem.did"
    case .effect: "feedback.problem.effect"
    case .nextStep: "feedback.problem.next"
    }
  }

  /// Feedback as its receiver reads it.
  static func card(
    _ entry: Feedback, _ text: Text, isYours: Bool = false, below: HTML? = nil
  ) -> HTML {
    let steps = Feedback.Part.allCases.filter { !entry[$0].isEmpty }.map { part -> HTML in
      let name = part == .did && isYours ? text("feedback.yours") : text(label(part))
      return """
        <li><p class="feedback-label">\(name)</p><p dir="auto">\(entry[part])</p></li>
        """
    }
    let isPraise = entry.kind == .praise
    return """
      <section class="feedback\(isPraise ? " is-praise" : "") card">
      <h3>\(text(isPraise ? "feedback.praise" : "feedback.correction"))</h3>
      <ol class="feedback-steps">\(steps)</ol>\(below)</section>
      """
  }
}

extension ReviewDraft.Flaw {
  func names(_ index: Int, _ part: Feedback.Part) -> Bool {
    if case .feedback(index, _, part) = self { true } else { false }
  }
}
