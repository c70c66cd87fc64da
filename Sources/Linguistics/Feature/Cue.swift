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
    var found: (Cue, Int)?
    var chain: UInt64 = 0
    for end in place..<hashes.count {
      chain = FeatureMaker.mix(chain, hashes[end])
      guard let step = table.step(chain) else { break }
      if let cue = step.cue { found = (cue, end - place + 1) }
      guard step.goesOn else { break }
    }
    return found
  }

  private static let table = CueTable()
}

/// Where each phrase of a cue leads, word by word.
///
/// An open-addressed table: most words begin no cue, and one look says so.
private struct CueTable: Sendable {
  struct Step: Sendable {
    var chain: UInt64 = 0
    /// The cue of a phrase that ends here.
    var cue: Cue?
    /// Whether a longer phrase begins alike.
    var goesOn = false
    var isUsed = false
  }

  private var steps = [Step](repeating: Step(), count: 4096)

  init() {
    for cue in Cue.allCases {
      for phrase in cue.phrases.split(separator: ",") { add(phrase, cue) }
    }
  }

  private mutating func add(_ phrase: Substring, _ cue: Cue) {
    let tokens = Tokens(phrase)
    var chain: UInt64 = 0
    var hashes: [UInt64] = []
    FeatureMaker.hash(tokens, into: &hashes)
    for (number, hash) in hashes.enumerated() {
      chain = FeatureMaker.mix(chain, hash)
      let place = place(of: chain)
      steps[place].chain = chain
      steps[place].isUsed = true
      if number + 1 < tokens.items.count {
        steps[place].goesOn = true
      } else if steps[place].cue == nil {
        steps[place].cue = cue
      }
    }
  }

  private func place(of chain: UInt64) -> Int {
    var place = Int(truncatingIfNeeded: chain) & (steps.count - 1)
    while steps[place].isUsed, steps[place].chain != chain {
      place = (place + 1) & (steps.count - 1)
    }
    return place
  }

  func step(_ chain: UInt64) -> Step? {
    let step = steps[place(of: chain)]
    return step.isUsed ? step : nil
  }
}
