internal import Glibc

/// What the judgements of parts set aside say about how to answer.
struct Judgement: Sendable {
  /// The share of the linear model in the raw output.
  private(set) var blend: Float = 0
  private(set) var verdict = Verdict()

  /// So many examples are enough to choose a blend and a temperature.
  private static let enough = 4000

  private let targets: Targets
  private let places: [Int]
  private let network: [Float]
  private let linear: [Float]

  init(_ trials: [Trial], _ targets: Targets) {
    self.targets = targets
    places = trials.flatMap(\.aside)
    network = trials.flatMap(\.byNetwork)
    linear = trials.flatMap(\.byLinear)
    chooseBlend()
    let raw = blended(blend, every: 1)
    let heat = targets.kind == .number ? 1 : Self.temperature(raw, places, targets)
    verdict.temperature = heat
    switch targets.kind {
    case .one: settleOne(raw)
    case .many: settleMany(raw)
    case .number: settleNumber(raw)
    }
  }

  /// The calibrated chances of the labels for each example, by those who did not see it.
  var chances: [[Float]] {
    let raw = blended(blend, every: 1)
    let outputs = targets.outputs
    var all = [[Float]](repeating: [], count: (places.max() ?? -1) + 1)
    for (index, place) in places.enumerated() {
      all[place] = Verdict.chances(
        raw[(index * outputs)..<((index + 1) * outputs)], temperature: verdict.temperature)
    }
    return all
  }

  /// The mean loss of raw outputs at their best temperature.
  static func loss(_ raw: [Float], _ places: [Int], _ targets: Targets) -> Float {
    let heat = targets.kind == .number ? 1 : temperature(raw, places, targets)
    return loss(raw, places, targets, temperature: heat)
  }

  private var stride: Int { max(1, places.count / Self.enough) }

  private mutating func chooseBlend() {
    let some = Swift.stride(from: 0, to: places.count, by: stride).map { places[$0] }
    var best = Float.infinity
    for share in linear.isEmpty ? [Float(0)] : [0, 0.25, 0.5, 0.75, 1] {
      let loss = Self.loss(blended(share, every: stride), some, targets)
      if loss < best { (best, blend) = (loss, share) }
    }
  }

  private func blended(_ share: Float, every step: Int) -> [Float] {
    let outputs = targets.outputs
    var raw: [Float] = []
    raw.reserveCapacity(places.count / step * outputs + outputs)
    for place in Swift.stride(from: 0, to: places.count, by: step) {
      for index in (place * outputs)..<((place + 1) * outputs) {
        let value = network[index]
        raw.append(share > 0 ? value * (1 - share) + linear[index] * share : value)
      }
    }
    return raw
  }

  /// The temperature with the least loss, by golden section on its logarithm.
  private static func temperature(
    _ raw: [Float], _ places: [Int], _ targets: Targets
  ) -> Float {
    var low: Float = -1.6, high: Float = 1.6
    let ratio: Float = 0.618034
    var left = high - ratio * (high - low), right = low + ratio * (high - low)
    var atLeft = loss(raw, places, targets, temperature: expf(left))
    var atRight = loss(raw, places, targets, temperature: expf(right))
    for _ in 0..<10 {
      if atLeft < atRight {
        (high, right, atRight) = (right, left, atLeft)
        left = high - ratio * (high - low)
        atLeft = loss(raw, places, targets, temperature: expf(left))
      } else {
        (low, left, atLeft) = (left, right, atRight)
        right = low + ratio * (high - low)
        atRight = loss(raw, places, targets, temperature: expf(right))
      }
    }
    return expf((low + high) / 2)
  }

  private static func loss(
    _ raw: [Float], _ places: [Int], _ targets: Targets, temperature: Float
  ) -> Float {
    let outputs = targets.outputs
    let step = max(1, places.count / enough)
    var sum: Float = 0
    var count: Float = 0
    for index in Swift.stride(from: 0, to: places.count, by: step) {
      let slice = raw[(index * outputs)..<((index + 1) * outputs)]
      sum += targets.loss(places[index], slice, temperature: temperature)
      count += 1
    }
    return sum / max(1, count)
  }
}

extension Judgement {
  private mutating func settleOne(_ raw: [Float]) {
    let outputs = targets.outputs
    let chances = places.indices.map { index in
      Verdict.chances(
        raw[(index * outputs)..<((index + 1) * outputs)], temperature: verdict.temperature)
    }
    let truth = places.map { Int(targets.label[$0]) }
    verdict.weights = [Float](repeating: 1, count: outputs)
    // With few labels every label matters alike: the rare one is what people look for.
    if outputs <= 5 { chooseWeights(chances, truth) }
    let judged = zip(chances, truth).map { list, truth in
      let top = Verdict.best(list, [])
      return Certainty(chance: Double(list[top]), isRight: top == truth)
    }
    verdict.record.agreement =
      Double(judged.count { $0.isRight }) / Double(max(1, judged.count))
    verdict.record.calibrationError = Certainty.calibrationError(judged)
    verdict.doubt = Float(Certainty.doubt(judged, agreement: verdict.record.agreement))
  }

  /// Factors of the chances with the highest mean F1 of the labels.
  private mutating func chooseWeights(_ chances: [[Float]], _ truth: [Int]) {
    for _ in 0..<3 {
      for output in verdict.weights.indices {
        var best = (score: -1.0, weight: verdict.weights[output])
        for step in -9...9 {
          let factor = expf(Float(step) * 0.1)
          verdict.weights[output] = factor
          // A factor away from 1 has to be worth it.
          let value =
            Self.meanF1(chances, truth, verdict.weights) - 0.004 * Double(abs(step)) / 10
          if value > best.score { best = (value, factor) }
        }
        verdict.weights[output] = best.weight
      }
    }
    let plain = [Float](repeating: 1, count: verdict.weights.count)
    let gain =
      Self.meanF1(chances, truth, verdict.weights) - Self.meanF1(chances, truth, plain)
    if gain <= 2 * Self.luck(chances, verdict.weights) { verdict.weights = plain }
  }

  /// What changing some answers gains by luck: as much as a walk with one step for each of them.
  private static func luck(_ chances: [[Float]], _ weights: [Float]) -> Double {
    let changed = chances.count { Verdict.best($0, weights) != Verdict.best($0, []) }
    return Double(changed).squareRoot() / Double(max(1, chances.count))
  }

  private static func meanF1(_ chances: [[Float]], _ truth: [Int], _ weights: [Float]) -> Double {
    var hits = [Int](repeating: 0, count: weights.count)
    var said = hits, was = hits
    for (index, list) in chances.enumerated() {
      let top = Verdict.best(list, weights)
      said[top] += 1
      was[truth[index]] += 1
      if top == truth[index] { hits[top] += 1 }
    }
    let scores = hits.indices.map { Double(2 * hits[$0]) / Double(max(1, said[$0] + was[$0])) }
    return scores.reduce(0, +) / Double(scores.count)
  }

  private mutating func settleMany(_ raw: [Float]) {
    var total = 0.0
    var judged: [Certainty] = []
    for output in 0..<targets.outputs {
      let list = places.indices.map { index in
        Certainty(
          chance: Double(
            Verdict.chance(
              raw[index * targets.outputs + output], temperature: verdict.temperature)),
          isRight: targets.value(places[index], output) > 0.5)
      }.sorted { $0.chance > $1.chance }
      let (threshold, score) = Certainty.bestThreshold(list)
      verdict.weights.append(Float(threshold))
      total += score
      judged += list
    }
    verdict.record.agreement = total / Double(max(1, targets.outputs))
    verdict.record.calibrationError = Certainty.calibrationError(judged)
  }

  private mutating func settleNumber(_ raw: [Float]) {
    let faults = raw.indices.map { abs(raw[$0] - targets.number[places[$0]]) }.sorted()
    let place = Int((Double(faults.count + 1) * 0.9).rounded(.up)) - 1
    verdict.spread = faults.isEmpty ? 0 : faults[min(faults.count - 1, max(0, place))]
    verdict.record.agreement = RankCorrelation.spearman(
      raw.map(Double.init), places.map { Double(targets.number[$0]) })
  }
}
