/// One part set aside, and the raw outputs for it of those who did not see it.
struct Trial: Sendable {
  let aside: [Int]
  /// Examples × outputs.
  let byNetwork: [Float]
  let byLinear: [Float]
}

/// The work of one learning: each part is judged by those who learned from the others.
struct FoldedLesson: Sendable {
  let learner: Learner
  let folds: Folds
  let sheet: Sheet
  let targets: Targets
  /// What the values of each row were multiplied with.
  let scales: [Float]
  /// Units of its networks, in lanes of eight.
  private let lanes: Int
  /// On how many parts at least choices are tried.
  private let leastTried: Int
  private let orders: [[Int]]
  private let asides: [[Int]]

  init(
    _ learner: Learner, _ folds: Folds, _ sheet: Sheet, _ targets: Targets, scales: [Float],
    lanes: Int, leastTried: Int
  ) {
    self.lanes = lanes
    self.leastTried = leastTried
    self.learner = learner
    self.folds = folds
    self.sheet = sheet
    self.targets = targets
    self.scales = scales
    orders = (0..<folds.count).map { folds.others(than: $0) }
    asides = (0..<folds.count).map { folds.members(of: $0) }
  }

  /// What came of one part, or of everything with nothing to judge.
  struct Part: Sendable {
    let networks: [Network]
    let fits: [LinearFit]
    let trial: Trial
  }

  /// Learns without a part and judges it, or with none from everything; without a pull there is no
  /// linear model.
  func learn(without part: Int?, pull: Float?, networks count: Int) -> Part {
    let order = part.map { orders[$0] } ?? Array(0..<sheet.count)
    let aside = part.map { asides[$0] } ?? []
    let number = UInt64(part ?? folds.count)
    let learned = (0..<count).map { network(order, aside, number &+ UInt64($0) &* 1000) }
    var outputs = learned[0].1
    if count > 1 {
      for place in outputs.indices {
        outputs[place] = learned.reduce(Float(0)) { $0 + $1.1[place] } / Float(count)
      }
    }
    let fits = pull.map { [fit(order, $0, number)] } ?? []
    return Part(
      networks: learned.map(\.0), fits: fits,
      trial: Trial(
        aside: aside, byNetwork: outputs, byLinear: fits.flatMap { $0.judge(sheet, aside) }))
  }

  private func network(_ order: [Int], _ aside: [Int], _ number: UInt64) -> (Network, [Float]) {
    var course = learner.course
    let whole = max(1, sheet.size(of: order) * folds.count)
    course.rounds = learner.rounds ?? max(5, min(40, learner.budget / whole))
    let start = Network(
      inputs: scales.count, lanes: lanes, outputs: targets.outputs,
      seed: learner.seed &* 31 &+ number)
    let lesson = NetworkLesson(
      start, sheet, targets, course: course, seed: learner.seed &* 77 &+ number)
    lesson.run(order)
    return (lesson.result(start), lesson.judge(aside))
  }

  private func fit(_ order: [Int], _ pull: Float, _ number: UInt64) -> LinearFit {
    let lanes = (targets.outputs + 7) / 8
    let whole = max(1, sheet.size(of: order) * folds.count * lanes)
    let passes = max(4, min(15, learner.budget / whole))
    var fit = LinearFit(inputs: scales.count, outputs: targets.outputs)
    fit.learn(
      sheet, order, targets, course: .init(pull: pull, passes: passes),
      seed: learner.seed &* 131 &+ number)
    return fit
  }

  /// The parts on which choices are tried: all of a small lesson.
  private var triedParts: Range<Int> {
    let cost = sheet.rows.count * folds.count * ((targets.outputs + 7) / 8)
    return 0..<(cost < 4_000_000 ? folds.count : min(folds.count, leastTried))
  }

  /// The mean loss of a linear model on each tried part, which it did not see, by pull.
  func losses(pulls: [Float]) -> [[Float]] {
    let parts = triedParts
    let losses = concurrently(parts.count * pulls.count, threads: learner.threads) { number in
      let part = number % parts.count
      let fit = fit(orders[part], pulls[number / parts.count], UInt64(part))
      let raw = fit.judge(sheet, asides[part])
      return Judgement.loss(raw, asides[part], targets)
    }
    return pulls.indices.map { Array(losses[($0 * parts.count)..<(($0 + 1) * parts.count)]) }
  }
}
