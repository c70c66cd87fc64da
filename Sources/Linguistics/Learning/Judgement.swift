internal import Glibc

/// What the judgements of parts set aside say about how to answer.
struct Judgement: Sendable {
  /// The share of the linear model in the raw output.
  private(set) var blend: Float = 0
  private(set) var penalty = 0
  /// Divides the raw output, so that a chance of 0.8 is right eight times in ten.
  private(set) var temperature: Float = 1
  /// For labels that exclude each other, factors of their chances; else the thresholds.
  private(set) var weights: [Float] = []
  /// Half the width of a 90 % interval of a number, on the learning scale.
  private(set) var spread: Float = 0
  private(set) var record = Record()

  /// How the model did on examples it had not seen.
  struct Record: Sendable, Hashable {
    var examples = 0
    /// Share of right labels; for several labels the mean F1; for numbers the rank correlation.
    var agreement = 0.0
    /// Mean distance of stated chance and share of right answers, fifteen bins.
    var calibrationError = 0.0
  }

  init(_ trials: [Trial], _ folds: Folds, _ targets: Targets, task: Task, outputs: Int) {
    choose(trials, targets, task)
    let (places, raw) = outputs_(of: trials)
    temperature = task == .number ? 1 : Self.temperature(raw, places, targets)
    record.examples = places.count
    switch task {
    case .one: settleOne(raw, places, targets, outputs)
    case .many: settleMany(raw, places, targets, outputs)
    case .number: settleNumber(raw, places, targets)
    }
  }

  /// The chosen linear models of all parts, averaged.
  func linear(of trials: [Trial]) -> LinearFit? {
    guard blend > 0, let first = trials.first?.fits[penalty] else { return nil }
    var mean = first
    for trial in trials.dropFirst() {
      let fit = trial.fits[penalty]
      for output in mean.weights.indices {
        for index in mean.weights[output].indices {
          mean.weights[output][index] += fit.weights[output][index]
        }
        mean.bias[output] += fit.bias[output]
      }
    }
    let count = Float(trials.count)
    for output in mean.weights.indices {
      for index in mean.weights[output].indices { mean.weights[output][index] /= count }
      mean.bias[output] /= count
    }
    return mean
  }

  private mutating func choose(_ trials: [Trial], _ targets: Targets, _ task: Task) {
    guard let options = trials.first?.byLinear.count, options > 0 else { return }
    var best = Float.infinity
    for option in 0..<options {
      for share in [Float(0), 0.25, 0.5, 0.75, 1] {
        (blend, penalty) = (share, option)
        let (places, raw) = outputs_(of: trials)
        let heat = task == .number ? 1 : Self.temperature(raw, places, targets)
        let loss = Self.loss(raw, places, targets, temperature: heat)
        if loss < best {
          best = loss
          chosen = (share, option)
        }
      }
    }
    (blend, penalty) = chosen
  }

  private var chosen: (Float, Int) = (0, 0)

  private func outputs_(of trials: [Trial]) -> ([Int], [[Float]]) {
    var places: [Int] = [], raw: [[Float]] = []
    for trial in trials {
      for (index, number) in trial.aside.enumerated() {
        places.append(number)
        let network = trial.byNetwork[index]
        guard blend > 0 else {
          raw.append(network)
          continue
        }
        let linear = trial.byLinear[penalty][index]
        raw.append(zip(network, linear).map { $0 * (1 - blend) + $1 * blend })
      }
    }
    return (places, raw)
  }

  /// The temperature with the least loss, by golden section on its logarithm.
  private static func temperature(
    _ raw: [[Float]], _ places: [Int], _ targets: Targets
  ) -> Float {
    var low: Float = -1.6, high: Float = 1.6
    let ratio: Float = 0.618034
    var left = high - ratio * (high - low), right = low + ratio * (high - low)
    var atLeft = loss(raw, places, targets, temperature: expf(left))
    var atRight = loss(raw, places, targets, temperature: expf(right))
    for _ in 0..<14 {
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
    _ raw: [[Float]], _ places: [Int], _ targets: Targets, temperature: Float
  ) -> Float {
    var sum: Float = 0
    for (index, number) in places.enumerated() {
      switch targets.task {
      case .one:
        let scaled = raw[index].map { $0 / temperature }
        let top = scaled.max() ?? 0
        let total = scaled.reduce(Float(0)) { $0 + expf($1 - top) }
        sum += logf(total) + top - scaled[Int(targets.label[number])]
      case .many:
        for (output, value) in raw[index].enumerated() {
          let scaled = value / temperature
          let truth: Float = targets.many[number].contains(output) ? 1 : 0
          sum += max(scaled, 0) - scaled * truth + log1pf(expf(-abs(scaled)))
        }
      case .number:
        let fault = raw[index][0] - targets.number[number]
        sum += fault * fault
      }
    }
    return sum / Float(max(1, places.count))
  }
}

extension Judgement {
  private mutating func settleOne(
    _ raw: [[Float]], _ places: [Int], _ targets: Targets, _ outputs: Int
  ) {
    let chances = raw.map { Model.chances($0, temperature: temperature) }
    let truth = places.map { Int(targets.label[$0]) }
    weights = [Float](repeating: 1, count: outputs)
    // With few labels every label matters alike: the rare one is what people look for.
    if outputs <= 5 {
      let usual = chances.indices.map { _ in 1 as Float }
      _ = usual
      for _ in 0..<3 {
        for output in 0..<outputs {
          var best = (score: -1.0, weight: weights[output])
          for factor in stride(from: Float(0.4), through: 2.6, by: 0.1) {
            weights[output] = factor
            let score = Self.meanF1(chances, truth, weights)
            // A factor away from 1 has to be worth it.
            let value = score - 0.004 * Double(abs(logf(factor)))
            if value > best.score { best = (value, factor) }
          }
          weights[output] = best.weight
        }
      }
    }
    var right = 0
    var bins = [(count: Int, chance: Double, right: Int)](repeating: (0, 0, 0), count: 15)
    for (index, list) in chances.enumerated() {
      let top = Self.best(list, weights)
      right += top == truth[index] ? 1 : 0
      let usual = Self.best(list, [])
      let bin = min(14, Int(list[usual] * 15))
      bins[bin].count += 1
      bins[bin].chance += Double(list[usual])
      bins[bin].right += usual == truth[index] ? 1 : 0
    }
    record.agreement = Double(right) / Double(max(1, truth.count))
    record.calibrationError =
      bins.reduce(0) { $0 + abs($1.chance - Double($1.right)) } / Double(max(1, truth.count))
  }

  static func best(_ chances: [Float], _ weights: [Float]) -> Int {
    var best = 0, highest = -Float.infinity
    for (place, chance) in chances.enumerated() {
      let value = weights.isEmpty ? chance : chance * weights[place]
      if value > highest { (best, highest) = (place, value) }
    }
    return best
  }

  private static func meanF1(_ chances: [[Float]], _ truth: [Int], _ weights: [Float]) -> Double {
    var hits = [Int](repeating: 0, count: weights.count)
    var said = hits, was = hits
    for (index, list) in chances.enumerated() {
      let top = best(list, weights)
      said[top] += 1
      was[truth[index]] += 1
      if top == truth[index] { hits[top] += 1 }
    }
    let scores = hits.indices.map { Double(2 * hits[$0]) / Double(max(1, said[$0] + was[$0])) }
    return scores.reduce(0, +) / Double(scores.count)
  }

  private mutating func settleMany(
    _ raw: [[Float]], _ places: [Int], _ targets: Targets, _ outputs: Int
  ) {
    var total = 0.0
    weights = (0..<outputs).map { output in
      let pairs = raw.indices.map { index in
        (
          chance: Model.chance(raw[index][output], temperature: temperature),
          isTrue: targets.many[places[index]].contains(output)
        )
      }.sorted { $0.chance > $1.chance }
      let was = pairs.count { $0.isTrue }
      var hits = 0
      var best = (score: 0.0, threshold: Float(0.5))
      for (place, pair) in pairs.enumerated() {
        if pair.isTrue { hits += 1 }
        let score = Double(2 * hits) / Double(place + 1 + was)
        if score > best.score { best = (score, pair.chance) }
      }
      total += best.score
      return best.threshold
    }
    record.agreement = total / Double(max(1, outputs))
  }

  private mutating func settleNumber(_ raw: [[Float]], _ places: [Int], _ targets: Targets) {
    let faults = raw.indices.map { abs(raw[$0][0] - targets.number[places[$0]]) }.sorted()
    let place = min(faults.count - 1, Int((Double(faults.count + 1) * 0.9).rounded(.up)) - 1)
    spread = faults.isEmpty ? 0 : faults[max(0, place)]
    record.agreement = Self.rankCorrelation(
      raw.map { Double($0[0]) }, places.map { Double(targets.number[$0]) })
  }

  /// Spearman's correlation, ties at their mean rank.
  static func rankCorrelation(_ left: [Double], _ right: [Double]) -> Double {
    let a = ranks(left), b = ranks(right)
    let mean = Double(a.count + 1) / 2
    var both = 0.0, one = 0.0, other = 0.0
    for index in a.indices {
      both += (a[index] - mean) * (b[index] - mean)
      one += (a[index] - mean) * (a[index] - mean)
      other += (b[index] - mean) * (b[index] - mean)
    }
    return one > 0 && other > 0 ? both / (one * other).squareRoot() : 0
  }

  private static func ranks(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var ranks = [Double](repeating: 0, count: values.count)
    var start = 0
    while start < order.count {
      var end = start
      while end + 1 < order.count, values[order[end + 1]] == values[order[start]] { end += 1 }
      for place in start...end { ranks[order[place]] = Double(start + end) / 2 + 1 }
      start = end + 1
    }
    return ranks
  }
}
