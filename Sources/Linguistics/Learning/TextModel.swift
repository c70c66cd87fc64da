/// What was learned: answers for texts nobody has judged.
public struct TextModel: Sendable {
  public let kind: AnswerKind
  /// The names of the labels; empty for numbers.
  public let labels: [String]
  /// What whoever keeps the model wants to find again, such as the field that held the text.
  public var notes: [String: String] = [:]
  /// Models of single turns, whose answers the model sees besides the words.
  var helpers: [TextModel] = []
  let scale: NumberScale
  let vocabulary: Vocabulary
  let weights: Weights
  let verdict: Verdict
  /// Whether how a text is put counts.
  let readsStyle: Bool
  /// The commonest words of the lesson.
  var memory: WordMemory

  init(
    kind: AnswerKind, labels: [String], scale: NumberScale, vocabulary: Vocabulary,
    weights: Weights, verdict: Verdict, readsStyle: Bool = true
  ) {
    self.kind = kind
    self.labels = labels
    self.scale = scale
    self.vocabulary = vocabulary
    self.weights = weights
    self.verdict = verdict
    self.readsStyle = readsStyle
    memory = WordMemory(lanes: weights.stride)
  }

  /// How many examples it learned from.
  public var examples: Int { verdict.record.examples }
  /// Share of right labels, mean F1 of several, or rank correlation of numbers, on unseen parts.
  ///
  /// Of several that hardly ever stand together it is the share that was right too.
  public var agreement: Double { verdict.record.agreement }
  /// The mean distance between stated chances and shares of right answers, on unseen parts, in
  /// fifteen bins; 0 for numbers.
  public var calibrationError: Double { verdict.record.calibrationError }
  /// Whether several labels could stand together but did not, so that each text gets its likeliest.
  public var isSingle: Bool { verdict.isSingle }
  /// How many features it knows.
  public var features: Int { vocabulary.count }
}
