internal import Glibc

/// A question of the customer, and what it asks for.
struct AskedQuestion: Sendable {
  let turn: Int
  /// Its sentence, in bytes.
  let range: Range<Int>
  let confidence: Double
  /// What it asks for.
  let topics: ClueSet
  /// Whether yes or no would answer it.
  let isYesNo: Bool
  /// Whether something that is proposed would answer it.
  let wantsProposal: Bool
  /// Its words that say something of the matter, hashed.
  let matter: [UInt64]
  /// Those of them that stand beside the question word.
  let focus: [UInt64]
  /// Whether it is written without blanks.
  let isHan: Bool
}

/// Tells sentences that ask to know from those that ask to do, and from all others.
struct QuestionReading {
  let reading: TextReading
  let clues: ClueReading

  /// What a sentence asks.
  enum Kind {
    case question, request
  }

  /// The chance that a sentence asks to know something, and that it asks for something to be done.
  func chances(of sentence: Int) -> (question: Double, request: Double) {
    let words = reading.words(of: sentence)
    guard !words.isEmpty else { return (0, 0) }
    let all = clues.all(in: words)
    let marks = clues.marks(of: sentence)
    let hasMark = reading.sentences[sentence].ending == .question
    let isHan = reading.token(words.upperBound - 1).kind == .ideograph
    let asks = all.contains(.inquiry) && (isHan || asksToKnow(marks, words))
    let asksFact =
      all.contains(.fact) && !hasNumber(words) && (isHan || asksForFact(marks, words))
    var know = hasMark ? 0.0 : -2.2
    var act = -2.5
    know +=
      isHan
      ? chinese(words, all)
      : structure(words, all, hasMark: hasMark, asks: asks, asksFact: asksFact)
    if asksForDeed(marks, words, all, hasMark: hasMark) {
      know += asks ? 0 : asksFact ? 2.4 : -3.2
      act += asks || asksFact ? 1.6 : 3.6
    }
    // "What else can you tell me" asks to know, "can you suggest another one" to search on.
    if all.contains(.alternative), !isHan {
      if all.contains(.askSuggestion) {
        know -= 6
        act += 3.4
      } else if !asks {
        know -= 2.6
        act += 1.8
      }
    }
    if hasMark { act += 0.8 }
    // "That's all I wanted to know, thanks."
    if all.contains(.enough) || all.contains(.thanks) { know -= isHan ? 0 : 0.4 }
    if all.contains(.enough), !hasMark { know -= 3 }
    return (1 / (1 + exp(-know)), 1 / (1 + exp(-act)))
  }

  /// Languages in which a question has its form at the beginning.
  private func structure(
    _ words: Range<Int>, _ all: ClueSet, hasMark: Bool, asks: Bool, asksFact: Bool
  ) -> Double {
    let start = clues.afterFillers(words)
    var score = 0.0
    let asksNothing = !hasMark && clues.begins(.unasked, at: start)
    if asksNothing {
      score -= 1
    } else if start < words.upperBound, clues.begins(.questionWord, at: start) {
      score += 2.6
    } else if start < words.upperBound, clues.begins(.helperVerb, at: start),
      // "Please do." asks nothing, "Can you" may.
      start + 1 == words.upperBound && hasMark || clues.begins(.pronoun, at: start + 1)
        || clues.begins(.negation, at: start + 1) || isPastAlphabet(start)
    {
      score += 2.4
    } else if all.contains(.questionWord) {
      score += 0.8
    } else if hasMark, start == words.upperBound {
      // "Yes?" waits for more, and asks nothing.
      score -= 1
    } else if hasMark, clues.begins(.helperVerb, at: start) || isPastAlphabet(start) {
      // "Are pets allowed?", and where the order of words is the same the mark alone asks.
      score += 1
    }
    if asks { score += 2.6 }
    if all.contains(.wanting) {
      if asksFact {
        score += 2.8
      } else if hasMark, !all.contains(.fact) {
        score -= 0.5
      }
    }
    if all.contains(.particle) { score += 2.2 }
    if !Self.topics(all).isEmpty { score += 0.7 }
    return score
  }

  private func hasNumber(_ words: Range<Int>) -> Bool {
    words.contains { reading.token($0).kind == .number }
  }

  /// Russian and Hebrew ask with "is it possible" without a pronoun after it.
  private func isPastAlphabet(_ word: Int) -> Bool {
    (reading.letters(word).first ?? 0) >= 0x400
  }

  private func chinese(_ words: Range<Int>, _ all: ClueSet) -> Double {
    var score = 0.2
    if all.contains(.questionWord) { score += 2.6 }
    if all.contains(.inquiry) { score += 2.4 }
    if all.contains(.wanting) { score += 0.6 }
    let end = words.suffix(2)
    if end.contains(where: { clues.covers(.particle, $0) }) { score += 0.7 }
    if !Self.topics(all).isEmpty { score += 0.8 }
    return score
  }

  /// A question with all that is needed to look for its answer.
  func question(_ sentence: Int, turn: Int, confidence: Double) -> AskedQuestion {
    let words = reading.words(of: sentence)
    let all = clues.all(in: words)
    let start = clues.afterFillers(words)
    let topics = asked(words)
    let isHan = reading.token(words.upperBound - 1).kind == .ideograph
    let marks = clues.marks(of: sentence)
    let asksWhich = marks.contains { $0.clue == .questionWord && $0.value == 0 }
    let asksWhether = marks.contains {
      ($0.clue == .questionWord && $0.value > 0) || ($0.clue == .particle && $0.value == 0)
    }
    return AskedQuestion(
      turn: turn, range: reading.sentences[sentence].range, confidence: confidence,
      topics: topics,
      isYesNo: !asksWhich
        && (asksWhether || !all.contains(.inquiry) || clues.begins(.helperVerb, at: start)),
      wantsProposal: topics.contains(.askSuggestion)
        || isHan && (topics.contains(.askChoice) || asksWhether && asksWhatThereIs(words)),
      matter: Matter.hashes(reading, clues, words),
      focus: Matter.hashes(reading, clues, focus(words)),
      isHan: isHan)
  }

  /// Whether it asks for what there is, 有.
  private func asksWhatThereIs(_ words: Range<Int>) -> Bool {
    words.contains { reading.letters($0).first == 0x6709 }
  }

  /// The words after the question word, "which airport", or before one that ends the sentence,
  /// 地址在哪; where there is none, the last ones of a sentence in Han.
  private func focus(_ words: Range<Int>) -> Range<Int> {
    let isHan = reading.token(words.upperBound - 1).kind == .ideograph
    let reach = isHan ? 6 : 3
    let asking = words.last { clues.begins(.questionWord, at: $0) }
    guard let asking else {
      return isHan ? max(words.lowerBound, words.upperBound - reach)..<words.upperBound : 0..<0
    }
    let isLast = words.upperBound - asking <= (isHan ? 4 : 1)
    return isLast
      ? max(words.lowerBound, asking - reach)..<words.upperBound
      : asking..<min(words.upperBound, asking + 1 + reach)
  }

  /// The things asked for; one that is given a number itself, as in "rated 4.5", is no question.
  private func asked(_ words: Range<Int>) -> ClueSet {
    var topics = ClueSet()
    guard let first = words.first else { return topics }
    for mark in clues.marks(of: reading.sentence(of: first)) {
      var one = ClueSet()
      one.insert(mark.clue)
      guard !Self.topics(one).isEmpty else { continue }
      let after = mark.last + 1..<max(mark.last + 1, min(words.upperBound, mark.last + 4))
      if after.contains(where: { reading.token($0).kind == .number }) { continue }
      topics.formUnion(one)
    }
    return topics
  }

  static let askClues: [Clue] = [
    .askTime, .askPrice, .askPhone, .askMail, .askPlace, .askCount, .askLength, .askPerson,
    .askReason, .askManner, .askRating, .askChoice, .askLink, .askSuggestion,
  ]

  private static let askBits = askClues.reduce(into: ClueSet()) { $0.insert($1) }.bits

  /// The things that are asked for.
  static func topics(_ all: ClueSet) -> ClueSet { ClueSet(bits: all.bits & askBits) }
}

extension ClueSet {
  var isEmpty: Bool { bits == 0 }
}

/// The words that say what a text is about, for comparing two texts.
enum Matter {
  /// Hashes of word beginnings, or of pairs of Han characters; words without a matter are left out.
  static func hashes(
    _ reading: TextReading, _ clues: ClueReading, _ words: Range<Int>
  ) -> [UInt64] {
    var list: [UInt64] = []
    for word in words {
      let letters = reading.letters(word)
      if reading.token(word).kind == .ideograph {
        guard word + 1 < words.upperBound, reading.token(word + 1).kind == .ideograph else {
          continue
        }
        if clues.covers(.empty, word), clues.covers(.empty, word + 1) { continue }
        list.append(hash(letters + reading.letters(word + 1)))
      } else if !clues.covers(.empty, word), letters.count > 1 {
        list.append(hash(stem(letters)))
      }
    }
    return list
  }

  /// The beginning of a word without an English ending: wind for windy, leav for leaving.
  private static func stem(_ letters: ArraySlice<UInt32>) -> ArraySlice<UInt32> {
    for ending in endings
    where letters.count >= ending.count + 3 && letters.suffix(ending.count).elementsEqual(ending) {
      let rest = letters.dropLast(ending.count)
      let isDoubled = ending.count == 3 && rest.last == rest.dropLast().last
      return (isDoubled ? rest.dropLast() : rest).prefix(5)
    }
    return letters.prefix(5)
  }

  /// "ing", "ed", "es", "s", "y", "e".
  private static let endings: [[UInt32]] = [
    [0x69, 0x6E, 0x67], [0x65, 0x64], [0x65, 0x73], [0x73], [0x79], [0x65],
  ]

  private static func hash(_ letters: some Sequence<UInt32>) -> UInt64 {
    letters.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}
