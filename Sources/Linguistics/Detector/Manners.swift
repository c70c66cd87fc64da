/// What is done with words: greeting, thanks, apology, promise, blame; and what customers signal.
struct Manners {
  let reading: TextReading
  let clues: ClueReading
  let side: Turn.Side
  let turn: Int

  /// The latest sighting of each kind, by its number.
  private var latest: [Sighting.Kind: Int] = [:]

  init(_ reading: TextReading, _ clues: ClueReading, side: Turn.Side, turn: Int) {
    self.reading = reading
    self.clues = clues
    self.side = side
    self.turn = turn
  }

  mutating func find(into sightings: inout [Sighting]) {
    for (index, mark) in clues.marks.enumerated() where mark.value >= 0 {
      guard let kind = kind(of: mark.clue) else { continue }
      guard !isCovered(mark, index), let confidence = confidence(of: mark) else { continue }
      add(kind, mark.first, mark.last, confidence, to: &sightings)
    }
    if side == .agent { findPromises(into: &sightings) }
  }

  private mutating func add(
    _ kind: Sighting.Kind, _ first: Int, _ last: Int, _ confidence: Double,
    to sightings: inout [Sighting]
  ) {
    let range = reading.bytes(first, last)
    // Phrases that overlap are one sighting, with the words of both.
    if let known = latest[kind], sightings[known].range.upperBound >= range.lowerBound {
      let old = sightings[known]
      sightings[known] = Sighting(
        kind, turn: turn,
        range: min(
          old.range.lowerBound, range.lowerBound)..<max(
            old.range.upperBound, range.upperBound),
        confidence: max(old.confidence, confidence))
      return
    }
    latest[kind] = sightings.count
    sightings.append(Sighting(kind, turn: turn, range: range, confidence: confidence))
  }

  private func kind(of clue: Clue) -> Sighting.Kind? {
    switch (clue, side) {
    case (.greeting, _): .greeting
    case (.goodbye, _): .closing
    case (.thanks, _): .thanks
    case (.goodWish, .agent), (.goodWish, .bot): .goodWish
    case (.apology, .agent), (.apology, .bot): .apology
    case (.feeling, .agent), (.feeling, .bot): .acknowledgement
    case (.polite, .agent): .politeness
    case (.blame, .agent): .blame
    case (.ownership, .agent): .ownership
    case (.moreHelp, .agent), (.moreHelp, .bot): .offer
    case (.again, .customer): .repeatContact
    case (.churn, .customer): .churn
    case (.complaint, .customer): .complaint
    case (.escalation, .customer): .escalation
    case (.insult, .customer), (.insult, .agent): .insult
    case (.misspelling, .agent): .misspelling
    default: nil
    }
  }

  /// Whether a phrase of the opposite meaning takes these words.
  private func isCovered(_ mark: ClueReading.Mark, _ index: Int) -> Bool {
    var next = index
    while next < clues.marks.count {
      let other = clues.marks[next]
      if other.first > mark.last + 6 { break }
      if other.clue == mark.clue, other.value < 0, other.first <= mark.first,
        other.last >= mark.last, isInOneBreath(other)
      {
        return true
      }
      next += 1
    }
    return false
  }

  /// Whether no mark stands behind its first word: "no thanks" declines, "no, thanks" thanks.
  private func isInOneBreath(_ mark: ClueReading.Mark) -> Bool {
    mark.first == mark.last
      || reading.words[mark.first + 1].token - reading.words[mark.first].token == 1
  }

  private func confidence(of mark: ClueReading.Mark) -> Double? {
    let sentence = reading.words(of: reading.sentence(of: mark.first))
    switch mark.clue {
    case .greeting:
      let before = mark.first - clues.afterFillers(sentence.lowerBound..<mark.first)
      return before <= 1 ? 0.95 : before <= 3 && mark.first < 6 ? 0.7 : nil
    case .goodbye where mark.value == 0: return isTold(mark, sentence) ? nil : 0.95
    case .thanks where mark.value == 0: return 0.95
    case .goodbye, .thanks: return standsAlone(mark, sentence) ? 0.75 : nil
    case .moreHelp: return isAlternative(mark, sentence) ? nil : 0.85
    case .apology, .feeling, .blame, .misspelling: return 0.85
    case .complaint, .again: return 0.8
    case .churn, .escalation: return clues.isNegated(mark, in: sentence) ? nil : 0.8
    case .insult: return clues.isNegated(mark, in: sentence) ? nil : 0.75
    default: return 0.8
    }
  }

  /// Whether nothing but small words stands beside it: "ok, you too", but not "can you too".
  private func standsAlone(_ mark: ClueReading.Mark, _ sentence: Range<Int>) -> Bool {
    clues.afterFillers(sentence.lowerBound..<mark.first) == mark.first
      && clues.afterFillers(mark.last + 1..<sentence.upperBound) == sentence.upperBound
  }

  /// Whether it says what someone has rather than wishes it: "I have a good one", "a 3 day rental".
  private func isTold(_ mark: ClueReading.Mark, _ sentence: Range<Int>) -> Bool {
    (mark.first...mark.last).contains { reading.token($0).kind == .number }
      || mark.first > sentence.lowerBound
        && Self.owners.contains(Array(reading.letters(mark.first - 1)))
  }

  /// "i", "we" and "they".
  private static let owners: Set<[UInt32]> = [[0x69], [0x77, 0x65], [0x74, 0x68, 0x65, 0x79]]

  /// Whether it ends a choice, as in "music, sports or something else?".
  private func isAlternative(_ mark: ClueReading.Mark, _ sentence: Range<Int>) -> Bool {
    let last = mark.first - sentence.lowerBound
    return (1...2).contains { back in
      back <= last && Self.alternatives.contains(Array(reading.letters(mark.first - back)))
    }
  }

  /// "or", "или", "או" and "或".
  private static let alternatives: Set<[UInt32]> = [
    [0x6F, 0x72], [0x438, 0x43B, 0x438], [0x5D0, 0x5D5], [0x6216],
  ]

  // MARK: Promises

  /// A promise with a time is a next step; one without is worth asking about.
  private mutating func findPromises(into sightings: inout [Sighting]) {
    for sentence in reading.sentences.indices {
      let words = reading.words(of: sentence)
      guard !words.isEmpty, reading.sentences[sentence].ending != .question else { continue }
      let all = clues.all(in: words)
      let marks = clues.marks(of: sentence)
      guard all.contains(.promise), let promise = promise(in: words, marks) else { continue }
      let time = marks.first { $0.clue == .tellTime }
      if let time {
        add(
          .nextStep, min(promise.first, time.first), max(promise.last, time.last), 0.85,
          to: &sightings)
      } else if !hasClock(words) {
        add(.undatedPromise, promise.first, promise.last, 0.7, to: &sightings)
      }
    }
  }

  /// The words of a promise: what will be done, with who will do it where the language says so.
  private func promise(
    in words: Range<Int>, _ marks: ArraySlice<ClueReading.Mark>
  ) -> (first: Int, last: Int)? {
    guard
      let deed = marks.first(where: { $0.clue == .promise }),
      !clues.isNegated(deed, in: words)
    else { return nil }
    let owner = marks.last { mark in
      mark.clue == .ownership && mark.value >= 0 && mark.first <= deed.first
    }
    if let owner {
      let isTaken = marks.contains { mark in
        mark.clue == .ownership && mark.value < 0 && mark.first == owner.first
      }
      return isTaken ? nil : (owner.first, max(owner.last, deed.last))
    }
    // In these languages the verb itself says who.
    guard let letter = reading.letters(deed.first).first else { return nil }
    let saysWho = (0x400...0x4FF).contains(letter) || (0x5D0...0x5EA).contains(letter)
    return saysWho ? (deed.first, deed.last) : nil
  }

  private func hasClock(_ words: Range<Int>) -> Bool {
    guard words.count > 1 else { return false }
    return words.dropLast().contains { word in
      reading.token(word).kind == .number && reading.token(word + 1).kind == .number
        && reading.token(word + 1).range.lowerBound - reading.token(word).range.upperBound == 1
    }
  }
}
