/// Learns a model from examples.
///
/// Each part of the examples is judged by a network and a linear model that did not see it. From
/// those judgements come the blend of the two, the penalty of the linear one, the calibration, the
/// thresholds and when to abstain; the networks of all parts, and the mean of their linear models,
/// together are the model.
public struct Learner: Sendable {
  /// Where its chance begins; the same seed and examples give the same model.
  public var seed: UInt64 = 1
  /// How many processors it may use; the model does not depend on it.
  public var threads = 2
  /// Units of each network, in lanes of eight.
  var lanes = 4
  var course = Network.Course()
  /// How many times a network sees its examples; chosen by their size when `nil`.
  var rounds: Int?
  /// Features seen by all networks together, which bounds the time of a lesson.
  var budget = 240_000_000
  /// How much an example may pull on the linear model; the best is chosen on unseen parts.
  var pulls: [Float] = [0.1, 0.3, 1, 3, 10]
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
    var (model, _) = try study(examples, labels: labels)
    model.helpers = helpers
    return model
  }

  /// A model, and for each example the chances given by those who did not see it.
  func study(
    _ examples: [LabelledText], labels: [String]
  ) throws(Refusal) -> (TextModel, [[Float]]) {
    guard examples.count >= Self.fewest else { throw .tooFew(examples.count) }
    let kind = try Self.kind(of: examples, labels: labels.count)
    let folds = Folds(examples, count: examples.count < 1500 ? 10 : 6, seed: seed)
    guard folds.count > 1 else { throw .tooFew(folds.count) }
    var census = census
    census.threads = threads
    if examples.count < 1000 { census.least = 1 }
    let (vocabulary, sheet) = census.take(examples.map(\.passages))
    let scale = NumberScale(examples)
    let outputs = kind == .number ? 1 : labels.count
    let isSingle = kind == .many && Targets.areSingle(examples)
    let targets = Targets(
      examples, kind: isSingle ? .one : kind, outputs: outputs, scale: scale)
    let (lesson, scales) = bestLesson(folds, sheet, targets)
    let (trials, networks, fits) = lesson.run()
    let judgement = Judgement(trials, targets)
    var verdict = judgement.verdict
    verdict.isSingle = isSingle
    let model = TextModel(
      kind: kind, labels: labels, scale: scale, vocabulary: vocabulary,
      weights: Weights(
        networks: judgement.blend < 1 ? networks.map { $0.absorbing(scales) } : [],
        fits: judgement.blend > 0 ? fits.map { $0.absorbing(scales) } : [],
        blend: judgement.blend, inputs: vocabulary.count, outputs: outputs),
      verdict: verdict)
    return (model, kind == .one ? judgement.chances : [])
  }

  /// The lesson with the emphasis that judges unseen parts best, and its scale of each row.
  private func bestLesson(
    _ folds: Folds, _ sheet: Sheet, _ targets: Targets
  ) -> (Lesson, [Float]) {
    let hasTurns = sheet.blocks.contains(where: FeatureMaker.View.isLast)
    let lessons = (hasTurns ? Emphasis.choices : [1]).map { last in
      let scales = Emphasis.scales(sheet.blocks, last: last)
      let scaled = last == 1 ? sheet : sheet.scaled(scales)
      return (Lesson(self, folds, scaled, targets, inputs: scales.count), scales)
    }
    guard lessons.count > 1 else { return lessons[0] }
    let losses = lessons.map { $0.0.loss(pull: 1) }
    let best = losses.indices.min { losses[$0] < losses[$1] } ?? 0
    return lessons[best]
  }

  private static func kind(
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

/// One part set aside, and the raw outputs for it of those who did not see it.
struct Trial: Sendable {
  let aside: [Int]
  /// Examples × outputs.
  let byNetwork: [Float]
  let byLinear: [Float]
}

/// The work of one learning.
private struct Lesson: Sendable {
  private let learner: Learner
  private let folds: Folds
  private let sheet: Sheet
  private let targets: Targets
  private let inputs: Int
  private let orders: [[Int]]
  private let asides: [[Int]]

  init(_ learner: Learner, _ folds: Folds, _ sheet: Sheet, _ targets: Targets, inputs: Int) {
    self.learner = learner
    self.folds = folds
    self.sheet = sheet
    self.targets = targets
    self.inputs = inputs
    orders = (0..<folds.count).map { folds.others(than: $0) }
    asides = (0..<folds.count).map { folds.members(of: $0) }
  }

  private var outputs: Int { targets.outputs }

  func run() -> ([Trial], [Network], [LinearFit]) {
    let networks = concurrently(folds.count, threads: learner.threads) { network($0) }
    let pull = bestPull()
    let fits = concurrently(folds.count, threads: learner.threads) { part in
      let fit = fit(part, pull)
      return (fit, fit.judge(sheet, asides[part]))
    }
    let trials = (0..<folds.count).map { part in
      Trial(aside: asides[part], byNetwork: networks[part].1, byLinear: fits[part].1)
    }
    return (trials, networks.map(\.0), fits.map(\.0))
  }

  private func network(_ part: Int) -> (Network, [Float]) {
    var course = learner.course
    let whole = max(1, sheet.size(of: orders[part]) * folds.count)
    course.rounds = learner.rounds ?? max(5, min(40, learner.budget / whole))
    let start = Network(
      inputs: inputs, lanes: learner.lanes, outputs: outputs,
      seed: learner.seed &* 31 &+ UInt64(part))
    let lesson = NetworkLesson(
      start, sheet, targets, course: course, seed: learner.seed &* 77 &+ UInt64(part))
    lesson.run(orders[part])
    return (lesson.result(start), lesson.judge(asides[part]))
  }

  private func fit(_ part: Int, _ pull: Float) -> LinearFit {
    let lanes = (outputs + 7) / 8
    let whole = max(1, sheet.size(of: orders[part]) * folds.count * lanes)
    let passes = max(4, min(15, learner.budget / whole))
    var fit = LinearFit(inputs: inputs, outputs: outputs)
    fit.learn(
      sheet, orders[part], targets, course: .init(pull: pull, passes: passes),
      seed: learner.seed &* 131 &+ UInt64(part))
    return fit
  }

  /// The parts on which choices are tried: one of a large lesson.
  private var judgedParts: [Int] {
    let cost = sheet.rows.count * folds.count * ((outputs + 7) / 8)
    return cost < 4_000_000 ? Array(0..<folds.count) : [0]
  }

  /// The mean loss of linear models on parts they did not see.
  func loss(pull: Float) -> Float {
    let parts = judgedParts
    let losses = concurrently(parts.count, threads: learner.threads) { number in
      let raw = fit(parts[number], pull).judge(sheet, asides[parts[number]])
      return Judgement.loss(raw, asides[parts[number]], targets)
    }
    return losses.reduce(0, +) / Float(max(1, losses.count))
  }

  /// The pull whose models judge best what they did not see.
  private func bestPull() -> Float {
    let parts = judgedParts
    let pulls = learner.pulls
    let losses = concurrently(parts.count * pulls.count, threads: learner.threads) { number in
      let part = parts[number / pulls.count]
      let raw = fit(part, pulls[number % pulls.count]).judge(sheet, asides[part])
      return Judgement.loss(raw, asides[part], targets)
    }
    var best = (loss: Float.infinity, pull: pulls.first ?? 1)
    for (place, pull) in pulls.enumerated() {
      let loss = parts.indices.reduce(Float(0)) { $0 + losses[$1 * pulls.count + place] }
      if loss < best.loss { best = (loss, pull) }
    }
    return best.pull
  }
}
