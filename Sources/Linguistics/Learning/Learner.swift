internal import Dispatch
internal import Glibc

/// Learns a model from examples.
///
/// Each part of the examples is judged by a network and a linear model that did not see it. From
/// those judgements come the blend of the two, the penalty of the linear one, the calibration and
/// the thresholds; the networks of all parts together are the model.
public struct Learner: Sendable {
  public var seed: UInt64 = 1
  /// How many processors it may use.
  public var threads = 2
  /// Hidden units of each network, a multiple of eight.
  public var width = 128
  /// The texts a feature must stand in.
  public var leastTexts = 2
  /// How many times a network sees its examples; chosen by their number when `nil`.
  public var rounds: Int?
  var penalties = [0.1, 0.3, 1, 3]

  public init() {}

  /// Why nothing could be learned.
  public enum Refusal: Error, Hashable, Sendable {
    /// So few examples cannot be divided into parts.
    case tooFew(Int)
    /// All examples have the same outcome.
    case oneOutcome
    /// Outcomes of different kinds.
    case mixed
  }

  /// The model of some examples and their labels; deterministic for a seed and any thread count.
  public func learn(_ examples: [Example], labels: [String]) throws(Refusal) -> Model {
    guard examples.count >= 20 else { throw .tooFew(examples.count) }
    let task = try Self.task(of: examples)
    let folds = Folds(examples, count: examples.count < 1500 ? 10 : 5, seed: seed)
    let (vocabulary, documents) = encode(examples)
    let outputs = task == .number ? 1 : labels.count
    let scale = NumberScale(examples)
    let targets = Targets(examples, task: task, outputs: outputs, scale: scale)
    let trials = Self.trial(
      folds.count, threads: threads,
      { part in
        self.trial(
          part, folds, documents, targets, inputs: vocabulary.count, outputs: outputs, task)
      })
    let judgement = Judgement(trials, folds, targets, task: task, outputs: outputs)
    let networks = trials.map(\.network)
    return Model(
      task: task, labels: labels, scale: scale, vocabulary: vocabulary, networks: networks,
      linear: judgement.linear(of: trials), blend: judgement.blend,
      temperature: judgement.temperature, weights: judgement.weights,
      spread: judgement.spread, record: judgement.record)
  }

  private static func task(of examples: [Example]) throws(Refusal) -> Task {
    var found: Set<Task> = []
    for example in examples {
      switch example.outcome {
      case .one: found.insert(.one)
      case .many: found.insert(.many)
      case .number: found.insert(.number)
      }
    }
    guard let task = found.first, found.count == 1 else { throw .mixed }
    guard Set(examples.map(\.outcome)).count > 1 else { throw .oneOutcome }
    return task
  }

  private func encode(_ examples: [Example]) -> (Vocabulary, [Encoded]) {
    var maker = FeatureMaker()
    let keys = examples.map { example in
      maker.read(example.passages)
      return maker.features.map(\.key)
    }
    let vocabulary = Vocabulary(documents: keys, atLeast: examples.count < 1000 ? 1 : leastTexts)
    var encoder = Encoder(vocabulary)
    let documents = examples.map { example in
      var document = Encoded()
      encoder.encode(example.passages, into: &document)
      return document
    }
    return (vocabulary, documents)
  }

  /// Runs the parts on several threads; each fills its own place.
  private static func trial<Value: Sendable>(
    _ count: Int, threads: Int, _ body: @escaping @Sendable (Int) -> Value
  ) -> [Value] {
    var results = [Value?](repeating: nil, count: count)
    results.withUnsafeMutableBufferPointer { buffer in
      // Each thread writes the places of its own parts only.
      nonisolated(unsafe) let places = buffer
      let runners = max(1, min(threads, count))
      DispatchQueue.concurrentPerform(iterations: runners) { runner in
        for part in stride(from: runner, to: count, by: runners) { places[part] = body(part) }
      }
    }
    return results.compactMap(\.self)
  }

  private func trial(
    _ part: Int, _ folds: Folds, _ documents: [Encoded], _ targets: Targets, inputs: Int,
    outputs: Int, _ task: Task
  ) -> Trial {
    let order = folds.others(than: part), aside = folds.members(of: part)
    var network = Network(
      inputs: inputs, width: width, outputs: outputs, seed: seed &* 31 &+ UInt64(part))
    let size = order.reduce(0) { $0 + documents[$1].rows.count }
    let rounds = self.rounds ?? max(8, min(60, 18_000_000 / max(1, size)))
    network.learn(
      documents, order, course: .init(rounds: rounds), seed: seed &* 77 &+ UInt64(part)
    ) { number, output in targets.error(number, output) }
    var hidden = [Float](repeating: 0, count: width)
    let judged = aside.map { number in
      var output = [Float](repeating: 0, count: outputs)
      network.add(to: &output, hidden: &hidden, documents[number])
      return output
    }
    // Where there are many labels the network alone is as good, and the linear models dear.
    let fits: [LinearFit] = outputs > 40 ? [] : penalties.map { penalty in
      let columns = (0..<outputs).map { output in
        LinearFit.fit(
          documents, order, targets: targets.column(output), inputs: inputs, penalty: penalty,
          isLogistic: task != .number)
      }
      return LinearFit(weights: columns.map(\.weights), bias: columns.map(\.bias))
    }
    let linear = fits.map { fit in
      aside.map { number in
        var output = [Float](repeating: 0, count: outputs)
        fit.add(to: &output, documents[number])
        return output
      }
    }
    return Trial(
      network: network, fits: fits, aside: aside, byNetwork: judged, byLinear: linear)
  }
}

/// What one part of the examples gave.
struct Trial: Sendable {
  let network: Network
  /// One linear model a penalty.
  let fits: [LinearFit]
  let aside: [Int]
  /// Raw outputs for the examples set aside.
  let byNetwork: [[Float]]
  let byLinear: [[[Float]]]
}

/// The number behind a score, so that learning happens on a scale of its own.
struct NumberScale: Sendable {
  var mean = 0.0
  var deviation = 1.0

  init(mean: Double, deviation: Double) {
    self.mean = mean
    self.deviation = deviation
  }

  init(_ examples: [Example]) {
    let values = examples.compactMap { example -> Double? in
      if case .number(let value) = example.outcome { return value }
      return nil
    }
    guard values.count > 1 else { return }
    mean = values.reduce(0, +) / Double(values.count)
    let square = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    deviation = max(1e-9, (square / Double(values.count)).squareRoot())
  }
}

/// The outcomes as numbers, with the error of an output.
struct Targets: Sendable {
  let task: Task
  let label: [Int32]
  let number: [Float]
  let many: [Set<Int>]
  let outputs: Int

  init(_ examples: [Example], task: Task, outputs: Int, scale: NumberScale) {
    self.task = task
    self.outputs = outputs
    label = examples.map { if case .one(let label) = $0.outcome { Int32(label) } else { 0 } }
    many = examples.map { if case .many(let labels) = $0.outcome { labels } else { [] } }
    number = examples.map {
      if case .number(let value) = $0.outcome {
        Float((value - scale.mean) / scale.deviation)
      } else {
        0
      }
    }
  }

  /// Turns raw outputs into errors: chance minus truth, or value minus truth.
  func error(_ place: Int, _ output: UnsafeMutableBufferPointer<Float>) {
    switch task {
    case .one:
      var highest = -Float.infinity
      for value in output { highest = max(highest, value) }
      var sum: Float = 0
      for index in output.indices {
        output[index] = expf(output[index] - highest)
        sum += output[index]
      }
      for index in output.indices { output[index] /= sum }
      output[Int(label[place])] -= 1
    case .many:
      for index in output.indices {
        output[index] = 1 / (1 + expf(-output[index])) - (many[place].contains(index) ? 1 : 0)
      }
    case .number: output[0] -= number[place]
    }
  }

  /// One output's targets for the linear models.
  func column(_ output: Int) -> [Float] {
    switch task {
    case .one: label.map { $0 == Int32(output) ? 1 : 0 }
    case .many: many.map { $0.contains(output) ? 1 : 0 }
    case .number: number
    }
  }
}
