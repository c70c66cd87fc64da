internal import Statistics

/// What kind of conversation one is, by everything that tells kinds apart.
struct Stratum: Hashable, Sendable {
  let channel: String
  let reason: String
  /// A part of the day: see ``CaseMix/part(ofDay:)``.
  let hour: String
  let language: String

  subscript(_ dimension: CaseMix.Dimension) -> String {
    switch dimension {
    case .channel: channel
    case .reason: reason
    case .hour: hour
    case .language: language
    }
  }
}

/// The tallies of some months by kind of conversation, so that they can be weighed as if the kinds
/// had come as often as they did at another time.
///
/// Direct standardisation on all four properties at once: the conversations are weighted until each
/// channel, reason, part of the day and language has the other time's share (raking, Deming and
/// Stephan 1940), because their combinations are too many and too thin to be compared one by one.
struct Strata: Hashable, Sendable {
  private(set) var parts: [Stratum: Part] = [:]

  /// One kind of conversation.
  struct Part: Hashable, Sendable {
    /// How many were opened.
    var opened = 0
    var cell = Cell()

    fileprivate mutating func add(_ count: Int, _ other: Cell) {
      opened += count
      cell.add(other)
    }
  }

  mutating func add(_ cell: Cell, to stratum: Stratum) {
    parts[stratum, default: Part()].add(cell[.opened].n, cell)
  }

  mutating func add(_ other: Strata) {
    for (stratum, part) in other.parts {
      parts[stratum, default: Part()].add(part.opened, part.cell)
    }
  }

  /// What the conversations that were opened were like.
  var mix: CaseMix {
    var mix = CaseMix()
    for (stratum, part) in parts where part.opened > 0 {
      for dimension in CaseMix.Dimension.allCases {
        mix.add(dimension, stratum[dimension], part.opened)
      }
    }
    return mix
  }

  /// Everything together, as it was.
  var whole: Cell {
    parts.values.reduce(into: Cell()) { $0.add($1.cell) }
  }

  // MARK: At another mix

  /// Whether a metric can be weighed; what is only counted cannot.
  static func canWeigh(_ metric: Metric) -> Bool {
    switch metric.kind {
    case .share, .quantile, .index: true
    case .mean, .count, .rate: false
    }
  }

  /// The value of a metric if the conversations had been mixed as others were; `nil` when too much
  /// of the other mix has no like here, or the metric cannot be weighed.
  func standardised(_ question: Question, to mix: CaseMix) -> Estimate? {
    guard let weights = weights(at: mix) else { return nil }
    // The order decides how sums are rounded.
    let weighed = weights.sorted { $0.key.order < $1.key.order }.compactMap { stratum, weight in
      parts[stratum].map { WeighedCell(cell: $0.cell, weight: weight) }
    }
    let found =
      switch question.metric.kind {
      case .share: WeighedCell.share(question, weighed)
      case .quantile: WeighedCell.time(question, weighed)
      case .index: WeighedCell.promoters(weighed)
      case .mean, .count, .rate: nil as Estimate?
      }
    return found.flatMap { $0.effectiveN >= Self.fewest ? $0 : nil }
  }

  /// Fewer of a kind cannot stand for it.
  private static let fewest = 5.0
  /// So much of the other mix may have no like here.
  private static let missing = 0.1

  /// How much a conversation of each kind counts at the other mix, 1 on average.
  func weights(at mix: CaseMix) -> [Stratum: Double]? {
    let strata = parts.keys.sorted { $0.order < $1.order }
    // A kind that only went on from before stands for half a conversation that was opened.
    let counts = strata.map { max(0.5, Double(parts[$0]?.opened ?? 0)) }
    var records = strata.map { _ in [String: String]() }
    var margins: [String: [String: Double]] = [:]
    for dimension in CaseMix.Dimension.allCases {
      guard let margin = Margin(strata.map { $0[dimension] }, counts, mix, dimension) else {
        continue
      }
      guard margin.missing <= Self.missing else { return nil }
      for index in strata.indices { records[index][dimension.rawValue] = margin.names[index] }
      margins[dimension.rawValue] = margin.shares
    }
    guard !margins.isEmpty else { return nil }
    let raked = rakeRecords(
      records, margins: margins, startingAt: counts, tolerance: 1e-6, maxIterations: 1000)
    guard raked.status == .ok else { return nil }
    let scale = counts.reduce(0, +) / Double(counts.count)
    return Dictionary(
      uniqueKeysWithValues: strata.indices.map { index in
        (strata[index], raked.weights[index] * scale / counts[index])
      })
  }

  /// One property: to which group each kind belongs, and how large each is to be.
  private struct Margin {
    let names: [String]
    let shares: [String: Double]
    /// The part of the other mix that has no like here.
    let missing: Double

    init?(
      _ values: [String], _ counts: [Double], _ mix: CaseMix, _ dimension: CaseMix.Dimension
    ) {
      let target = (mix.counts[dimension] ?? [:]).mapValues(Double.init)
      let whole = target.values.reduce(0, +)
      guard whole > 0 else { return nil }
      var own: [String: Double] = [:]
      for (value, count) in zip(values, counts) { own[value, default: 0] += count }
      // Thin kinds are taken together, as one cannot stand for many.
      func name(_ value: String) -> String {
        (own[value] ?? 0) >= Strata.fewest && (target[value] ?? 0) > 0 ? value : "\u{0}"
      }
      names = values.map(name)
      var shares: [String: Double] = [:]
      for (value, count) in target { shares[name(value), default: 0] += count }
      let rest = zip(values, counts).reduce(0) { $0 + (name($1.0) == "\u{0}" ? $1.1 : 0) }
      var missing = 0.0
      if rest < Strata.fewest, let lost = shares["\u{0}"] {
        missing = lost / whole
        shares["\u{0}"] = nil
      }
      if names.contains("\u{0}"), shares["\u{0}"] == nil { shares["\u{0}"] = 0 }
      self.shares = shares
      self.missing = missing
    }
  }
}

extension Stratum {
  fileprivate var order: String { "\(channel)\u{0}\(reason)\u{0}\(hour)\u{0}\(language)" }
}

/// Tallies that count more or less than once.
private struct WeighedCell {
  let cell: Cell
  let weight: Double

  /// How many equally weighted cases would tell as much (Kish 1965).
  private static func effective(_ parts: [(n: Int, weight: Double)]) -> Double {
    let sum = parts.reduce(0) { $0 + Double($1.n) * $1.weight }
    let squares = parts.reduce(0) { $0 + Double($1.n) * $1.weight * $1.weight }
    return squares > 0 ? sum * sum / squares : 0
  }

  static func share(_ question: Question, _ parts: [WeighedCell]) -> Estimate? {
    let read = parts.compactMap { part -> (hits: Int, n: Int, weight: Double)? in
      guard let (hits, n) = question.counts(of: part.cell), n > 0 else { return nil }
      return (hits, n, part.weight)
    }
    let whole = read.reduce(0) { $0 + Double($1.n) * $1.weight }
    let n = effective(read.map { ($0.n, $0.weight) })
    guard whole > 0, n > 0 else { return nil }
    let share = read.reduce(0) { $0 + Double($1.hits) * $1.weight } / whole
    let wilson = wilsonInterval(successes: min(n, share * n), n: n)
    return Estimate(
      value: share, lower: wilson.lower, upper: wilson.upper,
      n: read.reduce(0) { $0 + $1.n }, effectiveN: n, method: .postStratified)
  }

  /// A quantile of weighted times, its interval by the ranks that as many equal ones would have.
  static func time(_ question: Question, _ parts: [WeighedCell]) -> Estimate? {
    guard let measure = question.metric.measure(question.clock), question.statistic != .mean
    else { return nil }
    let share = question.statistic == .ninetieth ? 0.9 : 0.5
    var sketch = QuantileSketch()
    for part in parts {
      sketch.merge(part.cell[measure].sketch, times: Int((min(1000, part.weight) * 64).rounded()))
    }
    let n = effective(parts.map { ($0.cell[measure].n, $0.weight) })
    guard n > 0, let value = sketch.quantile(share) else { return nil }
    let reach = 1.959_963_984_540_054 * (share * (1 - share) / n).squareRoot()
    return Estimate(
      value: value, lower: sketch.quantile(max(0, share - reach)),
      upper: sketch.quantile(min(1, share + reach)),
      n: parts.reduce(0) { $0 + $1.cell[measure].n }, effectiveN: n, method: .postStratified
    ).inSeconds
  }

  /// A net promoter score with the multinomial variance (FORMULAS 16).
  static func promoters(_ parts: [WeighedCell]) -> Estimate? {
    func sum(_ count: (Tally) -> Int) -> Double {
      parts.reduce(0) { $0 + Double(count($1.cell[.nps])) * $1.weight }
    }
    let whole = sum(\.n)
    let n = effective(parts.map { ($0.cell[.nps].n, $0.weight) })
    guard whole > 0, n > 0 else { return nil }
    let (up, down) = (sum(\.hits) / whole, sum(\.misses) / whole)
    let score = up - down
    let reach = 1.959_963_984_540_054 * (max(0, up + down - score * score) / n).squareRoot()
    return Estimate(
      value: score * 100, lower: max(-100, (score - reach) * 100),
      upper: min(100, (score + reach) * 100), n: parts.reduce(0) { $0 + $1.cell[.nps].n },
      effectiveN: n, method: .postStratified)
  }
}
