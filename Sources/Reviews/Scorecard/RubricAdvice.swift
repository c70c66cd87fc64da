/// A remark about a rubric that may be published all the same.
struct RubricAdvice: Hashable, Sendable {
  let place: RubricPlace
  let rule: Rule
  /// The words the remark is about.
  var words: [String] = []

  enum Rule: String, Hashable, Sendable, CaseIterable {
    /// One question asks two things.
    case doubleBarrelled
    /// A word that two reviewers read differently.
    case vague
    /// More than five criteria: ratings get careless.
    case manyCriteria
    case anchorMissing
    /// Two points of a scale are described alike.
    case anchorTwice
    /// The wording says that it does not always apply, but "not applicable" is off.
    case notApplicableMissing
    /// A heavy consequence without a written reason.
    case consequenceUnexplained
    /// A criterion that hardly moves the score.
    case tinyWeight
  }
}

extension Rubric {
  /// Gentle remarks in reading order; rules about wording are for English texts only.
  var advice: [RubricAdvice] {
    var found: [RubricAdvice] = []
    if criteria.count > 5 {
      found.append(
        RubricAdvice(place: .scorecard, rule: .manyCriteria, words: ["\(criteria.count)"]))
    }
    for criterion in criteria {
      let place = RubricPlace.criterion(criterion.id)
      if language == "en" { found += criterion.wordingAdvice }
      let silent = criterion.options.filter { $0.anchor.isBlank && !$0.label.isBlank }
        .map(\.label)
      if !silent.isEmpty {
        found.append(RubricAdvice(place: place, rule: .anchorMissing, words: silent))
      }
      let anchors = criterion.options.map { $0.anchor.lowercased() }.filter { !$0.isBlank }
      if Set(anchors).count < anchors.count {
        found.append(RubricAdvice(place: place, rule: .anchorTwice))
      }
      let unexplained = criterion.options.filter {
        ($0.isCritical || $0.isFatal) && !$0.needsComment
      }
      if !unexplained.isEmpty {
        found.append(
          RubricAdvice(
            place: place, rule: .consequenceUnexplained, words: unexplained.map(\.label)))
      }
      if weight(of: criterion.id) < 0.03 {
        found.append(RubricAdvice(place: place, rule: .tinyWeight))
      }
    }
    return found
  }
}

extension Criterion {
  fileprivate var wordingAdvice: [RubricAdvice] {
    var found: [RubricAdvice] = []
    func add(_ rule: RubricAdvice.Rule, _ words: [String]) {
      if !words.isEmpty {
        found.append(RubricAdvice(place: .criterion(id), rule: rule, words: words))
      }
    }
    add(.doubleBarrelled, EnglishWording.joints(in: name + " " + question))
    add(.vague, EnglishWording.vagueWords(in: options.map(\.anchor) + [question]))
    if !allowsNotApplicable {
      add(.notApplicableMissing, EnglishWording.conditions(in: name + " " + question))
    }
    return found
  }
}

/// What the wording of an English text gives away; word by word, without patterns.
enum EnglishWording {
  /// Words that join two questions into one.
  static func joints(in text: String) -> [String] {
    let words = words(in: text)
    var found = words.filter { ["and", "or", "&", "plus"].contains($0) }
    if words.joined(separator: " ").contains("as well as") { found.append("as well as") }
    if text.contains("/") { found.append("/") }
    return unique(found)
  }

  /// Words that two reviewers read differently.
  static func vagueWords(in texts: [String]) -> [String] {
    unique(texts.flatMap { words(in: $0) }.filter(vague.contains))
  }

  /// Words that say a thing does not always happen.
  static func conditions(in text: String) -> [String] {
    unique(words(in: text).filter(conditional.contains))
  }

  private static func words(in text: String) -> [String] {
    text.lowercased()
      .split { !($0.isLetter || $0.isNumber || $0 == "'" || $0 == "&" || $0 == "-") }
      .map(String.init)
  }

  private static func unique(_ words: [String]) -> [String] {
    words.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  private static let vague: Set<String> = [
    "adequate", "adequately", "appropriate", "appropriately", "acceptable", "acceptably", "bad",
    "badly", "decent", "effective", "effectively", "efficient", "efficiently", "fine", "good",
    "great", "nice", "nicely", "normal", "ok", "okay", "poor", "poorly", "proper", "properly",
    "reasonable", "reasonably", "satisfactory", "somewhat", "sufficient", "sufficiently",
    "suitable", "suitably", "well", "professional", "professionally", "excellent",
  ]

  private static let conditional: Set<String> = [
    "if", "when", "whenever", "where", "applicable", "needed", "necessary", "escalate",
    "escalated", "escalation", "hold", "refund", "transfer", "transferred",
  ]
}
