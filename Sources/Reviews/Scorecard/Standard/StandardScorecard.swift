internal import Kernel

/// The ready-made scorecard's texts in one language.
///
/// Four criteria in two sections: whether the customer's question was answered rightly and
/// completely, and how the customer was treated.
struct StandardScorecard: Sendable {
  let language: String
  let name: String
  let purpose: String
  let solution: String
  let care: String
  let correctness: Text
  let completeness: Text
  let empathy: Text
  let professionalism: Text

  struct Text: Sendable {
    let name: String
    let question: String
    /// From the worst to the best.
    let points: [Point]
  }

  struct Point: Sendable {
    let label: String
    let anchor: String
    var causes: [String] = []
  }

  static func texts(in language: String) -> StandardScorecard {
    switch language {
    case "zh-Hans": simplifiedChinese
    case "ru": russian
    case "he": hebrew
    default: english
    }
  }
}

extension Rubric {
  /// The scorecard that is there on first run: correctness, completeness, empathy, professionalism.
  ///
  /// Wrong information that can harm is critical; contempt of the customer is fatal.
  public static func standard(language: String, key: () -> Int64) -> Rubric {
    let texts = StandardScorecard.texts(in: language)
    let solution = Section(
      id: .init(rawValue: key()), name: texts.solution, share: 0.6,
      criteria: [
        texts.correctness.criterion(share: 0.6, worst: .critical, allowsNA: true, key),
        texts.completeness.criterion(share: 0.4, worst: .plain, allowsNA: true, key),
      ])
    let care = Section(
      id: .init(rawValue: key()), name: texts.care, share: 0.4,
      criteria: [
        texts.empathy.criterion(share: 0.5, worst: .plain, allowsNA: true, key),
        texts.professionalism.criterion(share: 0.5, worst: .fatal, allowsNA: false, key),
      ])
    return Rubric(
      name: texts.name, purpose: texts.purpose, language: texts.language,
      sections: [solution, care])
  }
}

private enum Consequence { case plain, critical, fatal }

extension StandardScorecard.Text {
  fileprivate func criterion(
    share: Double, worst: Consequence, allowsNA: Bool, _ key: () -> Int64
  ) -> Criterion {
    Criterion(
      id: .init(rawValue: key()), name: name, question: question, share: share,
      options: points.enumerated().map { index, point in
        Criterion.Option(
          id: .init(rawValue: key()), label: point.label, anchor: point.anchor,
          isCritical: index == 0 && worst == .critical, isFatal: index == 0 && worst == .fatal,
          needsComment: index < points.count / 2,
          causes: point.causes.map { Criterion.Cause(id: .init(rawValue: key()), text: $0) })
      },
      allowsNotApplicable: allowsNA)
  }
}
