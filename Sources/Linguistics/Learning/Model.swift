internal import Glibc

/// What was learned: answers for texts nobody has judged.
public struct Model: Sendable {
  public let task: Task
  public let labels: [String]
  let scale: NumberScale
  let vocabulary: Vocabulary
  let networks: [Network]
  let linear: LinearFit?
  let blend: Float
  let temperature: Float
  let weights: [Float]
  let spread: Float
  let record: Judgement.Record

  /// Examples it was judged on, none of which the judged part had seen.
  public var examples: Int { record.examples }
  /// Share of right labels, mean F1 of several, or rank correlation of numbers, on unseen parts.
  public var agreement: Double { record.agreement }
  /// The mean distance between stated chances and shares of right answers, on unseen parts.
  public var calibrationError: Double { record.calibrationError }

  static func chances(_ raw: [Float], temperature: Float) -> [Float] {
    let top = raw.max() ?? 0
    var list = raw.map { expf(($0 - top) / temperature) }
    let sum = list.reduce(0, +)
    for index in list.indices { list[index] /= sum }
    return list
  }

  static func chance(_ raw: Float, temperature: Float) -> Float {
    1 / (1 + expf(-raw / temperature))
  }
}

/// Answers one document after another, keeping its memory.
public struct Reader: Sendable {
  public let model: Model
  private var encoder: Encoder
  private var document = Encoded()
  private var hidden: [Float]

  public init(_ model: Model) {
    self.model = model
    encoder = Encoder(model.vocabulary)
    hidden = [Float](repeating: 0, count: model.networks.first?.width ?? 0)
  }

  /// What the model says of a document.
  public struct Answer: Sendable {
    /// The chance of each label, 0…1; for a number empty.
    public let chances: [Float]
    /// The labels it stands for: one, several or none.
    public let labels: [Int]
    /// The number with its 90 % interval, where the model gives numbers.
    public let number: (value: Double, lower: Double, upper: Double)?
    /// The share of the document's features that no training text had, 0…1.
    public let unknown: Float
  }

  /// Reads a document; its passages are the turns in order.
  public mutating func answer(_ passages: [Passage]) -> Answer {
    encoder.encode(passages, into: &document)
    let raw = rawOutput()
    switch model.task {
    case .one:
      let chances = Model.chances(raw, temperature: model.temperature)
      return Answer(
        chances: chances, labels: [Judgement.best(chances, model.weights)], number: nil,
        unknown: document.unknown)
    case .many:
      let chances = raw.map { Model.chance($0, temperature: model.temperature) }
      let labels = chances.indices.filter { chances[$0] >= model.weights[$0] }
      return Answer(chances: chances, labels: labels, number: nil, unknown: document.unknown)
    case .number:
      let scale = model.scale
      let value = scale.mean + Double(raw[0]) * scale.deviation
      let half = Double(model.spread) * scale.deviation
      return Answer(
        chances: [], labels: [], number: (value, value - half, value + half),
        unknown: document.unknown)
    }
  }

  private mutating func rawOutput() -> [Float] {
    let outputs = model.task == .number ? 1 : model.labels.count
    var network = [Float](repeating: 0, count: outputs)
    for one in model.networks { one.add(to: &network, hidden: &hidden, document) }
    let share = (1 - model.blend) / Float(max(1, model.networks.count))
    var raw = network.map { $0 * share }
    if let linear = model.linear {
      var other = [Float](repeating: 0, count: outputs)
      linear.add(to: &other, document)
      for index in raw.indices { raw[index] += other[index] * model.blend }
    }
    return raw
  }
}
