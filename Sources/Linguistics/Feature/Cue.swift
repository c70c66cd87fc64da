/// Small words that say how something is put, in four languages.
///
/// They follow what is known of politeness strategies (Brown and Levinson 1987; Danescu-Niculescu-
/// Mizil et al. 2013): thanks, apology, indirect and direct modals, hedges, the persons addressed.
/// Each list is of the language, none of a body of texts.
enum Cue: UInt8, CaseIterable, Sendable {
  case thanks, apology, please, greeting, farewell
  /// Indirect modals (could, would) and plain ones (can, will).
  case indirect, modal, duty
  case hedge, emphasis, contrast, negation, questionWord
  case you, me, us, they
  case good, bad, fact, hurry, deference, belief

  /// The cue that begins at a token, the longest first, and how many tokens it has.
  static func find(at place: Int, in hashes: [UInt64]) -> (Cue, Int)? {
    guard isStart(hashes[place]) else { return nil }
    var found: (Cue, Int)?
    var chain: UInt64 = 0
    for length in 1...longest where place + length <= hashes.count {
      chain = FeatureMaker.mix(chain, hashes[place + length - 1])
      if let cue = table[chain] { found = (cue, length) }
    }
    return found
  }

  private static let longest = 4

  /// Whether a cue may begin with a token; most tokens begin none, and are passed over by this.
  private static func isStart(_ hash: UInt64) -> Bool {
    starts[Int(truncatingIfNeeded: hash >> 6) & (starts.count - 1)] >> (hash & 63) & 1 == 1
  }

  private static let starts: [UInt64] = {
    var bits = [UInt64](repeating: 0, count: 1024)
    for cue in allCases {
      for phrase in cue.phrases.split(separator: ",") {
        let tokens = Tokens(phrase)
        guard let first = tokens.items.first else { continue }
        let hash = FeatureMaker.hash(tokens.folded[first.folded], first.kind)
        bits[Int(truncatingIfNeeded: hash >> 6) & (bits.count - 1)] |= 1 << (hash & 63)
      }
    }
    return bits
  }()

  private static let table: [UInt64: Cue] = {
    var table: [UInt64: Cue] = [:]
    for cue in allCases {
      for phrase in cue.phrases.split(separator: ",") {
        let tokens = Tokens(phrase)
        let chain = tokens.items.reduce(UInt64(0)) { chain, token in
          FeatureMaker.mix(chain, FeatureMaker.hash(tokens.folded[token.folded], token.kind))
        }
        if !tokens.items.isEmpty, table[chain] == nil { table[chain] = cue }
      }
    }
    return table
  }()
}
