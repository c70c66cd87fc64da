/// Examples that were read and counted, ready to be learned from.
struct Study: Sendable {
  private let learner: Learner
  private let labels: [String]
  private let kind: AnswerKind
  private let scale: NumberScale
  private let vocabulary: Vocabulary
  private let targets: Targets
  private let isSingle: Bool
  private let folds: Folds
  /// Whether there are so many examples that one network learns them well.
  private let isLarge: Bool
  /// Whether there is a linear model beside; for very many labels it costs more than it brings.
  private let hasLinear: Bool
  /// One for each emphasis that is tried.
  private let lessons: [FoldedLesson]
  /// The losses of their linear models by tried part; empty where there is nothing to choose.
  private let losses: [[Float]]
  /// What is said alone, not how it is put, where that may do.
  private let plain: FoldedLesson?
  /// The rows of what is said.
  private let plainRows: [Int]

  init(
    _ learner: Learner, _ examples: [LabelledText], labels: [String], _ folds: Folds,
    isApart: Bool = false
  ) throws(Learner.Refusal) {
    self.learner = learner
    self.labels = labels
    self.folds = folds
    kind = try Learner.kind(of: examples, labels: labels.count)
    var census = learner.census
    census.threads = learner.threads
    if examples.count < 1000 { census.least = 1 }
    let (vocabulary, sheet) = census.take(examples.map(\.passages))
    self.vocabulary = vocabulary
    scale = NumberScale(examples)
    isSingle = kind == .many && Targets.areSingle(examples)
    let targets = Targets(
      examples, kind: isSingle ? .one : kind, outputs: kind == .number ? 1 : labels.count,
      scale: scale)
    self.targets = targets
    // Where labels stand together rare ones need the many voices of an ensemble.
    isLarge = !isApart && examples.count >= learner.fewestForOne && targets.kind != .many
    hasLinear = !isLarge || targets.outputs <= Self.mostForLinear
    let lanes = isLarge ? learner.wideLanes : learner.lanes
    let hasTurns = sheet.blocks.contains(where: FeatureMaker.View.isLast)
    lessons = (hasTurns ? Emphasis.choices : [1]).map { last in
      let scales = Emphasis.scales(sheet.blocks, last: last)
      let scaled = last == 1 ? sheet : sheet.scaled(scales)
      return FoldedLesson(
        learner, folds, scaled, targets, scales: scales, lanes: lanes,
        leastTried: isApart ? 2 : 1)
    }
    losses = lessons.count > 1 ? lessons.map { $0.losses(pulls: [1])[0] } : []
    let isPlain = sheet.blocks.map { !FeatureMaker.isStyle($0) }
    plainRows = isPlain.indices.filter { isPlain[$0] }
    plain =
      isLarge && !hasTurns
      ? FoldedLesson(
        learner, folds, sheet.keeping(isPlain), targets,
        scales: [Float](repeating: 1, count: sheet.blocks.count), lanes: lanes, leastTried: 1)
      : nil
  }

  /// More labels than this make a linear model dear.
  private static let mostForLinear = 16

  /// The model of all examples, and how those who did not see an example judged it.
  ///
  /// From few examples the networks and linear models of all parts together are the model. From many
  /// one wide network, which learns from all of them, is as good and much quicker to ask; then half
  /// of the parts are enough to judge it by, unless each example is wanted.
  func whole(judgingAll: Bool) -> (TextModel, Judgement) {
    var lesson = lessons[Self.least(losses, without: nil)]
    let pull = hasLinear ? bestPull(of: lesson) : nil
    var known: FoldedLesson.Part?
    var rows: [Int]?
    if let plain {
      let full = lesson
      let both = concurrently(2, threads: learner.threads) {
        ($0 == 0 ? full : plain).learn(without: 0, pull: pull, networks: 1)
      }
      let losses = both.map { Judgement.loss($0.trial.byNetwork, $0.trial.aside, targets) }
      let isPlain = losses[1] <= losses[0]
      if isPlain { (lesson, rows) = (plain, plainRows) }
      known = both[isPlain ? 1 : 0]
    }
    let (chosen, first) = (lesson, known)
    let count = isLarge && !judgingAll ? (folds.count + 1) / 2 : folds.count
    // The network of everything is as long in the making as one of a part, and waits for none.
    let parts = concurrently(isLarge ? count + 1 : count, threads: learner.threads) { part in
      if part == 0, let first { return first }
      return chosen.learn(without: part < count ? part : nil, pull: pull, networks: 1)
    }
    let judgement = Judgement(parts[..<count].map(\.trial), targets)
    let kept = isLarge ? parts[count...] : parts[...]
    let networks = kept.flatMap(\.networks), fits = kept.flatMap(\.fits)
    let model = model(
      judgement, rows.map { rows in networks.map { $0.keeping(rows) } } ?? networks,
      rows.map { rows in fits.map { $0.keeping(rows) } } ?? fits,
      scales: rows.map { rows in rows.map { lesson.scales[$0] } } ?? lesson.scales,
      rows.map(vocabulary.keeping) ?? vocabulary, of: folds.parts.count, readsStyle: rows == nil)
    return (model, judgement)
  }

  private func bestPull(of lesson: FoldedLesson) -> Float {
    learner.pulls[Self.least(lesson.losses(pulls: learner.pulls), without: nil)]
  }

  /// For each part the model of the others.
  func apart() -> [TextModel] {
    let chosen = (0..<folds.count).map { lessons[Self.least(losses, without: $0)] }
    let tried = Dictionary(grouping: chosen.indices) { Self.least(losses, without: $0) }
    var pulls = [Float](repeating: 1, count: folds.count)
    for parts in tried.values {
      let losses = chosen[parts[0]].losses(pulls: learner.pulls)
      for part in parts { pulls[part] = learner.pulls[Self.least(losses, without: part)] }
    }
    let known = pulls
    let parts = concurrently(folds.count, threads: learner.threads) {
      chosen[$0].learn(without: $0, pull: known[$0], networks: learner.voices)
    }
    return parts.indices.map { part in
      let others = parts.indices.filter { $0 != part }.map { parts[$0].trial }
      let sheet = chosen[part].sheet
      var isSeen = [Bool](repeating: false, count: vocabulary.count)
      let order = folds.others(than: part)
      for document in order {
        for index in sheet.range(of: document) { isSeen[Int(sheet.rows[index])] = true }
      }
      let rows = isSeen.indices.filter { isSeen[$0] }
      return model(
        Judgement(others, targets), parts[part].networks.map { $0.keeping(rows) },
        parts[part].fits.map { $0.keeping(rows) },
        scales: rows.map { chosen[part].scales[$0] }, vocabulary.keeping(rows), of: order.count)
    }
  }

  /// The choice with the least sum of losses on tried parts other than one.
  private static func least(_ losses: [[Float]], without part: Int?) -> Int {
    let sums = losses.map { list in
      list.indices.reduce(Float(0)) { $0 + ($1 == part ? 0 : list[$1]) }
    }
    return sums.indices.min { sums[$0] < sums[$1] } ?? 0
  }

  private func model(
    _ judgement: Judgement, _ networks: [Network], _ fits: [LinearFit], scales: [Float],
    _ vocabulary: Vocabulary, of examples: Int, readsStyle: Bool = true
  ) -> TextModel {
    var verdict = judgement.verdict
    verdict.record.examples = examples
    verdict.isSingle = isSingle
    return TextModel(
      kind: kind, labels: labels, scale: scale, vocabulary: vocabulary,
      weights: Weights(
        networks: judgement.blend < 1 ? networks.map { $0.absorbing(scales) } : [],
        fits: judgement.blend > 0 ? fits.map { $0.absorbing(scales) } : [],
        blend: judgement.blend, vocabulary: vocabulary, outputs: targets.outputs),
      verdict: verdict, readsStyle: readsStyle)
  }
}

extension Network {
  /// The network of some features alone.
  fileprivate func keeping(_ rows: [Int]) -> Network {
    var network = self
    network.inputs = rows.count
    network.first = rows.flatMap { first[($0 * lanes)..<(($0 + 1) * lanes)] }
    return network
  }
}

extension LinearFit {
  /// The model of some features alone.
  fileprivate func keeping(_ rows: [Int]) -> LinearFit {
    var fit = self
    fit.weights = rows.flatMap { weights[($0 * lanes)..<(($0 + 1) * lanes)] }
    return fit
  }
}

extension Vocabulary {
  /// Some features alone.
  fileprivate func keeping(_ rows: [Int]) -> Vocabulary {
    Vocabulary(keys: rows.map { keys[$0] }, rarity: rows.map { rarity[$0] })
  }
}
