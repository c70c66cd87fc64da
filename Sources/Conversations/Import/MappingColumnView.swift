internal import Markup
internal import Web

/// One column of the mapping page: its samples, the fields it fills, and what its words mean.
struct MappingColumnView {
  let text: Text
  let kind: RowKind
  let index: Int
  let suggestion: Suggestion
  /// What was chosen for a column of this name before.
  let known: Mapping.Column?

  var row: HTML {
    let samples = suggestion.samples.map { sample -> HTML in
      let short = sample.count > 60 ? String(sample.prefix(60)) + "…" : sample
      return "<span>\(short)</span>"
    }
    let chosen = known.map { $0.targets.first?.field } ?? suggestion.field
    let isIgnored = known?.isIgnored == true
    let column: [String: TextValue] = ["column": .string(suggestion.column)]
    return """
      <tr><th scope="row"><bdi>\(suggestion.column)</bdi></th>
      <td><span class="samples" dir="auto">\(samples)</span></td>
      <td><select name="column-\(index)" aria-label="\(text("import.field.of", column))">
      \(option("", text("import.field.keep"), chosen == nil && !isIgnored))\(option("ignore", text("import.field.ignore"), isIgnored))\(fields(chosen))</select>
      \(more(chosen))</td>
      <td>\(confidence)</td></tr>
      """
  }

  /// What few columns need: a second field, and words of theirs that mean words of ours.
  private func more(_ chosen: Field?) -> HTML {
    let second = known?.targets.dropFirst().first?.field
    let meanings = known?.targets.first?.values ?? [:]
    let isOpen = second != nil || !meanings.isEmpty
    let ours = chosen?.words ?? []
    let hint: HTML =
      ours.isEmpty
      ? "" : " \(text("import.values.ours", ["words": .string(text.list(ours))]))"
    return """
      <details\("open", if: isOpen)><summary>\(text("import.more"))</summary>
      <div class="field"><label for="also-\(index)">\(text("import.also"))</label>
      <select id="also-\(index)" name="also-\(index)">\(option("", text("import.also.none"), second == nil))\(fields(second))</select></div>
      <div class="field"><label for="values-\(index)">\(text("import.values"))</label>
      <p class="hint" id="values-hint-\(index)">\(text("import.values.hint"))\(hint)</p>
      <textarea id="values-\(index)" name="values-\(index)" rows="3" dir="auto" aria-describedby="values-hint-\(index)">\(Meanings.text(of: meanings))</textarea></div></details>
      """
  }

  private func fields(_ chosen: Field?) -> HTML {
    kind.fields.map { field in
      option(field.rawValue, FieldWords.name(field, text), field == chosen)
    }.joined()
  }

  private func option(_ value: String, _ label: String, _ isSelected: Bool) -> HTML {
    "<option value=\"\(value)\"\("selected", if: isSelected)>\(label)</option>"
  }

  private var confidence: HTML {
    if known != nil {
      "<span class=\"badge is-plain\">\(text("import.confidence.saved"))</span>"
    } else if suggestion.field == nil {
      "<span class=\"badge is-thin\">\(text("import.confidence.none"))</span>"
    } else if suggestion.confidence >= 0.8 {
      "<span class=\"badge is-good\">\(text("import.confidence.sure"))</span>"
    } else {
      "<span class=\"badge is-warn\">\(text("import.confidence.look"))</span>"
    }
  }
}

/// What words of a source mean, as people write it: one `theirs = ours` a line.
enum Meanings {
  static func text(of values: [String: String]) -> String {
    values.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value)" }.joined(separator: "\n")
  }

  /// Reads the lines; those without an equals sign say nothing.
  static func values(of text: String) -> [String: String] {
    var values: [String: String] = [:]
    for line in text.split(whereSeparator: \.isNewline).prefix(500) {
      let sides = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard sides.count == 2 else { continue }
      values[String(sides[0].trimmingBlanks)] = String(sides[1].trimmingBlanks)
    }
    return values
  }
}

extension Field {
  /// The words of ours that a cell of this field may mean; none where any text will do.
  var words: [String] {
    switch self {
    case .channel: Channel.known.map(\.rawValue)
    case .status: ConversationStatus.known.map(\.rawValue)
    case .messageRole: MessageRole.known.map(\.rawValue)
    case .messageVisibility: MessageVisibility.known.map(\.rawValue)
    case .messageKind: MessageKind.known.map(\.rawValue)
    case .callDirection: CallDirection.known.map(\.rawValue)
    case .callTransfer: CallTransfer.known.map(\.rawValue)
    case .callEnding: CallEnding.known.map(\.rawValue)
    case .surveyKind: SurveyKind.known.map(\.rawValue)
    default: []
    }
  }

  /// Whether several columns may fill the field together, as a first and a last name do.
  var joins: Bool { [.agentName, .customerName, .messageAuthor].contains(self) }
}
