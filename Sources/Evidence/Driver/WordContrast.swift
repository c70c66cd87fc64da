internal import Linguistics
internal import Statistics

/// In how many conversations each word and each pair of neighbouring words stands.
struct WordTally: Sendable {
  private(set) var conversations = 0
  private(set) var counts: [String: Int] = [:]
  private var tokens = Tokens()

  /// Counts what one side says in a conversation, each word once.
  mutating func add(_ turns: [Turn], of side: Turn.Side) {
    var terms: Set<String> = []
    for turn in turns where turn.side == side {
      var text = turn.text
      text.withUTF8 { tokens.read($0) }
      collect(into: &terms)
    }
    conversations += 1
    for term in terms { counts[term, default: 0] += 1 }
  }

  /// Words of at least two letters and pairs of neighbours.
  ///
  /// Characters of scripts without blanks come only in pairs. Numbers are left out: they tell about
  /// one customer, not about many.
  private func collect(into terms: inout Set<String>) {
    var before: (text: String, kind: Token.Kind)?
    for token in tokens.items {
      guard token.kind == .word || token.kind == .ideograph else {
        before = nil
        continue
      }
      var view = String.UnicodeScalarView()
      for value in tokens.folded[token.folded] {
        guard let scalar = Unicode.Scalar(value) else { continue }
        view.append(scalar)
      }
      let text = String(view)
      if token.kind == .word, view.count > 1 { terms.insert(text) }
      if let before, before.kind == token.kind {
        terms.insert(token.kind == .word ? before.text + " " + text : before.text + text)
      }
      before = (text, token.kind)
    }
  }
}

/// Which words tell dissatisfied customers from satisfied ones: those whose odds differ by more than
/// chance, after the correction for having looked at all words (Benjamini and Hochberg).
struct WordContrast: Hashable, Sendable {
  /// A word or a pair of words.
  struct Term: Hashable, Sendable {
    let text: String
    /// The conversations in which it stands, on each side.
    let low: Int
    let high: Int
    /// How many times the odds of it are on the dissatisfied side, as a power of two.
    let doublings: Estimate
  }

  /// Most telling first: said rather by the dissatisfied, and rather by the satisfied.
  let dissatisfied: [Term]
  let satisfied: [Term]

  /// In fewer conversations than this a word is nobody's habit, and might name somebody.
  static let fewest = 5
  /// The pseudo-conversations of the prior (after Monroe, Colaresi and Quinn 2008).
  private static let prior = 50.0
  private static let shown = 15

  init(_ low: WordTally, _ high: WordTally) {
    let terms = low.counts.merging(high.counts, uniquingKeysWith: +)
      .filter { $0.value >= Self.fewest }.map(\.key)
    let found =
      logOddsOfPresence(
        (low.counts, low.conversations), (high.counts, high.conversations), terms: terms,
        prior: Self.prior) ?? []
    let telling = found.filter { $0.adjustedP < 0.05 }
      .sorted { (abs($1.z), $0.term) < (abs($0.z), $1.term) }
      .map { Term($0, low: low.counts[$0.term] ?? 0, high: high.counts[$0.term] ?? 0) }
    dissatisfied = Self.apart(telling.filter { ($0.doublings.value ?? 0) > 0 }, \.low)
    satisfied = Self.apart(telling.filter { ($0.doublings.value ?? 0) < 0 }, \.high)
  }

  /// The first ones, without a word and its pair when one hardly stands without the other.
  private static func apart(_ terms: [Term], _ count: (Term) -> Int) -> [Term] {
    var kept: [Term] = []
    for term in terms where kept.count < shown {
      let isSaid = kept.contains { other in
        (other.text.contains(term.text) || term.text.contains(other.text))
          && 5 * min(count(other), count(term)) > 4 * max(count(other), count(term))
      }
      if !isSaid { kept.append(term) }
    }
    return kept
  }
}

extension WordContrast.Term {
  /// 1 / ln 2: from natural logarithms to doublings.
  private static let perDoubling = 1.4426950408889634

  fileprivate init(_ odds: LogOdds, low: Int, high: Int) {
    let half = 1.959964 * odds.variance.squareRoot()
    text = odds.term
    self.low = low
    self.high = high
    doublings = Estimate(
      value: odds.delta * Self.perDoubling, lower: (odds.delta - half) * Self.perDoubling,
      upper: (odds.delta + half) * Self.perDoubling, n: low + high, method: .logOdds)
  }
}
