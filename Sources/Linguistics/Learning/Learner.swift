/// Learns a model from examples.
///
/// Each part of the examples is judged by a network and a linear model that did not see it. From
/// those judgements come the blend of the two, the penalty of the linear one, the calibration, the
/// thresholds and when to abstain. Of few examples the networks of all parts, and the mean of their
/// linear models, together are the model; of many it is one wider network that saw them all. Of many
/// single texts a part also tells whether more is to be had from how they are put than from what
/// they say alone.
public struct Learner: Sendable {
  /// Where its chance begins; the same seed and examples give the same model.
  public var seed: UInt64 = 1
  /// How many processors it may use; the model does not depend on it.
  public var threads = 2
  /// Units of each network, in lanes of eight, and of the one that learns from many examples.
  var lanes = 4
  var wideLanes = 15
  var course = Network.Course()
  /// From so many examples on one wide network learns from all of them.
  var fewestForOne = 6000
  /// How many times a network sees its examples; chosen by their size when `nil`.
  var rounds: Int?
  /// Features seen by all networks together, which bounds the time of a lesson.
  var budget = 240_000_000
  /// How much an example may pull on the linear model; the best is chosen on unseen parts.
  var pulls: [Float] = [0.1, 0.3, 1, 3, 10]
  /// How many networks judge a part that is held apart.
  var voices = 3
  var census = Census()

  public init() {}

  /// Why nothing could be learned.
  public enum Refusal: Error, Hashable, Sendable {
    /// So few examples cannot be divided into parts.
    case tooFew(Int)
    /// All examples have the same outcome.
    case oneOutcome
    /// Outcomes of different kinds, or labels without a name.
    case mixed
  }

  /// The fewest examples that can be divided and judged.
  public static let fewest = 20

  /// The model of some examples and the names of their labels.
  ///
  /// What is known of single turns is learned first; what these helpers say of the turns is then
  /// seen like their words. For the examples it comes from helpers that did not see them.
  public func learn(
    _ examples: [LabelledText], labels: [String], aspects: [Aspect] = []
  ) throws(Refusal) -> TextModel {
    var examples = examples
    var helpers: [TextModel] = []
    for (number, aspect) in aspects.enumerated() {
      if let helper = helper(number, aspect, &examples) { helpers.append(helper) }
    }
    var (model, _) = try study(examples, labels: labels, judgingAll: false)
    model.memory = WordMemory.of(examples.map(\.passages), model.weights)
    model.helpers = helpers
    return model
  }

  /// A model for each part of the examples, which has learned from the others alone.
  ///
  /// Nor do the examples of a part have a say in how its model weighs, blends and calibrates: that
  /// hangs on how the other parts were judged by models that had not seen them. Parts are numbered
  /// from 0, one for each example. Such models may judge their own part, and none other of these
  /// examples.
  public func learn(
    _ examples: [LabelledText], labels: [String], apart parts: [Int]
  ) throws(Refusal) -> [TextModel] {
    let folds = Folds(parts: parts)
    guard folds.count > 1, parts.count == examples.count, parts.allSatisfy({ $0 >= 0 }) else {
      throw .tooFew(folds.count)
    }
    for part in 0..<folds.count {
      let others = folds.others(than: part).map { examples[$0] }
      guard others.count >= Self.fewest else { throw .tooFew(others.count) }
      _ = try Self.kind(of: others, labels: labels.count)
    }
    return try Study(self, examples, labels: labels, folds, isApart: true).apart()
  }

  /// A model, and for each example the chances given by those who did not see it.
  func study(
    _ examples: [LabelledText], labels: [String], judgingAll: Bool = true
  ) throws(Refusal) -> (TextModel, [[Float]]) {
    guard examples.count >= Self.fewest else { throw .tooFew(examples.count) }
    let folds = Folds(examples, count: examples.count < 1500 ? 10 : 6, seed: seed)
    guard folds.count > 1 else { throw .tooFew(folds.count) }
    let (model, judgement) = try Study(self, examples, labels: labels, folds)
      .whole(judgingAll: judgingAll)
    return (model, judgingAll && model.kind == .one ? judgement.chances : [])
  }

  static func kind(
    of examples: [LabelledText], labels: Int
  ) throws(Refusal) -> AnswerKind {
    var found: Set<AnswerKind> = []
    var fits = true
    for example in examples {
      switch example.outcome {
      case .one(let label):
        found.insert(.one)
        fits = fits && (0..<labels).contains(label)
      case .many(let set):
        found.insert(.many)
        fits = fits && set.allSatisfy { (0..<labels).contains($0) }
      case .number(let value):
        found.insert(.number)
        fits = fits && value.isFinite
      }
    }
    guard let kind = found.first, found.count == 1, fits else { throw .mixed }
    let first = examples.first?.outcome
    guard examples.contains(where: { $0.outcome != first }) else { throw .oneOutcome }
    return kind
  }
}
