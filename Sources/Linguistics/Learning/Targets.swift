internal import Glibc

/// The outcomes of a lesson as numbers, with the error of an output.
struct Targets: Sendable {
  let kind: AnswerKind
  let outputs: Int
  /// The label of each example, where there is one.
  let label: [Int32]
  /// The number of each example on the learning scale.
  let number: [Float]
  /// Examples × outputs: 1 where a label applies, for several labels.
  private let applies: [Bool]

  init(_ examples: [LabelledText], kind: AnswerKind, outputs: Int, scale: NumberScale) {
    self.kind = kind
    self.outputs = outputs
    label = examples.map { example in
      switch example.outcome {
      case .one(let label): Int32(label)
      case .many(let labels): Int32(labels.min() ?? 0)
      case .number: 0
      }
    }
    number = examples.map {
      if case .number(let value) = $0.outcome { Float(scale.inward(value)) } else { 0 }
    }
    var applies = [Bool](repeating: false, count: kind == .many ? examples.count * outputs : 0)
    for (place, example) in examples.enumerated() {
      guard case .many(let labels) = example.outcome, kind == .many else { continue }
      for label in labels where (0..<outputs).contains(label) {
        applies[place * outputs + label] = true
      }
    }
    self.applies = applies
  }

  /// Whether several labels could stand together but hardly ever do: then they are learned as if
  /// they excluded each other, and each text gets its likeliest.
  static func areSingle(_ examples: [LabelledText]) -> Bool {
    var more = 0
    for case .many(let labels) in examples.map(\.outcome) {
      if labels.isEmpty { return false }
      if labels.count > 1 { more += 1 }
    }
    return more * 50 <= examples.count
  }

  /// What an output should have been: 0 or 1, or the number.
  func value(_ example: Int, _ output: Int) -> Float {
    switch kind {
    case .one: label[example] == Int32(output) ? 1 : 0
    case .many: applies[example * outputs + output] ? 1 : 0
    case .number: number[example]
    }
  }

  /// Turns raw outputs into errors: chance minus truth, or value minus truth.
  func error(_ example: Int, _ output: UnsafeMutableBufferPointer<Float>) {
    switch kind {
    case .one:
      var highest = -Float.infinity
      for value in output { highest = max(highest, value) }
      var sum: Float = 0
      for index in output.indices {
        output[index] = expf(output[index] - highest)
        sum += output[index]
      }
      for index in output.indices { output[index] /= sum }
      output[Int(label[example])] -= 1
    case .many:
      for index in output.indices {
        output[index] = 1 / (1 + expf(-output[index])) - value(example, index)
      }
    case .number: output[0] -= number[example]
    }
  }

  /// The loss of raw outputs after division by a temperature: negative log-likelihood, or the
  /// square for numbers.
  func loss(_ example: Int, _ raw: ArraySlice<Float>, temperature: Float) -> Float {
    switch kind {
    case .one:
      let top = (raw.max() ?? 0) / temperature
      var sum: Float = 0
      for value in raw { sum += expf(value / temperature - top) }
      return logf(sum) + top - raw[raw.startIndex + Int(label[example])] / temperature
    case .many:
      var sum: Float = 0
      for (output, value) in raw.enumerated() {
        let scaled = value / temperature
        sum += max(scaled, 0) - scaled * self.value(example, output) + log1pf(expf(-abs(scaled)))
      }
      return sum
    case .number:
      let fault = (raw.first ?? 0) - number[example]
      return fault * fault
    }
  }
}

/// The scale of a number, so that learning happens around zero with a deviation of one.
struct NumberScale: Hashable, Sendable {
  var mean = 0.0
  var deviation = 1.0

  init(mean: Double, deviation: Double) {
    self.mean = mean
    self.deviation = deviation
  }

  init(_ examples: [LabelledText]) {
    let values = examples.compactMap { example -> Double? in
      if case .number(let value) = example.outcome { return value }
      return nil
    }
    guard values.count > 1 else { return }
    mean = values.reduce(0, +) / Double(values.count)
    let square = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    deviation = max(1e-9, (square / Double(values.count)).squareRoot())
  }

  func inward(_ value: Double) -> Double { (value - mean) / deviation }
  func outward(_ value: Double) -> Double { mean + value * deviation }
}
