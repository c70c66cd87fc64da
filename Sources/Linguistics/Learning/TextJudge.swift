/// Answers one document after another with a model, keeping its memory.
///
/// A judge belongs to one thread; several judges may share a model.
public struct TextJudge: Sendable {
  public let model: TextModel
  private var encoder: Encoder
  private var document = Encoded()
  private var sums: [SIMD8<Float>]
  private var raw: [Float]
  private var quick = QuickReading()
  private var memory: WordMemory
  private var helpers: [TextJudge]
  private let weights: Weights
  private let readsStyle: Bool
  /// The factors of the chances; empty where all are 1.
  private let factors: [Float]

  public init(_ model: TextModel) {
    self.model = model
    encoder = Encoder(model.vocabulary)
    encoder.maker.leavesRuns = true
    sums = [SIMD8<Float>](repeating: .zero, count: model.weights.stride)
    raw = [Float](repeating: 0, count: model.weights.outputs)
    memory = model.memory
    weights = model.weights
    readsStyle = model.readsStyle
    helpers = model.helpers.map(TextJudge.init)
    let chosen = model.verdict.weights
    factors = chosen.allSatisfy { $0 == 1 } ? [] : chosen
  }

  /// Where more than this share of the words is new to the model, it abstains.
  public static let mostUnknown: Float = 0.5

  /// What the model says of a document.
  public struct Answer: Sendable {
    /// The chance of each label, 0…1; for a number empty.
    public let chances: [Float]
    /// The labels it stands for: one, several or none.
    public let labels: [Int]
    /// The number with its 90 % interval, where the model gives numbers.
    public let number: (value: Double, lower: Double, upper: Double)?
    /// The share of the document's words that no text of the lesson had, 0…1.
    public let unknown: Float
    /// Why nobody should act on the answer; `nil` where they may.
    public let doubt: Doubt?
    /// The words that decided, the strongest first; empty unless asked for.
    public internal(set) var reasons: [Reason] = []
  }

  /// Why a model abstains.
  public enum Doubt: String, Sendable {
    /// The chance is so low that such answers are often wrong.
    case unsure
    /// Most words are new to it.
    case unfamiliar
  }

  /// Words and what they did to the answer.
  public struct Reason: Hashable, Sendable {
    /// The turn the words stand in.
    public let turn: Int
    /// Where they stand, in bytes of the turn's UTF-8.
    public let bytes: Range<Int>
    public let words: String
    /// Their share of all that spoke for or against, −1…1; positive speaks for the answer, and for
    /// a number upwards.
    public let weight: Double
  }

  /// Reads a document; its passages are the turns in order.
  public mutating func answer(_ passages: [Passage], explaining: Bool = false) -> Answer {
    if memory.isFull { memory = model.memory }
    if !explaining, passages.count == 1, passages[0].text.utf8.count <= QuickReading.longest {
      quick.read(passages[0].text, weights, style: readsStyle, &memory, into: &sums)
      weights.finish(sums, into: &raw)
      return answer(unknown: quick.unknown)
    }
    let passages = hinted(passages)
    encoder.maker.keepsSources = explaining
    encoder.encode(passages, into: &document)
    weights.gather(document, into: &sums)
    memory.add(encoder.maker, weights, to: &sums)
    weights.finish(sums, into: &raw)
    var answer = answer(unknown: document.unknown)
    if explaining { answer.reasons = reasons(answer, passages) }
    return answer
  }

  /// The passages with what the helpers say of each.
  private mutating func hinted(_ passages: [Passage]) -> [Passage] {
    guard !helpers.isEmpty else { return passages }
    var list = passages
    for index in helpers.indices {
      for turn in passages.indices {
        let answer = helpers[index].answer(Self.surroundings(of: turn, in: passages))
        list[turn].hints += answer.chances.map(Self.hint)
      }
    }
    return list
  }

  /// What a helper sees of a turn: itself and what was said before it.
  static func surroundings(of turn: Int, in passages: [Passage]) -> [Passage] {
    passages[max(0, turn - 1)...turn].map { Passage($0.text, side: $0.side) }
  }

  /// A chance in 255ths.
  static func hint(_ chance: Float) -> UInt8 {
    UInt8(min(255, max(0, chance.isFinite ? chance * 255 : 0)))
  }

  private func answer(unknown: Float) -> Answer {
    let verdict = model.verdict
    let isStrange = unknown > Self.mostUnknown
    switch verdict.isSingle ? .one : model.kind {
    case .one:
      let chances = Verdict.chances(raw, temperature: verdict.temperature)
      let best = Verdict.best(chances, factors)
      let isUnsure = chances[best] < verdict.doubt
      return Answer(
        chances: chances, labels: [best], number: nil, unknown: unknown,
        doubt: isStrange ? .unfamiliar : isUnsure ? .unsure : nil)
    case .many:
      let chances = raw.map { Verdict.chance($0, temperature: verdict.temperature) }
      let labels = chances.indices.filter { chances[$0] >= verdict.weights[$0] }
      return Answer(
        chances: chances, labels: labels, number: nil, unknown: unknown,
        doubt: isStrange ? .unfamiliar : nil)
    case .number:
      let value = Double(raw[0]), half = Double(verdict.spread)
      let ends = [value, value - half, value + half].map(model.scale.outward)
      return Answer(
        chances: [], labels: [], number: (ends[0], ends[1], ends[2]), unknown: unknown,
        doubt: isStrange ? .unfamiliar : nil)
    }
  }

  /// The first label against the next best, the first of several alone, or the number.
  private func question(_ answer: Answer) -> [Float] {
    var mix = [Float](repeating: 0, count: raw.count)
    guard model.kind != .number else { return [1] }
    let order = answer.chances.indices.sorted { answer.chances[$0] > answer.chances[$1] }
    let first = answer.labels.max { answer.chances[$0] < answer.chances[$1] } ?? order.first
    guard let first else { return mix }
    mix[first] = 1
    guard model.kind == .one || model.verdict.isSingle else { return mix }
    if let next = order.first(where: { $0 != first }) { mix[next] = -1 }
    return mix
  }

  private func reasons(_ answer: Answer, _ passages: [Passage]) -> [Reason] {
    let slope = weights.slope(question(answer), at: sums)
    let parts = weights.parts(of: document, along: slope)
    let runs = memory.parts(of: encoder.maker, along: slope)
    return encoder.reasons(parts, runs, passages, isSigned: model.kind == .number)
  }
}
